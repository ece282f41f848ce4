"""One build by command: the last build's result if nothing has changed, otherwise the full pipeline."""

import contextlib
import dataclasses
import pathlib

from exemplary import trees
from exemplary.build.pipeline import build
from exemplary.diagnostics import ExemplaryError, Report
from exemplary.hosts.lazy import LazyHost
from exemplary.cache.last_build import Last, Memory, Now
from exemplary.site.plan import Site
from exemplary.progress import Progress
from exemplary.cache.store import Damaged


def run(
    config_file: pathlib.Path, known: Memory, last: Now | None, strict: bool, progress: Progress, language: str = ""
) -> tuple[Report, pathlib.Path]:
    """Return the findings and the site's folder; if the cache is damaged, clear it and start again.

    language  of the messages that MkDocs logs for the plugin
    """
    try:
        with contextlib.suppress(Damaged):
            return _run(LazyHost(config_file, strict, last, language), known, progress)
        known.store.clear()
        return _run(LazyHost(config_file, strict, None, language), known, progress)
    except Damaged as error:
        raise ExemplaryError("damaged-store", folder=known.store.folder, name=error) from error
    finally:
        progress.end()


def _run(host: LazyHost, known: Memory, progress: Progress) -> tuple[Report, pathlib.Path]:
    report = Report(strict=host.strict)
    report.extend(host.findings)
    site = build(host.project, host, report, progress)
    known.keep(_remembered(site, host, report, known))
    progress.records = len(site.graph.records)
    return report, host.project.site_dir


def _remembered(site: Site, host: LazyHost, report: Report, known: Memory) -> Last:
    embargoes, now = site.graph.embargoes, site.project.now
    moment, files = site.project.snapshot
    return Last(
        states=dict(files),
        moment=moment,
        project=dataclasses.replace(site.project),
        asked=host.asked_strict,
        strict=host.strict,
        since=max((one for one in embargoes if one <= now), default=None),
        until=min((one for one in embargoes if one > now), default=None),
        site=trees.publication(site.project.site_dir, known.store),
        settled=host.findings,
        found=report.diagnostics,
    )
