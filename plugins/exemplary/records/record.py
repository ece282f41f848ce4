"""A record in two parts: its summary , always in memory, and its body, loaded on demand.

Bodies may be in the cache. Only a record's own page, and the few others that show more than a card, load its body.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence

from exemplary.i18n.dates import PartialDate
from exemplary.records.parsing.story import Story
from exemplary.records.schema.components import Translation
from exemplary.records.schema.kinds import Body, Facts
from exemplary.records.schema.registers import AnyEntry, SourceEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref
from exemplary.records.summary import RecordSummary, Words, summary_of


class Record:
    """A record: its summary , and its body, loaded on demand.

    conferred     the date of the conference that gave its latest undated award; set when records are linked
    reported      the date of its first dated source; includes sources from the register once records are linked
    linked_dates  what other files contribute to these dates, as text
    """

    __slots__ = ("conferred", "linked_dates", "read", "reported", "summary")

    def __init__(
        self,
        summary: RecordSummary,
        read: Callable[[Ref], Body],
        conferred: PartialDate | None = None,
        reported: PartialDate | None = None,
    ) -> None:
        self.summary = summary
        self.read = read
        self.conferred = conferred
        self.reported = reported
        named = reported if Ref in map(type, summary.reported) else ""
        self.linked_dates = f"{conferred or ''} {named or ''}" if conferred or named else " "

    @classmethod
    def of(cls, ref: Ref, file: str, digest: str, body: Body) -> "Record":
        """A record whose body is already loaded."""
        return cls(summary_of(ref, file, digest, body), lambda _: body)

    def linked(self, conferred: PartialDate | None, entries: Mapping[Ref, AnyEntry]) -> "Record":
        """The record with dates from other records; source ids are replaced by the sources."""
        dates = (_date_of_source(source, entries) for source in self.summary.reported)
        read = self.read
        if any(field == "sources" for field, _ in self.summary.mentions):
            read = functools.partial(_read_with_sources, read, entries)
        return Record(self.summary, read, conferred, next(filter(None, dates), None))

    def anew(self, summary: RecordSummary) -> "Record":
        """The record with another summary and the same links."""
        return Record(summary, self.read, self.conferred, self.reported)

    # The summary

    @property
    def date(self) -> PartialDate | None:
        """The record's date: its latest valid award, else its conference or own date, else its first dated source."""
        return self.summary.own or self.conferred or self.reported

    @property
    def commended(self) -> PartialDate | None:
        """The date of an exemplar's latest valid award, or of the conference that gave one."""
        return (self.summary.own or self.conferred) if self.is_exemplar else None

    @property
    def year(self) -> int | None:
        """The year under which it is listed."""
        if self.summary.order:
            return self.summary.order[1]
        return self.date.year if self.date else None

    @property
    def ref(self) -> Ref:
        return self.summary.ref

    @property
    def file(self) -> str:
        return self.summary.file

    @property
    def digest(self) -> str:
        return self.summary.digest

    @property
    def is_exemplar(self) -> bool:
        return self.summary.ref.kind in EXEMPLAR_KINDS

    def is_translated(self, language: str) -> bool:
        return language in self.summary.translations

    def words(self, language: str) -> Words:
        """The texts in that language if translated, otherwise in the main language."""
        return self.summary.translations.get(language, self.summary.words)

    def label(self, language: str) -> str:
        """The name or title; empty for a withdrawn record without one."""
        return self.words(language).label

    # The body

    @property
    def body(self) -> Body:
        return self.read(self.summary.ref)

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
        """The path in the file for a path in the facts, which lack the items that were left out."""
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


def _date_of_source(source: PartialDate | Ref, entries: Mapping[Ref, AnyEntry]) -> PartialDate | None:
    if not isinstance(source, Ref):
        return source
    entry = entries.get(source)
    return entry.date.value if isinstance(entry, SourceEntry) and entry.date else None
