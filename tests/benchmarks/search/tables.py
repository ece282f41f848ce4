"""Formats the figures as Markdown tables; RESULTS.md keeps the latest for each number of records."""

import pathlib
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.benchmarks import results
from tests.benchmarks.search import ours, pagefind
from tests.benchmarks.search.answers import Answer
from tests.benchmarks.search.building import Cost, OurCost
from tests.benchmarks.search.phone import Asked
from tests.benchmarks.search.questions import KINDS

KEPT = pathlib.Path(__file__).with_name("RESULTS.md")
HEAD = """\
# What `make bench-search` measured last

Written by `make bench-search`; what it measures and how to read it: [README.md](README.md).
"""
LARGE = 20_000  # records; from here on the targets for 100,000 apply
ALL = "together"
Answers = Mapping[str, Sequence[Answer]]
"""By engine."""


def section(count: int, answers: Answers, costs: Mapping[str, Cost], load: float) -> str:
    """All measurements for one number of records."""
    sizes = ", ".join(f"{name} {len(given)}" for name, given in answers.items())
    said = f"{results.circumstances(load, {'Pagefind': pagefind.version()})} Questions: {sizes}."
    parts = [f"## {count:,} records", said, _lines(_weights(answers)), _lines(_finds(answers))]
    if costs:
        parts.append(_lines(_built(costs)))
    parts.append(_lines(_targets(count, answers[ours.NAME], costs.get(ours.NAME))))
    return "\n\n".join(parts) + "\n"


