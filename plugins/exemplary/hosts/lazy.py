"""Imports the host only when needed: the import takes longer than most builds."""

import functools
import pathlib
from typing import TYPE_CHECKING

from exemplary.cache.last_build import Now
from exemplary.diagnostics import Diagnostic, Report
from exemplary.project import Project
from exemplary.render.shell import HostPages
from exemplary.site.plan import Site

if TYPE_CHECKING:
    from exemplary.hosts.mkdocs import MkDocsHost


class LazyHost:
    """Answers from the last build where possible; loads the host for anything else.

    strict    publish nothing if there is any error or warning, including the host's
    language  of what the host's plugin logs; by default the system's
    """

    def __init__(self, config_file: pathlib.Path, strict: bool, last: Now | None, language: str = "") -> None:
        self.file = config_file
        self.language = language
        self.asked_strict = strict
        self.last = last if last and last.last.asked == strict and last.knows_project() else None

    @functools.cached_property
    def host(self) -> "MkDocsHost":
        from exemplary.hosts.mkdocs import MkDocsHost

        return MkDocsHost(self.file, self.asked_strict, self.language)

    def fresh(self) -> "LazyHost":
        """A new host: MkDocs' configuration can be used for one build only."""
        self.__dict__.pop("host", None)
        return self

    @functools.cached_property
    def project(self) -> Project:
        return self.last.project if self.last else self.host.project

    @property
    def strict(self) -> bool:
        return self.last.last.strict if self.last else self.host.strict

    @functools.cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Findings about the settings."""
        if self.last:
            return self.last.last.settled
        report = Report()
        self.host.findings(report)
        return report.diagnostics

    def shells(self, site: Site, tree: pathlib.Path) -> HostPages:
        return self.host.shells(site, tree)
