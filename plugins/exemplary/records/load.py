"""Files -> Documents -> Records, with every mistake of every file.

Nothing raises for what an author wrote: a file with an error gives findings and no record.
"""

import dataclasses
import difflib
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic

from exemplary import vietnamese
from exemplary.diagnostics import Diagnostic, Report, Severity, Span
from exemplary.project import Project
from exemplary.records import document as documents
from exemplary.records.document import Document
from exemplary.records.fields import EXEMPLAR_KINDS, RECORD_KINDS, SLUG, SLUG_LENGTH, Ref
from exemplary.records.kinds import KINDS, Exemplar, Facts, Record
from exemplary.records.registers import REGISTERS, AnyEntry
from exemplary.records.story import Story
from exemplary.rules import finding

RESERVED = frozenset(("index", "trang"))
FIELD_INDEX = {"vi": "linh-vuc", "en": "field"}
SUFFIXES = (".md", ".yml")


@dataclasses.dataclass(frozen=True, slots=True)
class Collection:
    """All that was read: good records and entries by reference, and the references of those left out as bad.

    flawed  what can be read of records left out, so that their other mistakes are found too
    front   the front page's document, if there is one
    """

    records: Mapping[Ref, Record]
    entries: Mapping[Ref, AnyEntry]
    left_out: frozenset[Ref]
    flawed: tuple[Record, ...] = ()
    front: Document | None = None


def folder(project: Project, kind: str) -> pathlib.Path:
    return (project.records if kind in EXEMPLAR_KINDS else project.content) / kind


def load(project: Project, report: Report) -> Collection:
    """Read every record and register of the project; findings go into the report."""
    records: dict[Ref, Record] = {}
    left_out: set[Ref] = set()
    flawed: list[Record] = []
    files: dict[Ref, str] = {}
    for kind in RECORD_KINDS:
        if linked := _linked(folder(project, kind), project.root):
            report.add(finding("symbolic-link", Span(project.name(linked))))
            continue
        for path in sorted(_files(folder(project, kind))):
            _load_one(project, kind, path, records, left_out, flawed, files, report)
    entries = dict(_registers(project, report, left_out))
    return Collection(records, entries, frozenset(left_out), tuple(flawed), _front(project, report))


def _linked(folder: pathlib.Path, root: pathlib.Path) -> pathlib.Path | None:
    """The folder itself, or the first one between it and the root, that is a symbolic link."""
    steps = (folder, *folder.parents)
    return next((step for step in steps if step != root and step.is_relative_to(root) and step.is_symlink()), None)


def _files(root: pathlib.Path) -> Iterator[pathlib.Path]:
    """Records below a folder, and links to folders, which are not entered."""
    for path in root.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if not hidden and ((path.is_symlink() and path.is_dir()) or (path.suffix in SUFFIXES and _is_file(path))):
            yield path


def _is_file(path: pathlib.Path) -> bool:
    return path.is_symlink() or path.is_file()


def _load_one(
    project: Project,
    kind: str,
    path: pathlib.Path,
    records: dict[Ref, Record],
    left_out: set[Ref],
    flawed: list[Record],
    files: dict[Ref, str],
    report: Report,
) -> None:
    file, ref = project.name(path), Ref(kind, path.stem)
    record, found = read_record(project, kind, path)
    if ref in files:
        found.append(finding("duplicate-slug", Span(file), ref=ref, other=files[ref]))
        records.pop(ref, None)
    files.setdefault(ref, file)
    report.extend(found)
    if record is None or any(one.severity is Severity.ERROR for one in found):
        left_out.add(ref)
        flawed.extend([record] if record else [])
    elif ref not in left_out:
        records[ref] = record


def read_record(project: Project, kind: str, path: pathlib.Path) -> tuple[Record | None, list[Diagnostic]]:
    """(the record of one file, as far as it can be read, its findings); with an error among them it is not for use."""
    document, found = documents.read(path, project.name(path))
    found.extend(_slug(project.name(path), path.stem, _reserved(project, kind)))
    if document is None:
        return None, found
    if not isinstance(document.data, dict):
        return None, [*found, _wrong_shape(document.spot(1, 1), path.name, *_FIELDS)]
    data, story = _story(document, path, found)
    facts, wrong = _facts(KINDS[kind], data, document, found)
    found.extend(_required(KINDS[kind], data, document, project.settings.require_consent and kind == "individuals"))
    translated = _translated(facts, document)
    record = Record(Ref(kind, path.stem), document.file, facts, story, document.digest, translated)
    if "sources" not in wrong:
        found.extend(_sources(record, document))
    found.extend(_attached(record, document, path))
    found.extend(_removed(record, document))
    return record, found


