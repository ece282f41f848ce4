"""The site as pages ask it. Each question is noted; asked again of a later site, it tells which pages still hold.

Page ── record, public, title, card, link, withdrawn, entry, entries, incoming, near, recorded, above
     ── there, list, lists, count, exemplars, on page, newest, around, has, everything
     ── photograph, download, address

A page is made from its answers and from nothing else but what all pages share: settings, labels, templates, shells.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from exemplary.graph import SiteGraph
from exemplary.pages.listings import Key, Listing, Member
from exemplary.pages.plan import Site
from exemplary.pages.urls import beside
from exemplary.records.fields import Ref
from exemplary.records.record import Record

Question = tuple[Any, ...]
Asked = tuple[Question, Any]


class Materials(Protocol):
    @property
    def photographs(self) -> Mapping[str, Any]: ...
    @property
    def downloads(self) -> Mapping[str, Any]: ...


class Oracle:
    """Answers questions of one site, as few bytes as tell one answer from another."""

    def __init__(self, site: Site, materials: Materials) -> None:
        self.site = site
        self.materials = materials
        self.known: dict[Question, Any] = {}

    def answer(self, question: Question) -> Any:
        found = self.known.get(question, self)
        if found is self:
            name, *given = question
            found = self.known[question] = _told(_ANSWERS[name](self, *given))
        return found

    def changed(self, asked: Mapping[int, Asked]) -> frozenset[int]:
        """The numbers of the questions that have another answer now; those to a list that is the same have not."""
        lists = {question: then for question, then in asked.values() if question[0] == "members"}
        same = {question[1:] for question, then in lists.items() if self.answer(question) == then}
        return frozenset(
            number
            for number, (question, then) in asked.items()
            if not (question[0] in OF_LIST and question[1:3] in same) and self.answer(question) != then
        )


def _told(answer: object) -> object:
    """What is short tells itself from another answer."""
    if answer is None or isinstance(answer, (bool, int, str)):
        return answer
    return hashlib.blake2b(repr(answer).encode(errors="surrogatepass"), digest_size=8).digest()


def topics(questions: Iterable[Question]) -> Iterator[Question]:
    """What to ask of each list first: when all its members are the same, so is everything else."""
    return (("members", *of) for of in dict.fromkeys(question[1:3] for question in questions if question[0] in OF_LIST))


def _members(listing: Listing) -> tuple[str, list[str]]:
    """The members in short, and the few ways by which they come here."""
    names = "\n".join([f"{ref.kind}/{ref.slug}" for ref, _, _ in listing.members])
    ways = {(id(reach), edge): reach for _, reach, edge in listing.members}
    if len(ways) == 1:
        return names, [f"{reach!r} {edge}" for (_, edge), reach in ways.items()]
    return names, [f"{reach!r} {edge}" for _, reach, edge in listing.members]


def _record(oracle: Oracle, records: Mapping[Ref, Record], ref: Ref) -> object:
    """What a record says: its file, what others know of its date, the sources that it names by id."""
    record = records.get(ref)
    if record is None:
        return None
    sources = (target for field, target in record.head.mentions if field == "sources")
    named = b" ".join(oracle.answer(("entry", source)) or b"" for source in sources)
    return f"{record.digest} {record.linked_dates} {named!r}"


def _card(oracle: Oracle, language: str, ref: Ref) -> object:
    """All that a card shows: its record's head, the names of its field and its place, its picture."""
    record = oracle.site.graph.records.get(ref)
    if record is None:
        return None
    head = record.head
    named = (*head.fields[:1], *([head.place.ref] if head.place and head.place.ref else []))
    picture = head.image and oracle.materials.photographs.get(beside(head.file, head.image.file))
    names = b" ".join(oracle.answer(("entry", one)) or b"" for one in named)
    return f"{head.face!r} {record.linked_dates} {names!r} {picture or ''}"


def _incoming(oracle: Oracle, ref: Ref) -> object:
    edges = oracle.site.graph.incoming.get(ref, ())
    named = [f"{edge.kind} {edge.source.kind}/{edge.source.slug}" for edge in edges]
    return "\n".join(named) if len(named) < 8 else named


