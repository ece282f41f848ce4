"""The build pipeline.

files -> Document -> Record -> SiteGraph -> Site of Pages -> View -> Artifact -> site_dir
        load                   link        plan            render    write

Caches from earlier builds are opened here and passed to the stages that use them.
"""

import pathlib
from collections.abc import Callable, Mapping
from typing import Protocol

from exemplary import parallel
from exemplary.cache import file_state
from exemplary.cache.store import Store
from exemplary.diagnostics import Report
from exemplary.graph import link
from exemplary.outputs import outputs
from exemplary.progress import Progress
from exemplary.project import Project
from exemplary.publishing.manifest import Kept
from exemplary.publishing.trees import Trees
from exemplary.records.load import load
from exemplary.records.record_cache import RecordCache
from exemplary.render import media_files, site_pages
from exemplary.render.host_cache import HostCache
from exemplary.render.page_cache import PageCache
from exemplary.render.shell import HostPages
from exemplary.site.plan import Site, plan

SILENT = Progress()
Removed = tuple[str, ...]
"""The paths of others' files that gave way to the site."""
Ready = tuple[Mapping[str, Kept], Mapping[str, Kept]]
Lend = Callable[[Trees], tuple[HostPages, dict[str, Kept]]]


class Host(Protocol):
    """Renders the shell of every page, and writes its own pages into `tree`."""

    def shells(self, site: Site, tree: pathlib.Path) -> HostPages: ...


def build(
    project: Project, host: Host, report: Report, progress: Progress, *, force: bool = False
) -> tuple[Site, Removed]:
    """Build the site in the staging tree and swap it with the live site; publish nothing if the report failed.

    force  take over a folder that holds somebody else's files
    """
    store = store_of(project)
    removed: Removed = ()
    ready = None if report.strict else parallel.Beside(Trees(project.site_dir, store, force=force).ready)
    site = prepare(project, report, store, progress)
    found = ready.result() if ready else None
    if not report.failed:
        removed = finish(
            site, store, lambda trees: HostCache(store).of(site, host.shells, trees), progress, found, force=force
        )
    return site, removed


def store_of(project: Project) -> Store:
    """The cache of this project, valid for this code and these settings."""
    return Store(project.cache, f"{file_state.code()}\n{project.settings}")


def prepare(project: Project, report: Report, store: Store | None = None, progress: Progress = SILENT) -> Site:
    """Load, link and plan: everything that precedes rendering."""
    with progress.stage("load"):
        shelf = RecordCache(store)
        collection = load(project, report, shelf, media_files.check, progress)
        shelf.save()
    with progress.stage("link"):
        graph = link(project, collection, report)
    with progress.stage("plan"):
        return plan(project, graph, collection, report)


def finish(
    site: Site,
    store: Store,
    lend: Lend,
    progress: Progress = SILENT,
    ready: Ready | None = None,
    *,
    force: bool = False,
) -> Removed:
    """Write all files of the site into the staging tree, then swap it with the live site.

    lend   writes the host's own pages into the tree; returns the host's shells and those files
    ready  the contents of both trees, if they were prepared earlier
    """
    trees = Trees(site.project.site_dir, store, force=force)
    with progress.stage("begin"):
        trees.begin(ready)
    with progress.stage("host"):
        hosted, files = lend(trees)
    with progress.stage("pictures"):
        shown, pictures = media_files.prepare(site, media_files.ImageCache(store), trees)
    with progress.stage("render"):
        pages = site_pages.publish(site, hosted, shown, PageCache(store), trees, progress)
    with progress.stage("outputs"):
        others = {artifact.path: trees.put(artifact.path, artifact.content) for artifact in outputs(site, hosted)}
    with progress.stage("search"):
        from exemplary.search import index  # imports numpy, which takes 0.25 s; `check` does without it

        searched = index.publish(site, hosted, store, trees)
    with progress.stage("publish"):
        return trees.publish(files | pictures | pages | others | searched)
