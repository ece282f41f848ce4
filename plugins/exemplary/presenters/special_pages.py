"""Pages that are not about a record: figures, search, the tombstone of a withdrawn record, the 404 page."""

import dataclasses
from collections.abc import Iterator
from typing import TypeVar, cast

from exemplary import views
from exemplary.presenters import conference_page
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL
from exemplary.presenters.context import Edition
from exemplary.records.record import Record
from exemplary.records.schema.aspects import honours_of
from exemplary.site.urls import search_index

View = TypeVar("View")
MOST = 200
"""The maximum number of records on the page of figures; others show theirs only on their own pages."""


def figures(edition: Edition) -> views.FiguresView:
    """Every series with its scope and source; nothing is added up."""
    heading = edition.label("page.figures")
    records = list(_in_order(edition))
    return views.FiguresView(
        frame=frame(edition, heading, heading),
        heading=heading,
        intro=edition.label("figure.never_added"),
        tallies=tuple(charts.tallies(edition)),
        tables=tuple(_table(edition, record) for record in records if record.facts.figures),
        honours=tuple(_honours(edition, record) for record in records if honours_of(record.facts)),
    )


def _honours(edition: Edition, record: Record) -> tuple[views.Link, views.BarChart | None, tuple[views.HonourRow, ...]]:
    rows = _without_marks(conference_page.honours(edition, record))
    return edition.link(record.ref), charts.honours(edition, honours_of(record.facts), rows), rows


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


def _in_order(edition: Edition) -> Iterator[Record]:
    """The records with figures, in the order of `Site.with_figures`, up to the maximum."""
    for ref in edition.site.with_figures(edition.language)[:MOST]:
        yield edition.graph.records[ref]


def _table(edition: Edition, record: Record) -> views.FigureTable:
    return views.FigureTable(
        title=edition.link(record.ref),
        note=edition.kind(record.ref).label,
        figures=record_sections.figures(edition, record),
        series=charts.series(edition, record),
    )


def search(edition: Edition) -> views.SearchView:
    heading = edition.label("page.search")
    browse = [
        views.Link(edition.label(f"kinds.{kind}"), edition.section(kind))
        for kind in ("all", "themes", "conferences", "stories")
    ]
    indexes = [(facet, label) for facet, label in INDEX_LABEL.items() if edition.listings(facet)]
    browse += [views.Link(edition.label(label), edition.section(facet)) for facet, label in indexes]

    def script(name: str) -> str:
        return edition.href(edition.materials.assets.get(f"js/{name}.js", ""))

    return views.SearchView(
        frame=frame(edition, heading, heading, indexed=False),
        heading=heading,
        scripts=tuple(script(name) for name in ("reader", "search-index")),
        index_href=edition.href(search_index(edition.language)),
        facets_href=script("search-facets"),
        browse=tuple(browse),
    )


def tombstone(edition: Edition, record: Record) -> views.TombstoneView:
    heading = edition.label("withdrawn.title")
    withdrawn = record.facts.withdrawn
    reason = edition.label(f"withdrawn.reason.{withdrawn.reason}") if withdrawn else ""
    return views.TombstoneView(
        frame=frame(edition, heading, indexed=False),
        heading=heading,
        text=edition.label("withdrawn.text"),
        date=edition.label("withdrawn.date", date=edition.date(withdrawn.date)) if withdrawn else "",
        reason=f"{edition.label('withdrawn.reason.label')}: {reason}" if reason else "",
        home=views.Link(edition.label("missing.home"), edition.href(edition.site.addresses.front(edition.language))),
    )


def missing(edition: Edition) -> views.MissingView:
    heading = edition.label("missing.title")
    sections = [
        views.Link(edition.label("kinds.all"), edition.section("all")),
        views.Link(edition.label("kinds.conferences"), edition.section("conferences")),
    ]
    home = views.Link(edition.label("missing.home"), edition.href(edition.site.addresses.front(edition.language)))
    return views.MissingView(
        frame=frame(edition, heading, indexed=False),
        heading=heading,
        text=edition.label("missing.text"),
        links=(home, *sections),
        search_href=edition.section("search") if edition.site.project.settings.search else "",
    )
