"""A record is read as written; any text gives a record or findings, never an exception."""

import pathlib
import re
import tempfile
from collections.abc import Iterator

import hypothesis
import pydantic
import pytest
import yaml
from hypothesis import strategies

from exemplary.diagnostics import Severity
from exemplary.i18n import bilingual
from exemplary.records.parsing.reading import read_record
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.awards import Award
from exemplary.records.schema.components import Source, Task
from exemplary.records.schema.kinds import KINDS
from exemplary.records.schema.registers import REGISTERS
from exemplary.records.schema.types import Named, Ref
from tests.projects import lay, planned, prepared, project

ROOT = pathlib.Path(__file__).parents[1]
FRONT = """\
name: Lê Thị Mẫu
honorific: bà
birth_year: {value: "1.962", inferred: theo tuổi trong bài, printed: 61 tuổi}
positions:
  - {title: Chi hội trưởng, organisation: {text: Chi hội thôn Mẫu}, from: 2019, at: 2023-06?, note: theo bài}
place: [tinh-mau, {value: {text: thôn Mẫu}, note: không có mã}]
summary: >
  Giữ hũ gạo chung của thôn
  suốt bảy năm.
awards:
  - form: bang-khen
    body: ubnd-tinh-mau
    date: {value: 2023-05-09, inferred: năm suy ra, printed: Chiều 9/5}
    decision: {number: 0512, date: ../2023-05-09}
    for: thành tích
figures:
  - {indicator: tỉ lệ hộ, value: "96,6", unit: "%", of: 1662, period: 2016/2021, source: bao}
sources:
  - {id: bao, title: Bản tin ví dụ, url: https://bao.example/1}
tags: [no, "0512"]
aliases: [chi-mau]
translations:
  en: {name: Lê Thị Mẫu (sample), summary: TreeFile the rice jar., story: "Once **upon** a time."}
"""
STORY = "Câu chuyện bằng **Markdown**.\n\nĐoạn hai.\n"


def read(text: str | bytes, name: str = "le-thi-mau.md", kind: str = "individuals"):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "exemplars", kind, name)
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return read_record(project(pathlib.Path(folder)), kind, path.relative_to(folder).as_posix())


def sound(text: str, name: str = "le-thi-mau.md", kind: str = "individuals") -> Record:
    record, found = read(text, name, kind)
    assert record and not found, found
    return record


@pytest.fixture(scope="module")
def mau() -> Record:
    return sound(f"---\n{FRONT}---\n{STORY}")


# Values


def test_text_is_read_as_written(mau: Record) -> None:
    assert mau.facts.tags == ("no", "0512")
    assert mau.facts.awards[0].decision.number.value == "0512"
    assert mau.facts.summary == "Giữ hũ gạo chung của thôn suốt bảy năm."


def test_numbers_are_read_as_vietnamese_writes_them(mau: Record) -> None:
    figure = mau.facts.figures[0]
    assert (mau.facts.birth_year.value, str(figure.value), figure.of) == (1962, "96.6", 1662)


def test_a_value_may_have_remarks(mau: Record) -> None:
    date = mau.facts.awards[0].date
    assert str(date.value) == "2023-05-09"
    assert date.remarks == (("inferred", "năm suy ra"), ("printed", "Chiều 9/5"))
    assert mau.facts.positions[0].remarks == (("note", "theo bài"),)


def test_dates_keep_their_precision(mau: Record) -> None:
    position, award = mau.facts.positions[0], mau.facts.awards[0]
    dates = (position.from_, position.at, award.decision.date.value, mau.facts.figures[0].period)
    assert [str(date) for date in dates] == ["2019", "2023-06?", "../2023-05-09", "2016/2021"]


def test_a_place_is_on_record_or_in_words(mau: Record) -> None:
    assert [one.value for one in mau.facts.place] == [Named(Ref("places", "tinh-mau")), Named(text="thôn Mẫu")]


AWARD = {"form": "bang-khen", "body": "ubnd-tinh-mau"}


