"""The search in a real browser: on the demonstration, and on small indexes to test the order."""

import pathlib
import urllib.parse
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests import sites
from tests.indexes import contents, document
from tests.judges import reading
from tests.search_page import BOX, OPTIONS, READY, RESULTS

INDEX = "**/assets/exemplary/search/*/index"


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration below a path, as a province might host it."""
    root = tmp_path_factory.mktemp("host")
    (root / "guong").symlink_to(sites.demo().site, target_is_directory=True)
    return f"{serve(root)}guong/"


def answer(tab: Page, *rows: tuple[str, ...]) -> None:
    """Make an index of these records: (name, summary, and other searchable texts)."""
    documents = [document(f"individuals/{at}", row) for at, row in enumerate(rows)]
    shown = {"href": "gioi-thieu/", "kind": "individual", "kind_label": "Cá nhân", "place": "", "year": ""}
    held = contents(documents, shown)

    def fulfil(route: Route) -> None:
        route.fulfill(body=held[urllib.parse.urlsplit(route.request.url).path.rpartition("/")[2]])

    tab.route("**/assets/exemplary/search/vi/*", fulfil)


def ask(tab: Page, base: str, query: str) -> list[str]:
    """The names that the search page finds, in order."""
    tab.goto(f"{base}tim-kiem/")
    tab.fill("#tim", query)
    tab.press("#tim", "Enter")
    tab.wait_for_selector(READY, state="attached")
    expect(tab.locator(READY)).to_have_attribute("data-total", str(tab.locator(RESULTS).count()))
    return tab.locator(f"{RESULTS} h2").all_text_contents()


# Results


def test_with_marks_or_without_in_any_order(tab: Page, base: str) -> None:
    for query in (
        "nguyen thi minh hoa",
        "NGUYỄN THỊ MINH HỌA",
        "minh hoạ nguyễn thị",
        "hoa thi nguyen",
        " nguyễn,thị – hoa ",
    ):
        assert "Nguyễn Thị Minh Họa" in ask(tab, base, query), query


def test_every_field_is_searched(tab: Page, base: str) -> None:
    assert ask(tab, base, "vo danh mau 2026 ca nhan") == ["Võ Tư Liệu"]
    assert ask(tab, base, "dac khu dao mau") == ["Lê Hoàng Giả Định"]
    assert ask(tab, base, "khong co ai nhu the") == []


def test_only_the_last_word_may_be_unfinished(tab: Page, base: str) -> None:
    answer(tab, ("Trần Văn Ví Dụ", ""), ("Tr Ran", ""))
    assert ask(tab, base, "tran van v") == ["Trần Văn Ví Dụ"]
    assert ask(tab, base, "van tr") == ["Trần Văn Ví Dụ"]
    assert ask(tab, base, "tr van") == []
    assert ask(tab, base, "ran van") == []


def test_tone_placement_is_one_and_the_one_typed_comes_first(tab: Page, base: str) -> None:
    answer(tab, ("Lê Hoa", ""), ("Lê Hóa", ""), ("Lê Hoà", ""), ("Lê Hòa", ""))
    for query in ("hoà", "HOÀ", "hoa\u0300"):
        assert ask(tab, base, query)[:2] == ["Lê Hoà", "Lê Hòa"], query
    for query in ("hòa", "HÒA", "ho\u0300a"):
        assert ask(tab, base, query)[:2] == ["Lê Hòa", "Lê Hoà"], query


def test_tone_placement_of_other_pairs(tab: Page, base: str) -> None:
    pairs = {"thuỷ": "Thủy", "thủy": "Thuỷ", "khoẻ": "Khỏe", "quý": "Quý", "hoàn": "Hoàn"}
    answer(tab, *((name, "") for name in ("Thuy", "Khoe", "Quy", "Hoan", "Thủy", "Khỏe", "Quý", "Hoàn")))
    for query, first in pairs.items():
        assert ask(tab, base, query)[0] == first.replace("Thuỷ", "Thủy"), query


def test_the_name_as_typed_comes_first(tab: Page, base: str) -> None:
    answer(
        tab,
        ("Lê Văn B", "Dạy lớp an toàn giao thông"),
        ("Lan Ân", ""),
        ("Phạm An", "Dạy học"),
        ("Phạm Ấn", ""),
        ("Quỹ An", ""),
        ("An", ""),
    )
    found = ask(tab, base, "an")
    assert set(found[:3]) == {"An", "Phạm An", "Quỹ An"}
    assert set(found[3:5]) == {"Lan Ân", "Phạm Ấn"}
    assert found[5:] == ["Lê Văn B"]
    assert ask(tab, base, "ấn")[0] == "Phạm Ấn"
    assert ask(tab, base, "phạm ấn ")[0] == "Phạm Ấn"


# The results page


def test_hooks_of_the_results(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/?q=vo+tu+lieu")
    tab.wait_for_selector(READY, state="attached")
    assert tab.input_value("#tim") == "vo tu lieu"
    first = tab.locator(RESULTS).first
    assert first.get_attribute("data-record") == "individuals/vo-tu-lieu"
    assert "“vo tu lieu”" in tab.inner_text("[data-search-status]")
    first.locator("a").click()
    tab.wait_for_url(f"{base}ca-nhan/vo-tu-lieu/")
    assert "Võ Tư Liệu" in tab.inner_text("h1")


def test_every_result_leads_to_a_page(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/?q=mau")
    tab.wait_for_selector(READY, state="attached")
    found = tab.eval_on_selector_all(f"{RESULTS} a", "links => links.map(link => link.href)")
    assert len(found) > 20
    assert all(address.startswith(base) for address in found)
    assert [one for one in found if tab.request.get(one).status != 200] == []


def test_english_results_lead_to_english_pages(tab: Page, base: str) -> None:
    tab.goto(f"{base}en/tim-kiem/?q=minh+hoa")
    tab.wait_for_selector(READY, state="attached")
    links = tab.eval_on_selector_all(f"{RESULTS} a", "links => links.map(link => link.href)")
    assert links and all(link.startswith(f"{base}en/") for link in links)


def test_nothing_asked(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    expect(tab.locator(READY)).to_have_attribute("data-total", "0")
    assert tab.inner_text("[data-search-status]") == ""


def test_addresses_and_the_back_button(tab: Page, base: str) -> None:
    tab.goto(f"{base}a-z/")
    tab.goto(f"{base}tim-kiem/?q=vo+tu+lieu")
    tab.wait_for_selector(READY, state="attached")
    tab.fill("#tim", "thon mau")
    tab.wait_for_url("**/tim-kiem/?q=thon%20mau")
    tab.fill("#tim", "thon mau 2024")
    tab.wait_for_url("**/tim-kiem/?q=thon%20mau%202024")
    tab.press("#tim", "Enter")
    tab.fill("#tim", "khoa cấp cứu")
    tab.press("#tim", "Enter")
    tab.wait_for_url("**/?q=khoa*")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "collectives/khoa-cap-cuu-vi-du")
    for query, first in (("thon mau 2024", "models/quy-uoc-thon-mau"), ("vo tu lieu", "individuals/vo-tu-lieu")):
        tab.go_back()
        expect(tab.locator("#tim")).to_have_value(query)
        expect(tab.locator(RESULTS).first).to_have_attribute("data-record", first)
    tab.go_back()
    assert tab.url == f"{base}a-z/"
    tab.go_forward()
    expect(tab.locator("#tim")).to_have_value("vo tu lieu")


def test_back_from_a_result(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    tab.fill("#tim", "lieu")
    tab.locator(f"{RESULTS} a").first.click()
    tab.wait_for_url("**/ca-nhan/**")
    tab.go_back()
    expect(tab.locator("#tim")).to_have_value("lieu")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "individuals/vo-tu-lieu")


def test_a_long_list_grows_as_it_is_read(tab: Page, base: str) -> None:
    answer(tab, *((f"Mẫu {number}", "Việc") for number in range(1234)))
    tab.goto(f"{base}tim-kiem/?q=mau")
    expect(tab.locator(READY)).to_have_attribute("data-total", "1234")
    assert "1.234" in tab.inner_text("[data-search-status]")
    assert tab.locator(RESULTS).count() == 40
    tab.locator(RESULTS).last.scroll_into_view_if_needed()
    expect(tab.locator(RESULTS)).to_have_count(80)
    titles = tab.locator(f"{RESULTS} h2").all_text_contents()
    assert len(set(titles)) == 80 and all(title.startswith("Mẫu ") for title in titles)


def test_a_slow_list_answers_the_last_question(tab: Page, base: str) -> None:
    held: list[Route] = []
    tab.route(INDEX, lambda route: held.append(route))
    tab.goto(f"{base}tim-kiem/?q=mau")
    expect(tab.locator("[data-search-status]")).to_have_text("Đang tải…")
    tab.fill("#tim", "")
    tab.wait_for_url(f"{base}tim-kiem/")
    held[0].continue_()
    tab.wait_for_load_state("networkidle")
    assert tab.locator(RESULTS).count() == 0
    assert tab.inner_text("[data-search-status]") == ""


def test_late_results_are_not_shown_under_an_emptied_box(tab: Page, base: str) -> None:
    held: list[Route] = []
    tab.route("**/assets/exemplary/search/vi/d-*", lambda route: held.append(route))
    tab.goto(f"{base}tim-kiem/?q=mau")
    expect(tab.locator("[data-search-status]")).to_contain_text("kết quả")
    tab.fill("#tim", "")
    tab.wait_for_url(f"{base}tim-kiem/")
    expect(tab.locator(READY)).to_have_attribute("data-total", "0")
    for route in held:
        route.continue_()
    tab.wait_for_load_state("networkidle")
    assert tab.locator(RESULTS).count() == 0
    assert tab.get_attribute(READY, "data-total") == "0"


def test_a_failed_request_for_more_results_keeps_the_first_ones(tab: Page, base: str) -> None:
    tab.add_init_script(
        """const real = fetch;
        window.down = true;
        window.fetch = (address, how) => {
            if (!window.down || !String(address).includes("/d-")) return real(address, how);
            if (!document.querySelector("[data-search-results] li")) return real(address, how);
            window.failed = true;
            return Promise.reject(new TypeError("down"));
        };"""
    )
    tab.goto(f"{base}tim-kiem/?q=mau")
    tab.wait_for_selector(READY, state="attached")
    tab.wait_for_function("window.failed")
    expect(tab.locator(RESULTS)).to_have_count(10)
    tab.evaluate("window.down = false")
    tab.locator(RESULTS).last.scroll_into_view_if_needed()
    expect(tab.locator(RESULTS)).not_to_have_count(10)


def test_a_phrase_query_works_on_an_index_without_adjacent_words(tab: Page, base: str) -> None:
    answer(tab, ("Hòa",), ("Minh",))
    assert ask(tab, base, '"hòa minh"') == []
    assert ask(tab, base, "12/2024") == []
    assert ask(tab, base, '"hòa"') == ["Hòa"]


def test_a_failed_request_for_the_list_is_reported_and_repeated(tab: Page, base: str) -> None:
    tab.route(INDEX, lambda route: route.abort())
    tab.goto(f"{base}tim-kiem/?q=lieu")
    expect(tab.locator("[data-search-status]")).to_contain_text("Không tải được")
    assert tab.locator(READY).count() == 0
    tab.unroute(INDEX)
    tab.press("#tim", "Enter")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "individuals/vo-tu-lieu")


def test_an_outdated_cached_index_is_requested_again(tab: Page, base: str) -> None:
    """The site was rebuilt since: the files are not those that the index lists."""
    old = contents([document(f"individuals/{at}", ["Lê Mẫu", f"Việc số {at}"]) for at in range(3)])
    shown = {"href": "gioi-thieu/", "kind": "individual", "kind_label": "Cá nhân", "place": "", "year": ""}
    new = contents([document(f"individuals/{at}", ["Trần Mẫu", f"Việc khác {at}"]) for at in range(40)], shown)
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        name = urllib.parse.urlsplit(route.request.url).path.rpartition("/")[2]
        asked.append(name)
        first = name == "index" and asked.count("index") == 1
        route.fulfill(body=old[name] if first else new[name], status=200 if name in new else 404)

    tab.route("**/assets/exemplary/search/vi/*", fulfil)
    tab.goto(f"{base}tim-kiem/?q=mau")
    expect(tab.locator(READY)).to_have_attribute("data-total", "40")
    assert asked.count("index") == 2
    assert tab.locator(f"{RESULTS} h2").first.text_content() == "Trần Mẫu"


def test_neither_the_list_nor_the_query_becomes_markup(tab: Page, base: str) -> None:
    attack = '"><img src=x onerror=alert(1)><script>alert(2)</script> $& {count} tan cong'
    dialogs: list[str] = []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    answer(tab, (attack, attack, attack, attack))
    tab.goto(f"{base}tim-kiem/")
    tab.fill("#tim", attack)
    expect(tab.locator(READY)).to_have_attribute("data-total", "1")
    expect(tab.locator("[data-search-status]")).to_have_text(f"1 kết quả cho “{attack}”")
    assert tab.locator(f"{RESULTS} h2").inner_text() == attack
    tab.fill(BOX, "tan cong")
    expect(tab.locator(OPTIONS)).to_have_count(1)
    assert attack in tab.locator(OPTIONS).inner_text()
    assert (
        tab.locator(
            "main img, main script:not([src*='/js/reader.']), form[data-search] img, form[data-search] script"
        ).count()
        == 0
    )
    assert dialogs == []


# The box in the header


def loads(tab: Page) -> list[str]:
    """The URLs of indexes requested from now on."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/index"):
            seen.append(request.url)

    tab.on("request", note)
    return seen


