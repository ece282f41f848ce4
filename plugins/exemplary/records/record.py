"""One record, in two parts: its head, which the rest of the site needs at all times, and its body, read when asked for.

Heads of all records are in memory; bodies may lie in the cache. What is linked, listed and shown on cards comes from
heads; only a record's own page, and the few others that show more of it, read its body.
"""

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from exemplary import vietnamese
from exemplary.dates import PartialDate
from exemplary.records import aspects, references
from exemplary.records.fields import EXEMPLAR_KINDS, Image, Named, Ref
from exemplary.records.kinds import Collective, Conference, Exemplar, Facts, Theme, TheStory
from exemplary.records.parts import Award, Translation
from exemplary.records.registers import AnyEntry, SourceEntry
from exemplary.records.story import Story


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """What the front matter states, and the story.

    translated  the story in other languages
    gaps        the numbers of the items left aside as wrong, by field
    """

    facts: Facts
    story: Story
    translated: tuple[Story, ...] = ()
    gaps: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)

    @property
    def stories(self) -> tuple[Story, ...]:
        return self.story, *self.translated


class Granted(NamedTuple):
    """An award, as lists and conferences need to know it."""

    form: Ref
    body: Named
    conference: Ref | None
    valid: bool


class Words(NamedTuple):
    """The name and the summary of a record in one language.

    letter   the address of the letter under which the name is looked up
    sorting  the order of names by that word
    """

    label: str
    summary: str
    letter: str
    sorting: tuple[object, ...]

    @classmethod
    def of(cls, label: str, summary: str, kind: str) -> "Words":
        word = vietnamese.given_name(label) if kind == "individuals" else label.strip("«»“”\"' ")
        letter = vietnamese.letter_address(vietnamese.letter(word))
        return cls(label, summary, letter, (vietnamese.sort_key(word), vietnamese.sort_key(label)))


class Head(NamedTuple):
    """What the rest of the site needs to know of a record. `file` is relative to the project.

    words     in the main language, then in others by language
    own       the date of its latest valid award or deed, or of the conference or story itself
    reported  the dates of its sources in their order, up to the first that is stated; a reference is to a source entry
    order     the year by which a theme is sorted, and the year under which it is listed
    tags      as addresses spell them
    unit      where a person works
    mentions  (field, target) of every reference in its fields
    links     (target as written, whether it has words of its own) of every reference in its stories
    bodies    (field, organisation or other actor on record)
    papers    (field, document)
    pictures  files of its own pictures and of those in its stories
    downloads files to download
    face      tells one card from another
    """

    ref: Ref
    file: str
    digest: str
    words: Words
    translations: Mapping[str, Words]
    status: str
    publish_at: datetime.datetime | None
    published: PartialDate | None
    updated: PartialDate | None
    own: PartialDate | None
    reported: tuple[PartialDate | Ref, ...]
    order: tuple[int, int | None] | None
    aliases: tuple[str, ...]
    mentions: tuple[tuple[str, Ref], ...]
    links: tuple[tuple[str, bool], ...]
    fields: tuple[Ref, ...]
    tags: tuple[str, ...]
    unit: Named | None
    place: Named | None
    places: tuple[Ref, ...]
    awards: tuple[Granted, ...]
    honours: tuple[Ref, ...]
    bodies: tuple[tuple[str, Ref], ...]
    papers: tuple[tuple[str, Ref], ...]
    image: Image | None
    pictures: tuple[str, ...]
    downloads: tuple[str, ...]
    face: bytes
    is_household: bool
    has_figures: bool


