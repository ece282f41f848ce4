"""Locates a value of a record, register or story in its file; used only for findings."""

from exemplary.diagnostics import Span
from exemplary.project import Project
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.types import Ref


def entry_location(project: Project, ref: Ref, *path: str | int) -> tuple[Span, str]:
    """The place of a register entry, or of a value in it."""
    file = project.records / "registers" / f"{ref.kind}.yml"
    document, _ = documents.read(file, project.name(file))
    if document is None:
        return Span(project.name(file)), ""
    number = next(
        (n for n, item in enumerate(document.data) if isinstance(item, dict) and item.get("id") == ref.slug), 0
    )
    return document.locate((number, *path))


def record_location(project: Project, record: Record, *path: str | int) -> tuple[Span, str]:
    """The place of a value in a record."""
    return file_location(project, record.file, *(record.written(path) if path else ()))


def file_location(project: Project, file: str, *path: str | int) -> tuple[Span, str]:
    """The place of a value in a file's front matter; `file` is relative to the project."""
    document, _ = documents.read(project.root / file, file, fields_optional=True)
    return document.locate(path) if document else (Span(file), "")


def story_location(
    project: Project, record: Record, start: int, width: int, story: Story | None = None
) -> tuple[Span, str]:
    """The place of a character in a record's story, or in the given story."""
    document, _ = documents.read(project.root / record.file, record.file)
    line, column = (story or record.story).position(start)
    return document.spot(line, column, width) if document else (Span(record.file, line, column, width), "")
