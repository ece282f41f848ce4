"""The preview session: holds the current version of the site and makes the next one."""

import dataclasses
import gc
import pathlib
import tempfile
from collections.abc import Callable, Iterable

from exemplary.build import pipeline, session
from exemplary.cache.file_state import is_in
from exemplary.diagnostics import Report
from exemplary.hosts.choice import ChosenHost
from exemplary.presenters.components.navigation import chrome
from exemplary.preview.version import Photographs, Version
from exemplary.records.ordinary_pages import is_ours
from exemplary.records.parsed import Source
from exemplary.records.summary import RecordSummary
from exemplary.render.environment import Templates
from exemplary.search.draft import Draft
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.views import Chrome


class PreviewSession:
    """Holds the current version. Edits visible only on the record's page and cards skip relinking.

    on_version  called with each new version
    language    of what the host's plugin logs
    """

    version: Version

    def __init__(self, config_file: pathlib.Path, on_version: Callable[[Version], None], language: str) -> None:
        self.file = config_file
        self.on_version = on_version
        self.language = language
        self.folder = tempfile.TemporaryDirectory(prefix="exemplary-preview-")
        self.numbers = iter(range(1, 1 << 60))
        self.open()

    def open(self) -> None:
        """Read everything: at the start, and when the settings have changed."""
        self.host = ChosenHost(self.file, self.language)
        self.project = self.host.project
        store = session.store_of(self.project)
        with store.transaction():
            self.reader = session.retried(store, lambda: pipeline.cached_reader(self.project, store))
        self.photographs, self.index = Photographs(self.project.root), Draft()
        site, report = self._planned()
        self._publish(site, report, asks_host=True)
        gc.freeze()

    # Changes

    def change(self, paths: Iterable[str]) -> bool:
        """Handle changed files; return whether `settle` must follow."""
        names = frozenset(self.project.name(pathlib.Path(path)) for path in paths)
        before, self.project = self.project, self.project.again(names)
        changed = frozenset(name for name in names if before.files.get(name) != self.project.files.get(name))
        if not changed:  # a temporary file of an editor, already deleted
            return False
        if any(is_in(name, self.project.host_files) for name in changed):
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
        return pipeline.prepare(self.project, report, self.reader), report

    def _publish(self, site: Site, report: Report, *, asks_host: bool = False) -> None:
        number, templates = next(self.numbers), Templates(site.project.root)
        hosted, folder = self._ordinary_pages(site, number) if asks_host else (self.version.hosted, self.version.host)
        report.extend(hosted.findings)
        self.version = Version(
            number, site, hosted, folder, templates, self.photographs, self.index, report.diagnostics
        )
        self.on_version(self.version)

    def _changes_pages(self, site: Site) -> bool:
        """Whether ordinary pages may differ from those of the current version."""
        return not self.project.is_pure or _chromes(site) != _chromes(self.version.site)

    def _ordinary_pages(self, site: Site, number: int) -> tuple[OrdinaryOutput, pathlib.Path]:
        """The host's output, and the folder of its pages."""
        folder = pathlib.Path(self.folder.name, str(number))
        folder.mkdir()
        return self.host.ordinary_pages(site, folder), folder

    def _is_hosts(self, name: str) -> bool:
        """Whether the file is one of the host's own pages, or used by them."""
        content = f"{self.project.content_name}/"
        return is_in(name, ["overrides"]) or (name.startswith(content) and not is_ours(name.removeprefix(content)))

    # Edits that other records do not see

    def _swapped(self, changed: frozenset[str]) -> tuple[Site, Report, bool] | None:
        """Return the site with the changed records replaced, the findings, and whether relinking can be skipped.

        None if more than their own pages and cards may change.
        """
        site, report = self.version.site, Report()
        records = dict(site.graph.records)
        for name in changed:
            source = self._source(name)
            known = self.reader.parsed.get(name)
            if source is None or known is None or known.summary is None or known.summary.ref not in records:
                return None
            parsed = self.reader.reread(self.project, source)
            if not parsed.is_sound or not parsed.summary or not _is_alike(parsed.summary, known.summary):
                return None
            old = records[known.summary.ref]
            records[known.summary.ref] = old.anew(parsed.summary)
            report.extend(parsed.findings)
        before = [one for one in self.version.found if one.span.file in changed]
        report.extend(one for one in self.version.found if one.span.file not in changed)
        graph = dataclasses.replace(site.graph, records=records)
        return dataclasses.replace(site, graph=graph, project=self.project), report, not before

    def _source(self, name: str) -> Source | None:
        state, kind = self.project.files.get(name), self.reader.sources.get(name)
        return Source(kind, name, state) if state and kind else None


def _chromes(site: Site) -> list[Chrome]:
    return [chrome(site, language) for language in site.languages]


def _is_alike(one: RecordSummary, other: RecordSummary) -> bool:
    """Whether two summaries differ only in what the record's page and card show."""
    return (one.link_digest, one.pictures, one.downloads) == (other.link_digest, other.pictures, other.downloads)
