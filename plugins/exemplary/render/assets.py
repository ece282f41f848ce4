"""The product's styles, scripts and fonts, published under names that contain a hash of their content."""

import hashlib
import importlib.resources
import pathlib
import re
from collections.abc import Iterator, Mapping

from exemplary.artifacts import Artifact

FOLDER = pathlib.Path(str(importlib.resources.files("exemplary.render"))) / "assets"
PUBLISHED = "assets/exemplary"
STYLES = {
    "site.css": (
        "00-tokens.css",
        "05-fonts.css",
        "10-page.css",
        "12-frame.css",
        "20-record.css",
        "21-tools.css",
        "22-gallery.css",
        "24-charts.css",
        "30-front.css",
        "90-print.css",
    ),
    "reading.css": ("40-reading.css",),
    "material.css": ("00-tokens.css", "05-fonts.css", "12-frame.css", "material-50.css"),
}
SCRIPTS = {
    "js/reader.js": ("reader.js", "aloud.js", "printing.js", "search.js"),
    "js/search.js": ("search.js",),
    "js/search-index.js": tuple(
        f"search/{name}.js" for name in ("words", "files", "query", "plan", "points", "meant", "finding", "marks")
    ),
}
"""Scripts published as one file, in order of their imports; every other script has its own file.

Record and list pages load `reader.js`; a page of Material's loads `search.js`.
"""

_PADDING = re.compile(r"^ +|/\*.*?\*/\n*", re.MULTILINE | re.DOTALL)
"""Parts of styles that browsers do not need: indents and comments."""
_IMPORTS = re.compile(rb'^import \{[^}]*\} from "\./[^"]+";\n', re.MULTILINE)
_COMMENTS = re.compile(
    rb"^ *(?:/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)\n|/\*\* @type (?:[^*]|\*(?!/))*\*/ ?|^ +", re.MULTILINE
)
"""Parts of scripts that browsers do not need: comment lines, types, indents."""


def assets() -> tuple[Mapping[str, str], tuple[Artifact, ...]]:
    """(URL by name, the files): `site.css`, `reading.css`, `material.css`, `fonts/…`, `js/…`, `img/…`.

    URLs are relative to the root.
    """
    addresses: dict[str, str] = {}
    found: list[Artifact] = []
    for name, content in _sources(addresses):
        addresses[name] = _address(name, content)
        found.append(Artifact(addresses[name], content))
    return addresses, tuple(found)


def _sources(addresses: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """(name, content); fonts and pictures come before the styles that refer to them."""
    for folder in ("fonts", "img"):
        for path in sorted((FOLDER / folder).glob("*")):
            yield f"{folder}/{path.name}", path.read_bytes()
    yield from _scripts()
    for name, parts in STYLES.items():
        css = "\n".join((FOLDER / "css" / part).read_text("utf-8") for part in parts)
        yield name, _linked(_PADDING.sub("", css), addresses)


def _scripts() -> Iterator[tuple[str, bytes]]:
    """The scripts without comments, types and imports of joined files."""
    joined = {part for given in SCRIPTS.values() for part in given}
    alone = {f"js/{path.name}": (path.name,) for path in (FOLDER / "js").glob("*.js") if path.name not in joined}
    for name, files in sorted({**alone, **SCRIPTS}.items()):
        whole = b"".join((FOLDER / "js" / file).read_bytes() for file in files)
        yield name, _COMMENTS.sub(b"", _IMPORTS.sub(b"", whole) if len(files) > 1 else whole)


def _linked(css: str, addresses: Mapping[str, str]) -> bytes:
    """Styles with the published names of the files they refer to, which are in the same folder."""

    def replace(match: re.Match[str]) -> str:
        return f'url("{addresses[match[1]].removeprefix(PUBLISHED + "/")}")'

    return re.sub(r'url\("((?:fonts|img)/[^"]+)"\)', replace, css).encode()


def _address(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    if not stem or suffix == "txt":
        return f"{PUBLISHED}/{name}"
    return f"{PUBLISHED}/{stem}.{hashlib.blake2b(content, digest_size=5).hexdigest()}.{suffix}"
