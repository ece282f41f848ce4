"""Ordinary pages, which are not records, as documents of the search in the main language."""

import functools
import urllib.parse
from collections.abc import Callable, Iterator

from exemplary.i18n import locales
from exemplary.project import Project
from exemplary.records.parsing import document as documents
from exemplary.records.parsing.story import Element, Story
from exemplary.search.documents import Document, Findable, Shown
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

KIND = "pages"


def ordinary(site: Site, hosted: OrdinaryOutput) -> dict[str, Findable]:
    """By reference (`pages/` and the address): what the host published and does not exclude from its own search."""
    published = {urllib.parse.unquote(address): address for address, _ in hosted.pages}
    own = {f"{KIND}/{one.strip('/')}": one for one in sorted(published.keys() & site.ordinary.files.keys())}
    found = {name: _findable(site.project, name, published[one], site.ordinary.files[one]) for name, one in own.items()}
    return {reference: page for reference, page in found.items() if page}


def _findable(project: Project, reference: str, address: str, file: str) -> Findable | None:
    document, _ = documents.read(project.path(file), file, fields_optional=True)
    if document is None:
        return None
    given = document.data if isinstance(document.data, dict) else {}
    search = given.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return None
    title = str(given.get("title") or _heading(document.story) or reference.rpartition("/")[2])
    words = locales.find(project.settings.language).label(f"kind.{KIND}")
    return Findable(document.digest, functools.partial(_read, reference, address, title, document.story, words))


def _read(reference: str, address: str, title: str, story: Story, words: str) -> tuple[Document, Shown]:
    text = tuple(blocks(story.tree(), str))
    return Document(reference, (title,), text), Shown(reference, address, title, "page", words, text=text)


def _heading(story: Story) -> str:
    headings = (one.text for one in story.tree().children if isinstance(one, Element) and one.name == "h2")
    return next(headings, "")


_CONTAINERS = frozenset(("", "ul", "ol", "blockquote", "table"))


def blocks(element: Element, named: Callable[[str], str]) -> Iterator[str]:
    """The paragraphs of a story; each list item and each table row is a paragraph.

    named  returns the name of the target of a reference without a label
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
