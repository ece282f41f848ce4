"""The web fonts: small, with every letter of Vietnamese, freely licensed; and a fallback with the same metrics."""

import itertools
import pathlib
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import sites

WEIGHTS = (400, 600, 700)
FOLDER = sites.ROOT / "plugins" / "exemplary" / "render" / "assets" / "fonts"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = "bcdđghklmnpqrstvxfjwz" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product(VOWELS, TONES)
)
SIGNS = "0123456789.,;:!?()[]/%+-–—“”‘’«»…·"
STACKED = "Ẩm Ứng dụng Nguyễn Thuần Phẫu thuật Khuyến khích Đặng Cường Ổn định nghĩa vụ ỘỖỒ"
PARAGRAPH = (
    "Mười hai năm cõng sách lên bản, cô mở tủ sách cho ba trăm bốn mươi em nhỏ. Những buổi đầu, cả bản chỉ có một "
    "chiếc đèn; các em ngồi quanh bếp lửa, chuyền tay nhau từng trang. Người dân góp gỗ đóng giá, góp công làm mái, "
    "và đến nay mười hai điểm đọc đều do chính các em trông giữ, ghi sổ và sửa chữa mỗi khi sách rách."
)
WIDTHS = """([text, font, fallbacks]) => {
    const pen = document.createElement("canvas").getContext("2d");
    return [...text].map(sign => fallbacks.map(fallback => {
        pen.font = font.replace("FALLBACK", fallback);
        return pen.measureText(sign).width;
    }));
}"""
"""The width of each character in one font with different fallbacks: all equal if the font has the character."""


@pytest.fixture(scope="module")
def base(serve: Callable[[pathlib.Path], str]) -> str:
    return serve(sites.demo().site)


@pytest.fixture
def typeset(tab: Page, base: str) -> Page:
    """A page with all weights loaded."""
    tab.goto(base)
    for weight in WEIGHTS:
        assert tab.evaluate(f"document.fonts.load('{weight} 20px \"Be Vietnam Pro\"').then(found => found.length)") == 1
        assert tab.evaluate(f"document.fonts.check('{weight} 20px \"Be Vietnam Pro\"', 'Ẫ')")
    return tab


@pytest.mark.parametrize("weight", WEIGHTS)
def test_small(weight: int) -> None:
    content = (FOLDER / f"be-vietnam-pro-{weight}.woff2").read_bytes()
    assert content[:4] == b"wOF2"
    assert len(content) <= 12 * 1024


def test_the_licence_is_published() -> None:
    licence = (FOLDER / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "Be Vietnam" in licence
    published = sites.demo().site / "assets" / "exemplary" / "fonts"
    assert (published / "OFL.txt").read_text("utf-8") == licence
    assert len(list(published.glob("*.woff2"))) == len(WEIGHTS)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_letter_is_in_the_font(typeset: Page, weight: int) -> None:
    text = SMALL + SMALL.upper() + SIGNS
    fallbacks = ["monospace", "serif", "sans-serif"]
    font = f'{weight} 100px "Be Vietnam Pro", FALLBACK'
    widths = typeset.evaluate(WIDTHS, [text, font, fallbacks])
    assert [sign for sign, found in zip(text, widths, strict=True) if len(set(found)) > 1] == []
    without = typeset.evaluate(WIDTHS, [text, f"{weight} 100px FALLBACK", fallbacks])
    assert all(len(set(found)) > 1 for found in without), "the fallbacks must differ for the test to tell anything"


def width(page: Page, text: str, font: str) -> float:
    script = "([text, font]) => {const pen = document.createElement('canvas').getContext('2d'); pen.font = font; "
    return float(page.evaluate(script + "return pen.measureText(text).width}", [text, font]))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_stacked_marks_are_set_in_the_font(typeset: Page, weight: int) -> None:
    ours = f'{weight} 40px "Be Vietnam Pro"'
    composed = width(typeset, STACKED, f"{ours}, monospace")
    assert composed == width(typeset, STACKED, f"{ours}, serif")
    assert composed == width(typeset, unicodedata.normalize("NFD", STACKED), f"{ours}, monospace")
    assert composed != width(typeset, STACKED, f"{weight} 40px serif")


def test_bold_is_drawn_not_faked(typeset: Page) -> None:
    assert len({width(typeset, STACKED, f'{weight} 40px "Be Vietnam Pro"') for weight in WEIGHTS}) == len(WEIGHTS)


@pytest.mark.parametrize(("weight", "tolerance"), [(400, 0.015), (700, 0.015)])
def test_the_fallback_has_the_same_measures(typeset: Page, weight: int, tolerance: float) -> None:
    """If the machine has Arial or an equivalent: the same width of text, the same line height.

    Liberation Sans has no letters with two marks, so the text is compared without marks.
    """
    text = unicodedata.normalize("NFD", PARAGRAPH).encode("ascii", "ignore").decode()
    font = f"{weight} 20px"
    fallback = f'{font} "Be Vietnam Pro Fallback", monospace'
    typeset.evaluate("font => document.fonts.load(font)", fallback)
    if width(typeset, text, fallback) == width(typeset, text, f"{font} monospace"):
        pytest.skip("neither Arial nor Liberation Sans here")
    ours = width(typeset, text, f'{font} "Be Vietnam Pro"')
    assert abs(width(typeset, text, fallback) / ours - 1) < tolerance
    heights = typeset.evaluate(
        """fonts => fonts.map(font => {
            const box = document.createElement("div");
            box.style.cssText = `position: absolute; font: ${font}; font-size: 100px; line-height: normal`;
            box.textContent = "Ag";
            document.body.append(box);
            return box.getBoundingClientRect().height;
        })""",
        [f'{font} "Be Vietnam Pro"', fallback],
    )
    assert abs(heights[0] - heights[1]) <= 1.5
