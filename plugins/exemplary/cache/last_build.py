"""The last build of a site: its inputs and its findings. If nothing has changed, there is nothing to build."""

import datetime
import functools
import pathlib
import secrets
import shutil
from typing import NamedTuple

from exemplary.cache import file_state
from exemplary.cache.file_state import State
from exemplary.cache.findings import StoredFinding, restored, stored
from exemplary.cache.store import Damaged, Store, understood
from exemplary.diagnostics import Report
from exemplary.project import Project
from exemplary.publishing import listing
from exemplary.publishing.disk_files import relative
from exemplary.publishing.exchange import FORMER
from exemplary.publishing.tree_manifest import Manifest, Manifests, TreeFile, identity, is_intact
from exemplary.publishing.trees import Trees


class StoredBuild(NamedTuple):
    """One build.

    states    of every input file, by name, at `moment` in nanoseconds
    special   the names of pipes and devices among them
    asked     whether the command asked for strict mode; `strict` is also true if the configuration does
    since, until  no embargo ends between these moments, so the same records are public
    site      identifies the published site
    shared    the settings, and the environment if it matters
    """

    states: dict[str, State]
    special: frozenset[str]
    moment: int
    asked: bool
    strict: bool
    since: datetime.datetime | None
    until: datetime.datetime | None
    site: str
    shared: str
    findings: tuple[StoredFinding, ...]


class LastBuild:
    """The last build of a project, seen from now."""

    def __init__(self, build: StoredBuild, project: Project, cache: "BuildCache") -> None:
        self.build = build
        self.project = project
        self.cache = cache

    @functools.cached_property
    def manifest(self) -> Manifest:
        """The files of the published site."""
        return self.cache.manifest(self.project.site_dir)

    def holds(self, *, strict: bool) -> bool:
        """Whether a build now would give the same site and the same findings."""
        return (
            self.project.is_pure
            and self.build.asked == strict
            and self.build.shared == shared(self.project)
            and self._is_timely(self.project.now)
            and self.cache.publication(self.project.site_dir) == self.build.site
            and self.project.files == self.build.states
            and self.project.inputs.special == self.build.special
            and file_state.settled(self.build.states.values(), self.build.moment)
            and (not self.build.site or is_intact(self.project.site_dir, self.manifest))
        )

    def _is_timely(self, now: datetime.datetime) -> bool:
        """Whether no embargo has ended, or begun to matter, since."""
        since, until = self.build.since, self.build.until
        return (since is None or since <= now) and (until is None or now < until)

    def report(self) -> Report:
        report = Report(strict=self.build.strict)
        with understood("builds"):
            report.extend(restored(self.build.findings))
        return report


def shared(project: Project) -> str:
    return repr((project.settings, project.environment, project.content_name, project.name(project.site_dir)))


class BuildCache:
    """The last builds of the configurations in a folder, and the manifests of the sites that they published."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.builds = store.table("builds", StoredBuild)
        self.manifest_table = store.table("manifests", dict[str, TreeFile], lasting=True)
        self.publications = store.table("publications", str, lasting=True)
        self.stagings = store.table("stagings", str, lasting=True)

    def last(self, configuration: str, project: Project) -> LastBuild | None:
        """The last build of a configuration, by the name of its file."""
        build = self.builds.get(configuration)
        return LastBuild(build, project, self) if build else None

    def put(self, configuration: str, build: StoredBuild) -> None:
        self.builds.put(configuration, build)

    # Published sites

    def manifests(self) -> Manifests:
        """The manifests of all trees, by their identities."""
        return {tree: _checked(files) for tree, files in self.manifest_table.items()}

    def publish(self, manifests: Manifests, trees: Trees) -> None:
        """Store the manifests after a publication, which gets a name of its own."""
        self.manifest_table.put_all(manifests.items())
        self.publications.put(identity(trees.site), secrets.token_hex(8))
        self.stagings.put(self._relative(trees.staging), self._relative(trees.site))
        self._sweep()

    def _relative(self, path: pathlib.Path) -> str:
        """A path from the folder of the cache, so that a copy of the cache names its own project."""
        return relative(str(path), str(self.store.folder))

    def _sweep(self) -> None:
        """Remove staging trees of sites that no longer exist, and what is known of trees that do not.

        Only folders in the cache are removed, whatever the stored paths say. A site that waits to be restored stays.
        """
        folder, sites = self.store.folder, dict(self.stagings.items())
        waiting = {path.name.removesuffix(FORMER) for path in folder.glob(f"staging-*{FORMER}")}
        for staging in folder.glob("staging-*"):
            is_used = staging.name in sites and (folder / sites[staging.name]).exists()
            if not (is_used or staging.name.removesuffix(FORMER) in waiting):
                shutil.rmtree(staging, ignore_errors=True)
        used = {staging: site for staging, site in sites.items() if (folder / staging).exists()}
        self.stagings.prune(used)
        trees = frozenset(identity(folder / tree) for pair in used.items() for tree in pair)
        self.manifest_table.prune(trees)
        self.publications.prune(trees)

    def publication(self, site: pathlib.Path) -> str:
        """Identifies this publication among all earlier and later ones; empty if nothing is known."""
        return self.publications.get(identity(site)) or ""

    def manifest(self, site: pathlib.Path) -> Manifest:
        """The files of a published site; empty if nothing is known."""
        return _checked(self.manifest_table.get(identity(site)) or {})


def _checked(manifest: Manifest) -> Manifest:
    """The manifest, all of whose paths stay inside the tree: by them files are removed."""
    if not all(map(listing.is_inside, manifest)):
        raise Damaged("manifests")
    return manifest


def stored_build(
    project: Project,
    report: Report,
    embargoes: tuple[datetime.datetime, ...],
    *,
    asked: bool,
    site: str,
) -> StoredBuild:
    """What the next build needs to know of this one."""
    return StoredBuild(
        states=dict(project.files),
        special=frozenset(project.inputs.special),
        moment=project.inputs.moment,
        asked=asked,
        strict=report.strict,
        since=max((one for one in embargoes if one <= project.now), default=None),
        until=min((one for one in embargoes if one > project.now), default=None),
        site=site,
        shared=shared(project),
        findings=stored(report.diagnostics),
    )
