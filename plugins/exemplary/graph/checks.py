"""Checks of references: unknown targets, references that need a label, entries above themselves."""

from collections.abc import Iterable, Iterator, Mapping

from exemplary.diagnostics import Diagnostic, Report, Span
from exemplary.graph.edges import links
from exemplary.graph.targets import Targets
from exemplary.project import Project
from exemplary.records import mentions
from exemplary.records.load import Collection
from exemplary.records.parsing import locating
from exemplary.records.record import Record
from exemplary.records.schema.kinds import FrontPage
from exemplary.records.schema.registers import AnyEntry, OrganisationEntry, PlaceEntry
from exemplary.records.schema.types import Ref
from exemplary.rules import finding, limited


def sound_entries(project: Project, collection: Collection, targets: Targets, report: Report) -> dict[Ref, AnyEntry]:
    entries = dict(collection.entries)
    for ref, entry in collection.entries.items():
        for mention in mentions.of_entry(entry):
            if mention.target not in targets:
                where = locating.entry_location(project, ref, *mention.path)
                report.add(_unknown(where, mention.target, targets))
                entries.pop(ref, None)
    for ref in _circles(entries):
        report.add(finding("circle", *locating.entry_location(project, ref), given=ref.slug))
        entries.pop(ref)
    return entries


def _circles(entries: Mapping[Ref, AnyEntry]) -> list[Ref]:
    """Entries that are above themselves."""
    above = {ref: _superiors(entry) for ref, entry in entries.items()}
    return [ref for ref in above if ref in _closure(ref, above)]


def _superiors(entry: AnyEntry) -> tuple[Ref, ...]:
    if isinstance(entry, PlaceEntry):
        return tuple(parent.place for parent in entry.parent)
    return (entry.parent,) if isinstance(entry, OrganisationEntry) and entry.parent else ()


def doubtful_successions(project: Project, entries: Mapping[Ref, AnyEntry], report: Report) -> None:
    """If land came to a place later (`successors.since`), its territory must list a change on that date."""
    for ref, entry in entries.items():
        changes = {change.from_ for change in entry.territory} if isinstance(entry, PlaceEntry) else set()
        for number, successor in enumerate(entry.successors if isinstance(entry, PlaceEntry) else ()):
            if successor.since and successor.since not in changes:
                where = locating.entry_location(project, ref, "successors", number, "since")
                report.add(finding("successor-since", *where, given=successor.since, place=entry.label("vi")))


def _closure(start: Ref, above: Mapping[Ref, tuple[Ref, ...]]) -> set[Ref]:
    found: set[Ref] = set()
    waiting = list(above[start])
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting += above.get(ref, ())
    return found


def _unknown(where: tuple[Span, str], target: Ref, targets: Targets) -> Diagnostic:
    """An unknown reference; the suggestion has the form used (`kind/id` or id); text without a kind gets one."""
    (span, line), near = where, targets.near(target)
    is_bare = bool(target.kind) and str(target) not in line[span.column - 1 :]
    suggestion = (near.slug if is_bare else str(near)) if near else ""
    given = target.slug if is_bare or not target.kind else str(target)
    return finding("unknown-reference", span, line, suggestion=suggestion, given=given)


def check_front(project: Project, front: FrontPage | None, targets: Targets, report: Report) -> None:
    """Records featured on the front page must exist, even if they are not public yet."""
    for number, target in enumerate(front.facts.featured if front else ()):
        if front and target not in targets:
            report.add(_unknown(locating.file_location(project, front.file, "featured", number), target, targets))


def broken(project: Project, records: Iterable[Record], targets: Targets, report: Report) -> Iterator[Ref]:
    """Records with references to nothing."""
    for record in records:
        if not _leads_somewhere(record, targets):
            found = tuple(limited(_unknown_targets(project, record, targets)))
            report.extend(found)
            yield from [record.ref] if found else []


def _unknown_targets(project: Project, record: Record, targets: Targets) -> Iterator[Diagnostic]:
    for mention in mentions.of_facts(record.facts):
        if mention.target not in targets:
            yield _unknown(locating.record_location(project, record, *mention.path), mention.target, targets)
    for story, reference in links(record):
        target = Ref.parse(reference.target)
        if target is None or target not in targets:
            where = locating.story_location(project, record, reference.start, reference.width, story)
            yield _unknown(where, target or Ref("", reference.target), targets)


def _leads_somewhere(record: Record, targets: Targets) -> bool:
    """Whether everything mentioned in its summary exists; if so, its body need not be read."""
    named = all(target in targets for _, target in record.summary.mentions)
    return named and all(Ref.parse(written) in targets for written, _ in record.summary.links)


def unlabelled(
    project: Project, records: Mapping[Ref, Record], absent: set[Ref], hidden: set[Ref], report: Report
) -> Iterator[Ref]:
    """Public records whose story links, without a label, to a record that is not public."""
    for ref, record in records.items():
        bare = {Ref.parse(written) for written, labelled in record.summary.links if not labelled}
        if ref in absent or bare.isdisjoint(hidden):
            continue
        for story, reference in links(record):
            target = Ref.parse(reference.target)
            if target in hidden and not reference.labelled:
                where = locating.story_location(project, record, reference.start, reference.width, story)
                report.add(finding("unlabelled-reference", *where, given=reference.target))
                yield ref


def alias_clashes(project: Project, records: Mapping[Ref, Record], report: Report) -> Iterator[Ref]:
    taken: dict[Ref, Ref] = {ref: ref for ref in records}
    for ref, record in sorted(records.items()):
        for number, alias in enumerate(record.summary.aliases):
            old = Ref(ref.kind, alias)
            if old in taken:
                where = locating.record_location(project, record, "aliases", number)
                report.add(finding("alias-clash", *where, given=alias, other=taken[old]))
                yield ref
            taken.setdefault(old, ref)
