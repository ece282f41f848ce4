"""The reader's tools: what works without scripts, what is shared, and reading aloud."""

import functools
import json
import pathlib
import urllib.parse
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import sites
from tests.judges import reading

PERSON = "ca-nhan/nguyen-thi-minh-hoa/"
CANONICAL = f"{sites.DEMO_URL}{PERSON}"
NAME = "Nguyễn Thị Minh Họa"
LISTEN = "[data-tool=listen]"
BUDGET = 12 * 1024
"""The maximum size of a page's scripts without the search, in bytes before compression."""
SHARE = "Navigator.prototype.share = (what) => { window.shared = what.url; return Promise.resolve(); };"
VOICE = """
    window.said = [];
    window.voices = [%s].map((lang) => ({lang, name: lang, localService: true}));
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.synthesis = Object.assign(new EventTarget(), {
        getVoices: () => window.voices,
        speak(one) { this.now = one; window.said.push([one.lang, one.text]); },
        cancel() { const one = this.now; this.now = undefined; one?.onerror?.({error: "canceled"}); },
        end() { const one = this.now; this.now = undefined; one?.onend?.({}); },
    });
    Object.defineProperty(window, "speechSynthesis", {value: window.synthesis});
"""
"""A voice that does not speak but records the text; a part ends when the test says so."""


def voice(*languages: str) -> str:
    return VOICE % ", ".join(map(json.dumps, languages))


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str]) -> str:
    return serve(sites.demo().site)


@functools.cache
def without_address() -> sites.Built:
    return sites.tiny({"mkdocs.yml": "\n".join(line for line in sites.SETTINGS.split("\n") if "site_url" not in line)})


def hear_all(tab: Page) -> list[tuple[str, str]]:
    """Let the voice finish; return what it said, with the language of each part."""
    while tab.evaluate("Boolean(window.synthesis.now)"):
        tab.evaluate("window.synthesis.end()")
    return [(language, text) for language, text in tab.evaluate("window.said")]


# Without scripts


def test_the_page_can_be_sent_and_shared_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(base + PERSON)
    links = tab.locator(".tools a")
    assert links.all_inner_texts() == ["Gửi email", "Facebook"]
    mail, facebook = (urllib.parse.urlsplit(one.get_attribute("href") or "") for one in links.all())
    assert mail.scheme == "mailto"
    assert urllib.parse.parse_qs(mail.query) == {"subject": [NAME], "body": [CANONICAL]}
    assert facebook.netloc == "www.facebook.com"
    assert urllib.parse.parse_qs(facebook.query) == {"u": [CANONICAL]}
    assert links.nth(1).get_attribute("rel") == "noopener"
    context.close()


def test_every_record_s_page_has_the_tools(base: str) -> None:
    for kind in ("ca-nhan", "tap-the", "mo-hinh", "cau-chuyen", "chuyen-de", "hoi-nghi"):
        for path in sites.demo().site.glob(f"{kind}/*/index.html"):
            page = sites.demo().page(f"{kind}/{path.parent.name}/")
            if page.all("article", class_="record"):
                assert len(page.all(class_="tools")) == 1, path


def test_a_site_without_an_address_shares_none() -> None:
    found = [path for path in without_address().site.rglob("index.html") if 'class="tools"' in path.read_text("utf-8")]
    assert found
    for path in found:
        text = path.read_text("utf-8")
        assert "facebook.com" not in text
        assert "mailto:?" not in text


