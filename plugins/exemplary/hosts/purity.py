"""Whether ordinary pages depend on nothing but the files that a build examines.

A hook, a plugin or an extension may read what it likes. Those below read only the page; with any other, the host runs
at each build, unless mkdocs.yml names under `watch` what they read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from exemplary.hosts.site_file import PLUGIN, PythonValue, RelativePath, SiteFile

PURE_PLUGINS = frozenset((PLUGIN, "search", "material/search", "offline", "material/offline", "tags", "material/tags"))
PURE_EXTENSIONS = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        "wikilinks",
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.caption"),
        *("pymdownx.blocks.definition", "pymdownx.blocks.details", "pymdownx.blocks.html", "pymdownx.blocks.tab"),
        *("pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall"),
        *("pymdownx.extra", "pymdownx.fancylists", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
        *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.quotes", "pymdownx.saneheaders"),
        *("pymdownx.smartsymbols", "pymdownx.striphtml", "pymdownx.superfences", "pymdownx.tabbed"),
        *("pymdownx.tasklist", "pymdownx.tilde"),
    )
)
_PURE_PACKAGES = ("markdown.", "pymdownx.", "material.")


def impure_names(file: SiteFile) -> tuple[str, ...]:
    """The plugins, hooks and extensions that may read other files, or the environment."""
    plugins = (name for name in file.named("plugins") if name not in PURE_PLUGINS)
    hooks = (str(hook) for hook in file.items("hooks"))
    return (*plugins, *hooks, *_extensions(file))


def is_pure(file: SiteFile) -> bool:
    """Whether the files that a build examines are all that the host reads."""
    return not impure_names(file) or bool(file.items("watch"))


def _extensions(file: SiteFile) -> Iterator[str]:
    for name, options in file.named("markdown_extensions").items():
        short = name.removeprefix("markdown.extensions.")
        if short not in PURE_EXTENSIONS or not _is_plain(options):
            yield name


def _is_plain(value: Any) -> bool:
    """Whether an option names no code but that of the packages above, and no folder."""
    match value:
        case PythonValue(tag=tag, arguments=arguments):
            return tag.partition(":")[2].startswith(_PURE_PACKAGES) and _is_plain(arguments)
        case RelativePath():
            return False
        case Mapping():
            return all(_is_plain(part) for part in value.values())
        case list():
            return all(_is_plain(part) for part in value)
    return True
