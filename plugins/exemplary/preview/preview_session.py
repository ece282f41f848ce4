"""The preview session: holds the current version of the site and makes the next one."""

import dataclasses
import gc
import pathlib
import tempfile
from collections.abc import Callable, Iterable

from exemplary.build import pipeline
from exemplary.cache.last_build import Memory
from exemplary.diagnostics import Report
from exemplary.graph import link
from exemplary.hosts.choice import ChosenHost
from exemplary.presenters.components.navigation import chrome
from exemplary.preview.version import Photographs, Version
from exemplary.records.load import load
from exemplary.records.record_cache import RecordCache, Source
from exemplary.records.schema.types import RECORD_KINDS
from exemplary.records.summary import RecordSummary
from exemplary.render import media_files
from exemplary.render.environment import Templates
from exemplary.search.draft import Draft
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site, plan
from exemplary.views import Chrome


class PreviewSession:
    """Holds the current version. Edits visible only on the record's page and cards skip relinking.

    told      called with each new version
    language  of what the host's plugin logs
    """

    version: Version

    def __init__(self, config_file: pathlib.Path, told: Callable[[Version], None], language: str) -> None:
        self.file = config_file
        self.told = told
        self.language = language
        self.folder = tempfile.TemporaryDirectory(prefix="exemplary-preview-")
        self.numbers = iter(range(1, 1 << 60))
        self.open()

    def open(self) -> None:
        """Read everything: at the start, and when the settings have changed."""
        self.host = ChosenHost(self.file, self.language)
        self.project = self.host.project
        with Memory(self.file).store.locked():
            self.shelf = RecordCache(pipeline.store_of(self.project))
            self.shelf.borrow()
        self.photographs, self.index = Photographs(self.project.root), Draft()
        site, report = self._planned()
        self._publish(site, report, asks_host=True)
        gc.freeze()

    # Changes

    def change(self, paths: Iterable[str]) -> bool:
        """Handle changed files; return whether `settle` must follow."""
        before, self.project = self.project, self.project.again(paths := frozenset(paths))
        changed = frozenset(path for path in paths if before.files.get(path) != self.project.files.get(path))
        if not changed:  # a temporary file of an editor, already deleted
            return False
        if any(path in changed or _is_below(changed, path) for path in self.project.host_files):
            self.open()
            return False
        if swapped := self._swapped(changed):
            site, report, is_settled = swapped
            self._publish(site, report)
            return not is_settled
        self.settle(asks_host=any(map(self._is_hosts, changed)))
        return False

    def settle(self, *, asks_host: bool = False) -> None:
        """Link and plan everything again."""
        site, report = self._planned()
        self._publish(site, report, asks_host=asks_host or self._changes_pages(site))

    def _planned(self) -> tuple[Site, Report]:
        report = Report()
        report.extend(self.host.findings)
        collection = load(self.project, report, self.shelf, media_files.check)
        return plan(self.project, link(self.project, collection, report), collection, report), report

    def _publish(self, site: Site, report: Report, *, asks_host: bool = False) -> None:
        number, templates = next(self.numbers), Templates(site.project.root)
        hosted, folder = self._ordinary_pages(site, number) if asks_host else (self.version.hosted, self.version.host)
        report.extend(hosted.findings)
        self.version = Version(
            number, site, hosted, folder, templates, self.photographs, self.index, report.diagnostics
        )
        self.told(self.version)

    def _changes_pages(self, site: Site) -> bool:
        """Whether ordinary pages may differ from those of the current version."""
        return not self.project.is_pure or _chromes(site) != _chromes(self.version.site)

    def _ordinary_pages(self, site: Site, number: int) -> tuple[OrdinaryOutput, pathlib.Path]:
        """The host's output, and the folder of its pages."""
        folder = pathlib.Path(self.folder.name, str(number))
        folder.mkdir()
        return self.host.ordinary_pages(site, folder), folder

    def _is_hosts(self, path: str) -> bool:
        """Whether the file is an ordinary page, or used by them."""
        content = f"{self.project.content}/"
        ours = (f"{content}index.md", *(f"{content}{kind}/" for kind in RECORD_KINDS))
        templates = f"{self.project.root / 'overrides'}/"
        return path.startswith(templates) or (path.startswith(content) and not path.startswith(ours))

    # Edits that other records do not see

    def _swapped(self, changed: frozenset[str]) -> tuple[Site, Report, bool] | None:
        """Return the site with the changed records replaced, the findings, and whether relinking can be skipped.

        None if more than their own pages and cards may change.
        """
        site, report = self.version.site, Report()
        records = dict(site.graph.records)
        for path in changed:
            source = self._source(path)
            known = self.shelf.readings.get(path)
            if source is None or known is None or known.summary is None or known.summary.ref not in records:
                return None
            reading = self.shelf.reread(self.project, source, media_files.check)
            if not reading.is_sound or not reading.summary or not _is_alike(reading.summary, known.summary):
                return None
            old = records[known.summary.ref]
            records[known.summary.ref] = old.anew(reading.summary)
            report.extend(reading.findings)
        files = {self.project.name(path) for path in changed}
        before = [one for one in self.version.found if one.span.file in files]
        report.extend(one for one in self.version.found if one.span.file not in files)
        graph = dataclasses.replace(site.graph, records=records)
        return dataclasses.replace(site, graph=graph, project=self.project), report, not before

    def _source(self, path: str) -> Source | None:
        state = self.project.files.get(path)
        known = self.shelf.sources.get(path)
        return Source(known, path, state) if state and known else None


def _chromes(site: Site) -> list[Chrome]:
    return [chrome(site, language) for language in site.languages]


def _is_alike(one: RecordSummary, other: RecordSummary) -> bool:
    """Whether two heads differ only in what the record's page and card show."""
    return (one.link_digest, one.pictures, one.downloads) == (other.link_digest, other.pictures, other.downloads)


def _is_below(changed: frozenset[str], folder: str) -> bool:
    return any(path.startswith(f"{folder}/") for path in changed)
