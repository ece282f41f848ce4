"""Charts: positions and lengths in percent of the drawing; templates do no arithmetic."""

import dataclasses

from exemplary.views.pieces import Kind, Link, Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar or column, from `start` for `length`; `kind` is a kind's key, or empty for a plain one."""

    kind: str
    start: float
    length: float


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """A bar's text and pieces; `recorded` marks what is recorded here, as opposed to what was announced."""

    text: Phrase
    pieces: tuple[Piece, ...]
    recorded: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one subject; `note` in pieces."""

    label: Phrase
    note: tuple[Phrase, ...]
    bars: tuple[Bar, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class BarChart:
    """Bars to one scale; `label` is the text alternative."""

    label: str
    groups: tuple[BarGroup, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column with the texts below (`label`) and above it (`text`); `middle` is its centre from the left."""

    label: str
    text: str
    left: float
    middle: float
    width: float
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """Columns to one scale, in chronological order; `lang` is the label's language if not the page's."""

    label: str
    columns: tuple[Column, ...]
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """A row: the number of published records of each kind, and the total."""

    label: Link
    counts: tuple[str, ...]
    total: str
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TallyTable:
    """Published records by one property: a table with a bar in each row, or with columns beside it."""

    title: str
    note: str
    of: str
    kinds: tuple[Kind, ...]
    rows: tuple[Tally, ...]
    columns: Columns | None
