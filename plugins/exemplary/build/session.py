"""How one build runs: the lock, whether there is anything to build, damage of the cache and the second attempt.

The command and the tests call `build`. MkDocs has a loop of its own: its plugin calls `prepare` and `publish`.
"""

import contextlib
import pathlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from exemplary import parallel
from exemplary.cache import file_state
from exemplary.cache.last_build import BuildCache, stored_build
from exemplary.cache.store import Damaged, Store
from exemplary.diagnostics import Diagnostic, ExemplaryError, Report
from exemplary.progress import SILENT, Progress
from exemplary.project import Project
from exemplary.publishing.disk_files import naming
from exemplary.publishing.tree_manifest import Manifest

if TYPE_CHECKING:
    from exemplary.build.pipeline import Host
    from exemplary.publishing.trees import Trees
    from exemplary.site.ordinary_output import OrdinaryOutput
    from exemplary.site.plan import Site

Result = TypeVar("Result")


class Outcome(NamedTuple):
    """What a build did.

    place    the folder of the site
    size     the number of files of the site, and their bytes
    removed  the paths in the folder of others' files that gave way to the site
    """

    report: Report
    place: pathlib.Path
    size: tuple[int, int]
    removed: Sequence[str] = ()


class Options(NamedTuple):
    """What the caller of a build asks for.

    strict  publish nothing if there is any error or warning, including those of the host
    fresh   forget all earlier builds
    force   take over a folder that holds somebody else's files
    """

    strict: bool = False
    fresh: bool = False
    force: bool = False


USUAL = Options()


def store_of(project: Project) -> Store:
    """The cache of a project, valid for this code."""
    return Store(project.cache, file_state.code())


class SiteHost(Protocol):
    """What reads the settings of a site, and renders its ordinary pages.

    name      of the configuration's file
    strict    whether the configuration demands that findings prevent publication
    findings  about the settings
    """

    project: Project

    @property
    def name(self) -> str: ...
    @property
    def strict(self) -> bool: ...
    @property
    def findings(self) -> tuple[Diagnostic, ...]: ...
    def ordinary_pages(self, site: "Site", folder: pathlib.Path) -> "OrdinaryOutput": ...


def build(host: SiteHost, options: Options = USUAL, progress: Progress = SILENT) -> Outcome:
    """Build the site of a host; if nothing has changed, repeat the findings of the last build."""
    store = store_of(host.project)
    with store.transaction(), naming(str(store.folder)):
        if options.fresh:
            store.clear()
        return retried(store, lambda: _build(host, BuildCache(store), options, progress))


def retried(store: Store, work: Callable[[], Result]) -> Result:
    """The result of the work; if the cache is damaged, it is cleared and the work begins again."""
    try:
        return work()
    except Damaged:
        store.clear()
    try:
        return work()
    except Damaged as error:
        raise ExemplaryError("damaged-store", folder=store.folder, name=error) from error


def _build(host: SiteHost, cache: BuildCache, options: Options, progress: Progress) -> Outcome:
    project = host.project.anew()
    last = cache.last(host.name, project)
    if last and last.holds(strict=options.strict):
        return Outcome(last.report(), project.site_dir, _size(last.manifest))
    try:
        with parallel.uncollected():
            return _full(host, project, cache, options, progress)
    finally:
        progress.end()


def _full(host: SiteHost, project: Project, cache: BuildCache, options: Options, progress: Progress) -> Outcome:
    """Run the whole pipeline; publish nothing if the report failed."""
    from exemplary.build import pipeline  # importing this takes longer than finding that nothing changed
    from exemplary.publishing.trees import Trees

    report, store = Report(strict=options.strict or host.strict), cache.store
    report.extend(host.findings)
    trees = Trees(project.site_dir, store.folder, cache.manifests(), force=options.force)
    with contextlib.nullcontext() if report.strict else parallel.Beside(trees.ready) as beside:
        site = prepared(project, report, store, progress)
        ready = beside.result() if beside else None
    progress.records = len(site.graph.records)
    removed: Sequence[str] = ()
    if not report.failed:
        trees.begin(ready)
        removed = _published(site, pipeline.CachedHost(store, host.ordinary_pages), trees, cache, report, progress)
    published = cache.publication(project.site_dir)
    stored = stored_build(project, report, site.graph.embargoes, asked=options.strict, site=published)
    cache.put(host.name, stored)
    return Outcome(report, project.site_dir, _size(cache.manifest(project.site_dir)), removed)


def _size(manifest: Manifest) -> tuple[int, int]:
    return len(manifest), sum(file.size for file in manifest.values())


def prepared(project: Project, report: Report, store: Store, progress: Progress = SILENT) -> "Site":
    """The planned site; what was parsed is stored at once, for it is valid whatever becomes of this build."""
    from exemplary.build import pipeline

    reader = pipeline.cached_reader(project, store, progress)
    site = pipeline.prepare(project, report, reader, progress)
    reader.save()
    store.commit()
    return site


def _published(
    site: "Site", host: "Host", trees: "Trees", cache: BuildCache, report: Report, progress: Progress = SILENT
) -> Sequence[str]:
    from exemplary.build import pipeline

    publication = pipeline.finish(site, host, trees, cache.store, report, progress)
    if publication is None:
        return ()
    cache.publish(publication.manifests, trees)
    return publication.removed


# For MkDocs, which has a loop of its own


def prepare(project: Project, report: Report) -> "Site":
    """The planned site of a project; ExemplaryError if it may not be published into its folder."""
    store = store_of(project)

    def work() -> "Site":
        from exemplary.publishing.trees import Trees

        Trees(project.site_dir, store.folder, BuildCache(store).manifests()).require_site()
        return prepared(project, report, store)

    with store.transaction():
        return retried(store, work)


def publish(site: "Site", host: "Host") -> Sequence[str]:
    """Publish a planned site; return the paths of others' files that gave way to it."""
    store = store_of(site.project)

    def work() -> Sequence[str]:
        from exemplary.publishing.trees import Trees

        cache = BuildCache(store)
        trees = Trees(site.project.site_dir, store.folder, cache.manifests())
        trees.begin()
        return _published(site, host, trees, cache, Report())

    with store.transaction():
        return retried(store, work)
