"""The MkDocs plugin. It handles events; the core does the work. MkDocs and its plugins see ordinary pages only.

The same module serves `mkdocs` and its fork `properdocs`, which provides the same imports.
"""

import functools
import logging
import pathlib
import re
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

import markupsafe
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from exemplary import messages
from exemplary.build import pipeline, session
from exemplary.diagnostics import Diagnostic, ExemplaryError, Report, Severity
from exemplary.hosts import active_content, configuration, links, takeover
from exemplary.presenters.components.layout import report_link
from exemplary.records.ordinary_pages import FRONT, is_ours
from exemplary.render import photographs
from exemplary.render.assets import assets
from exemplary.render.environment import Templates
from exemplary.render.page_layout import Surroundings
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

log = get_plugin_logger("exemplary")
THEME = pathlib.Path(__file__).with_name("theme")
LOGGER = logging.getLogger(BasePlugin.__module__.partition(".")[0])  # of mkdocs, or of properdocs
OURS = ("404.html", "sitemap.xml")
"""Templates of the theme that the core replaces."""
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
"""Material sets this attribute, invalid for checkboxes, outside any block that a template could replace."""


class Settings(base.Config):  # type: ignore[no-untyped-call]
    """Accepts everything: `exemplary.settings` checks the values, and reports mistakes in the reader's language."""

    imprint = base.BaseConfigOption[Any]()
    languages = base.BaseConfigOption[Any]()
    timezone = base.BaseConfigOption[Any]()
    paths = base.BaseConfigOption[Any]()
    require_consent = base.BaseConfigOption[Any]()
    search = base.BaseConfigOption[Any]()
    host = base.BaseConfigOption[Any]()

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Never errors or warnings: an unknown name is a finding."""
        return [], []


def _failures_as_sentences(event: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an event so that MkDocs stops with a sentence instead of a traceback if the work fails.

    If `exemplary build` called MkDocs, the failure is passed on to the command.
    """

    @functools.wraps(event)
    def run(plugin: "ExemplaryPlugin", *given: Any, **named: Any) -> Any:
        try:
            return event(plugin, *given, **named)
        except (ExemplaryError, OSError) as error:
            failure = messages.failure_of(error)
            if failure is None or plugin.planned is not None:
                raise
            raise PluginError(messages.sentence(failure, plugin.language)) from error

    return run


class ExemplaryPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Lives across rebuilds of `serve`; `on_config` resets the state of a build.

    planned   the site, if `exemplary build` has planned it already: then MkDocs writes its own pages and nothing else
    tree      the unfinished site, if this plugin publishes it
    language  of the log: that of `exemplary build`, otherwise the system's
    findings  about ordinary pages
    """

    planned: Site | None = None
    tree: pathlib.Path | None = None
    language: str
    site: Site

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Defined so that MkDocs keeps this plugin across rebuilds."""

    @_failures_as_sentences
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.planned is None:
            self.language = messages.of_system()
        if config.theme.name != "material":
            raise ExemplaryError("setting-theme")
        self.pages: list[tuple[str, str]] = []
        self.findings: list[Diagnostic] = []
        self.live = pathlib.Path(config.site_dir)
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.nav = _with_front(config.nav, config.site_url or "/")
        if self.planned is None:
            config.watch.append(str(pathlib.Path(config.config_file_path).parent / "exemplars"))
            self.tree = pathlib.Path(tempfile.mkdtemp(prefix="exemplary-"))
            config.site_dir = str(self.tree)
        return config

    @event_priority(-50)  # after plugins that add files, so that those are ordinary pages too
    @_failures_as_sentences
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.site = self.planned or self._prepare(config)
        self.findings += _take_over(files, config, self.site)
        return files

    def _prepare(self, config: MkDocsConfig) -> Site:
        report = Report(strict=config.strict)
        file = configuration.read(pathlib.Path(config.config_file_path))
        project = configuration.project(file, site_url=config.site_url or "", site_dir=self.live)
        report.extend(configuration.findings(file))
        site = session.prepare(project, report)
        _log_findings(report.diagnostics, self.language)
        if report.failed:
            raise ExemplaryError("strict")
        return site

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        env.globals["exemplary"] = _Partials(self.site)
        for name in ("site_name", "site_description", "site_author"):  # Material prints them as they are
            config[name] = markupsafe.escape(config[name]) if config[name] else config[name]
        return env

    @event_priority(-100)  # last, so that it examines what other plugins make of the page
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        source = page.file.abs_src_path
        name = self.site.project.name(pathlib.Path(source)) if source else page.file.src_uri
        self.findings += active_content.findings(str(page.meta.get("title") or ""), html, name)
        return links.to_front(html, page.file.src_uri, page.url.removeprefix("./"))

    @event_priority(-100)  # last, so that the page has what other plugins add
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        self.pages.append((page.url.removeprefix("./"), str(page.meta.get("updated") or page.meta.get("date") or "")))
        return _TOGGLE.sub(r"\1", output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return "" if template_name in OURS else output_content  # MkDocs writes no file for an empty page

    @event_priority(-100)  # last, so that the tree contains what other plugins write
    @_failures_as_sentences
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.tree is None:
            return
        _log_findings(self.findings, self.language)
        output, tree = OrdinaryOutput(tuple(self.pages)), self.tree
        config.site_dir = str(self.live)
        if not _has_strict_warnings(config):
            removed = session.publish(self.site, pipeline.RenderedHost(output, tree))
            if removed:
                files, count = messages.enumerated(removed), len(removed)
                log.info(messages.text("done.removed", self.language, count=count, place=self.live, files=files))
        shutil.rmtree(tree, ignore_errors=True)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the live site as it was, and delete the unfinished one."""
        if self.tree is not None:
            shutil.rmtree(self.tree, ignore_errors=True)


def _with_front(nav: Any, url: str) -> Any:
    """The setting `nav` with the URL of the front page in place of its file, which MkDocs does not see."""
    if isinstance(nav, list):
        return [_with_front(entry, url) for entry in nav]
    if isinstance(nav, dict):
        return {title: _with_front(target, url) for title, target in nav.items()}
    return url if nav == FRONT else nav


class _Partials:
    """What the templates of Material's pages use: our header and footer, and the addresses of our assets."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._surroundings = Surroundings(site, Templates(site.project.root))
        self.assets = assets()[0]
        self.has_search = site.project.settings.search is not None

    def header(self, base_url: str, *, has_menu: bool) -> str:
        root = f"{base_url.rstrip('/')}/"
        drawer = self._surroundings.part("drawer.html", root) if has_menu else ""
        return self._surroundings.part("header.html", root, attributes=' data-md-component="header"', drawer=drawer)

    def footer(self, base_url: str, page: Page | None) -> str:
        """The footer; its link for reporting a mistake names the page, if there is one."""
        address, title = (page.url.removeprefix("./"), str(page.title)) if page else ("", "")
        report = report_link(self._site.project.settings, self._site.languages[0], address, title)
        href = markupsafe.escape(report.href) if report else ""
        return self._surroundings.part("footer.html", f"{base_url.rstrip('/')}/", report=str(href))


def _take_over(files: Files, config: MkDocsConfig, site: Site) -> list[Diagnostic]:
    """Leave in `files` what MkDocs may publish, and return the findings about the other files of content/.

    MkDocs' own rules for hidden and excluded files come later.
    """
    findings: list[Diagnostic] = []
    content = pathlib.Path(config.docs_dir)
    for file in list(files):
        source = pathlib.Path(file.abs_src_path) if file.abs_src_path else None
        if source is None or not source.is_relative_to(content):
            continue
        path, project = site.project.content / source.relative_to(content), site.project
        if is_ours(file.src_uri) or project.name(path) in site.ordinary.flawed:
            files.remove(file)
        elif refusal := takeover.refusal(path, project):
            findings.append(refusal)
            files.remove(file)
        elif takeover.is_picture(path):
            files.remove(file)
            if picture := photographs.strip(path):  # otherwise the core reports it
                files.append(File.generated(config, file.src_uri, content=picture))
    return findings


def _log_findings(findings: Any, language: str) -> None:
    """Log findings through MkDocs; `--strict` counts errors and warnings."""
    for finding in findings:
        place = f"{finding.span.file}:{finding.span.line}:{finding.span.column}"
        text = f"{place}: {finding.message(language)} [{finding.rule.code}] → {finding.hint(language)}"
        (log.info if finding.severity is Severity.NOTE else log.warning)(text)


def _has_strict_warnings(config: MkDocsConfig) -> bool:
    """Whether MkDocs will stop because of warnings, so that nothing may be published."""
    counters = [handler for handler in LOGGER.handlers if isinstance(handler, CountHandler)]
    return config.strict and any(counter.get_counts() for counter in counters)
