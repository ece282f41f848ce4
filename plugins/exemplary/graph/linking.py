"""Collection -> SiteGraph: resolve every reference; what refers to nothing is reported and its record left out."""

import dataclasses
from collections.abc import Mapping

from exemplary.dates import PartialDate
from exemplary.diagnostics import Report
from exemplary.graph.checks import alias_clashes, broken, check_front, sound_entries, unlabelled
from exemplary.graph.edges import incoming_edges
from exemplary.graph.honours import doubtful_recipients, overfull, recorded_awards
from exemplary.graph.model import SiteGraph
from exemplary.graph.targets import Targets
from exemplary.places import Places
from exemplary.project import Project, zone_of
from exemplary.records.aspects import awards_of
from exemplary.records.fields import Ref
from exemplary.records.kinds import Conference, Record
from exemplary.records.load import Collection
from exemplary.records.registers import AnyEntry, PlaceEntry


def link(project: Project, collection: Collection, report: Report) -> SiteGraph:
    """Resolve every reference; what refers to nothing is reported and its record left out."""
    targets = Targets(collection)
    entries = sound_entries(project, collection, targets, report)
    dated = {ref: _completed(record, collection.records, entries) for ref, record in collection.records.items()}
    unsound = set(broken(project, [*dated.values(), *collection.flawed], targets, report))
    check_front(project, collection.front, targets, report)
    hidden = {ref for ref, record in dated.items() if not _is_public(record, project)}
    unsound |= set(unlabelled(project, dated, hidden | unsound | collection.left_out, hidden, report))
    unsound |= set(alias_clashes(project, dated, report))
    public = {ref: record for ref, record in sorted(dated.items()) if ref not in unsound and ref not in hidden}
    incoming = incoming_edges(public, entries)
    recorded = recorded_awards(public)
    for ref in overfull(project, public, recorded, entries, report):
        public.pop(ref)
        unsound.add(ref)
        incoming = incoming_edges(public, entries)
    doubtful_recipients(project, public, entries, report)
    places = Places({ref: entry for ref, entry in entries.items() if isinstance(entry, PlaceEntry)})
    withdrawn = {ref: record for ref, record in sorted(dated.items()) if record.facts.status == "withdrawn"}
    absent = hidden | unsound | collection.left_out | (set(collection.entries) - set(entries))
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
    valid = [award for award in awards_of(record.facts) if award.status == "valid"]
    givers = [records[award.conference].facts for award in valid if award.conference and award.conference in records]
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
