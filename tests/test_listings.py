"""Lists: their records, order, division into pages that do not change, and addresses that do not change."""

import datetime
import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

import hypothesis
import pytest
import yaml
from hypothesis import strategies

from exemplary.diagnostics import ExemplaryError
from exemplary.graph import SiteGraph
from exemplary.graph.places import Places
from exemplary.i18n import locales
from exemplary.presenters import list_page
from exemplary.presenters.context import PageContext
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.kinds import KINDS, Body
from exemplary.records.schema.registers import Field
from exemplary.records.schema.types import Ref
from exemplary.site.listings import PAGE_SIZE, Key, Listing, listings
from exemplary.site.urls import SEGMENTS, Addresses, relative
from tests.projects import CASES, planned

FILES = yaml.safe_load((CASES / "graph.yml").read_text("utf-8"))
ADDRESSES = yaml.safe_load((CASES / "addresses.yml").read_text("utf-8"))
LETTERS = yaml.safe_load((CASES / "letters.yml").read_text("utf-8"))
VIETNAMESE = Addresses.of("vi", {})


FIELDS = {Ref("fields", "an-sinh"): Field.model_validate({"id": "an-sinh", "name": "An sinh"})}


def record(slug: str, kind: str = "individuals", **facts: Any) -> Record:
    return Record.of(Ref(kind, slug), "", "", Body(KINDS[kind].model_validate({"name": slug, **facts}), Story()))


def listed(records: Iterable[Record], language: str = "vi") -> Mapping[Key, Listing]:
    given = tuple(records)
    graph = SiteGraph({one.ref: one for one in given}, FIELDS, {}, frozenset(), Places({}), {}, {})
    return listings(graph, VIETNAMESE, language, given)


def slugs(listing: Listing, number: int) -> list[str]:
    return [member.ref.slug for member in listing.page(number)]


def published(days: list[datetime.date]) -> list[Record]:
    return [record(f"nguoi-{number}", published=day.isoformat()) for number, day in enumerate(days)]


# Pages


@pytest.mark.parametrize(("count", "pages", "newest"), [(1, 1, 1), (48, 1, 48), (49, 2, 1), (96, 2, 48), (100, 3, 4)])
def test_a_page_holds_48_and_the_newest_are_at_the_lists_own_address(count: int, pages: int, newest: int) -> None:
    listing = listed(published([datetime.date(2024, 1, 1) + datetime.timedelta(n) for n in range(count)]))[Key("all")]
    assert (listing.page_count, listing.front_number) == (pages, pages)
    assert slugs(listing, pages)[0] == f"nguoi-{count - 1}"
    assert len(slugs(listing, pages)) == newest
    assert slugs(listing, 1)[-1] == "nguoi-0"


DAYS = strategies.lists(
    strategies.dates(datetime.date(2020, 1, 1), datetime.date(2026, 1, 1)), min_size=1, max_size=120
)


