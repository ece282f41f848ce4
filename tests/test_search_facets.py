"""Narrowing results in a real browser, compared with the demonstration's static lists."""

import collections
import functools
import gzip
import pathlib
import random
import re
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

import playwright.sync_api
import pytest
import yaml
from playwright.sync_api import Page, Request, Route, expect

from exemplary.search import facets
from exemplary.search.documents import capacity, numbered
from exemplary.site.listings import Key
from exemplary.site.plan import Site
from tests import sites
from tests.indexes import lay_scripts
from tests.judges import hosting, reading, site
from tests.judges.reading import DESK, NARROW, PHONE
from tests.search_page import READY, RESULTS, STATUS
from tests.test_accessibility import in_both_schemes

SECTIONS = {
    "ca-nhan": ("individual", "individuals"),
    "tap-the": ("collective", "collectives"),
    "mo-hinh": ("model", "models"),
    "cau-chuyen": ("story", "stories"),
    "chuyen-de": ("theme", "themes"),
    "hoi-nghi": ("conference", "conferences"),
}
"""The first segment of a record's address: its kind as a value of a facet, and as the folder of its file."""
LISTS = {"year": "nam", "place": "dia-phuong", "field": "linh-vuc", "form": "khen-thuong", "level": "cap-khen"}
SUMMARY = "[data-facets] summary"
CHIPS = "[data-facets-chosen] button"
SHOWN = 40
"""The number of results shown without scrolling."""
Truth = Mapping[tuple[str, str], frozenset[str]]
Chosen = Sequence[tuple[str, str]]


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration below a path, as a province might host it."""
    root = tmp_path_factory.mktemp("host")
    (root / "guong").symlink_to(sites.demo().site, target_is_directory=True)
    return f"{serve(root)}guong/"


# Expected values


@functools.cache
def truth() -> Truth:
    """The records with each value, by (facet, value): all members of its list, on all pages."""
    root = sites.demo().site
    found = {
        (facet, page.parent.name): frozenset(members(page.parent))
        for facet, folder in LISTS.items()
        for page in sorted(root.joinpath(folder).glob("*/index.html"))
    }
    kinds = {("kind", kind): frozenset(members(root / folder)) for folder, (kind, _) in SECTIONS.items()}
    return {pair: having for pair, having in {**found, **kinds, **themes()}.items() if having}


def members(folder: pathlib.Path) -> Iterable[str]:
    """The records on the cards of a list and of its older pages."""
    card = re.compile(rf'card-name"><a href="(?:\.\./)+({"|".join(SECTIONS)})/([^/"]+)/"')
    for page in (folder / "index.html", *sorted(folder.glob("trang/*/index.html"))):
        for section, slug in card.findall(page.read_text("utf-8")):
            yield f"{SECTIONS[section][1]}/{slug}"


def themes() -> Truth:
    """The published records that refer to a theme in their own files."""
    found: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    root, site = sites.demo().root, sites.demo().site
    addresses = {folder: section for section, (_, folder) in SECTIONS.items()}
    for path in sorted((*root.glob("exemplars/*/**/*.*"), *root.glob("content/*/*.*"))):
        folder = next((part for part in path.relative_to(root).parts if part in addresses), "")
        if path.suffix not in (".md", ".yml") or not site.joinpath(addresses.get(folder, "-"), path.stem).is_dir():
            continue
        for theme in facts(path).get("themes", ()):
            slug = theme["value"] if isinstance(theme, dict) else theme
            found["theme", slug.removeprefix("themes/")].add(f"{folder}/{path.stem}")
    return {pair: frozenset(having) for pair, having in found.items()}


def facts(path: pathlib.Path) -> Mapping[str, Any]:
    """The front matter of a record."""
    text = path.read_text("utf-8")
    given = yaml.load(text if path.suffix == ".yml" else text.split("---\n")[1], yaml.CSafeLoader)
    assert isinstance(given, dict)
    return given


def having(chosen: Chosen, but: str = "") -> frozenset[str]:
    """The records that match the chosen values in every facet; one facet may be excluded."""
    facets = {name for name, _ in chosen} - {but}
    sets = [frozenset().union(*(truth()[one] for one in chosen if one[0] == name)) for name in sorted(facets)]
    return functools.reduce(frozenset.intersection, sets, everybody())


def everybody() -> frozenset[str]:
    return frozenset().union(*truth().values())


def several(seed: int) -> Chosen:
    """Two to four values that some record has in common."""
    chance = random.Random(seed)
    while True:
        chosen = chance.sample(sorted(truth()), chance.randint(2, 4))
        if having(chosen):
            return sorted(chosen)


# The page


def go(tab: Page, base: str, chosen: Chosen, query: str = "") -> None:
    told = urllib.parse.urlencode([("q", query)] * bool(query) + list(chosen))
    tab.goto(f"{base}tim-kiem/?{told}")
    tab.wait_for_selector(READY, state="attached")


def found(tab: Page) -> set[str]:
    return set(tab.eval_on_selector_all(RESULTS, "all => all.map(one => one.dataset.record)"))


def total(tab: Page) -> int:
    tab.wait_for_selector(READY, state="attached")
    return int(tab.get_attribute("[data-search-results]", "data-total") or -1)


def counts(tab: Page) -> dict[tuple[str, str], int]:
    """Every value in the panel, including those shown only on request."""
    for one in tab.locator("[data-facets] fieldset > button").all():
        while one.is_visible():
            one.click()
    told = tab.eval_on_selector_all(
        "[data-facet]", "all => all.map(({dataset: {facet, value, count}}) => [facet, value, Number(count)])"
    )
    return {(facet, value): count for facet, value, count in told}


def open_panel(tab: Page) -> None:
    tab.locator(SUMMARY).click()
    tab.wait_for_selector("[data-facet]")


def box(tab: Page, facet: str, value: str) -> playwright.sync_api.Locator:
    return tab.locator(f'[data-facet="{facet}"][data-value="{value}"]')


# Results and counts


def test_every_value_counts_the_records_of_its_list(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    open_panel(tab)
    told = counts(tab)
    assert {one: count for one, count in told.items() if count and one != ("kind", "page")} == {
        one: len(those) for one, those in truth().items()
    }
    assert total(tab) == 0
    assert tab.inner_text(STATUS) == ""


@pytest.mark.parametrize("seed", range(12))
def test_facets_together_find_what_their_lists_have_in_common(tab: Page, base: str, seed: int) -> None:
    chosen = several(seed)
    go(tab, base, chosen)
    assert total(tab) == len(having(chosen)), chosen
    if total(tab) <= SHOWN:
        assert found(tab) == having(chosen), chosen


@pytest.mark.parametrize("seed", range(100, 104))
def test_counts_follow_what_is_chosen_in_the_other_facets(tab: Page, base: str, seed: int) -> None:
    chosen = several(seed)
    go(tab, base, chosen)
    if not box(tab, *chosen[0]).is_visible():
        open_panel(tab)
    told = counts(tab)
    expected = {one: len(those & having(chosen, one[0])) for one, those in truth().items()}
    assert {one: told.get(one, 0) for one in expected} == expected, chosen


def test_a_query_is_narrowed(tab: Page, base: str) -> None:
    go(tab, base, [], "kenh mau")
    everything = found(tab)
    assert total(tab) == len(everything) <= SHOWN
    chosen = [("kind", "individual"), ("kind", "model"), ("year", "2026")]
    go(tab, base, chosen, "kenh mau")
    assert found(tab) == everything & having(chosen)
    assert 0 < total(tab) == len(found(tab)) < len(everything)
    assert f"{total(tab)} kết quả cho “kenh mau”" in tab.inner_text(STATUS)


def test_the_order_of_the_hits_stays(tab: Page, base: str) -> None:
    go(tab, base, [], "mau")
    ranked = tab.eval_on_selector_all(RESULTS, "all => all.map(one => one.dataset.record)")
    go(tab, base, [("kind", "model")], "mau")
    kept = tab.eval_on_selector_all(RESULTS, "all => all.map(one => one.dataset.record)")
    assert kept
    assert [one for one in kept if one in ranked] == [one for one in ranked if one in kept]


def test_without_a_query_the_last_year_comes_first(tab: Page, base: str) -> None:
    chosen = [("kind", "individual")]
    go(tab, base, chosen)
    shown = tab.eval_on_selector_all(RESULTS, "all => all.map(one => one.dataset.record)")
    years = {one: year for (facet, year), those in truth().items() if facet == "year" for one in those}
    assert [years.get(one, "") for one in shown] == sorted((years.get(one, "") for one in shown), reverse=True)
    assert len({years.get(one, "") for one in shown}) > 2


def test_a_former_place_finds_those_of_the_place_it_became_part_of(tab: Page, base: str) -> None:
    """A set contains every unit under which a record is listed."""
    former = truth()["place", "thi-du-xa"]
    assert former
    go(tab, base, [("place", "thi-du-xa")])
    assert found(tab) == former


def test_a_combination_without_records_finds_nothing_and_can_be_undone(tab: Page, base: str) -> None:
    go(tab, base, [("year", "1899"), ("kind", "model")])
    assert total(tab) == 0
    assert tab.inner_text(STATUS) == "Không có kết quả nào khớp với bộ lọc đã chọn."
    tab.get_by_role("button", name="Bỏ Năm: 1899").click()
    expect(tab.locator(READY)).to_have_attribute("data-total", str(len(having([("kind", "model")]))))


# The address


def test_choices_are_in_the_address_and_the_back_button_undoes_them(tab: Page, base: str) -> None:
    tab.goto(f"{base}a-z/")
    go(tab, base, [], "mau")
    everything = total(tab)
    open_panel(tab)
    steps = [everything]
    for facet, value in (("kind", "individual"), ("kind", "collective"), ("year", "2026")):
        box(tab, facet, value).check()
        expect(box(tab, facet, value)).to_be_checked()
        steps.append(total(tab))
    assert tab.url == f"{base}tim-kiem/?q=mau&kind=individual&kind=collective&year=2026"
    assert len(set(steps)) == 4
    for expected in reversed(steps[:-1]):
        tab.go_back()
        expect(tab.locator(READY)).to_have_attribute("data-total", str(expected))
    assert tab.locator("[data-facet]:checked").count() == 0
    tab.go_forward()
    expect(box(tab, "kind", "individual")).to_be_checked()
    tab.go_back()
    tab.go_back()
    assert tab.url == f"{base}a-z/"


def test_an_address_can_be_shared(tab: Page, base: str) -> None:
    chosen = [("year", "2026"), ("place", "mau-bac"), ("place", "mau-nam")]
    go(tab, base, chosen, "minh hoa")
    assert tab.input_value("#tim") == "minh hoa"
    assert [one.text_content() for one in tab.locator(CHIPS).all()] == [
        "Bỏ Năm: 2026",
        "Bỏ Địa phương: tỉnh Mẫu Bắc",
        "Bỏ Địa phương: tỉnh Mẫu Nam",
        "Xóa bộ lọc",
    ]
    before = found(tab)
    tab.reload()
    tab.wait_for_selector(READY, state="attached")
    assert found(tab) == before


def test_another_query_keeps_what_is_chosen(tab: Page, base: str) -> None:
    go(tab, base, [("kind", "model")], "mau")
    tab.fill("#tim", "gao")
    tab.wait_for_url("**/tim-kiem/?q=gao&kind=model")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "models/hu-gao-se-chia-mau")
    tab.fill("#tim", "")
    tab.wait_for_url("**/tim-kiem/?kind=model")
    expect(tab.locator(READY)).to_have_attribute("data-total", str(len(having([("kind", "model")]))))


def test_words_that_are_still_being_typed_are_narrowed_too(tab: Page, base: str) -> None:
    go(tab, base, [], "mau")
    open_panel(tab)
    tab.evaluate(
        """() => {
            const input = document.querySelector("#tim");
            input.value = "gao";
            input.dispatchEvent(new InputEvent("input", {bubbles: true}));
            document.querySelector('[data-facet="kind"][data-value="model"]').click();
        }"""
    )
    tab.wait_for_url("**/tim-kiem/?q=gao&kind=model")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "models/hu-gao-se-chia-mau")
    expect(tab.locator(f"{RESULTS}:not([data-record^='models/'])")).to_have_count(0)


# The panel


def asked_for(tab: Page) -> list[str]:
    """Requests for facets from now on: their script, their data."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if "facets" in request.url.rpartition("/")[2]:
            seen.append(request.url.rpartition("/")[2])

    tab.on("request", note)
    return seen


