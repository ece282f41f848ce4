"""Files -> Documents -> Records, with every mistake of every file.

Nothing raises for what an author wrote: a file with an error gives findings and no record.
"""

import dataclasses
import pathlib
from collections.abc import Iterator, Mapping

from exemplary.diagnostics import Diagnostic, Report, Severity, Span
from exemplary.project import Project
from exemplary.records import document as documents
from exemplary.records.diagnosis import wrong_shape
from exemplary.records.fields import EXEMPLAR_KINDS, RECORD_KINDS, Ref
from exemplary.records.kinds import FrontFacts, FrontPage
from exemplary.records.reading import read_record
from exemplary.records.record import Record
from exemplary.records.registers import REGISTERS, AnyEntry
from exemplary.records.shapes import entry_example
from exemplary.records.validation import facts_of, validated
from exemplary.rules import finding

SUFFIXES = (".md", ".yml")


@dataclasses.dataclass(frozen=True, slots=True)
class Collection:
    """All that was read: good records and entries by reference, and the references of those left out as bad.

    flawed    what can be read of records left out, so that their other mistakes are found too
    ordinary  the addresses of ordinary pages, from the root, with their files
    front     the front page's own text and choice, if there is one
    """

    records: Mapping[Ref, Record]
    entries: Mapping[Ref, AnyEntry]
    left_out: frozenset[Ref]
    flawed: tuple[Record, ...] = ()
    front: FrontPage | None = None
    ordinary: Mapping[str, str] = dataclasses.field(default_factory=dict)


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
    report.extend(_unread(project))
    entries = dict(_registers(project, report, left_out))
    return Collection(records, entries, frozenset(left_out), tuple(flawed), _front(project, report), _ordinary(project))


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


def _unread(project: Project) -> Iterator[Diagnostic]:
    """Files that look like records or registers, under names that nothing reads."""
    known = ", ".join(f"{register}.yml" for register in REGISTERS)
    registers = project.records / "registers"
    misnamed = [path for path in registers.glob("*.y*ml") if path.name not in known.split(", ")]
    misnamed += [path for kind in RECORD_KINDS for path in folder(project, kind).rglob("*.yaml")]
    for path in sorted(misnamed):
        yield finding("unread-file", Span(project.name(path)), known=known)


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
        report.add(wrong_shape(document.spot(1, 1), register, "groups", entry_example(model)))
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(items):
        mistakes: list[Diagnostic] = []
        entry = validated(model, item, document, (number,), mistakes)
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


def _ordinary(project: Project) -> dict[str, str]:
    """Where the host puts the pages of content/ that are no records."""
    found = {}
    for path in sorted(project.content.rglob("*.md")):
        folders = path.relative_to(project.content).with_suffix("").parts
        if folders[0] not in RECORD_KINDS and folders != ("index",):
            named = folders[:-1] if folders[-1].lower() in ("index", "readme") else folders
            found["".join(f"{folder}/" for folder in named)] = project.name(path)
    return found
