"""SiteGraph -> Site: every page and its address. This module reads and writes no files."""

import collections
import dataclasses
import functools
import heapq
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exemplary.diagnostics import Report, Span
from exemplary.graph import SiteGraph
from exemplary.project import Project
from exemplary.records.load import Collection
from exemplary.records.ordinary_pages import OrdinaryPages
from exemplary.records.record import Record
from exemplary.records.schema.kinds import FrontPage
from exemplary.records.schema.types import Ref
from exemplary.records.summary import Granted
from exemplary.rules import finding
from exemplary.site import page_types
from exemplary.site.listings import Key, Listing, listings
from exemplary.site.page_types import PageType
from exemplary.site.urls import FACET_OF_REGISTER, Addresses, depth

INDEXES = ("year", "place", "field", "award", "level", "organisation", "document", "bloc", "tag", "a-z")
OPTIONAL_INDEXES = ("bloc", "tag")
"""Left out if they would be empty."""


class Page(NamedTuple):
    """One page.

    subject  the record or entry, for pages about one
    key      the list, for pages of a list, with the page number in `number`
    """

    address: str
    language: str
    type: PageType
    subject: Ref | None = None
    key: Key | None = None
    number: int = 0

    @property
    def depth(self) -> int:
        """The number of folders above the page; -1 for the 404 page, which is shown at any depth."""
        return -1 if self.type.rooted else depth(self.address)

    @property
    def file(self) -> str:
        """The page's file, relative to the root of the site."""
        return "404.html" if self.type.rooted else f"{self.address}index.html"