@pytest.mark.parametrize(
    ("written", "year", "number"),
    [("2021", 2021, None), ("lần thứ 13", None, "lần thứ 13"), ({"year": "2021", "number": "lần 3"}, 2021, "lần 3")],
)
def test_an_edition_is_a_year_a_number_or_both(written: object, year: int | None, number: str | None) -> None:
    edition = Award.model_validate({**AWARD, "edition": written}).edition
    assert edition
    assert (edition.year, edition.number) == (year, number)


@pytest.mark.parametrize(
    ("written", "received_as", "whom"),
    [
        ("family", "family", []),
        (["individuals/co-ba"], None, ["individuals/co-ba"]),
        ([{"text": "anh Mẫu"}, "to-mau"], None, ["anh Mẫu", "organisations/to-mau"]),
        ({"as": "couple", "whom": "individuals/co-ba"}, "couple", ["individuals/co-ba"]),
    ],
)
def test_an_award_is_shared_as_something_with_somebody(written: object, received_as: str, whom: list[str]) -> None:
    sharing = Award.model_validate({**AWARD, "with": written}).with_
    assert sharing
    assert sharing.as_ == received_as
    assert [str(stated.value.ref or stated.value.text) for stated in sharing.whom] == whom


def test_text_in_two_languages_is_one_text_in_each() -> None:
    text = Award.model_validate({**AWARD, "note": {"vi": "Ghi chú", "en": "A note"}}).note
    assert (str(text), bilingual.in_language(text, "vi"), bilingual.in_language(text, "en")) == (
        "Ghi chú",
        "Ghi chú",
        "A note",
    )
    assert bilingual.in_language(Award.model_validate({**AWARD, "note": "Ghi chú"}).note or "", "en") == "Ghi chú"


def test_a_task_is_its_text_or_says_who_and_when_beside_it() -> None:
    bare = Task.model_validate({"vi": "Mở lớp", "en": "Open a class"})
    full = Task.model_validate({"value": "Mở lớp", "owner": "ubnd-tinh-mau", "due": "2024-12"})
    assert (bare.value, bare.owner, bare.due) == ("Mở lớp", (), None)
    assert [str(stated.value.ref) for stated in full.owner] == ["organisations/ubnd-tinh-mau"]
    assert full.due
    assert str(full.due.value) == "2024-12"


def test_an_hour_has_no_leading_zero() -> None:
    times = [Source.model_validate({"title": "Tin", "time": written}).time for written in ("07:05", "7:05", "00:15")]
    assert times == ["7:05", "7:05", "0:15"]


# Files


def test_both_file_forms_give_the_same_record(mau: Record) -> None:
    indented = "".join(f"  {line}\n" if line else "\n" for line in STORY.splitlines())
    other = sound(f"{FRONT}story: |\n{indented}", "le-thi-mau.yml")
    assert (other.ref, other.facts, other.story.text) == (mau.ref, mau.facts, mau.story.text)


@pytest.mark.parametrize(
    "ends", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text], ids=["CRLF", "BOM"]
)
def test_it_does_not_matter_how_an_editor_saves(ends, mau: Record) -> None:
    other = sound(ends(f"---\n{FRONT}---\n{STORY}"))
    assert other.summary._replace(digest="") == mau.summary._replace(digest="")
    assert other.body == mau.body


def test_a_fence_in_the_story_belongs_to_the_story() -> None:
    record = sound(f"---\n{FRONT}---\nMột.\n\n---\n\nHai.\n")
    assert record.story.text == "Một.\n\n---\n\nHai.\n"


def test_a_translation_has_a_name_and_a_story(mau: Record) -> None:
    assert (mau.label("en"), mau.label("vi")) == ("Lê Thị Mẫu (sample)", "Lê Thị Mẫu")
    assert mau.translation("en").story == "Once **upon** a time."


def test_a_former_address_leads_to_the_present_one(tmp_path: pathlib.Path) -> None:
    site = planned(tmp_path, {"exemplars/individuals/le-thi-mau.md": f"---\n{FRONT}---\n"}, languages=["vi", "en"])
    assert site.redirects == {
        "ca-nhan/chi-mau/": "ca-nhan/le-thi-mau/",
        "en/ca-nhan/chi-mau/": "en/ca-nhan/le-thi-mau/",
    }


