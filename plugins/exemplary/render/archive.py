"""The pages of earlier builds: what each asked of the site, what it held. What would be the same is not made again."""

import array
import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exemplary.pages.inquiry import Question
from exemplary.pages.oracle import Asked, Oracle, topics
from exemplary.pages.plan import Page
from exemplary.store import Store
from exemplary.trees import Kept

_SAVED = None
"""The key in each table of what tells one save from another."""


class Run(NamedTuple):
    """Pages made in one go: what became of each, and the numbers of its questions, which are those of this run."""

    pages: list[Page]
    kept: list[Kept]
    asked: "list[array.array[int]]"
    questions: dict[Question, int]

    def number(self, question: Question) -> int:
        return self.questions.setdefault(question, len(self.questions))


class Printed(NamedTuple):
    """A page as it was made: the numbers of the questions it asked, the digest of its bytes."""

    page: Page
    asked: "array.array[int]"
    digest: bytes


class Archive:
    """Pages by file, and the questions that they asked, each with its answer of the time.

    What all pages share, settings, labels, templates, shells, is one key: when it changes, no page holds.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tables = {name: store.table(name) for name in ("pages", "questions", "shared")}
        known = {name: table.load() for name, table in self.tables.items()}
        if len({one.pop(_SAVED, None) for one in known.values()}) > 1:  # one of them was cut short
            known = {name: {} for name in self.tables}
        self.pages: dict[str, Printed] = known["pages"]
        self.questions: dict[int, Asked] = known["questions"]
        self.shared: dict[str, bytes] = known["shared"]
        self.changed: frozenset[int] = frozenset()

    def holding(self, pages: Iterable[Page], oracle: Oracle, shared: str) -> dict[str, Printed]:
        """The pages that would be made again just as they are, by file."""
        key = hashlib.blake2b(shared.encode(), digest_size=16).digest()
        if self.shared.get("key") != key:
            self.pages, self.questions, self.shared = {}, {}, {"key": key}
            return {}
        changed = self.changed = oracle.changed(self.questions)
        known = ((page, self.pages.get(page.file)) for page in pages)
        return {
            page.file: printed
            for page, printed in known
            if printed and printed.page == page and changed.isdisjoint(printed.asked)
        }

    def save(self, held: Mapping[str, Printed], runs: Iterable[Run], oracle: Oracle) -> None:
        """Keep the pages that held and those made now, with the questions of both."""
        numbers = {question: number for number, (question, _) in self.questions.items()}
        spare = max(self.questions, default=0) + 1 - len(numbers)
        pages = dict(held)
        for run in runs:
            here = [numbers.setdefault(question, spare + len(numbers)) for question in run.questions]
            for page, kept, asked in zip(run.pages, run.kept, run.asked, strict=True):
                pages[page.file] = Printed(page, array.array("I", [here[number] for number in asked]), kept.digest)
        self.pages = pages
        self.questions = self._answered(numbers, oracle)
        saved = os.urandom(8)
        for name, table in self.tables.items():
            values = getattr(self, name)
            values[_SAVED] = saved
            table.save(values)
            del values[_SAVED]

    def _answered(self, numbers: dict[Question, int], oracle: Oracle) -> dict[int, Asked]:
        """The questions that some page asks, with the answers of today; an entry that has not changed is kept."""
        used = set().union(*(printed.asked for printed in self.pages.values()))
        asked = {question: number for question, number in numbers.items() if number in used}
        spare = max(numbers.values(), default=0) + 1
        asked |= {topic: numbers.get(topic, spare + at) for at, topic in enumerate(topics(asked))}
        return {number: self._entry(number, question, oracle) for question, number in asked.items()}

    def _entry(self, number: int, question: Question, oracle: Oracle) -> Asked:
        before = self.questions.get(number)
        return before if before and number not in self.changed else (question, oracle.answer(question))
