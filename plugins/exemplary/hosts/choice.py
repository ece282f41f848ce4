"""The host that fits a mkdocs.yml: MkDocs where it is installed and a theme is asked for, otherwise our own.

A host is imported only when it has something to do: that takes longer than most builds.
"""

import functools
import importlib.util
import pathlib
from typing import TYPE_CHECKING

from exemplary import messages
from exemplary.diagnostics import Diagnostic, ExemplaryError, Span
from exemplary.hosts import configuration, purity
from exemplary.rules import finding

if TYPE_CHECKING:
    from exemplary.hosts.own import OwnHost
    from exemplary.site.ordinary_output import OrdinaryOutput
    from exemplary.site.plan import Site

_NEEDED = ("mkdocs", "material")


class ChosenHost:
    """Reads the settings, and renders ordinary pages by the host that fits them.

    language  of failures of MkDocs' plugin; by default the system's
    """

    def __init__(self, config_file: pathlib.Path, language: str = "") -> None:
        self.file = configuration.read(config_file)
        self.project = configuration.project(self.file)
        self.is_own = not self._is_mkdocs()
        self.language = language or messages.of_system()

    @property
    def name(self) -> str:
        """The name of the configuration's file."""
        return self.file.path.name

    @property
    def strict(self) -> bool:
        return bool(self.file.flag("strict", False))

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Findings about the settings."""
        return (*configuration.findings(self.file), *self._own_findings())

    def ordinary_pages(self, site: "Site", folder: pathlib.Path) -> "OrdinaryOutput":
        """Write the ordinary pages of a site and their files into a folder."""
        if self.is_own or not (site.ordinary.files or purity.impure_names(self.file)):
            return self._own.ordinary_pages(site, folder)
        from exemplary.hosts.mkdocs_host import MkDocsHost

        return MkDocsHost(self.file, self.language).ordinary_pages(site, folder)

    def _own_findings(self) -> list[Diagnostic]:
        if not self.is_own:
            return []
        theme = self.file.theme.get("name")
        asked = theme and self.project.settings.host != "own"
        note = [finding("own-host", *self.file.locate("theme"), theme=theme)] if asked else []
        return [*note, *self._own.findings()]

    @functools.cached_property
    def _own(self) -> "OwnHost":
        from exemplary.hosts.own import OwnHost

        return OwnHost(self.file)

    def _is_mkdocs(self) -> bool:
        asked, theme = self.project.settings.host, self.file.theme.get("name")
        if asked == "own" or not (theme or asked):
            return False
        if not all(map(is_installed, _NEEDED)):
            if asked:
                raise ExemplaryError("no-mkdocs")
            return False
        if theme != "material":
            raise ExemplaryError("setting-theme")
        return True


def is_installed(package: str) -> bool:
    """Whether a package can be imported; it is not imported."""
    try:
        return importlib.util.find_spec(package) is not None
    except ImportError:
        return False


def silent(root: pathlib.Path) -> list[Diagnostic]:
    """A finding if the site may be built by a program that ignores the plugin without a word."""
    if (root / "zensical.toml").is_file():
        return [finding("zensical", Span("zensical.toml"))]
    return [finding("zensical", Span("mkdocs.yml"))] if is_installed("zensical") else []
