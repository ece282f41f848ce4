"""The lists of a site: which records are in each, in which order, divided into pages.

Lists are made per language, from the records with a page in it. Pages are numbered from the oldest, so that a full page
never changes when a record is added; the list's own address shows the newest. Lists by letter are alphabetical and
begin
at their own address.
"""

import collections
import dataclasses
import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from exemplary.graph import SiteGraph, sort_key
from exemplary.graph.places import Reach
from exemplary.records.record import Record
from exemplary.records.schema.registers import OrganisationEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref
from exemplary.site.urls import FACET_OF_REGISTER, Addresses

PAGE_SIZE = 48
LISTED_EVEN_IF_EMPTY = {"organisations": "organisation", "documents": "document", "blocs": "bloc"}
"""By register: the facet whose lists exist even without records, because the entry itself is informative."""


_REGISTERS = {facet: register for register, facet in FACET_OF_REGISTER.items()}


class Key(NamedTuple):
    """The subject of a list: `facet` is a name of the URL scheme, a kind, or kind/field; `of` the value, if any."""

    facet: str
    of: str = ""


class Member(NamedTuple):
    """A record in a list, and why: the reach of its place, or the field that refers to the subject."""

    ref: Ref
    reach: Reach | None = None
    edge: str = ""


@dataclasses.dataclass(frozen=True)
class Listing:
    """One list. `members` are in page order: oldest first, or alphabetical."""

    key: Key
    language: str
    address: str
    members: tuple[Member, ...]

    @functools.cached_property
    def positions(self) -> Mapping[Ref, int]:
        """The position of each record among the members."""
        return {member.ref: number for number, member in enumerate(self.members)}

    @functools.cached_property
    def by_kind(self) -> tuple[int, ...]:
        """The number of members that are exemplars, by kind."""
        counts = collections.Counter(member.ref.kind for member in self.members)
        return tuple(counts[kind] for kind in EXEMPLAR_KINDS)

    @property
    def exemplars(self) -> int:
        """The number of members that are exemplars."""
        return sum(self.by_kind)

    @property
    def alphabetical(self) -> bool:
        return self.key.facet == "a-z"

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.members) // PAGE_SIZE))

    @property
    def front_number(self) -> int:
        """The number of the page at the list's own address."""
        return 1 if self.alphabetical else self.page_count

    @property
    def count(self) -> int:
        return len(self.members)

    def newest(self, count: int) -> tuple[Member, ...]:
        """The last `count` members, newest first."""
        return self.members[-count:][::-1]

    def around(self, ref: Ref, count: int) -> tuple[Member, ...]:
        """A member with `count` members before and after it; if `ref` is not a member, the first ones."""
        at = self.positions.get(ref, 0)
        return self.members[max(0, at - count) : at + count + 1]

    def has(self, ref: Ref) -> bool:
        return ref in self.positions

    def page(self, number: int) -> tuple[Member, ...]:
        """The members of a page as shown: newest first, or alphabetical."""
        members = self.members[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return members if self.alphabetical else members[::-1]


def listings(graph: SiteGraph, addresses: Addresses, language: str, records: Iterable[Record]) -> dict[Key, Listing]:
    """Every list of one language, by key."""
    found: dict[Key, dict[Ref, Member]] = collections.defaultdict(dict)
    ordered = sorted(records, key=_order)
    for record in ordered:
        for key, member in _memberships(graph, record, language):
            found[key].setdefault(record.ref, member)
    for ref in graph.entries:
        if facet := LISTED_EVEN_IF_EMPTY.get(ref.kind):
            found.setdefault(Key(facet, ref.slug), {})
    by_ref = {record.ref: record for record in ordered}
    sound = sorted((key, members) for key, members in found.items() if _is_sound(key, graph))
    return {key: _listing(key, members, addresses, language, by_ref, graph) for key, members in sound}


def _is_sound(key: Key, graph: SiteGraph) -> bool:
    """False for lists about an entry that was left out as faulty."""
    register = _REGISTERS.get(key.facet.rpartition("/")[2])
    return not (register and key.of) or Ref(register, key.of) in graph.entries


def _order(record: Record) -> tuple[datetime.date, datetime.date, Ref]:
    """Exemplars by publication date; themes, stories and conferences by their own date."""
    if record.summary.order:
        return datetime.date(record.summary.order[0], 12, 31), datetime.date.min, record.ref
    if not record.is_exemplar:
        return (record.date.last if record.date else datetime.date.min), datetime.date.min, record.ref
    return sort_key(record)


def _listing(
    key: Key,
    members: Mapping[Ref, Member],
    addresses: Addresses,
    language: str,
    records: Mapping[Ref, Record],
    graph: SiteGraph,
) -> Listing:
    chosen = tuple(members.values())
    if key.facet == "a-z":
        chosen = tuple(sorted(chosen, key=lambda member: (records[member.ref].words(language).sorting, member.ref)))
    return Listing(key, language, _address(key, addresses, language), chosen)


def _address(key: Key, addresses: Addresses, language: str) -> str:
    if not key.of:
        return addresses.section(key.facet, language)
    kind, slash, _ = key.facet.partition("/")
    if slash:
        return addresses.kind_field(kind, key.of, language)
    return addresses.facet(key.facet, key.of, language)


# The lists a record belongs to


def _memberships(graph: SiteGraph, record: Record, language: str) -> Iterator[tuple[Key, Member]]:
    plain, summary = Member(record.ref), record.summary
    yield Key(record.ref.kind), plain
    if record.is_exemplar:
        yield Key("all"), plain
        yield from ((Key(f"{record.ref.kind}/field", field.slug), plain) for field in summary.fields)
        yield Key("a-z", record.words(language).letter), plain
    if year := record.year:
        yield Key("year", str(year)), plain
    yield from ((Key("field", field.slug), plain) for field in summary.fields)
    yield from ((Key("tag", tag), plain) for tag in summary.tags)
    for reach in graph.reaches(record):
        yield Key("place", reach.place.slug), Member(record.ref, reach)
    yield from _awarded(graph, record, plain)
    yield from _connected(record)


def _awarded(graph: SiteGraph, record: Record, plain: Member) -> Iterator[tuple[Key, Member]]:
    for award in record.summary.awards:
        yield Key("award", award.form.slug), plain
        bodies = (graph.entries.get(body.ref) for body in award.bodies if body.ref)
        levels = {body.level: None for body in bodies if isinstance(body, OrganisationEntry) and body.level}
        yield from ((Key("level", level), plain) for level in levels)
    for form in record.summary.honours:
        yield Key("award", form.slug), Member(record.ref, None, "honours.form")


def _connected(record: Record) -> Iterator[tuple[Key, Member]]:
    """Lists of organisations, blocs and documents, each membership with the field that makes it."""
    for edge, ref in record.summary.bodies:
        if ref.kind == "organisations":
            yield Key("organisation", ref.slug), Member(record.ref, None, edge)
    for edge, ref in record.summary.mentions:
        if ref.kind == "blocs":
            yield Key("bloc", ref.slug), Member(record.ref, None, edge)
    for edge, ref in record.summary.papers:
        yield Key("document", ref.slug), Member(record.ref, None, edge)
