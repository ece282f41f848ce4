"""A project that was copied, or cloned with a restored cache, builds itself with what its cache knows."""

import pathlib
import shutil
import subprocess
from collections.abc import Callable

import pytest

from exemplary.build import session
from exemplary.diagnostics import Report
from exemplary.hosts.choice import ChosenHost
from tests import fixed, sites
from tests.test_incremental import rebuilt
from tests.workshop import Workshop


def test_a_copy_builds_itself_and_leaves_the_original_alone() -> None:
    work = Workshop(fixed.folder() / "mau")
    fixed.build(work.root)
    before, original = sites.tree(work.root / "site"), work.root
    work.root = fixed.folder() / "copy"
    shutil.copytree(original, work.root)
    work.change("individuals/mau-cuong", "story", "Kể thêm một đoạn.")
    assert rebuilt(work).made == {"ca-nhan/mau-cuong/index.html", "index.html"}  # the front page shows it too
    assert sites.tree(original / "site") == before


def test_a_clone_with_a_restored_cache_reuses_its_pages() -> None:
    work = Workshop(fixed.folder() / "mau")
    fixed.build(work.root)
    original, work.root = work.root, fixed.folder() / "clone"
    work.root.mkdir()
    for name in (*fixed.SOURCES, ".cache"):
        if (original / name).exists():
            subprocess.run(["cp", "-r", original / name, work.root], check=True)
    made = rebuilt(work).made
    pages = list(pathlib.Path(work.root, "site").rglob("*.html"))
    assert len(made) <= 0.05 * len(pages)


@pytest.mark.parametrize("source", [sites.own_source, sites.demo_source], ids=["own", "demo"])
def test_records_and_registers_are_read_from_the_cache_as_from_their_files(source: Callable[[], pathlib.Path]) -> None:
    project = ChosenHost(source() / "mkdocs.yml").project
    first, again = (session.prepare(project.again(()), Report()) for _ in range(2))
    assert len(first.graph.records) > 30
    assert repr([record.summary for record in again.graph.records.values()]) == repr(
        [record.summary for record in first.graph.records.values()]
    )
    assert repr(again.graph.entries) == repr(first.graph.entries)
