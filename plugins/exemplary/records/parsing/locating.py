"""Locates a value of a record, register or story in its file; used only for findings."""

import functools
import pathlib
from collections.abc import Mapping

from exemplary.cache.file_state import State
from exemplary.diagnostics import Span
from exemplary.project import Project
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.types import Ref


def entry_location(project: Project, ref: Ref, *path: str | int) -> tuple[Span, str]:
    """The place of a register entry, or of a value in it."""
    file = project.name(project.records / "registers" / f"{ref.kind}.yml")
    register = _lookup(project, file)
    if register.document is None:
        return Span(file), ""
    return register.document.locate((register.numbers.get(ref.slug, 0), *path))


def record_location(project: Project, record: Record, *path: str | int) -> tuple[Span, str]:
    """The place of a value in a record."""
    return file_location(project, record.file, *(record.written(path) if path else ()))


def file_location(project: Project, file: str, *path: str | int) -> tuple[Span, str]:
    """The place of a value in a file's front matter; `file` is relative to the project."""
    document = _lookup(project, file).document
    return document.locate(path) if document else (Span(file), "")


def story_location(
    project: Project, record: Record, start: int, width: int, story: Story | None = None
) -> tuple[Span, str]:
    """The place of a character in a record's story, or in the given story."""
    document = _lookup(project, record.file).document
    line, column = (story or record.story).position(start)
    return document.spot(line, column, width) if document else (Span(record.file, line, column, width), "")


# Files that were read to locate something in them


class _File:
    """A file in one state; `document` is None if it cannot be read."""

    def __init__(self, path: pathlib.Path, name: str) -> None:
        self.document, _ = documents.read(path, name, fields_optional=True, most=documents.REGISTER_SIZE)

    @functools.cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each entry of a register, by id; of equal ids, the first."""
        items = self.document.data if self.document else ()
        ids = [(item.get("id"), number) for number, item in enumerate(items) if isinstance(item, dict)]
        return {identity: number for identity, number in reversed(ids) if isinstance(identity, str)}


def _lookup(project: Project, name: str) -> _File:
    path = project.path(name)
    return _file(path, name, State.of(path.lstat()))


@functools.lru_cache(maxsize=1)
def _file(path: pathlib.Path, name: str, state: State) -> _File:
    """TreeFile until the next file: one file often has many findings."""
    return _File(path, name)
