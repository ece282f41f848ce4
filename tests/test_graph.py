"""The graph connects public records in both directions, and compares announced honours with recorded awards."""

import datetime
import pathlib

import pytest
import yaml

from exemplary.graph import Edge, SiteGraph
from exemplary.presenters.components.related import LIMIT, related
from exemplary.presenters.context import PageContext
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.records.schema.types import Ref
from tests.projects import CASES, lay, linked, planned, prepared, ref

FILES = yaml.safe_load((CASES / "graph.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> SiteGraph:
    return linked(tmp_path_factory.mktemp("graph"), FILES)


def names(refs: tuple[Ref, ...]) -> list[str]:
    return [str(one) for one in refs]


# Edges


@pytest.mark.parametrize(
    ("target", "kind", "sources"),
    [
        ("models/hu-gao", "story", ["individuals/co-ba"]),
        ("models/hu-gao", "part_of", ["models/hu-nho"]),
        ("individuals/co-ba", "about", ["stories/chuyen-hu-gao"]),
        ("individuals/co-ba", "owner", ["models/hu-gao"]),
        ("collectives/to-phu-nu", "adopted_by.who", ["models/hu-gao"]),
        ("collectives/to-phu-nu", "positions.organisation", ["individuals/co-ba"]),
        ("conferences/2023-mau", "awards.conference", ["individuals/co-ba", "individuals/co-tu"]),
        ("themes/2023", "themes", ["individuals/co-ba", "individuals/co-tu"]),
        ("organisations/ubnd-tinh-mau", "issuer", ["themes/2023"]),
        ("organisations/ubnd-tinh-mau", "host", ["conferences/2023-mau"]),
        ("organisations/ubnd-tinh-mau", "honours.body", ["conferences/2023-mau"]),
        ("documents/01-kl-tw", "reviews.document", ["conferences/2023-mau"]),
        ("places/tinh-mau", "place", ["individuals/co-ba", "individuals/co-tu", "organisations/ubnd-tinh-mau"]),
        ("fields/an-sinh", "fields", ["individuals/co-ba", "models/hu-gao"]),
    ],
)
def test_references_can_be_followed_backwards(target: str, kind: str, sources: list[str], graph: SiteGraph) -> None:
    assert names(graph.back(ref(target), kind)) == sources


def test_every_edge_ends_at_something_public(graph: SiteGraph) -> None:
    edges = [edge for group in graph.incoming.values() for edge in group]
    assert all(edge.target in graph.records or edge.target in graph.entries for edge in edges)
    assert Edge(ref("individuals/co-ba"), "story", ref("models/hu-gao")) in edges


@pytest.mark.parametrize("hidden", ["models/nhap", "models/sau-nay", "models/da-rut", "models/hong"])
def test_edges_connect_public_records_only(hidden: str, tmp_path: pathlib.Path) -> None:
    rest = "summary: Việc.\nsources: [bao-mau]\nrelated: [individuals/co-ba]\n"
    texts = {
        "models/nhap": f"name: Nháp\nstatus: draft\n{rest}",
        "models/sau-nay": f"name: Sau\npublish_at: 2026-11-22T12:01\n{rest}",
        "models/da-rut": "status: withdrawn\nwithdrawn: {date: 2026, reason: request}\n",
        "models/hong": f"name: Hỏng\nmembers: 5\n{rest}",
    }
    naming = f"name: Cô Năm\nsummary: Việc.\nsources: [bao-mau]\nrelated: [{hidden}]\n"
    added = {f"exemplars/{hidden}.yml": texts[hidden], "exemplars/individuals/co-nam.yml": naming}
    site, _ = prepared(lay(tmp_path, {**FILES, **added}))
    assert ref(hidden) in site.graph.hidden
    assert ref(hidden) not in site.graph.records
    assert site.graph.back(ref(hidden)) == ()
    assert ref(hidden) not in site.graph.back(ref("individuals/co-ba"))


def test_an_embargo_ends_at_its_minute(tmp_path: pathlib.Path) -> None:
    text = "name: Sau\nsummary: Việc.\nsources: [bao-mau]\npublish_at: 2026-11-22T12:00\n"
    assert ref("models/sau") in linked(tmp_path, {"exemplars/models/sau.yml": text}).records


# Dates and years


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("awards: [{A, date: 2021}, {A, date: 2023-05}, {A, date: 2022}]", 2023),
        ("awards: [{A, date: 2021}, {A, date: 2023, status: revoked}]", 2021),
        ("awards: [{A, deed: 2019}]", 2019),
        ("awards: [{A, date: 2020, deed: 2019, edition: 2022}]", 2020),
        ("awards: [{A, deed: 2019, edition: 2022}]", 2019),
        ("awards: [{A, edition: 2022}, {A, edition: lần thứ 13}]", 2022),
        ("awards: [{A, edition: {year: 2022}}, {A, date: 2021}]", 2022),
        ("awards: [{A, edition: lần thứ 13}]\nsources: [{title: T, date: 2024}]", 2024),
        ("awards: [{A, edition: 2022, conference: conferences/2023-mau}]", 2022),
        ("awards: [{A, conference: conferences/2023-mau}]\nsources: [{title: T, date: 2026}]", 2023),
        ("awards: [{A, date: 2016/2021}]", 2021),
        ("sources: [{title: T}, {title: T, date: 2024-01-02}, {title: T, date: 2025}]", 2024),
        ("sources: [bao-co-ngay]", 2018),
        ("sources: [{title: T}]\npublished: 2026-01-01", None),
    ],
)
def test_a_record_is_of_the_year_of_its_latest_valid_award(fields: str, year: int, tmp_path: pathlib.Path) -> None:
    sources = "" if "sources:" in fields else "sources: [{title: T}]\n"
    text = f"name: Mẫu\nsummary: Việc.\n{sources}{fields}\n".replace("{A,", "{form: bang-khen, body: ubnd-tinh-mau,")
    register = "- {id: bao-mau, title: Bản tin mẫu}\n- {id: bao-co-ngay, title: Bản tin mẫu, date: 2018-03}\n"
    files = {"exemplars/individuals/mau.yml": text, "exemplars/registers/sources.yml": register}
    assert linked(tmp_path, files).records[ref("individuals/mau")].year == year


