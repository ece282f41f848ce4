"""Reads the files of records, on all processors, and their bodies once more when a page needs them."""

import functools
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from exemplary import parallel
from exemplary.cache.file_state import State, content_digest
from exemplary.diagnostics import ExemplaryError, Severity
from exemplary.progress import Progress
from exemplary.project import Project
from exemplary.records.parsed import Examine, ParsedFile, ParsedRegister, Seen, Source
from exemplary.records.parsing.reading import read_record
from exemplary.records.record import Record
from exemplary.records.schema.kinds import Body
from exemplary.records.schema.types import Ref

BATCH = 10_000
"""The number of files whose bodies are in memory together."""
AT_HAND = 256
"""The number of bodies kept in memory for pages."""


class Reader(Protocol):
    """Where records come from: their files, or a cache of them."""

    def records(self, project: Project, sources: Sequence[Source]) -> Sequence[ParsedFile]: ...
    def register(self, project: Project, file: str, read: Callable[[], ParsedRegister]) -> ParsedRegister: ...
    def body(self, ref: Ref) -> Body: ...


class FileReader:
    """Reads every file anew."""

    def __init__(self, examine: Examine, progress: Progress) -> None:
        self.examine = examine
        self.progress = progress
        self.bodies = _Bodies()
        self.project: Project
        self.files: dict[Ref, tuple[str, str]] = {}
        self.body = functools.lru_cache(AT_HAND)(self._body)

    def records(self, project: Project, sources: Sequence[Source]) -> list[ParsedFile]:
        """The result for each file; the body of each is set aside until a page needs it."""
        self.look_at(project, sources)
        return [parsed for batch in self._batches(sources) for parsed in batch]

    def look_at(self, project: Project, sources: Sequence[Source]) -> None:
        """Know the files of all bodies, without reading them."""
        self.project = project
        self.files = {one.ref: (one.kind, one.file) for one in sources}
        self.body.cache_clear()

    def read(self, project: Project, sources: Sequence[Source]) -> list[ParsedFile]:
        """The result for some of the files."""
        self.project = project
        return [parsed for batch in self._batches(sources) for parsed in batch]

    def register(self, project: Project, file: str, read: Callable[[], ParsedRegister]) -> ParsedRegister:
        return read()

    def _batches(self, sources: Sequence[Source]) -> Iterator[list[ParsedFile]]:
        processes = parallel.count(min(len(sources), BATCH))
        for start in range(0, len(sources), BATCH):

            def read(share: Sequence[Source], start: int = start) -> list[tuple[ParsedFile, bytes]]:
                counted = self.progress.counted("load", share, len(sources), processes, start)
                return [_parse(self.project, source, self.examine) for source in counted]

            batch = parallel.shared(read, sources[start : start + BATCH])
            self.bodies.add({parsed.summary.ref: body for parsed, body in batch if parsed.summary})
            self.body.cache_clear()
            yield [parsed for parsed, _ in batch]

    def _body(self, ref: Ref) -> Body:
        return self.bodies.get(ref) or self._read_again(ref)

    def _read_again(self, ref: Ref) -> Body:
        kind, file = self.files[ref]
        record, _ = read_record(self.project, kind, file)
        if record is None:
            raise ExemplaryError("file-changed", file=file)
        return record.body


def _parse(project: Project, source: Source, examine: Examine) -> tuple[ParsedFile, bytes]:
    """The result of parsing a file, and the record's body for `_Bodies`."""
    own = Seen(source.file, source.state, _content(project, source.file))  # before parsing: a later change must show
    record, findings = read_record(project, source.kind, source.file)
    seen = own, *_named(project, source, record)
    if record and all(one.severity is not Severity.ERROR for one in findings):
        findings.extend(examine(record, project))
    summary = record.summary if record else None
    parsed = ParsedFile(seen, project.inputs.moment, summary, tuple(findings))
    return parsed, pickle.dumps(record.body, pickle.HIGHEST_PROTOCOL) if record else b""


def _named(project: Project, source: Source, record: Record | None) -> Iterator[Seen]:
    """The files that a record names, as they are now."""
    folder = source.file.rpartition("/")[0]
    named = (*record.summary.pictures, *record.summary.downloads) if record else ()
    return (look(project, f"{folder}/{name}") for name in named)


def look(project: Project, file: str) -> Seen:
    """A file as it is now."""
    try:
        state = State.of(os.lstat(project.path(file)))
    except (OSError, ValueError):  # missing, or a name that no file system accepts
        return Seen(file, None, b"")
    return Seen(file, state, _content(project, file))


def _content(project: Project, file: str) -> bytes:
    try:
        return content_digest(project.path(file).read_bytes())
    except (OSError, ValueError):
        return b""


class _Bodies:
    """The bodies of the records read by this process, in an unnamed file of its own."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115
        self.places: dict[Ref, tuple[int, int]] = {}

    def add(self, bodies: dict[Ref, bytes]) -> None:
        start = self.file.seek(0, os.SEEK_END)
        for ref, body in bodies.items():
            self.places[ref] = start, len(body)
            start += len(body)
        self.file.write(b"".join(bodies.values()))
        self.file.flush()

    def get(self, ref: Ref) -> Body | None:
        if ref not in self.places:
            return None
        start, length = self.places[ref]
        # Only this process can have written it: the file has no name.
        body = pickle.loads(self._read(start, length))  # noqa: S301
        assert isinstance(body, Body)
        return body

    def _read(self, start: int, length: int) -> bytes:
        if hasattr(os, "pread"):  # children share the position of the file, so it must not move
            return os.pread(self.file.fileno(), length, start)
        self.file.seek(start)
        return self.file.read(length)
