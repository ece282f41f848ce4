"""Turns MkDocs' configuration into a Project, and checks what our sites require of it."""

import pathlib
import re
from collections.abc import Iterator
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from exemplary import settings
from exemplary.cache import file_state
from exemplary.cache.file_state import name_of
from exemplary.diagnostics import ExemplaryError
from exemplary.project import Project, cache_folder, moment


def load(config_file: pathlib.Path) -> MkDocsConfig:
    """Load a mkdocs.yml; ExemplaryError if it does not describe a site of ours."""
    try:
        config = load_config(str(config_file))
    except MkDocsException as error:
        raise _failure(config_file, error) from error
    refuse(config)
    if "exemplary" not in config.plugins:
        raise ExemplaryError("no-plugin", file=config_file)
    return config


def _failure(config_file: pathlib.Path, error: MkDocsException) -> ExemplaryError:
    """Why MkDocs cannot read the file. If MkDocs aborts, it has logged the reasons itself."""
    if isinstance(error, Abort):
        return ExemplaryError("configuration-refused", file=config_file)
    if mark := getattr(error.__context__, "problem_mark", None):  # from PyYAML, which counts from 0
        return ExemplaryError("configuration-syntax", file=config_file, line=mark.line + 1, column=mark.column + 1)
    return ExemplaryError("configuration-unreadable", file=config_file, reason=error)


def refuse(config: MkDocsConfig) -> None:
    """Raise ExemplaryError for MkDocs settings that our pages do not support."""
    if not config.use_directory_urls:
        raise ExemplaryError("setting-use-directory-urls")
    if config.theme.name != "material":
        raise ExemplaryError("setting-theme")


def given(config: MkDocsConfig) -> dict[str, Any]:
    """The plugin's settings as written in mkdocs.yml, including unknown names."""
    return dict(config.plugins["exemplary"].config)


def project_of(config: MkDocsConfig, site_dir: pathlib.Path) -> Project:
    _refuse_sources(config, site_dir)
    chosen = settings.read(given(config), config.site_name, config.site_url)
    file = pathlib.Path(config.config_file_path)
    written, root = tuple(_inherited(file)), file.absolute().parent
    return Project(
        root=root,
        content=pathlib.Path(config.docs_dir),
        site_dir=site_dir,
        settings=chosen,
        now=moment(chosen.timezone),
        cache=cache_folder(root),
        host_files=tuple(sorted(name_of(path, root) for path in (*written, *_beside(config, file)))),
        environment=file_state.environment() if any("!ENV" in one.read_text("utf-8") for one in written) else "",
    )


def _refuse_sources(config: MkDocsConfig, site_dir: pathlib.Path) -> None:
    """Raise ExemplaryError if a build would write the site among the sources, or could remove them."""
    site, root = site_dir.resolve(), pathlib.Path(config.config_file_path).resolve().parent
    content, records, cache = pathlib.Path(config.docs_dir).resolve(), root / "exemplars", cache_folder(root).resolve()
    if any(map(site.is_relative_to, (content, records, cache))) or any(
        path.is_relative_to(site) for path in (root, content, records, cache)
    ):
        raise ExemplaryError("setting-site-dir", folder=site_dir)


def _inherited(file: pathlib.Path) -> Iterator[pathlib.Path]:
    """The configuration file and those it inherits from."""
    while file.is_file():
        yield file
        parent = re.search(r"^INHERIT:\s*[\"']?([^\s\"'#]+)", file.read_text("utf-8"), re.M)
        file = file.parent / parent[1] if parent else file / "none"


def _beside(config: MkDocsConfig, file: pathlib.Path) -> Iterator[pathlib.Path]:
    """Other inputs of MkDocs outside the content: hooks, and the theme's own folder."""
    yield from (file.absolute().parent / hook for hook in config.hooks)
    if config.theme.custom_dir:
        yield pathlib.Path(config.theme.custom_dir)
