"""Cache of parsed records across builds: summaries (summaries) in memory, bodies in the store."""

import functools
import os
import pathlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from exemplary import parallel
from exemplary.cache import file_state
from exemplary.cache.file_state import State
from exemplary.cache.store import Blobs, Span, Store
from exemplary.diagnostics import Diagnostic, Severity
from exemplary.progress import Progress
from exemplary.project import Project
from exemplary.records.parsing.reading import read_record
from exemplary.records.record import Record
from exemplary.records.schema.kinds import Body
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Ref
from exemplary.records.summary import RecordSummary

Examine = Callable[[Record, Project], Iterable[Diagnostic]]
BATCH = 10_000
AT_HAND = 256
"""Number of bodies kept in memory."""


class Source(NamedTuple):
    """A record's file: its kind, its path, its state on disk."""

    kind: str
    path: str
    state: State


class ParsedFile(NamedTuple):
    """The result of parsing one file.

    states    of the file and the files that it names, for which this result is valid
    moment    when it was read, in nanoseconds
    summary      None if the file cannot be read as a record at all
    """

    states: tuple[tuple[str, State | None], ...]
    moment: int
    summary: RecordSummary | None
    body: Span | None
    findings: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        return self.summary is not None and all(one.severity is not Severity.ERROR for one in self.findings)

    def holds(self, state: State) -> bool:
        """Whether the files are unchanged, judging by their states."""
        (_, own), *beside = self.states
        return own == state and (not beside or all(_state(path) == then for path, then in beside)) and self._is_settled

    @property
    def _is_settled(self) -> bool:
        return file_state.settled((state for _, state in self.states if state), self.moment)


class ParsedRegister(NamedTuple):
    """The result of reading one register: its sound entries, and the ids of those left out."""

    entries: dict[Ref, AnyEntry]
    left_out: set[Ref]
    findings: tuple[Diagnostic, ...]


class RecordCache:
    """Parsed records by file, and bodies by reference. Without a store, everything stays in memory."""

    def __init__(self, store: Store | None = None) -> None:
        self.table = store.table("records") if store else None
        self.blobs: Blobs | None = store.blobs("bodies") if store else None
        self.known: dict[str, ParsedFile] = self.table.load() if self.table else {}
        self.readings: dict[str, ParsedFile] = {}
        self.register_table = store.table("registers") if store else None
        self.registers: dict[str, tuple[State, int, ParsedRegister]] = (
            self.register_table.load() if self.register_table else {}
        )
        self.sources: dict[str, str] = {}
        self.spans: dict[Ref, Span] = {}
        self.bodies: dict[Ref, bytes] = {}
        self.borrowed = False
        self.body = functools.lru_cache(AT_HAND)(self._body)

    def gather(
        self, project: Project, sources: Sequence[Source], examine: Examine, progress: Progress
    ) -> list[ParsedFile]:
        """The result for each file, read again if it is unknown or no longer valid."""
        held = {one.path: known for one in sources if (known := self.known.get(one.path)) and known.holds(one.state)}
        fresh = [one for one in sources if one.path not in held]
        self.sources = {one.path: one.kind for one in sources}
        self.readings = held | dict(self._fresh(project, fresh, examine, progress))
        for reading in self.readings.values():
            if reading.summary and reading.body:
                self.spans[reading.summary.ref] = reading.body
        self.body.cache_clear()
        if self.borrowed:
            self.known = self.readings
        return [self.readings[one.path] for one in sources]

    def _fresh(
        self, project: Project, sources: Sequence[Source], examine: Examine, progress: Progress
    ) -> Iterator[tuple[str, ParsedFile]]:
        """(path, result) of files read now, in batches to limit the number of bodies in memory."""
        times = parallel.count(min(len(sources), BATCH))

        def read(share: Sequence[Source]) -> list[tuple[ParsedFile, bytes]]:
            told = progress.counted("load", share, len(sources), times, start)
            return [_read(project, one, examine) for one in told]

        for start in range(0, len(sources), BATCH):
            batch = sources[start : start + BATCH]
            for source, reading in zip(batch, self._put_away(parallel.shared(read, batch)), strict=True):
                yield source.path, reading

    def borrow(self) -> None:
        """From now on do not write to the store, and depend on nothing that another build may sweep."""
        self.borrowed = True
        if self.blobs and self.blobs.size:
            self.blobs.open()

    def reread(self, project: Project, source: Source, examine: Examine) -> ParsedFile:
        """Read one file again."""
        reading, body = _read(project, source, examine)
        self.readings[source.path] = self.known[source.path] = reading
        if reading.summary:
            self.bodies[reading.summary.ref] = body
            self.body.cache_clear()
        return reading

    def register(self, project: Project, path: str, read: Callable[[], ParsedRegister]) -> ParsedRegister:
        """A register's entries, read again if the file has changed."""
        moment, files = project.snapshot
        known, state = self.registers.get(path), files.get(path)
        if known and state and known[0] == state and file_state.settled([state], known[1]):
            return known[2]
        found = read()
        if state:
            self.registers[path] = state, moment, found
        return found

    def _put_away(self, made: list[tuple[ParsedFile, bytes]]) -> list[ParsedFile]:
        if self.blobs is None or self.borrowed:
            self.bodies.update({reading.summary.ref: body for reading, body in made if reading.summary})
            return [reading for reading, _ in made]
        spans = self.blobs.add(body for _, body in made)
        return [reading._replace(body=span) for (reading, _), span in zip(made, spans, strict=True)]

    def _body(self, ref: Ref) -> Body:
        found = self.bodies.get(ref) or (self.blobs.read(self.spans[ref]) if self.blobs else b"")
        body = pickle.loads(found)
        assert isinstance(body, Body)
        return body

    def save(self) -> None:
        """Save the results for the next build; sweep the bodies if most are unused."""
        if self.table is None or self.blobs is None or self.register_table is None:
            return
        self.register_table.save(self.registers)
        used = [one.body for one in self.readings.values() if one.body]
        if self.blobs.size > 2 * sum(span.length for span in used) + (1 << 20):
            self._sweep(self.blobs)
        self.table.save(self.readings)
        self.known = self.readings

    def _sweep(self, blobs: Blobs) -> None:
        kept = {path: reading for path, reading in self.readings.items() if reading.body}
        spans = blobs.swept(one.body for one in kept.values() if one.body)
        for (path, reading), span in zip(kept.items(), spans, strict=True):
            self.readings[path] = reading._replace(body=span)
            if reading.summary:
                self.spans[reading.summary.ref] = span


def _read(project: Project, source: Source, examine: Examine) -> tuple[ParsedFile, bytes]:
    moment, path = project.snapshot[0], pathlib.Path(source.path)
    record, found = read_record(project, source.kind, path)
    if record and all(one.severity is not Severity.ERROR for one in found):
        found.extend(examine(record, project))
    beside = (*record.summary.pictures, *record.summary.downloads) if record else ()
    states = [(file, _state(file)) for file in (os.path.join(path.parent, name) for name in beside)]
    body = pickle.dumps(record.body, pickle.HIGHEST_PROTOCOL) if record else b""
    summary = record.summary if record else None
    return ParsedFile(((source.path, source.state), *states), moment, summary, None, tuple(found)), body


def _state(path: str) -> State | None:
    try:
        return State.of(os.lstat(path))
    except (OSError, ValueError):  # missing, or a name that no file system accepts
        return None
