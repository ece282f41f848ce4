"""Places have a history: a record keeps the unit of its time and is also listed under what the unit became."""

import pathlib
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from exemplary.graph.places import Places, Reach
from exemplary.i18n.dates import parse
from exemplary.records.schema.types import Ref
from exemplary.site.listings import Key
from tests.projects import CASES, linked, planned, ref

TABLE = yaml.safe_load((CASES / "places.yml").read_text("utf-8"))
REGISTER = {"exemplars/registers/places.yml": TABLE["register"]}
SOUND = "name: {name}\nsummary: Việc đã làm.\nsources: [{{title: Bản tin ví dụ}}]\n"
HISTORY = {
    "exemplars/registers/organisations.yml": "- {id: ubnd-tinh-mau, name: UBND tỉnh Mẫu, level: provincial}\n",
    **REGISTER,
}


def shown(reach: Reach) -> str:
    former = f" ({reach.how} {reach.former.slug})" if reach.former else ""
    return f"{reach.place.slug}{former}"


def individual(name: str, at: str, day: str = "") -> dict[str, str]:
    award = f"awards: [{{form: bang-khen, body: ubnd-tinh-mau, date: {day}}}]\n" if day else ""
    return {f"exemplars/individuals/{name}.yml": f"{SOUND.format(name=name)}place: {at}\n{award}"}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return linked(tmp_path_factory.mktemp("places"), HISTORY).places


@pytest.mark.parametrize("case", TABLE["cases"].items(), ids=lambda case: case[0])
def test_a_record_is_listed_under_old_and_new_units(
    case: tuple[str, Mapping[str, Any]], tmp_path: pathlib.Path
) -> None:
    given = case[1]
    graph = linked(tmp_path, {**HISTORY, **individual("nguoi-mau", given["at"], str(given.get("day", "")))})
    found = graph.reaches(graph.records[ref("individuals/nguoi-mau")])
    assert [shown(reach) for reach in found] == given["found"]


def test_a_district_never_maps_to_the_commune_that_kept_its_name(tmp_path: pathlib.Path) -> None:
    files = {**individual("cua-xa", "chu-mau-xa", "2026"), **individual("cua-huyen", "chu-mau-huyen", "2024")}
    lists = planned(tmp_path, {**HISTORY, **files}).lists["vi"]
    district, commune = (lists[Key("place", place)].members for place in ("chu-mau-huyen", "chu-mau-xa"))
    assert [(member.ref.slug, shown(member.reach)) for member in district] == [("cua-huyen", "chu-mau-huyen")]
    assert [(member.ref.slug, shown(member.reach)) for member in commune] == [
        ("cua-huyen", "chu-mau-xa (part chu-mau-huyen)"),
        ("cua-xa", "chu-mau-xa"),
    ]


def test_a_model_is_found_where_it_is_carried_out(tmp_path: pathlib.Path) -> None:
    model = f"{SOUND.format(name='Hũ gạo')}adopted_by: [{{who: {{text: phụ nữ}}, place: [ia-hai, xa-chuyen]}}]\n"
    graph = linked(tmp_path, {**HISTORY, "exemplars/models/hu-gao.yml": model})
    found = {reach.place.slug for reach in graph.reaches(graph.records[ref("models/hu-gao")])}
    assert {"ia-hai", "xa-chuyen", "tinh-moi", "tinh-xa"} <= found


@pytest.mark.parametrize(
    ("day", "above"),
    [("2024-01-01", ["chu-mau-huyen", "tinh-cu"]), ("2026-01-01", ["tinh-moi"]), (None, ["tinh-moi"])],
)
def test_the_units_above_are_those_of_the_day(day: str | None, above: list[str], places: Places) -> None:
    chain = places.above(Ref("places", "ia-hai"), parse(day).last if day else None)
    assert [place.slug for place in chain] == above
