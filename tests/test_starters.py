"""The starters keep their promises: the demo shows everything and is clearly fictional; copying overwrites nothing."""

import datetime
import inspect
import pathlib
import re
import typing
from collections.abc import Iterator

import pydantic
import pytest
from PIL import Image

from exemplary import starters
from exemplary.build import pipeline
from exemplary.diagnostics import ExemplaryError, Report, Severity
from exemplary.graph import link
from exemplary.i18n.bilingual import Prose
from exemplary.i18n.dates import PartialDate
from exemplary.project import Project
from exemplary.records import mentions
from exemplary.records.load import Collection, load
from exemplary.records.schema.aspects import files_of
from exemplary.records.schema.awards import Honour, PrizeEdition, Sharing
from exemplary.records.schema.components import Figure, Task
from exemplary.records.schema.kinds import KINDS
from exemplary.records.schema.registers import REGISTERS, Successor, Territory
from exemplary.records.schema.types import Label, Named, ProseLine, ProseText
from exemplary.settings import Settings

FICTION = re.compile(
    r"mẫu|minh họa|ví dụ|thí dụ|giả định|giả tưởng|hư cấu|thử nghiệm|tư liệu|fictional|sample", re.IGNORECASE
)
"""Words that tell a reader that the bearer of a name is fictional."""
DATES = ("2024-05-19", "2024-05", "2024", "2024?", "../2024-05-19", "2021/..", "2016/2021")
"""The forms of dates in the record format."""
NAMES = {
    "Facts.name",
    "Facts.title",
    "Individual.other_names",
    "Quote.speaker",
    "Attendee.name",
    "Attendee.group",
    "Decision.signer",
    "Media.outlet",
    "Media.title",
    "Presenter.name",
    "Theme.designation",
    "Interviewee.name",
    "TheStory.byline",
    "Source.title",
    "Source.outlet",
    "Source.byline",
    "Source.photographer",
    "Entry.name",
    "DocumentEntry.title",
    "OrganisationEntry.short",
}
"""Fields that name a person, a body, a place, a document or a text."""
PROSE = [typing.get_args(one)[1] for one in (ProseLine, ProseText)]
LABELS = {"fields"}
"""Registers whose names are common words."""
PICTURES = sorted((starters.HERE / "demo").rglob("*.png"))


def _project(name: str) -> Project:
    root, now = starters.HERE / name, datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    return Project(root, root / "content", root / "site", Settings(), now, root / ".cache")


def _loaded(name: str) -> Collection:
    return load(_project(name), Report(), pipeline.reader())


@pytest.fixture(scope="module")
def demo() -> Collection:
    return _loaded("demo")


def _stated(collection: Collection) -> Iterator[pydantic.BaseModel]:
    yield from (record.facts for record in collection.records.values())
    yield from collection.entries.values()


def _parts(value: object, field: str = "") -> Iterator[tuple[str, object]]:
    """(field, value) for everything inside a value, from the top down; defaults are left out."""
    yield field, value
    if isinstance(value, pydantic.BaseModel):
        for name in sorted(value.model_fields_set):
            yield from _parts(getattr(value, name), field if name == "value" else name)
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for item in value:
            yield from _parts(item, field)


def _owner(model: type[pydantic.BaseModel], field: str) -> str:
    """The class that first declared a field, so that an inherited field counts once."""
    declaring = [base for base in model.__mro__ if field in inspect.get_annotations(base)]
    return declaring[-1].__name__.partition("[")[0]


