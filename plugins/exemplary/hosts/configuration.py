"""MkDocs' configuration as a Project, and what a site of ours needs of it."""

import pathlib
import re
from collections.abc import Iterator
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from exemplary import inputs, settings
from exemplary.diagnostics import ExemplaryError
from exemplary.project import Project, moment


def load(config_file: pathlib.Path) -> MkDocsConfig:
    """What a mkdocs.yml says; ExemplaryError where no site of ours can be made of it."""
    try:
        config = load_config(str(config_file))
        refuse(config)
    except (ConfigurationError, Abort) as error:
        raise ExemplaryError(f"{config_file}: {error}") from error
    if "exemplary" not in config.plugins:
        raise ExemplaryError(f"{config_file} does not use this plugin: add `- exemplary` under `plugins:`.")
    return config


def refuse(config: MkDocsConfig) -> None:
    """Raise ConfigurationError for settings of MkDocs' under which our pages cannot be."""
    if not config.use_directory_urls:
        raise ConfigurationError(
            "exemplary needs `use_directory_urls: true`: the addresses of records end with a slash."
        )
    if config.theme.name != "material":
        raise ConfigurationError("exemplary needs `theme: {name: material}`: its pages extend that theme.")


def given(config: MkDocsConfig) -> dict[str, Any]:
    """The plugin's settings as they are written in mkdocs.yml, unknown names among them."""
    return dict(config.plugins["exemplary"].config)


def project_of(config: MkDocsConfig, site_dir: pathlib.Path) -> Project:
    chosen = settings.read(given(config), config.site_name, config.site_url)
    file = pathlib.Path(config.config_file_path)
    written = tuple(_inherited(file))
    return Project(
        file.resolve().parent,
        pathlib.Path(config.docs_dir),
        site_dir,
        chosen,
        moment(chosen.timezone),
        tuple(sorted([*map(str, written), *_beside(config, file)])),
        inputs.environment() if any("!ENV" in one.read_text("utf-8") for one in written) else "",
    )


def _inherited(file: pathlib.Path) -> Iterator[pathlib.Path]:
    """A configuration and those that it inherits from."""
    while file.is_file():
        yield file
        parent = re.search(r"^INHERIT:\s*[\"']?([^\s\"'#]+)", file.read_text("utf-8"), re.M)
        file = file.parent / parent[1] if parent else file / "none"


def _beside(config: MkDocsConfig, file: pathlib.Path) -> Iterator[str]:
    """What else MkDocs reads that is no content: hooks, the theme's own folder."""
    yield from (str(file.parent / hook) for hook in config.hooks)
    if config.theme.custom_dir:
        yield str(config.theme.custom_dir)
