"""Records and what connects them.

An edge is named after the field that makes it, and is known from both ends:

    individuals, collectives, models ── place, fields, themes, documents, related, awards.form, awards.body,
                                        awards.conference, owner, adopted_by.who, part_of, positions.organisation …
    stories                          ── about, conference, place          any story text ── story
    themes                           ── issuer, document
    conferences                      ── host, reviews.document, honours.form, honours.body …

Only public records are in the graph; a reference to one that is not is no edge.
"""

import collections
import dataclasses
import datetime
import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from exemplary.dates import PartialDate
from exemplary.diagnostics import Diagnostic, Report, Span
from exemplary.places import Places, Reach
from exemplary.project import Project, zone_of
from exemplary.records import load, references
from exemplary.records.document import Document
from exemplary.records.fields import Named, Ref
from exemplary.records.kinds import Award, Conference, Exemplar, Facts, Honour, Record, TheStory
from exemplary.records.load import Collection
from exemplary.records.registers import AnyEntry, AwardForm, OrganisationEntry, PlaceEntry, SourceEntry
from exemplary.records.story import Reference, Story
from exemplary.rules import finding


class Edge(NamedTuple):
    """`source` names `target` in its field `kind`."""

    source: Ref
    kind: str
    target: Ref


@dataclasses.dataclass(frozen=True, slots=True)
class SiteGraph:
    """The public records, the registers, and the edges among them.

    withdrawn  records whose address serves a tombstone
    hidden     drafts, embargoed and withdrawn records, and what was left out as bad: known, but not public
    """

    records: Mapping[Ref, Record]
    entries: Mapping[Ref, AnyEntry]
    withdrawn: Mapping[Ref, Record]
    hidden: frozenset[Ref]
    places: Places
    incoming: Mapping[Ref, tuple[Edge, ...]]
    recorded: Mapping[tuple[Ref, Ref, Named], tuple[Ref, ...]]

    def back(self, ref: Ref, *kinds: str) -> tuple[Ref, ...]:
        """Who names `ref` in one of these fields (in any, where none is given), each once, in the order of records."""
        edges = self.incoming.get(ref, ())
        return tuple(dict.fromkeys(edge.source for edge in edges if not kinds or edge.kind in kinds))

    def of_kind(self, kind: str) -> Iterator[Record]:
        return (record for ref, record in self.records.items() if ref.kind == kind)

    def reaches(self, record: Record) -> Iterator[Reach]:
        """The places under which a record is found, each once, with the shortest way to each."""
        date = date_of(record)
        day = date.last if date else None
        ways = (reach for place in places_of(record) for reach in self.places.reaches(place) if reach.holds_at(day))
        found: dict[Ref, Reach] = {}
        for reach in ways:
            found.setdefault(reach.place, reach)
        return iter(found.values())


# What a record says of its time and place


def date_of(record: Record) -> PartialDate | None:
    """What dates the record: its latest valid award, else its conference or own date, else its first dated source."""
    facts = record.facts
    own = _own_dates(facts)
    if own:
        return max(own, key=lambda date: date.last)
    return record.conferred or next((s.date.value for s in facts.sources if not isinstance(s, Ref) and s.date), None)


def _own_dates(facts: Facts) -> list[PartialDate]:
    if isinstance(facts, (Conference, TheStory)):
        return [facts.date.value] if facts.date else []
    if not isinstance(facts, Exemplar):
        return []
    return [date for award in facts.awards if award.status == "valid" and (date := award_date(award))]


def award_date(award: Award) -> PartialDate | None:
    """The date of an award, else of the deed that it honours."""
    stated = award.date or award.deed
    return stated.value if stated else None


def places_of(record: Record) -> tuple[Ref, ...]:
    """The places on record: its own, then those where a model is carried out."""
    stated = [*record.facts.place]
    for adoption in getattr(record.facts, "adopted_by", ()):
        stated += adoption.place
    return tuple(dict.fromkeys(one.value.ref for one in stated if one.value.ref))


# Linking


def link(project: Project, collection: Collection, report: Report) -> SiteGraph:
    """Resolve every reference; what refers to nothing is reported and its record left out."""
    entries = _sound_entries(project, collection, report)
    known = {*collection.records, *collection.entries, *collection.left_out}
    dated = {ref: _completed(record, collection.records, entries) for ref, record in collection.records.items()}
    broken = set(_broken(project, [*dated.values(), *collection.flawed], known, report))
    _check_front(collection.front, known, report)
    hidden = {ref for ref, record in dated.items() if not _is_public(record, project)}
    broken |= set(_unlabelled(project, dated, hidden | broken | collection.left_out, hidden, report))
    broken |= set(_alias_clashes(project, dated, report))
    public = {ref: record for ref, record in sorted(dated.items()) if ref not in broken and ref not in hidden}
    incoming = _incoming(public, entries)
    recorded = _recorded(public)
    for ref in _overfull(project, public, recorded, entries, report):
        public.pop(ref)
        broken.add(ref)
        incoming = _incoming(public, entries)
    _doubtful_recipients(project, public, entries, report)
    places = Places({ref: entry for ref, entry in entries.items() if isinstance(entry, PlaceEntry)})
    withdrawn = {ref: record for ref, record in sorted(dated.items()) if record.facts.status == "withdrawn"}
    absent = hidden | broken | collection.left_out | (set(collection.entries) - set(entries))
    return SiteGraph(public, entries, withdrawn, frozenset(absent), places, incoming, recorded)


