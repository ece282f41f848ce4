"""Run as `make bench`: measure builds of exemplary and Hugo alternately and print the tables."""

import argparse
import os
import sys

from tests.benchmarks import preview, results, scenarios, targets
from tests.benchmarks.ending import ended
from tests.benchmarks.figures import Rounds
from tests.benchmarks.scenarios import Result

COUNTS = (1_000, 10_000)
STOCK_UP_TO = 1_000  # records: plain MkDocs takes minutes for ten thousand
PREVIEWED = 10_000
ROUNDS = 5


def asked() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("counts", type=int, nargs="*", metavar="N", help="records; several make several tables")
    arguments.add_argument("--rounds", type=int, help="of each build (default 5; 1 below 1,000 records, for a try)")
    arguments.add_argument("--stock", action="store_true", help="plain MkDocs with Material at every N")
    arguments.add_argument("--large", action="store_true", help="then 100,000 records once, exemplary only")
    arguments.add_argument("--preview", action="store_true", help="instead: from a save to the browser showing it")
    return arguments.parse_args()


def measured(count: int, rounds: int, *, stock: bool) -> Rounds:
    print(f"{count:,} records: writing them for exemplary and for Hugo", flush=True)
    bench = scenarios.prepare(count)
    results = [_round(bench, number, rounds) for number in range(rounds)]
    if stock or count <= STOCK_UP_TO:
        print(f"{count:,} records, plain MkDocs with Material, once", flush=True)
        results[0] += scenarios.stock_once(bench)
    return results


def _round(bench: scenarios.Bench, number: int, rounds: int) -> list[Result]:
    print(f"{len(bench.made):,} records, round {number + 1} of {rounds}", flush=True)
    return [*scenarios.round_of_all(bench), *scenarios.round_with_search(bench)]


def measured_large() -> Rounds:
    """A whole country, once, with exemplary only."""
    print(f"{targets.LARGE:,} records, once, exemplary only", flush=True)
    return [list(scenarios.ours_once(scenarios.prepare(targets.LARGE, compared=False)))]


def run(given: argparse.Namespace) -> None:
    if given.preview:
        for count in given.counts or (PREVIEWED,):
            _show(preview.measured(count), count)
    else:
        _run_builds(given)


def _run_builds(given: argparse.Namespace) -> None:
    load = os.getloadavg()[0]
    runs: dict[int, Rounds] = {}
    for count in given.counts or COUNTS:
        rounds = given.rounds or (ROUNDS if count >= results.KEPT_FROM else 1)
        runs[count] = measured(count, rounds, stock=given.stock)
        _show(results.section(count, runs[count], load), count)
    if given.large:
        runs[targets.LARGE] = measured_large()
        _show(results.section(targets.LARGE, runs[targets.LARGE], load), targets.LARGE)
    _show(targets.section(runs), max(runs))


def _show(text: str, count: int) -> None:
    """Print a section, and keep it if there were enough records."""
    print(f"\n{text}")
    if count >= results.KEPT_FROM:
        results.keep(text)


def main() -> int:
    given = asked()
    return ended("bench", lambda: run(given))


if __name__ == "__main__":
    sys.exit(main())
