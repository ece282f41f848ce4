"""Line breaks: what must stay together does, and no word is changed."""

import html
import html.parser
import pathlib
import re
from collections.abc import Callable

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.render.typography import unbroken
from tests import sites
from tests.markup import INLINE, VOID

WHOLE = re.compile(r'<span class="whole">([^<]*)</span>')


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Sơ kết 3 năm thực hiện Kết luận 01-KL/TW ở Đồng Nai", ["3 năm", "Kết luận 01-KL/TW"]),
        ("Quyết định 08-QĐi/TW và 55-QĐ/TW.", ["Quyết định 08-QĐi/TW", "55-QĐ/TW."]),
        ("thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016", ["Chỉ thị số 05-CT/TW", "15/5/2016"]),
        ("Luật số 06/2022/QH15; Decision no. 12/QĐ-TTg", ["Luật số 06/2022/QH15;", "Decision no. 12/QĐ-TTg"]),
        ("39 cá nhân và 24 tập thể", ["39 cá nhân", "24 tập thể"]),
        ("1.778 tập thể và cá nhân", ["1.778 tập thể và cá nhân"]),
        ("hơn 5 triệu đồng cho 1–2 hộ gia đình", ["5 triệu đồng", "1–2 hộ gia đình"]),
        ("24 collectives, 1 individual", ["24 collectives,", "1 individual"]),
        ("3 năm2, 2.5 lần, 7 nămng", []),
        ("giai đoạn 2021-2022, hay 2021–2022", ["2021-2022,", "2021–2022"]),
        ("ngày 19/5/2024.", ["19/5/2024."]),
        ("giai đoạn (2021–2022), “39 cá nhân”.", ["(2021–2022),", "“39 cá nhân”."]),
        ("miền Trung - Tây Nguyên, CTT-Đồng Nai, lần/tuần", []),
        ("https://example.org/2024/05-21/trang", []),
        ("giai đoạn 2016 - 2021", []),
    ],
)
def test_what_is_read_as_one_piece_stays_on_one_line(text: str, whole: list[str]) -> None:
    assert WHOLE.findall(unbroken(text)) == whole


@hypothesis.given(strategies.text(alphabet="aĐ0129-–/. <>&\"'"))
def test_nothing_but_the_breaking_of_lines_changes(text: str) -> None:
    shown = WHOLE.sub(r"\1", unbroken(text))
    assert "<" not in shown
    assert html.unescape(shown) == text


NUMBER = re.compile(r"(?<![\w./–-])\d{1,4}(?:/\d{4})?[-/](?=\w*[^\W\d])\w+(?:[-/]\w+)*")
COUNT = re.compile(
    r"(?<![\w.,/])\d[\d.]* (?:cá nhân|tập thể|mô hình|hộ gia đình|gương điển hình|hồ sơ|individuals?|collectives?)"
)
NAMED = re.compile(r"(?:kết luận|chỉ thị|nghị quyết|quyết định|kế hoạch)(?: số)? ⟦\d+[-/]", re.IGNORECASE)
ELSEWHERE = {"script", "style", "title", "svg", "code", "head"}
APART = {"numbers", "printed", "hidden-visually"}
"""Classes of elements in which number and word are on separate lines, or which are invisible."""


class Lines(html.parser.HTMLParser):
    """The text of a page with its allowed line breaks; a bar marks where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        above = self.open[-1][2] if self.open else False
        if tag not in INLINE:
            self.text.append(" | ")
        if tag not in VOID:
            whole = "whole" in classes
            self.open.append((tag, whole, above or tag in ELSEWHERE or not APART.isdisjoint(classes)))
            self.text.append("⟦" if whole else "")

    def handle_endtag(self, tag: str) -> None:
        name, whole, _ = self.open.pop()
        assert name == tag
        self.text.append("⟧" if whole else "" if tag in INLINE else " | ")

    def handle_data(self, data: str) -> None:
        if not self.open or not self.open[-1][2]:
            self.text.append(data)


def torn(page: str) -> list[str]:
    """Numbers that may break although they should not; unbreakable text is between ⟦ and ⟧."""
    lines = Lines()
    lines.feed(page)
    text = " ".join("".join(lines.text).split())
    breaking = re.sub(r"⟦[^⟧]*⟧", "⟦⟧", text)
    return [*NUMBER.findall(breaking), *COUNT.findall(breaking), *NAMED.findall(text)]


@pytest.mark.parametrize("site", [sites.demo, sites.own], ids=["demo", "own"])
def test_no_page_lets_a_number_break(site: Callable[[], sites.Built]) -> None:
    root = site().site
    pages: list[pathlib.Path] = sorted(root.rglob("*.html"))
    assert pages
    found = {page.relative_to(root).as_posix(): torn(page.read_text("utf-8")) for page in pages}
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_a_number_that_could_break_would_be_seen() -> None:
    assert torn("<p>Kết luận 01-KL/TW, 39 <b>cá nhân</b></p>") == ["01-KL/TW", "39 cá nhân"]
    assert torn('<p>Chỉ thị số <span class="whole">05-CT/TW</span></p>') == ["Chỉ thị số ⟦05-"]
    assert torn('<p><span class="whole">Chỉ thị số 05-CT/TW</span> <b>39</b></p><p>cá nhân</p>') == []