# The file's name and story


def _reserved(project: Project, kind: str) -> frozenset[str]:
    """File names that would stand at the address of a list."""
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
        found.append(_wrong_shape(document.locate(("story",)), "story", "một đoạn chữ", "text"))
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
    """(the line on which the field at `path` has its text, the columns before it)."""
    span, excerpt = document.locate(path)
    mark = excerpt[span.column - 1 : span.column]
    if mark not in ("|", ">"):
        return span.line, span.column - 1 + (mark in ("'", '"'))
    below = next((line for line in document.text.split("\n")[span.line :] if line.strip()), "")
    return span.line + 1, len(below) - len(below.lstrip())


# Validation


def _facts(
    model: type[Facts], data: Mapping[str, Any], document: Document, found: list[Diagnostic]
) -> tuple[Facts, frozenset[str]]:
    """(what the fields state, the fields in which something is wrong and which are therefore left aside)."""
    try:
        return model.model_validate(data), frozenset()
    except pydantic.ValidationError as error:
        faults = error.errors(include_url=False)
    found.extend(_diagnostic(model, fault, document, ()) for fault in faults)
    wrong = frozenset(str(fault["loc"][0]) for fault in faults)
    return model.model_validate({name: value for name, value in data.items() if name not in wrong}), wrong


def _validated(
    model: type[Any], data: object, document: Document, prefix: tuple[str | int, ...], found: list[Diagnostic]
) -> Any:
    try:
        return model.model_validate(data)
    except pydantic.ValidationError as error:
        found.extend(_diagnostic(model, fault, document, prefix) for fault in error.errors(include_url=False))
        return None


_FIELDS = ("các trường «tên: giá trị»", "fields, “name: value”")
_SHAPES = {
    "list": ("một danh sách", "a list"),
    "tuple": ("một danh sách", "a list"),
    "dict": ("một nhóm trường", "a group of fields"),
    "model": ("một nhóm trường", "a group of fields"),
    "none": ("để trống", "left out"),
}


def _diagnostic(model: type[Any], fault: Any, document: Document, prefix: tuple[str | int, ...]) -> Diagnostic:
    """One of pydantic's errors as a finding of ours."""
    path, kind, context = (*prefix, *fault["loc"]), fault["type"], dict(fault.get("ctx") or {})
    field = str(fault["loc"][-1]) if fault["loc"] else str(prefix[-1] if prefix else "")
    if kind == "extra_forbidden" or kind == "none_required":
        return _unknown_field(model, path, field, document, fault)
    if kind == "missing":
        return finding("missing-field", *document.locate(path), field=field)
    if "rule" in context:
        return _broken_rule(context, path, fault["input"], document)
    shape = next((words for name, words in _SHAPES.items() if kind.startswith(name)), ("một dòng chữ", "text"))
    return _wrong_shape(document.locate(path), _named(path), *shape)


def _wrong_shape(where: tuple[Span, str], field: str, expected_vi: str, expected_en: str) -> Diagnostic:
    return finding("wrong-shape", *where, field=field, expected_vi=expected_vi, expected_en=expected_en)


def _unknown_field(model: type[Any], path: tuple[Any, ...], field: str, document: Document, fault: Any) -> Diagnostic:
    span, excerpt = document.locate(path, key=True)
    follows_comma = excerpt[: span.column - 1].rstrip().endswith(",")
    if re.fullmatch(r"\d+", field) or (fault["input"] is None and follows_comma):
        return finding("comma-in-braces", span, excerpt, field=field)
    near = difflib.get_close_matches(field, sorted(_names_at(model, path)), 1, 0.75)
    return finding("unknown-field", span, excerpt, field=field, suggestion=near[0] if near else "")


