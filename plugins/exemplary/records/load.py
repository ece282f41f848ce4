"""Files -> Documents -> Records, with every mistake of every file.

An author's mistake never raises: a file with an error gives findings and no record.
"""

import dataclasses
import functools
import os
import pathlib
from collections.abc import Iterator, Mapping

from exemplary.cache.file_state import States
from exemplary.diagnostics import Diagnostic, Report, Span
from exemplary.progress import Progress
from exemplary.project import Project
from exemplary.records import ordinary_pages
from exemplary.records.ordinary_pages import OrdinaryPages
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.diagnosis import wrong_shape
from exemplary.records.parsing.shapes import entry_example
from exemplary.records.parsing.validation import facts_of, validated
from exemplary.records.record import Record
from exemplary.records.record_cache import Examine, ParsedRegister, RecordCache, Source
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


def _nothing(record: Record, project: Project) -> Iterator[Diagnostic]:
    return iter(())


def load(
    project: Project,
    report: Report,
    shelf: RecordCache | None = None,
    examine: Examine = _nothing,
    progress: Progress | None = None,
) -> Collection:
    """Read every record and register of the project; findings are added to the report.

    shelf    the cache of parsed records
    examine  further checks of a record that is sound in itself
    """
    shelf, states = shelf or RecordCache(), project.files
    records: dict[Ref, Record] = {}
    left_out: set[Ref] = set()
    flawed: list[Record] = []
    files: dict[Ref, str] = {}
    sources = [source for kind in RECORD_KINDS for source in _sources(project, kind, states, report)]
    for source, reading in zip(sources, shelf.gather(project, sources, examine, progress or Progress()), strict=True):
        file, path = project.name(source.path), pathlib.PurePath(source.path)
        ref, found = Ref(source.kind, path.stem), reading.findings
        if ref in files:
            found = (*found, finding("duplicate-slug", Span(file), ref=ref, other=files[ref]))
            records.pop(ref, None)
        files.setdefault(ref, file)
        report.extend(found)
        if not reading.is_sound or len(found) > len(reading.findings):
            left_out.add(ref)
            flawed.extend([Record(reading.summary, shelf.body)] if reading.summary else [])
        elif ref not in left_out and reading.summary:
            records[ref] = Record(reading.summary, shelf.body)
    report.extend(_unread(project, states))
    entries = dict(_registers(project, shelf, report, left_out))
    ordinary = ordinary_pages.load(project, states, report)
    return Collection(records, entries, frozenset(left_out), tuple(flawed), _front(project, report), ordinary)


def _sources(project: Project, kind: str, states: States, report: Report) -> Iterator[Source]:
    """The files of one kind, by name; symbolic links to folders are not followed."""
    root = folder(project, kind)
    if linked := _linked(root, project.root):
        report.add(finding("symbolic-link", Span(project.name(linked))))
        return
    start = f"{root}/"
    for path in sorted((path for path in states if path.startswith(start)), key=lambda path: path.split("/")):
        if "/." not in path[len(start) - 1 :] and (path.endswith(SUFFIXES) or _is_linked_folder(path)):
            yield Source(kind, path, states[path])


def _is_linked_folder(path: str) -> bool:
    return os.path.islink(path) and os.path.isdir(path)


def _linked(folder: pathlib.Path, root: pathlib.Path) -> pathlib.Path | None:
    """The first symbolic link among the folder and its parents below the root, if any."""
    steps = (folder, *folder.parents)
    return next((step for step in steps if step != root and step.is_relative_to(root) and step.is_symlink()), None)


def _unread(project: Project, states: States) -> Iterator[Diagnostic]:
    """Files that look like records or registers but have names that are not read."""
    known = tuple(f"{register}.yml" for register in REGISTERS)
    registers = project.records / "registers"
    misnamed = [path for path in registers.glob("*.y*ml") if path.name not in known]
    folders = tuple(f"{folder(project, kind)}/" for kind in RECORD_KINDS)
    misnamed += [pathlib.Path(path) for path in states if path.endswith(".yaml") and path.startswith(folders)]
    for path in sorted(misnamed):
        yield finding("unread-file", Span(project.name(path)), known=", ".join(known))


def _is_file(path: pathlib.Path) -> bool:
    return path.is_symlink() or path.is_file()


# Registers


def _registers(
    project: Project, shelf: RecordCache, report: Report, left_out: set[Ref]
) -> Iterator[tuple[Ref, AnyEntry]]:
    for register, model in REGISTERS.items():
        path = project.records / "registers" / f"{register}.yml"
        if path.is_file() or path.is_symlink():
            read = functools.partial(_register, register, model, path, project.name(path))
            register_read = shelf.register(project, str(path), read)
            report.extend(register_read.findings)
            left_out |= register_read.left_out
            yield from register_read.entries.items()


def _register(register: str, model: type[AnyEntry], path: pathlib.Path, file: str) -> ParsedRegister:
    document, found = documents.read(path, file)
    items = document.data or [] if document else []
    if document and not isinstance(items, list):
        found.append(wrong_shape(document.spot(1, 1), register, "groups", entry_example(model)))
        items = []
    entries: dict[Ref, AnyEntry] = {}
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
        elif isinstance(identity, str):
            left_out.add(Ref(register, str(identity)))
    return ParsedRegister(entries, left_out, tuple(found))


# The front page


def _front(project: Project, report: Report) -> FrontPage | None:
    path = project.content / "index.md"
    if not _is_file(path):
        return None
    document, found = documents.read(path, project.name(path), fields_optional=True)
    if document and not isinstance(document.data, dict):
        found.append(wrong_shape(document.spot(1, 1), path.name, "fields", "title: …"))
        document = dataclasses.replace(document, data={})
    facts, _ = facts_of(FrontFacts, document.data, document, found) if document else (None, None)
    report.extend(found)
    return FrontPage(document.file, facts, document.story) if document and facts else None
