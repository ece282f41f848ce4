"""The text of a record: its document, and what a result shows.

It depends on the record, the registers, and names that its story shows, so a change to one record affects no other.
"""

import functools
from collections.abc import Iterable, Iterator

from exemplary.i18n import locales
from exemplary.i18n.bilingual import in_language
from exemplary.presenters.context import KIND_KEYS
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.aspects import awards_of, bodies_of, documents_of, honours_of, positions_of
from exemplary.records.schema.awards import PrizeEdition
from exemplary.records.schema.kinds import Conference, Exemplar, Facts, Individual, Model, TheStory
from exemplary.records.schema.registers import DocumentEntry, PlaceEntry
from exemplary.records.schema.types import RECORD_KINDS, Named, Ref
from exemplary.search.documents import Document, Findable, Shown
from exemplary.search.ordinary import blocks
from exemplary.site.plan import Site


class Texts:
    """The records of a site in one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.language = language
        self.locale = locales.find(language)

    def findables(self) -> dict[str, Findable]:
        """Every record with a page in the language, by reference."""
        records = self.site.records_in(self.language)
        return {str(one.ref): Findable(self._state(one), functools.partial(self.read, one)) for one in records}

    def read(self, record: Record) -> tuple[Document, Shown]:
        """A record's document, and what a result shows of it."""
        reference, paragraphs = str(record.ref), tuple(self._paragraphs(record))
        titles = (record.label(self.language), *_other_names(record.facts))
        deed, place = record.words(self.language).deed, record.summary.place
        shown = Shown(
            ref=reference,
            href=self.site.addresses.record(record.ref, self.language),
            title=record.label(self.language),
            kind=KIND_KEYS[record.ref.kind],
            kind_label=self.locale.label(f"kind.{record.ref.kind}"),
            place=self._named(place) if place else "",
            year=str(record.year or ""),
            deed=deed,
            text=paragraphs[1:] if deed else paragraphs,
        )
        return Document(reference, tuple(filter(None, titles)), paragraphs), shown

    def _state(self, record: Record) -> str:
        """A fingerprint of a record's document; excludes the registers."""
        names = [self._title(written) for written, labelled in record.summary.links if not labelled]
        return f"{record.digest} {record.linked_dates} {names}"

    def _title(self, written: str) -> str:
        """The name of the record or entry that a story refers to; empty if it is not public."""
        ref = Ref.parse(written)
        if ref is None:
            return ""
        found = self.site.title(ref, self.language) if ref.kind in RECORD_KINDS else (self._entry(ref), "")
        return found[0] if found else ""

    # What is searched

    def _paragraphs(self, record: Record) -> Iterator[str]:
        """The summary first, then the story, then everything else."""
        facts = record.facts
        found = (
            [record.words(self.language).deed],
            blocks(self._story(record).tree(), self._title),
            self._statements(facts),
            self._named_things(record),
            self._award_words(facts),
            [", ".join(self._place_words(record))],
            [", ".join(self._labels(record))],
        )
        return (text for texts in found for text in texts if text)

    def _statements(self, facts: Facts) -> Iterator[str]:
        """The sentences in a record's fields, in this language where available."""
        for words in _statements(facts):
            yield " ".join(in_language(text, self.language) for text in words if text)

    def _story(self, record: Record) -> Story:
        translated = record.translation(self.language)
        return Story(translated.story) if translated and translated.story else record.story

    def _named_things(self, record: Record) -> Iterator[str]:
        yield from (self._named(named) for _, named in dict.fromkeys(bodies_of(record.facts)))
        for _, ref in documents_of(record.facts):
            entry = self.site.graph.entries.get(ref)
            if isinstance(entry, DocumentEntry):
                yield ", ".join((entry.label(self.language), entry.title.text(self.language), *entry.also))

    def _award_words(self, facts: Facts) -> Iterator[str]:
        for award in awards_of(facts):
            number = award.decision.number.value if award.decision and award.decision.number else ""
            yield ", ".join(filter(None, (self._entry(award.form), number, *self._edition(award.edition))))
        for honour in honours_of(facts):
            number = honour.decision.number.value if honour.decision and honour.decision.number else ""
            bodies = map(self._named, honour.bodies)
            yield ", ".join(filter(None, (self._entry(honour.form), *bodies, number, *self._edition(honour.edition))))

    def _edition(self, edition: PrizeEdition | None) -> Iterator[str]:
        words = (edition.number, edition.category) if edition else ()
        return (in_language(text, self.language) for text in words if text)

    def _place_words(self, record: Record) -> Iterator[str]:
        """The record's places by all their names, and every unit under which it is listed, then and today."""
        yield from (stated.value.text for stated in record.facts.place if stated.value.text)
        for reach in self.site.graph.reaches(record):
            entry = self.site.graph.entries.get(reach.place)
            if isinstance(entry, PlaceEntry) and entry.level != "country":
                yield from (entry.label(self.language), *entry.also)

    def _labels(self, record: Record) -> Iterator[str]:
        yield self.locale.label(f"kind.{record.ref.kind}")
        yield str(record.year or "")
        yield from (self._entry(ref) for ref in record.summary.fields)
        yield from record.facts.tags

    def _named(self, named: Named) -> str:
        return self._entry(named.ref) if named.ref else in_language(named.text, self.language)

    def _entry(self, ref: Ref) -> str:
        entry = self.site.graph.entries.get(ref)
        return entry.label(self.language) if entry else ""


def _other_names(facts: Facts) -> Iterable[str]:
    return (stated.value for stated in facts.other_names) if isinstance(facts, Individual) else ()


def _statements(facts: Facts) -> Iterator[tuple[str | None, ...]]:
    """The words of each sentence."""
    yield from ((media.title,) for media in facts.media)
    yield from ((position.title,) for position in positions_of(facts))
    yield from ((quote.text, quote.speaker) for quote in facts.quotes)
    yield from ((figure.indicator, figure.scope) for figure in facts.figures)
    yield from ((award.for_.value if award.for_ else None,) for award in awards_of(facts))
    if isinstance(facts, Exemplar):
        yield from ((step.do, step.detail) for step in facts.steps)
    if isinstance(facts, Model):
        yield from ((naming.as_,) for naming in facts.called)
        yield from ((stated.value,) for stated in facts.targets)
    if isinstance(facts, Conference):
        yield from _of_conference(facts)
    if isinstance(facts, TheStory):
        yield (facts.occasion.value if facts.occasion else None,)
        yield (facts.interviewee.name, facts.interviewee.position) if facts.interviewee else ()


def _of_conference(facts: Conference) -> Iterator[tuple[str | None, ...]]:
    statements = (*facts.results, *facts.shortcomings, *facts.proposals, *facts.tasks)
    yield from ((stated.value,) for stated in statements)
    yield from ((one.name, one.group, one.position) for one in facts.attendees)
    yield from ((honour.for_.value if honour.for_ else None, honour.scope) for honour in facts.honours)
    yield from ((one.name, one.position) for honour in facts.honours for one in honour.presenters)
