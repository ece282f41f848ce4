"""Records and what connects them.

An edge has the name of the field that makes it, and can be followed in both directions:

    individuals, collectives, models ── place, fields, themes, documents, related, awards.form, awards.body,
                                        awards.conference, owner, adopted_by.who, part_of, positions.organisation …
    stories                          ── about, conference, place          any story text ── story
    themes                           ── issuer, document
    conferences                      ── host, reviews.document, honours.form, honours.body …

The graph contains only public records; references to other records are not edges.
"""

import bisect
import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exemplary.graph.places import Places, Reach
from exemplary.records.record import Record
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Named, Ref


class Edge(NamedTuple):
    """`source` refers to `target` in its field `kind`."""

    source: Ref
    kind: str
    target: Ref


@dataclasses.dataclass(frozen=True, slots=True)
class SiteGraph:
    """The public records, the registers, and the edges between them.

    withdrawn  records whose URL shows a tombstone
    embargoes  the moments at which records become public, past and future, in order
    hidden     records that exist but are not public: drafts, embargoed and withdrawn records, and records left out
    """

    records: Mapping[Ref, Record]
    entries: Mapping[Ref, AnyEntry]
    withdrawn: Mapping[Ref, Record]
    hidden: frozenset[Ref]
    places: Places
    incoming: Mapping[Ref, tuple[Edge, ...]]
    recorded: Mapping[tuple[Ref, Ref, tuple[Named, ...]], tuple[Ref, ...]]
    embargoes: tuple[datetime.datetime, ...] = ()
    _asked: dict[tuple[Ref, tuple[str, ...]], tuple[Ref, ...]] = dataclasses.field(default_factory=dict, repr=False)

    def back(self, ref: Ref, *kinds: str) -> tuple[Ref, ...]:
        """The records that refer to `ref` in one of these fields (default: any), once each, in record order."""
        found = self._asked.get((ref, kinds))
        if found is None:
            edges = self.incoming.get(ref, ())
            found = tuple(dict.fromkeys(edge.source for edge in edges if not kinds or edge.kind in kinds))
            self._asked[ref, kinds] = found
        return found

    def near(self, target: Ref, kind: str, ref: Ref, count: int) -> tuple[Ref, ...]:
        """The `count` referrers to `target` in field `kind` that follow `ref` in record order, wrapping at the end."""
        refs = self.back(target, kind)
        at = bisect.bisect_left(refs, ref)
        return (refs[at : at + count] + refs[:count])[:count]

    def reaches(self, record: Record) -> Iterator[Reach]:
        """The places under which a record is listed, each with its shortest path."""
        day = record.date.last if record.date else None
        found: dict[Ref, Reach] = {}
        for place in record.summary.places:
            for reach in self.places.reaches(place):
                if reach.place not in found and reach.holds_at(day):
                    found[reach.place] = reach
        return iter(found.values())


def sort_key(record: Record) -> tuple[datetime.date, datetime.date, Ref]:
    """The order of lists, oldest first: by publication date, so that a new record comes last; then by own date."""
    dated, published = record.date, record.summary.published
    own = dated.last if dated else datetime.date.min
    return (published.last if published else own), own, record.ref