def _is_public(record: Record, project: Project) -> bool:
    embargo = record.facts.publish_at
    embargoed = bool(embargo and embargo.replace(tzinfo=zone_of(project.settings.timezone)) > project.now)
    return record.facts.status == "published" and not embargoed


def _completed(record: Record, records: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry]) -> Record:
    """The record with what others know of it."""
    record = _with_sources(record, entries)
    conferred = _conferred(record, records)
    return dataclasses.replace(record, conferred=conferred) if conferred else record


def _conferred(record: Record, records: Mapping[Ref, Record]) -> PartialDate | None:
    valid = [award for award in getattr(record.facts, "awards", ()) if award.status == "valid"]
    givers = [records[award.conference].facts for award in valid if award.conference in records]
    dates = [giver.date.value for giver in givers if isinstance(giver, Conference) and giver.date]
    return max(dates, key=lambda date: date.last, default=None)


def _with_sources(record: Record, entries: Mapping[Ref, AnyEntry]) -> Record:
    """The record with the sources it names by id in their places."""
    if not any(isinstance(source, Ref) for source in record.facts.sources):
        return record
    sources = tuple(
        entries.get(source, source) if isinstance(source, Ref) else source for source in record.facts.sources
    )
    return dataclasses.replace(record, facts=record.facts.model_copy(update={"sources": sources}))


def _sound_entries(project: Project, collection: Collection, report: Report) -> dict[Ref, AnyEntry]:
    entries = dict(collection.entries)
    known = {*collection.records, *entries, *collection.left_out}
    for ref, entry in collection.entries.items():
        for mention in references.of_entry(entry):
            if mention.target not in known:
                where = load.entry_location(project, ref, *mention.path)
                report.add(_unknown(where, mention.target, known))
                entries.pop(ref, None)
    for ref in _circles(entries):
        report.add(finding("circle", *load.entry_location(project, ref), given=ref.slug))
        entries.pop(ref)
    return entries


def _circles(entries: Mapping[Ref, AnyEntry]) -> list[Ref]:
    """Entries that stand above themselves."""
    above = {ref: _superiors(entry) for ref, entry in entries.items()}
    return [ref for ref in above if ref in _closure(ref, above)]


def _superiors(entry: AnyEntry) -> tuple[Ref, ...]:
    if isinstance(entry, PlaceEntry):
        return tuple(parent.place for parent in entry.parent)
    return (entry.parent,) if isinstance(entry, OrganisationEntry) and entry.parent else ()


def _closure(start: Ref, above: Mapping[Ref, tuple[Ref, ...]]) -> set[Ref]:
    found: set[Ref] = set()
    waiting = list(above[start])
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting += above.get(ref, ())
    return found


def _unknown(where: tuple[Span, str], target: Ref, known: Iterable[Ref]) -> Diagnostic:
    """The suggestion is written as the reference was: with its kind, or the bare id."""
    same = sorted(ref.slug for ref in known if ref.kind == target.kind)
    near = difflib.get_close_matches(target.slug, same, 1, 0.6)
    span, line = where
    form = "{0}/{1}" if str(target) in line[span.column - 1 :] else "{1}"
    suggestion = form.format(target.kind, near[0]) if near else ""
    return finding("unknown-reference", span, line, suggestion=suggestion, given=form.format(*target))


def _links(record: Record) -> Iterator[tuple[Story, Reference]]:
    return ((story, reference) for story in record.stories for reference in story.references())


def _check_front(front: Document | None, known: set[Ref], report: Report) -> None:
    """What the front page features must be there, if not public yet."""
    featured = front.data.get("featured") if front else None
    for number, written in enumerate(featured if isinstance(featured, list) else ()):
        target = Ref.parse(str(written))
        if front and (target is None or target not in known):
            report.add(_unknown(front.locate(("featured", number)), target or Ref("", str(written)), known))


def _broken(project: Project, records: Iterable[Record], known: set[Ref], report: Report) -> Iterator[Ref]:
    """Records that refer to nothing."""
    for record in records:
        for mention in references.of_record(record):
            if mention.target not in known:
                where = load.record_location(project, record, *mention.path)
                report.add(_unknown(where, mention.target, known))
                yield record.ref
        for story, reference in _links(record):
            target = Ref.parse(reference.target)
            if target is None or target not in known:
                where = load.story_location(project, record, reference.start, reference.width, story)
                report.add(_unknown(where, target or Ref("", reference.target), known))
                yield record.ref