@pytest.mark.parametrize("address", ["", "ca-nhan/vo-tu-lieu/", "gioi-thieu/", "en/"])
def test_the_list_is_loaded_when_the_box_is_first_used(tab: Page, base: str, address: str) -> None:
    seen = loads(tab)
    tab.goto(base + address)
    tab.wait_for_load_state("networkidle")
    assert seen == []
    tab.fill(BOX, "li")
    tab.fill(BOX, "minh hoa")
    expect(tab.locator(OPTIONS).first).to_be_visible()
    language = "en" if address == "en/" else "vi"
    assert seen == [f"{base}assets/exemplary/search/{language}/index"]


def test_the_search_page_requests_the_list_at_once_and_only_once(tab: Page, base: str) -> None:
    seen = loads(tab)
    tab.goto(f"{base}tim-kiem/?q=minh+hoa")
    tab.wait_for_selector(READY, state="attached")
    assert seen == [f"{base}assets/exemplary/search/vi/index"]


def test_a_search_by_link_does_not_wait_for_styles_and_fonts_wait_for_its_results(tab: Page, base: str) -> None:
    """Results come before decoration: on a slow network they share the bandwidth."""
    order: list[str] = []
    tab.on("request", lambda asked: order.append(asked.url))
    held: list[Route] = []
    tab.route("**/site.*.css", lambda route: held.append(route))
    tab.goto(f"{base}tim-kiem/?q=minh+hoa", wait_until="commit")
    tab.wait_for_selector(RESULTS, state="attached")
    held[0].continue_()
    reading.wait_for_fonts(tab)
    places = [next(at for at, url in enumerate(order) if part in url) for part in ("/search/vi/w-", "/d-", ".woff2")]
    assert places == sorted(places)