def test_conferences_stories_and_themes_have_years_of_their_own(graph: SiteGraph) -> None:
    years = {str(one): record.year for one, record in graph.records.items() if one.kind in ("stories", "themes")}
    assert years == {"stories/chuyen-hu-gao": 2024, "themes/2020-2025": None, "themes/2023": 2023}
    assert graph.records[ref("conferences/2023-mau")].year == 2023


def test_a_date_is_the_last_possible_day(graph: SiteGraph) -> None:
    date = graph.records[ref("individuals/co-tu")].date
    assert date and date.last == datetime.date(2023, 5, 31)


# Announced and recorded


def test_awards_of_a_conference_are_counted_by_form_and_body(graph: SiteGraph) -> None:
    (((conference, form, bodies), holders),) = graph.recorded.items()
    assert (str(conference), str(form)) == ("conferences/2023-mau", "award-forms/bang-khen")
    assert [str(body.ref) for body in bodies] == ["organisations/ubnd-tinh-mau"]
    assert names(holders) == ["individuals/co-ba", "individuals/co-tu"]


TWO_BODIES = "[ubnd-tinh-mau, {text: Ban mẫu}]"


@pytest.mark.parametrize(
    ("body", "recorded"),
    [
        (TWO_BODIES, 1),
        ("[{text: Ban mẫu}, ubnd-tinh-mau]", 1),
        ("[ubnd-tinh-mau, {text: Ban mẫu}, ubnd-tinh-mau]", 1),
        ("ubnd-tinh-mau", 0),
        ("{text: Ban mẫu}", 0),
    ],
)
def test_several_bodies_are_one_set_in_whatever_order(body: str, recorded: int, tmp_path: pathlib.Path) -> None:
    honour = f"{{form: bang-khen, body: {TWO_BODIES}, individuals: 1}}"
    award = f"{{form: bang-khen, body: {body}, conference: conferences/2024-mau}}"
    conference = f"title: Hội nghị\ndate: 2024\nhost: ubnd-tinh-mau\nsources: [bao-mau]\nhonours: [{honour}]\n"
    person = f"name: Mẫu\nsummary: Việc.\nsources: [bao-mau]\nawards: [{award}]\n"
    files = {"content/conferences/2024-mau.yml": conference, "exemplars/individuals/mau.yml": person}
    site = planned(tmp_path, files)
    given = ref("conferences/2024-mau")
    (stated,) = site.graph.records[given].facts.honours
    assert len(site.graph.recorded.get((given, stated.form, stated.bodies), ())) == recorded


def test_fewer_recorded_than_announced_is_a_note_to_editors_only(tmp_path: pathlib.Path) -> None:
    site, found = prepared(lay(tmp_path, FILES))
    assert [one.rule.code for one in found] == ["recorded-fewer"]
    assert found[0].message("vi") == "Bằng khen của UBND tỉnh Mẫu: đã có hồ sơ 2/3"
    assert ref("conferences/2023-mau") in site.graph.records


def test_more_recorded_than_announced_takes_the_conference_off_the_site(tmp_path: pathlib.Path) -> None:
    name = "content/conferences/2023-mau.yml"
    fewer = {**FILES, name: FILES[name].replace("individuals: 3", "individuals: 1")}
    site, _ = prepared(lay(tmp_path, fewer))
    assert ref("conferences/2023-mau") not in site.graph.records
    assert ref("conferences/2023-mau") in site.graph.hidden
    assert ref("individuals/co-ba") in site.graph.records


# Related records


def test_related_records_say_why(tmp_path: pathlib.Path) -> None:
    site = planned(tmp_path, FILES)
    page = site.by_address["ca-nhan/co-ba/"]
    edition = PageContext(SiteQueries(site, MediaFiles({}, {}, {})), page, lambda story, context, record: "")
    cards = related(edition, site.graph.records[ref("individuals/co-ba")])
    reasons = {card.face().name.text: "".join(phrase.text for phrase in card.reason) for card in cards}
    assert "Lê Thị Mẫu" in reasons
    assert reasons["Hũ gạo"]
    assert "Hội nghị mẫu" in reasons["Cô Tư"]
    assert "Cô Ba" not in reasons
    assert len(cards) <= LIMIT
    assert all(reasons.values())
