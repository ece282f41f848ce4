"""The figures of a run: medians of the rounds, and ratios to Hugo making the same pages."""

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from tests.benchmarks import peers, scenarios
from tests.benchmarks.scenarios import Result

Rounds = Sequence[Sequence[Result]]
Figure = Callable[[Result], float]
COUNTERPARTS = {scenarios.SEARCHED: scenarios.CLEAN, scenarios.SEARCHED_CHANGED: scenarios.CHANGED}


def processor(result: Result) -> float:
    return result.processor


def wall(result: Result) -> float:
    return result.wall


def memory(result: Result) -> float:
    return result.memory


def series(rounds: Rounds, peer: str, scenario: str) -> list[Result]:
    return [result for results in rounds for result in results if (result.peer, result.scenario) == (peer, scenario)]


def median(figure: Figure, results: Iterable[Result]) -> float:
    return statistics.median(map(figure, results))


def ratio(rounds: Rounds, scenario: str, figure: Figure) -> float | None:
    """The median of the ratios of each round: a machine that slows down affects both."""
    mine = series(rounds, peers.OURS, scenario)
    other = series(rounds, peers.HUGO_SAME, COUNTERPARTS.get(scenario, scenario))
    if not other:
        return None
    return statistics.median(figure(one) / figure(two) for one, two in zip(mine, other, strict=True))


def peak(rounds: Rounds, peer: str) -> float:
    """The most memory that any build without search took, in bytes: the largest of the medians."""
    names = {result.scenario for results in rounds for result in results if result.peer == peer}
    return max(median(memory, series(rounds, peer, scenario)) for scenario in names - COUNTERPARTS.keys())


def memory_per_record(runs: Mapping[int, Rounds]) -> float | None:
    """Bytes for each further record of a clean build, from the smallest and the largest number of records."""
    if len(runs) < 2:
        return None
    small, large = min(runs), max(runs)
    peaks = {count: median(memory, series(runs[count], peers.OURS, scenarios.CLEAN)) for count in (small, large)}
    return (peaks[large] - peaks[small]) / (large - small)
