"""The benchmark compares like with like: Hugo makes the same pages as we do, of about the same size."""

import os
import pathlib
import statistics
import subprocess

import pytest

from tests.benchmarks import assets, peers
from tests.benchmarks.entries import Entry, entries
from tests.benchmarks.forms import File
from tests.benchmarks.same_form import HugoSameForm
from tests.benchmarks.workload import lay

RECORDS = 120

pytestmark = pytest.mark.skipif(not peers.is_hugo_installed(), reason="Hugo is installed by `make bench`")


def built(peer: peers.Peer) -> pathlib.Path:
    environment = {**os.environ, **peer.environment}
    environment.pop("EXEMPLARY_TIMINGS", None)
    subprocess.run(peer.command, cwd=peer.root, env=environment, check=True, capture_output=True)
    return peer.built


@pytest.fixture(scope="module")
def made() -> list[Entry]:
    return entries(RECORDS)


@pytest.fixture(scope="module")
def ours(made: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    peer = peers.exemplary(tmp_path_factory.mktemp("ours"))
    lay(peer.form.files(made), peer.root)
    lay([File("mkdocs.yml", peers.SEARCH_OFF)], peer.root)
    return built(peer)


@pytest.fixture(scope="module")
def hugo(ours: pathlib.Path, made: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    peer = peers.hugo_same(tmp_path_factory.mktemp("hugo"))
    lay(peer.form.files(made), peer.root)
    assets.lend(ours, peer.root)
    return built(peer)


def test_a_record_page_of_hugo_is_as_large_as_ours(ours: pathlib.Path, hugo: pathlib.Path, made: list[Entry]) -> None:
    pages = [HugoSameForm().page(entry) for entry in made]
    ratios = [(hugo / page).stat().st_size / (ours / page).stat().st_size for page in pages]
    assert statistics.mean(ratios) == pytest.approx(1, abs=0.04)
    assert all(ratio == pytest.approx(1, abs=0.07) for ratio in ratios)


def test_hugo_makes_about_as_many_pages_as_we_do(ours: pathlib.Path, hugo: pathlib.Path) -> None:
    counts = [len(list(folder.rglob("*.html"))) for folder in (ours, hugo)]
    assert counts[1] == pytest.approx(counts[0], rel=0.02)


def test_the_pages_of_hugo_use_our_styles(ours: pathlib.Path, hugo: pathlib.Path) -> None:
    (style,) = (ours / "assets" / "exemplary").glob("site.*.css")
    assert (hugo / style.relative_to(ours)).read_bytes() == style.read_bytes()
    assert f'href="/{style.relative_to(ours).as_posix()}"' in (hugo / "index.html").read_text("utf-8")