def _unlabelled(
    project: Project, records: Mapping[Ref, Record], absent: set[Ref], hidden: set[Ref], report: Report
) -> Iterator[Ref]:
    """Public records whose story links, without words of its own, to a record that is not public."""
    for ref, record in records.items():
        if ref in absent:
            continue
        for story, reference in _links(record):
            target = Ref.parse(reference.target)
            if target in hidden and not reference.labelled:
                where = load.story_location(project, record, reference.start, reference.width, story)
                report.add(finding("unlabelled-reference", *where, given=reference.target))
                yield ref


def _alias_clashes(project: Project, records: Mapping[Ref, Record], report: Report) -> Iterator[Ref]:
    taken: dict[Ref, Ref] = {ref: ref for ref in records}
    for ref, record in sorted(records.items()):
        for number, alias in enumerate(record.facts.aliases):
            old = Ref(ref.kind, alias)
            if old in taken:
                where = load.record_location(project, record, "aliases", number)
                report.add(finding("alias-clash", *where, given=alias, other=taken[old]))
                yield ref
            taken.setdefault(old, ref)


# Edges


def _incoming(public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry]) -> dict[Ref, tuple[Edge, ...]]:
    back: dict[Ref, list[Edge]] = collections.defaultdict(list)
    for edge in _edges(public, entries):
        if edge.target in public or edge.target in entries:
            back[edge.target].append(edge)
    return {ref: tuple(dict.fromkeys(edges)) for ref, edges in back.items()}


def _edges(public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry]) -> Iterator[Edge]:
    for ref, record in public.items():
        for mention in references.of_record(record):
            yield Edge(ref, mention.field, mention.target)
        for _, reference in _links(record):
            if target := Ref.parse(reference.target):
                yield Edge(ref, "story", target)
    for ref, entry in entries.items():
        if not isinstance(entry, SourceEntry):
            for mention in references.of_entry(entry):
                yield Edge(ref, mention.field, mention.target)


# Announced against recorded


def _recorded(public: Mapping[Ref, Record]) -> dict[tuple[Ref, Ref, Named], tuple[Ref, ...]]:
    """(conference, form, body) -> who holds such an award from it; a revoked award still counts as recorded."""
    found: dict[tuple[Ref, Ref, Named], list[Ref]] = collections.defaultdict(list)
    for ref, record in public.items():
        for award in getattr(record.facts, "awards", ()):
            if award.conference:
                found[award.conference, award.form, award.body.value].append(ref)
    return {key: tuple(dict.fromkeys(refs)) for key, refs in found.items()}


def comparable(conference: Conference) -> Iterator[tuple[int, Honour]]:
    """(number in the list, honour) of those conferred at the conference, where form and body name one entry only."""
    here = [(number, honour) for number, honour in enumerate(conference.honours) if honour.given == "here"]
    times = collections.Counter((honour.form, honour.body.value) for _, honour in here)
    return ((number, honour) for number, honour in here if times[honour.form, honour.body.value] == 1)


def _overfull(
    project: Project,
    public: Mapping[Ref, Record],
    recorded: Mapping[tuple[Ref, Ref, Named], tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
    report: Report,
) -> list[Ref]:
    """Conferences that announced fewer than are recorded."""
    overfull = []
    for ref, record in public.items():
        if isinstance(record.facts, Conference):
            findings = list(_compared(project, record, record.facts, recorded, entries))
            report.extend(findings)
            overfull += [ref] * any(one.rule.code == "recorded-more" for one in findings)
    return overfull


def _compared(
    project: Project,
    record: Record,
    conference: Conference,
    recorded: Mapping[tuple[Ref, Ref, Named], tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
) -> Iterator[Diagnostic]:
    for number, honour in comparable(conference):
        count = len(recorded.get((record.ref, honour.form, honour.body.value), ()))
        if count and count != honour.announced:
            where = load.record_location(project, record, "honours", number)
            rule = "recorded-more" if count > honour.announced else "recorded-fewer"
            yield finding(
                rule,
                *where,
                form=_words(Named(honour.form), entries),
                body=_words(honour.body.value, entries),
                recorded=count,
                announced=honour.announced,
            )


def _words(named: Named, entries: Mapping[Ref, AnyEntry]) -> str:
    return entries[named.ref].label("vi") if named.ref and named.ref in entries else named.text or str(named.ref)


def _doubtful_recipients(
    project: Project, public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry], report: Report
) -> None:
    for record in public.values():
        kind = record.ref.kind[:-1]
        household = getattr(record.facts, "category", None) == "household"
        for number, award in enumerate(getattr(record.facts, "awards", ())):
            form = entries.get(award.form)
            allowed = form.recipients if isinstance(form, AwardForm) else ()
            if allowed and kind not in allowed and not (household and "household" in allowed):
                where = load.record_location(project, record, "awards", number, "form")
                report.add(finding("recipient", *where, form=_words(Named(award.form), entries), kind=kind))


def sort_key(record: Record) -> tuple[datetime.date, datetime.date, Ref]:
    """The order of lists, oldest first: by publication, so that a new record comes last; then by its own date."""
    dated = date_of(record)
    own = dated.last if dated else datetime.date.min
    published = record.facts.published
    return (published.last if published else own), own, record.ref
