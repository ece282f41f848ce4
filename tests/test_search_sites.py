"""Several sites searched as one: a portal and two provinces, each on its own host; and the settings for it."""

import json
import pathlib
import random
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from exemplary import settings
from exemplary.diagnostics import ExemplaryError
from exemplary.search import displays
from exemplary.search.files import compressed
from tests import sites
from tests.indexes import document, lay_scripts, write
from tests.search_page import READY, RESULTS, STATUS


def person(name: str, summary: str, year: int) -> str:
    award = f"awards:\n  - {{form: bang-khen, body: ubnd-tinh-mau, date: {year}}}\n"
    return f"---\nname: {name}\nsummary: {summary}\n{award}sources: [{{title: Bản tin ví dụ}}]\n---\nCâu chuyện.\n"


def province(**people: str) -> dict[str, str]:
    return {
        "exemplars/individuals/le-thi-mau.md": "",
        **{f"exemplars/individuals/{name.replace('_', '-')}.md": text for name, text in people.items()},
    }


def configured(name: str, search: str) -> str:
    named = sites.SETTINGS.replace("Gương sáng", name)
    return named.replace("- exemplary", f"- exemplary: {{search: {search}}}")


@pytest.fixture(scope="module")
def provinces(serve: Callable[[pathlib.Path], str]) -> dict[str, str]:
    """Their URLs, by name; the last one is down."""
    north = sites.tiny(
        province(
            ly_van_gia=person("Lý Văn Giả", "Dạy chữ cho trẻ em xa trường.", 2023),
            lo_thi_vi_du=person("Lò Thị Ví Dụ", "Trồng rừng phòng hộ.", 2024),
        )
    )
    south = sites.tiny(
        province(
            tran_thi_gia=person("Trần Thị Giả", "Nuôi ong cùng bà con.", 2024),
            le_gia=person("Lê Giả", "Dạy chữ.", 2022),
        )
    )
    return {"Bắc Mẫu": serve(north.site), "Nam Mẫu": serve(south.site), "Vắng": "http://127.0.0.1:9/"}


@pytest.fixture(scope="module")
def portal(provinces: dict[str, str], serve: Callable[[pathlib.Path], str]) -> str:
    listed = ", ".join(f"{{name: {name}, url: '{url}'}}" for name, url in provinces.items())
    own = province(vo_tu_lieu=person("Võ Tư Liệu", "Viết về người dạy chữ.", 2023))
    return serve(sites.tiny({**own, "mkdocs.yml": configured("Cổng chung", f"{{sites: [{listed}]}}")}).site)


def ask(tab: Page, portal: str, query: str) -> list[str]:
    tab.goto(f"{portal}tim-kiem/?q={query}")
    tab.wait_for_selector(READY, state="attached")
    return tab.locator(f"{RESULTS} h2").all_text_contents()


def answer(tab: Page, pattern: str, body: bytes) -> None:
    """What another site sends for these URLs."""
    headers = {"Access-Control-Allow-Origin": "*"}
    tab.route(pattern, lambda route: route.fulfill(body=body, headers=headers))


# The portal


def test_one_question_finds_the_records_of_all_sites_the_best_first(
    tab: Page, portal: str, provinces: dict[str, str]
) -> None:
    assert set(ask(tab, portal, "day chu ")) == {"Lý Văn Giả", "Lê Giả", "Võ Tư Liệu"}
    assert ask(tab, portal, "giả") == ["Lê Giả", "Lý Văn Giả", "Trần Thị Giả"]
    found = tab.locator(RESULTS, has_text="Lý Văn Giả")
    assert found.locator("a").get_attribute("href") == f"{provinces['Bắc Mẫu']}ca-nhan/ly-van-gia/"
    assert "Bắc Mẫu" in found.locator(".card-place").inner_text()
    assert ask(tab, portal, "võ tư liệu") == ["Võ Tư Liệu"]
    assert "Cổng chung" in tab.locator(RESULTS).locator(".card-place").inner_text()


def test_a_word_that_only_one_site_knows_finds_nothing_in_the_others(tab: Page, portal: str) -> None:
    assert ask(tab, portal, "ong gia ") == ["Trần Thị Giả"]
    assert "“" not in tab.inner_text(STATUS).replace("“ong gia”", "")


def test_an_unreachable_site_is_named_and_the_others_answer(tab: Page, portal: str) -> None:
    assert ask(tab, portal, "ví dụ") == ["Lò Thị Ví Dụ"]
    assert "Hiện chưa kết nối được với: Vắng." in tab.inner_text(STATUS)


