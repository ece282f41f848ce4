"""One build by command: the last build's result if nothing has changed, otherwise the full pipeline."""

import contextlib
import dataclasses
import pathlib
from collections.abc import Sequence
from typing import NamedTuple

from exemplary.build.pipeline import build
from exemplary.cache.last_build import Last, Memory, Now
from exemplary.cache.store import Damaged
from exemplary.diagnostics import ExemplaryError, Report
from exemplary.hosts.lazy import LazyHost
from exemplary.progress import Progress
from exemplary.publishing.manifest import publication
from exemplary.site.plan import Site


class Outcome(NamedTuple):
    """Findings, the folder of the site, and the paths in it of others' files that gave way to the site."""

    report: Report
    place: pathlib.Path
    removed: Sequence[str] = ()


def run(
    config_file: pathlib.Path,
    known: Memory,
    last: Now | None,
    strict: bool,
    progress: Progress,
    language: str = "",
    *,
    force: bool = False,
) -> Outcome:
    """Build the site; if the cache is damaged, clear it and start again.

    language  of the messages that MkDocs logs for the plugin
    force     take over a folder that holds somebody else's files
    """
    try:
        with contextlib.suppress(Damaged):
            return _run(LazyHost(config_file, strict, last, language), known, progress, force)
        known.store.clear()
        return _run(LazyHost(config_file, strict, None, language), known, progress, force)
    except Damaged as error:
        raise ExemplaryError("damaged-store", folder=known.store.folder, name=error) from error
    finally:
        progress.end()


def _run(host: LazyHost, known: Memory, progress: Progress, force: bool) -> Outcome:
    report = Report(strict=host.strict)
    report.extend(host.findings)
    site, removed = build(host.project, host, report, progress, force=force)
    known.keep(_remembered(site, host, report, known))
    progress.records = len(site.graph.records)
    return Outcome(report, host.project.site_dir, removed)


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
        site=publication(site.project.site_dir, known.store),
        settled=host.findings,
        found=report.diagnostics,
    )
