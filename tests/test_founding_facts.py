"""The project's own site says what its sources say: nothing more, no sums of its own, no name they do not print."""

import pathlib
import re

import pytest
import yaml

from tests import markup, sites

DONG_NAI = "hoi-nghi/2024-dong-nai/"
BLOC = "hoi-nghi/2021-dang-uy-khoi/"
TIEN_GIANG = "hoi-nghi/2023-tien-giang/"
CHU_PUH = "cau-chuyen/chu-puh-lam-theo-bac-2023/"
TOGETHER = "mo-hinh/toan-dan-doan-ket-xay-dung-nong-thon-moi-do-thi-van-minh/"
FORBIDDEN = yaml.safe_load((pathlib.Path(__file__).parent / "cases/forbidden-words.yml").read_text("utf-8"))


def page(address: str) -> markup.Markup:
    return sites.own().page(address)


def announced(address: str) -> list[set[str]]:
    """The counts in each row of a conference's table of honours: {“39 cá nhân”, “24 tập thể”}."""
    html = markup.file_of(sites.own().site, address).read_text("utf-8")
    html = re.sub(r'<span class="whole">([^<]*)</span>', r"\1", html)
    cells = re.findall(r'<td class="announced".*?</td>', html, re.S)
    return [set(re.findall(r"<span>([^<]+)</span>", cell.partition('<ul class="conferral')[0])) for cell in cells]


def has_number(text: str, number: str) -> bool:
    return re.search(rf"(?<![\d.,/]){re.escape(number)}(?![\d/]|[.,]\d)", text) is not None


def test_the_whole_site_is_built_without_an_error_or_a_warning() -> None:
    assert sites.own().code == 0, sites.own().said
    assert "0 errors, 0 warnings" in sites.own().said


# Đồng Nai 2024


def test_dong_nai_shows_each_number_announced_and_never_their_sum() -> None:
    assert announced(DONG_NAI) == [{"2 cá nhân"}, {"3 tập thể, cá nhân"}, {"24 tập thể", "39 cá nhân"}]
    words = page(DONG_NAI).words
    for sum_of_ours in ("68", "63", "41"):
        assert not has_number(words, sum_of_ours), sum_of_ours


def test_the_day_of_the_meeting_in_dong_nai_is_only_known_to_be_before_its_report() -> None:
    words = page(DONG_NAI).words
    assert "chậm nhất 19/5/2024" in words
    assert "bản tin đăng ngày 19/5/2024 và không nêu ngày họp" in words


# The party bloc 2021


def test_the_honours_of_the_bloc_stand_with_their_parts_each_in_its_own_scope() -> None:
    assert announced(BLOC) == [
        {"193 tập thể và cá nhân", "67 tập thể", "126 cá nhân"},
        {"2.412 tập thể và cá nhân", "963 tập thể", "1.449 cá nhân"},
        {"16 tập thể", "32 cá nhân"},
    ]


@pytest.mark.parametrize("address", [BLOC, "so-lieu/"])
def test_what_belongs_to_different_scopes_is_never_added_up(address: str) -> None:
    for sum_of_ours in ("48", "241", "2.605", "2.653"):
        assert not has_number(page(address).words, sum_of_ours), sum_of_ours


def test_a_ratio_stands_as_it_was_printed_and_no_percentage_is_made_of_it() -> None:
    for address in (BLOC, "so-lieu/"):
        words = page(address).words
        assert "151/196" in words
        assert not re.search(r"\b77([.,]\d+)?\b", words)


def test_the_bloc_belongs_to_no_province() -> None:
    assert "Hà Tĩnh" not in page(BLOC).words
    assert not [
        one for one in page(BLOC).all("a") if "dia-phuong/" in one.attributes["href"] and one.text != "Địa phương"
    ]
    html = markup.file_of(sites.own().site, BLOC).read_text("utf-8")
    assert '"location"' not in html
    organisation = page("to-chuc/dang-uy-khoi-cac-co-quan-va-doanh-nghiep-tinh/").words
    assert "Hà Tĩnh" not in organisation


# Tiền Giang 2023


def test_the_date_in_tien_giang_is_shown_as_inferred_with_what_was_printed() -> None:
    words = page(TIEN_GIANG).words
    assert "9/5/2023 suy ra: nguồn ghi “chiều 9/5”" in words
    assert "nguồn ghi: Chiều 9/5" in words


def test_a_total_that_the_source_does_not_split_stays_whole() -> None:
    assert announced(TIEN_GIANG) == [
        {"1 tập thể", "2 cá nhân"},
        {"1 tập thể", "2 cá nhân"},
        {"1.778 tập thể và cá nhân"},
    ]


# Bắc Giang 2022, and misprints


def test_a_date_that_the_press_printed_is_given_as_printed_with_a_word_of_caution() -> None:
    words = page("van-ban/101-qd-tw/").words
    assert "6/7/2012" in words
    assert "ngày theo báo in, chưa đối chiếu với văn bản" in words
    for other in ("7/6/2012", "7-6-2012", "07/06/2012", "2012-06-07"):
        assert sites.own().mentions(other) == []