def test_a_site_that_becomes_unreachable_later_is_named(tab: Page, portal: str, provinces: dict[str, str]) -> None:
    tab.goto(f"{portal}tim-kiem/")
    tab.wait_for_selector(READY, state="attached")
    tab.route(f"{provinces['Nam Mẫu']}**/w-*", lambda route: route.abort())
    tab.fill("#tim", "gia")
    expect(tab.locator(STATUS)).to_contain_text("Vắng, Nam Mẫu")
    expect(tab.locator(f"{RESULTS} h2", has_text="Lý Văn Giả")).to_have_count(1)


def test_no_address_leads_outside_its_own_site(tab: Page, portal: str, provinces: dict[str, str]) -> None:
    index = tab.request.get(f"{provinces['Nam Mẫu']}assets/exemplary/search/vi/index").body()
    first, rest = zlib.decompress(index).split(b"\n", 1)
    changed = json.dumps({**json.loads(first), "root": "javascript:alert(1)//"}).encode()
    answer(tab, f"{provinces['Nam Mẫu']}**/index", compressed(changed + b"\n" + rest))
    assert ask(tab, portal, "ong ") == ["Trần Thị Giả"]
    assert tab.locator(f"{RESULTS} a").get_attribute("href") == provinces["Nam Mẫu"]


def test_an_index_of_another_format_is_not_mixed_in(tab: Page, portal: str, provinces: dict[str, str]) -> None:
    answer(tab, f"{provinces['Bắc Mẫu']}**/index", compressed(b'{"format":9}' + b"\n" * 16))
    assert set(ask(tab, portal, "giả")) == {"Trần Thị Giả", "Lê Giả"}
    assert "Bắc Mẫu, Vắng" in tab.inner_text(STATUS)


@pytest.mark.parametrize(
    "given",
    [{"capacity": 2_000_000_000}, {"documents": -1}, {"block": 0}, {"abbreviations": [["CLB", 3]]}, {"root": None}],
    ids=str,
)
def test_an_index_with_impossible_values_is_not_mixed_in(
    tab: Page, portal: str, provinces: dict[str, str], given: dict[str, object]
) -> None:
    index = tab.request.get(f"{provinces['Bắc Mẫu']}assets/exemplary/search/vi/index").body()
    first, rest = zlib.decompress(index).split(b"\n", 1)
    answer(
        tab,
        f"{provinces['Bắc Mẫu']}**/index",
        compressed(json.dumps({**json.loads(first), **given}).encode() + b"\n" + rest),
    )
    assert set(ask(tab, portal, "giả")) == {"Trần Thị Giả", "Lê Giả"}
    assert "Bắc Mẫu, Vắng" in tab.inner_text(STATUS)


def test_an_index_that_would_fill_the_memory_is_not_mixed_in(tab: Page, portal: str, provinces: dict[str, str]) -> None:
    answer(tab, f"{provinces['Bắc Mẫu']}**/index", compressed(bytes(100_000_000)))
    assert set(ask(tab, portal, "giả")) == {"Trần Thị Giả", "Lê Giả"}
    assert "Bắc Mẫu, Vắng" in tab.inner_text(STATUS)


@pytest.mark.parametrize("content", [b"?", b'{"1":{"title":1}}', b"null", b"[]"], ids=str)
def test_a_site_whose_results_cannot_be_shown_is_named_and_the_others_answer(
    tab: Page, portal: str, provinces: dict[str, str], content: bytes
) -> None:
    answer(tab, f"{provinces['Nam Mẫu']}**/d-*", displays.continued(content, ""))
    assert ask(tab, portal, "giả") == ["Lý Văn Giả"]
    assert "Vắng, Nam Mẫu" in tab.inner_text(STATUS)


def test_results_are_narrowed_across_sites_and_by_site(tab: Page, portal: str) -> None:
    tab.goto(f"{portal}tim-kiem/?q=gi%E1%BA%A3&year=2024")
    tab.wait_for_selector(READY, state="attached")
    assert tab.locator(f"{RESULTS} h2").all_text_contents() == ["Trần Thị Giả"]
    tab.click("[data-facets] summary")
    assert tab.get_attribute("[data-facet=year][data-value='2023']", "data-count") == "1"
    assert tab.get_attribute("[data-facet=site][data-value='Nam Mẫu']", "data-count") == "1"
    tab.goto(f"{portal}tim-kiem/?site=B%E1%BA%AFc+M%E1%BA%ABu")
    tab.wait_for_selector(READY, state="attached")
    assert tab.locator(f"{RESULTS} h2").all_text_contents()[:2] == ["Lò Thị Ví Dụ", "Lý Văn Giả"]


