"""Line breaks: what must stay together does, and no word is changed."""

import html
import re

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.render.typography import unbroken

WHOLE = re.compile(r'<span class="whole">([^<]*)</span>')


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Sơ kết 3 năm thực hiện Kết luận 01-KL/TW ở Đồng Nai", ["01-KL/TW"]),
        ("Quyết định 08-QĐi/TW và 55-QĐ/TW.", ["08-QĐi/TW", "55-QĐ/TW"]),
        ("giai đoạn 2021-2022, hay 2021–2022", ["2021-2022", "2021–2022"]),
        ("ngày 19/5/2024.", ["19/5/2024"]),
        ("miền Trung - Tây Nguyên, CTT-Đồng Nai, lần/tuần", []),
        ("https://example.org/2024/05-21/trang", []),
        ("giai đoạn 2016 - 2021", []),
    ],
)
def test_numbers_of_documents_years_and_dates_keep_their_parts_on_one_line(text: str, whole: list[str]) -> None:
    assert WHOLE.findall(unbroken(text)) == whole


@hypothesis.given(strategies.text(alphabet="aĐ0129-–/. <>&\"'"))
def test_nothing_but_the_breaking_of_lines_changes(text: str) -> None:
    shown = WHOLE.sub(r"\1", unbroken(text))
    assert "<" not in shown
    assert html.unescape(shown) == text
