"""The reader's tools and the light and dark schemes, in a real browser on the demonstration."""

import gzip
import pathlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import sites

PERSON = "ca-nhan/nguyen-thi-minh-hoa/"
TOGGLE = "[data-scheme-toggle]"
COPY = "[data-tool=copy]"
NO_STORAGE = """
    Object.defineProperty(window, "localStorage", {get() { throw new DOMException("denied", "SecurityError"); }});
"""
WATCH = """
    window.seen = [];
    new MutationObserver(() => window.seen.push([
        document.documentElement.dataset.scheme ?? "", document.documentElement.style.cssText, !!document.body,
        performance.getEntriesByType("paint").length,
    ])).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-scheme", "style"]});
"""
"""Records, whenever the root's scheme or style is set, whether there was already a body to paint."""


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str]) -> str:
    return serve(sites.demo().site)


def letters(tab: Page) -> float:
    """The text size of the page, in pixels."""
    return float(tab.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))


def ground(tab: Page) -> str:
    return str(tab.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_letters_grow_and_the_size_is_saved(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    assert letters(tab) == 16
    sizes = []
    for _ in range(4):
        tab.click("[data-tool=larger]")
        sizes.append(round(letters(tab), 2))
    assert sizes == [18.4, 20.8, 24, 24]
    tab.reload()
    assert letters(tab) == 24
    tab.goto(base)
    assert letters(tab) == 24
    tab.goto(base + PERSON)
    for _ in range(5):
        tab.click("[data-tool=smaller]")
    tab.reload()
    assert round(letters(tab), 2) == 14.4


def test_letters_have_their_size_before_the_first_paint(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    tab.click("[data-tool=larger]")
    tab.add_init_script(WATCH)
    tab.reload()
    assert ["", "--reader-scale: 1.15;", False, 0] in tab.evaluate("window.seen")


def test_an_invalid_saved_size_is_ignored(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    for kept in ("junk", "50", "-1", "NaN", ""):
        tab.evaluate("kept => localStorage.setItem('exemplary-scale', kept)", kept)
        tab.reload()
        assert letters(tab) == 16, kept
    tab.click("[data-tool=larger]")
    assert round(letters(tab), 2) == 18.4


def test_letters_grow_even_if_nothing_can_be_saved(tab: Page, base: str) -> None:
    tab.add_init_script(NO_STORAGE)
    tab.goto(base + PERSON)
    tab.click("[data-tool=larger]")
    tab.click("[data-tool=larger]")
    assert round(letters(tab), 2) == 20.8


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_scheme_is_the_system_s_until_it_is_chosen(tab: Page, base: str, system: str) -> None:
    tab.emulate_media(color_scheme=system)
    tab.goto(base)
    first = ground(tab)
    tab.click(TOGGLE)
    second = ground(tab)
    assert first != second
    tab.reload()
    assert ground(tab) == second
    tab.goto(base + "gioi-thieu/")
    other = {"light": "dark", "dark": "light"}[system]
    assert tab.get_attribute("html", "data-scheme") == other
    assert tab.get_attribute("body", "data-md-color-scheme") == {"light": "default", "dark": "slate"}[other]
    tab.click(TOGGLE)
    tab.goto(base)
    assert ground(tab) == first


def test_no_flash(tab: Page, base: str) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(base)
    tab.click(TOGGLE)
    tab.add_init_script(WATCH)
    for address in ("", PERSON, "tim-kiem/", "gioi-thieu/"):
        tab.goto(base + address)
        scheme, _, had_body, paints = tab.evaluate("window.seen[0]")
        assert (scheme, had_body, paints) == ("dark", False, 0), address


def test_the_scheme_follows_the_system_while_nothing_is_chosen(tab: Page, base: str) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(base + "gioi-thieu/")
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert tab.get_attribute("html", "data-scheme") is None


def test_the_scheme_changes_even_if_nothing_can_be_saved(tab: Page, base: str) -> None:
    tab.emulate_media(color_scheme="dark")
    tab.add_init_script(NO_STORAGE)
    tab.goto(base)
    for expected in ("light", "dark", "light"):
        tab.click(TOGGLE)
        assert tab.get_attribute("html", "data-scheme") == expected


def test_an_invalid_saved_scheme_is_ignored(tab: Page, base: str) -> None:
    tab.add_init_script("localStorage.setItem('exemplary-scheme', 'junk')")
    tab.goto(base)
    assert tab.get_attribute("html", "data-scheme") is None


def test_without_javascript_there_are_no_tools(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(base + PERSON)
    buttons = tab.locator("button[data-tool], [data-scheme-toggle]").all()
    assert len(buttons) > 5
    for one in buttons:
        expect(one).to_be_hidden()
    expect(tab.locator("h1")).to_be_visible()
    context.close()


def test_with_javascript_the_tools_show(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    for name in ("smaller", "larger", "print", "copy"):
        expect(tab.locator(f"[data-tool={name}]")).to_be_visible()
    can_share = tab.evaluate("'share' in navigator")
    expect(tab.locator("[data-tool=share]")).to_be_visible(visible=can_share)
    expect(tab.locator(TOGGLE)).to_be_visible()


def test_copy_copies_and_says_so(tab: Page, base: str) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.clock.install()
    tab.goto(base + PERSON)
    words = tab.inner_text(COPY)
    done = tab.get_attribute(COPY, "data-done")
    assert done and done != words
    for _ in range(2):
        tab.click(COPY)
        expect(tab.locator(COPY)).to_have_text(done)
    assert tab.evaluate("navigator.clipboard.readText()") == base + PERSON
    tab.clock.run_for(5000)
    expect(tab.locator(COPY)).to_have_text(words)


def test_copy_shows_the_link_if_scripts_may_not_copy(tab: Page, base: str) -> None:
    """As on a page served without encryption."""
    shown: list[str] = []
    tab.on("dialog", lambda dialog: (shown.append(dialog.default_value), dialog.dismiss()))
    tab.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined})")
    tab.goto(base + PERSON)
    words = tab.inner_text(COPY)
    tab.click(COPY)
    expect(tab.locator(COPY)).to_have_text(words)
    assert shown == [base + PERSON]


def test_print_and_share(tab: Page, base: str) -> None:
    tab.add_init_script(
        """
        window.calls = [];
        window.print = () => window.calls.push("print");
        Navigator.prototype.share = (what) => { window.calls.push(what.url); return Promise.reject(Error("closed")); };
        """
    )
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(base + PERSON)
    tab.click("[data-tool=print]")
    tab.click("[data-tool=share]")
    assert tab.evaluate("window.calls") == ["print", base + PERSON]
    assert errors == []


@pytest.mark.parametrize("address", ["", PERSON, "tim-kiem/", "gioi-thieu/"])
def test_no_script_fails(tab: Page, base: str, address: str) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    tab.goto(base + address)
    tab.wait_for_load_state("networkidle")
    assert errors == []


def test_scripts_are_small() -> None:
    """Gzipped size of what a page requests, and of what is loaded when a search begins."""
    scripts = {path.name.partition(".")[0]: path.read_bytes() for path in _scripts()}
    assert scripts.keys() >= {"scheme", "reader", "search", "search-index", "gallery"}
    at_once = b"".join(content for name, content in scripts.items() if not name.startswith("search-"))
    assert len(gzip.compress(at_once)) < 10_000
    assert all(len(gzip.compress(content)) < 13_500 for content in scripts.values())


def _scripts() -> list[pathlib.Path]:
    return sorted((sites.demo().site / "assets/exemplary/js").glob("*.js"))
