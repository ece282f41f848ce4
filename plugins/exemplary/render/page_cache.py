"""Cache of rendered pages: the queries of each page with their answers, and the digest of its bytes."""

import array
import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exemplary.cache.store import Store
from exemplary.publishing.manifest import Kept
from exemplary.queries.definition import Query
from exemplary.queries.site_queries import SiteQueries
from exemplary.queries.verification import Recorded, changed, coarse_queries
from exemplary.site.plan import Page

_SAVED = None
"""The key in each table of the identifier of the save, so that tables from different saves are detected."""


class Run(NamedTuple):
    """Pages rendered together: the file of each, and the numbers of its queries (valid for this run only)."""

    pages: list[Page]
    kept: list[Kept]
    asked: "list[array.array[int]]"
    questions: dict[Query, int]

    def number(self, question: Query) -> int:
        return self.questions.setdefault(question, len(self.questions))


class CachedPage(NamedTuple):
    """A cached page: the numbers of its queries, and the digest of its bytes."""

    page: Page
    asked: "array.array[int]"
    digest: bytes


class PageCache:
    """Cached pages by file, and their queries, each with its answer at the time.

    Everything that all pages share (settings, labels, templates, shells) is one key: if it changes, no cached page is
    valid.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tables = {name: store.table(name) for name in ("pages", "questions", "shared")}
        known = {name: table.load() for name, table in self.tables.items()}
        if len({one.pop(_SAVED, None) for one in known.values()}) > 1:  # one table was truncated
            known = {name: {} for name in self.tables}
        self.pages: dict[str, CachedPage] = known["pages"]
        self.questions: dict[int, Recorded] = known["questions"]
        self.shared: dict[str, bytes] = known["shared"]
        self.changed: frozenset[int] = frozenset()

    def holding(self, pages: Iterable[Page], queries: SiteQueries, shared: str) -> dict[str, CachedPage]:
        """The cached pages that are still valid, by file."""
        key = hashlib.blake2b(shared.encode(), digest_size=16).digest()
        if self.shared.get("key") != key:
            self.pages, self.questions, self.shared = {}, {}, {"key": key}
            return {}
        stale = self.changed = changed(self.questions, queries)
        known = ((page, self.pages.get(page.file)) for page in pages)
        return {
            page.file: printed
            for page, printed in known
            if printed and printed.page == page and stale.isdisjoint(printed.asked)
        }

    def save(self, held: Mapping[str, CachedPage], runs: Iterable[Run], queries: SiteQueries) -> None:
        """Save the valid cached pages and those rendered now, with the queries of both."""
        numbers = {question: number for number, (question, _) in self.questions.items()}
        spare = max(self.questions, default=0) + 1 - len(numbers)
        pages = dict(held)
        for run in runs:
            here = [numbers.setdefault(question, spare + len(numbers)) for question in run.questions]
            for page, kept, asked in zip(run.pages, run.kept, run.asked, strict=True):
                pages[page.file] = CachedPage(page, array.array("I", [here[number] for number in asked]), kept.digest)
        self.pages = pages
        self.questions = self._answered(numbers, queries)
        saved = os.urandom(8)
        for name, table in self.tables.items():
            values = getattr(self, name)
            values[_SAVED] = saved
            table.save(values)
            del values[_SAVED]

    def _answered(self, numbers: dict[Query, int], queries: SiteQueries) -> dict[int, Recorded]:
        """The queries used by any page, with their current answers; unchanged entries are kept as they are."""
        used = set().union(*(printed.asked for printed in self.pages.values()))
        asked = {question: number for question, number in numbers.items() if number in used}
        spare = max(numbers.values(), default=0) + 1
        asked |= {topic: numbers.get(topic, spare + at) for at, topic in enumerate(coarse_queries(asked))}
        return {number: self._entry(number, question, queries) for question, number in asked.items()}

    def _entry(self, number: int, question: Query, queries: SiteQueries) -> Recorded:
        before = self.questions.get(number)
        return before if before and number not in self.changed else (question, queries.fingerprint(question))
