"""The straight line, nothing else.

files -> Document -> Record -> SiteGraph -> Site of Pages -> View -> Artifact -> site_dir
        load                   link        plan            render    write
"""

import dataclasses
import pathlib
from typing import Protocol

from exemplary.artifacts import staging, write
from exemplary.diagnostics import Report
from exemplary.graph import link
from exemplary.outputs import outputs
from exemplary.pages.plan import Site, plan
from exemplary.project import Project
from exemplary.records.load import Collection, load
from exemplary.render import materials
from exemplary.render.environment import Templates
from exemplary.render.page import render
from exemplary.render.shell import Hosted


class Host(Protocol):
    """Lends the shell of every page, and writes its own pages into `tree`."""

    def shells(self, site: Site, tree: pathlib.Path) -> Hosted: ...


def build(project: Project, host: Host, report: Report) -> Report:
    """Build the site beside the live one and put it in its place; nothing is published where the report has failed."""
    site = prepare(project, report)
    if report.failed:
        return report
    with staging(project.site_dir) as tree:
        finish(site, host.shells(site, tree), tree)
    return report


def prepare(project: Project, report: Report) -> Site:
    """All that is known before anything is rendered."""
    collection = _with_sound_pictures(project, load(project, report), report)
    graph = link(project, collection, report)
    return plan(project, graph, collection, report)


def finish(site: Site, hosted: Hosted, tree: pathlib.Path) -> None:
    """Render and write everything of ours into a tree in which the host has written its own."""
    shown = materials.prepare(site, tree)
    write(render(site, hosted.shells, shown, Templates(site.project.root)), tree)
    write(outputs(site, hosted), tree)


def _with_sound_pictures(project: Project, collection: Collection, report: Report) -> Collection:
    """The collection without the records whose pictures cannot be shown."""
    bad = set()
    for ref, record in collection.records.items():
        if found := tuple(materials.check(record, project)):
            report.add(*found)
            bad.add(ref)
    records = {ref: record for ref, record in collection.records.items() if ref not in bad}
    return dataclasses.replace(collection, records=records, left_out=collection.left_out | bad)
