"""The build pipeline.

files -> Document -> Record -> SiteGraph -> Site of Pages -> View -> Artifact -> site_dir
        load                   link        plan            render    write

Caches from earlier builds are opened here and passed to the stages that use them.
"""

import pathlib
from collections.abc import Callable, Mapping
from typing import Protocol

from exemplary.cache import file_state
from exemplary import parallel
from exemplary.diagnostics import Report
from exemplary.graph import link
from exemplary.outputs import outputs
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site, plan
from exemplary.progress import Progress
from exemplary.project import Project
from exemplary.records.load import load
from exemplary.records.record_cache import RecordCache
from exemplary.render import media_files, site_pages
from exemplary.render.page_cache import PageCache
from exemplary.render.host_cache import HostCache
from exemplary.cache.store import Store
from exemplary.trees import Kept, Trees

SILENT = Progress()


class Host(Protocol):
    """Writes the ordinary pages of a site and their files into a folder."""

    def ordinary_pages(self, site: Site, folder: pathlib.Path) -> OrdinaryOutput: ...


def build(project: Project, host: Host, report: Report, progress: Progress) -> Site:
    """Build the site in the staging tree and swap it with the live site; publish nothing if the report failed."""
    store = store_of(project)
    ready = None if report.strict else parallel.Beside(Trees(project.site_dir, store).ready)
    site = prepare(project, report, store, progress)
    found = ready.result() if ready else None
    if not report.failed:
        write = host.ordinary_pages
        finish(site, store, lambda trees: HostCache(store).of(site, write, trees), report, progress, found)
    return site


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


Ready = tuple[Mapping[str, Kept], Mapping[str, Kept]]
RunHost = Callable[[Trees], tuple[OrdinaryOutput, dict[str, Kept]]]


def finish(
    site: Site,
    store: Store,
    run_host: RunHost,
    report: Report,
    progress: Progress = SILENT,
    ready: Ready | None = None,
) -> None:
    """Write all files of the site into the staging tree, then swap it with the live site.

    run_host  writes the ordinary pages into the tree; if their findings make the report fail, nothing is published
    ready     the contents of both trees, if they were prepared earlier
    """
    trees = Trees(site.project.site_dir, store)
    with progress.stage("begin"):
        trees.begin(ready)
    with progress.stage("host"):
        hosted, files = run_host(trees)
    report.extend(hosted.findings)
    if report.failed:
        return
    with progress.stage("pictures"):
        shown, pictures = media_files.prepare(site, media_files.ImageCache(store), trees)
    with progress.stage("render"):
        pages = site_pages.publish(site, shown, PageCache(store), trees, progress)
    with progress.stage("outputs"):
        others = {artifact.path: trees.put(artifact.path, artifact.content) for artifact in outputs(site, hosted)}
    with progress.stage("search"):
        from exemplary.search import index  # imports numpy, which takes 0.25 s; `check` does without it

        searched = index.publish(site, hosted, store, trees)
    with progress.stage("publish"):
        trees.publish(files | pictures | pages | others | searched)