def _of_list(read: Callable[..., object]) -> Callable[..., object]:
    def answer(oracle: Oracle, language: str, key: Key, *given: Any) -> object:
        listing = oracle.site.listing(language, key)
        return None if listing is None else read(listing, *given)

    return answer


_ANSWERS: Mapping[str, Callable[..., object]] = {
    "record": lambda oracle, ref: _record(oracle, oracle.site.graph.records, ref),
    "withdrawn": lambda oracle, ref: _record(oracle, oracle.site.graph.withdrawn, ref),
    "entry": lambda oracle, ref: oracle.site.graph.entries.get(ref),
    "entries": lambda oracle: list(oracle.site.graph.entries.items()),
    "incoming": _incoming,
    "near": lambda oracle, *given: oracle.site.graph.near(*given),
    "recorded": lambda oracle, key: oracle.site.graph.recorded.get(key),
    "above": lambda oracle, place: oracle.site.graph.places.chain(place),
    "there": lambda oracle, address: oracle.site.has(address),
    "front": lambda oracle: oracle.site.front and (oracle.site.front.facts, oracle.site.front.story),
    "list": lambda oracle, language, key: (found := oracle.site.listing(language, key)) and found.address,
    "lists": lambda oracle, language, facet: [one.key.of for one in oracle.site.lists_of(language, facet)],
    "members": _of_list(_members),
    "count": _of_list(lambda listing: listing.count),
    "page_count": _of_list(lambda listing: listing.page_count),
    "exemplars": _of_list(lambda listing: listing.exemplars),
    "page": _of_list(Listing.page),
    "newest": _of_list(Listing.newest),
    "around": _of_list(Listing.around),
    "has": _of_list(Listing.has),
    "card": _card,
    "public": lambda oracle, ref: ref in oracle.site.graph.records,
    "link": lambda oracle, language, ref: "\n".join(oracle.site.entry(ref, language)),
    "title": lambda oracle, *given: oracle.site.title(*given),
    "commended": lambda oracle, *given: oracle.site.commended(*given),
    "with_figures": lambda oracle, *given: oracle.site.with_figures(*given),
    "photograph": lambda oracle, file: oracle.materials.photographs.get(file),
    "download": lambda oracle, file: oracle.materials.downloads.get(file),
}


OF_LIST = frozenset(("count", "page_count", "exemplars", "page", "newest", "around", "has"))


# What notes the questions, and answers as the site would


class Notes:
    """The questions of one page after the other."""

    def __init__(self) -> None:
        self.asked: dict[Question, None] = {}

    def note(self, *question: Any) -> None:
        self.asked[question] = None

    def taken(self) -> tuple[Question, ...]:
        """The questions since this was called last."""
        asked, self.asked = self.asked, {}
        return tuple(asked)


class _Asked(Mapping[Any, Any]):
    """A mapping of which each key that is looked up is noted, whether it is there or not."""

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
        """A record that is there is asked for its title or its card as well, which tells when it is there no more."""
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
    """What pages may ask of the graph."""

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
    """What pages may ask of a list."""

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
    """What pages may ask of the site."""

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

    def title(self, ref: Ref, wanted: str) -> tuple[str, str] | None:
        self.notes.note("title", ref, wanted)
        return self.site.title(ref, wanted)

    def entry(self, ref: Ref, language: str) -> tuple[str, str]:
        self.notes.note("link", language, ref)
        return self.site.entry(ref, language)

    def unit(self, ref: Ref) -> Any:
        """Of a record whose card is asked for as well, which tells when it has changed."""
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
    """What pages may ask of photographs and files; the assets are the same for all."""

    def __init__(self, materials: Any, notes: Notes) -> None:
        self.materials = materials
        self.photographs: Mapping[str, Any] = _Asked(materials.photographs, notes, "photograph")
        self.downloads: Mapping[str, Any] = _Asked(materials.downloads, notes, "download")
        self.assets: Mapping[str, str] = materials.assets
