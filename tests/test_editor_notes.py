"""Notes to editors are never published: not on a page, in the search, in a file, or in the preview."""

import functools
import pathlib
import zlib
from collections.abc import Mapping

import pydantic
import pytest
import yaml

from exemplary.preview.preview_session import PreviewSession
from exemplary.preview.server import panel
from exemplary.preview.version import Version
from exemplary.records.schema import kinds, registers
from tests import projects, sites

CANARY = "CHIMHOANGYEN"
REST = b"hoangyen"
"""The canary without its beginning, which front coding omits if the word before it begins alike."""
EVERYWHERE = {
    "exemplars/individuals/mau.md": """\
name: {value: Lê Thị Mẫu, editor_note: @}
summary: Kể chuyện mẫu.
editor_note: @
honorific: bà
positions: [{title: Hội viên, editor_note: @, organisation: {value: hoi-mau, editor_note: @}}]
place: {value: xa-mau, editor_note: @}
other_names: [{value: Mẫu, editor_note: @}]
awards:
  - form: bang-khen
    editor_note: @
    body: [{value: hoi-mau, editor_note: @}]
    date: {value: 2024, editor_note: @}
    for: {value: Việc tốt, editor_note: @}
    with: {as: family, whom: [{value: {text: gia đình}, editor_note: @}]}
    decision: {number: {value: 12/QĐ, editor_note: @}, signer: {value: Ai, editor_note: @}}
figures: [{indicator: Số hộ, value: 3, editor_note: @, source: bai}]
quotes: [{text: Lời, speaker: Ai, editor_note: @}]
steps: [{do: Góp, editor_note: @}]
media: [{kind: video, title: Phim, url: "https://phim.example/", editor_note: @, date: {value: 2024, editor_note: @}}]
sources: [bai, {id: rieng, title: Bài riêng, editor_note: @, date: {value: 2024, editor_note: @}}]
""",
    "exemplars/models/mo-hinh-mau.md": """\
name: Mô hình mẫu
summary: Góp gạo.
called: [{as: mô hình, editor_note: @}]
owner: {value: hoi-mau, editor_note: @}
since: {value: 2020, editor_note: @}
targets: [{value: Mười hộ, editor_note: @}]
adopted_by: [{who: {value: hoi-mau, editor_note: @}, editor_note: @, since: {value: 2021, editor_note: @}}]
sources: [bai]
""",
    "content/conferences/hoi-nghi-mau.md": """\
title: Hội nghị mẫu
date: {value: 2024, editor_note: @}
host: [{value: hoi-mau, editor_note: @}]
attendees: [{name: Ai, editor_note: @}]
honours:
  - form: bang-khen
    body: hoi-mau
    individuals: 2
    editor_note: @
    presenters: [{name: Ai, editor_note: @}]
    for: {value: Việc tốt, editor_note: @}
results: [{value: Kết quả, editor_note: @}]
proposals: [{value: Đề xuất, editor_note: @, owner: [{value: hoi-mau, editor_note: @}]}]
tasks: [{value: Việc, editor_note: @, due: {value: 2025, editor_note: @}}]
sources: [bai]
""",
    "content/themes/chuyen-de-mau.md": """\
designation: {value: chuyên đề toàn khóa, editor_note: @}
issuer: {value: hoi-mau, editor_note: @}
""",
    "content/stories/chuyen-mau.md": """\
title: Chuyện mẫu
summary: Kể.
date: 2024
occasion: {value: Ngày mẫu, editor_note: @}
""",
}
REGISTERS = {
    "places": "- {id: xa-mau, name: xã Mẫu, level: commune, editor_note: @}",
    "organisations": "- {id: hoi-mau, name: Hội Mẫu, level: communal, blocs: khoi-mau, editor_note: @}",
    "documents": "- {id: van-ban, kind: quy định, title: Mẫu, editor_note: @, date: {value: 2024, editor_note: @}}",
    "award-forms": "- {id: bang-khen, name: Bằng khen, family: certificate, editor_note: @}",
    "blocs": "- {id: khoi-mau, name: Khối Mẫu, editor_note: @, organiser: {value: hoi-mau, editor_note: @}}",
    "fields": "- {id: linh-vuc-mau, name: Lĩnh vực mẫu, editor_note: @}",
    "sources": "- {id: bai, title: Bài mẫu, editor_note: @, date: {value: 2024, editor_note: @}}",
}


