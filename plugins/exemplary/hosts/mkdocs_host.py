"""MkDocs as the host of `exemplary build`: its warnings become findings, its failures a sentence."""

import logging
import pathlib
import re
import traceback
from collections.abc import Iterator

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin

from exemplary import messages
from exemplary.diagnostics import Diagnostic, ExemplaryError, Span
from exemplary.hosts import links
from exemplary.hosts.mkdocs import ExemplaryPlugin
from exemplary.hosts.site_file import PLUGIN, SiteFile
from exemplary.project import Project
from exemplary.rules import finding
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

LOGGER = logging.getLogger(BasePlugin.__module__.partition(".")[0])
_DEAD_LINK = re.compile(r"Doc file '(?P<file>[^']+)' contains an? [\w ]*link '(?P<link>[^']*)'")
_FILE = re.compile(r"'(?P<file>[^']+\.md)'")


class MkDocsHost:
    """Renders ordinary pages through the whole theme.

    language  of failures that the plugin reports
    """

    def __init__(self, file: SiteFile, language: str) -> None:
        self.file = file
        self.language = language

    def ordinary_pages(self, site: Site, folder: pathlib.Path) -> OrdinaryOutput:
        log = _Log()
        LOGGER.addHandler(log)
        try:
            plugin = self._build(site, folder)
        except (Exception, SystemExit) as error:
            raise _failure(self.file, log, error) from error
        finally:
            LOGGER.removeHandler(log)
        return OrdinaryOutput(tuple(plugin.pages), (*plugin.findings, *_findings(log, site.project)))

    def _build(self, site: Site, folder: pathlib.Path) -> ExemplaryPlugin:
        """Build as the command `mkdocs build` does, with all events; never strict, since warnings are counted here."""
        config = load_config(str(self.file.path), strict=False)
        plugin = config.plugins[PLUGIN]
        assert isinstance(plugin, ExemplaryPlugin)
        plugin.planned, plugin.language, config.site_dir = site, self.language, str(folder)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        return plugin


class _Log(logging.Handler):
    """Keeps the warnings and errors of MkDocs and of its plugins."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        lines = self.errors if record.levelno >= logging.ERROR else self.warnings
        lines.append(" ".join(record.getMessage().split()))


def _failure(file: SiteFile, log: _Log, error: BaseException) -> BaseException:
    """The failure to report; a bug of ours, or a failure that has its own sentence, stays as it is."""
    if isinstance(error, ExemplaryError | OSError) and messages.failure_of(error):
        return error
    if isinstance(error, ConfigurationError | Abort) and not _is_building(error):
        return ExemplaryError("configuration-refused", file=file.path.name, reason=_reason(log, error))
    if _is_ours(error):
        return error
    return ExemplaryError("ordinary-pages", reason=_reason(log, error))


def _is_building(error: BaseException) -> bool:
    return any(frame.name == build.__name__ for frame in traceback.extract_tb(error.__traceback__))


def _is_ours(error: BaseException) -> bool:
    *_, last = traceback.extract_tb(error.__traceback__)
    return pathlib.Path(last.filename).is_relative_to(pathlib.Path(__file__).parents[1])


def _reason(log: _Log, error: BaseException) -> str:
    """What MkDocs logged last, or the error itself."""
    text = log.errors[-1] if log.errors else f"{type(error).__name__}: {error}"
    return " ".join(text.split()).rstrip(".")


def _findings(log: _Log, project: Project) -> Iterator[Diagnostic]:
    for text in dict.fromkeys(log.warnings):
        match = _DEAD_LINK.match(text) or _FILE.search(text)
        if match and match.re is _DEAD_LINK and links.leads_to_front(match["link"], match["file"]):
            continue  # the plugin resolves it
        path = project.content / match["file"] if match else project.root
        if not path.is_file() or match is None:
            yield finding("host-warning", Span("mkdocs.yml"), text=text)
        elif match.re is _DEAD_LINK:
            yield links.dead(path, project.name(path), match["link"])
        else:
            yield finding("host-warning", Span(project.name(path)), text=text)
