"""The build pipeline.

files -> Document -> Record -> SiteGraph -> Site of Pages -> View -> Artifact -> site_dir
        load                   link        plan            render    write

The stages take and give values. What an earlier build left is put in from outside (`cache/`).
"""

import pathlib
from typing import Protocol

from exemplary.cache.host_cache import HostCache, RenderPages, adopted
from exemplary.cache.image_cache import ImageCache
from exemplary.cache.page_cache import rendered_pages
from exemplary.cache.record_cache import RecordCache
from exemplary.cache.store import Store
from exemplary.diagnostics import Report
from exemplary.graph import link
from exemplary.outputs import outputs
from exemplary.progress import SILENT, Progress
from exemplary.project import Project
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Publication, Trees
from exemplary.records.load import load
from exemplary.records.reader import FileReader, Reader
from exemplary.render import media_files
from exemplary.render.site_pages import PageRenderer
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site, plan


class Host(Protocol):
    """Puts the ordinary pages of a site and their files into the staging tree."""

    def output(self, site: Site, trees: Trees) -> tuple[OrdinaryOutput, dict[str, TreeFile]]: ...


class CachedHost:
    """A host that renders only if one of its inputs has changed."""

    def __init__(self, store: Store, render: RenderPages) -> None:
        self.cache = HostCache(store)
        self.render = render

    def output(self, site: Site, trees: Trees) -> tuple[OrdinaryOutput, dict[str, TreeFile]]:
        return self.cache.output(site, self.render, trees)


class RenderedHost:
    """A host that has rendered its pages into a folder already."""

    def __init__(self, pages: OrdinaryOutput, folder: pathlib.Path) -> None:
        self.pages = pages
        self.folder = folder

    def output(self, site: Site, trees: Trees) -> tuple[OrdinaryOutput, dict[str, TreeFile]]:
        return self.pages, adopted(self.folder, trees)


def reader(progress: Progress = SILENT) -> FileReader:
    """Reads all files anew."""
    return FileReader(media_files.check, progress)


def cached_reader(project: Project, store: Store, progress: Progress = SILENT) -> RecordCache:
    """Reads the files that have changed since the last build."""
    return RecordCache(store, reader(progress), project.settings)


def prepare(project: Project, report: Report, source: Reader, progress: Progress = SILENT) -> Site:
    """Load, link and plan: everything that precedes rendering."""
    with progress.stage("load"):
        collection = load(project, report, source)
        report.extend(media_files.check_ordinary(project))
    with progress.stage("link"):
        graph = link(project, collection, report)
    with progress.stage("plan"):
        return plan(project, graph, collection, report)


def finish(
    site: Site, host: Host, trees: Trees, store: Store, report: Report, progress: Progress = SILENT
) -> Publication | None:
    """Write all files of the site into the staging tree, then swap it with the live site.

    None, and nothing is published, if findings about ordinary pages make the report fail.
    """
    with progress.stage("host"):
        hosted, files = host.output(site, trees)
    report.extend(hosted.findings)
    if report.failed:
        return None
    with progress.stage("pictures"):
        images = ImageCache(store)
        media, pictures = media_files.prepare(site, images, trees)
        images.save()
    with progress.stage("render"):
        pages = rendered_pages(PageRenderer(site, media, trees, progress), store)
    with progress.stage("outputs"):
        others = {artifact.path: trees.put(artifact.path, artifact.content) for artifact in outputs(site, hosted)}
    with progress.stage("search"):
        searched = _search(site, hosted, store, trees)
    with progress.stage("publish"):
        return trees.publish(files | pictures | pages | others | searched)


def _search(site: Site, hosted: OrdinaryOutput, store: Store, trees: Trees) -> dict[str, TreeFile]:
    if not site.project.settings.search:
        return {}
    from exemplary.cache.search_cache import search_files  # imports numpy, which takes 0.25 s

    return search_files(site, hosted, store, trees)
