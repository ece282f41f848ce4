"""One file -> one Record, with every mistake in it."""

import pathlib
from collections.abc import Iterator
from typing import Any

from exemplary.diagnostics import Diagnostic, Span
from exemplary.i18n import vietnamese
from exemplary.project import Project
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.diagnosis import wrong_shape
from exemplary.records.parsing.document import Document
from exemplary.records.parsing.requirements import of_record, required
from exemplary.records.parsing.story import Story
from exemplary.records.parsing.validation import facts_of
from exemplary.records.record import Record
from exemplary.records.schema.kinds import KINDS, Body, Facts
from exemplary.records.schema.types import EXEMPLAR_KINDS, SLUG, SLUG_LENGTH, Ref
from exemplary.rules import finding

RESERVED = frozenset(("index", "trang"))
FIELD_INDEX = {"vi": "linh-vuc", "en": "field"}


def read_record(project: Project, kind: str, file: str) -> tuple[Record | None, list[Diagnostic]]:
    """Return the record, as far as it can be read, and its findings; do not use it if one of them is an error."""
    path, slug = project.path(file), pathlib.PurePosixPath(file).stem
    document, found = documents.read(path, file)
    found.extend(_slug(file, slug, _reserved(project, kind)))
    if document is None:
        return None, found
    if not isinstance(document.data, dict):
        return None, [*found, wrong_shape(document.spot(1, 1), path.name, "fields", f"{KINDS[kind].required[0]}: …")]
    data, story = _story(document, path, found)
    facts, gaps = facts_of(KINDS[kind], data, document, found)
    found.extend(required(KINDS[kind], data, document, project.settings.require_consent and kind == "individuals"))
    translated = _translated(facts, document)
    body = Body(facts, story, translated, gaps)
    record = Record.of(Ref(kind, slug), document.file, document.digest, body)
    found.extend(of_record(record, document, path))
    return record, found


# The file's name and story


def _reserved(project: Project, kind: str) -> frozenset[str]:
    """File names that would get the URL of a list."""
    settings = project.settings
    index = dict(settings.paths).get("field", FIELD_INDEX[settings.language])
    return RESERVED | {index} if kind in EXEMPLAR_KINDS else RESERVED


def _slug(file: str, slug: str, reserved: frozenset[str]) -> Iterator[Diagnostic]:
    if slug in reserved:
        yield finding("reserved-slug", Span(file), slug=slug)
    elif not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        yield finding("bad-slug", Span(file), slug=slug, better=vietnamese.slug(slug) or "ten-khac")


def _story(document: Document, path: pathlib.Path, found: list[Diagnostic]) -> tuple[dict[str, Any], Story]:
    data = document.data
    if data.get("story") is None and (path.suffix != ".md" or "story" not in data):
        return {name: value for name, value in data.items() if name != "story"}, document.story
    if path.suffix == ".md":
        found.append(finding("story-in-front-matter", *document.locate(("story",), key=True)))
        return {name: value for name, value in data.items() if name != "story"}, document.story
    text = data["story"]
    if not isinstance(text, str):
        found.append(wrong_shape(document.locate(("story",)), "story", "text", "story: …"))
        text = ""
    return {name: value for name, value in data.items() if name != "story"}, Story(
        str(text), *_margin(document, ("story",))
    )


def _translated(facts: Facts, document: Document) -> tuple[Story, ...]:
    english = facts.translations.en
    if english is None or not english.story:
        return ()
    return (Story(english.story, *_margin(document, ("translations", "en", "story"))),)


def _margin(document: Document, path: documents.Path) -> tuple[int, int]:
    """The line where the text of the field at `path` starts, and the number of columns before it."""
    span, excerpt = document.locate(path)
    mark = excerpt[span.column - 1 : span.column]
    if mark not in ("|", ">"):
        return span.line, span.column - 1 + (mark in ("'", '"'))
    below = next((line for line in document.text.split("\n")[span.line :] if line.strip()), "")
    return span.line + 1, len(below) - len(below.lstrip())