def test_a_bad_record_is_left_out_and_the_rest_is_there(tmp_path: pathlib.Path) -> None:
    site, found = prepared(lay(tmp_path, {"exemplars/individuals/hong.md": "---\nname: Hỏng\nbirth_year: 05\n---\n"}))
    assert {one.span.file for one in found} == {"exemplars/individuals/hong.md"}
    assert [str(ref) for ref in site.graph.records] == ["conferences/2023-mau", "individuals/le-thi-mau"]
    assert not any("hong" in page.address for page in site.pages)


# Any text at all


def never_public(text: str | bytes, name: str, kind: str) -> None:
    """Reading gives a record without errors, or an error that keeps it off the site."""
    record, found = read(text, name, kind)
    if not any(one.severity is Severity.ERROR for one in found):
        assert record is not None
        assert record.facts.label or record.facts.status == "withdrawn"
    for one in found:
        assert one.span.line >= 1
        assert one.span.column >= 1
        assert one.message("vi")
        assert one.hint("en")


SIGNS = strategies.characters(exclude_categories=["Cs"])
YAMLISH = strategies.text(alphabet=strategies.sampled_from("-:#[]{}!&*|>'\"%@`?~,. \n\tnameấ01"))
KIND_NAMES = strategies.sampled_from(sorted(KINDS))


@hypothesis.given(strategies.binary(max_size=200) | strategies.text(SIGNS, max_size=200), KIND_NAMES)
def test_any_bytes_are_a_record_or_a_finding(text: str | bytes, kind: str) -> None:
    never_public(text, "mau.md", kind)
    never_public(text, "mau.yml", kind)


@hypothesis.given(YAMLISH, strategies.text(SIGNS, max_size=200) | YAMLISH, KIND_NAMES)
def test_any_front_matter_and_story_are_a_record_or_a_finding(front: str, story: str, kind: str) -> None:
    never_public(f"---\n{front}\n---\n{story}", "mau.md", kind)


LINES = FRONT.splitlines()


@hypothesis.given(strategies.data())
def test_a_sound_record_with_a_slip_is_a_record_or_a_finding(data: strategies.DataObject) -> None:
    text, draw = FRONT, data.draw
    for _ in range(draw(strategies.integers(1, 3))):
        start = draw(strategies.integers(0, len(text)))
        end = start + draw(strategies.integers(0, 12))
        text = text[:start] + draw(YAMLISH | strategies.sampled_from(LINES)) + text[end:]
    never_public(f"---\n{text}\n---\n{STORY}", "mau.md", "individuals")


@hypothesis.given(
    strategies.recursive(
        strategies.none() | strategies.text("aá0.,~-", max_size=6),
        lambda inner: (
            strategies.lists(inner, max_size=3)
            | strategies.dictionaries(strategies.text("ab", max_size=3), inner, max_size=3)
        ),
    ),
    strategies.sampled_from([(kind, field) for kind, model in KINDS.items() for field in model.model_fields]),
)
def test_any_value_of_any_field_is_taken_or_refused(value: object, where: tuple[str, str]) -> None:
    kind, field = where
    never_public(f"name: Mẫu\nsummary: Việc.\n{field.rstrip('_')}: {flow(value)}\n", "mau.yml", kind)


