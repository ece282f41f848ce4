"""The MkDocs plugin, and the host that renders Material's shell. It handles events; the core does the work.

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

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from exemplary import messages, settings
from exemplary.build import pipeline, session
from exemplary.diagnostics import ExemplaryError, Report, Severity
from exemplary.hosts import configuration, takeover
from exemplary.presenters.components.navigation import chrome
from exemplary.render.assets import assets
from exemplary.render.shell import HostPages, Shell
from exemplary.site.plan import Site

log = get_plugin_logger("exemplary")
THEME = pathlib.Path(__file__).with_name("theme")
LOGGER = logging.getLogger(BasePlugin.__module__.partition(".")[0])  # of mkdocs, or of properdocs
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

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Never errors or warnings: an unknown name is a finding."""
        return [], []


def _sentence(event: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an event so that MkDocs stops with a sentence instead of a traceback if the work fails.

    If `exemplary build` called MkDocs, the failure is passed on to the command.
    """

    @functools.wraps(event)
    def run(plugin: "ExemplaryPlugin", *given: Any, **named: Any) -> Any:
        try:
            return event(plugin, *given, **named)
        except (ExemplaryError, OSError) as error:
            failure = messages.failure_of(error)
            if failure is None or plugin.lent is not None:
                raise
            raise PluginError(messages.sentence(failure, plugin.language)) from error

    return run


class ExemplaryPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Lives across rebuilds of `serve`; `on_config` resets the state of a build.

    lent      the site to render shells for, if `exemplary build` has planned it already
    tree      the unfinished site, if this plugin publishes it
    language  of the log: that of `exemplary build`, otherwise the system's
    """

    lent: Site | None = None
    tree: pathlib.Path | None = None
    language: str

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Defined so that MkDocs keeps this plugin across rebuilds."""

    @_sentence
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.lent is None:
            self.language = messages.of_system()
        configuration.refuse(config)
        self.shells: dict[tuple[str, int], Shell] = {}
        self.pages: list[tuple[str, str]] = []
        self.live = pathlib.Path(config.site_dir)
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if self.lent is None:
            config.watch.append(str(pathlib.Path(config.config_file_path).parent / "exemplars"))
            self.tree = pathlib.Path(tempfile.mkdtemp(prefix="exemplary-"))
            config.site_dir = str(self.tree)
        return config

    @event_priority(-50)  # after plugins that add files, so that those are ordinary pages too
    @_sentence
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.site = self.lent or self._prepare(config)
        takeover.take_over(files, config, self.language)
        for language, depth in sorted(self.site.shells):
            if depth >= 0:
                files.append(_shell_file(language, depth, config))
        return files

    def _prepare(self, config: MkDocsConfig) -> Site:
        report = Report(strict=config.strict)
        project = configuration.project_of(config, self.live)
        report.extend(settings.check(configuration.given(config), pathlib.Path(config.config_file_path), project.root))
        site = session.prepare(project, report)
        _tell(report, self.language)
        if report.failed:
            raise ExemplaryError("strict")
        return site

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        chromes = {language: chrome(self.site, language) for language in self.site.languages}
        env.globals["exemplary"] = {"chrome": chromes, "assets": assets()[0], "language": self.site.languages[0]}
        return env

    @event_priority(-100)  # last, so that the shell has what other plugins add to every page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        shell = page.meta.get("exemplary_shell")
        if not shell:
            self.pages.append(
                (page.url.removeprefix("./"), str(page.meta.get("updated") or page.meta.get("date") or ""))
            )
            return _TOGGLE.sub(r"\1", output)
        self.shells[page.meta["language"], shell["depth"]] = Shell.of(output)
        return ""  # MkDocs writes no file for an empty page

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name == "404.html":
            self.shells[self.site.languages[0], -1] = Shell.of(output_content)
        return "" if template_name in ("404.html", "sitemap.xml") else output_content

    @event_priority(-100)  # last, so that the tree contains what other plugins write
    @_sentence
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.tree is None:
            return
        hosted, tree = HostPages(self.shells, tuple(self.pages)), self.tree
        config.site_dir = str(self.live)
        if not _has_strict_warnings(config):
            removed = session.publish(self.site, pipeline.RenderedHost(hosted, tree))
            if removed:
                files, count = messages.enumerated(removed), len(removed)
                log.info(messages.text("done.removed", self.language, count=count, place=self.live, files=files))
        shutil.rmtree(tree, ignore_errors=True)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the live site as it was, and delete the unfinished one."""
        if self.tree is not None:
            shutil.rmtree(self.tree, ignore_errors=True)


class MkDocsHost:
    """Renders the shells of the site that a mkdocs.yml describes.

    strict    publish nothing if there is any error or warning, including those of MkDocs
    language  of what the plugin logs; by default the system's
    """

    def __init__(self, config_file: pathlib.Path, strict: bool = False, language: str = "") -> None:
        self.file = config_file
        self.language = language or messages.of_system()
        self.config = configuration.load(config_file)
        self.config.strict = self.strict = strict or self.config.strict
        self.project = configuration.project_of(self.config, pathlib.Path(self.config.site_dir))

    def findings(self, report: Report) -> None:
        """Report findings about the settings."""
        report.extend(settings.check(configuration.given(self.config), self.file, self.project.root))

    def shells(self, site: Site, tree: pathlib.Path) -> HostPages:
        plugin = self.config.plugins["exemplary"]
        assert isinstance(plugin, ExemplaryPlugin)
        plugin.lent, plugin.language, self.config.site_dir = site, self.language, str(tree)
        try:
            build_with_mkdocs(self.config)
        except Abort as error:  # the log has the reasons
            raise ExemplaryError("ordinary-pages") from error
        except MkDocsException as error:
            raise ExemplaryError("ordinary-pages-refused", reason=error) from error
        return HostPages(plugin.shells, tuple(plugin.pages))


def _shell_file(language: str, depth: int, config: MkDocsConfig) -> File:
    """A generated page with the same depth as the pages that use its shell."""
    folders = ("--shell--", language, *"abcdefgh")
    name = {0: "index", 1: f"--shell--{language}"}.get(depth, "/".join(folders[:depth]))
    front = f"title: shell\nlanguage: {language}\nexemplary_shell: {{depth: {depth}}}\ntemplate: exemplary/shell.html"
    return File.generated(config, f"{name}.md", content=f"---\n{front}\n---\n", inclusion=InclusionLevel.NOT_IN_NAV)


def _tell(report: Report, language: str) -> None:
    """Log findings through MkDocs; `--strict` counts errors and warnings."""
    for one in report.diagnostics:
        place = f"{one.span.file}:{one.span.line}:{one.span.column}"
        text = f"{place}: {one.message(language)} [{one.rule.code}] → {one.hint(language)}"
        (log.info if one.severity is Severity.NOTE else log.warning)(text)


def _has_strict_warnings(config: MkDocsConfig) -> bool:
    """Whether MkDocs will stop because of warnings, so that nothing may be published."""
    counters = [handler for handler in LOGGER.handlers if isinstance(handler, CountHandler)]
    return config.strict and any(counter.get_counts() for counter in counters)
