"""The printed page: its address and date, link targets written out, black on white, nothing meant for screens."""

import pathlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import sites

PERSON = "ca-nhan/nguyen-thi-minh-hoa/"
WITHOUT_PICTURE = "ca-nhan/tran-van-vi-du/"
CONFERENCE = "hoi-nghi/2026-mau-bac/"
PAGES = (PERSON, WITHOUT_PICTURE, CONFERENCE, "guong/", "so-lieu/", "dia-phuong/mau-bac/")
MILLIMETRE = 96 / 25.4
"""In CSS pixels."""


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str]) -> str:
    return serve(sites.demo().site)


def printed(tab: Page, address: str) -> Page:
    """A page as it is printed: A4 with margins."""
    tab.set_viewport_size({"width": 665, "height": 1000})
    tab.goto(address)
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    return tab


def after(link: Locator) -> str:
    """What the printed page shows after a link."""
    content = str(link.evaluate("one => getComputedStyle(one, '::after').content"))
    return "" if content in ("none", "normal") else "".join(re.findall(r'"([^"]*)"', content))


# Address and date


@pytest.mark.parametrize("address", PAGES)
def test_the_address_of_the_page_is_on_paper_without_scripts(browser: Browser, base: str, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(base + address)
    expect(tab.locator(".printed")).to_be_hidden()
    tab.emulate_media(media="print")
    expect(tab.locator(".printed")).to_contain_text(sites.DEMO_URL + address)
    context.close()


def test_paper_says_when_the_page_was_published_changed_and_printed(tab: Page, base: str) -> None:
    tab.clock.set_fixed_time("2026-11-05T09:00:00")
    line = printed(tab, base + PERSON).locator(".printed")
    expect(line).to_contain_text("Đăng ngày 19/5/2026 · Cập nhật ngày 2/6/2026 · In ngày 5/11/2026")
    expect(printed(tab, f"{base}en/{PERSON}").locator(".printed")).to_contain_text("Printed 5 November 2026")


def test_the_imprint_is_one_line_of_words(tab: Page, base: str) -> None:
    imprint = printed(tab, base + PERSON).locator(".colophon dl")
    assert "\n" not in imprint.inner_text().strip()
    expect(imprint).to_contain_text("ban-mau@example.org")


# What is printed and what is not


@pytest.mark.parametrize("address", PAGES)
def test_nothing_that_is_only_for_a_screen_is_printed(tab: Page, base: str, address: str) -> None:
    printed(tab, base + address)
    for selector in ("nav", "form", "button", ".tools", ".related", ".report", ".skip", ".viewer"):
        for one in tab.locator(selector).all():
            expect(one).to_be_hidden()


def test_every_source_stays(tab: Page, base: str) -> None:
    printed(tab, base + PERSON)
    rows = tab.locator(".sources li")
    assert rows.count() == 2
    for row in rows.all():
        expect(row).to_be_visible()


def test_what_belongs_to_a_place_is_named_not_only_its_heading(tab: Page, base: str) -> None:
    printed(tab, base + "dia-phuong/mau-bac/")
    for block in tab.locator(".link-block").all():
        expect(block.locator("a").first).to_be_visible()


# Links


def test_links_are_spelt_out_after_their_words(tab: Page, base: str) -> None:
    printed(tab, base + PERSON)
    source = tab.locator(".sources a[href^=http]").first
    assert after(source) == f" <{source.get_attribute('href')}>"
    within = tab.locator(".story a", has_text="tủ sách bản Mẫu")
    assert f"{sites.DEMO_URL}mo-hinh/tu-sach-ban-mau/" in after(within)
    assert f"{sites.DEMO_URL}tep/" in after(tab.locator(".downloads a").first)


def test_places_within_the_page_are_not_spelt_out(tab: Page, base: str) -> None:
    printed(tab, base + PERSON)
    for link in tab.locator("main a[href^='#']").all():
        assert after(link) == ""


def test_a_link_whose_words_are_its_address_is_not_doubled(tab: Page, serve: Callable[[pathlib.Path], str]) -> None:
    root = sites.demo_source()
    record = root / "exemplars" / "individuals" / "nguyen-thi-minh-hoa.md"
    links = (
        "<https://example.org/mot/>, [example.org/hai/](https://example.org/hai/), [bài mẫu](https://example.org/ba/)."
    )
    record.write_text(f"{record.read_text('utf-8')}\nXem {links}\n", "utf-8")
    printed(tab, serve(sites.build(root).site) + PERSON)
    shown = [after(tab.locator(f".story a[href='https://example.org/{name}/']")) for name in ("mot", "hai", "ba")]
    assert shown == ["", "", " <https://example.org/ba/>"]


# Ink and paper


@pytest.mark.parametrize("chosen", ["system", "reader"])
def test_ink_is_black_on_white_paper_whatever_the_screen_showed(tab: Page, base: str, chosen: str) -> None:
    tab.emulate_media(color_scheme="dark")
    kept = "localStorage.setItem('exemplary-scale', '1.5');"
    tab.add_init_script(kept + ("localStorage.setItem('exemplary-scheme', 'dark')" if chosen == "reader" else ""))
    printed(tab, base + PERSON)
    style = "getComputedStyle(document.body)"
    assert tab.evaluate(f"[{style}.color, {style}.backgroundColor]") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert tab.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"


@pytest.mark.parametrize("address", PAGES)
def test_no_picture_is_higher_than_80_mm_and_nothing_is_cut_at_the_side(tab: Page, base: str, address: str) -> None:
    printed(tab, base + address)
    for image in tab.locator("main img:visible").all():
        box = image.bounding_box()
        assert box
        assert box["height"] <= 80 * MILLIMETRE + 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= 665
    for table in tab.locator("main table").all():
        box = table.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 665


def test_a_monogram_takes_little_paper(tab: Page, base: str) -> None:
    box = printed(tab, base + WITHOUT_PICTURE).locator(".portrait-monogram").bounding_box()
    assert box
    assert box["height"] <= 40 * MILLIMETRE
    assert box["width"] <= 30 * MILLIMETRE


def test_headings_and_rows_stay_with_what_they_belong_to(tab: Page, base: str) -> None:
    printed(tab, base + CONFERENCE)
    style = "(name, of) => getComputedStyle(document.querySelector(of))[name]"
    assert tab.evaluate(f"({style})('breakAfter', 'h2')") == "avoid"
    assert tab.evaluate(f"({style})('breakInside', 'tbody tr')") == "avoid"
    assert tab.evaluate(f"({style})('display', 'thead')") == "table-header-group"


@pytest.mark.parametrize(("address", "most"), [(WITHOUT_PICTURE, 2), (CONFERENCE, 4), ("guong/", 2)])
def test_a_page_takes_few_sheets(tab: Page, base: str, address: str, most: int) -> None:
    tab.goto(base + address, wait_until="networkidle")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", tab.pdf(prefer_css_page_size=True))) in range(1, most + 1)
