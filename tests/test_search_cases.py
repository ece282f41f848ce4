"""What must be found, and what must come first: tests/cases/search/, one file per rule, in one page of a real browser.

A case has `documents` (`name: title`, or `name: [title, paragraph …]`), which form an index of their own, or `records`
(`path: text`), which are added to a small project, built, and searched on its search page, in `language` if a question
sets it. Questions refer to documents by name:

only        everything that is found, in any order; otherwise `found`, which must be, and `absent`, which must not
first       the first results, in this order; `last` the last ones, in any order
unknown     the words that are dropped, as typed; none by default
suggestion  the offer of “did you mean”
shows       texts in the result of a document, with marked words in brackets
open        why it is not met yet, if it is not
"""

import dataclasses
import functools
import pathlib
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests import sites
from tests.indexes import document, lay_scripts, write
from tests.search_page import READY
from tests.test_search_engine import ask

FOLDER = pathlib.Path(__file__).parent / "cases" / "search"
RULES = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "words")
FIRST = 0.95
"""The minimum share of questions whose first results are right; everything that must be found has to be."""

SHOWN = """() => {
    const bare = (node) => [...node.childNodes].map((one) =>
        one.nodeName === "MARK" ? `[${one.textContent}]` : one.nodeType === 3 ? one.data : ` ${bare(one)} `).join("");
    const status = document.querySelector("[data-search-status]");
    const results = [...document.querySelectorAll("[data-search-results] li[data-record]")];
    return { refs: results.map((one) => one.dataset.record), shown: results.map(bare), status: status.textContent,
        suggestion: status.querySelector("[data-search-suggestion]")?.textContent ?? "" };
}"""


@dataclasses.dataclass(frozen=True)
class Question:
    """One question of a case; `told` is its content, `name` the case, which several questions share."""

    rule: str
    name: str
    case: Mapping[str, Any]
    told: Mapping[str, Any]

    @property
    def query(self) -> str:
        return str(self.told["query"])

    def __str__(self) -> str:
        return f"{self.rule}: {self.query[:60]}"


@dataclasses.dataclass(frozen=True)
class Answer:
    """References in order of rank, what is shown of each, and the status text."""

    refs: Sequence[str]
    shown: Sequence[str]
    suggestion: str
    unknown: Sequence[str] | None
    status: str = ""


def questions() -> Iterator[Question]:
    for rule in RULES:
        for number, case in enumerate(yaml.safe_load((FOLDER / f"{rule}.yml").read_text("utf-8"))):
            yield from (Question(rule, f"{rule}-{number}", case, told) for told in case["questions"])


QUESTIONS = tuple(questions())
Asking = Callable[[Question], Answer]


# Asking


@pytest.fixture(scope="module")
def answer(
    browser: Browser, serve: Callable[[pathlib.Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    """Queries the index or the site of a case, which is made on first use."""
    root = tmp_path_factory.mktemp("cases")
    lay_scripts(root)
    page, base = browser.new_page(locale="vi-VN"), serve(root)

    @functools.cache
    def made(name: str) -> None:
        case = next(one.case for one in QUESTIONS if one.name == name)
        if "documents" in case:
            write([document(one, text) for one, text in case["documents"].items()], root / name)
        else:
            built = sites.tiny(case["records"])
            assert built.code == 0, built.said
            (root / name).symlink_to(built.site, target_is_directory=True)

    @functools.cache
    def answered(at: int) -> Answer:
        question = QUESTIONS[at]
        made(question.name)
        return of_index(page, base, question) if "documents" in question.case else of_site(page, base, question)

    yield lambda question: answered(QUESTIONS.index(question))
    page.close()


def of_index(page: Page, base: str, question: Question) -> Answer:
    if page.url != base:
        page.goto(base)
    found = ask(page, question.name, question.query)
    assert found["total"] == len(found["refs"]) == len(found["scores"]), found
    shown = [f"{title}\n{piece}" for title, piece in zip(found["titles"], found["pieces"], strict=True)]
    return Answer(found["refs"], shown, found["suggestion"], found["unknown"])


def of_site(page: Page, base: str, question: Question) -> Answer:
    language = f"{question.told['language']}/" if "language" in question.told else ""
    page.goto(f"{base}{question.name}/{language}tim-kiem/?q={urllib.parse.quote(question.query)}")
    page.wait_for_selector(READY, state="attached")
    return Answer(**page.evaluate(SHOWN), unknown=None)


# Checking an answer


def missed(question: Question, found: Answer) -> list[str]:
    """What must be found and is not, or must not be found and is."""
    only, refs = question.told.get("only"), set(found.refs)
    asked = set(only if only is not None else question.told.get("found", ()))
    others = refs - asked if only is not None else refs & set(question.told.get("absent", ()))
    return sorted(asked - refs) + [f"not {one}" for one in sorted(others)]


def out_of_order(question: Question, found: Answer) -> bool:
    first, last = question.told.get("first", []), question.told.get("last", [])
    ends = found.refs[len(found.refs) - len(last) :]
    return list(found.refs[: len(first)]) != first or sorted(ends) != sorted(last)


def not_said(question: Question, found: Answer) -> Iterator[str]:
    unknown, suggestion = question.told.get("unknown"), question.told.get("suggestion")
    if found.unknown is not None and list(found.unknown) != (unknown or []) and (unknown or not suggestion):
        yield f"unknown {found.unknown}"
    if found.unknown is None and found.refs:
        yield from (f"unknown {one}" for one in unknown or () if f"“{one}”" not in found.status)
    if suggestion is not None and found.suggestion != suggestion:
        yield f"suggestion «{found.suggestion}»"
    for ref, texts in question.told.get("shows", {}).items():
        shown = found.shown[found.refs.index(ref)] if ref in found.refs else ""
        yield from (f"«{text}» is not in «{shown}»" for text in texts if text not in " ".join(shown.split()))


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_question(answer: Asking, question: Question) -> None:
    found = answer(question)
    faults = [*missed(question, found), *not_said(question, found)]
    faults += ["order"] if out_of_order(question, found) else []
    if "open" in question.told:
        assert faults, "is met now"
        pytest.xfail(question.told["open"])
    assert not faults, f"{question.told} {found}"


def share(met: Iterable[bool]) -> float:
    counted = list(met)
    return sum(counted) / len(counted)


def test_all_is_found_that_must_be_and_nearly_all_comes_first_that_must(answer: Asking) -> None:
    asked = [(one, answer(one)) for one in QUESTIONS]
    found = share(not missed(one, told) for one, told in asked if {"found", "only"} & one.told.keys())
    first = share(not out_of_order(one, told) for one, told in asked if "first" in one.told)
    print(f"\n{len(asked)} questions of {len(RULES)} rules: found {found:.1%}, first {first:.1%}")
    assert found == 1
    assert first >= FIRST


@pytest.mark.parametrize("question", [one for one in QUESTIONS if "documents" in one.case], ids=str)
def test_a_question_speaks_of_documents_that_there_are(question: Question) -> None:
    named = {one for key in ("found", "only", "first", "last", "absent") for one in question.told.get(key, ())}
    assert named <= set(question.case["documents"])