def _classes(annotation: object, seen: set[type[pydantic.BaseModel]]) -> set[type[pydantic.BaseModel]]:
    """The pydantic classes reachable from an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel) and annotation not in seen:
        seen.add(annotation)
        for field in annotation.model_fields.values():
            _classes(field.annotation, seen)
    for inner in typing.get_args(annotation):
        _classes(inner, seen)
    return seen


def _promised() -> dict[str, set[str]]:
    """{"Class.field": the allowed values; empty if it takes any}."""
    classes: set[type[pydantic.BaseModel]] = set()
    for root in (*KINDS.values(), *REGISTERS.values()):
        _classes(root, classes)
    promised: dict[str, set[str]] = {}
    for model in classes:
        for name, field in model.model_fields.items():
            if field.annotation is not type(None):
                promised.setdefault(f"{_owner(model, name)}.{name}", set()).update(_choices(field))
    return promised


def _choices(field: object) -> set[str]:
    """The allowed values of a field with a fixed choice."""
    pending, found = [field], set()
    while pending:
        part = pending.pop()
        schema = getattr(part, "json_schema", None)
        found.update(schema.get("enum", ()) if isinstance(schema, dict) else ())
        pending.extend(getattr(part, "metadata", ()))
        pending.extend(getattr(part, "__metadata__", ()))
        pending.extend([part.annotation] if hasattr(part, "annotation") else typing.get_args(part))
    return found


def _used(collection: Collection) -> dict[str, set[object]]:
    used: dict[str, set[object]] = {}
    for _, part in (found for top in _stated(collection) for found in _parts(top)):
        if isinstance(part, pydantic.BaseModel):
            for name in part.model_fields_set:
                value = getattr(part, name)
                members = value if isinstance(value, tuple) else (value,)
                used.setdefault(f"{_owner(type(part), name)}.{name}", set()).update(
                    member for member in members if isinstance(member, str)
                )
    return used


@pytest.mark.parametrize("name", starters.NAMES)
def test_a_starter_has_neither_error_nor_warning(name: str) -> None:
    project, report = _project(name), Report(strict=True)
    collection = load(project, report, pipeline.reader())
    assert not collection.left_out
    link(project, collection, report)
    assert [f"{one.span}: {one.message('en')}" for one in report.diagnostics if one.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("name", starters.NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    collection = _loaded(name)
    known = {*collection.records, *collection.entries}
    references = [one for record in collection.records.values() for one in mentions.of_facts(record.facts)]
    references += [one for entry in collection.entries.values() for one in mentions.of_entry(entry)]
    assert {str(one.target) for one in references if one.target not in known} == set()


def test_the_demo_uses_every_field(demo: Collection) -> None:
    assert sorted(set(_promised()) - set(_used(demo))) == []


def test_the_demo_uses_every_choice(demo: Collection) -> None:
    used = _used(demo)
    missing = {field: choices - used.get(field, set()) for field, choices in _promised().items()}
    assert {field: sorted(choices) for field, choices in missing.items() if choices} == {}


def test_the_demo_uses_every_form_of_date(demo: Collection) -> None:
    used = {_form(str(part)) for top in _stated(demo) for _, part in _parts(top) if isinstance(part, PartialDate)}
    assert {_form(date) for date in DATES} - used == set()


def _form(date: str) -> str:
    return re.sub(r"\d", "0", date)


def test_the_demo_has_every_text_in_two_languages_somewhere(demo: Collection) -> None:
    models: set[type[pydantic.BaseModel]] = set()
    for root in (*KINDS.values(), *REGISTERS.values()):
        _classes(root, models)
    fields = ((model, name, field) for model in models for name, field in model.model_fields.items())
    takers = {f"{_owner(model, name)}.{name}" for model, name, field in fields if _takes_prose(field)}
    groups = (part for top in _stated(demo) for _, part in _parts(top) if isinstance(part, pydantic.BaseModel))
    written = {f"{_owner(type(group), name)}.{name}" for group in groups for name in _bilingual(group)}
    assert {"Noted.note", "Honour.for_"} <= takers
    assert sorted(takers - written) == []


def _takes_prose(part: object) -> bool:
    """Whether a field, or its content outside classes of its own, is text in one language or two."""
    if isinstance(part, pydantic.fields.FieldInfo):
        return any(map(_takes_prose, (part.annotation, *part.metadata)))
    if isinstance(part, pydantic.PlainValidator):
        return part in PROSE
    return any(
        map(_takes_prose, getattr(part, "__pydantic_generic_metadata__", {}).get("args") or typing.get_args(part))
    )


def _bilingual(group: pydantic.BaseModel) -> Iterator[str]:
    """The fields of a group with a text in both languages."""
    for name in group.model_fields_set:
        value = getattr(group, name)
        texts = (getattr(one, "value", one) for one in (value if isinstance(value, tuple) else (value,)))
        if any(isinstance(text, Prose) and text.vi and text.en for text in texts):
            yield name


def test_the_demo_shows_records_of_every_kind_in_english(demo: Collection) -> None:
    translated = {ref.kind for ref, record in demo.records.items() if record.is_translated("en")}
    assert translated == set(KINDS)


FORMS = {
    PrizeEdition: {("year",), ("number",), ("category", "number", "year")},
    Sharing: {("as_",), ("whom",), ("as_", "whom")},
    Territory: {("from_", "gained", "legal_basis"), ("from_", "legal_basis", "lost")},
    Successor: {("part", "place"), ("place",), ("part", "place", "since"), ("how", "part", "place")},
}


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_the_demo_writes_small_groups_in_every_way(model: type[pydantic.BaseModel], demo: Collection) -> None:
    parts = (part for top in _stated(demo) for _, part in _parts(top) if isinstance(part, model))
    assert FORMS[model] - {tuple(sorted(part.model_fields_set)) for part in parts} == set()


def test_the_demo_has_bare_tasks_and_such_as_say_who_and_when(demo: Collection) -> None:
    tasks = [part for top in _stated(demo) for _, part in _parts(top) if isinstance(part, Task)]
    assert {len(task.owner) for task in tasks} == {0, 1, 2}
    assert {bool(task.due) for task in tasks} == {True, False}


def test_the_demo_attaches_papers_and_transcripts_that_can_be_opened(demo: Collection) -> None:
    files = [
        starters.HERE / "demo" / pathlib.Path(record.file).parent / file.name
        for record in demo.records.values()
        for file in files_of(record.facts)
    ]
    transcripts = [media.transcript for record in demo.records.values() for media in record.facts.media]
    assert {bool(one and one.startswith("https://")) for one in transcripts} == {True, False}
    assert {file.suffix for file in files} == {".pdf", ".txt"}
    for file in files:
        content = file.read_bytes()
        assert (
            content.startswith(b"%PDF-") and content.endswith(b"%%EOF\n") if file.suffix == ".pdf" else content.decode()
        )


def test_the_demo_adds_up_nothing(demo: Collection) -> None:
    """No number in the demonstration claims to be computed; the record format forbids that."""
    computed = re.compile(r"\b(cộng|đếm|tính ra|trung bình|tổng của)\b", re.IGNORECASE)
    remarks = [
        text
        for record in demo.records.values()
        for _, part in _parts(record.facts)
        if isinstance(part, Figure | Honour)
        for text in (part.inferred, part.note)
        if text and computed.search(text)
    ]
    assert remarks == []


def test_the_demo_names_places_and_bodies_in_both_ways(demo: Collection) -> None:
    ways = {
        (field, named.ref.kind if named.ref else "text")
        for record in demo.records.values()
        for field, named in _parts(record.facts)
        if isinstance(named, Named)
    }
    wanted = {"place": {"places", "text"}, "owner": {"organisations", "collectives", "individuals", "text"}}
    wanted |= {"who": wanted["owner"], "body": {"organisations", "collectives", "text"}}
    wanted |= {"host": {"organisations", "text"}, "organisation": {"organisations", "collectives", "text"}}
    assert {(field, way) for field, choices in wanted.items() for way in choices} - ways == set()


def test_the_demo_tells_its_stories_in_every_way() -> None:
    text = "\n".join(file.read_text("utf-8") for file in sorted((starters.HERE / "demo").rglob("*.md")))
    text += "\n".join(file.read_text("utf-8") for file in sorted((starters.HERE / "demo/exemplars").rglob("*.yml")))
    marks = {
        "table": r"^\|:?--",
        "footnote": r"^\[\^\w+\]:",
        "ordered list": r"^1\. ",
        "list": r"^- \w",
        "quote": r"^> ",
        "question": r"^Hỏi: ",
        "answer": r"^Đáp: ",
        "reference": r"\[\[[a-z/-]+\]\]",
        "labelled reference": r"\[\[[a-z/-]+\|[^\]]+\]\]",
        "story in YAML": r"^story: \|",
    }
    assert [name for name, mark in marks.items() if not re.search(mark, text, re.MULTILINE)] == []


def test_no_demo_name_could_be_taken_for_a_real_one(demo: Collection) -> None:
    tops = [(ref, record.facts) for ref, record in demo.records.items()]
    tops += [(ref, entry) for ref, entry in demo.entries.items() if ref.kind not in LABELS]
    assert [(str(ref), name) for ref, top in tops for name in _names(top) if not FICTION.search(name)] == []


def _names(top: pydantic.BaseModel) -> Iterator[str]:
    for _, part in _parts(top):
        if isinstance(part, Named) and part.text:
            yield part.text
        elif isinstance(part, pydantic.BaseModel):
            fields = (name for name in sorted(part.model_fields_set) if f"{_owner(type(part), name)}.{name}" in NAMES)
            yield from (name for field in fields for name in _said(getattr(part, field)))


def _said(value: object) -> Iterator[str]:
    """The text of a line, a stated line, a label in the main language, or each of several."""
    if isinstance(value, tuple):
        yield from (text for item in value for text in _said(item))
    elif isinstance(value, Label):
        yield value.text("vi")
    elif value:
        yield str(getattr(value, "value", value))


def test_the_front_page_says_that_it_is_fiction() -> None:
    assert FICTION.search((starters.HERE / "demo/content/index.md").read_text("utf-8").partition("---\n\n")[2])


def test_the_empty_starter_publishes_nobody() -> None:
    collection = _loaded("empty")
    assert {record.facts.status for record in collection.records.values()} == {"draft"}


def test_the_empty_starter_has_a_tile_for_each_province() -> None:
    collection = _loaded("empty")
    tiles = [entry.tile for entry in collection.entries.values() if getattr(entry, "level", "") == "province"]
    assert len(tiles) == len(set(tiles)) == 34 and None not in tiles


@pytest.mark.parametrize("name", starters.NAMES)
def test_copy_writes_the_whole_tree(name: str, tmp_path: pathlib.Path) -> None:
    target, origin = tmp_path / "new" / "site", starters.HERE / name
    written = starters.copy(name, target)
    files = [file.relative_to(origin) for file in sorted(origin.rglob("*")) if file.is_file()]
    assert written == [target / file for file in files]
    assert [file for file in files if (target / file).read_bytes() != (origin / file).read_bytes()] == []


def test_copy_leaves_other_files_alone(tmp_path: pathlib.Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    starters.copy("empty", tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("taken", ["mkdocs.yml", "exemplars/registers/places.yml", "exemplars"])
def test_copy_refuses_to_overwrite(taken: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / taken).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / taken).write_text("mine")
    with pytest.raises(ExemplaryError, match=re.escape(taken)):
        starters.copy("empty", tmp_path)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_copy_refuses_an_unknown_name(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ExemplaryError, match="empty, demo"):
        starters.copy("../demo", tmp_path)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_pictures_are_small_and_carry_nothing_else(path: pathlib.Path) -> None:
    with Image.open(path) as picture:
        picture.load()
        assert picture.size in {(800, 1000), (1200, 800)}
        assert not picture.getexif() and set(picture.info) <= {"transparency"}
    assert path.stat().st_size <= 40_000


def test_copy_leaves_a_new_repository_its_own_readme(tmp_path: pathlib.Path) -> None:
    (tmp_path / "README.md").write_text("# Của tôi\n", encoding="utf-8")
    starters.copy("empty", tmp_path)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# Của tôi\n"
    assert (tmp_path / "mkdocs.yml").is_file()


def test_a_new_site_has_the_editors_guide_of_this_one() -> None:
    guide = pathlib.Path(__file__).parents[1] / "exemplars" / "README.md"
    assert (starters.HERE / "empty" / "exemplars" / "README.md").read_bytes() == guide.read_bytes()
