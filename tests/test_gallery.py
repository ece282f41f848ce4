"""The pictures of a record: links without scripts, a dialog showing one at a time with scripts."""

import functools
import io
import pathlib
import re
from collections.abc import Callable

import PIL.Image
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import markup, sites
from tests.judges import reading

PERSON = "ca-nhan/nguyen-thi-minh-hoa/"
PLACE = ".viewer [data-place]"
CAPTION = ".viewer figcaption"
THUMBNAILS = "a[data-enlarge]"
SIZES = {"tu-sach": (1600, 1200), "so-muon": (1400, 1750), "duong-di": (1600, 900), "le-phat": (1500, 1000)}
"""The pictures added to the demonstration's portrait, in pixels."""

TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@functools.cache
def album() -> sites.Built:
    """The demonstration with five pictures of one person."""
    root = sites.demo_source()
    record = root / "exemplars" / "individuals" / "nguyen-thi-minh-hoa.md"
    rows = []
    for number, (name, size) in enumerate(SIZES.items(), 2):
        picture = io.BytesIO()
        PIL.Image.linear_gradient("L").resize(size).convert("RGB").save(picture, "JPEG", comment=name)
        record.with_name(f"{name}.jpg").write_bytes(picture.getvalue())
        rows.append(
            f'  - {{file: {name}.jpg, alt: "Ảnh số {number}", caption: Chú thích {number}., '
            f'credit: "Ảnh: Ví Dụ {number}", licence: CC BY 4.0}}\n'
        )
    before, others = record.read_text("utf-8").split("  - file: nguyen-thi-minh-hoa-", 1)
    _, heading, after = others.partition("attachments:")
    record.write_text("".join((before, *rows, heading, after)), "utf-8")
    return sites.build(root)


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str]) -> str:
    assert album().code == 0, album().said
    return serve(album().site)


def thumbnail(tab: Page, number: int) -> Locator:
    return tab.locator(THUMBNAILS).nth(number - 1)


def opened(tab: Page, base: str, number: int = 2) -> Page:
    tab.goto(base + PERSON)
    thumbnail(tab, number).click()
    expect(tab.locator(".viewer")).to_be_visible()
    return tab


def page() -> markup.Markup:
    return album().page(PERSON)


# Without scripts


def test_without_scripts_every_picture_leads_to_its_largest_file(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(base + PERSON)
    assert tab.locator(THUMBNAILS).count() == 5
    expect(tab.locator(".viewer")).to_be_hidden()
    for link in tab.locator(THUMBNAILS).all():
        widths = re.findall(r"(\S+) (\d+)w", link.locator("source").get_attribute("srcset") or "")
        largest = max(widths, key=lambda pair: int(pair[1]))
        assert link.get_attribute("href") == largest[0]
    thumbnail(tab, 3).click()
    assert tab.url.endswith(".webp")
    context.close()


def test_caption_credit_and_licence_stand_under_every_picture_of_the_page() -> None:
    captions = [one.text for one in page().all("figcaption")]
    assert captions[0].endswith("Hình vẽ: bản mẫu / CC BY 4.0")
    for number in range(2, 6):
        assert f"Chú thích {number}. Ảnh: Ví Dụ {number} / CC BY 4.0" in captions


def test_a_sole_picture_opens_nothing() -> None:
    alone = sites.demo().page("ca-nhan/vo-tu-lieu/")
    assert alone.all("figure", class_="portrait")
    assert not alone.all("a", data_enlarge="")
    assert not alone.all("dialog")


def test_a_thumbnail_is_labelled_with_its_action_and_content(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    expect(thumbnail(tab, 2)).to_have_accessible_name("Xem ảnh lớn: Ảnh số 2")
    tab.goto(f"{base}en/{PERSON}")
    expect(thumbnail(tab, 2)).to_have_accessible_name("Enlarge the picture: Ảnh số 2")


# One at a time


def test_a_picture_opens_with_its_caption_credit_licence_and_number(tab: Page, base: str) -> None:
    opened(tab, base)
    expect(tab.locator(PLACE)).to_have_text("2 trên 5")
    assert tab.get_attribute(PLACE, "role") == "status"
    expect(tab.locator(".viewer img")).to_have_attribute("alt", "Ảnh số 2")
    for words in ("Chú thích 2.", "Ảnh: Ví Dụ 2", "CC BY 4.0"):
        expect(tab.locator(CAPTION)).to_contain_text(words)
    expect(tab.get_by_role("dialog", name="Hình ảnh")).to_be_visible()


def test_the_portrait_is_the_first(tab: Page, base: str) -> None:
    opened(tab, base, 1)
    expect(tab.locator(PLACE)).to_have_text("1 trên 5")
    expect(tab.locator(CAPTION)).to_contain_text("Cô Nguyễn Thị Minh Họa")


def test_buttons_and_arrow_keys_cycle_in_both_directions(tab: Page, base: str) -> None:
    opened(tab, base, 4)
    tab.get_by_role("button", name="Ảnh sau").click()
    expect(tab.locator(PLACE)).to_have_text("5 trên 5")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(PLACE)).to_have_text("1 trên 5")
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator(PLACE)).to_have_text("5 trên 5")
    tab.get_by_role("button", name="Ảnh trước").click()
    expect(tab.locator(PLACE)).to_have_text("4 trên 5")
    expect(tab.locator(".viewer img")).to_have_attribute("alt", "Ảnh số 4")
    expect(tab.locator(CAPTION)).to_contain_text("Ảnh: Ví Dụ 4")