# The row


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_tools_are_large_enough_for_a_finger_and_stay_in_their_column(tab: Page, base: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for script in (SHARE, voice("vi-VN")):
        tab.add_init_script(script)
    tab.goto(base + PERSON)
    boxes = tab.eval_on_selector_all(
        ".tools :is(button, a)", "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 8
    for box in boxes:
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert box["x"] + box["width"] <= width
    assert len({round(box["y"]) for box in boxes}) <= (1 if width == 1280 else 3)


def test_nothing_moves_when_the_tools_become_active(tab: Page, base: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 2400})
    for script in (SHARE, voice()):
        tab.add_init_script(script)
    tab.goto(base + PERSON)
    reading.wait_for_fonts(tab)
    before = tab.locator(".record-body").bounding_box()
    tab.evaluate("window.voices.push({lang: 'vi-VN'}); window.synthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(tab.locator(LISTEN)).to_be_visible()
    assert tab.locator(".record-body").bounding_box() == before


def test_the_shared_address_has_no_query_or_fragment(tab: Page, base: str) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.add_init_script(SHARE)
    tab.goto(f"{base}{PERSON}?fbclid=abc#nguon-1")
    tab.click("[data-tool=share]")
    assert tab.evaluate("window.shared") == base + PERSON
    tab.click("[data-tool=copy]")
    expect(tab.locator(".tools [role=status]")).to_have_text("Đã sao chép liên kết")
    assert tab.evaluate("navigator.clipboard.readText()") == base + PERSON


def test_there_is_no_share_button_if_the_browser_cannot_share(tab: Page, base: str) -> None:
    tab.add_init_script("delete Navigator.prototype.share")
    tab.goto(base + PERSON)
    expect(tab.locator("[data-tool=share]")).to_be_hidden()
    expect(tab.locator("[data-tool=facebook]")).to_be_visible()


# Read aloud


@pytest.mark.parametrize(
    ("page", "voices", "offered"),
    [
        (PERSON, ("en-US", "vi-VN"), True),
        (PERSON, ("en-US", "fr-FR"), False),
        (PERSON, ("vi_VN",), True),
        (PERSON, (), False),
        (f"en/{PERSON}", ("en-GB",), True),
        (f"en/{PERSON}", ("vi-VN",), False),
    ],
)
def test_a_page_offers_reading_only_if_a_voice_speaks_its_language(
    tab: Page, base: str, page: str, voices: tuple[str, ...], offered: bool
) -> None:
    tab.add_init_script(voice(*voices))
    tab.goto(base + page)
    expect(tab.locator(LISTEN)).to_be_visible(visible=offered)


def test_a_voice_that_loads_late_is_offered(tab: Page, base: str) -> None:
    tab.add_init_script(voice())
    tab.goto(base + PERSON)
    expect(tab.locator(LISTEN)).to_be_hidden()
    tab.evaluate("window.voices.push({lang: 'vi-VN'}); window.synthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(tab.locator(LISTEN)).to_be_visible()


def test_a_browser_that_cannot_speak_has_no_such_button_and_no_error(tab: Page, base: str) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.add_init_script("delete window.speechSynthesis")
    tab.goto(base + PERSON)
    expect(tab.locator(LISTEN)).to_be_hidden()
    assert errors == []


def test_name_deed_headings_and_paragraphs_are_read_in_order_each_sentence_once(tab: Page, base: str) -> None:
    tab.add_init_script(voice("en-US", "vi-VN"))
    tab.goto(base + PERSON)
    tab.click(LISTEN)
    said = hear_all(tab)
    words = [text for _, text in said]
    assert {language for language, _ in said} == {"vi-VN"}
    assert words[0].replace("\xa0", " ") == NAME
    assert words[1].startswith("Mười hai năm cõng sách")
    assert words[2] == "Năm giờ sáng, con dốc vào bản còn ướt sương."
    assert words[3] == "Trên lưng cô là bốn mươi cuốn sách, bọc hai lớp áo mưa."
    assert words.index("Việc làm") < words.index("Sổ mượn của một năm mẫu")
    assert words.count("ghi tên sách;") == 1
    assert "Cách ghi sổ rất đơn giản:" in words
    assert not any("Theo báo cáo mẫu" in text or "Quán tạp hóa" in text for text in words)
    assert max(map(len, words)) <= 180


def test_the_button_stops_the_reading_and_starts_it_anew(tab: Page, base: str) -> None:
    tab.add_init_script(voice("vi-VN"))
    tab.goto(base + PERSON)
    expect(tab.locator(LISTEN)).to_have_text("Nghe bài")
    tab.click(LISTEN)
    expect(tab.locator(LISTEN)).to_have_text("Dừng đọc")
    tab.evaluate("window.synthesis.end()")
    tab.click(LISTEN)
    expect(tab.locator(LISTEN)).to_have_text("Nghe bài")
    assert not tab.evaluate("Boolean(window.synthesis.now)")
    tab.click(LISTEN)
    assert [text.replace("\xa0", " ") for _, text in hear_all(tab)].count(NAME) == 2
    expect(tab.locator(LISTEN)).to_have_text("Nghe bài")


def test_speech_stops_when_the_reader_leaves(tab: Page, base: str) -> None:
    """Also if the browser keeps the page in its back/forward cache."""
    tab.add_init_script(voice("vi-VN"))
    tab.goto(base + PERSON)
    tab.click(LISTEN)
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not tab.evaluate("Boolean(window.synthesis.now)")
    expect(tab.locator(LISTEN)).to_have_text("Nghe bài")


def test_a_story_in_another_language_than_its_page_is_read_by_a_voice_of_its_own(tab: Page, base: str) -> None:
    tab.add_init_script(voice("vi-VN"))
    tab.goto(base + PERSON)
    tab.evaluate("document.documentElement.lang = 'en'; document.querySelector('.story').lang = 'vi'")
    tab.click(LISTEN)
    words = [text for _, text in hear_all(tab)]
    assert words[0].startswith("Năm giờ sáng"), "the English name and deed have no voice"


def test_reading_aloud_keeps_nothing(tab: Page, base: str) -> None:
    tab.add_init_script(voice("vi-VN"))
    tab.goto(base + PERSON)
    tab.click(LISTEN)
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.context.cookies() == []


# Size


def test_the_scripts_of_a_page_are_light() -> None:
    scripts = sites.demo().site / "assets" / "exemplary" / "js"
    sizes = {path.name.partition(".")[0]: path.stat().st_size for path in scripts.glob("*.js")}
    assert sizes["reader"] - sizes["search"] + sizes["scheme"] + sizes["gallery"] < BUDGET
