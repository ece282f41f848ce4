"""The queries that pages may ask. A page depends on nothing but their answers, and on what all pages share: settings,
labels, templates, layouts, assets.

Each query is stated once, here: its answer, and the fingerprint that shows later whether the answer is still the same.
Coarse queries come first: as long as their answer is unchanged, the finer ones need not be asked again.
"""

import datetime
from collections.abc import Callable, Mapping

from exemplary.graph.model import Edge
from exemplary.queries.definition import QUERIES, Fingerprint, Query, fingerprint_of, query
from exemplary.queries.media import MediaFiles, Photograph
from exemplary.records.record import Record
from exemplary.records.schema.kinds import FrontPage
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Named, Ref
from exemplary.records.summary import Granted
from exemplary.settings import Settings
from exemplary.site.listings import Key, Listing, Member
from exemplary.site.plan import Site
from exemplary.site.urls import Addresses, beside

HonourKey = tuple[Ref, Ref, tuple[Named, ...]]


# Fingerprints that are not simply those of the answer


def _all_records(queries: "SiteQueries", digest: Callable[[Record], bytes]) -> object:
    records = queries.site.graph.records
    digests = [f"{ref.kind}/{ref.slug} {digest(record)!r} {record.linked_dates}" for ref, record in records.items()]
    return digests, queries.fingerprint(("entries",))


def _links(queries: "SiteQueries") -> object:
    return _all_records(queries, lambda record: record.summary.link_digest)


def _cards(queries: "SiteQueries") -> object:
    photographs = sorted(queries.media.photographs.items())
    return _all_records(queries, lambda record: record.summary.card_digest), photographs


def _members(queries: "SiteQueries", language: str, key: Key) -> object:
    """The members, and why they are in the list, as short text."""
    listing = queries.site.listing(language, key)
    if listing is None:
        return None
    names = "\n".join([f"{ref.kind}/{ref.slug}" for ref, _, _ in listing.members])
    reasons = {(id(reach), edge): reach for _, reach, edge in listing.members}
    if len(reasons) == 1:
        return names, [f"{reach!r} {edge}" for (_, edge), reach in reasons.items()]
    return names, [f"{reach!r} {edge}" for _, reach, edge in listing.members]


def _body(queries: "SiteQueries", record: Record | None) -> object:
    """Everything on a record's page: its file, dates from other files, the sources that it names by id."""
    if record is None:
        return None
    sources = (target for field, target in record.summary.mentions if field == "sources")
    named = [queries.fingerprint(("entry", source)) for source in sources]
    return f"{record.digest} {record.linked_dates} {named!r}"


def _record(queries: "SiteQueries", ref: Ref) -> object:
    return _body(queries, queries.site.graph.records.get(ref))


def _withdrawn(queries: "SiteQueries", ref: Ref) -> object:
    return _body(queries, queries.site.graph.withdrawn.get(ref))


def _card(queries: "SiteQueries", language: str, ref: Ref) -> object:
    """What a card shows: the record's summary, the names of its field and place, its picture."""
    record = queries.site.graph.records.get(ref)
    if record is None:
        return None
    summary = record.summary
    named = (*summary.fields[:1], *([summary.place.ref] if summary.place and summary.place.ref else []))
    picture = summary.image and queries.media.photographs.get(beside(summary.file, summary.image.file))
    names = [queries.fingerprint(("entry", ref)) for ref in named]
    return f"{summary.card_digest!r} {record.linked_dates} {names!r} {picture or ''}"


def _incoming(queries: "SiteQueries", ref: Ref) -> object:
    edges = queries.site.graph.incoming.get(ref, ())
    named = [f"{edge.kind} {edge.source.kind}/{edge.source.slug}" for edge in edges]
    return "\n".join(named) if len(named) < 8 else named


def _above(queries: "SiteQueries", place: Ref, day: datetime.date | None) -> object:
    return queries.site.graph.places.chain(place)


def _list(queries: "SiteQueries", language: str, key: Key) -> object:
    listing = queries.site.listing(language, key)
    return listing and listing.address


def _lists(queries: "SiteQueries", language: str, facet: str) -> object:
    return [listing.key.of for listing in queries.site.lists_of(language, facet)]


def _front(queries: "SiteQueries") -> object:
    front = queries.site.front
    return front and (front.facts, front.story)