def _names_at(model: type[Any], path: tuple[Any, ...]) -> set[str]:
    """The field names known where the unknown one stood, found by following the path in the JSON Schema."""
    schema = model.model_json_schema()
    node = schema
    for step in path[:-1]:
        node = _resolved(node, schema)
        below = node.get("properties", {}).get(str(step)) if isinstance(step, str) else node.get("items")
        node = below if below is not None else node
    return set(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for choice in node.get("anyOf", node.get("oneOf", ())):
        if "$ref" in choice or "items" in choice:
            node = choice
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _broken_rule(context: dict[str, Any], path: tuple[Any, ...], given: object, document: Document) -> Diagnostic:
    rule, suggestion = context.pop("rule"), context.pop("suggestion", "")
    if rule == "bad-choice" and not suggestion:
        near = difflib.get_close_matches(str(given), context["choices"].split(", "), 1, 0.6)
        suggestion = near[0] if near else ""
    context.setdefault("field", _named(path))
    return finding(rule, *document.locate(path), suggestion=suggestion, **context)


def _named(path: tuple[Any, ...]) -> str:
    return next(
        (str(step) for step in reversed(path) if isinstance(step, str) and step not in ("value", "id", "source")), ""
    )


# What a kind requires


def _required(
    model: type[Facts], data: Mapping[str, Any], document: Document, with_consent: bool
) -> Iterator[Diagnostic]:
    """What must be there for the record to be published. A withdrawn record needs nothing more."""
    data = {name: value for name, value in data.items() if value is not None}
    if data.get("status") == "withdrawn":
        if "withdrawn" not in data:
            yield finding("missing-field", *document.spot(1, 1), field="withdrawn")
        return
    names = list(model.required)
    if data.get("status") == "draft":
        names = [name for name in names if name in ("name", "title")]
    for name in names:
        if name not in data:
            yield finding("missing-field", *document.spot(1, 1), field=name)
    if "year" in model.model_fields and not ("year" in data or "term" in data):
        yield finding("missing-field", *document.spot(1, 1), field="year | term")
    if data.get("status") != "draft" and not data.get("sources") and _needs_sources(model, data):
        yield finding("sources-required", *document.spot(1, 1))
    if data.get("status") != "draft" and _lacks_consent_of_a_child(data.get("consent")):
        yield finding("minor-consent", *document.locate(("consent", "minor")))
    if with_consent and not (isinstance(data.get("consent"), dict) and data["consent"].get("basis")):
        yield finding("consent-required", *document.locate(("consent",)))


def _lacks_consent_of_a_child(consent: object) -> bool:
    if not isinstance(consent, dict) or consent.get("minor") != "true":
        return False
    return not (consent.get("guardian_consent") == consent.get("child_consent") == "true")


def _needs_sources(model: type[Facts], data: Mapping[str, Any]) -> bool:
    return model.needs_sources or bool(data.get("figures") or data.get("honours"))


# Sources named inside the record


def _sources(record: Record, document: Document) -> Iterator[Diagnostic]:
    ids = [source.slug if isinstance(source, Ref) else source.id for source in record.facts.sources]
    known = [identity for identity in ids if identity]
    for path, named in _named_sources(record.facts, ()):
        if named not in known:
            near = difflib.get_close_matches(named, known, 1, 0.6)
            yield finding(
                "unknown-source",
                *document.locate((*path, "source")),
                given=named,
                choices=", ".join(known),
                suggestion=near[0] if near else "",
            )
    if len(ids) > 1 and isinstance(getattr(record.facts, "figures", None), tuple):
        for number, figure in enumerate(record.facts.figures):
            if not figure.source:
                yield finding("source-needed", *document.locate(("figures", number)), choices=", ".join(known))


def _named_sources(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(path, id) of every `source` that a part of the record names."""
    if isinstance(value, tuple) and not isinstance(value, Ref):
        for number, item in enumerate(value):
            yield from _named_sources(item, (*path, number))
    elif isinstance(value, pydantic.BaseModel):
        fields = type(value).model_fields
        for name, below in value.__dict__.items():
            if name == "source" and isinstance(below, str):
                yield path, below
            elif isinstance(below, (tuple, pydantic.BaseModel)) and name != "sources":
                yield from _named_sources(below, (*path, fields[name].alias or name))


# Files beside the record


def _attached(record: Record, document: Document, path: pathlib.Path) -> Iterator[Diagnostic]:
    for field in ("images", "attachments"):
        for number, item in enumerate(getattr(record.facts, field)):
            if rule := _misplaced(path.parent, item.file):
                yield finding(rule, *document.locate((field, number, "file")), given=item.file)
    for story in record.stories:
        for file, start in story.images():
            if rule := _misplaced(path.parent, file):
                yield finding(rule, *document.spot(*story.position(start), len(file)), given=file)


def _misplaced(folder: pathlib.Path, name: str) -> str:
    """The rule that a file name breaks, or nothing."""
    parts = pathlib.PurePosixPath(name).parts
    if not parts or "\\" in name or name.startswith("/") or ".." in parts or ":" in name:
        return "path-outside"
    steps = [folder.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    try:
        linked, there = any(step.is_symlink() for step in steps), steps[-1].is_file()
    except (OSError, ValueError):  # a name that no file system takes
        return "missing-file"
    return "symbolic-link" if linked else "" if there else "missing-file"


def _removed(record: Record, document: Document) -> Iterator[Diagnostic]:
    for story in record.stories:
        for removed in story.removed():
            line, column = story.position(removed.start)
            yield finding(removed.rule, *document.spot(line, column, len(removed.text)), given=removed.text)


# Registers


def _registers(project: Project, report: Report, left_out: set[Ref]) -> Iterator[tuple[Ref, AnyEntry]]:
    for register, model in REGISTERS.items():
        path = project.records / "registers" / f"{register}.yml"
        if path.is_file() or path.is_symlink():
            yield from _register(register, model, path, project.name(path), report, left_out)


def _register(
    register: str, model: type[AnyEntry], path: pathlib.Path, file: str, report: Report, left_out: set[Ref]
) -> Iterator[tuple[Ref, AnyEntry]]:
    document, found = documents.read(path, file)
    report.extend(found)
    if document is None:
        return
    items = document.data or []
    if not isinstance(items, list):
        report.add(_wrong_shape(document.spot(1, 1), register, *_SHAPES["list"]))
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(items):
        mistakes: list[Diagnostic] = []
        entry = _validated(model, item, document, (number,), mistakes)
        identity = item.get("id") if isinstance(item, dict) else None
        if isinstance(identity, str) and identity in seen:
            line = document.locate((seen[identity],))[0].line
            mistakes.append(finding("duplicate-id", *document.locate((number, "id")), given=identity, other=line))
        elif isinstance(identity, str):
            seen[identity] = number
        report.extend(mistakes)
        if entry is not None and not mistakes:
            yield Ref(register, entry.id), entry
        elif isinstance(identity, str):
            left_out.add(Ref(register, str(identity)))


def entry_location(project: Project, ref: Ref, *path: str | int) -> tuple[Span, str]:
    """Where a register entry, or a value in it, stands."""
    file = project.records / "registers" / f"{ref.kind}.yml"
    document, _ = documents.read(file, project.name(file))
    if document is None:
        return Span(project.name(file)), ""
    number = next(
        (n for n, item in enumerate(document.data) if isinstance(item, dict) and item.get("id") == ref.slug), 0
    )
    return document.locate((number, *path))


def record_location(project: Project, record: Record, *path: str | int) -> tuple[Span, str]:
    """Where a value of a record stands."""
    document, _ = documents.read(project.root / record.file, record.file)
    return document.locate(path) if document else (Span(record.file), "")


def story_location(
    project: Project, record: Record, start: int, width: int, story: Story | None = None
) -> tuple[Span, str]:
    """Where a character of a record's story stands, or of the one given."""
    document, _ = documents.read(project.root / record.file, record.file)
    line, column = (story or record.story).position(start)
    return document.spot(line, column, width) if document else (Span(record.file, line, column, width), "")


# The front page


def _front(project: Project, report: Report) -> Document | None:
    path = project.content / "index.md"
    if not _is_file(path):
        return None
    document, found = documents.read(path, project.name(path), fields_optional=True)
    report.extend(found)
    if document and not isinstance(document.data, dict):
        report.add(_wrong_shape(document.spot(1, 1), path.name, *_FIELDS))
        return dataclasses.replace(document, data={})
    return document


__all__ = ["Collection", "Exemplar", "load", "read_record"]
