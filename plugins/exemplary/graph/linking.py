"""Collection -> SiteGraph: resolve all references; report unknown ones and leave out their records."""

import datetime
from collections.abc import Mapping

from exemplary.diagnostics import Report
from exemplary.graph.checks import alias_clashes, broken, check_front, doubtful_successions, sound_entries, unlabelled
from exemplary.graph.edges import incoming_edges
from exemplary.graph.honours import doubtful_recipients, misfiled_titles, overfull, recorded_awards
from exemplary.graph.model import SiteGraph
from exemplary.graph.places import Places
from exemplary.graph.targets import Targets
from exemplary.i18n.dates import PartialDate
from exemplary.project import Project, zone_of
from exemplary.records.load import Collection
from exemplary.records.record import Record
from exemplary.records.schema.registers import PlaceEntry
from exemplary.records.schema.types import Ref


def link(project: Project, collection: Collection, report: Report) -> SiteGraph:
    """Resolve all references; report unknown ones and leave out their records."""
    targets = Targets(collection)
    entries = sound_entries(project, collection, targets, report)
    doubtful_successions(project, entries, report)
    read = collection.records
    dated = {ref: record.linked(_conferred(record, read), entries) for ref, record in read.items()}
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
    misfiled_titles(project, public, entries, report)
    places = Places({ref: entry for ref, entry in entries.items() if isinstance(entry, PlaceEntry)})
    withdrawn = {ref: record for ref, record in sorted(dated.items()) if record.summary.status == "withdrawn"}
    absent = hidden | unsound | collection.left_out | (set(collection.entries) - set(entries))
    embargoes = sorted(embargo for record in dated.values() if (embargo := _embargo(record, project)))
    return SiteGraph(public, entries, withdrawn, frozenset(absent), places, incoming, recorded, tuple(embargoes))


def _is_public(record: Record, project: Project) -> bool:
    embargo = _embargo(record, project)
    return record.summary.status == "published" and not (embargo and embargo > project.now)


def _embargo(record: Record, project: Project) -> datetime.datetime | None:
    moment = record.summary.publish_at
    return moment.replace(tzinfo=zone_of(project.settings.timezone)) if moment else None


def _conferred(record: Record, records: Mapping[Ref, Record]) -> PartialDate | None:
    givers = (award.conference for award in record.summary.awards if award.valid and award.conference in records)
    dates = (records[giver].summary.own for giver in givers if giver)
    return max(filter(None, dates), key=lambda date: date.last, default=None)
