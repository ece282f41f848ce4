"""Pages -> files of the site: those that hold are kept, the others are made, by as many processes as there are."""

import hashlib
from collections.abc import Sequence

from exemplary import workers
from exemplary.pages import views
from exemplary.pages.edition import Edition, Materials
from exemplary.pages.inquiry import Notes, Oracle, Question
from exemplary.pages.plan import Page, Site
from exemplary.progress import Progress
from exemplary.records.fields import Ref
from exemplary.render import markdown
from exemplary.render.archive import Archive
from exemplary.render.environment import Templates
from exemplary.render.page import draw
from exemplary.render.shell import Hosted, Shell
from exemplary.trees import Kept, Trees


def publish(
    site: Site, hosted: Hosted, materials: Materials, archive: Archive, trees: Trees, progress: Progress
) -> dict[str, Kept]:
    """Every page of the site in the new tree, by file."""
    templates, oracle = Templates(site.project.root, archive.store.folder / "templates"), Oracle(site, materials)
    shared = "\n".join((_shared(site, hosted, materials), templates.stamp))
    held = archive.holding(site.pages, oracle, shared)
    held = {file: printed for file, printed in held.items() if trees.has(file, printed.digest)}
    press = _Press(site, hosted, materials, templates, trees, progress)
    waiting = [page for page in site.pages if page.file not in held]
    press.waiting = len(waiting)
    made = dict(zip(waiting, workers.shared(press.run, waiting), strict=True))
    archive.save(held, {page: (kept.digest, asked) for page, (kept, asked) in made.items()}, oracle)
    kept = {file: trees.keep(file, printed.digest) for file, printed in held.items()}
    return kept | {page.file: kept for page, (kept, _) in made.items()}


def _shared(site: Site, hosted: Hosted, materials: Materials) -> str:
    """What all pages are made with, in short."""
    shells = sorted((key, _digest(shell)) for key, shell in hosted.shells.items())
    return repr((site.project.settings, shells, sorted(materials.assets.items())))


def _digest(shell: Shell) -> str:
    return hashlib.blake2b(repr(shell.parts).encode(), digest_size=16).hexdigest()


class _Press:
    """Makes pages one after the other, each from what it asks."""

    def __init__(
        self, site: Site, hosted: Hosted, materials: Materials, templates: Templates, trees: Trees, progress: Progress
    ) -> None:
        self.site = site
        self.materials = materials
        self.shells = hosted.shells
        self.templates = templates
        self.trees = trees
        self.progress = progress
        self.waiting = 0
        self.cards: dict[str, dict[Ref, views.Card]] = {language: {} for language in site.languages}

    def run(self, pages: Sequence[Page]) -> list[tuple[Kept, tuple[Question, ...]]]:
        notes, times = Notes(), workers.count(self.waiting)
        told = self.progress.counted("render", pages, self.waiting, times)
        return [self._made(page, notes) for page in told]

    def _made(self, page: Page, notes: Notes) -> tuple[Kept, tuple[Question, ...]]:
        edition = Edition(self.site, page, self.materials, markdown.render, self.cards[page.language])
        content = draw(edition.asking(notes), self.shells, self.templates)
        return self.trees.put(page.file, content), notes.taken()
