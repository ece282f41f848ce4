"""Renders pages, on all processors, and records the queries of each."""

import array
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from exemplary import parallel, views
from exemplary.presenters.components.cards import card
from exemplary.presenters.context import PageContext
from exemplary.progress import Progress
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Trees
from exemplary.queries.definition import Query
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.records.schema.types import Ref
from exemplary.render import markdown
from exemplary.render.environment import Templates
from exemplary.render.page import draw
from exemplary.render.page_layout import shells
from exemplary.render.shell import Shell
from exemplary.site.plan import Page, Site


class RenderedPages(NamedTuple):
    """Pages rendered together.

    files    of the pages, in the staging tree
    asked    the queries of each page, by their numbers among `queries`
    """

    pages: list[Page]
    files: list[TreeFile]
    asked: "list[array.array[int]]"
    queries: dict[Query, int]


class PageRenderer:
    """Renders pages of one site into the staging tree."""

    def __init__(
        self,
        site: Site,
        media: MediaFiles,
        trees: Trees,
        progress: Progress,
    ) -> None:
        self.site = site
        self.media = media
        self.templates = Templates(site.project.root)
        self.shells = shells(site, self.templates)
        self.trees = trees
        self.progress = progress
        self.links: dict[str, dict[Ref, views.Link]] = {language: {} for language in site.languages}
        self._waiting = 0
        self._rendered = 0

    @property
    def shared(self) -> str:
        """A fingerprint of what all pages share."""
        digests = sorted((key, _digest(shell)) for key, shell in self.shells.items())
        shared = self.site.project.settings, digests, sorted(self.media.assets.items()), self.templates.stamp
        return hashlib.blake2b(repr(shared).encode(), digest_size=16).hexdigest()

    def render(self, pages: Sequence[Page]) -> list[RenderedPages]:
        self._waiting, self._rendered = len(pages), 0
        if parallel.count(len(pages)) > 1:
            self._draw_cards()
        return [rendered for some in parallel.rounds(pages) for rendered in self._shared_among_processors(some)]

    def _draw_cards(self) -> None:
        """Render the cards before forking, so that they are rendered, and held in memory, only once."""
        for language in self.site.languages:
            page = next(page for page in self.site.pages if page.language == language)
            context = self._context(page, SiteQueries(self.site, self.media))
            faces = self.templates.faces(language)
            cards = [card(context, record.ref) for record in self.site.records_in(language)]
            faces.keep(cards, parallel.shared(faces.draw_all, cards))

    def _shared_among_processors(self, pages: Sequence[Page]) -> list[RenderedPages]:
        rendered = [share for _, share in parallel.shares(self._rendered_here, pages)]
        self._rendered += len(pages)
        return rendered

    def _rendered_here(self, pages: Sequence[Page]) -> RenderedPages:
        queries, processes = SiteQueries(self.site, self.media), parallel.count(self._waiting)
        rendered = RenderedPages(list(pages), [], [], {})
        for page in self.progress.counted("render", pages, self._waiting, processes, self._rendered):
            content = draw(self._context(page, queries), self.shells, self.templates)
            rendered.files.append(self.trees.put(page.file, content))
            numbers = rendered.queries
            asked = [numbers.setdefault(query, len(numbers)) for query in queries.taken()]
            rendered.asked.append(array.array("I", asked))
        return rendered

    def _context(self, page: Page, queries: SiteQueries) -> PageContext:
        return PageContext(queries, page, markdown.to_html, self.links[page.language])


def _digest(shell: Shell) -> str:
    return hashlib.blake2b(repr(shell.parts).encode(), digest_size=16).hexdigest()
