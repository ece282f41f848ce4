"""Small projects for tests: a sound base, files on top of it, and the findings in them."""

import datetime
import pathlib
from collections.abc import Mapping

import yaml

from exemplary import settings
from exemplary.build import pipeline
from exemplary.diagnostics import Diagnostic, Report
from exemplary.graph import SiteGraph
from exemplary.project import Project
from exemplary.records.schema.types import Ref
from exemplary.site.plan import Site

CASES = pathlib.Path(__file__).parent / "cases"
BASE: Mapping[str, str] = yaml.safe_load((CASES / "diagnostics" / "_base.yml").read_text("utf-8"))
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
SITE_URL = "https://guong.example/"


def lay(root: pathlib.Path, files: Mapping[str, str], base: Mapping[str, str] = BASE) -> pathlib.Path:
    """Write `files` (path: text) over the base; an empty text removes a file of the base."""
    for name, text in {**base, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_bytes(text.encode())
    return root


def project(root: pathlib.Path, *, site_url: str = SITE_URL, **given: object) -> Project:
    chosen = settings.read(given, "Gương sáng", site_url)
    return Project(root, root / "content", root / "site", chosen, NOW, root / ".cache" / "exemplary")


def prepared(root: pathlib.Path, *, site_url: str = SITE_URL, **given: object) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The planned site of the files in a folder, and the findings."""
    report = Report()
    site = pipeline.prepare(project(root, site_url=site_url, **given), report, pipeline.reader())
    return site, report.diagnostics


def planned(root: pathlib.Path, files: Mapping[str, str], **given: object) -> Site:
    """The planned site of the base with `files` on top, which must have no findings."""
    site, found = prepared(lay(root, files), **given)
    assert [shown(one) for one in found if one.severity != "note"] == []
    return site


def linked(root: pathlib.Path, files: Mapping[str, str], **given: object) -> SiteGraph:
    return planned(root, files, **given).graph


def shown(one: Diagnostic) -> str:
    """“file:line:column severity code”, followed by an arrow and the suggestion if there is one."""
    span = one.span
    arrow = f" → {one.suggestion}" if one.suggestion else ""
    return f"{span.file}:{span.line}:{span.column} {one.severity} {one.rule.code}{arrow}"


def ref(text: str) -> Ref:
    found = Ref.parse(text)
    assert found, text
    return found