def percentile(values: Sequence[float], share: float = 0.95) -> float:
    """The smallest value that is at least as large as this share of the values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines)


# Size and speed

_COLUMNS: Mapping[str, Callable[[Answer], float | None]] = {
    "KB": lambda one: one.typed.size / 1000,
    "scripts": lambda one: one.typed.count("script"),
    "index": lambda one: one.typed.count("index"),
    "display": lambda one: one.typed.count("display"),
    "ms typed": lambda one: one.typed.tenth,
    "ms all": lambda one: one.typed.ready,
    "round trips": lambda one: one.typed.waves,
    "ms linked": lambda one: one.linked and one.linked.tenth,
    "round trips, linked": lambda one: one.linked and one.linked.waves,
    "ms a key": lambda one: one.key,
}


def _weights(answers: Answers) -> Iterator[str]:
    """Median and 95th percentile by kind of query."""
    yield f"| question | of | | {' | '.join(_COLUMNS)} | failed |"
    yield "|-|-|-:|" + "-:|" * (len(_COLUMNS) + 1)
    for label, name, given in _rows(answers):
        values = ([column(one) for one in given] for column in _COLUMNS.values())
        shown = (_spread([one for one in column if one is not None]) for column in values)
        failed = sum(one.typed.tenth is None or (one.linked is not None and one.linked.tenth is None) for one in given)
        yield f"| {label} | {name} | {len(given)} | {' | '.join(shown)} | {failed or ''} |"


def _rows(answers: Answers) -> Iterator[tuple[str, str, Sequence[Answer]]]:
    """(kind, engine, answers); finally all kinds together, for ours also the queries that Pagefind had."""
    for kind in KINDS:
        label = kind
        for name, all_ in answers.items():
            if given := [one for one in all_ if one.question.kind == kind]:
                yield label, name, given
                label = ""
    yield f"**{ALL}**", ours.NAME, answers[ours.NAME]
    if other := answers.get(pagefind.NAME):
        yield "", f"{ours.NAME}, the same {len(other)}", answers[ours.NAME][: len(other)]
        yield "", pagefind.NAME, other


def _spread(values: Sequence[float]) -> str:
    """“median / 95th percentile”"""
    return f"{_number(statistics.median(values))} / {_number(percentile(values))}" if values else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 or value == int(value) else f"{value:.1f}"


# Results


def _finds(answers: Answers) -> Iterator[str]:
    yield "| question | of | | found as typed | found folded | name first | in ten | median rank | wrong of phrases |"
    yield "|-|-|-:|" + "-:|" * 6
    for label, name, given in _rows(answers):
        yield f"| {label} | {name} | {len(given)} | {' | '.join(_found(given))} |"


def _found(given: Sequence[Answer]) -> Iterator[str]:
    for shares in ([one.as_typed for one in given], [one.as_folded for one in given]):
        told = [one for one in shares if one is not None]
        yield f"{statistics.mean(told):.1%}" if told else ""
    ranks = [one.rank for one in given if one.question.kind in ("name", "folded name")]
    for most in (1, 10):
        yield f"{sum(rank is not None and rank <= most for rank in ranks) / len(ranks):.0%}" if ranks else ""
    known = [rank for rank in ranks if rank is not None]
    yield _number(statistics.median(known)) if known else ""
    phrases = [one for one in given if one.wrong is not None]
    wrong, said = sum(one.wrong or 0 for one in phrases), sum(one.found for one in phrases)
    yield f"{wrong:,} of {said:,}" if phrases else ""


# Cost of building


def _built(costs: Mapping[str, Cost]) -> Iterator[str]:
    yield "| building | processor s | wall s | memory MB | files | MB on disk |"
    yield "|-|-:|-:|-:|-:|-:|"
    for name, cost in costs.items():
        spent = f"{cost.processor:.1f} | {cost.wall:.1f} | {cost.memory / 1e6:,.0f}"
        yield f"| {name} | {spent} | {cost.files:,} | {cost.size / 1e6:.1f} |"
    our = costs.get(ours.NAME)
    if isinstance(our, OurCost):
        yield ""
        yield (
            f"{ours.NAME}: what a clean build with search takes more than one without; memory of the whole build "
            f"({our.without / 1e6:,.0f} MB without search). The stage `search` takes {our.stage[0]:.2f} s of it, and "
            f"{our.stage[1]:.2f} s after one record changed, when {our.rewritten:,} of {our.files:,} files are written."
        )


# Targets


def _targets(count: int, given: Sequence[Answer], cost: Cost | None) -> Iterator[str]:
    """The targets for 10,000 and for 100,000 records."""
    large = count >= LARGE
    size, seconds, memory = (300, 1.5, 2000) if large else (80, 1.0, 500)
    yield f"| target for {100_000 if large else 10_000:,} records, 95th percentiles | at most | measured | |"
    yield "|-|-:|-:|-|"
    typed, linked = [one.typed for one in given], [one.linked for one in given if one.linked]
    yield _target("KB to the tenth hit", size, [one.size / 1000 for one in typed])
    yield _target("s to the tenth hit, typed", seconds, _seconds(typed))
    yield _target("s to the tenth hit, linked", seconds, _seconds(linked))
    yield _target("round trips, typed", 3, [one.waves for one in typed])
    yield _target("round trips, linked", 3, [one.waves for one in linked])
    yield _target("requests to the ranked documents, scripts too", 7, [one.count("index", "script") for one in typed])
    yield _target("requests to the ranked documents, of the index", 7, [one.count("index") for one in typed])
    yield _target("requests from the query to the tenth hit", 12, [one.since for one in typed])
    yield _target("ms of script, a further key", 50, [one.key for one in given if one.key is not None])
    if isinstance(cost, OurCost):
        if not large:
            yield _target("files of the index", 4500, [cost.files])
        yield _target("processor s, clean", 80 if large else 8, [cost.processor])
        yield _target("MB of memory, clean", memory, [cost.memory / 1e6])
        yield _target("s of the stage, one record changed", 10 if large else 1, [cost.stage[1]])


def _seconds(given: Sequence[Asked]) -> list[float]:
    """An unanswered query takes forever."""
    return [float("inf") if one.tenth is None else one.tenth / 1000 for one in given]


def _target(name: str, most: float, values: Sequence[float]) -> str:
    if not values:
        return f"| {name} | {most:g} | | not measured |"
    value = percentile(values)
    return f"| {name} | {most:g} | {value:.3g} | {'met' if value <= most else '**missed**'} |"
