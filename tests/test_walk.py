"""A reader's path through the site in a real browser: on phone and desktop, in light and dark, without scripts."""

import contextlib
import re
from collections.abc import Callable, Iterator

import playwright.sync_api
import pytest

from tests import sites
from tests.test_safety import LAYOUTS

Serve = Callable[..., str]
PERSON = "Nguyễn Thị Minh Họa"
PHONE, DESK = (390, 844), (1280, 900)


@contextlib.contextmanager
def reading(
    browser: playwright.sync_api.Browser, size: tuple[int, int] = DESK, scheme: str = "light", scripts: bool = True
) -> Iterator[playwright.sync_api.Page]:
    """A reader's tab; it fails the test if a page throws an error or requests a missing file."""
    context = browser.new_context(
        locale="vi-VN",
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    tab, wrong = context.new_page(), []
    tab.set_default_timeout(10_000)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    yield tab
    context.close()
    assert wrong == []


def below(serve: Serve) -> str:
    """The base URL of the demonstration at its own path: /guong/ on a host with its 404 page."""
    host = sites.folder()
    (host / "guong").symlink_to(sites.demo().site)
    (host / "404.html").symlink_to(sites.demo().site / "404.html")
    return f"{serve(host)}guong/"


def follow(tab: playwright.sync_api.Page, link: playwright.sync_api.Locator) -> str:
    """Click a link; return the heading of the target page."""
    before = tab.url
    link.click()
    tab.wait_for_url(lambda url: url != before)
    return tab.locator("h1").inner_text()


def walk(tab: playwright.sync_api.Page, base: str) -> None:
    tab.goto(base)
    assert follow(tab, tab.locator(".masthead .sections a", has_text="Gương").first) == "Tất cả gương điển hình"
    assert follow(tab, tab.locator("main .card-name a", has_text=PERSON).first) == PERSON
    assert "ca-nhan/nguyen-thi-minh-hoa/" in tab.url
    theme = follow(tab, tab.locator("main a[href*='chuyen-de/2026-mau-bac/']").first)
    assert theme
    conference = follow(tab, tab.locator("main a[href*='hoi-nghi/2026-mau-bac/']").first)
    assert conference and conference != theme
    assert follow(tab, tab.locator("main a[href*='ca-nhan/nguyen-thi-minh-hoa/']").first) == PERSON
    for expected in (conference, theme, PERSON, "Tất cả gương điển hình"):
        tab.go_back()
        assert tab.locator("h1").inner_text() == expected
    follow(tab, tab.locator(".masthead .brand"))
    assert tab.url == base


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reader_walks_from_the_front_page_to_an_exemplar_its_theme_its_conference_and_back(
    browser: playwright.sync_api.Browser, serve: Serve, size: tuple[int, int], scheme: str
) -> None:
    with reading(browser, size, scheme) as tab:
        walk(tab, serve(sites.demo().site))


def test_the_same_way_is_open_without_javascript(browser: playwright.sync_api.Browser, serve: Serve) -> None:
    with reading(browser, PHONE, scripts=False) as tab:
        walk(tab, serve(sites.demo().site))


def test_the_site_works_below_the_root_of_its_host(browser: playwright.sync_api.Browser, serve: Serve) -> None:
    with reading(browser) as tab:
        walk(tab, below(serve))


# Light and dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_follows_the_system_and_then_the_reader(
    browser: playwright.sync_api.Browser, serve: Serve, scheme: str
) -> None:
    base = serve(sites.demo().site)
    with reading(browser, scheme=scheme) as tab:
        for address in ("", "gioi-thieu/"):
            tab.goto(base + address)
            assert is_dark(tab) == (scheme == "dark"), address
        tab.goto(base)
        tab.locator("[data-scheme-toggle]").click()
        assert is_dark(tab) != (scheme == "dark")
        for address in ("hoi-nghi/2026-mau-bac/", "gioi-thieu/"):
            tab.goto(base + address)
            assert is_dark(tab) != (scheme == "dark"), address


