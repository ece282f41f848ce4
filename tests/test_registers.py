"""The registers that state the law: award forms with their articles, successors of former units with their basis."""

import datetime
import pathlib

import pytest
import yaml

from exemplary import starters
from exemplary.build import pipeline
from exemplary.diagnostics import Report
from exemplary.graph.places import Places
from exemplary.i18n.dates import parse
from exemplary.project import Project
from exemplary.records.load import load
from exemplary.records.schema.registers import AnyEntry, AwardForm, PlaceEntry
from exemplary.records.schema.types import Ref
from exemplary.settings import Settings
from tests import sites
from tests.projects import CASES, ref

THE_LAW = "Luật Thi đua, khen thưởng 06/2022/QH15"
LAW = yaml.safe_load((CASES / "award-forms-of-the-law.yml").read_text("utf-8"))
SITES = {"own": sites.ROOT, "starter": starters.HERE / "empty"}


def entries(root: pathlib.Path) -> dict[Ref, AnyEntry]:
    now = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    project = Project(root, root / "content", root / "site", Settings(), now, root / ".cache")
    return dict(load(project, Report(), pipeline.reader()).entries)


def forms(root: pathlib.Path) -> list[AwardForm]:
    return [entry for entry in entries(root).values() if isinstance(entry, AwardForm)]


@pytest.fixture(scope="module")
def places() -> Places:
    return Places({name: entry for name, entry in entries(sites.ROOT).items() if isinstance(entry, PlaceEntry)})


def found_at(places: Places, place: str, day: str) -> set[str]:
    return {reach.place.slug for reach in places.reaches(ref(f"places/{place}")) if reach.holds_at(parse(day).last)}


@pytest.mark.parametrize("root", SITES.values(), ids=SITES)
def test_each_form_of_the_law_is_there_with_its_article_and_no_other_claims_one(root: pathlib.Path) -> None:
    stated = [(form.id, form.family, list(form.recipients), form.law) for form in forms(root) if form.law]
    assert stated == [
        (form["id"], form["family"], form["recipients"], f"{THE_LAW}, Điều {form['article']}") for form in LAW
    ]


def test_the_starter_holds_the_forms_of_the_law_as_the_own_site_does() -> None:
    own, starter = ([form for form in forms(root) if form.law] for root in SITES.values())
    assert own == starter


@pytest.mark.parametrize("root", SITES.values(), ids=SITES)
def test_medals_go_to_persons_only(root: pathlib.Path) -> None:
    medals = [form for form in forms(root) if form.family == "medal"]
    assert len(medals) == 7
    assert {form.recipients for form in medals} == {("individual",)}


@pytest.mark.parametrize("root", SITES.values(), ids=SITES)
def test_a_form_outside_the_law_says_so_to_readers_in_both_languages(root: pathlib.Path) -> None:
    outside = [form for form in forms(root) if not form.law]
    assert {"tuyen-duong", "dien-hinh-tien-tien"} <= {form.id for form in outside}
    for form in outside:
        assert "không phải" in form.note.text("vi").lower(), form.id
        assert "not a " in form.note.text("en").lower(), form.id


@pytest.mark.parametrize("root", SITES.values(), ids=SITES)
def test_each_form_has_a_name_in_both_languages(root: pathlib.Path) -> None:
    assert [form.id for form in forms(root) if not (form.name.vi and form.name.en)] == []


def test_forms_not_yet_compared_with_the_law_have_a_note_to_editors_only() -> None:
    for entry in [*entries(SITES["own"]).values(), *forms(SITES["starter"])]:
        if isinstance(entry, (AwardForm, PlaceEntry)):
            assert "đối chiếu" not in (entry.note or ""), entry.id


def test_an_ended_unit_names_the_basis_of_what_it_became_or_what_is_not_known_of_it(places: Places) -> None:
    ended = [entry for entry in places.entries.values() if entry.to and entry.successors]
    assert len(ended) > 30
    assert [entry.id for entry in ended if not entry.legal_basis and not entry.editor_note] == []


def test_a_record_of_the_city_before_its_growth_is_not_found_on_the_land_that_came_later(places: Places) -> None:
    gained = {"yen-dung", "tan-an", "canh-thuy", "dong-viet"}
    assert found_at(places, "bac-giang-thanh-pho", "2022-05-19") & gained == set()
    assert {"bac-giang-phuong", "da-mai"} <= found_at(places, "bac-giang-thanh-pho", "2022-05-19")
    assert gained <= found_at(places, "bac-giang-thanh-pho", "2025-03-01")


def test_a_record_of_the_district_that_was_merged_is_found_on_its_own_land(places: Places) -> None:
    assert {"bac-giang-thanh-pho", "yen-dung", "dong-viet"} <= found_at(places, "yen-dung-huyen", "2022-05-19")