def test_numbers_are_written_as_readers_here_write_them() -> None:
    words = page("cau-chuyen/bac-giang-lam-theo-bac-2022/").words
    for number in ("13.791", "259.409", "13.469", "96,6", "98,3", "1–2"):
        assert number in words, number
    assert not has_number(words, "272.878")  # of collectives and of individuals: never one number


def test_reported_speech_is_not_turned_into_answers() -> None:
    interview = page("cau-chuyen/bac-giang-lam-theo-bac-2022/")
    assert interview.all(class_="answer") == []
    assert interview.all("blockquote") == []


# Chư Pưh 2023


@pytest.mark.parametrize("place", ["chu-puh-huyen", "gia-lai", "ia-phang"])
def test_the_story_of_chu_puh_is_listed_in_the_units_of_its_time(place: str) -> None:
    card = card_of(CHU_PUH, f"dia-phuong/{place}/")
    assert "một phần" not in card.text


@pytest.mark.parametrize(
    ("place", "name"),
    [("chu-puh-xa", "xã Chư Pưh"), ("ia-hru", "xã Ia Hrú"), ("ia-ko", "xã Ia Ko"), ("ia-le", "xã Ia Le")],
)
def test_the_story_of_chu_puh_is_listed_in_the_communes_of_today_with_the_words_that_say_why(
    place: str, name: str
) -> None:
    card = card_of(CHU_PUH, f"dia-phuong/{place}/")
    assert f"thuộc {name} từ 1/7/2025" in card.text


def card_of(record: str, listing: str) -> markup.Element:
    cards = page(listing).all("article", class_="card")
    title = page(record).one("h1").text
    found = [card for card in cards if title in card.text]
    assert len(found) == 1, f"{record} stands {len(found)} times in {listing}"
    return found[0]


def test_the_three_quotations_are_verbatim_and_the_captain_has_the_office_that_is_printed() -> None:
    words = page(CHU_PUH).words
    assert "tôi thường xuyên nâng cao ý thức tự rèn luyện, học tập và thực hiện tốt phong trào" in words
    assert "Đại úy, Công an xã Ia Phang" in words
    assert "đảng viên Chi bộ" not in words


# Models


def test_a_model_that_two_sources_call_differently_is_one_record_with_both_names() -> None:
    pages = [path for path in sites.own().site.glob("mo-hinh/*/index.html") if "doan-ket-xay-dung" in path.parent.name]
    assert len(pages) == 1
    words = page(TOGETHER).words
    assert re.search(r"Tên gọi trong nguồn mô hình\d*\s*cuộc vận động", words)
    assert page("dia-phuong/tien-giang/").all("a", href=f"../../{TOGETHER}")
    assert page("dia-phuong/chu-puh-huyen/").all("a", href=f"../../{TOGETHER}")


def test_every_model_that_the_five_articles_name_has_its_page() -> None:
    words = page("mo-hinh/").words
    for name in (
        *("Khu dân cư tự quản vệ sinh môi trường", "Toàn dân tham gia giữ gìn an ninh trật tự", "Hũ gạo tình thương"),
        *("Giúp nhau giảm nghèo", "Gia đình tôi học tập và làm theo gương Bác", "Nông dân phát triển bền vững"),
        *("Ba trách nhiệm", "Giỏi việc nước, đảm việc nhà", "10+1", "Ánh sáng và tiếng kẻng an ninh"),
        *("Công an nhân dân thực hiện 6 điều Bác Hồ dạy", "Toàn dân bảo vệ an ninh Tổ quốc"),
    ):
        assert name in words, name


# People


def test_a_person_of_whom_only_a_tag_page_tells_is_nowhere() -> None:
    assert sites.own().mentions("Nguyễn Đức Chính") == []
    assert sites.own().mentions("nguyen-duc-chinh") == []


def people() -> list[pathlib.Path]:
    site = sites.own().site
    return sorted(path for kind in ("ca-nhan", "tap-the") for path in site.glob(f"{kind}/*/index.html"))


def test_the_pages_of_people_say_nothing_that_is_not_recognition() -> None:
    every = "|".join(re.escape(word) for words in FORBIDDEN["words"].values() for word in words)
    names = "|".join(re.escape(name) for name in FORBIDDEN["names"])
    assert len(people()) > 20
    for path in people():
        words = re.sub(names, "", markup.read_file(path).words, flags=re.I)
        found = re.findall(rf"\b(?:{every})\b", words, re.I)
        assert found == [], f"{path.parent.name}: {found}"


def test_every_commended_person_and_collective_has_a_source_that_readers_can_open() -> None:
    shown = [path for path in people() if path.parent.name != "linh-vuc"]
    for path in shown:
        links = [
            one for one in markup.read_file(path).all("a") if one.attributes["href"].startswith(("https://", "http://"))
        ]
        assert links, path.parent.name


def test_the_ground_on_which_a_person_is_shown_is_never_printed_with_its_reference() -> None:
    assert sites.demo().mentions("HS-MAU-") == []


# The front page


def test_only_who_holds_a_dated_commendation_is_newly_commended_the_latest_first() -> None:
    html = markup.file_of(sites.own().site, "").read_text("utf-8")
    section = html[html.index("Mới được khen thưởng") :].partition("</section>")[0]
    years = re.findall(r"(?:·|>)\s*((?:bài báo )?\d{4})\s*<", section)
    assert len(years) == 8 and years == sorted(years, reverse=True)