@hypothesis.settings(max_examples=40, deadline=None)
@hypothesis.given(DAYS, strategies.integers(1, 3))
def test_a_full_page_never_changes_when_newer_records_are_added(days: list[datetime.date], more: int) -> None:
    newer = [record(f"a-{number}", published=f"2026-02-{number + 1:02}") for number in range(more)]
    before = listed(published(days))[Key("individuals")]
    after = listed([*newer, *published(days)])[Key("individuals")]
    for number in range(1, len(days) // PAGE_SIZE + 1):
        assert before.page(number) == after.page(number)
    assert sum(len(after.page(number)) for number in range(1, after.page_count + 1)) == len(days) + more


def test_older_pages_are_numbered_below_the_list(tmp_path: pathlib.Path) -> None:
    text = "name: Mẫu {0}\nsummary: Việc.\nsources: [bao-mau]\npublished: 2024-01-{0:02}\nfields: [an-sinh]\n"
    files = {f"exemplars/individuals/mau-{n:02}.yml": text.format(n % 28 + 1) for n in range(97)}
    site = planned(tmp_path, files)
    assert {"linh-vuc/an-sinh/", "linh-vuc/an-sinh/trang/1/", "linh-vuc/an-sinh/trang/2/"} <= set(site.by_address)
    assert "linh-vuc/an-sinh/trang/3/" not in site.by_address
    assert site.by_address["linh-vuc/an-sinh/"].number == 3


# Letters


@pytest.mark.parametrize("kind", LETTERS)
def test_names_are_listed_under_their_letter_in_alphabetical_order(kind: str) -> None:
    table: Mapping[str, list[str]] = LETTERS[kind]
    names = [name for of_letter in table.values() for name in of_letter]
    records = {f"x{number}": record(f"x{number}", kind, name=name) for number, name in enumerate(sorted(names))}
    list_page = listed(records.values())
    found = {
        letter: [records[slug].label("vi") for slug in slugs(list_page[Key("a-z", letter)], 1)]
        for facet, letter in list_page
        if facet == "a-z"
    }
    assert found == table


def test_a_translated_name_is_listed_under_its_own_letter() -> None:
    model = record("hu-gao", "models", name="Hũ gạo", translations={"en": {"name": "Rice jar"}})
    assert Key("a-z", "r") in listed([model], "en")
    assert Key("a-z", "h") in listed([model], "vi")


# Lists with a common property


def test_a_field_has_a_list_and_one_for_each_kind() -> None:
    records = [record("mot", fields=["an-sinh"]), record("hai", "models", fields=["an-sinh"]), record("ba")]
    list_page = listed(records)
    assert {member.ref.slug for member in list_page[Key("field", "an-sinh")].members} == {"mot", "hai"}
    assert slugs(list_page[Key("individuals/field", "an-sinh")], 1) == ["mot"]
    assert slugs(list_page[Key("models/field", "an-sinh")], 1) == ["hai"]
    assert list_page[Key("models/field", "an-sinh")].address == "mo-hinh/linh-vuc/an-sinh/"


def test_tags_that_fold_alike_share_a_list() -> None:
    list_page = listed([record("mot", tags=["Hũ gạo"]), record("hai", tags=["hu gao"])])
    assert {member.ref.slug for member in list_page[Key("tag", "hu-gao")].members} == {"mot", "hai"}


def test_a_record_without_a_year_is_in_no_list_of_years() -> None:
    assert not [key for key in listed([record("mot", published="2024")]) if key.facet == "year"]


def test_an_organisation_is_listed_with_what_it_does(tmp_path: pathlib.Path) -> None:
    members = planned(tmp_path, FILES).lists["vi"][Key("organisation", "ubnd-tinh-mau")].members
    assert {str(member.ref): member.edge for member in members} == {
        "individuals/co-ba": "awards.body",
        "individuals/co-tu": "awards.body",
        "themes/2023": "issuer",
        "conferences/2023-mau": "host",
    }


def test_a_bloc_is_listed_with_its_collectives_and_without_any(tmp_path: pathlib.Path) -> None:
    files = {
        "exemplars/registers/blocs.yml": "- {id: khoi-mau, name: Khối Mẫu}\n- {id: cum-mau, name: Cụm Mẫu}\n",
        "exemplars/collectives/to-mau.yml": "name: Tổ\nsummary: Việc.\nsources: [bao-mau]\nblocs: khoi-mau\n",
    }
    found = planned(tmp_path, files).lists["vi"]
    members = {bloc: found[Key("bloc", bloc)].members for bloc in ("khoi-mau", "cum-mau")}
    assert {bloc: [str(one.ref) for one in group] for bloc, group in members.items()} == {
        "khoi-mau": ["collectives/to-mau"],
        "cum-mau": [],
    }


VI = locales.find("vi")
AWARDS = """\
name: Mẫu
summary: Việc.
sources: [bao-mau]
awards:
  - {form: bang-khen, body: ubnd-tinh-mau, date: 2020-05}
  - {form: giay-khen, body: ubnd-tinh-mau, deed: 2018}
  - {form: giai-thuong, body: ubnd-tinh-mau, edition: 2016}
  - {form: ky-niem-chuong, body: ubnd-tinh-mau, with: family}
  - {form: huan-chuong, body: ubnd-tinh-mau, date: 2024}
"""


@pytest.mark.parametrize(
    ("form", "year", "reason"),
    [
        ("bang-khen", "2020", ""),
        ("giay-khen", "2018", ""),
        ("giai-thuong", "2016", ""),
        ("ky-niem-chuong", VI.label("date.none"), VI.label("award.not_alone")),
        ("huan-chuong", "2024", ""),
    ],
)
def test_the_list_of_an_award_form_shows_the_year_of_that_award(
    form: str, year: str, reason: str, tmp_path: pathlib.Path
) -> None:
    forms = ("bang-khen", "giay-khen", "giai-thuong", "ky-niem-chuong", "huan-chuong")
    register = "".join(f"- {{id: {one}, name: {one}, family: other}}\n" for one in forms)
    files = {"exemplars/registers/award-forms.yml": register, "exemplars/individuals/mau.yml": AWARDS}
    site = planned(tmp_path, files)
    page = site.by_address[f"khen-thuong/{form}/"]
    (card,) = list_page.view(
        PageContext(SiteQueries(site, MediaFiles({}, {}, {})), page, lambda story, context, record: "")
    ).cards
    assert card.face().year == year
    assert "".join(phrase.text for phrase in card.reason) == reason


# Addresses


@pytest.mark.parametrize("case", ADDRESSES.items(), ids=lambda case: case[0])
def test_pages_have_the_addresses_in_the_table(case: tuple[str, Mapping[str, Any]], tmp_path: pathlib.Path) -> None:
    site = planned(tmp_path, FILES, **case[1]["settings"])
    assert [address for address in case[1]["addresses"] if not site.has(address)] == []
    assert [address for address in case[1].get("absent", []) if site.has(address)] == []


def test_tags_and_blocs_have_an_index_only_if_there_are_any(tmp_path: pathlib.Path) -> None:
    bloc = {"exemplars/registers/blocs.yml": "- {id: khoi-mau, name: Khối Mẫu}\n"}
    bare, blocs = planned(tmp_path / "bare", {}), planned(tmp_path / "blocs", bloc)
    assert [address for address in ("the/", "khoi-cum/") if bare.has(address)] == []
    assert [address for address in ("khoi-cum/", "khoi-cum/khoi-mau/") if not blocs.has(address)] == []


def test_only_translated_records_have_a_page_in_the_other_language(tmp_path: pathlib.Path) -> None:
    story = "title: Chuyện\nsummary: Một.\ndate: 2024\ntranslations: {en: {title: A tale}}\n"
    site = planned(tmp_path, {**FILES, "content/stories/dich.yml": story}, languages=["vi", "en"])
    assert site.has("en/cau-chuyen/dich/")
    assert not site.has("en/cau-chuyen/chuyen-hu-gao/")


@pytest.mark.parametrize(
    "changed", [{"individuals": "tap-the"}, {"people": "nguoi"}, {"individuals": "Cá nhân"}, {"individuals": "a/b"}]
)
def test_segments_that_cannot_be_stop_the_work(changed: dict[str, str]) -> None:
    with pytest.raises(ExemplaryError):
        Addresses.of("vi", changed)


def test_both_languages_name_the_same_segments() -> None:
    assert set(SEGMENTS["vi"]) == set(SEGMENTS["en"])


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [("", "", "./"), ("", "nam/2024/", "./nam/2024/"), ("ca-nhan/mau/", "", "../../"), ("nam/", "nam/", "../nam/")],
)
def test_the_way_from_page_to_page(source: str, target: str, way: str) -> None:
    assert relative(source, target) == way
