"""The project: where its files are, and the moment of the build."""

import dataclasses
import datetime
import functools
import os
import pathlib
import zoneinfo
from collections.abc import Iterable, Mapping

from exemplary.cache.file_state import State, now, scan
from exemplary.diagnostics import ExemplaryError
from exemplary.settings import Settings


@dataclasses.dataclass(frozen=True)
class Project:
    """The folders and settings of one site.

    root      the folder of mkdocs.yml; file names in findings are relative to it
    content   stories, themes, conferences and ordinary pages
    now       the moment of the build, with its time zone; records embargoed beyond it are left out
    host_files   other inputs of the host: its configuration, and the files and folders of its theme and hooks
    environment  the environment, if the host is known to read it; otherwise empty
    is_pure      whether the host reads nothing but `roots` and `environment`; otherwise it runs at each build
    """

    root: pathlib.Path
    content: pathlib.Path
    site_dir: pathlib.Path
    settings: Settings
    now: datetime.datetime
    host_files: tuple[str, ...] = ()
    environment: str = ""
    is_pure: bool = True

    @property
    def records(self) -> pathlib.Path:
        return self.root / "exemplars"

    @property
    def cache(self) -> pathlib.Path:
        return self.root / ".cache" / "exemplary"

    def name(self, path: pathlib.Path | str) -> str:
        """The path as findings print it."""
        return str(path).removeprefix(f"{self.root}/")

    @functools.cached_property
    def snapshot(self) -> tuple[int, Mapping[str, State]]:
        """The moment of the first access, in nanoseconds, and the state of every input file."""
        moment = now()
        return moment, scan(self.roots)

    @property
    def roots(self) -> tuple[str, ...]:
        """The folders and files that the site is made from."""
        return str(self.records), str(self.content), str(self.root / "overrides"), *self.host_files

    def again(self, changed: Iterable[str]) -> "Project":
        """The project as of now; only the states of the changed files are read again."""
        later = dataclasses.replace(self, now=moment(self.settings.timezone))
        files, time = dict(self.files), now()
        for path in changed:
            files.pop(path, None)
        files.update(scan(path for path in changed if path.startswith(self.roots)))
        later.__dict__["snapshot"] = time, files
        return later

    @property
    def files(self) -> Mapping[str, State]:
        return self.snapshot[1]


def moment(timezone: str) -> datetime.datetime:
    """Now, or the moment set by SOURCE_DATE_EPOCH."""
    epoch, zone = os.environ.get("SOURCE_DATE_EPOCH"), zone_of(timezone)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), zone) if epoch else datetime.datetime.now(zone)
    except (ValueError, OverflowError, OSError) as error:
        raise ExemplaryError("source-date-epoch", value=epoch) from error


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ExemplaryError("setting-timezone", name=name) from error
