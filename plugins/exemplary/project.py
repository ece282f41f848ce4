"""The project: where its files are, and the moment of the build."""

import dataclasses
import datetime
import functools
import os
import pathlib
import zoneinfo
from collections.abc import Iterable

from exemplary.cache.file_state import Files, States, is_in, name_of
from exemplary.diagnostics import ExemplaryError
from exemplary.settings import Settings

RECORDS = "exemplars"
"""The folder of exemplars and registers."""


@dataclasses.dataclass(frozen=True)
class Project:
    """The folders and settings of one site.

    root      the folder of mkdocs.yml; file names in findings are relative to it
    content   stories, themes, conferences and ordinary pages
    now       the moment of the build, with its time zone; records embargoed beyond it are left out
    cache   what one build leaves for the next
    host_files   names of other inputs of the host: its configuration, and the files and folders of its theme and hooks
    environment  the environment, if the host is known to read it; otherwise empty
    is_pure      whether the host reads nothing but `roots` and `environment`; otherwise it runs at each build
    """

    root: pathlib.Path
    content: pathlib.Path
    site_dir: pathlib.Path
    settings: Settings
    now: datetime.datetime
    cache: pathlib.Path
    host_files: tuple[str, ...] = ()
    environment: str = ""
    is_pure: bool = True

    @property
    def records(self) -> pathlib.Path:
        return self.root / RECORDS

    @functools.cached_property
    def content_name(self) -> str:
        """The name of the content folder."""
        return self.name(self.content)

    def name(self, path: pathlib.PurePath) -> str:
        """The name of a file wherever it is stored, compared or shown; see `States`."""
        return name_of(path, self.root)

    def path(self, name: str) -> pathlib.Path:
        """The file of a name, as the disk spells it."""
        return self.root / self.inputs.spelling.get(name, name)

    @functools.cached_property
    def inputs(self) -> Files:
        """Every input file, as it was at the first access."""
        return Files.below(self.root, (RECORDS, self.content_name), self._followed)

    @property
    def files(self) -> States:
        return self.inputs.states

    @functools.cached_property
    def roots(self) -> tuple[str, ...]:
        """The names of the folders and files that the site is made from."""
        return RECORDS, self.content_name, *self._followed

    @property
    def _followed(self) -> tuple[str, ...]:
        """The roots in which links are followed by what reads them; records and content refuse links."""
        return "overrides", *self.host_files

    def anew(self) -> "Project":
        """The project as of now."""
        return dataclasses.replace(self, now=moment(self.settings.timezone))

    def again(self, changed: Iterable[str]) -> "Project":
        """The project as of now; only the changed files are looked at again."""
        later = self.anew()
        names = [name for name in changed if is_in(name, self.roots)]
        later.__dict__["inputs"] = self.inputs.again(self.root, names, self._followed)
        return later


CACHE = "EXEMPLARY_CACHE"
"""The environment variable that names a folder for the cache, for checkouts that cannot be written."""


def cache_folder(root: pathlib.Path) -> pathlib.Path:
    """Where the cache of a project is. Links above a chosen folder are followed: they are part of the choice."""
    chosen = os.environ.get(CACHE)
    if not chosen:
        return root / ".cache" / "exemplary"
    folder = pathlib.Path(chosen).absolute()
    return folder.parent.resolve() / folder.name


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
