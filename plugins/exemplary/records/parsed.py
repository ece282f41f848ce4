"""The result of parsing one file, and the files for which it is valid."""

import pathlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from exemplary.cache.file_state import State
from exemplary.diagnostics import Diagnostic, Severity
from exemplary.project import Project
from exemplary.records.record import Record
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Ref
from exemplary.records.summary import RecordSummary

Examine = Callable[[Record, Project], Iterable[Diagnostic]]
"""Further checks of a record that is sound in itself."""


class Source(NamedTuple):
    """A record's file: its kind, its name, its state on disk."""

    kind: str
    file: str
    state: State

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, pathlib.PurePosixPath(self.file).stem)


class Seen(NamedTuple):
    """A file as it was when it was read; state and content are empty if it was missing."""

    file: str
    state: State | None
    content: bytes


class ParsedFile(NamedTuple):
    """The result of parsing one record's file.

    seen     the file, and the files that it names
    moment   when they were looked at, in nanoseconds
    summary  None if the file cannot be read as a record at all
    """

    seen: tuple[Seen, ...]
    moment: int
    summary: RecordSummary | None
    findings: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        return self.summary is not None and all(one.severity is not Severity.ERROR for one in self.findings)


class ParsedRegister(NamedTuple):
    """The result of reading one register: its sound entries, with their data as written; the ids of those left out."""

    entries: dict[Ref, AnyEntry]
    data: tuple[Any, ...]
    left_out: frozenset[Ref]
    findings: tuple[Diagnostic, ...]
