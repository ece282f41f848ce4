"""What is measured: the builds of one round, in order, and the check that each did its work."""

import contextlib
import dataclasses
import json
import os
import pathlib
import time
from collections.abc import Iterator, Sequence
from typing import cast

from tests.benchmarks import assets, forms, peers
from tests.benchmarks.entries import YEARS, Entry, addition, entries
from tests.benchmarks.exemplary_form import SETTINGS
from tests.benchmarks.forms import Change, File, FullForm
from tests.benchmarks.peers import SEARCH_OFF, TIMINGS, Peer
from tests.benchmarks.workload import lay

CLEAN = "clean build"
UNCHANGED = "nothing changed"
CHANGED = "one record changed"
ADDED = "one record added"
RENAMED = "one theme renamed"
EDITED = "a template edited"
CHANGES = (UNCHANGED, CHANGED, ADDED, RENAMED, EDITED)
SEARCHED = "clean build, with search"
SEARCHED_CHANGED = "one record changed, with search"
FEW = 20


class WorkNotDone(Exception):
    """A build succeeded, but its output lacks the requested change."""


@dataclasses.dataclass(frozen=True)
class Result:
    """One build.

    pages    HTML files in the output
    written  output files that are newer than the start of the build
    stages   the build's own stages, in seconds, if reported
    """

    peer: str
    scenario: str
    processor: float
    wall: float
    memory: int
    size: int
    files: int
    pages: int
    written: int
    stages: tuple[tuple[str, float], ...] = ()


