"""The page of statistics: every published figure with its source; honours; positions of lists."""

import dataclasses
from collections.abc import Iterator
from typing import TypeVar, cast

from exemplary import views
from exemplary.presenters import conference_page
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.aspects import honours_of

View = TypeVar("View")
MOST = 200
"""The maximum number of records on the page of figures; others show theirs only on their own pages."""


def view(context: PageContext) -> views.FiguresView:
    """Every series with its scope and source; nothing is added up."""
    heading = context.label("page.figures")
    records = list(_in_order(context))
    return views.FiguresView(
        frame=frame(context, heading, heading),
        heading=heading,
        intro=context.label("figure.never_added"),
        tallies=tuple(charts.tallies(context)),
        tables=tuple(_table(context, record) for record in records if record.facts.figures),
        honours=tuple(_honours(context, record) for record in records if honours_of(record.facts)),
    )


def _honours(
    context: PageContext, record: Record
) -> tuple[views.Link, views.BarChart | None, tuple[views.HonourRow, ...]]:
    rows = _without_marks(conference_page.honours(context, record))
    return context.link(record.ref), charts.honours(context, honours_of(record.facts), rows), rows


def _without_marks(view: View) -> View:
    """The view without source numbers: this page has no list of a record's sources to refer to."""
    if isinstance(view, tuple):
        return cast("View", tuple(_without_marks(item) for item in view))
    if not dataclasses.is_dataclass(view) or isinstance(view, type):
        return view
    fields = {field.name: _without_marks(getattr(view, field.name)) for field in dataclasses.fields(view)}
    return dataclasses.replace(view, **({**fields, "source": 0} if "source" in fields else fields))


def _in_order(context: PageContext) -> Iterator[Record]:
    """The records with figures, in the order of `Site.with_figures`, up to the maximum."""
    for ref in context.queries.with_figures(context.language)[:MOST]:
        yield context.queries.record(ref)


def _table(context: PageContext, record: Record) -> views.FigureTable:
    return views.FigureTable(
        title=context.link(record.ref),
        note=context.kind(record.ref).label,
        figures=record_sections.figures(context, record),
        series=charts.series(context, record),
    )
