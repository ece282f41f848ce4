"""Pages that are not about a single record: the front page, figures, search, tombstones, the 404 page."""

import dataclasses

from exemplary.views.award_views import HonourRow
from exemplary.views.chart_views import BarChart, Columns, TallyTable
from exemplary.views.frame_views import Frame
from exemplary.views.list_views import Filter
from exemplary.views.pieces import Face, Figure, Group, Link, Phrase, Picture


@dataclasses.dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme on the timeline: `count` of published records in words."""

    year: str
    title: Link
    issuer: Phrase
    count: str


@dataclasses.dataclass(frozen=True, slots=True)
class NewsItem:
    """A conference in the news: `day` and `month` are empty if the date is less exact; `date` is in words."""

    day: str
    month: str
    date: str
    title: Link
    place: Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class FrontView:
    """The front page (`templates/front.html`): `lead` is the exemplar of the week, the first of `featured`."""

    frame: Frame
    heading: str
    intro_html: str
    lead: Face | None
    lead_picture: Picture | None
    lead_role: tuple[Phrase, ...]
    all_link: Link
    latest: Group
    featured: tuple[Face, ...]
    timeline: tuple[ThemeCard, ...]
    timeline_link: Link
    news: tuple[NewsItem, ...]
    news_link: Link
    stories: Group
    numbers: tuple[Filter, ...]
    search_href: str


@dataclasses.dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of one record."""

    title: Link
    note: str
    figures: tuple[Figure, ...]
    series: tuple[Columns, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class FiguresView:
    """Counts of published records; all figures and honours, each with scope and source (`templates/figures.html`)."""

    frame: Frame
    heading: str
    intro: str
    tallies: tuple[TallyTable, ...]
    tables: tuple[FigureTable, ...]
    honours: tuple[tuple[Link, BarChart | None, tuple[HonourRow, ...]], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SearchView:
    """The search page (`templates/search.html`).

    `scripts` (the first loads the others) and `index_href` are needed at once, `facets_href` when results are narrowed.
    """

    frame: Frame
    heading: str
    scripts: tuple[str, ...]
    index_href: str
    facets_href: str
    browse: tuple[Link, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TombstoneView:
    """Replaces a withdrawn record (`templates/tombstone.html`): no name, no other personal data."""

    frame: Frame
    heading: str
    text: str
    date: str
    reason: str
    home: Link


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a table of contents or of the menu of ordinary pages; without `href` it heads the entries below."""

    text: str
    href: str
    entries: "tuple[Entry, ...]" = ()
    is_current: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class OrdinaryView:
    """An ordinary page (`templates/ordinary.html`), where MkDocs does not lay it out.

    heading  the page's title, unless its own text has a heading of the first level
    html     its text, as its author wrote it
    menu     the ordinary pages of the site, if there are several
    """

    frame: Frame
    heading: str
    html: str
    contents: tuple[Entry, ...]
    menu: tuple[Entry, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MissingView:
    """The 404 page (`templates/missing.html`)."""

    frame: Frame
    heading: str
    text: str
    links: tuple[Link, ...]
    search_href: str
