"""Pages that are not about a record: figures, search, the tombstone of a withdrawn record, the 404 page."""

import dataclasses
from collections.abc import Iterator
from typing import TypeVar, cast

from exemplary import views
from exemplary.presenters import conference_page
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.aspects import honours_of
from exemplary.site.urls import search_index

View = TypeVar("View")
MOST = 200
"""The maximum number of records on the page of figures; others show theirs only on their own pages."""


def figures(context: PageContext) -> views.FiguresView:
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
    record_sections = {field.name: _without_marks(getattr(view, field.name)) for field in dataclasses.fields(view)}
    return dataclasses.replace(
        view, **({**record_sections, "source": 0} if "source" in record_sections else record_sections)
    )


def _in_order(context: PageContext) -> Iterator[Record]:
    """The records with figures, in the order of `Site.with_figures`, up to the maximum."""
    for ref in context.site.with_figures(context.language)[:MOST]:
        yield context.graph.records[ref]


def _table(context: PageContext, record: Record) -> views.FigureTable:
    return views.FigureTable(
        title=context.link(record.ref),
        note=context.kind(record.ref).label,
        figures=record_sections.figures(context, record),
        series=charts.series(context, record),
    )


def search(context: PageContext) -> views.SearchView:
    heading = context.label("page.search")
    browse = [
        views.Link(context.label(f"kinds.{kind}"), context.section(kind))
        for kind in ("all", "themes", "conferences", "stories")
    ]
    indexes = [(facet, label) for facet, label in INDEX_LABEL.items() if context.listings(facet)]
    browse += [views.Link(context.label(label), context.section(facet)) for facet, label in indexes]

    def script(name: str) -> str:
        return context.href(context.materials.assets.get(f"js/{name}.js", ""))

    return views.SearchView(
        frame=frame(context, heading, heading, indexed=False),
        heading=heading,
        scripts=tuple(script(name) for name in ("reader", "search-index")),
        index_href=context.href(search_index(context.language)),
        facets_href=script("search-facets"),
        browse=tuple(browse),
    )


def tombstone(context: PageContext, record: Record) -> views.TombstoneView:
    heading = context.label("withdrawn.title")
    withdrawn = record.facts.withdrawn
    reason = context.label(f"withdrawn.reason.{withdrawn.reason}") if withdrawn else ""
    return views.TombstoneView(
        frame=frame(context, heading, indexed=False),
        heading=heading,
        text=context.label("withdrawn.text"),
        date=context.label("withdrawn.date", date=context.date(withdrawn.date)) if withdrawn else "",
        reason=f"{context.label('withdrawn.reason.label')}: {reason}" if reason else "",
        home=views.Link(context.label("missing.home"), context.href(context.site.addresses.front(context.language))),
    )


def missing(context: PageContext) -> views.MissingView:
    heading = context.label("missing.title")
    sections = [
        views.Link(context.label("kinds.all"), context.section("all")),
        views.Link(context.label("kinds.conferences"), context.section("conferences")),
    ]
    home = views.Link(context.label("missing.home"), context.href(context.site.addresses.front(context.language)))
    return views.MissingView(
        frame=frame(context, heading, indexed=False),
        heading=heading,
        text=context.label("missing.text"),
        links=(home, *sections),
        search_href=context.section("search") if context.site.project.settings.search else "",
    )
