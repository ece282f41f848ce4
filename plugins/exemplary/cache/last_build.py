"""The last build of a site: its inputs and its findings. If nothing has changed, there is nothing to build."""

import contextlib
import dataclasses
import datetime
import pathlib
from collections.abc import Mapping

from exemplary import trees
from exemplary.cache import file_state
from exemplary.cache.file_state import State
from exemplary.cache.store import Damaged, Store
from exemplary.diagnostics import Diagnostic, Report
from exemplary.project import Project, moment


@dataclasses.dataclass(frozen=True, slots=True)
class Last:
    """One build.

    states    of every input file, by path, at `moment` in nanoseconds
    asked     whether the command asked for strict mode; `strict` is also true if the configuration does
    since, until  no embargo ends between these moments, so the same records are public
    site      identifies the published site
    """

    states: dict[str, State]
    moment: int
    project: Project
    asked: bool
    strict: bool
    since: datetime.datetime | None
    until: datetime.datetime | None
    site: State | None
    found: tuple[Diagnostic, ...]


class Now:
    """The last build, with its project as of now."""

    def __init__(self, last: Last, store: Store) -> None:
        self.last = last
        self.store = store
        self.project = dataclasses.replace(last.project, now=moment(last.project.settings.timezone))

    def holds(self) -> bool:
        """Whether a build now would give the same site."""
        last, now = self.last, self.project.now
        if not self.project.is_pure:
            return False
        timely = (last.since is None or last.since <= now) and (last.until is None or now < last.until)
        return timely and self._in_its_place() and self._are_same(self.project.files) and self._is_intact()

    def _in_its_place(self) -> bool:
        site = trees.publication(self.project.site_dir, self.store)
        return (
            site == self.last.site and file_state.environment_of(self.project.environment) == self.project.environment
        )

    def _is_intact(self) -> bool:
        return self.last.site is None or trees.is_intact(self.project.site_dir, self.store)

    def _are_same(self, files: Mapping[str, State]) -> bool:
        return files == self.last.states and file_state.settled(files.values(), self.last.moment)

    def report(self) -> Report:
        report = Report(strict=self.last.strict)
        report.extend(self.last.found)
        return report


class Memory:
    """Stores the last build of a configuration."""

    def __init__(self, config_file: pathlib.Path) -> None:
        root = config_file.parent.resolve()
        self.name = config_file.name
        self.store = Store(root / ".cache" / "exemplary", file_state.code())
        self.table = self.store.table("last")
        self.lasts: dict[str, Last] = {}

    def last(self) -> Now | None:
        self.lasts = {}
        with contextlib.suppress(Damaged):
            self.lasts = self.table.load()
        return Now(self.lasts[self.name], self.store) if self.name in self.lasts else None

    def keep(self, last: Last) -> None:
        """Rewritten whole; a truncated file counts as empty."""
        self.lasts = {**self.lasts, self.name: last}
        self.store.table("last").save(self.lasts)
