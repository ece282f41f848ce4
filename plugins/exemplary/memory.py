"""The last build of a site: what it was made from, and what it said. Where all is as it was, there is nothing to do."""

import dataclasses
import datetime
import pathlib
from collections.abc import Mapping

from exemplary import inputs
from exemplary.diagnostics import Diagnostic, Report
from exemplary.inputs import State
from exemplary.project import Project, moment
from exemplary.store import Store


@dataclasses.dataclass(frozen=True, slots=True)
class Last:
    """One build.

    states    of every file that it was made from, by path, at `moment` in nanoseconds
    asked     whether the command asked for strictness; `strict` is true too where the configuration does
    since, until  the embargoes between which its records are those that are public
    site      the inode of the folder it published
    settled   what was found in the settings
    """

    states: dict[str, State]
    moment: int
    project: Project
    asked: bool
    strict: bool
    since: datetime.datetime | None
    until: datetime.datetime | None
    site: int
    settled: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...]


class Now:
    """The last build, and its project as of this moment."""

    def __init__(self, last: Last) -> None:
        self.last = last
        self.project = dataclasses.replace(last.project, now=moment(last.project.settings.timezone))

    def holds(self) -> bool:
        """Whether a build now would give the same site."""
        last, now = self.last, self.project.now
        timely = (last.since is None or last.since <= now) and (last.until is None or now < last.until)
        return timely and inode(self.project.site_dir) == last.site and self._are_same(self.project.files)

    def _are_same(self, files: Mapping[str, State]) -> bool:
        return files == self.last.states and inputs.settled(files.values(), self.last.moment)

    def knows_project(self) -> bool:
        """Whether the configuration is as it was."""
        below = tuple(f"{path}/" for path in self.last.project.host_files)
        names = self.last.project.host_files
        now, then = (
            {path: state for path, state in files.items() if path in names or path.startswith(below)}
            for files in (self.project.files, self.last.states)
        )
        return now == then and inputs.settled(now.values(), self.last.moment)

    def report(self) -> Report:
        report = Report(strict=self.last.strict)
        report.extend(self.last.found)
        return report


class Memory:
    """Remembers the last build of one configuration."""

    def __init__(self, config_file: pathlib.Path) -> None:
        root = config_file.resolve().parent
        self.name = config_file.name
        self.store = Store(root / ".cache" / "exemplary", inputs.code())
        self.table = self.store.table("last")
        self.lasts: dict[str, Last] = {}

    def last(self) -> Now | None:
        self.lasts = self.table.load()
        return Now(self.lasts[self.name]) if self.name in self.lasts else None

    def keep(self, last: Last) -> None:
        self.table.save({**self.lasts, self.name: last})


def inode(folder: pathlib.Path) -> int:
    return folder.stat().st_ino if folder.exists() else 0
