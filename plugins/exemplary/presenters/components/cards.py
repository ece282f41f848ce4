"""Cards: what a list shows of a record."""

import dataclasses
import functools
from collections.abc import Iterable

from exemplary import views
from exemplary.presenters.context import Edition
from exemplary.records.record import Record
from exemplary.records.schema.types import Named, Ref

Reason = tuple[views.Phrase, ...]


def card(edition: Edition, ref: Ref, reason: Reason = (), year: str = "") -> views.Card:
    """The card of a public record; `year` replaces the record's own."""
    edition.notes.note("card", edition.language, ref)
    drawn = f"{ref.kind}/{ref.slug}@{year}" if year else f"{ref.kind}/{ref.slug}"
    return views.Card(drawn, functools.partial(face, edition, ref, year), reason)


def face(edition: Edition, ref: Ref, year: str = "") -> views.Face:
    """The content of a record's card. The `card` query covers everything it is made from."""
    edition.notes.note("card", edition.language, ref)
    plain = edition.plain
    shown = _face(plain, plain.graph.records[ref])
    return dataclasses.replace(shown, year=year) if year else shown


def _face(edition: Edition, record: Record) -> views.Face:
    return views.Face(
        kind=edition.kind(record.ref),
        name=edition.link(record.ref),
        deed=edition.deed(record),
        field=edition.named_phrase(Named(record.head.fields[0]) if record.head.fields else None),
        place=edition.named_phrase(record.head.place),
        year=year_words(edition, record),
        picture=edition.picture(record),
        monogram=edition.monogram(record),
    )


def cards(edition: Edition, refs: Iterable[Ref]) -> tuple[views.Card, ...]:
    return tuple(card(edition, ref) for ref in refs if ref in edition.graph.records)


def year_words(edition: Edition, record: Record) -> str:
    """The year of a record; the year of a report is marked as such."""
    year = record.year
    if year is None:
        return ""
    return edition.label("date.of_report", year=year) if record.is_exemplar and not record.commended else str(year)
