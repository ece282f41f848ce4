"""Renders all pages: valid cached pages are reused, the others rendered by all processors."""

import array
import hashlib
from collections.abc import Sequence

from exemplary import parallel, views
from exemplary.presenters.components.cards import card
from exemplary.presenters.context import PageContext
from exemplary.progress import Progress
from exemplary.queries.site_queries import MediaFiles, SiteQueries
from exemplary.records.schema.types import Ref
from exemplary.render import markdown
from exemplary.render.environment import Templates
from exemplary.render.layout import Shells, shells
from exemplary.render.page import draw
from exemplary.render.page_cache import PageCache, Run
from exemplary.render.shell import Shell
from exemplary.site.plan import Page, Site
from exemplary.trees import Kept, Trees


def publish(site: Site, materials: MediaFiles, archive: PageCache, trees: Trees, progress: Progress) -> dict[str, Kept]:
    """Every page of the site in the staging tree, by file."""
    templates, queries = Templates(site.project.root, archive.store.folder / "templates"), SiteQueries(site, materials)
    layouts = shells(site, templates)
    shared = "\n".join((_shared(site, layouts, materials), templates.stamp))
    held = archive.holding(site.pages, queries, shared)
    held = {file: printed for file, printed in held.items() if trees.has(file, printed.digest)}
    press = _Press(site, layouts, materials, templates, trees, progress)
    waiting = [page for page in site.pages if page.file not in held]
    press.waiting = len(waiting)
    if parallel.count(len(waiting)) > 1:
        press.draw_faces()
    runs = [run for pages in parallel.rounds(waiting) for run in press.runs(pages)]
    archive.save(held, runs, queries)
    kept = {file: trees.keep(file, printed.digest) for file, printed in held.items()}
    return kept | {page.file: one for run in runs for page, one in zip(run.pages, run.kept, strict=True)}


def _shared(site: Site, layouts: Shells, materials: MediaFiles) -> str:
    """What all pages depend on, as text."""
    digests = sorted((key, _digest(shell)) for key, shell in layouts.items())
    return repr((site.project.settings, digests, sorted(materials.assets.items())))


def _digest(shell: Shell) -> str:
    return hashlib.blake2b(repr(shell.parts).encode(), digest_size=16).hexdigest()


class _Press:
    """Renders pages in sequence and records the queries of each."""

    def __init__(
        self,
        site: Site,
        layouts: Shells,
        materials: MediaFiles,
        templates: Templates,
        trees: Trees,
        progress: Progress,
    ) -> None:
        self.site = site
        self.materials = materials
        self.shells = layouts
        self.templates = templates
        self.trees = trees
        self.progress = progress
        self.waiting = 0
        self.made = 0
        self.links: dict[str, dict[Ref, views.Link]] = {language: {} for language in site.languages}

    def draw_faces(self) -> None:
        """Render the cards before forking, so that they are rendered, and kept in memory, only once."""
        for language in self.site.languages:
            page = next(page for page in self.site.pages if page.language == language)
            context = self._context(page, SiteQueries(self.site, self.materials))
            faces = self.templates.faces(language)
            cards = [card(context, record.ref) for record in self.site.records_in(language)]
            faces.keep(cards, parallel.shared(faces.draw_all, cards))

    def runs(self, pages: Sequence[Page]) -> list[Run]:
        found = [run for _, run in parallel.shares(self.run, pages)]
        self.made += len(pages)
        return found

    def run(self, pages: Sequence[Page]) -> Run:
        queries, times = SiteQueries(self.site, self.materials), parallel.count(self.waiting)
        run = Run(list(pages), [], [], {})
        for page in self.progress.counted("render", pages, self.waiting, times, self.made):
            run.kept.append(self._made(page, queries))
            run.asked.append(array.array("I", map(run.number, queries.taken())))
        return run

    def _made(self, page: Page, queries: SiteQueries) -> Kept:
        return self.trees.put(page.file, draw(self._context(page, queries), self.shells, self.templates))

    def _context(self, page: Page, queries: SiteQueries) -> PageContext:
        return PageContext(queries, page, markdown.to_html, self.links[page.language])
