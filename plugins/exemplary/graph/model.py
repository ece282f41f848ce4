"""Records and what connects them.

An edge is named after the field that makes it, and is known from both ends:

    individuals, collectives, models ── place, fields, themes, documents, related, awards.form, awards.body,
                                        awards.conference, owner, adopted_by.who, part_of, positions.organisation …
    stories                          ── about, conference, place          any story text ── story
    themes                           ── issuer, document
    conferences                      ── host, reviews.document, honours.form, honours.body …

Only public records are in the graph; a reference to one that is not is no edge.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exemplary.dates import PartialDate
from exemplary.places import Places, Reach
from exemplary.records.aspects import adoptions_of
from exemplary.records.fields import Named, Ref
from exemplary.records.kinds import Conference, Exemplar, Facts, Record, TheStory
from exemplary.records.parts import Award
from exemplary.records.registers import AnyEntry


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
    _asked: dict[tuple[Ref, tuple[str, ...]], tuple[Ref, ...]] = dataclasses.field(default_factory=dict, repr=False)

    def back(self, ref: Ref, *kinds: str) -> tuple[Ref, ...]:
        """Who names `ref` in one of these fields (in any, where none is given), each once, in the order of records."""
        found = self._asked.get((ref, kinds))
        if found is None:
            edges = self.incoming.get(ref, ())
            found = tuple(dict.fromkeys(edge.source for edge in edges if not kinds or edge.kind in kinds))
            self._asked[ref, kinds] = found
        return found

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


def latest_award(record: Record) -> PartialDate | None:
    """The date of its latest valid commendation, else of the conference that gave one; none where none is dated."""
    dates = _own_dates(record.facts) if record.is_exemplar else []
    return max(dates, key=lambda date: date.last) if dates else record.conferred


def award_date(award: Award) -> PartialDate | None:
    """The date of an award, else of the deed that it honours."""
    stated = award.date or award.deed
    return stated.value if stated else None


def places_of(record: Record) -> tuple[Ref, ...]:
    """The places on record: its own, then those where a model is carried out."""
    stated = [*record.facts.place]
    for adoption in adoptions_of(record.facts):
        stated += adoption.place
    return tuple(dict.fromkeys(one.value.ref for one in stated if one.value.ref))


def sort_key(record: Record) -> tuple[datetime.date, datetime.date, Ref]:
    """The order of lists, oldest first: by publication, so that a new record comes last; then by its own date."""
    dated = date_of(record)
    own = dated.last if dated else datetime.date.min
    published = record.facts.published
    return (published.last if published else own), own, record.ref