def flow(value: object) -> str:
    """A value in YAML flow style, on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {flow(below)}' for key, below in value.items()) + "}"
    return "~" if value is None else f'"{value}"'


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? ", "[" * 3 + "]"], ids=repr)
def test_nesting_without_end_is_refused_at_once(sign: str) -> None:
    _, found = read(f"---\nname: {sign * 100_000}\n---\n")
    assert {one.rule.code for one in found} == {"yaml-syntax"}


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028", "\u2029"], ids=ascii)
@pytest.mark.parametrize("sign", ["[", "- ", "? - "], ids=repr)
def test_nesting_is_refused_whatever_ends_the_line_before_it(sign: str, end: str) -> None:
    _, found = read(f"---\nname: Mẫu\ntags:{end} {sign * 100_000}\n---\n")
    assert [one.rule.code for one in found] == ["yaml-syntax"]
    assert "nested too deeply" in found[0].message("en")


NESTED = {
    "quotations": lambda depth: ">" * depth + "x",
    "lists on a line": lambda depth: "- " * (depth // 2) + "x",
    "numbered lists on a line": lambda depth: "1. " * (depth // 2) + "x",
    "lists line by line": lambda depth: "".join(f"{'  ' * level}- x\n" for level in range(depth // 2)),
    "lists in quotations": lambda depth: "> - " * (depth // 3) + "x",
    "emphasis": lambda depth: "*a " * depth + "a*" * depth,
    "bold in italics": lambda depth: "*a **a " * (depth // 2) + "a** a*" * (depth // 2),
    "deletions": lambda depth: "~~a " * depth + "a~~ " * depth,
    "pictures in the words of pictures": lambda depth: "![" * depth + "x" + "](a.jpg)" * depth,
    "quotations in a footnote": lambda depth: "a[^1]\n\n[^1]: " + "> " * depth + "x",
    "emphasis in a table": lambda depth: f"| a |\n|--|\n| {'*a ' * depth}{'a*' * depth} |",
}


@pytest.mark.parametrize("way", NESTED)
@pytest.mark.parametrize("depth", [300, 1_000])
def test_a_story_nested_without_end_is_refused(way: str, depth: int) -> None:
    _, found = read(f"---\n{FRONT}---\n{NESTED[way](depth)}\n")
    assert "nested-too-deeply" in {one.rule.code for one in found}
    assert Story(NESTED[way](depth)).tree().text


@pytest.mark.parametrize("way", [way for way in NESTED if "picture" not in way])
def test_a_story_nested_as_deeply_as_allowed_is_read(way: str) -> None:
    story = sound(f"---\n{FRONT}---\n{NESTED[way](50)}\n").story
    assert story.too_deep() is None
    assert "x" in story.tree().text or "a" in story.tree().text


def test_a_file_with_very_many_mistakes_is_read_in_one_go() -> None:
    wrong = "".join(f"k{number}: x\n" for number in range(20_000))
    _, found = read(f"---\n{FRONT}{wrong}---\n{'<b>x</b> ' * 2_000}\n")
    assert [one.rule.code for one in found].count("unknown-field") == 100
    assert [one.rule.code for one in found].count("further-mistakes") == 1
    assert [one.span.column for one in found if one.rule.code == "raw-html"][-1] == 9 * 1_999 + 5


def test_a_letter_with_endless_marks_is_refused_at_once() -> None:
    marks = "\u0301\u0323" * 100_000
    _, found = read(f"---\n{FRONT}---\nMột a{marks} hai.\n")
    assert [one.rule.code for one in found] == ["heaped-marks"]


def test_aliases_that_grow_without_end_are_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    _, found = read(f"---\n{bomb}---\n")
    assert {one.rule.code for one in found} == {"yaml-alias"}


# The guides


def _examples() -> Iterator[object]:
    for path in ("exemplars/README.md", "plugins/exemplary/records/README.md"):
        text = (ROOT / path).read_text("utf-8")
        for number, block in enumerate(
            re.findall(r"^```(?:yaml|markdown)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        ):
            yield pytest.param(block.split("---\n")[1] if block.startswith("---") else block, id=f"{path}-{number}")


@pytest.mark.parametrize("example", tuple(_examples()))
def test_an_example_of_a_guide_can_be_copied(example: str) -> None:
    """It is part of a record of some kind, or a list of entries of some register."""
    data = yaml.load(example, yaml.BaseLoader)
    models, items = (REGISTERS.values(), data) if isinstance(data, list) else (KINDS.values(), [data])
    assert any(all(_is_sound(model, item) for item in items) for model in models)


def _is_sound(model: type[pydantic.BaseModel], data: object) -> bool:
    try:
        model.model_validate(data)
    except pydantic.ValidationError:
        return False
    return True
