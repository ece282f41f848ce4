"""Run as `make bench`: measure builds of exemplary and Hugo alternately and print the tables."""

import argparse
import os
import sys

from tests.benchmarks import preview, results, scenarios
from tests.benchmarks.ending import ended
from tests.benchmarks.scenarios import Result

COUNTS = (1_000, 10_000)
STOCK_UP_TO = 1_000  # records: plain MkDocs takes minutes for ten thousand
PREVIEWED = 10_000


def asked() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("counts", type=int, nargs="*", metavar="N", help="records; several make several tables")
    arguments.add_argument("--rounds", type=int, help="of each build (default 3; 1 below 1,000 records, for a try)")
    arguments.add_argument("--stock", action="store_true", help="plain MkDocs with Material at every N")
    arguments.add_argument("--preview", action="store_true", help="instead: from a save to the browser showing it")
    return arguments.parse_args()


def measured(count: int, rounds: int, *, stock: bool) -> str:
    """The section of RESULTS.md for this number of records."""
    load = os.getloadavg()[0]
    print(f"{count:,} records: writing them for exemplary and for Hugo", flush=True)
    bench = scenarios.prepare(count)
    found = [_round(bench, number, rounds) for number in range(rounds)]
    if stock or count <= STOCK_UP_TO:
        print(f"{count:,} records, plain MkDocs with Material, once", flush=True)
        found[0] += scenarios.stock_once(bench)
    return results.section(count, found, load)


def _round(bench: scenarios.Bench, number: int, rounds: int) -> list[Result]:
    """The two take turns at going first."""
    print(f"{len(bench.made):,} records, round {number + 1} of {rounds}", flush=True)
    return [*scenarios.round_of_both(bench, hugo_first=number % 2 == 1), *scenarios.round_with_search(bench)]


def run(given: argparse.Namespace) -> None:
    for count in given.counts or ((PREVIEWED,) if given.preview else COUNTS):
        rounds = given.rounds or (3 if count >= results.KEPT_FROM else 1)
        text = preview.measured(count) if given.preview else measured(count, rounds, stock=given.stock)
        print(f"\n{text}")
        if count >= results.KEPT_FROM:
            results.keep(text)


def main() -> int:
    given = asked()
    return ended("bench", lambda: run(given))


if __name__ == "__main__":
    sys.exit(main())
