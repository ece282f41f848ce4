"""The queries that pages may make. Each is recorded; `oracle.py` executes it again on a later site.

Page ── record, public, title, card, link, withdrawn, entry, entries, incoming, near, recorded, above, commended
     ── there, granted, list, lists, tally, count, page_count, exemplars, page, newest, around, has, with_figures, front
     ── photograph, download
A page depends only on the answers, and on what all pages share: settings, labels, templates, shells.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from exemplary.graph import SiteGraph
from exemplary.records.record import Record
from exemplary.records.schema.types import Ref
from exemplary.site.listings import Key, Listing, Member
from exemplary.site.plan import Site

Question = tuple[Any, ...]


class Notes:
    """The queries of one page, in order."""

    def __init__(self) -> None:
        self.asked: dict[Question, None] = {}

    def note(self, *question: Any) -> None:
        self.asked[question] = None

    def taken(self) -> tuple[Question, ...]:
        """The queries recorded since the last call."""
        asked, self.asked = self.asked, {}
        return tuple(asked)


class _Asked(Mapping[Any, Any]):
    """A mapping that records each key that is looked up, present or not."""

    def __init__(self, known: Mapping[Any, Any], notes: Notes, name: str) -> None:
        self.known = known
        self.notes = notes
        self.name = name

    def __getitem__(self, key: Any) -> Any:
        self.notes.asked[self.name, key] = None
        return self.known[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self.notes.asked[self.name, key] = None
        return self.known.get(key, default)

    def __contains__(self, key: object) -> bool:
        """A present record is not recorded here: the query for its title or card also detects that it is gone."""
        there = key in self.known
        if self.name != "record" or not there:
            self.notes.asked["public" if self.name == "record" else self.name, key] = None
        return there

    def __iter__(self) -> Iterator[Any]:
        assert self.name == "entry", f"no page looks at every {self.name}"
        self.notes.note("entries")
        return iter(self.known)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class AskedPlaces:
    def __init__(self, graph: SiteGraph, notes: Notes) -> None:
        self.graph = graph
        self.notes = notes

    def above(self, place: Ref, day: Any = None) -> tuple[Ref, ...]:
        self.notes.note("above", place)
        return self.graph.places.above(place, day)


class AskedGraph:
    """The queries that pages may make of the graph."""

    def __init__(self, graph: SiteGraph, notes: Notes) -> None:
        self.graph = graph
        self.notes = notes
        self.records: Mapping[Ref, Record] = _Asked(graph.records, notes, "record")
        self.withdrawn: Mapping[Ref, Record] = _Asked(graph.withdrawn, notes, "withdrawn")
        self.entries: Mapping[Ref, Any] = _Asked(graph.entries, notes, "entry")
        self.recorded: Mapping[Any, tuple[Ref, ...]] = _Asked(graph.recorded, notes, "recorded")
        self.places = AskedPlaces(graph, notes)

    def back(self, ref: Ref, *kinds: str) -> tuple[Ref, ...]:
        self.notes.note("incoming", ref)
        return self.graph.back(ref, *kinds)

    def near(self, target: Ref, kind: str, ref: Ref, count: int) -> tuple[Ref, ...]:
        self.notes.note("near", target, kind, ref, count)
        return self.graph.near(target, kind, ref, count)


class AskedListing:
    """The queries that pages may make of a list."""

    def __init__(self, listing: Listing, notes: Notes) -> None:
        self.listing = listing
        self.notes = notes
        self.key = listing.key
        self.address = listing.address
        self.alphabetical = listing.alphabetical

    def _note(self, name: str, *given: Any) -> None:
        self.notes.asked[name, self.listing.language, self.key, *given] = None

    @property
    def count(self) -> int:
        self._note("count")
        return self.listing.count

    @property
    def exemplars(self) -> int:
        self._note("exemplars")
        return self.listing.exemplars

    @property
    def page_count(self) -> int:
        self._note("page_count")
        return self.listing.page_count

    @property
    def front_number(self) -> int:
        return 1 if self.alphabetical else self.page_count

    def page(self, number: int) -> tuple[Member, ...]:
        self._note("page", number)
        return self.listing.page(number)

    def newest(self, count: int) -> tuple[Member, ...]:
        self._note("newest", count)
        return self.listing.newest(count)

    def around(self, ref: Ref, count: int) -> tuple[Member, ...]:
        self._note("around", ref, count)
        return self.listing.around(ref, count)

    def has(self, ref: Ref) -> bool:
        self._note("has", ref)
        return self.listing.has(ref)


class AskedSite:
    """The queries that pages may make of the site."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self.site = site
        self.notes = notes
        self.project = site.project
        self.addresses = site.addresses
        self.languages = site.languages
        self.graph = AskedGraph(site.graph, notes)

    def has(self, address: str) -> bool:
        self.notes.note("there", address)
        return self.site.has(address)

    def listing(self, language: str, key: Key) -> AskedListing | None:
        self.notes.note("list", language, key)
        found = self.site.listing(language, key)
        return AskedListing(found, self.notes) if found else None

    def lists_of(self, language: str, facet: str) -> list[AskedListing]:
        self.notes.note("lists", language, facet)
        return [AskedListing(one, self.notes) for one in self.site.lists_of(language, facet)]

    def tally(self, language: str, facet: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
        self.notes.note("tally", language, facet)
        return self.site.tally(language, facet)

    def title(self, ref: Ref, wanted: str) -> tuple[str, str] | None:
        self.notes.note("title", ref, wanted)
        return self.site.title(ref, wanted)

    def entry(self, ref: Ref, language: str) -> tuple[str, str, str]:
        self.notes.note("link", language, ref)
        return self.site.entry(ref, language)

    def granted(self, ref: Ref, form: Ref) -> Any:
        self.notes.note("granted", ref, form)
        return self.site.granted(ref, form)

    def unit(self, ref: Ref) -> Any:
        """Not recorded: the record's card is queried as well, which detects a change."""
        return self.site.unit(ref)

    def commended(self, language: str, count: int) -> tuple[Ref, ...]:
        self.notes.note("commended", language, count)
        return self.site.commended(language, count)

    def with_figures(self, language: str) -> tuple[Ref, ...]:
        self.notes.note("with_figures", language)
        return self.site.with_figures(language)

    def language_of(self, record: Record, wanted: str) -> str:
        return self.site.language_of(record, wanted)

    @property
    def front(self) -> Any:
        self.notes.note("front")
        return self.site.front


class AskedMaterials:
    """The queries that pages may make of photographs and files; assets are the same for all pages."""

    def __init__(self, materials: Any, notes: Notes) -> None:
        self.materials = materials
        self.photographs: Mapping[str, Any] = _Asked(materials.photographs, notes, "photograph")
        self.downloads: Mapping[str, Any] = _Asked(materials.downloads, notes, "download")
        self.assets: Mapping[str, str] = materials.assets
