"""Charts: where things stand and how long they are, in percent of the drawing, so that templates only place them."""

import dataclasses

from exemplary.pages.views.pieces import Kind, Link, Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar or a column, from `start` for `length`; `kind` is a kind's key, or empty for a plain one."""

    kind: str
    start: float
    length: float


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """What a bar says in words, and its pieces; `recorded` for what is on record here beside what was announced."""

    text: Phrase
    pieces: tuple[Piece, ...]
    recorded: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars of one matter; `note` in pieces."""

    label: Phrase
    note: tuple[Phrase, ...]
    bars: tuple[Bar, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class BarChart:
    """Bars to one scale; `label` says what they show, for those who do not see them."""

    label: str
    groups: tuple[BarGroup, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """What stands below a column and above it; `middle` is where, from the left."""

    label: str
    text: str
    left: float
    middle: float
    width: float
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """Columns to one scale, in the order of time; `lang` of the label where it is not the page's."""

    label: str
    columns: tuple[Column, ...]
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """A row: how many published records there are of each kind, and together."""

    label: Link
    counts: tuple[str, ...]
    total: str
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TallyTable:
    """Published records by one matter: a table with a bar in each row, or with columns beside it."""

    title: str
    note: str
    of: str
    kinds: tuple[Kind, ...]
    rows: tuple[Tally, ...]
    columns: Columns | None
