"""The settings of a site: read once, from what the host passes on."""

import dataclasses
import pathlib
import re
import urllib.parse
from collections.abc import Mapping
from typing import Any

from exemplary.diagnostics import Diagnostic, ExemplaryError, Span
from exemplary.i18n import locales
from exemplary.i18n.bilingual import Prose
from exemplary.rules import finding

HOSTS = ("mkdocs", "own")
"""The names of the hosts that the setting `host` may choose."""
OPTIONS = ("languages", "timezone", "paths", "require_consent", "search", "imprint", "host")
"""The settings that stand below `plugins: - exemplary:`; mkdocs.yml itself has the others."""


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes. Empty fields are not shown; `contact` is an e-mail address or text. One language or both."""

    body: str = ""
    responsible: str = ""
    contact: str = ""
    licence: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class OtherSite:
    """Another site built with this product, included in the search; `url` is its front page, with a final slash."""

    name: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Search:
    """The settings of the search.

    abbreviations  groups of equivalent texts, in addition to the built-in ones
    """

    abbreviations: tuple[tuple[str, ...], ...] = ()
    sites: tuple[OtherSite, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Script:
    """An additional script of the site; `module`, `deferred` and `asynchronous` are attributes of its element."""

    path: str
    module: bool = False
    deferred: bool = False
    asynchronous: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of `nav` in mkdocs.yml: a page or an address in `target`, or a group; a page may have no title."""

    title: str = ""
    target: str = ""
    entries: "tuple[MenuEntry, ...]" = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """The site's settings. `languages` begins with the main one; `site_url` ends with a slash or is empty.

    host     what renders ordinary pages: "mkdocs", "own", or empty for the host that fits
    styles   additional styles of every page: URLs, or paths relative to the site's root
    scripts  additional scripts of every page
    menu     the entries of `nav`; None if mkdocs.yml has no `nav`
    excluded, unlisted  files of content/ that are not published, and pages not in the menu; written like a .gitignore
    """

    site_name: str = ""
    site_url: str = ""
    languages: tuple[str, ...] = ("vi",)
    timezone: str = "Asia/Ho_Chi_Minh"
    paths: tuple[tuple[str, str], ...] = ()
    require_consent: bool = False
    search: Search | None = Search()
    imprint: Imprint = Imprint()
    host: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    menu: tuple[MenuEntry, ...] | None = None
    excluded: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.languages[0]


def read(given: Mapping[str, Any], site_name: str, site_url: str | None) -> Settings:
    """The settings below `plugins: - exemplary:`; `check` reports unknown names."""
    return Settings(
        site_name=site_name,
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        languages=_languages(given.get("languages") or ["vi"]),
        timezone=str(given.get("timezone") or "Asia/Ho_Chi_Minh"),
        paths=_paths(given.get("paths") or {}),
        require_consent=_require_consent(given.get("require_consent") or False),
        search=_search(given.get("search")),
        imprint=_imprint(given.get("imprint") or {}),
        host=_host(given.get("host") or ""),
    )


def _languages(given: object) -> tuple[str, ...]:
    languages = tuple(given) if isinstance(given, list | tuple) else ()
    if not languages or any(one not in locales.CODES for one in languages) or len(set(languages)) < len(languages):
        raise ExemplaryError("setting-languages", names=", ".join(locales.CODES))
    return languages


def _paths(given: object) -> tuple[tuple[str, str], ...]:
    """`pages.urls` checks the names and segments."""
    if not isinstance(given, dict):
        raise ExemplaryError("setting-paths-group")
    return tuple(sorted((str(name), str(segment)) for name, segment in given.items()))


def _require_consent(given: object) -> bool:
    if not isinstance(given, bool):
        raise ExemplaryError("setting-require-consent")
    return given


def _imprint(given: object) -> Imprint:
    names = [field.name for field in dataclasses.fields(Imprint)]
    if not isinstance(given, dict):
        raise ExemplaryError("setting-imprint", names=", ".join(names))
    return Imprint(**{name: _prose(text) for name, text in given.items() if name in names})


def _host(given: object) -> str:
    if given not in ("", *HOSTS):
        raise ExemplaryError("setting-host", names=", ".join(HOSTS))
    return str(given)


def _prose(given: object) -> str:
    """Text, or `{vi: …, en: …}`."""
    if not isinstance(given, dict):
        return str(given)
    return Prose(str(given.get("vi") or ""), str(given.get("en") or ""))


def _search(given: object) -> Search | None:
    if given is False:
        return None
    if not isinstance(given, dict | bool | None):
        raise ExemplaryError("setting-search")
    known = given if isinstance(given, dict) else {}
    return Search(_abbreviations(known.get("abbreviations") or {}), _sites(known.get("sites") or []))


def _abbreviations(given: object) -> tuple[tuple[str, ...], ...]:
    groups = [(one, *_texts(full)) for one, full in given.items()] if isinstance(given, dict) else [()]
    sound = all(isinstance(text, str) and re.search(r"\w", text) for one in groups for text in one)
    if not sound or not all(len(one) > 1 for one in groups):
        raise ExemplaryError("setting-abbreviations")
    return tuple(groups)


def _texts(full: object) -> list[Any]:
    return full if isinstance(full, list) else [full]


def _sites(given: object) -> tuple[OtherSite, ...]:
    sites = [one if isinstance(one, dict) else {} for one in given] if isinstance(given, list) else [{}]
    told = [value for key in ("name", "url") for value in {str(one.get(key)) for one in sites}]
    if not all(one.keys() == {"name", "url"} and one["name"] and _is_address(one["url"]) for one in sites):
        raise ExemplaryError("setting-sites")
    if len(told) < 2 * len(sites):
        raise ExemplaryError("setting-sites-twice")
    return tuple(OtherSite(str(one["name"]), one["url"].rstrip("/") + "/") for one in sites)


def _is_address(url: object) -> bool:
    try:
        parts = urllib.parse.urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return False
    return parts is not None and parts.scheme in ("https", "http") and bool(parts.netloc) and parts[3:] == ("", "")


def check(given: Mapping[str, Any], file: pathlib.Path, root: pathlib.Path) -> list[Diagnostic]:
    """A finding for each unknown setting, at its place in mkdocs.yml."""
    unknown = [name for name in given if name not in OPTIONS]
    for group, kind in (("imprint", Imprint), ("search", Search)):
        inside, told = {field.name for field in dataclasses.fields(kind)}, given.get(group)
        unknown += [name for name in (told if isinstance(told, dict) else {}) if name not in inside]
    return [_unknown_setting(name, file, root) for name in unknown]


def _unknown_setting(name: str, file: pathlib.Path, root: pathlib.Path) -> Diagnostic:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.search(rf"\b{re.escape(name)}\b\s*:", line):
            return finding("unknown-setting", Span(file.name, number, found.start() + 1, len(name)), line, field=name)
    return finding("unknown-setting", Span(file.name), field=name)
