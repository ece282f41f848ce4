"""One record, in two parts: its head, which the rest of the site needs at all times, and its body, read when asked for.

Heads of all records are in memory; bodies may lie in the cache. Only a record's own page, and the few others that show
more of it than a card, read its body.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence

from exemplary.dates import PartialDate
from exemplary.records.fields import EXEMPLAR_KINDS, Ref
from exemplary.records.head import Head, Words, head_of
from exemplary.records.kinds import Body, Facts
from exemplary.records.parts import Translation
from exemplary.records.registers import AnyEntry, SourceEntry
from exemplary.records.story import Story


class Record:
    """One record: its head, and its body when asked for.

    conferred     the date of the conference that gave its latest undated award, known once records are linked
    reported      the date of its first dated source, those of the register among them once records are linked
    linked_dates  what others know of its date, in short
    """

    __slots__ = ("conferred", "head", "linked_dates", "read", "reported")

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
        named = reported if Ref in map(type, head.reported) else ""
        self.linked_dates = f"{conferred or ''} {named or ''}" if conferred or named else " "

    @classmethod
    def of(cls, ref: Ref, file: str, digest: str, body: Body) -> "Record":
        """A record whose body is at hand."""
        return cls(head_of(ref, file, digest, body), lambda _: body)

    def linked(self, conferred: PartialDate | None, entries: Mapping[Ref, AnyEntry]) -> "Record":
        """The record with what others know of it; sources that it names by id stand in their places."""
        dates = (_date_of_source(source, entries) for source in self.head.reported)
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


def _date_of_source(source: PartialDate | Ref, entries: Mapping[Ref, AnyEntry]) -> PartialDate | None:
    if not isinstance(source, Ref):
        return source
    entry = entries.get(source)
    return entry.date.value if isinstance(entry, SourceEntry) and entry.date else None
