"""Cache of rendered pages: the queries of each page with their fingerprints, and the digest of its bytes."""

import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from exemplary.cache.record_cache import RECORDS
from exemplary.cache.store import Store, understood
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.queries.definition import QUERIES, Fingerprint, Query
from exemplary.queries.site_queries import SiteQueries
from exemplary.queries.verification import Recorded, changed, coarse_queries
from exemplary.render.site_pages import PageRenderer, RenderedPages
from exemplary.site.plan import Page


class CachedPage(NamedTuple):
    """A cached page.

    page     identifies what the page is about
    queries  the numbers of its queries, as an array of unsigned integers
    digest   of its bytes
    """

    page: str
    queries: bytes
    digest: bytes

    @property
    def numbers(self) -> "array.array[int]":
        return array.array("I", self.queries)


class StoredQuery(NamedTuple):
    name: str
    arguments: msgspec.Raw
    fingerprint: Fingerprint


class PageCache:
    """Cached pages by file, and their queries by number.

    Everything that all pages share (settings, labels, templates, layouts) is one key: if it changes, no page is valid.
    """

    def __init__(self, store: Store, shared: str) -> None:
        self.pages_table = store.table("pages", CachedPage)
        self.queries_table = store.table("queries", StoredQuery)
        self.shared_table = store.table("shared", str)
        self.shared = shared
        self.is_new = self.shared_table.get("pages") != shared
        self.pages: dict[str, CachedPage] = {} if self.is_new else dict(self.pages_table.items())
        stored = () if self.is_new else self.queries_table.items()
        self.queries: dict[int, Recorded] = {int(number): _recorded(query) for number, query in stored}
        self.changed: frozenset[int] = frozenset()

    def valid(self, pages: Iterable[Page], queries: SiteQueries) -> dict[str, bytes]:
        """The digests of the cached pages that are still right, by file."""
        self.changed = changed(self.queries, queries)
        same = self.queries.keys() - self.changed
        known = ((page, self.pages.get(page.file)) for page in pages)
        with understood("pages"):
            return {
                page.file: cached.digest
                for page, cached in known
                if cached and cached.page == _identity(page) and same.issuperset(cached.numbers)
            }

    def save(self, valid: Iterable[str], rendered: Iterable[RenderedPages], queries: SiteQueries) -> None:
        """Keep the valid pages and those rendered now, with the queries of both."""
        numbers = {query: number for number, (query, _) in self.queries.items()}
        spare = max(self.queries, default=0) + 1 - len(numbers)
        fresh: dict[str, CachedPage] = {}
        for some in rendered:
            here = [numbers.setdefault(query, spare + len(numbers)) for query in some.queries]
            for page, file, asked in zip(some.pages, some.files, some.asked, strict=True):
                asked_here = array.array("I", [here[number] for number in asked])
                fresh[page.file] = CachedPage(_identity(page), asked_here.tobytes(), file.digest)
        self.pages = {file: self.pages[file] for file in valid} | fresh
        self._save(fresh, self._answered(numbers, queries))

    def _save(self, fresh: Mapping[str, CachedPage], queries: dict[int, Recorded]) -> None:
        if self.is_new:
            self.shared_table.put("pages", self.shared)
        self.pages_table.put_all(fresh.items())
        self.pages_table.prune(self.pages)
        altered = {number: one for number, one in queries.items() if self.queries.get(number) != one}
        self.queries_table.put_all((str(number), _stored(one)) for number, one in altered.items())
        self.queries_table.prune(frozenset(map(str, queries)))
        self.queries = queries

    def _answered(self, numbers: Mapping[Query, int], queries: SiteQueries) -> dict[int, Recorded]:
        """The queries of any page, with their fingerprints now."""
        used = set().union(*(cached.numbers for cached in self.pages.values()))
        asked = {query: number for query, number in numbers.items() if number in used}
        spare = max(numbers.values(), default=0) + 1
        asked |= {coarse: numbers.get(coarse, spare + at) for at, coarse in enumerate(coarse_queries(asked))}
        return {number: self._entry(number, query, queries) for query, number in asked.items()}

    def _entry(self, number: int, query: Query, queries: SiteQueries) -> Recorded:
        before = self.queries.get(number)
        return before if before and number not in self.changed else (query, queries.fingerprint(query))


def rendered_pages(renderer: PageRenderer, store: Store) -> dict[str, TreeFile]:
    """Every page of the site in the staging tree, by file: cached if still right, otherwise rendered."""
    site, trees, queries = renderer.site, renderer.trees, SiteQueries(renderer.site, renderer.media)
    cache = PageCache(store, renderer.shared)
    digests = cache.valid(site.pages, queries)
    valid = {file: digest for file, digest in digests.items() if trees.has(file, digest)}
    rendered = renderer.render([page for page in site.pages if page.file not in valid])
    cache.save(valid, rendered, queries)
    files = {file: trees.keep(file, digest) for file, digest in valid.items()}
    fresh = ((page.file, file) for some in rendered for page, file in zip(some.pages, some.files, strict=True))
    return files | dict(fresh)


def _identity(page: Page) -> str:
    return f"{page.type.name} {page.language} {page.address} {page.subject} {page.key} {page.number}"


def _stored(recorded: Recorded) -> StoredQuery:
    (name, *arguments), fingerprint = recorded
    return StoredQuery(name, msgspec.Raw(RECORDS.encode(arguments)), fingerprint)


def _recorded(stored: StoredQuery) -> Recorded:
    with understood("queries"):
        decode = RECORDS.decoder(QUERIES[stored.name].arguments)
        arguments: Sequence[object] = decode(bytes(stored.arguments))
    return (stored.name, *arguments), stored.fingerprint