class Record:
    """One record: its head, and its body when asked for.

    conferred  the date of the conference that gave its latest undated award, known once records are linked
    reported   the date of its first dated source, those of the register among them once records are linked
    """

    __slots__ = ("conferred", "head", "read", "reported")

    def __init__(
        self,
        head: Head,
        read: Callable[[Ref], Body],
        conferred: PartialDate | None = None,
        reported: PartialDate | None = None,
    ) -> None:
        self.head = head
        self.read = read
        self.conferred = conferred
        self.reported = reported

    @classmethod
    def of(cls, ref: Ref, file: str, digest: str, body: Body) -> "Record":
        """A record whose body is at hand."""
        return cls(head_of(ref, file, digest, body), lambda _: body)

    def linked(self, conferred: PartialDate | None, entries: Mapping[Ref, AnyEntry]) -> "Record":
        """The record with what others know of it; sources that it names by id stand in their places."""
        dates = (date_of_source(source, entries) for source in self.head.reported)
        read = self.read
        if any(field == "sources" for field, _ in self.head.mentions):
            read = functools.partial(_read_with_sources, read, entries)
        return Record(self.head, read, conferred, next(filter(None, dates), None))

    def anew(self, head: Head) -> "Record":
        """The record with another head, to which its links with others are the same."""
        return Record(head, self.read, self.conferred, self.reported)

    # Its head

    @property
    def date(self) -> PartialDate | None:
        """What dates it: its latest valid award, else its conference or own date, else its first dated source."""
        return self.head.own or self.conferred or self.reported

    @property
    def linked_dates(self) -> str:
        """What others know of its date, in short."""
        named = any(isinstance(one, Ref) for one in self.head.reported)
        return f"{self.conferred or ''} {self.reported if named else ''}"

    @property
    def commended(self) -> PartialDate | None:
        """The date of an exemplar's latest valid award, else of the conference that gave one."""
        return (self.head.own or self.conferred) if self.is_exemplar else None

    @property
    def year(self) -> int | None:
        """The year under which it is listed."""
        if self.head.order:
            return self.head.order[1]
        return self.date.year if self.date else None

    @property
    def ref(self) -> Ref:
        return self.head.ref

    @property
    def file(self) -> str:
        return self.head.file

    @property
    def digest(self) -> str:
        return self.head.digest

    @property
    def is_exemplar(self) -> bool:
        return self.head.ref.kind in EXEMPLAR_KINDS

    def is_translated(self, language: str) -> bool:
        return language in self.head.translations

    def words(self, language: str) -> Words:
        """In that language where it is translated, else in the main one."""
        return self.head.translations.get(language, self.head.words)

    def label(self, language: str) -> str:
        """The name or title; empty for a withdrawn record that kept none."""
        return self.words(language).label

    # Its body

    @property
    def body(self) -> Body:
        return self.read(self.head.ref)

    @property
    def facts(self) -> Facts:
        return self.body.facts

    @property
    def story(self) -> Story:
        return self.body.story

    @property
    def stories(self) -> tuple[Story, ...]:
        """Its story in every language."""
        return self.body.stories

    def translation(self, language: str) -> Translation | None:
        return getattr(self.facts.translations, language, None)

    def written(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        """The path in the file of a value at `path` in the facts, which lack the items left aside."""
        field, *rest = path
        number = rest[0] if rest else None
        if not isinstance(field, str) or not isinstance(number, int):
            return tuple(path)
        for gap in self.body.gaps.get(field, ()):
            number += gap <= number and gap >= 0
        return field, number, *rest[1:]


def _read_with_sources(read: Callable[[Ref], Body], entries: Mapping[Ref, AnyEntry], ref: Ref) -> Body:
    body = read(ref)
    sources = tuple(entries.get(one, one) if isinstance(one, Ref) else one for one in body.facts.sources)
    return dataclasses.replace(body, facts=body.facts.model_copy(update={"sources": sources}))


# A head out of a body


def head_of(ref: Ref, file: str, digest: str, body: Body) -> Head:
    facts, image = body.facts, body.facts.images[0] if body.facts.images else None
    translations = _translations(facts, ref.kind)
    return Head(
        ref=ref,
        file=file,
        digest=digest,
        words=Words.of(facts.label, facts.summary or "", ref.kind),
        translations=translations,
        status=facts.status,
        publish_at=facts.publish_at,
        published=facts.published,
        updated=facts.updated,
        own=max(_own_dates(facts), key=lambda date: date.last, default=None),
        reported=tuple(_reported(facts)),
        order=_order(facts),
        aliases=facts.aliases,
        mentions=tuple((mention.field, mention.target) for mention in references.of_facts(facts)),
        links=tuple((link.target, link.labelled) for story in body.stories for link in story.references()),
        fields=facts.fields,
        tags=tuple(filter(None, map(vietnamese.slug, facts.tags))),
        unit=_unit(facts),
        place=facts.place[0].value if facts.place else None,
        places=_places(facts),
        awards=tuple(_granted(award) for award in aspects.awards_of(facts)),
        honours=tuple(honour.form for honour in aspects.honours_of(facts)),
        bodies=tuple(_bodies(facts)),
        papers=tuple(aspects.documents_of(facts)),
        image=image,
        face=_face(facts, translations, image),
        pictures=tuple(_pictures(body)),
        downloads=tuple(attachment.file for attachment in facts.attachments),
        is_household=isinstance(facts, Collective) and facts.category == "household",
        has_figures=bool(facts.figures or aspects.honours_of(facts)),
    )


_UNTRANSLATED: Mapping[str, Words] = {}


def _face(facts: Facts, translations: Mapping[str, Words], image: Image | None) -> bytes:
    shown = facts.label, facts.summary, translations, facts.fields[:1], facts.place[:1], image, _own_dates(facts)
    others = _order(facts), _reported(facts), _unit(facts)
    return hashlib.blake2b(repr((*shown, *others)).encode(), digest_size=8).digest()


def _translations(facts: Facts, kind: str) -> Mapping[str, Words]:
    given = facts.translations.en
    if given is None:
        return _UNTRANSLATED
    return {"en": Words.of(given.name or given.title or facts.label, given.summary or facts.summary or "", kind)}


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


def _reported(facts: Facts) -> list[PartialDate | Ref]:
    found: list[PartialDate | Ref] = []
    for source in facts.sources:
        if isinstance(source, Ref):
            found.append(source)
        elif source.date:
            return [*found, source.date.value]
    return found


def _order(facts: Facts) -> tuple[int, int | None] | None:
    if not isinstance(facts, Theme):
        return None
    return facts.year or (facts.term.to if facts.term else 1), facts.year


def _unit(facts: Facts) -> Named | None:
    return next((one.organisation.value for one in aspects.positions_of(facts) if one.organisation), None)


def _places(facts: Facts) -> tuple[Ref, ...]:
    """Its own places on record, then those where a model is carried out."""
    stated = [*facts.place, *(place for adoption in aspects.adoptions_of(facts) for place in adoption.place)]
    return tuple(dict.fromkeys(one.value.ref for one in stated if one.value.ref))


def _granted(award: Award) -> Granted:
    return Granted(award.form, award.body.value, award.conference, award.status == "valid")


def _bodies(facts: Facts) -> list[tuple[str, Ref]]:
    found = [(field, named.ref) for field, named in aspects.bodies_of(facts) if named.ref]
    return [*found, *(("about", ref) for ref in aspects.subjects_of(facts))]


def _pictures(body: Body) -> list[str]:
    stories = (file for story in body.stories for file, _ in story.images())
    return [*(image.file for image in body.facts.images), *stories]


def date_of_source(source: PartialDate | Ref, entries: Mapping[Ref, AnyEntry]) -> PartialDate | None:
    if not isinstance(source, Ref):
        return source
    entry = entries.get(source)
    return entry.date.value if isinstance(entry, SourceEntry) and entry.date else None
