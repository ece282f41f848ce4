"""What pages say about a place and a person, in each language."""

import html
import re

import pytest

from tests import sites

TAG = re.compile(r"<[^>]*>")


def page(address: str) -> str:
    return (sites.demo().site / address / "index.html").read_text("utf-8")


def facts(address: str) -> dict[str, str]:
    """The facts of a page, by label."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page(address))
    return {html.unescape(name): html.unescape(TAG.sub("", value)) for name, value in found}


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("dia-phuong/minh-hoa-xa", "Xã"),
        ("dia-phuong/minh-hoa-huyen", "Huyện"),
        ("dia-phuong/gia-dinh-thi-xa", "Thị xã"),
        ("dia-phuong/gia-dinh-phuong", "Phường"),
        ("dia-phuong/mau-bac", "Tỉnh"),
        ("dia-phuong/thanh-pho-mau", "Thành phố trực thuộc trung ương"),
        ("dia-phuong/vi-du", "Thành phố"),
        ("dia-phuong/dao-mau", "Đặc khu"),
        ("dia-phuong/thon-mau", "Thôn"),
        ("dia-phuong/ban-mau", "Bản"),
        ("dia-phuong/hat-minh-hoa", "Hạt"),
        ("en/dia-phuong/minh-hoa-xa", "Commune"),
        ("en/dia-phuong/mau-bac", "Province"),
        ("en/dia-phuong/thon-mau", "Village"),
    ],
)
def test_a_place_shows_its_own_level(address: str, level: str) -> None:
    assert facts(address)["Kind" if address.startswith("en/") else "Loại"] == level


def test_a_form_of_address_without_english_is_not_on_the_english_page() -> None:
    assert facts("ca-nhan/pham-quoc-thu-nghiem")["Danh xưng"] == "anh"
    assert "Form of address" not in facts("en/ca-nhan/pham-quoc-thu-nghiem")
    assert facts("en/ca-nhan/nguyen-thi-minh-hoa")["Form of address"] == "Ms"


def test_a_time_that_is_open_is_said_to_be_open_once() -> None:
    assert "(từ năm 2021)" in facts("ca-nhan/mai-thi-minh-hoa")["Chức danh, công việc"]


def test_a_number_on_the_front_page_has_the_word_that_it_takes() -> None:
    shown = re.findall(r"<strong>(\d+)</strong> <span>([^<]+)</span>", page("en").partition('class="numbers"')[2])
    assert ("1", "collective") in shown
    assert ("2", "stories") in shown


def test_a_remark_never_repeats_what_stands_before_it() -> None:
    conference = """\
title: Hội nghị mẫu
host: [ubnd-tinh-mau]
date: {value: 2024-05-19, printed: 19/5/2024}
summary: Kể.
sources: [{title: Nguồn}]
honours: [{form: bang-khen, body: ubnd-tinh-mau, combined: 3, given: here, printed: "3 tập thể, cá nhân"}]
figures: [{indicator: Mô hình, value: 12, unit: mô hình, printed: 12 mô hình}]
"""
    site = sites.tiny(
        {
            "content/conferences/hoi-nghi.md": f"---\n{conference}---\n",
            "exemplars/registers/award-forms.yml": "- {id: bang-khen, name: Bằng khen, family: certificate}\n",
            "exemplars/registers/organisations.yml": "- {id: ubnd-tinh-mau, name: UBND tỉnh Mẫu}\n",
        }
    )
    assert site.code == 0, site.said
    main = site.page("hoi-nghi/hoi-nghi/").one("main").text
    assert "3 tập thể, cá nhân" in main
    assert "nguồn ghi" not in main
