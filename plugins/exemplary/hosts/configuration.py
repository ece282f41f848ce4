"""mkdocs.yml as a Project, and what our sites require of it."""

import dataclasses
import os
import pathlib
from collections.abc import Iterator
from typing import Any

from exemplary import settings
from exemplary.cache import file_state
from exemplary.diagnostics import Diagnostic, ExemplaryError
from exemplary.hosts import purity, site_file
from exemplary.hosts.site_file import Options, SiteFile
from exemplary.project import CACHE, Project, cache_folder, moment
from exemplary.settings import MenuEntry, Script, Settings


def read(config_file: pathlib.Path) -> SiteFile:
    """Read a mkdocs.yml; ExemplaryError if it does not describe a site of ours."""
    file = site_file.read(config_file)
    if file.plugin is None:
        raise ExemplaryError("no-plugin", file=config_file)
    if not file.flag("use_directory_urls", True):
        raise ExemplaryError("setting-use-directory-urls")
    if not file.content.is_dir():
        raise ExemplaryError("no-content", folder=file.content)
    return file


def project(file: SiteFile, *, site_url: str | None = None, site_dir: pathlib.Path | None = None) -> Project:
    """The project of a mkdocs.yml, perhaps at another URL or with its site elsewhere."""
    _refuse_sources(file, site_dir or file.site_dir)
    chosen = _settings(file, file.string("site_url") if site_url is None else site_url)
    return Project(
        root=file.root,
        content=file.content,
        site_dir=site_dir or file.site_dir,
        settings=chosen,
        now=moment(chosen.timezone),
        cache=cache_folder(file.root),
        host_files=tuple(sorted({file_state.name_of(path, file.root) for path in _inputs(file)})),
        environment=file_state.environment() if file.reads_environment or purity.impure_names(file) else "",
        is_pure=purity.is_pure(file),
    )


def _refuse_sources(file: SiteFile, site_dir: pathlib.Path) -> None:
    """Raise ExemplaryError if a build would write the site or the cache among the sources, or could remove them."""
    site, root, cache = site_dir.resolve(), file.root.resolve(), cache_folder(file.root).resolve()
    sources = (root / "exemplars", file.content.resolve())
    if _meets(cache, sources) or root.is_relative_to(cache) or (CACHE in os.environ and _meets(cache, (site,))):
        raise ExemplaryError("cache-among-sources", folder=cache)
    if _meets(site, (*sources, cache)) or root.is_relative_to(site):
        raise ExemplaryError("setting-site-dir", folder=site_dir)


def _meets(folder: pathlib.Path, others: tuple[pathlib.Path, ...]) -> bool:
    """Whether a folder is one of the others, or in one of them, or has one in it."""
    return any(folder.is_relative_to(other) or other.is_relative_to(folder) for other in others)


def findings(file: SiteFile) -> list[Diagnostic]:
    """Findings about the settings."""
    return settings.check(file.plugin or {}, file.path, file.root)


def _settings(file: SiteFile, site_url: str) -> Settings:
    if not file.string("site_name").strip():
        raise file.refused("site_name")
    if site_url and not site_url.startswith(("https://", "http://")):
        raise file.refused("site_url")
    return dataclasses.replace(
        settings.read(file.plugin or {}, file.string("site_name"), site_url),
        styles=tuple(_text(file, "extra_css", entry) for entry in file.items("extra_css")),
        scripts=tuple(_script(file, entry) for entry in file.items("extra_javascript")),
        menu=_menu(file, file.values["nav"]) if file.values.get("nav") is not None else None,
        excluded=(*_patterns(file, "exclude_docs"), *_patterns(file, "draft_docs")),
        unlisted=tuple(_patterns(file, "not_in_nav")),
    )


def _text(file: SiteFile, name: str, entry: Any) -> str:
    if not isinstance(entry, str):
        raise file.refused(name)
    return entry


def _patterns(file: SiteFile, name: str) -> list[str]:
    """The lines of a setting that is written like a .gitignore."""
    return file.string(name).splitlines()


def _script(file: SiteFile, entry: Any) -> Script:
    given: Options = entry if isinstance(entry, dict) else {"path": entry}
    path = _text(file, "extra_javascript", given.get("path"))
    is_module = given.get("type") == "module" or (isinstance(entry, str) and path.endswith(".mjs"))
    return Script(path, is_module, bool(given.get("defer")), bool(given.get("async")))


def _menu(file: SiteFile, entries: Any) -> tuple[MenuEntry, ...]:
    if isinstance(entries, dict):
        entries = [{title: target} for title, target in entries.items()]
    if not isinstance(entries, list):
        raise file.refused("nav")
    return tuple(_entry(file, entry) for entry in entries)


def _entry(file: SiteFile, entry: Any) -> MenuEntry:
    if isinstance(entry, str):
        return MenuEntry("", entry)
    if not isinstance(entry, dict) or len(entry) != 1:
        raise file.refused("nav")
    ((title, target),) = entry.items()
    if isinstance(target, str):
        return MenuEntry(str(title), target)
    return MenuEntry(str(title), entries=_menu(file, target))


def _inputs(file: SiteFile) -> Iterator[pathlib.Path]:
    """What the host reads besides the content: its settings, hooks, its theme's folder, what `watch` names."""
    yield from (file.path, *file.parents)
    for name in ("hooks", "watch"):
        yield from (file.root / _text(file, name, entry) for entry in file.items(name))
    if folder := file.theme.get("custom_dir"):
        yield file.root / str(folder)
