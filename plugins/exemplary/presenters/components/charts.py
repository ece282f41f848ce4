"""Charts, rendered with the page: published records by year, field and place; honours; series of figures."""

import collections
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exemplary import views
from exemplary.i18n.dates import PartialDate
from exemplary.presenters.components.list_headings import heading_of
from exemplary.presenters.context import KIND_KEYS, PageContext
from exemplary.records.record import Record
from exemplary.records.schema.awards import Honour
from exemplary.records.schema.components import Figure
from exemplary.records.schema.registers import PlaceEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref
from exemplary.site.listings import Key

Counts = Sequence[int]
"""The number of records of each kind of exemplar."""
MOST_YEARS = 15
"""The number of columns that fit on a phone; the table shows all years."""
GAP = 0.3
"""The gap between columns, as a fraction of the room for one column."""


# Published records


def tallies(context: PageContext) -> Iterator[views.TallyTable]:
    """Tables by year, by field and by province; those with fewer than two rows are left out."""
    years = sorted(_tallied(context, "year"), reverse=True)
    fields = sorted(_tallied(context, "field"), key=_largest_first)
    places = sorted((one for one in _tallied(context, "place") if _is_province(context, one[0])), key=_largest_first)
    for facet, found in (("year", years), ("field", fields), ("place", places)):
        if len(found) > 1:
            yield _table(context, facet, found)


def _tallied(context: PageContext, facet: str) -> Iterator[tuple[str, Counts]]:
    return ((of, counts) for of, counts in context.queries.tally(context.language, facet) if any(counts))


def _largest_first(tallied: tuple[str, Counts]) -> tuple[int, str]:
    return -sum(tallied[1]), tallied[0]


def _is_province(context: PageContext, slug: str) -> bool:
    entry = context.queries.entry(Ref("places", slug))
    return isinstance(entry, PlaceEntry) and entry.level == "province"


def _table(context: PageContext, facet: str, found: Sequence[tuple[str, Counts]]) -> views.TallyTable:
    most = max(sum(counts) for _, counts in found)
    title = context.label(f"chart.by_{facet}")
    return views.TallyTable(
        title=title,
        note=context.label(f"chart.note_{facet}"),
        of=context.label(f"chart.{facet}"),
        kinds=tuple(context.kind(Ref(kind, "")) for kind in EXEMPLAR_KINDS),
        rows=tuple(_tally(context, Key(facet, of), counts, most) for of, counts in found),
        columns=_years(context, title, dict(found)) if facet == "year" else None,
    )


def _tally(context: PageContext, key: Key, counts: Counts, most: int) -> views.Tally:
    heading = heading_of(context, key)
    return views.Tally(
        label=views.Link(heading.text, context.list_href(*key), heading.lang),
        counts=tuple(context.number(count) if count else "" for count in counts),
        total=context.number(sum(counts)),
        pieces=_stacked(counts, most),
    )


def _stacked(counts: Counts, most: int) -> tuple[views.Piece, ...]:
    """The pieces of one bar, in sequence; `most` is the full length."""
    pieces, start = [], 0.0
    for kind, count in zip(EXEMPLAR_KINDS, counts, strict=True):
        length = _percent(count, most)
        pieces.append(views.Piece(KIND_KEYS[kind], round(start, 2), length))
        start += length
    return tuple(piece for piece in pieces if piece.length)


def _percent(value: float, whole: float) -> float:
    return round(100 * value / whole, 2) if whole else 0.0


# Columns in time


def _years(context: PageContext, title: str, counts: Mapping[str, Counts]) -> views.Columns:
    """The last years, including those without records, so that the time axis is even."""
    last = max(map(int, counts))
    years = range(max(min(map(int, counts)), last - MOST_YEARS + 1), last + 1)
    nothing = [0] * len(EXEMPLAR_KINDS)
    chosen = [(str(year), counts.get(str(year), nothing)) for year in years]
    most = max(sum(one) for _, one in chosen)
    stacks = [(year, context.number(sum(one)), _stacked(one, most)) for year, one in chosen]
    return views.Columns(context.label("chart.label", title=title), _columns(stacks))


def _columns(stacks: Sequence[tuple[str, str, tuple[views.Piece, ...]]]) -> tuple[views.Column, ...]:
    """Columns from (label, words, pieces), spread evenly over the width."""
    room = 100 / len(stacks)
    width = min(room * (1 - GAP), 12)
    middles = [round(room * (number + 0.5), 2) for number in range(len(stacks))]
    return tuple(
        views.Column(label, text, round(middle - width / 2, 2), middle, round(width, 2), pieces)
        for middle, (label, text, pieces) in zip(middles, stacks, strict=True)
    )


def series(context: PageContext, record: Record) -> tuple[views.Columns, ...]:
    """Figures of the same indicator, unit and scope for several years, in chronological order."""
    found: dict[tuple[str, str, str], dict[int, Figure]] = collections.defaultdict(dict)
    for figure in record.facts.figures:
        if figure.period and _is_year(figure.period) and figure.to is None and figure.of is None and figure.value >= 0:
            found[figure.indicator, figure.unit or "", figure.scope or ""][figure.period.year] = figure
    return tuple(_series(context, years) for years in found.values() if len(years) > 1)


def _is_year(date: PartialDate) -> bool:
    return date.iso is not None and date.iso.isdigit() and not date.uncertain


def _series(context: PageContext, years: Mapping[int, Figure]) -> views.Columns:
    figure = next(iter(years.values()))
    indicator, unit, scope = map(context.phrase, (figure.indicator, figure.unit, figure.scope))
    most = float(max(figure.value for figure in years.values()))
    stacks = [
        (str(year), context.number(one.value), (views.Piece("", 0.0, _percent(float(one.value), most)),))
        for year, one in sorted(years.items())
    ]
    words = f"{indicator.text} ({unit.text})" if unit else indicator.text
    lang = indicator.lang or unit.lang or scope.lang
    return views.Columns(f"{words}, {scope.text}" if scope else words, _columns(stacks), lang)


# Honours


def honours(context: PageContext, given: Iterable[Honour], rows: Iterable[views.HonourRow]) -> views.BarChart | None:
    """Announced honours and, if any, recorded ones, to one scale; None if there are fewer than two bars."""
    pairs = list(zip(given, rows, strict=True))
    most = max((honour.announced for honour, _ in pairs), default=0)
    groups = tuple(_group(context, honour, row, most) for honour, row in pairs)
    if sum(len(group.bars) for group in groups) < 2 or not most:
        return None
    return views.BarChart(context.label("chart.label", title=context.label("section.honours")), groups)


def _group(context: PageContext, honour: Honour, row: views.HonourRow, most: int) -> views.BarGroup:
    bars = [_bar(context, kind, count, most) for kind, count in honour.parts.items()]
    if not bars:
        bars = [views.Bar(row.announced[0], (views.Piece("", 0.0, _percent(honour.announced, most)),))]
    if row.recorded:
        words = context.label("chart.recorded", count=row.recorded)
        bars.append(
            views.Bar(views.Phrase(words), (views.Piece("", 0.0, _percent(row.recorded, most)),), recorded=True)
        )
    bodies = tuple(views.Phrase(body.text, body.lang) for body in row.bodies)
    return views.BarGroup(views.Phrase(row.form.text, row.form.lang), bodies, tuple(bars))


def _bar(context: PageContext, kind: str, count: int, most: int) -> views.Bar:
    words = context.label(f"count.{kind}", count=count)
    return views.Bar(views.Phrase(words), (views.Piece(KIND_KEYS.get(kind, ""), 0.0, _percent(count, most)),))
