"""The project: where its files lie and how it is set. Settings are read once, from what the host hands over."""

import dataclasses
import datetime
import functools
import os
import pathlib
import re
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from exemplary.diagnostics import Diagnostic, ExemplaryError, Span
from exemplary.inputs import State, now, scan
from exemplary.rules import finding

LANGUAGES = ("vi", "en")


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes: what is empty is not shown. `contact` is an e-mail address or text."""

    body: str = ""
    responsible: str = ""
    contact: str = ""
    licence: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """The site's choices. `languages` begins with the main one; `site_url` ends with a slash or is empty."""

    site_name: str = ""
    site_url: str = ""
    languages: tuple[str, ...] = ("vi",)
    timezone: str = "Asia/Ho_Chi_Minh"
    paths: tuple[tuple[str, str], ...] = ()
    require_consent: bool = False
    search: bool = True
    imprint: Imprint = Imprint()

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclasses.dataclass(frozen=True)
class Project:
    """One site's folders and settings.

    root      the folder of mkdocs.yml; every file name in findings is relative to it
    content   stories, themes, conferences and ordinary pages
    now       the moment of the build, with its time zone: what is embargoed beyond it stays out
    host_files   what else the host reads: its configuration, its theme's and its hooks' files and folders
    environment  what it takes from the environment, where it says that it does
    """

    root: pathlib.Path
    content: pathlib.Path
    site_dir: pathlib.Path
    settings: Settings
    now: datetime.datetime
    host_files: tuple[str, ...] = ()
    environment: str = ""

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
        """(the moment at which this was first asked for, in nanoseconds; every file that the site is made from)."""
        moment = now()
        return moment, scan(self.roots)

    @property
    def roots(self) -> tuple[str, ...]:
        """The folders and files that the site is made from."""
        return str(self.records), str(self.content), str(self.root / "overrides"), *self.host_files

    def again(self, changed: Iterable[str]) -> "Project":
        """The project as of now, with the files as they were but for those changed."""
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
    """Now, or the moment that SOURCE_DATE_EPOCH asks for."""
    epoch, zone = os.environ.get("SOURCE_DATE_EPOCH"), zone_of(timezone)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), zone) if epoch else datetime.datetime.now(zone)
    except (ValueError, OverflowError, OSError) as error:
        raise ExemplaryError(f"SOURCE_DATE_EPOCH is {epoch!r}; it takes seconds since 1970.") from error


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ExemplaryError(f"Unknown time zone {name!r} in the setting `timezone`.") from error


def settings(given: Mapping[str, Any], site_name: str, site_url: str | None) -> Settings:
    """Settings from what stands under `plugins: - exemplary:`; unknown names are left to `check_settings`."""
    imprint = given.get("imprint") or {}
    languages = tuple(given.get("languages") or ("vi",))
    if not languages or set(languages) - set(LANGUAGES) or len(set(languages)) < len(languages):
        names = ", ".join(LANGUAGES)
        raise ExemplaryError(f"The setting `languages` takes {names}, each once; the first is the main one.")
    known = {field.name for field in dataclasses.fields(Imprint)}
    return Settings(
        site_name=site_name,
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        languages=languages,
        timezone=given.get("timezone") or "Asia/Ho_Chi_Minh",
        paths=tuple(sorted((given.get("paths") or {}).items())),
        require_consent=bool(given.get("require_consent")),
        search=given.get("search", True) is not False,
        imprint=Imprint(**{name: str(text) for name, text in imprint.items() if name in known}),
    )


def check_settings(given: Mapping[str, Any], file: pathlib.Path, root: pathlib.Path) -> list[Diagnostic]:
    """A finding for each setting that does not exist, where mkdocs.yml has it."""
    known = {field.name for field in dataclasses.fields(Settings)} - {"site_name", "site_url"}
    inside = {field.name for field in dataclasses.fields(Imprint)}
    unknown = [name for name in given if name not in known]
    unknown += [name for name in given.get("imprint") or {} if name not in inside]
    return [_unknown_setting(name, file, root) for name in unknown]


def _unknown_setting(name: str, file: pathlib.Path, root: pathlib.Path) -> Diagnostic:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.search(rf"\b{re.escape(name)}\b\s*:", line):
            return finding("unknown-setting", Span(file.name, number, found.start() + 1, len(name)), line, field=name)
    return finding("unknown-setting", Span(file.name), field=name)
