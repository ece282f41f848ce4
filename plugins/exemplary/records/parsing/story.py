"""A story's Markdown as a tree. The only module that uses the Markdown parser (pulldown-cmark, through pyromark).

CommonMark with tables, footnotes, strikethrough, and references to records: `[[kind/slug]]`, `[[kind/slug|label]]`.
Raw HTML is not part of a story: it is left out of the tree and reported.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
SAFE_SCHEMES = ("http://", "https://", "mailto:", "#")
_BREAKS = {"HardBreak": "br", "Rule": "hr"}
_SIMPLE = {
    "Paragraph": "p",
    "Item": "li",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "BlockQuote": "blockquote",
    "TableHead": "thead",
    "TableRow": "tr",
    "TableCell": "td",
    "HtmlBlock": "",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """A `[[…]]` in a story. `start` and `width` count characters of the story's text; `target` is as written."""

    target: str
    labelled: bool
    start: int
    width: int


@dataclasses.dataclass(frozen=True, slots=True)
class Removed:
    """Something that will not be published: `rule` is raw-html or unsafe-link."""

    rule: str
    text: str
    start: int


@dataclasses.dataclass(slots=True)
class Element:
    """A node of the tree: an HTML element name (or `ref`, `footnote`, `note`), its attributes, its children."""

    name: str
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    children: list["Element | str"] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    """A record's story.

    line    the line of its file on which `text` begins
    margin  the number of columns before each of its lines there
    """

    text: str = ""
    line: int = 1
    margin: int = 0

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def tree(self) -> Element:
        return _grow(self.text)

    def references(self) -> Iterator[Reference]:
        if "[[" not in self.text:
            return
        source = self.text.encode()
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            link = _link(event)
            if link and _is_wiki(link):
                start = len(source[: span["start"]].decode())
                width = len(source[span["start"] : span["end"]].decode())
                yield Reference(
                    link["dest_url"].rstrip("\\"), link["link_type"]["WikiLink"]["has_pothole"], start, width
                )

    def images(self) -> Iterator[tuple[str, int]]:
        """(file, character offset) of every picture in the text."""
        if "![" not in self.text:
            return
        source = self.text.encode()
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            start = event.get("Start") if isinstance(event, dict) else None
            if isinstance(start, dict) and "Image" in start:
                yield start["Image"]["dest_url"], len(source[: span["start"]].decode())

    def removed(self) -> Iterator[Removed]:
        """What the page will leave out, to tell the editor."""
        if "<" not in self.text and "](" not in self.text and "]:" not in self.text:
            return
        source, lines = self.text.encode(), 0
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            lines = lines + 1 if isinstance(event, dict) and "Html" in event else 0
            rule = _removal(event)
            if rule and lines < 2:  # an HTML block is reported line by line
                start = len(source[: span["start"]].decode())
                text = source[span["start"] : span["end"]].decode()
                yield Removed(rule, text.strip().splitlines()[0][:60], start + len(text) - len(text.lstrip()))

    def position(self, start: int) -> tuple[int, int]:
        """The line and column in the file, counted from 1, of a character of the text."""
        before = self.text[:start]
        return self.line + before.count("\n"), self.margin + start - (before.rfind("\n") + 1) + 1

    def first_words(self, limit: int) -> str:
        """The plain text of the first paragraphs, cut between words."""
        text = " ".join(
            child.text for child in self.tree().children if isinstance(child, Element) and child.name == "p"
        )
        return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"


def _link(event: Any) -> dict[str, Any] | None:
    start = event.get("Start") if isinstance(event, dict) else None
    return start.get("Link") if isinstance(start, dict) else None


def _is_wiki(link: dict[str, Any]) -> bool:
    return isinstance(link["link_type"], dict) and "WikiLink" in link["link_type"]


def _removal(event: Any) -> str:
    if isinstance(event, dict) and ("InlineHtml" in event or "Html" in event):
        return "" if (event.get("Html") or event.get("InlineHtml") or "").startswith("<!--") else "raw-html"
    link = _link(event)
    return "unsafe-link" if link and not _is_wiki(link) and not is_safe(_address(link)) else ""


def _address(link: dict[str, Any]) -> str:
    return ("mailto:" if link["link_type"] == "Email" else "") + str(link["dest_url"])


def is_safe(address: str) -> bool:
    return address.lower().startswith(SAFE_SCHEMES)


@functools.lru_cache(maxsize=64)
def _grow(text: str) -> Element:
    """The tree of one story: each parser event opens, closes or fills an element."""
    root = Element("story")
    stack = [root]
    for event in pyromark.events(text, options=OPTIONS):
        if isinstance(event, dict) and "Start" in event:
            element = _opened(event["Start"])
            stack[-1].children.append(element)
            stack.append(element)
        elif isinstance(event, dict) and "End" in event:
            stack.pop()
        else:
            _fill(stack[-1], event)
    return root


def _opened(start: Any) -> Element:
    if isinstance(start, str):
        return Element(_SIMPLE.get(start, ""))
    ((name, given),) = start.items()
    return _OPENED[name](given) if name in _OPENED else Element(_SIMPLE.get(name, ""))


def _opened_link(given: dict[str, Any]) -> Element:
    if _is_wiki(given):
        labelled = given["link_type"]["WikiLink"]["has_pothole"]
        return Element("ref", {"target": given["dest_url"].rstrip("\\"), "labelled": "yes" if labelled else ""})
    address = _address(given)
    return Element("a", {"href": address}) if is_safe(address) else Element("")


_OPENED: dict[str, Callable[[Any], Element]] = {
    "Heading": lambda given: Element(f"h{min(6, max(2, int(str(given['level'])[-1])))}"),
    "List": lambda given: (
        Element("ul") if given is None else Element("ol", {} if given == 1 else {"start": str(given)})
    ),
    "CodeBlock": lambda given: Element("pre"),
    "Table": lambda given: Element("table", {"align": " ".join(str(column).lower() for column in given)}),
    "FootnoteDefinition": lambda given: Element("footnote", {"label": given}),
    "Link": _opened_link,
    "Image": lambda given: Element("img", {"src": given["dest_url"], "title": given["title"]}),
}


def _fill(parent: Element, event: Any) -> None:
    if isinstance(event, str):
        parent.children.append(Element(_BREAKS[event]) if event in _BREAKS else "\n")
        return
    ((name, value),) = event.items()
    if name == "Text":
        parent.children.append(value)
    elif name == "Code":
        parent.children.append(Element("code", children=[value]))
    elif name == "FootnoteReference":
        parent.children.append(Element("note", {"label": value}))
