"""Every finding is at its place: golden cases, each a project with its expected findings."""

import base64
import pathlib
import shutil
import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pydantic
import pytest
import yaml

from exemplary import settings
from exemplary.diagnostics import Diagnostic, Report, Rule
from exemplary.i18n import locales
from exemplary.records.parsing import shapes
from exemplary.records.schema.kinds import KINDS
from exemplary.records.schema.registers import REGISTERS
from exemplary.rules import RULES
from tests.projects import CASES, SITE_URL, lay, prepared, shown

RECORD = "exemplars/individuals/mau.md"
FIRST_LINES = "name: Nguyễn Văn Mẫu\nsummary: Việc đã làm.\nsources: [{title: Bản tin ví dụ}]\n"
"""Lines 2 to 4 of a record whose case has only `fields` (from line 5 on) or a `story`."""
WAYS = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "base64": base64.b64decode,
    "with 102 wrong tags": lambda text: f"{text}{'[a],' * 102}]".encode(),
    "100,000 times": lambda text: text.encode() * 100_000,
}
"""How a file under `written` is written to disk; by default as UTF-8 text."""


class Case(NamedTuple):
    """`given` has any of: files, written, links, fields, story, settings, site_url, findings, messages, hints.

    after  the number of findings that come before `findings`
    """

    name: str
    given: Mapping[str, Any]


def _cases() -> Iterator[Case]:
    for path in sorted((CASES / "diagnostics").glob("[!_]*.yml")):
        for name, given in yaml.safe_load(path.read_text("utf-8")).items():
            yield Case(f"{path.stem}: {name}", given)


ALL = tuple(_cases())


def _files(given: Mapping[str, Any]) -> dict[str, str]:
    files = dict(given.get("files", {}))
    if "fields" in given or "story" in given:
        files[RECORD] = f"---\n{FIRST_LINES}{given.get('fields', '')}---\n{given.get('story', '')}"
    return files


def _found(root: pathlib.Path, given: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """The findings in the project of a case."""
    lay(root, {})
    for name, text in _files(given).items():
        way = given.get("written", {}).get(name)
        _at(root, name).write_bytes(WAYS[way](text) if way else text.encode())
    for name, target in given.get("links", {}).items():
        _removed(_at(root, name)).symlink_to(root / target)
    chosen = given.get("settings", {})
    report = Report()
    report.extend(settings.check(chosen, root / "mkdocs.yml", root))
    report.extend(prepared(root, site_url=given.get("site_url", SITE_URL), **chosen)[1])
    return report.diagnostics


def _removed(path: pathlib.Path) -> pathlib.Path:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return path


def _at(root: pathlib.Path, name: str) -> pathlib.Path:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    return root / name


def _gaps(one: Diagnostic) -> set[str]:
    """Slots of a rule's texts for which the finding has no value."""
    texts = [words[language] for words in (one.rule.message, one.rule.hint) for language in ("vi", "en")]
    named = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return named - dict(one.values).keys()


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_found_and_where(case: Case, tmp_path: pathlib.Path) -> None:
    found = _found(tmp_path, case.given)
    assert [shown(one) for one in found][case.given.get("after", 0) :] == case.given.get("findings", [])
    assert [(one.rule.code, _gaps(one)) for one in found if _gaps(one)] == []
    for language, messages in case.given.get("messages", {}).items():
        assert [one.message(language) for one in found] == messages
    for language, hints in case.given.get("hints", {}).items():
        assert [one.hint(language) for one in found] == hints


def test_every_rule_has_a_case() -> None:
    found = {line.split(" → ")[0].split()[-1] for case in ALL for line in case.given.get("findings", [])}
    ordinary = yaml.safe_load((CASES / "ordinary.yml").read_text("utf-8")).values()
    found |= {line.split()[-1] for case in ordinary for line in case.get("findings", [])} | {"own-host", "zensical"}
    assert sorted(set(RULES) - found) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    for words in (rule.message, rule.hint, rule.why):
        assert set(words) == {"vi", "en"}
        assert all(text.strip() for text in words.values())


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (model, known.alias or name)
        for model in (*KINDS.values(), *REGISTERS.values())
        for name, known in model.model_fields.items()
    ],
    ids=str,
)
def test_every_field_has_a_shape_with_words_and_an_example_of_that_shape(model: Any, field: str) -> None:
    shape = shapes.shape_at(model, (field,))
    assert all(locales.find(code).has(f"shape.{shape}") for code in locales.CODES)
    example = shapes.example_at(model, (field,), shape, "một, hai")
    with pytest.raises(pydantic.ValidationError) as refused:
        model.model_validate({"unknown": "", **yaml.load(example, yaml.BaseLoader)})
    wrong = {one["type"] for one in refused.value.errors() if one["loc"] in ((field,), (field, 0))}
    assert wrong.isdisjoint({"wrong-shape", "list_type", "tuple_type", "model_type"})
