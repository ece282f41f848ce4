"""What the figures should be: printed as met or missed, never a reason to fail."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks import figures, peers, scenarios
from tests.benchmarks.figures import Figure, Rounds

LARGE = 100_000
BASE = 10_000
HEADING = "## Targets"
Runs = Mapping[int, Rounds]


@dataclasses.dataclass(frozen=True)
class Target:
    """measured  the figure in `unit`, or None if the run cannot tell"""

    label: str
    limit: float
    unit: str
    measured: Callable[[Runs], float | None]
    aim: float | None = None

    def row(self, runs: Runs) -> str:
        value = self.measured(runs)
        verdict = "not measured" if value is None else "met" if value <= self.limit else "**missed**"
        shown = "" if value is None else f"{value:,.3g}"
        aim = f" (aim {self.aim:g})" if self.aim else ""
        return f"| {self.label} | {self.limit:g}{aim} | {shown} | {self.unit} | {verdict} |"


def _compared(runs: Runs) -> Rounds:
    """The rounds of the largest number of records that was also built with Hugo."""
    return runs[max((count for count in runs if count < LARGE), default=max(runs))]


def _beside_hugo(scenario: str, figure: Figure) -> Callable[[Runs], float | None]:
    return lambda runs: figures.ratio(_compared(runs), scenario, figure)


def _peak(runs: Runs) -> float | None:
    rounds = _compared(runs)
    is_compared = figures.series(rounds, peers.HUGO_SAME, scenarios.CLEAN)
    return figures.peak(rounds, peers.OURS) / figures.peak(rounds, peers.HUGO_SAME) if is_compared else None


def _further(runs: Runs) -> float | None:
    value = figures.memory_per_record(runs)
    return None if value is None else value / 1e3


def _large(scenario: str, figure: Figure) -> Callable[[Runs], float | None]:
    def measured(runs: Runs) -> float | None:
        found = figures.series(runs.get(LARGE, []), peers.OURS, scenario)
        return figures.median(figure, found) if found else None

    return measured


def _large_peak(runs: Runs) -> float | None:
    return figures.peak(runs[LARGE], peers.OURS) / 1e9 if LARGE in runs else None


def _growth(runs: Runs) -> float | None:
    if LARGE not in runs or BASE not in runs:
        return None
    large, base = (figures.series(runs[count], peers.OURS, scenarios.CLEAN) for count in (LARGE, BASE))
    return figures.median(figures.wall, large) / figures.median(figures.wall, base)


HUGO = "× Hugo"
TARGETS = (
    Target("clean build, processor time", 1.0, HUGO, _beside_hugo(scenarios.CLEAN, figures.processor), aim=0.8),
    Target("clean build, wall time", 1.0, HUGO, _beside_hugo(scenarios.CLEAN, figures.wall), aim=0.8),
    Target("one record changed, wall time", 0.1, HUGO, _beside_hugo(scenarios.CHANGED, figures.wall)),
    Target("one record added, wall time", 0.1, HUGO, _beside_hugo(scenarios.ADDED, figures.wall)),
    Target("one theme renamed, wall time", 0.2, HUGO, _beside_hugo(scenarios.RENAMED, figures.wall)),
    Target("a template edited, wall time", 1.0, HUGO, _beside_hugo(scenarios.EDITED, figures.wall)),
    Target("nothing changed, wall time", 0.03, HUGO, _beside_hugo(scenarios.UNCHANGED, figures.wall)),
    Target("peak memory", 0.35, HUGO, _peak),
    Target("memory for each further record", 8, "kB", _further),
    Target("100,000 records, peak memory", 1.0, "GB", _large_peak),
    Target("100,000 records, clean build, wall time", 10.5, "× 10,000 records", _growth),
    Target("100,000 records, nothing changed, wall time", 1.5, "s", _large(scenarios.UNCHANGED, figures.wall)),
    Target("100,000 records, one record changed, wall time", 6, "s", _large(scenarios.CHANGED, figures.wall)),
)


def section(runs: Runs) -> str:
    return "\n".join([f"{HEADING}\n", *_rows(runs), ""])


def _rows(runs: Runs) -> Iterator[str]:
    counts = " and ".join(f"{count:,}" for count in sorted(runs))
    yield f"Measured with {counts} records; where nothing else is said, with the most that Hugo built too.\n"
    yield "| target | at most | measured | | |\n|-|-:|-:|-|-|"
    yield from (target.row(runs) for target in TARGETS)