def files() -> dict[str, str]:
    """A tiny site with a note to editors wherever one is allowed."""
    records = {name: f"---\n{text}---\nChuyện kể.\n" for name, text in EVERYWHERE.items()}
    entries = {f"exemplars/registers/{name}.yml": f"{text}\n" for name, text in REGISTERS.items()}
    base = dict.fromkeys((name for name in projects.BASE if name.startswith(("content/", "exemplars/"))), "")
    return {**base, **{name: text.replace("@", CANARY) for name, text in {**records, **entries}.items()}}


@functools.cache
def built() -> sites.Built:
    site = sites.tiny(files(), "--notes")
    assert site.code == 0, site.said
    return site


def holders(contents: Mapping[str, bytes]) -> list[str]:
    """The files that contain the canary, plain or decompressed, in any case, possibly without its beginning."""
    return [name for name, content in contents.items() if REST in content.lower() or REST in _unpacked(content).lower()]


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return b""


def test_no_note_to_editors_is_published() -> None:
    assert holders(built().files()) == []


def test_a_note_to_readers_would_be_seen_on_the_page_and_in_the_search() -> None:
    name = "exemplars/individuals/mau.md"
    told = {**files(), name: files()[name].replace(f"editor_note: {CANARY}\nhonorific: bà", f"honorific: {CANARY}")}
    told[name] = told[name].replace("do: Góp", f"do: {CANARY}")
    found = holders(sites.tiny(told).files())
    assert "ca-nhan/mau/index.html" in found
    assert {pathlib.PurePath(one).name for one in found if one.startswith("assets/exemplary/search/")} >= {"index"}


def test_no_note_to_editors_is_in_what_the_preview_serves() -> None:
    versions: list[Version] = []
    desk = PreviewSession(built().root / "mkdocs.yml", versions.append, "vi")
    (version,) = versions
    served = {name: version.content(name) or b"" for name in built().files()}
    pages = {page.file for page in version.site.pages}
    assert pages <= served.keys()
    assert all(served[page] for page in pages)
    assert any(content for name, content in served.items() if name.startswith("assets/exemplary/search/"))
    assert holders({**served, "panel": panel(version, "vi")}) == []
    desk.folder.cleanup()


def test_the_notes_are_where_editors_may_write_them() -> None:
    """Every group of fields that accepts a note to editors has one in the site above."""
    written = {name for text in files().values() for name in _noted(_data(text))}
    takers = {name for model in (*kinds.KINDS.values(), *registers.REGISTERS.values()) for name in _takers(model)}
    assert takers - written == set()


def _data(text: str) -> object:
    return yaml.safe_load(text.split("---\n")[1] if text.startswith("---") else text)


def _noted(data: object, field: str = "") -> set[str]:
    """The fields whose values carry a note."""
    if isinstance(data, list):
        return {name for item in data for name in _noted(item, field)}
    if not isinstance(data, dict):
        return set()
    below = {name for key, value in data.items() for name in _noted(value, key)}
    return below | ({field} if field and "editor_note" in data else set())


NOT_PLANTED = set(
    "birth_year date death_year deed founded issuer members number parent retrieved shortcomings title until".split()
)
"""Values of a type that another field has, inserted there."""


def _takers(model: type[pydantic.BaseModel]) -> set[str]:
    """The fields of a model that contain a group with a note to editors."""
    found = set()
    for name, field in model.model_fields.items():
        for inner in _models(field.annotation):
            if "editor_note" in inner.model_fields:
                found.add(field.alias or name)
            found |= _takers(inner)
    return found - NOT_PLANTED


def _models(annotation: object) -> list[type[pydantic.BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_every_register_has_a_note_to_editors(name: str) -> None:
    assert "editor_note" in registers.REGISTERS[name].model_fields


def test_no_note_to_editors_is_in_what_the_project_publishes_of_itself() -> None:
    """The notes in the project's own registers are on none of its pages."""
    notes = {
        line.split("editor_note:", 1)[1].strip().strip('"}')
        for path in pathlib.Path(sites.ROOT, "exemplars").rglob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "editor_note:" in line
    }
    assert notes
    for note in notes:
        assert sites.own().mentions(note) == [], note
