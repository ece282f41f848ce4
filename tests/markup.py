"""Reads a built page: its elements, its URLs, its words."""

import dataclasses
import functools
import html.parser
import pathlib
import re
import urllib.parse
from collections.abc import Iterator, Mapping

ADDRESSES = ("href", "src", "action", "srcset", "poster", "data-root", "data-index", "data-href", "data-script")
SILENT = frozenset({"script", "style", "template", "title"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"})


@dataclasses.dataclass(frozen=True)
class Element:
    """`text` is the content, with blanks merged, and with a blank where a block begins or ends."""

    name: str
    attributes: Mapping[str, str]
    text: str

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())


@dataclasses.dataclass(frozen=True)
class Markup:
    elements: tuple[Element, ...]

    def all(self, name: str = "", /, **attributes: str) -> list[Element]:
        """The elements with this name and these attributes; `class_="card"` requires one of the element's classes."""
        return [one for one in self.elements if (not name or one.name == name) and _has(one, attributes)]

    def one(self, name: str = "", /, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} × {name} {attributes}"
        return found[0]

    @property
    def words(self) -> str:
        """The text between header and footer."""
        return self.one("main").text

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(one.attributes["id"] for one in self.elements if one.attributes.get("id"))

    @property
    def is_unlisted(self) -> bool:
        """Whether the page asks search engines not to index it."""
        return any("noindex" in one.attributes.get("content", "") for one in self.all("meta", name="robots"))

    def addresses(self) -> Iterator[str]:
        """Every URL on the page, as written."""
        for one in self.elements:
            for key in ADDRESSES:
                value = one.attributes.get(key)
                if value is not None:
                    yield from (part.split()[0] for part in value.split(",")) if key == "srcset" else (value,)
            if one.name == "meta" and one.attributes.get("http-equiv") == "refresh":
                yield one.attributes["content"].partition("url=")[2]
            if one.name == "meta" and one.attributes.get("property") in ("og:url", "og:image"):
                yield one.attributes["content"]


def _has(element: Element, attributes: Mapping[str, str]) -> bool:
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    name = wanted.pop("class", None)
    return (name is None or name in element.classes) and all(element.attributes.get(k) == v for k, v in wanted.items())


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.found: list[tuple[int, Element]] = []
        self.count = 0
        self.places: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag not in INLINE:
            self.handle_data(" ")
        if tag in VOID:
            self.found.append((self.count, Element(tag, attributes, "")))
        else:
            self.open.append((tag, attributes, []))
            self.places.append(self.count)
        self.count += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((self.count, Element(tag, {key: value or "" for key, value in attrs}, "")))
        self.count += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in [name for name, _, _ in self.open]:
            return
        while self.open:
            name, attributes, text = self.open.pop()
            self.found.append((self.places.pop(), Element(name, attributes, " ".join("".join(text).split()))))
            if name == tag:
                break
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if not any(name in SILENT for name, _, _ in self.open[:-1]):
            for _, _, text in self.open if self.open and self.open[-1][0] not in SILENT else self.open[-1:]:
                text.append(data)


def read(text: str) -> Markup:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    while reader.open:
        reader.handle_endtag(reader.open[-1][0])
    return Markup(tuple(element for _, element in sorted(reader.found, key=lambda pair: pair[0])))


@functools.lru_cache(maxsize=2048)
def read_file(path: pathlib.Path) -> Markup:
    """The markup of a file that no longer changes."""
    return read(path.read_text("utf-8"))


# Dead links


def dead_ends(site: pathlib.Path, site_url: str) -> Iterator[str]:
    """“page -> address” for every address on a page that leads to no file, or to no such anchor in its page.

    The site is assumed to be served at its own address, which may be below the root of its host.
    """
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        here = site_url + name.removesuffix("index.html")
        for address in read_file(path).addresses():
            if (problem := _problem(site, site_url, here, address)) is not None:
                yield f"{name} -> {address} ({problem})"


def _problem(site: pathlib.Path, site_url: str, here: str, address: str) -> str | None:
    target, fragment = urllib.parse.urldefrag(urllib.parse.urljoin(here, address))
    parts, home = urllib.parse.urlsplit(target), urllib.parse.urlsplit(site_url)
    if (parts.scheme, parts.netloc) != (home.scheme, home.netloc):
        return None
    if not parts.path.startswith(home.path):
        return None if "//" in address else "outside the site"
    path = file_of(site, urllib.parse.unquote(parts.path.removeprefix(home.path)))
    if not path.is_file():
        return "no such file"
    if fragment and path.suffix == ".html" and urllib.parse.unquote(fragment) not in read_file(path).anchors:
        return "no such place"
    return None


def file_of(site: pathlib.Path, address: str) -> pathlib.Path:
    """The file that a static host serves for an address relative to the site's root."""
    return site / (address + "index.html" if re.search(r"(^|/)$", address) else address)