@pytest.mark.parametrize("close", ["Escape", "button"])
def test_escape_and_a_button_close_and_the_focus_returns_to_the_thumbnail(tab: Page, base: str, close: str) -> None:
    tab.goto(base + PERSON)
    thumbnail(tab, 3).focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(PLACE)).to_have_text("4 trên 5")
    if close == "Escape":
        tab.keyboard.press("Escape")
    else:
        tab.get_by_role("button", name="Đóng").click()
    expect(tab.locator(".viewer")).to_be_hidden()
    expect(thumbnail(tab, 3)).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator(PLACE)).to_have_text("3 trên 5")


def test_the_page_behind_cannot_be_reached(tab: Page, base: str) -> None:
    opened(tab, base)
    for _ in range(8):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.viewer')")
    before = tab.evaluate("scrollY")
    tab.mouse.move(600, 400)
    tab.mouse.wheel(0, 900)
    assert tab.evaluate("scrollY") == before


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (844, 390), (1280, 900)])
def test_the_whole_picture_and_every_button_fit_on_the_screen_and_nothing_moves(
    tab: Page, base: str, size: tuple[int, int]
) -> None:
    width, height = size
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(base + PERSON)
    reading.wait_for_fonts(tab)
    thumbnail(tab, 3).scroll_into_view_if_needed()
    before = thumbnail(tab, 3).bounding_box()
    thumbnail(tab, 3).click()
    for selector in (".viewer img", *(f".viewer button >> nth={at}" for at in range(3)), CAPTION):
        box = tab.locator(selector).bounding_box()
        assert box, selector
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width, selector
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height, selector
    assert tab.evaluate("getComputedStyle(document.querySelector('.viewer img')).objectFit") == "contain"
    assert thumbnail(tab, 3).bounding_box() == before


def test_a_finger_swipes_from_picture_to_picture(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    tab = opened(context.new_page(), base)
    for start, end, expected in ((300, 80, "3 trên 5"), (80, 300, "2 trên 5"), (200, 190, "2 trên 5")):
        swipe(tab, start, end)
        expect(tab.locator(PLACE)).to_have_text(expected)
    context.close()


def swipe(tab: Page, start: int, end: int) -> None:
    session = tab.context.new_cdp_session(tab)
    points = [{"type": "touchStart", "touchPoints": [{"x": start, "y": 400}]}]
    for x in (start + (end - start) * step / 5 for step in range(1, 6)):
        points.append({"type": "touchMove", "touchPoints": [{"x": x, "y": 402}]})
    for point in (*points, {"type": "touchEnd", "touchPoints": []}):
        session.send("Input.dispatchTouchEvent", point)


def test_only_the_next_picture_is_prefetched(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    thumbnail(tab, 2).scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    large = [str(link.get_attribute("href")).rpartition("/")[2] for link in tab.locator(THUMBNAILS).all()]
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    thumbnail(tab, 2).click()
    tab.wait_for_load_state("networkidle")
    tab.evaluate(TWO_FRAMES)  # what the page would load next, it has begun to load by then
    assert [number for number, name in enumerate(large, 1) if any(url.endswith(name) for url in asked)] == [2, 3]


def test_a_click_for_a_new_tab_is_left_to_the_browser(tab: Page, base: str) -> None:
    tab.goto(base + PERSON)
    with tab.context.expect_page() as other:
        thumbnail(tab, 2).click(modifiers=["Control"])
    assert other.value.url.endswith(".webp")
    expect(tab.locator(".viewer")).to_be_hidden()


@pytest.mark.parametrize(("motion", "animation"), [("reduce", "none"), ("no-preference", "viewer-comes")])
def test_reduced_motion_stops_all_movement(tab: Page, base: str, motion: str, animation: str) -> None:
    tab.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    opened(tab, base)
    assert tab.evaluate("getComputedStyle(document.querySelector('.viewer')).animationName") == animation


def test_in_english_it_speaks_english(tab: Page, base: str) -> None:
    tab.goto(f"{base}en/{PERSON}")
    thumbnail(tab, 2).click()
    expect(tab.locator(PLACE)).to_have_text("2 of 5")
    for name in ("Previous", "Next", "Close"):
        expect(tab.get_by_role("button", name=name)).to_be_visible()
