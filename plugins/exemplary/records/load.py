"""Files -> Documents -> Records, with every mistake of every file.

An author's mistake never raises: a file with an error gives findings and no record.
"""

import dataclasses
import functools
import pathlib
import re
from collections.abc import Iterator, Mapping

from exemplary.diagnostics import Diagnostic, Report, Span
from exemplary.project import Project
from exemplary.records import ordinary_pages
from exemplary.records.ordinary_pages import OrdinaryPages
from exemplary.records.parsed import ParsedRegister, Source
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.diagnosis import wrong_shape
from exemplary.records.parsing.requirements import nested
from exemplary.records.parsing.shapes import entry_example
from exemplary.records.parsing.validation import facts_of, validated
from exemplary.records.reader import Reader
from exemplary.records.record import Record
from exemplary.records.schema.kinds import FrontFacts, FrontPage
from exemplary.records.schema.registers import REGISTERS, AnyEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, RECORD_KINDS, Ref
from exemplary.rules import finding

SUFFIXES = (".md", ".yml")


@dataclasses.dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was read: sound records and entries by reference, and the references of those left out.

    flawed    the readable parts of records left out, so that their other mistakes are found too
    ordinary  the pages that are not records
    front     the front page's own text and featured records, if there is one
    """

    records: Mapping[Ref, Record]
    entries: Mapping[Ref, AnyEntry]
    left_out: frozenset[Ref]
    flawed: tuple[Record, ...] = ()
    front: FrontPage | None = None
    ordinary: OrdinaryPages = dataclasses.field(default_factory=OrdinaryPages)


def folder(project: Project, kind: str) -> pathlib.Path:
    return (project.records if kind in EXEMPLAR_KINDS else project.content) / kind


def load(project: Project, report: Report, reader: Reader) -> Collection:
    """Every record and register of the project; findings are added to the report."""
    records: dict[Ref, Record] = {}
    left_out: set[Ref] = set()
    flawed: list[Record] = []
    files: dict[Ref, str] = {}
    sources = [source for kind in RECORD_KINDS for source in _sources(project, kind, report)]
    for source, parsed in zip(sources, reader.records(project, sources), strict=True):
        ref, found = source.ref, parsed.findings
        if ref in files:
            found = (*found, finding("duplicate-slug", Span(source.file), ref=ref, other=files[ref]))
            records.pop(ref, None)
        files.setdefault(ref, source.file)
        report.extend(found)
        if not parsed.is_sound or len(found) > len(parsed.findings):
            left_out.add(ref)
            flawed.extend([Record(parsed.summary, reader.body)] if parsed.summary else [])
        elif ref not in left_out and parsed.summary:
            records[ref] = Record(parsed.summary, reader.body)
    report.extend(_unread(project))
    entries = dict(_registers(project, reader, report, left_out))
    ordinary = ordinary_pages.load(project, report)
    return Collection(records, entries, frozenset(left_out), tuple(flawed), _front(project, report), ordinary)


def _sources(project: Project, kind: str, report: Report) -> Iterator[Source]:
    """The files of one kind, by name; symbolic links to folders are not followed."""
    root = folder(project, kind)
    if linked := _linked(root, project):
        report.add(finding("symbolic-link", Span(project.name(linked))))
        return
    start = f"{project.name(root)}/"
    names = (name for name in project.files if name.startswith(start))
    for name in sorted(names, key=lambda name: name.split("/")):
        is_visible = "/." not in name[len(start) - 1 :]
        if is_visible and (name.endswith(SUFFIXES) or _is_linked_folder(project.path(name))):
            yield Source(kind, name, project.files[name])


def _is_linked_folder(path: pathlib.Path) -> bool:
    return path.is_symlink() and path.is_dir()


def _linked(folder: pathlib.Path, project: Project) -> pathlib.Path | None:
    """The first symbolic link among the folder and its parents below the project's root, or the content itself."""
    below = [step for step in (folder, *folder.parents) if step != project.root and step.is_relative_to(project.root)]
    if folder.is_relative_to(project.content):
        below.append(project.content)
    return next((step for step in below if step.is_symlink()), None)


def _unread(project: Project) -> Iterator[Diagnostic]:
    """Files that look like records or registers but have names that are not read."""
    known = tuple(f"{register}.yml" for register in REGISTERS)
    registers = f"{project.name(project.records)}/registers/"
    folders = tuple(f"{project.name(folder(project, kind))}/" for kind in RECORD_KINDS)
    for name in sorted(project.files):
        is_register = name.startswith(registers) and re.fullmatch(r"[^/]*\.y.*ml", name.removeprefix(registers))
        if (is_register and not name.endswith(known)) or (name.endswith(".yaml") and name.startswith(folders)):
            yield finding("unread-file", Span(name), known=", ".join(known))


def _is_file(path: pathlib.Path) -> bool:
    return path.is_symlink() or path.is_file()


# Registers


def _registers(project: Project, reader: Reader, report: Report, left_out: set[Ref]) -> Iterator[tuple[Ref, AnyEntry]]:
    root = project.records / "registers"
    if linked := _linked(root, project):
        report.add(finding("symbolic-link", Span(project.name(linked))))
        return
    for register, model in REGISTERS.items():
        path = root / f"{register}.yml"
        if path.is_file() or path.is_symlink():
            file = project.name(path)
            parsed = reader.register(project, file, functools.partial(_register, register, model, path, file))
            report.extend(parsed.findings)
            left_out |= parsed.left_out
            yield from parsed.entries.items()


def _register(register: str, model: type[AnyEntry], path: pathlib.Path, file: str) -> ParsedRegister:
    document, found = documents.read(path, file, most=documents.REGISTER_SIZE)
    items = document.data or [] if document else []
    if document and not isinstance(items, list):
        found.append(wrong_shape(document.spot(1, 1), register, "groups", entry_example(model)))
        items = []
    entries: dict[Ref, AnyEntry] = {}
    data: list[object] = []
    left_out: set[Ref] = set()
    seen: dict[str, int] = {}
    for number, item in enumerate(items):
        mistakes: list[Diagnostic] = []
        entry = validated(model, item, document, (number,), mistakes) if document else None
        identity = item.get("id") if isinstance(item, dict) else None
        if document and isinstance(identity, str) and identity in seen:
            line = document.locate((seen[identity],))[0].line
            mistakes.append(finding("duplicate-id", *document.locate((number, "id")), given=identity, other=line))
        elif isinstance(identity, str):
            seen[identity] = number
        found.extend(mistakes)
        if entry is not None and not mistakes:
            entries[Ref(register, entry.id)] = entry
            data.append(item)
        elif isinstance(identity, str):
            left_out.add(Ref(register, str(identity)))
    return ParsedRegister(entries, tuple(data), frozenset(left_out), tuple(found))


# The front page


def _front(project: Project, report: Report) -> FrontPage | None:
    path = project.content / "index.md"
    if not _is_file(path) or _linked(project.content, project):
        return None
    document, found = documents.read(path, project.name(path), fields_optional=True)
    if document and not isinstance(document.data, dict):
        found.append(wrong_shape(document.spot(1, 1), path.name, "fields", "title: …"))
        document = dataclasses.replace(document, data={})
    facts, _ = facts_of(FrontFacts, document.data, document, found) if document else (None, None)
    found.extend(nested((document.story,), document) if document else ())
    report.extend(found)
    return FrontPage(document.file, facts, document.story) if document and facts else None
