"""Lists of records, and indexes of lists."""

import dataclasses

from exemplary.views.frame_views import Frame
from exemplary.views.pieces import Card, Fact, Group, Link, Phrase, Source


@dataclasses.dataclass(frozen=True, slots=True)
class Filter:
    """A link to another list, with its number of records; `current` marks this list; `kind` selects a colour."""

    text: str
    href: str
    count: str
    current: bool = False
    kind: str = ""
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PageLink:
    """An entry of the pagination; without `href` it is the current page, or a gap (“…”)."""

    text: str
    href: str
    current: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ListView:
    """A list of records (`templates/list.html`), below what is known about its subject.

    about      facts of the place, organisation, document, form …
    links      named lists of related things (successors, sub-units, what implements it …)
    filters    rows of links to neighbouring lists
    elsewhere  a link to the main language, if there are more records there
    """

    frame: Frame
    heading: Phrase
    intro: Phrase
    about: tuple[Fact, ...]
    links: tuple[tuple[str, tuple[Link, ...]], ...]
    filters: tuple[tuple[Filter, ...], ...]
    count: str
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    newer: Link | None
    older: Link | None
    pages: tuple[PageLink, ...]
    sources: tuple[Source, ...]
    search_href: str = ""
    elsewhere: Link | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class IndexItem:
    """An entry of an index: `count` is in words; `level` indents it under the one before."""

    link: Link
    count: str
    note: str = ""
    level: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class IndexGroup:
    heading: str
    items: tuple[IndexItem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Tile:
    """A place in the tile map: column and row from 0, the count in words; `weight`, 0 to 4, selects its tint."""

    link: Link
    column: int
    row: int
    count: str
    weight: int
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class IndexView:
    """The index of years, places, fields … (`templates/index.html`); `letters` if its items are single letters."""

    frame: Frame
    heading: str
    intro: str
    groups: tuple[IndexGroup, ...]
    tiles: tuple[Tile, ...] = ()
    letters: bool = False
    elsewhere: Link | None = None