@dataclasses.dataclass(frozen=True)
class Bench:
    """The sites for one number of records, written and ready."""

    made: Sequence[Entry]
    extra: Entry
    folder: pathlib.Path

    @property
    def ours(self) -> Peer:
        return peers.exemplary(self.folder)

    @property
    def compared(self) -> tuple[Peer, ...]:
        return self.ours, peers.hugo_same(self.folder), peers.hugo_small(self.folder)

    @property
    def middle(self) -> Entry:
        """The record to change."""
        return self.made[len(self.made) // 2]

    def changes(self, form: FullForm) -> dict[str, Change | None]:
        """The changes before each build of a round; each change stays until the end of the round."""
        return {
            UNCHANGED: None,
            CHANGED: forms.touched(form, self.middle, self.made),
            ADDED: forms.added(form, self.extra, self.made),
            RENAMED: forms.renamed(form, self.middle),
            EDITED: forms.edited(form, self.middle),
        }


def prepare(count: int, *, compared: bool = True) -> Bench:
    """Make the records and write the sites: all that are compared, or only ours."""
    bench = Bench(entries(count), addition(count), peers.WORK / str(count))
    if bench.folder.exists():
        peers.discard(bench.folder)
    for peer in bench.compared if compared else (bench.ours,):
        lay(peer.form.files(bench.made), peer.root)
    if compared:
        _lend_assets(bench)
    return bench


def _lend_assets(bench: Bench) -> None:
    """Hugo publishes the assets of our own site; a few records are enough to build it."""
    few = Bench(entries(FEW), addition(FEW), bench.folder / "few")
    lay(few.ours.form.files(few.made), few.ours.root)
    lay([File("mkdocs.yml", SEARCH_OFF)], few.ours.root)
    few.ours.build()
    assets.lend(few.ours.built, peers.hugo_same(bench.folder).root)


def round_of_all(bench: Bench) -> Iterator[Result]:
    """Every build: ours, then Hugo's, then ours again; exemplary builds without search."""
    changes = {peer.name: bench.changes(cast("FullForm", peer.form)) for peer in bench.compared}
    with _undone() as restore:
        restore.write(bench.ours, File("mkdocs.yml", SEARCH_OFF))
        for peer in bench.compared:
            yield _clean(peer, CLEAN, bench.made)
        for scenario in CHANGES:
            for peer in bench.compared:
                yield _changed(peer, scenario, changes[peer.name][scenario], restore)


def ours_once(bench: Bench) -> Iterator[Result]:
    """The builds of ours for which a whole country has targets."""
    ours = bench.ours
    with _undone() as restore:
        restore.write(ours, File("mkdocs.yml", SEARCH_OFF))
        yield _clean(ours, CLEAN, bench.made)
        yield _changed(ours, UNCHANGED, None, restore)
        yield _changed(ours, CHANGED, forms.touched(ours.form, bench.middle, bench.made), restore)


def round_with_search(bench: Bench) -> Iterator[Result]:
    """Ours only: Hugo has no built-in search."""
    ours = bench.ours
    with _undone() as restore:
        restore.write(ours, File("mkdocs.yml", SETTINGS))
        yield _clean(ours, SEARCHED, bench.made)
        yield _changed(ours, SEARCHED_CHANGED, forms.touched(ours.form, bench.middle, bench.made), restore)


def stock_once(bench: Bench) -> Iterator[Result]:
    stock = peers.stock(bench.folder)
    lay(stock.form.files(bench.made), stock.root)
    with _undone() as restore:
        yield _clean(stock, CLEAN, bench.made)
        yield _changed(stock, CHANGED, forms.touched(stock.form, bench.middle, bench.made), restore)


def _clean(peer: Peer, scenario: str, made: Sequence[Entry]) -> Result:
    """A clean build; the pages of each year must list its records."""
    peer.clean()
    result = _measured(peer, scenario)
    for year in YEARS:
        if missing := peer.unlisted(year, made):
            raise WorkNotDone(f"{peer.name}: the pages of {year} do not list {len(missing)}, as {min(missing)}.")
    return result


def _changed(peer: Peer, scenario: str, change: Change | None, restore: "_Restore") -> Result:
    if change is None:
        return _measured(peer, scenario)
    restore.write(peer, change.file)
    result = _measured(peer, scenario)
    if not any(change.shows in page.read_text("utf-8") for page in peer.built.glob(change.page)):
        raise WorkNotDone(f"{peer.name}, {scenario}: no {change.page} shows «{change.shows}».")
    return result


def _measured(peer: Peer, scenario: str) -> Result:
    print(f"  {peer.name}: {scenario} … ", end="", flush=True)
    TIMINGS.unlink(missing_ok=True)
    os.sync()  # so that pending writes of earlier builds do not slow down this one
    begun = time.time_ns()
    usage = peer.build()
    print(f"{usage.processor:.2f} s of processor time in {usage.wall:.2f} s", flush=True)
    states = {path: path.stat() for path in peer.built.rglob("*") if path.is_file()}
    files = states.values()
    return Result(
        peer=peer.name,
        scenario=scenario,
        processor=usage.processor,
        wall=usage.wall,
        memory=usage.memory,
        size=sum(file.st_size for file in files),
        files=len(files),
        pages=sum(path.suffix == ".html" for path in states),
        written=sum(file.st_mtime_ns >= begun for file in files),
        stages=_stages(),
    )


def _stages() -> tuple[tuple[str, float], ...]:
    """The stages from the file that EXEMPLARY_TIMINGS names: {"stages": [{"name", "seconds"}]}."""
    if not TIMINGS.is_file():
        return ()
    told = json.loads(TIMINGS.read_text("utf-8"))
    return tuple((stage["name"], stage["seconds"]) for stage in told["stages"])


class _Restore:
    """Writes files and remembers their previous content."""

    def __init__(self) -> None:
        self.former: dict[pathlib.Path, str | None] = {}

    def write(self, peer: Peer, file: File) -> None:
        path = peer.root / file.path
        self.former.setdefault(path, path.read_text("utf-8") if path.is_file() else None)
        lay([file], peer.root)

    def undo(self) -> None:
        for path, text in self.former.items():
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")


@contextlib.contextmanager
def _undone() -> Iterator[_Restore]:
    """Restores what the block has written."""
    restore = _Restore()
    try:
        yield restore
    finally:
        restore.undo()