def test_without_a_query_the_fonts_load_with_the_page(tab: Page, base: str) -> None:
    tab.goto(f"{base}tim-kiem/")
    expect(tab.locator("html.fonts")).to_be_attached()


def test_fonts_load_even_if_a_search_fails(tab: Page, base: str) -> None:
    tab.route(INDEX, lambda route: route.abort())
    tab.goto(f"{base}tim-kiem/?q=minh+hoa")
    expect(tab.locator("html.fonts")).to_be_attached()


@pytest.mark.parametrize("address", ["", "ca-nhan/vo-tu-lieu/", "gioi-thieu/"])
def test_a_choice_opens_the_page(tab: Page, base: str, address: str) -> None:
    tab.goto(base + address)
    tab.fill(BOX, "thon mau quy")
    tab.locator(OPTIONS).first.click()
    tab.wait_for_url(f"{base}mo-hinh/quy-uoc-thon-mau/")


def answer_here(tab: Page) -> None:
    """Wait until a request that the page makes now is answered; fails if the page is left before."""
    tab.evaluate("() => fetch(location.href).then((answer) => answer.text())")


def test_another_mouse_button_chooses_nothing(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.fill(BOX, "thon mau quy")
    tab.locator(OPTIONS).first.click(button="right")
    answer_here(tab)
    assert tab.url == base


def test_roles_and_states(tab: Page, base: str) -> None:
    tab.goto(base)
    box = tab.locator(BOX)
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-expanded", "false")
    listed = box.get_attribute("aria-controls")
    expect(tab.locator(f"#{listed}")).to_be_hidden()
    tab.fill(BOX, "minh hoa")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(tab.locator(f"#{listed}")).to_have_role("listbox")
    expect(tab.locator(f"#{listed}")).to_have_accessible_name("Tìm kiếm trên trang web")
    assert 2 <= tab.locator(OPTIONS).count() <= 6
    expect(tab.locator("form[data-search] [role=status]")).to_contain_text("kết quả cho “minh hoa”")
    tab.fill(BOX, "khong co ai nhu the")
    expect(box).to_have_attribute("aria-expanded", "false")


def active(tab: Page) -> int:
    """The position of the option announced to assistive technology; -1 for none."""
    selected = tab.locator(OPTIONS).evaluate_all("all => all.findIndex(one => one.ariaSelected === 'true')")
    told = tab.locator(BOX).evaluate(
        """box => [...document.querySelectorAll("[role=option]")]
            .findIndex(one => one.id === box.getAttribute("aria-activedescendant"))"""
    )
    assert selected == told
    return int(told)


def test_arrows_escape_and_enter(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.fill(BOX, "minh hoa")
    expect(tab.locator(OPTIONS).first).to_be_visible()
    last = tab.locator(OPTIONS).count() - 1
    assert active(tab) == -1
    for key, expected in (("ArrowUp", last), ("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last)):
        tab.press(BOX, key)
        assert active(tab) == expected
    tab.press(BOX, "Escape")
    expect(tab.locator(BOX)).to_have_attribute("aria-expanded", "false")
    expect(tab.locator(BOX)).to_have_value("minh hoa")
    assert active(tab) == -1
    tab.press(BOX, "ArrowDown")
    expect(tab.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    expect(tab.locator(BOX)).to_have_attribute("aria-expanded", "true")
    target = tab.locator(OPTIONS).first.get_attribute("data-href")
    tab.press(BOX, "Enter")
    tab.wait_for_url(str(target))


def test_enter_without_a_choice_opens_the_results(tab: Page, base: str) -> None:
    tab.goto(f"{base}ca-nhan/vo-tu-lieu/")
    tab.fill(BOX, "thôn mẫu")
    tab.press(BOX, "Enter")
    tab.wait_for_url(f"{base}tim-kiem/?q=th%C3%B4n+m%E1%BA%ABu")
    expect(tab.locator("#tim")).to_have_value("thôn mẫu")
    expect(tab.locator(RESULTS).first).to_have_attribute("data-record", "collectives/thon-mau")


def test_escape_with_nothing_open_leaves_the_box_to_the_browser(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.fill(BOX, "khong co ai nhu the")
    prevented = tab.evaluate(
        "selector => !document.querySelector(selector).dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Escape', cancelable: true, bubbles: true}))",
        BOX,
    )
    assert not prevented


def test_the_list_closes_when_the_box_is_left(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.fill(BOX, "minh hoa")
    expect(tab.locator(OPTIONS).first).to_be_visible()
    tab.press(BOX, "Tab")
    expect(tab.locator(OPTIONS)).to_have_count(0)


def test_slash_goes_to_the_box(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.keyboard.press("/")
    expect(tab.locator(BOX)).to_be_focused()
    expect(tab.locator(BOX)).to_have_value("")
    tab.keyboard.press("/")
    expect(tab.locator(BOX)).to_have_value("/")


def test_control_k_goes_to_the_box(tab: Page, base: str) -> None:
    tab.goto(f"{base}ca-nhan/vo-tu-lieu/")
    tab.keyboard.press("Control+k")
    expect(tab.locator(BOX)).to_be_focused()


def test_matches_are_marked_unknown_words_named_and_a_typing_error_corrected(tab: Page, base: str) -> None:
    answer(tab, ("Nguyễn Văn Đạt", "Học sinh giỏi", "Nhiều năm dạy chữ cho trẻ em."), ("Lê Thị Hạnh", "Học sinh giỏi"))
    assert ask(tab, base, "dat day chu xyzzy") == ["Nguyễn Văn Đạt"]
    assert tab.locator(f"{RESULTS} mark").all_text_contents() == ["Đạt", "dạy", "chữ"]
    assert "“xyzzy”" in tab.inner_text("[data-search-status]")
    assert ask(tab, base, "nguyeenx") == []
    tab.click("[data-search-suggestion]")
    tab.wait_for_url("**/tim-kiem/?q=nguy%E1%BB%85n")
    expect(tab.locator(RESULTS)).to_have_count(1)
    expect(tab.locator("#tim")).to_have_value("nguyễn")


def test_slash_on_a_phone_goes_to_the_box_that_is_shown(tab: Page, base: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(f"{base}tim-kiem/")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.matches('input') && document.activeElement.offsetParent !== null")


def test_a_keyboard_alone_finds_a_record_and_the_list_of_all_results(tab: Page, base: str) -> None:
    tab.goto(f"{base}ca-nhan/vo-tu-lieu/")
    tab.keyboard.press("/")
    tab.keyboard.type("thon mau quy", delay=30)
    expect(tab.locator(OPTIONS).first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{base}mo-hinh/quy-uoc-thon-mau/")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("minh hoa", delay=30)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tim-kiem/?q=minh+hoa")
    tab.wait_for_selector(READY, state="attached")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.closest('[data-search-results]') !== null"):
            break
    target = tab.locator(f"{RESULTS} a").first.evaluate("link => link.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(target)


def test_input_methods_that_take_letters_back(tab: Page, base: str) -> None:
    """As with UniKey: a key that changes a letter is sent as a backspace and the changed letter."""
    tab.goto(base)
    tab.focus(BOX)
    for back, text in (
        (0, "v"), (0, "o"), (1, "õ"), (0, " "), (0, "t"), (0, "u"), (1, "ư"),
        (0, " "), (0, "l"), (0, "i"), (0, "e"), (1, "ê"), (1, "ệ"), (0, "u"),
    ):  # fmt: skip
        for _ in range(back):
            tab.keyboard.press("Backspace")
        tab.keyboard.insert_text(text)
    expect(tab.locator(BOX)).to_have_value("võ tư liệu")
    expect(tab.locator(OPTIONS).first.locator("mark")).to_have_text(["Võ", "Tư", "Liệu"])
    expect(tab.locator("form[data-search] [role=status]")).to_contain_text("cho “võ tư liệu”")


def test_input_methods(tab: Page, base: str) -> None:
    """An unfinished word is searched as it is, and the keys that compose it select nothing."""
    tab.goto(base)
    tab.focus(BOX)
    session = tab.context.new_cdp_session(tab)
    for text in ("v", "vo", "võ"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    expect(tab.locator(OPTIONS).first).to_contain_text("Võ Tư Liệu")
    tab.evaluate(
        """selector => {
            const box = document.querySelector(selector);
            const press = (key, more) => box.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, ...more}));
            press("ArrowDown", {});
            press("Enter", {isComposing: true});
            press("Enter", {keyCode: 229});
            press("ArrowDown", {isComposing: true});
        }""",
        BOX,
    )
    expect(tab.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    answer_here(tab)
    assert tab.url == base
    session.send("Input.insertText", {"text": "võ tư"})
    expect(tab.locator(BOX)).to_have_value("võ tư")
    expect(tab.locator(OPTIONS).first).to_contain_text("Võ Tư Liệu")


def test_input_events_while_composing(tab: Page, base: str) -> None:
    tab.goto(base)
    tab.focus(BOX)
    tab.evaluate(
        """selector => {
            const box = document.querySelector(selector);
            box.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
            box.value = "Võ Tư Liệu";
            box.dispatchEvent(new InputEvent("input", {isComposing: true, bubbles: true}));
        }""",
        BOX,
    )
    expect(tab.locator(OPTIONS).first).to_contain_text("Võ Tư Liệu")


def test_no_script_writes_markup() -> None:
    scripts = pathlib.Path(sites.ROOT, "plugins/exemplary/render/assets/js").glob("*.js")
    for path in scripts:
        text = path.read_text("utf-8")
        assert text.startswith("// @ts-check\n"), path.name
        assert not [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    if word in text], path.name  # fmt: skip


def test_a_record_is_found_by_the_name_of_its_field(tab: Page, base: str) -> None:
    answer(tab, ("Mai Ví Dụ", "Vớt người", "", "", "Cứu người"), ("Lê Minh Họa", "Trồng rừng", "", "", "Môi trường"))
    assert ask(tab, base, "cuu nguoi") == ["Mai Ví Dụ"]
