"""Executes recorded queries again: equal answers mean that a cached page is valid. `inquiry.py` has the queries."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from exemplary.queries.site_queries import Question
from exemplary.records.record import Record
from exemplary.records.schema.types import Ref
from exemplary.site.listings import Key, Listing
from exemplary.site.plan import Site
from exemplary.site.urls import beside

Asked = tuple[Question, Any]


class Materials(Protocol):
    @property
    def photographs(self) -> Mapping[str, Any]: ...
    @property
    def downloads(self) -> Mapping[str, Any]: ...


class Oracle:
    """Answers queries about one site; long answers as a digest."""

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
        """The numbers of the queries whose answers changed.

        If a coarse query is unchanged, so are those that depend on it.
        """
        same: set[Question] = set()
        before = {question: then for question, then in asked.values() if question[0] in _TOPICS}
        for name in _TOPICS:
            for question, then in before.items():
                if question[0] == name and (topic_of(question) in same or self.answer(question) == then):
                    same.add(question)
        return frozenset(
            number
            for number, (question, then) in asked.items()
            if question not in same and topic_of(question) not in same and self.answer(question) != then
        )


def _told(answer: object) -> object:
    """A short answer as it is, a long one as a digest."""
    if answer is None or isinstance(answer, (bool, int, str)):
        return answer
    return hashlib.blake2b(repr(answer).encode(errors="surrogatepass"), digest_size=8).digest()


_TOPICS = ("ties", "faces", "members")
"""Coarse queries, executed first: if unchanged, so are their dependents. Later ones depend on earlier ones."""


def topic_of(question: Question) -> Question | None:
    """The coarse query that a query depends on: if its answer is unchanged, so is this one's."""
    name = question[0]
    return ("members", *question[1:3]) if name in OF_LIST else _TOPIC_OF.get(name)


def topics(questions: Iterable[Question]) -> Iterator[Question]:
    """The coarse queries for these queries, and those they depend on in turn."""
    found = dict.fromkeys(filter(None, map(topic_of, questions)))
    return iter(found | dict.fromkeys(filter(None, map(topic_of, found))))


def _everybody(oracle: Oracle, told: Callable[[Record], bytes]) -> object:
    """An aspect of all records, and all register entries."""
    records = oracle.site.graph.records
    said = [f"{ref.kind}/{ref.slug} {told(record)!r} {record.linked_dates}" for ref, record in records.items()]
    return said, oracle.answer(("entries",))


def _faces(oracle: Oracle) -> object:
    return _everybody(oracle, lambda record: record.summary.card_digest), sorted(oracle.materials.photographs.items())


def _members(listing: Listing) -> tuple[str, list[str]]:
    """The members, and why they are in the list, as short text."""
    names = "\n".join([f"{ref.kind}/{ref.slug}" for ref, _, _ in listing.members])
    ways = {(id(reach), edge): reach for _, reach, edge in listing.members}
    if len(ways) == 1:
        return names, [f"{reach!r} {edge}" for (_, edge), reach in ways.items()]
    return names, [f"{reach!r} {edge}" for _, reach, edge in listing.members]


def _record(oracle: Oracle, records: Mapping[Ref, Record], ref: Ref) -> object:
    """What a record's page depends on: its file, dates from other files, the sources that it names by id."""
    record = records.get(ref)
    if record is None:
        return None
    sources = (target for field, target in record.summary.mentions if field == "sources")
    named = b" ".join(oracle.answer(("entry", source)) or b"" for source in sources)
    return f"{record.digest} {record.linked_dates} {named!r}"


def _card(oracle: Oracle, language: str, ref: Ref) -> object:
    """What a card depends on: the record's summary, the names of its field and place, its picture."""
    record = oracle.site.graph.records.get(ref)
    if record is None:
        return None
    summary = record.summary
    named = (*summary.fields[:1], *([summary.place.ref] if summary.place and summary.place.ref else []))
    picture = summary.image and oracle.materials.photographs.get(beside(summary.file, summary.image.file))
    names = b" ".join(oracle.answer(("entry", one)) or b"" for one in named)
    return f"{summary.card_digest!r} {record.linked_dates} {names!r} {picture or ''}"


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
    "tally": lambda oracle, *given: oracle.site.tally(*given),
    "members": _of_list(_members),
    "count": _of_list(lambda listing: listing.count),
    "page_count": _of_list(lambda listing: listing.page_count),
    "exemplars": _of_list(lambda listing: listing.exemplars),
    "page": _of_list(Listing.page),
    "newest": _of_list(Listing.newest),
    "around": _of_list(Listing.around),
    "has": _of_list(Listing.has),
    "ties": lambda oracle: _everybody(oracle, lambda record: record.summary.link_digest),
    "faces": _faces,
    "card": _card,
    "public": lambda oracle, ref: ref in oracle.site.graph.records,
    "link": lambda oracle, language, ref: "\n".join(oracle.site.entry(ref, language)),
    "granted": lambda oracle, ref, form: ref in oracle.site.graph.records and oracle.site.granted(ref, form),
    "title": lambda oracle, *given: oracle.site.title(*given),
    "commended": lambda oracle, *given: oracle.site.commended(*given),
    "with_figures": lambda oracle, *given: oracle.site.with_figures(*given),
    "photograph": lambda oracle, file: oracle.materials.photographs.get(file),
    "download": lambda oracle, file: oracle.materials.downloads.get(file),
}

OF_LIST = frozenset(("count", "page_count", "exemplars", "page", "newest", "around", "has"))

_TOPIC_OF = {
    "members": ("ties",),
    "incoming": ("ties",),
    "near": ("ties",),
    "recorded": ("ties",),
    "tally": ("ties",),
    "card": ("faces",),
}