class SiteQueries:
    """All that pages may know of a site.

    recorded  the queries asked since the last call of `taken`
    """

    def __init__(self, site: Site, media: MediaFiles) -> None:
        self.site = site
        self.media = media
        self.recorded: dict[Query, None] = {}
        self._fingerprints: dict[Query, Fingerprint] = {}

    def fingerprint(self, query: Query) -> Fingerprint:
        """A short value that changes whenever the answer does."""
        if query not in self._fingerprints:
            name, *arguments = query
            self._fingerprints[query] = fingerprint_of(QUERIES[name].fingerprint(self, *arguments))
        return self._fingerprints[query]

    def taken(self) -> tuple[Query, ...]:
        """The queries recorded since the last call, each once."""
        recorded = tuple(self.recorded)
        self.recorded.clear()
        return recorded

    def apart(self) -> "SiteQueries":
        """The same site, recorded elsewhere: for parts of pages that a coarser query stands for."""
        return SiteQueries(self.site, self.media)

    # What all pages share

    @property
    def settings(self) -> Settings:
        return self.site.project.settings

    @property
    def languages(self) -> tuple[str, ...]:
        return self.site.languages

    @property
    def addresses(self) -> Addresses:
        return self.site.addresses

    def asset(self, name: str) -> str:
        """The URL of an asset, relative to the site's root; empty if there is none."""
        return self.media.assets.get(name, "")

    # Coarse queries; pages do not ask them

    @query(_links)
    def links(self) -> None:
        """What other pages use of all records, apart from cards."""

    @query(_cards)
    def cards(self) -> None:
        """What the cards of all records show."""

    @query(_members, coarse="links")
    def members(self, language: str, key: Key) -> None:
        """Which records are in a list, and why."""

    # Records

    @query(_record)
    def record(self, ref: Ref) -> Record:
        """A public record with everything in it."""
        return self.site.graph.records[ref]

    @query(_withdrawn)
    def withdrawn(self, ref: Ref) -> Record:
        return self.site.graph.withdrawn[ref]

    @query(_card, coarse="cards")
    def card(self, language: str, ref: Ref) -> Record | None:
        """A record, of which only what its card shows may be used; None if it is not public."""
        return self.site.graph.records.get(ref)

    @query()
    def title(self, ref: Ref, language: str) -> tuple[str, str] | None:
        """A record's name, and the language in which readers see it; None if it is not public."""
        return self.site.title(ref, language)

    @query()
    def granted(self, ref: Ref, form: Ref) -> tuple[Granted, ...]:
        """The awards of one form held by a record."""
        return self.site.granted(ref, form)

    @query(_incoming, coarse="links")
    def incoming(self, ref: Ref) -> tuple[Edge, ...]:
        """The references to a record or entry, in record order."""
        return self.site.graph.incoming.get(ref, ())

    def referrers(self, ref: Ref, *fields: str) -> tuple[Ref, ...]:
        """The records that refer to `ref` in one of the fields, once each, in record order."""
        return tuple(dict.fromkeys(edge.source for edge in self.incoming(ref) if edge.kind in fields))

    @query(coarse="links")
    def near(self, target: Ref, field: str, ref: Ref, count: int) -> tuple[Ref, ...]:
        """The `count` referrers to `target` in the field that follow `ref` in record order, wrapping at the end."""
        return self.site.graph.near(target, field, ref, count)

    @query(coarse="links")
    def recorded_for(self, honour: HonourKey) -> tuple[Ref, ...]:
        """The exemplars recorded with an honour that a conference announced: (conference, form, bodies)."""
        return self.site.graph.recorded.get(honour, ())

    @query()
    def commended(self, language: str, count: int) -> tuple[Ref, ...]:
        """The exemplars commended last, latest first."""
        return self.site.commended(language, count)

    @query()
    def with_figures(self, language: str) -> tuple[Ref, ...]:
        """The records with figures: conferences, stories, then other kinds; newest first within each kind."""
        return self.site.with_figures(language)

    @query(_front)
    def front(self) -> FrontPage | None:
        """The front page's own text and featured records, if there is one."""
        return self.site.front

    # Registers

    @query()
    def entry(self, ref: Ref) -> AnyEntry | None:
        return self.site.graph.entries.get(ref)

    @query(lambda queries: list(queries.site.graph.entries.items()))
    def entries(self) -> Mapping[Ref, AnyEntry]:
        """Every entry of every register."""
        return self.site.graph.entries

    @query()
    def entry_link(self, language: str, ref: Ref) -> tuple[str, str, str]:
        """An entry's label, its list's address ("" if it has no list), and the label's language."""
        return self.site.entry(ref, language)

    @query(_above)
    def places_above(self, place: Ref, day: datetime.date | None) -> tuple[Ref, ...]:
        """The units above a place on a day (None: the latest known), nearest first."""
        return self.site.graph.places.above(place, day)

    # Lists and addresses

    @query()
    def exists(self, address: str) -> bool:
        """Whether a page has this address."""
        return self.site.has(address)

    @query(_list)
    def list_of(self, language: str, key: Key) -> "ListQueries | None":
        listing = self.site.listing(language, key)
        return ListQueries(self, listing) if listing else None

    @query(_lists)
    def lists_of(self, language: str, facet: str) -> "list[ListQueries]":
        """The lists of a facet, one per value."""
        return [ListQueries(self, listing) for listing in self.site.lists_of(language, facet)]

    @query(coarse="links")
    def tally(self, language: str, facet: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """(subject, number of exemplars of each kind) for every list of a facet."""
        return self.site.tally(language, facet)

    def empty_list(self, language: str, key: Key, address: str) -> "ListQueries":
        """A list without records, which has a page nevertheless."""
        return ListQueries(self, Listing(key, language, address, ()))

    def _listing(self, language: str, key: Key) -> Listing:
        return self.site.listing(language, key) or Listing(key, language, "", ())

    @query(coarse="members", shared=2)
    def list_count(self, language: str, key: Key) -> int:
        return self._listing(language, key).count

    @query(coarse="members", shared=2)
    def list_exemplars(self, language: str, key: Key) -> int:
        return self._listing(language, key).exemplars

    @query(coarse="members", shared=2)
    def list_page_count(self, language: str, key: Key) -> int:
        return self._listing(language, key).page_count

    @query(coarse="members", shared=2)
    def list_page(self, language: str, key: Key, number: int) -> tuple[Member, ...]:
        return self._listing(language, key).page(number)

    @query(coarse="members", shared=2)
    def list_newest(self, language: str, key: Key, count: int) -> tuple[Member, ...]:
        return self._listing(language, key).newest(count)

    @query(coarse="members", shared=2)
    def list_around(self, language: str, key: Key, ref: Ref, count: int) -> tuple[Member, ...]:
        return self._listing(language, key).around(ref, count)

    @query(coarse="members", shared=2)
    def list_has(self, language: str, key: Key, ref: Ref) -> bool:
        return self._listing(language, key).has(ref)

    # Photographs and downloads

    @query()
    def photograph(self, file: str) -> Photograph | None:
        return self.media.photographs.get(file)

    @query()
    def download(self, file: str) -> tuple[str, int] | None:
        """(URL, size in bytes) of a file."""
        return self.media.downloads.get(file)


class ListQueries:
    """The queries about one list; see `Listing` for the answers."""

    def __init__(self, queries: SiteQueries, listing: Listing) -> None:
        self.queries = queries
        self.language = listing.language
        self.key = listing.key
        self.address = listing.address
        self.alphabetical = listing.alphabetical

    @property
    def count(self) -> int:
        return self.queries.list_count(self.language, self.key)

    @property
    def exemplars(self) -> int:
        return self.queries.list_exemplars(self.language, self.key)

    @property
    def page_count(self) -> int:
        return self.queries.list_page_count(self.language, self.key)

    @property
    def front_number(self) -> int:
        return 1 if self.alphabetical else self.page_count

    def page(self, number: int) -> tuple[Member, ...]:
        return self.queries.list_page(self.language, self.key, number)

    def newest(self, count: int) -> tuple[Member, ...]:
        return self.queries.list_newest(self.language, self.key, count)

    def around(self, ref: Ref, count: int) -> tuple[Member, ...]:
        return self.queries.list_around(self.language, self.key, ref, count)

    def has(self, ref: Ref) -> bool:
        return self.queries.list_has(self.language, self.key, ref)