def test_the_box_in_the_header_asks_them_all(tab: Page, portal: str, provinces: dict[str, str]) -> None:
    tab.goto(portal)
    tab.fill("#tim-nhanh", "ong")
    option = tab.locator("form[data-search] [role=option]")
    expect(option).to_have_count(1)
    assert "Nam Mẫu" in option.inner_text()
    option.click()
    tab.wait_for_url(f"{provinces['Nam Mẫu']}ca-nhan/tran-thi-gia/")


def test_the_headers_file_lets_portals_read_the_index(portal: str, tab: Page, provinces: dict[str, str]) -> None:
    told = tab.request.get(f"{provinces['Bắc Mẫu']}_headers").text()
    assert "/assets/exemplary/search/*\n  Access-Control-Allow-Origin: *" in told
    assert "connect-src" not in told
    origins = " ".join(url.rstrip("/") for url in provinces.values())
    assert f"connect-src 'self' {origins}" in tab.request.get(f"{portal}_headers").text()


def test_the_site_s_own_headers_file_is_left_unchanged() -> None:
    assert sites.tiny({"content/_headers": "/*\n  X: y\n"}).files()["_headers"] == b"/*\n  X: y\n"


# Several indexes are one


def test_documents_score_alike_in_one_index_and_spread_over_three(
    browser: Browser, serve: Callable[[pathlib.Path], str], tmp_path: pathlib.Path
) -> None:
    chance = random.Random(7)
    syllables = "hoà hóa hoa nguyễn nguyên thị minh đất dất mẫu thôn học sinh 2023 quý lý lí trồng rừng".split()
    texts = [[" ".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(4)] for _ in range(120)]
    given = [document(f"individuals/n{at}", text) for at, text in enumerate(texts)]
    lay_scripts(tmp_path, "search-index.js", "search-sites.js")
    write(given, tmp_path / "all")
    for at in range(3):
        write([one for place, one in enumerate(given) if place % 7 % 3 == at], tmp_path / f"part{at}")
    tab = browser.new_page()
    tab.goto(serve(tmp_path))
    for _ in range(40):
        query = " ".join(chance.choices(syllables, k=chance.randint(1, 3))) + chance.choice((" ", ""))
        query = chance.choice((query, f'"{query.strip()}"'))
        whole, parts = tab.evaluate(COMPARE, query)
        assert dict(parts) == dict(whole) or query.startswith('"'), query
        assert dict(parts).keys() == dict(whole).keys(), query  # rounding decides which word counts for titles
        assert [score for _, score in parts] == sorted((score for _, score in parts), reverse=True), query
    tab.close()


COMPARE = """async (query) => {
    const { openIndex, search, display } = await import("/search-index.js");
    const { joinedIndexes } = await import("/search-sites.js");
    const open = (folders) => Promise.all(folders.map((one) => openIndex(`/${one}/`)));
    const found = async (indexes) => {
        const { hits } = await search(indexes, query, { limit: 1000 });
        const shown = await display(indexes, hits.map(({ number }) => number));
        return hits.map(({ score }, at) => [shown[at].ref, score]);
    };
    return [await found(await open(["all"])), await found(joinedIndexes(await open(["part0", "part1", "part2"])))];
}"""


# Settings


@pytest.mark.parametrize(
    "given",
    [
        "no",
        {"abbreviations": ["CLB"]},
        {"abbreviations": {"CLB": None}},
        {"abbreviations": {"&": "và"}},
        {"sites": [{"name": "Bắc Mẫu"}]},
        {"sites": [{"name": "Bắc Mẫu", "url": "guong.example"}]},
        {"sites": [{"name": "Bắc Mẫu", "url": "https://[guong"}]},
        {"sites": [{"name": "Bắc Mẫu", "url": "https://a.example"}, {"name": "Bắc Mẫu", "url": "https://b.example"}]},
        {"sites": "https://guong.example/"},
    ],
    ids=str,
)
def test_wrong_settings_are_reported(given: object) -> None:
    with pytest.raises(ExemplaryError, match=r"setting-(search|abbreviations|sites)"):
        settings.read({"search": given}, "Gương sáng", None)


def test_a_site_adds_its_own_abbreviations(tab: Page, serve: Callable[[pathlib.Path], str]) -> None:
    people = province(
        a_mau=person("An Mẫu", "Lập CLB cồng chiêng.", 2024),
        b_mau=person("Bình Mẫu", "Dựng câu lạc bộ đọc sách.", 2024),
    )
    added = "{abbreviations: {CLB: [câu lạc bộ, đội]}}"
    base = serve(sites.tiny({**people, "mkdocs.yml": configured("Gương", added)}).site)
    for query in ("clb", "câu lạc bộ", "cau lac bo ", "đội"):
        assert set(ask(tab, base, query)) == {"An Mẫu", "Bình Mẫu"}, query