@dataclasses.dataclass(frozen=True)
class Site:
    """Everything that is known before rendering.

    redirects  the current address by former address
    ordinary   the pages that are not records
    """

    project: Project
    graph: SiteGraph
    addresses: Addresses
    front: FrontPage | None
    lists: Mapping[str, Mapping[Key, Listing]]
    pages: tuple[Page, ...]
    by_address: Mapping[str, Page]
    redirects: Mapping[str, str]
    ordinary: OrdinaryPages

    @property
    def languages(self) -> tuple[str, ...]:
        return self.project.settings.languages

    def listing(self, language: str, key: Key) -> Listing | None:
        return self.lists[language].get(key)

    def lists_of(self, language: str, facet: str) -> Sequence[Listing]:
        """The lists of a facet, one per value."""
        return self._by_facet.get((language, facet), ())

    @functools.cached_property
    def _by_facet(self) -> Mapping[tuple[str, str], Sequence[Listing]]:
        found: dict[tuple[str, str], list[Listing]] = collections.defaultdict(list)
        for language, lists in self.lists.items():
            for key, listing in lists.items():
                if key.of:
                    found[language, key.facet].append(listing)
        return found

    def title(self, ref: Ref, wanted: str) -> tuple[str, str] | None:
        """A record's name, and the language in which readers of `wanted` see it; None if it is not public."""
        record = self.graph.records.get(ref)
        if record is None:
            return None
        language = self.language_of(record, wanted)
        return record.label(language), language

    def entry(self, ref: Ref, language: str) -> tuple[str, str, str]:
        """A register entry's label, its list's address ("" if it has no list), and the label's language."""
        known, facet = self.graph.entries.get(ref), FACET_OF_REGISTER.get(ref.kind, "")
        listing = self.listing(language, Key(facet, ref.slug)) if facet else None
        written = language if known is None or known.is_labelled(language) else self.project.settings.language
        return known.label(language) if known else ref.slug, listing.address if listing else "", written

    def granted(self, ref: Ref, form: Ref) -> tuple[Granted, ...]:
        """The awards of one form held by a record; none if it is not public."""
        record = self.graph.records.get(ref)
        return tuple(award for award in record.summary.awards if award.form == form) if record else ()

    def commended(self, language: str, count: int) -> tuple[Ref, ...]:
        """The exemplars commended last, latest first; those without a dated commendation are left out."""
        listing = self.listing(language, Key("all"))
        records = (self.graph.records[member.ref] for member in (listing.members if listing else ()))
        dated = [(date.last, record.ref) for record in records if (date := record.commended)]
        return tuple(ref for _, ref in heapq.nlargest(count, dated))

    def with_figures(self, language: str) -> tuple[Ref, ...]:
        """Records with figures: conferences, stories, then other kinds; newest first within each kind."""
        kinds = ("conferences", "stories", "themes", "models", "collectives", "individuals")
        lists = (listing for kind in kinds if (listing := self.listing(language, Key(kind))))
        refs = (member.ref for listing in lists for member in reversed(listing.members))
        return tuple(ref for ref in refs if self.graph.records[ref].summary.has_figures)

    def has(self, address: str) -> bool:
        return address in self.by_address

    @property
    def shells(self) -> frozenset[tuple[str, int]]:
        """(language, depth) of every shell that the pages need."""
        return frozenset((page.language, page.depth) for page in self.pages)

    def tally(self, language: str, facet: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """(subject, number of exemplars of each kind) for every list of a facet."""
        return tuple((listing.key.of, listing.by_kind) for listing in self.lists_of(language, facet))

    def records_in(self, language: str) -> list[Record]:
        """The public records with a page in the language."""
        return [record for record in self.graph.records.values() if is_in(record, language, self.project)]

    def language_of(self, record: Record, wanted: str) -> str:
        """The language in which readers of `wanted` see the record."""
        return wanted if is_in(record, wanted, self.project) else self.project.settings.language


def is_in(record: Record, language: str, project: Project) -> bool:
    """Whether the record has a page in a language: always in the main one, in others if it is translated."""
    return language == project.settings.language or record.is_translated(language)


def plan(project: Project, graph: SiteGraph, collection: Collection, report: Report) -> Site:
    """The site of a graph.

    Clashing addresses are reported; the first page gets the address, and our pages before the host's.
    """
    addresses = Addresses.of(project.settings.language, dict(project.settings.paths))
    lists = {
        language: listings(
            graph, addresses, language, [r for r in graph.records.values() if is_in(r, language, project)]
        )
        for language in project.settings.languages
    }
    pages: dict[str, Page] = {}
    for page in _pages(project, graph, addresses, lists):
        if page.file in pages:
            _report_clash(page, pages[page.file], report)
        else:
            pages[page.file] = page
    chosen = tuple(page for _, page in sorted(pages.items()))
    if not project.settings.site_url:
        report.add(finding("site-url", Span("mkdocs.yml")))
    by_address = {page.address: page for page in chosen if not page.type.rooted}
    for address, file in collection.ordinary.files.items():
        if address in by_address:
            report.add(finding("address-clash", Span(file), given=f"/{address}", other=_what(by_address[address])))
    redirects = dict(_redirects(graph, addresses, lists, project))
    return Site(project, graph, addresses, collection.front, lists, chosen, by_address, redirects, collection.ordinary)


def _report_clash(page: Page, other: Page, report: Report) -> None:
    report.add(finding("address-clash", Span("mkdocs.yml"), given=f"/{page.address}", other=_what(other)))


def _what(page: Page) -> str:
    """A short description of a page, for findings."""
    return str(page.subject or (page.key and "/".join(filter(None, page.key))) or page.type.name)


def _pages(
    project: Project, graph: SiteGraph, addresses: Addresses, lists: Mapping[str, Mapping[Key, Listing]]
) -> Iterator[Page]:
    for language in project.settings.languages:
        yield Page(addresses.front(language), language, page_types.FRONT)
        yield from _record_pages(project, graph, addresses, language)
        yield from _list_pages(addresses, lists[language], language)
        yield Page(addresses.section("figures", language), language, page_types.STATISTICS)
        if project.settings.search:
            yield Page(addresses.section("search", language), language, page_types.SEARCH)
    yield Page("", project.settings.language, page_types.NOT_FOUND)


def _record_pages(project: Project, graph: SiteGraph, addresses: Addresses, language: str) -> Iterator[Page]:
    for ref, record in graph.records.items():
        if is_in(record, language, project):
            yield Page(addresses.record(ref, language), language, page_types.OF_KIND[ref.kind], subject=ref)
    for ref, record in graph.withdrawn.items():
        if is_in(record, language, project):
            yield Page(addresses.record(ref, language), language, page_types.WITHDRAWN, subject=ref)


def _list_pages(addresses: Addresses, lists: Mapping[Key, Listing], language: str) -> Iterator[Page]:
    for key, listing in lists.items():
        for number in range(1, listing.page_count + 1):
            own = number == listing.front_number
            address = listing.address if own else addresses.numbered(listing.address, number)
            yield Page(address, language, page_types.LIST, key=key, number=number)
    for kind in ("individuals", "collectives", "models", "stories", "themes", "conferences", "all"):
        if Key(kind) not in lists:
            yield Page(addresses.section(kind, language), language, page_types.LIST, key=Key(kind), number=1)
    listed = {key.facet for key in lists if key.of}
    for facet in INDEXES:
        if facet in OPTIONAL_INDEXES and facet not in listed:
            continue
        yield Page(addresses.section(facet, language), language, page_types.INDEX, key=Key(facet))
    for kind in dict.fromkeys(key.facet.partition("/")[0] for key in lists if "/" in key.facet):
        yield Page(addresses.kind_field(kind, "", language), language, page_types.INDEX, key=Key(f"{kind}/field"))


def _redirects(
    graph: SiteGraph, addresses: Addresses, lists: Mapping[str, Mapping[Key, Listing]], project: Project
) -> Iterator[tuple[str, str]]:
    """(former address, current address) of every alias."""
    for ref, record in graph.records.items():
        for alias in record.summary.aliases:
            for language in project.settings.languages:
                if is_in(record, language, project):
                    yield addresses.record(Ref(ref.kind, alias), language), addresses.record(ref, language)
