"""Ordinary pages, which are no records, as they are searched: in the main language."""

import hashlib
import pathlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from exemplary.outputs.search.documents import Document
from exemplary.pages.plan import Site
from exemplary.records import document as documents
from exemplary.records.story import Element, Story
from exemplary.render.shell import Hosted

KIND = "pages"


class OrdinaryPage(NamedTuple):
    """`reference` is `pages/` and the address; `digest` tells one state of its file from another."""

    reference: str
    address: str
    title: str
    story: Story
    digest: str

    def document(self) -> Document:
        return Document(self.reference, (self.title,), tuple(blocks(self.story.tree(), str)))


def ordinary(site: Site, hosted: Hosted) -> Iterator[OrdinaryPage]:
    """What the host has published and does not keep from its own search."""
    published = {address for address, _ in hosted.pages}
    for address, file in site.ordinary.items():
        if address in published and (page := _read(site.project.root / file, file, address)):
            yield page


def _read(path: pathlib.Path, file: str, address: str) -> OrdinaryPage | None:
    document, _ = documents.read(path, file, fields_optional=True)
    if document is None:
        return None
    given = document.data if isinstance(document.data, dict) else {}
    search = given.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return None
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    title = str(given.get("title") or _heading(document.story) or address.strip("/").rpartition("/")[2])
    return OrdinaryPage(f"{KIND}/{address.strip('/')}", address, title, document.story, digest)


def _heading(story: Story) -> str:
    headings = (one.text for one in story.tree().children if isinstance(one, Element) and one.name == "h2")
    return next(headings, "")


_CONTAINERS = frozenset(("", "ul", "ol", "blockquote", "table"))


def blocks(element: Element, named: Callable[[str], str]) -> Iterator[str]:
    """The paragraphs of a story, each item of a list and row of a table by itself.

    named  the name of what a reference without words of its own leads to
    """
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.name in _CONTAINERS:
            yield from blocks(child, named)
        elif child.name in ("tr", "thead"):
            yield " ".join(_text(cell, named) for cell in child.children if isinstance(cell, Element))
        elif child.name != "pre":
            yield _text(child, named)


def _text(element: Element, named: Callable[[str], str]) -> str:
    if element.name == "ref" and not element.attributes["labelled"]:
        return named(element.attributes["target"])
    return "".join(child if isinstance(child, str) else _text(child, named) for child in element.children)