def test_nothing_is_loaded_for_facets_before_they_are_opened(tab: Page, base: str) -> None:
    seen = asked_for(tab)
    go(tab, base, [], "mau")
    tab.wait_for_load_state("networkidle")
    assert seen == []
    open_panel(tab)
    assert sorted(re.sub(r"[.?].*", "", one) for one in seen) == ["facets", "search-facets"]
    box(tab, "kind", "model").check()
    tab.locator(SUMMARY).click()
    tab.locator(SUMMARY).click()
    assert len(seen) == 2


def test_a_long_facet_shows_the_twelve_most_frequent_values(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    open_panel(tab)
    places = tab.locator('[data-facet="place"]:visible')
    assert places.count() == 12
    values = len([one for one in truth() if one[0] == "place"])
    assert tab.locator('[data-facet="place"]').count() == values, "the others are there for machines to read"
    many = [int(one.get_attribute("data-count") or 0) for one in places.all()]
    assert many == sorted(many, reverse=True)
    button = tab.get_by_role("button", name="Xem thêm – Địa phương")
    button.press("Enter")
    assert places.count() == values
    expect(places.nth(12)).to_be_focused()
    expect(button).to_be_hidden()
    assert tab.locator('[data-facet="kind"]').evaluate_all("all => all.map(one => one.dataset.value)")[:3] == [
        "individual",
        "collective",
        "model",
    ]
    years = tab.locator('[data-facet="year"]').evaluate_all("all => all.map(one => one.dataset.value)")
    assert years == sorted(years, reverse=True)


def test_with_the_keyboard_alone(tab: Page, base: str) -> None:
    go(tab, base, [], "mau")
    everything = total(tab)
    tab.focus("#tim")
    for _ in range(2):
        tab.keyboard.press("Tab")
    expect(tab.locator(SUMMARY)).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[data-facet]")
    tab.keyboard.press("Tab")
    first = box(tab, "kind", "individual")
    expect(first).to_be_focused()
    expect(first).to_have_accessible_name(f"Cá nhân {first.get_attribute('data-count')}")
    tab.keyboard.press("Space")
    expect(tab.locator(READY)).not_to_have_attribute("data-total", str(everything))
    expect(first).to_be_focused()
    expect(tab.locator(STATUS)).to_have_text(f"{total(tab)} kết quả cho “mau”")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    expect(tab.locator(CHIPS)).to_have_count(3)
    expect(box(tab, "kind", "collective")).to_be_focused()
    chips = tab.locator(CHIPS)
    chips.first.focus()
    tab.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    tab.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(tab.locator(SUMMARY)).to_be_focused()
    assert total(tab) == everything


def test_each_facet_is_a_group_with_a_name(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    open_panel(tab)
    names = ["Loại", "Năm", "Địa phương", "Lĩnh vực", "Hình thức khen thưởng", "Cấp khen thưởng", "Chuyên đề"]
    assert tab.locator("[data-facets] legend").all_inner_texts() == names
    expect(tab.get_by_role("group", name="Địa phương").get_by_role("checkbox").first).to_be_visible()


def test_two_quick_choices_are_both_kept(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    open_panel(tab)
    tab.evaluate(
        """() => ['[data-facet="kind"][data-value="individual"]', '[data-facet="year"][data-value="2026"]']
            .forEach(one => document.querySelector(one).click())"""
    )
    chosen = [("kind", "individual"), ("year", "2026")]
    expect(tab.locator(READY)).to_have_attribute("data-total", str(len(having(chosen))))
    assert tab.locator("[data-facet]:checked").count() == 2


def test_all_choices_can_be_removed_at_once(tab: Page, base: str) -> None:
    go(tab, base, [("kind", "model"), ("year", "2026")], "mau")
    tab.get_by_role("button", name="Xóa bộ lọc").click()
    tab.wait_for_url("**/tim-kiem/?q=mau")
    expect(tab.locator(CHIPS)).to_have_count(0)


def test_in_english(tab: Page, base: str) -> None:
    tab.goto(f"{base}en/tim-kiem/?kind=individual")
    tab.wait_for_selector(READY, state="attached")
    expect(tab.locator(CHIPS)).to_have_text("Remove Kind: Individual")
    assert tab.inner_text(STATUS) == f"Results: {total(tab)}"


def test_failed_requests_for_facet_data_are_reported_and_repeated(tab: Page, base: str) -> None:
    held: list[Route] = []

    def refuse(route: Route) -> None:
        held.append(route)
        route.abort()

    tab.route("**/search/vi/facets?*", refuse)
    tab.goto(f"{base}tim-kiem/?kind=model")
    expect(tab.locator(STATUS)).to_contain_text("Không tải được")
    assert held
    tab.unroute("**/search/vi/facets?*")
    tab.press("#tim", "Enter")
    expect(tab.locator(READY)).to_have_attribute("data-total", str(len(having([("kind", "model")]))))


def test_without_scripts_the_static_lists_remain(browser: playwright.sync_api.Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{base}tim-kiem/")
    expect(tab.locator(SUMMARY)).to_be_hidden()
    links = tab.locator("main .chips a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert {f"../{folder}/" for folder in LISTS.values()} <= set(links)
    context.close()


# The file


def made_up(count: int) -> tuple[Mapping[str, frozenset[str]], dict[str, int], bytes]:
    """The fields of made-up documents, in more combinations than a file lists as sets; their numbers; their file."""
    chance = random.Random(1)
    fields = [f"f{number:02}" for number in range(19)]
    of = {f"individuals/n{at}": frozenset(chance.sample(fields, chance.randint(0, 3))) for at in range(count)}
    lists = {
        "field": [(one, [reference for reference in of if one in of[reference]]) for one in fields],
        "year": [(str(2000 + at), [f"individuals/n{n}" for n in range(count) if n % 9 == at]) for at in range(7)],
    }
    fake = SimpleNamespace(
        lists_of=lambda _, facet: [
            SimpleNamespace(key=Key(facet, one), members=[SimpleNamespace(ref=ref) for ref in those])
            for one, those in lists.get(facet, ())
        ],
        entry=lambda ref, _: (ref.slug,),
        records_in=lambda _: (),
    )
    room = capacity(count)
    numbers = dict(numbered(of, room))
    return of, numbers, facets.facets(cast(Site, fake), "vi", numbers, room)


def test_values_in_many_combinations_are_stored_one_by_one(
    tab: Page, serve: Callable[[pathlib.Path], str], tmp_path: pathlib.Path
) -> None:
    of, numbers, content = made_up(2000)
    tmp_path.joinpath("facets").write_bytes(content)
    lay_scripts(tmp_path, "search-facets.js", "search-index.js")
    tmp_path.joinpath("index.html").write_text("<!doctype html><div><p></p></div><ul></ul>", "utf-8")
    assert b'"longest":3' in zlib.decompress(content)
    tab.goto(serve(tmp_path))
    script = """async ([capacity, chosen]) => {
        const { openFacets, parsed } = await import("/search-facets.js");
        const element = (name, attributes, ...children) => {
            const made = document.createElement(name);
            for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
            made.append(...children);
            return made;
        };
        const panel = document.querySelector("div"), chips = document.querySelector("ul");
        const page = { panel, chips, choose: () => {}, number: String, element };
        const { inflated } = await import("/search-index.js");
        const content = await inflated({ address: location.href, fetch: (...asking) => fetch(...asking) }, "facets");
        const narrow = openFacets([parsed(content, capacity)], page);
        return chosen.map((one) => [...narrow(undefined, one)]);
    }"""
    chosen = [{"field": ["f00"]}, {"field": ["f03", "f18"], "year": ["2003"]}, {"year": ["2006", "2000"]}]
    for asked, told in zip(chosen, tab.evaluate(script, [capacity(2000), chosen]), strict=True):
        expected = {
            numbers[one]
            for at, (one, fields) in enumerate(of.items())
            if ("field" not in asked or fields & set(asked["field"]))
            and ("year" not in asked or str(2000 + at % 9) in asked["year"])
        }
        assert set(told) == expected and len(told) == len(expected)
        assert expected


# Cost and accessibility


def test_the_script_is_small() -> None:
    script = next(sites.demo().site.glob("assets/exemplary/js/search-facets.*.js"))
    assert len(gzip.compress(script.read_bytes())) < 2560


@pytest.mark.parametrize("size", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
def test_axe_finds_nothing_in_the_open_panel(browser: playwright.sync_api.Browser, size: tuple[int, int]) -> None:
    with (
        hosting.Host(site.judged().site, reading.PREFIX) as host,
        reading.visit(browser, size) as tab,
    ):
        go(tab, host.address, [("kind", "individual"), ("year", "2026")], "mau")
        if not box(tab, "kind", "individual").is_visible():
            open_panel(tab)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        faults = list(in_both_schemes(tab, "facets"))
    assert not faults, "\n".join(faults)
