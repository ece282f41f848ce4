"""One build by command: the last build's result if nothing has changed, otherwise the full pipeline."""

import contextlib
import dataclasses
import pathlib

from exemplary import trees
from exemplary.build.pipeline import build
from exemplary.diagnostics import ExemplaryError, Report
from exemplary.hosts.choice import ChosenHost
from exemplary.cache.last_build import Last, Memory
from exemplary.site.plan import Site
from exemplary.progress import Progress
from exemplary.cache.store import Damaged


def run(
    config_file: pathlib.Path, known: Memory, strict: bool, progress: Progress, language: str = ""
) -> tuple[Report, pathlib.Path]:
    """Return the findings and the site's folder; if the cache is damaged, clear it and start again.

    strict    publish nothing if there is any error or warning
    language  of failures of MkDocs' plugin
    """
    try:
        with contextlib.suppress(Damaged):
            return _run(ChosenHost(config_file, language), strict, known, progress)
        known.store.clear()
        return _run(ChosenHost(config_file, language), strict, known, progress)
    except Damaged as error:
        raise ExemplaryError("damaged-store", folder=known.store.folder, name=error) from error
    finally:
        progress.end()


def _run(host: ChosenHost, strict: bool, known: Memory, progress: Progress) -> tuple[Report, pathlib.Path]:
    report = Report(strict=strict or host.strict)
    report.extend(host.findings)
    site = build(host.project, host, report, progress)
    known.keep(_remembered(site, strict, report, known))
    progress.records = len(site.graph.records)
    return report, host.project.site_dir


def _remembered(site: Site, strict: bool, report: Report, known: Memory) -> Last:
    embargoes, now = site.graph.embargoes, site.project.now
    moment, files = site.project.snapshot
    return Last(
        states=dict(files),
        moment=moment,
        project=dataclasses.replace(site.project),
        asked=strict,
        strict=report.strict,
        since=max((one for one in embargoes if one <= now), default=None),
        until=min((one for one in embargoes if one > now), default=None),
        site=trees.publication(site.project.site_dir, known.store),
        found=report.diagnostics,
    )
