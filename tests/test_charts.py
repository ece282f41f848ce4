"""Charts show the same as the tables beside them, and nothing that no source states."""

import pathlib

import hypothesis
import pytest
import yaml
from hypothesis import strategies

from exemplary import views
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.conference_page import honours
from exemplary.presenters.context import PageContext
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.site.plan import Site
from tests.projects import CASES, planned, ref
from tests.sites import Built, demo

FILES = yaml.safe_load((CASES / "charts.yml").read_text("utf-8"))


@pytest.fixture
def site(tmp_path: pathlib.Path) -> Site:
    return planned(tmp_path, FILES)


def edition(site: Site, address: str) -> PageContext:
    return PageContext(
        SiteQueries(site, MediaFiles({}, {}, {})), site.by_address[address], lambda story, context, record: ""
    )


def tallied(site: Site) -> dict[str, views.TallyTable]:
    return {table.title: table for table in charts.tallies(edition(site, "so-lieu/"))}


def lengths(pieces: tuple[views.Piece, ...]) -> list[tuple[str, float, float]]:
    return [(piece.kind, piece.start, piece.length) for piece in pieces]


# Published records


def test_a_table_counts_published_records_and_leads_to_their_lists(site: Site) -> None:
    rows = [(row.label.text, row.total, row.label.href[1:]) for row in tallied(site)["Theo năm"].rows]
    assert rows == [("Năm 2024", "2", "nam/2024/"), ("Năm 2021", "1", "nam/2021/")]


def test_the_chart_has_columns_for_years_without_records_in_between(site: Site) -> None:
    drawn = tallied(site)["Theo năm"].columns
    assert drawn
    assert [(one.label, one.text) for one in drawn.columns] == [
        ("2021", "1"),
        ("2022", "0"),
        ("2023", "0"),
        ("2024", "2"),
    ]


def test_the_longest_bar_is_the_whole_width(site: Site) -> None:
    rows = tallied(site)["Theo lĩnh vực"].rows
    assert [(row.label.text, lengths(row.pieces)) for row in rows] == [
        ("Giáo dục", [("individual", 0.0, 100.0)]),
        ("Y tế", [("individual", 0.0, 50.0)]),
    ]


@hypothesis.given(strategies.lists(strategies.tuples(*[strategies.integers(0, 500)] * 3), min_size=1, max_size=20))
def test_stacked_pieces_are_placed_end_to_end_within_the_drawing(counts: list[tuple[int, int, int]]) -> None:
    most = max(map(sum, counts))
    for one in counts:
        end = 0.0
        for piece in charts._stacked(one, most):
            assert piece.start == pytest.approx(end, abs=0.02)
            end = piece.start + piece.length
        assert end == pytest.approx(100 * sum(one) / most if most else 0, abs=0.05)


# Honours


def test_honours_are_drawn_to_one_scale_and_what_is_not_split_stays_whole(site: Site) -> None:
    here = edition(site, "hoi-nghi/2024-mau/")
    record = site.graph.records[ref("conferences/2024-mau")]
    chart = charts.honours(here, record.facts.honours, honours(here, record))
    assert chart
    found = [[(bar.text.text, lengths(bar.pieces)) for bar in group.bars] for group in chart.groups]
    assert found == [
        [("10 tập thể", [("collective", 0.0, 20.0)]), ("40 cá nhân", [("individual", 0.0, 80.0)])],
        [("20 tập thể và cá nhân", [("", 0.0, 40.0)])],
    ]


# Figures


def test_only_shares_of_a_stated_whole_are_drawn_as_shares(site: Site) -> None:
    record = site.graph.records[ref("conferences/2024-mau")]
    shown = record_sections.figures(edition(site, "hoi-nghi/2024-mau/"), record)
    shares = {figure.indicator.text: figure.share for figure in shown}
    assert shares["Tỷ lệ hộ tham gia"] == (0.0, 96.6)
    assert shares["Xã đạt chuẩn"] == (0.0, 77.04)
    assert shares["Mức giảm"] == (10.0, 20.0)
    assert shares["Số lớp"] is None


def test_one_indicator_of_several_years_is_a_series_in_the_order_of_time(site: Site) -> None:
    record = site.graph.records[ref("conferences/2024-mau")]
    (drawn,) = charts.series(edition(site, "hoi-nghi/2024-mau/"), record)
    assert drawn.label == "Số lớp (lớp)"
    assert [(one.label, one.text, one.pieces[0].length) for one in drawn.columns] == [
        ("2022", "12", 50.0),
        ("2023", "18", 75.0),
        ("2024", "24", 100.0),
    ]


# The page


def test_every_chart_has_words_for_those_who_do_not_see_it_and_a_table_beside_it() -> None:
    built: Built = demo()
    page = built.page("so-lieu/")
    drawings = page.all(role="img")
    assert drawings
    assert all(one.attributes.get("aria-label") for one in drawings)
    assert page.all("table", class_="tallies")
    assert page.all("table", class_="honours")
