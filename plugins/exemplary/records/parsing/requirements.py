"""Requirements beyond the shape of fields: required fields, sources, and files beside the record."""

import difflib
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydantic

from exemplary.diagnostics import Diagnostic
from exemplary.records.mentions import WITHOUT
from exemplary.records.parsing.document import Document
from exemplary.records.parsing.story import DEPTH, Story
from exemplary.records.record import Record
from exemplary.records.schema import aspects
from exemplary.records.schema.kinds import Facts
from exemplary.records.schema.types import Ref
from exemplary.rules import finding, limited

CHOICES = 100
"""The maximum number of a record's sources that a finding names or compares."""
LONGEST_NAME = 1000
"""The maximum number of characters of a file's name with its folders; file systems accept hardly more."""


def required(
    model: type[Facts], data: Mapping[str, Any], document: Document, with_consent: bool
) -> Iterator[Diagnostic]:
    """The fields required for publication; a withdrawn record only needs `withdrawn`."""
    data = {name: value for name, value in data.items() if value is not None}
    if data.get("status") == "withdrawn":
        if "withdrawn" not in data:
            yield finding("missing-field", *document.spot(1, 1), field="withdrawn")
        return
    names = list(model.required)
    if data.get("status") == "draft":
        names = [name for name in names if name in ("name", "title")]
    for name in names:
        if name not in data and not (name == "title" and "designation" in data):
            yield finding("missing-field", *document.spot(1, 1), field=_or_instead(model, name))
    if "year" in model.model_fields and not {"year", "term", "designation"} & data.keys():
        yield finding("missing-field", *document.spot(1, 1), field="year | term")
    if data.get("status") != "draft" and not data.get("sources") and _needs_sources(model, data):
        yield finding("sources-required", *document.spot(1, 1))
    if data.get("status") != "draft" and _lacks_consent_of_a_child(data.get("consent")):
        yield finding("minor-consent", *document.locate(("consent", "minor")))
    if with_consent and not (isinstance(data.get("consent"), dict) and data["consent"].get("basis")):
        yield finding("consent-required", *document.locate(("consent",)))


def _or_instead(model: type[Facts], name: str) -> str:
    """The field, and the alternative to it."""
    return f"{name} | designation" if name == "title" and "designation" in model.model_fields else name


def _lacks_consent_of_a_child(consent: object) -> bool:
    if not isinstance(consent, dict) or consent.get("minor") != "true":
        return False
    return not (consent.get("guardian_consent") == consent.get("child_consent") == "true")


def _needs_sources(model: type[Facts], data: Mapping[str, Any]) -> bool:
    return model.needs_sources or bool(data.get("figures") or data.get("honours"))


# Requirements of a record that could be read


def of_record(record: Record, document: Document, path: pathlib.Path) -> Iterator[Diagnostic]:
    """Every requirement that is checked on the finished record; a new one is added here."""
    if "sources" not in record.body.gaps:
        yield from limited(sources(record, document))
    yield from limited(attached(record, document, path))
    yield from nested(record.stories, document)
    yield from removed(record, document)


# Sources named inside the record


def sources(record: Record, document: Document) -> Iterator[Diagnostic]:
    ids = [source.slug if isinstance(source, Ref) else source.id for source in record.facts.sources]
    known = [identity for identity in ids if identity]
    for path, named in _named_sources(record.facts, ()):
        if named not in known:
            near = difflib.get_close_matches(named, known[:CHOICES], 1, 0.6)
            yield finding(
                "unknown-source",
                *document.locate(record.written((*path, "source"))),
                given=named,
                choices=", ".join(known[:CHOICES]),
                suggestion=near[0] if near else "",
            )
    unsourced = [number for number, figure in enumerate(record.facts.figures) if not figure.source]
    if len(ids) > 1 and unsourced and not known:
        yield finding("source-without-id", *document.locate(("sources",), key=True))
    elif len(ids) > 1:
        for number in unsourced:
            where = document.locate(record.written(("figures", number)))
            yield finding("source-needed", *where, choices=", ".join(known[:CHOICES]))


def _named_sources(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(path, id) of every `source` used in the record."""
    if isinstance(value, tuple) and not isinstance(value, Ref):
        for number, item in enumerate(value):
            yield from _named_sources(item, (*path, number))
    elif isinstance(value, pydantic.BaseModel):
        fields = type(value).model_fields
        for name, below in value.__dict__.items():
            if name == "source" and isinstance(below, str):
                yield path, below
            elif type(below) not in WITHOUT and isinstance(below, (tuple, pydantic.BaseModel)) and name != "sources":
                yield from _named_sources(below, (*path, fields[name].alias or name))


# Files beside the record


def attached(record: Record, document: Document, path: pathlib.Path) -> Iterator[Diagnostic]:
    images = [(("images", number, "file"), image.file) for number, image in enumerate(record.facts.images)]
    for place, name in (*images, *((file.path, file.name) for file in aspects.files_of(record.facts))):
        if rule := _misplaced(path.parent, name):
            yield finding(rule, *document.locate(record.written(place)), given=name)
    for story in record.stories:
        for file, start in story.images():
            if rule := _misplaced(path.parent, file):
                yield finding(rule, *document.spot(*story.position(start), len(file)), given=file)


def _misplaced(folder: pathlib.Path, name: str) -> str:
    """The rule that a file name breaks, or ""."""
    if len(name) > LONGEST_NAME:
        return "missing-file"
    parts = pathlib.PurePosixPath(name).parts
    if not parts or "\\" in name or name.startswith("/") or ".." in parts or ":" in name:
        return "path-outside"
    steps = [folder.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    try:
        linked, there = any(step.is_symlink() for step in steps), steps[-1].is_file()
    except (OSError, ValueError):  # a name that no file system accepts
        return "missing-file"
    return "symbolic-link" if linked else "" if there else "missing-file"


def nested(stories: Iterable[Story], document: Document) -> Iterator[Diagnostic]:
    for story in stories:
        if (start := story.too_deep()) is not None:
            yield finding("nested-too-deeply", *document.spot(*story.position(start)), most=DEPTH)


def removed(record: Record, document: Document) -> Iterator[Diagnostic]:
    for story in record.stories:
        for removed in story.removed():
            line, column = story.position(removed.start)
            yield finding(removed.rule, *document.spot(line, column, len(removed.text)), given=removed.text)
