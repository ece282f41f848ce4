"""The summary of a record : all that linking, lists and cards need, always in memory."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from exemplary.i18n import vietnamese
from exemplary.i18n.dates import PartialDate
from exemplary.records import mentions
from exemplary.records.schema import aspects
from exemplary.records.schema.awards import Award, together
from exemplary.records.schema.kinds import Body, Collective, Conference, Exemplar, Facts, Theme, TheStory
from exemplary.records.schema.types import Image, Named, Ref


class Granted(NamedTuple):
    """An award, as lists and conferences need it.

    date     of the award or its deed, otherwise the year of the prize's edition
    edition  the year of the prize's edition
    shared   received as a family, a team …, not by one person alone
    """

    form: Ref
    bodies: tuple[Named, ...]
    conference: Ref | None
    valid: bool
    date: PartialDate | None
    edition: int | None
    shared: bool


class Words(NamedTuple):
    """The name and summary of a record in one language.

    letter   the URL segment of the letter under which the name is listed
    sorting  the sort key of the name under that letter
    """

    label: str
    deed: str
    letter: str
    sorting: tuple[vietnamese.SortKey, vietnamese.SortKey]

    @classmethod
    def of(cls, label: str, summary: str, kind: str) -> "Words":
        word = vietnamese.given_name(label) if kind == "individuals" else label.strip("«»“”\"' ")
        letter = vietnamese.letter_address(vietnamese.letter(word))
        return cls(label, summary, letter, (vietnamese.sort_key(word), vietnamese.sort_key(label)))


class RecordSummary(NamedTuple):
    """What the rest of the site needs to know of a record. `file` is relative to the project.

    words     in the main language, then in others by language
    own       the date of its latest valid award or deed, or of the conference or story itself
    reported  the dates of its sources in order, up to the first one written in the record; a Ref is a source entry
    order     the year by which a theme is sorted, and the year under which it is listed
    tags      as in URLs
    unit      where a person works
    offices   the titles of a person's positions, in the main language
    mentions  (field, target) of the references in its fields, without duplicates
    links     (target as written, whether it has a label) of every reference in its stories
    bodies    (field, organisation or other actor with a register entry or record)
    papers    (field, document)
    pictures  files of its own pictures and of those in its stories
    downloads files to download
    card_digest  digest of what its card shows
    link_digest  digest of what other pages use, apart from cards: edges, lists, redirects
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
    offices: tuple[str, ...]
    place: Named | None
    places: tuple[Ref, ...]
    awards: tuple[Granted, ...]
    honours: tuple[Ref, ...]
    bodies: tuple[tuple[str, Ref], ...]
    papers: tuple[tuple[str, Ref], ...]
    image: Image | None
    pictures: tuple[str, ...]
    downloads: tuple[str, ...]
    card_digest: bytes
    link_digest: bytes
    is_household: bool
    has_figures: bool


# Summarising a record


def summary_of(ref: Ref, file: str, digest: str, body: Body) -> RecordSummary:
    facts, image = body.facts, body.facts.images[0] if body.facts.images else None
    translations = _translations(facts, ref.kind)
    return _with_link_digest(
        RecordSummary(
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
            mentions=mentions.named(mentions.of_facts(facts)),
            links=tuple((link.target, link.labelled) for story in body.stories for link in story.references()),
            fields=facts.fields,
            tags=tuple(filter(None, map(vietnamese.slug, facts.tags))),
            unit=_unit(facts),
            offices=tuple(str(position.title) for position in aspects.positions_of(facts)),
            place=facts.place[0].value if facts.place else None,
            places=_places(facts),
            awards=tuple(_granted(award) for award in aspects.awards_of(facts)),
            honours=tuple(honour.form for honour in aspects.honours_of(facts)),
            bodies=tuple(_bodies(facts)),
            papers=tuple(aspects.documents_of(facts)),
            image=image,
            card_digest=_card_digest(facts, translations, image),
            link_digest=b"",
            pictures=tuple(_pictures(body)),
            downloads=tuple(file.name for file in aspects.files_of(facts)),
            is_household=isinstance(facts, Collective) and facts.category == "household",
            has_figures=bool(facts.figures or aspects.honours_of(facts)),
        )
    )


def _with_link_digest(summary: RecordSummary) -> RecordSummary:
    """Digest the whole summary except what only the record's page and card show: such edits skip relinking."""
    words, *others = (words._replace(deed="") for words in (summary.words, *summary.translations.values()))
    bare = summary._replace(digest="", updated=None, image=None, pictures=(), downloads=(), card_digest=b"")
    told = repr((bare._replace(words=words, translations={}), tuple(summary.translations), others))
    return summary._replace(link_digest=hashlib.blake2b(told.encode(), digest_size=8).digest())


_UNTRANSLATED: Mapping[str, Words] = {}


def _card_digest(facts: Facts, translations: Mapping[str, Words], image: Image | None) -> bytes:
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
    """The date of an award, otherwise of the deed it honours, otherwise the year of the prize's edition."""
    stated = award.date or award.deed
    if stated:
        return stated.value
    return PartialDate.of_year(award.edition.year) if award.edition and award.edition.year else None


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
    """The places of the record, then those where a model is carried out."""
    stated = [*facts.place, *(place for adoption in aspects.adoptions_of(facts) for place in adoption.place)]
    return tuple(dict.fromkeys(one.value.ref for one in stated if one.value.ref))


def _granted(award: Award) -> Granted:
    bodies = together(award.body)
    edition = award.edition.year if award.edition else None
    valid = award.status == "valid"
    return Granted(award.form, bodies, award.conference, valid, award_date(award), edition, award.with_ is not None)


def _bodies(facts: Facts) -> list[tuple[str, Ref]]:
    found = [(field, named.ref) for field, named in aspects.bodies_of(facts) if named.ref]
    return [*found, *(("about", ref) for ref in aspects.subjects_of(facts))]


def _pictures(body: Body) -> list[str]:
    stories = (file for story in body.stories for file, _ in story.images())
    return [*(image.file for image in body.facts.images), *stories]