def is_dark(tab: playwright.sync_api.Page) -> bool:
    colour = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return red + green + blue < 3 * 128


# Narrow screens


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_page_is_wider_than_a_narrow_phone(
    browser: playwright.sync_api.Browser, serve: Serve, scripts: bool
) -> None:
    base, wide = below(serve), []
    with reading(browser, (320, 640), scripts=scripts) as tab:
        for address in sorted(set(LAYOUTS) - {"ca-nhan/co-giao-minh-hoa/"}):  # this one redirects
            tab.goto(base + address)
            width = tab.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append(f"{address}: {width} px, {tab.evaluate(WIDEST)}")
    assert wide == []


WIDEST = """[...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > 321 && !one.closest('.table-scroll, .sections'))
    .slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join(' ')"""


# Languages


def test_the_header_leads_to_the_same_page_in_the_other_language_and_back(
    browser: playwright.sync_api.Browser, serve: Serve
) -> None:
    base = serve(sites.demo().site)
    with reading(browser) as tab:
        for address in ("ca-nhan/nguyen-thi-minh-hoa/", "guong/", ""):
            tab.goto(base + address)
            follow(tab, tab.locator(".masthead .language-switch"))
            assert tab.url == f"{base}en/{address}"
            assert tab.locator("html").get_attribute("lang") == "en"
            follow(tab, tab.locator(".masthead .language-switch"))
            assert tab.url == base + address


def test_a_page_that_is_not_translated_offers_no_other_language(
    browser: playwright.sync_api.Browser, serve: Serve
) -> None:
    with reading(browser) as tab:
        tab.goto(serve(sites.demo().site) + "ca-nhan/do-thi-hu-cau/")
        assert tab.locator(".language-switch").count() == 0


# Unknown and former addresses


@pytest.mark.parametrize("address", ["khong-co/", "a/b/c/d/e/"])
def test_an_unknown_address_shows_a_page_with_ways_on(
    browser: playwright.sync_api.Browser, serve: Serve, address: str
) -> None:
    base = below(serve)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    answer = tab.goto(base + address)
    assert answer and answer.status == 404
    assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith(('"Be Vietnam Pro"', "Be Vietnam"))
    assert follow(tab, tab.locator("main a[href$='/guong/guong/']").first) == "Tất cả gương điển hình"
    context.close()


def test_a_former_address_leads_to_the_present_one_without_javascript(
    browser: playwright.sync_api.Browser, serve: Serve
) -> None:
    with reading(browser, scripts=False) as tab:
        tab.goto(serve(sites.demo().site) + "ca-nhan/co-giao-minh-hoa/")
        tab.wait_for_url("**/ca-nhan/nguyen-thi-minh-hoa/")
        assert tab.locator("h1").inner_text() == PERSON


# Search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thị minh hoạ", PERSON),
        ("Nguyen Thi Minh Hoa", PERSON),
        ("NGUYỄN THỊ MINH HỌA", PERSON),
        ("tu sach ban mau", "Tủ sách bản Mẫu"),
    ],
)
def test_a_name_is_found_with_marks_and_without_wherever_the_tone_stands(
    browser: playwright.sync_api.Browser, serve: Serve, typed: str, found: str
) -> None:
    with reading(browser, PHONE) as tab:
        tab.goto(serve(sites.demo().site) + "tim-kiem/")
        tab.locator("#tim").fill(typed)
        tab.locator("#tim").press("Enter")
        assert follow(tab, tab.locator("[data-search-results] a", has_text=found).first) == found


def test_the_box_in_the_header_searches_from_an_ordinary_page_too(
    browser: playwright.sync_api.Browser, serve: Serve
) -> None:
    with reading(browser) as tab:
        tab.goto(serve(sites.demo().site) + "gioi-thieu/")
        tab.locator("#tim-nhanh").fill("minh hoa")
        tab.locator("#tim-nhanh-list [role=option]").first.wait_for()
        tab.locator("#tim-nhanh").press("Enter")
        tab.wait_for_url("**/tim-kiem/?q=minh*")
        tab.locator("[data-search-results] a").first.wait_for()
