"""The benchmark compares like with like, and says which targets are met."""

import os
import pathlib
import statistics
import subprocess

import pytest

from tests.benchmarks import assets, peers, scenarios, targets
from tests.benchmarks.entries import Entry, entries
from tests.benchmarks.forms import File
from tests.benchmarks.same_form import HugoSameForm
from tests.benchmarks.scenarios import Result
from tests.benchmarks.workload import lay

RECORDS = 120

with_hugo = pytest.mark.skipif(not peers.is_hugo_installed(), reason="Hugo is installed by `make bench`")


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


@with_hugo
def test_a_record_page_of_hugo_is_as_large_as_ours(ours: pathlib.Path, hugo: pathlib.Path, made: list[Entry]) -> None:
    pages = [HugoSameForm().page(entry) for entry in made]
    ratios = [(hugo / page).stat().st_size / (ours / page).stat().st_size for page in pages]
    assert statistics.mean(ratios) == pytest.approx(1, abs=0.04)
    assert all(ratio == pytest.approx(1, abs=0.07) for ratio in ratios)


@with_hugo
def test_hugo_makes_about_as_many_pages_as_we_do(ours: pathlib.Path, hugo: pathlib.Path) -> None:
    counts = [len(list(folder.rglob("*.html"))) for folder in (ours, hugo)]
    assert counts[1] == pytest.approx(counts[0], rel=0.02)


@with_hugo
def test_the_pages_of_hugo_use_our_styles(ours: pathlib.Path, hugo: pathlib.Path) -> None:
    (style,) = (ours / "assets" / "exemplary").glob("site.*.css")
    assert (hugo / style.relative_to(ours)).read_bytes() == style.read_bytes()
    assert f'href="/{style.relative_to(ours).as_posix()}"' in (hugo / "index.html").read_text("utf-8")


def build(peer: str, scenario: str, seconds: float, megabytes: float) -> Result:
    return Result(peer, scenario, seconds, seconds, int(megabytes * 1e6), size=1, files=1, pages=1, written=1)


def verdicts(runs: targets.Runs) -> dict[str, str]:
    rows = (line.strip("| ").split(" | ") for line in targets.section(runs).splitlines() if line.startswith("| "))
    return {row[0]: row[-1] for row in rows}


def test_a_target_is_met_or_missed_by_the_median_of_the_rounds() -> None:
    rounds = [
        [build(peers.OURS, scenarios.CLEAN, seconds, 100), build(peers.HUGO_SAME, scenarios.CLEAN, 2, 200)]
        for seconds in (1.0, 1.5, 9.0)
    ]
    shown = verdicts({1_000: rounds})
    assert shown["clean build, wall time"] == "met"
    assert shown["peak memory"] == "**missed**"
    assert shown["100,000 records, peak memory"] == "not measured"


def test_memory_for_each_further_record_comes_from_two_numbers_of_records() -> None:
    small, large = ([[build(peers.OURS, scenarios.CLEAN, 1, size)]] for size in (100, 190))
    assert verdicts({1_000: small, 10_000: large})["memory for each further record"] == "**missed**"
    assert verdicts({1_000: small, 13_000: large})["memory for each further record"] == "met"


def test_a_whole_country_is_compared_with_ten_thousand_records() -> None:
    runs = {count: [[build(peers.OURS, scenarios.CLEAN, count / 1_000, count / 200)]] for count in (10_000, 100_000)}
    shown = verdicts(runs)
    assert shown["100,000 records, clean build, wall time"] == "met"
    assert shown["100,000 records, peak memory"] == "met"
