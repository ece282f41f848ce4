"""Cards: what a list shows of a record."""

import dataclasses
import functools
from collections.abc import Iterable

from exemplary import views
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.types import Named, Ref

Reason = tuple[views.Phrase, ...]


def card(context: PageContext, ref: Ref, reason: Reason = (), year: str = "") -> views.Card:
    """The card of a public record; `year` replaces the record's own."""
    context.queries.card(context.language, ref)
    drawn = f"{ref.kind}/{ref.slug}@{year}" if year else f"{ref.kind}/{ref.slug}"
    return views.Card(drawn, functools.partial(face, context, ref, year), reason)


def face(context: PageContext, ref: Ref, year: str = "") -> views.Face:
    """The content of a record's card. The `card` query stands for the finer queries that it is made from."""
    record = context.queries.card(context.language, ref)
    assert record
    shown = _face(context.apart(), record)
    return dataclasses.replace(shown, year=year) if year else shown


def _face(context: PageContext, record: Record) -> views.Face:
    return views.Face(
        kind=context.kind(record.ref),
        name=context.link(record.ref),
        deed=context.deed(record),
        field=context.named_phrase(Named(record.summary.fields[0]) if record.summary.fields else None),
        place=context.named_phrase(record.summary.place),
        year=year_words(context, record),
        picture=context.picture(record),
        monogram=context.monogram(record),
    )


def cards(context: PageContext, refs: Iterable[Ref]) -> tuple[views.Card, ...]:
    return tuple(card(context, ref) for ref in refs if context.queries.card(context.language, ref))


def year_words(context: PageContext, record: Record) -> str:
    """The year of a record; the year of a report is marked as such."""
    year = record.year
    if year is None:
        return ""
    return context.label("date.of_report", year=year) if record.is_exemplar and not record.commended else str(year)
