"""The cost of building an index: processor time, memory and files; each build runs alone, with no browser open."""

import dataclasses
import json
import os
import pathlib
import statistics
import time
from collections.abc import Iterable, Sequence

from tests.benchmarks import forms, measure, peers
from tests.benchmarks.entries import Entry
from tests.benchmarks.exemplary_form import SETTINGS
from tests.benchmarks.forms import File
from tests.benchmarks.peers import Peer
from tests.benchmarks.search.corpus import LANGUAGE, TIMINGS
from tests.benchmarks.workload import lay


@dataclasses.dataclass(frozen=True)
class Cost:
    """Seconds, and bytes of memory and of disk; `files` are those of the index, without scripts."""

    processor: float
    wall: float
    memory: int
    files: int
    size: int


@dataclasses.dataclass(frozen=True)
class OurCost(Cost):
    """What search adds to a build; `memory` is that of the whole build.

    without   bytes of memory for a build without search
    stage     seconds of the stage `search` in a clean build, and after one record changed
    rewritten number of index files that are new after one record changed
    """

    without: int
    stage: tuple[float, float]
    rewritten: int


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        processor=statistics.median(one.processor for one in costs),
        wall=statistics.median(one.wall for one in costs),
        memory=int(statistics.median(one.memory for one in costs)),
        files=costs[-1].files,
        size=costs[-1].size,
    )


def ours(peer: Peer, made: Sequence[Entry], rounds: int) -> OurCost:
    """Clean builds alternately without and with search, then one changed record; the site is restored afterwards."""
    peers.WORK.mkdir(parents=True, exist_ok=True)
    added, stages, changed, without = list[Cost](), list[float](), list[tuple[float, int]](), list[int]()
    for number in range(rounds):
        print(f"  building with and without search, round {number + 1} of {rounds}", flush=True)
        plain = _clean(peer, peers.SEARCH_OFF)
        whole = _clean(peer, SETTINGS)
        without.append(plain.memory)
        stages.append(_stage())
        files, size = held(_index(peer))
        processor, wall = whole.processor - plain.processor, whole.wall - plain.wall
        added.append(Cost(processor, wall, whole.memory, files, size))
        changed.append(_changed(peer, made))
    return OurCost(
        **dataclasses.asdict(median(added)),
        without=int(statistics.median(without)),
        stage=(statistics.median(stages), statistics.median(stage for stage, _ in changed)),
        rewritten=changed[-1][1],
    )


def _clean(peer: Peer, settings: str) -> measure.Usage:
    lay([File("mkdocs.yml", settings)], peer.root)
    peer.clean()
    os.sync()
    return peer.build()


def _changed(peer: Peer, made: Sequence[Entry]) -> tuple[float, int]:
    """Seconds of the stage, and index files written, after a sentence was added to one record; then undo it."""
    entry = made[len(made) // 2]
    lay([forms.touched(peer.form, entry, made).file], peer.root)
    os.sync()
    begun = time.time_ns()
    peer.build()
    stage = _stage()
    written = sum(path.stat().st_mtime_ns >= begun for path in _index(peer))
    lay([peer.form.record(entry, made)], peer.root)
    peer.build()
    return stage, written


def _stage() -> float:
    """Seconds of the stage `search` in the last build."""
    told = json.loads(TIMINGS.read_text("utf-8"))["stages"]
    return float(sum(one["seconds"] for one in told if one["name"] == "search"))


def _index(peer: Peer) -> list[pathlib.Path]:
    return [path for path in (peer.built / "assets/exemplary/search" / LANGUAGE).rglob("*") if path.is_file()]


def held(files: Iterable[pathlib.Path]) -> tuple[int, int]:
    """(files, bytes)"""
    sizes = [path.stat().st_size for path in files]
    return len(sizes), sum(sizes)
