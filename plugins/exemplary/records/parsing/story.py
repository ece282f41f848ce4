"""A story's Markdown as a tree. The only module that uses the Markdown parser (pulldown-cmark, through pyromark).

CommonMark with tables, footnotes, strikethrough, and references to records: `[[kind/slug]]`, `[[kind/slug|label]]`.
Raw HTML is not part of a story: it is left out of the tree and reported. What walks the tree calls itself for each
element inside another, so the tree is never deeper than DEPTH.
"""

import bisect
import dataclasses
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
DEPTH = 60
"""The maximum number of elements inside one another; a list in a list is two."""
_MARKS = re.compile(r"[>*_~+\[-]|\d[.)]")
"""What opens an element; a mark of a list opens two."""
_LEAVES = 8
"""More than the elements that open without such a mark and can be inside one another: a table, a link in its cell."""
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
        """The tree; what is nested too deeply is part of the element around it."""
        return _grow(self.text)

    def too_deep(self) -> int | None:
        """The character at which the first element that is nested too deeply begins."""
        if 2 * len(_MARKS.findall(self.text)) + _LEAVES <= DEPTH:
            return None
        depth = 0
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            if isinstance(event, dict):
                depth += ("Start" in event) - ("End" in event)
                if depth > DEPTH:
                    return len(self.text.encode()[: span["start"]].decode())
        return None

    def references(self) -> Iterator[Reference]:
        if "[[" not in self.text:
            return
        source = _Source(self.text)
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            link = _link(event)
            if link and _is_wiki(link):
                start, text = source.cut(span["start"], span["end"])
                yield Reference(
                    link["dest_url"].rstrip("\\"), link["link_type"]["WikiLink"]["has_pothole"], start, len(text)
                )

    def images(self) -> Iterator[tuple[str, int]]:
        """(file, character offset) of every picture in the text."""
        if "![" not in self.text:
            return
        source = _Source(self.text)
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            start = event.get("Start") if isinstance(event, dict) else None
            if isinstance(start, dict) and "Image" in start:
                yield start["Image"]["dest_url"], source.index(span["start"])

    def removed(self) -> Iterator[Removed]:
        """What the page will leave out, to tell the editor."""
        if "<" not in self.text and "](" not in self.text and "]:" not in self.text:
            return
        source, lines = _Source(self.text), 0
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            lines = lines + 1 if isinstance(event, dict) and "Html" in event else 0
            rule = _removal(event)
            if rule and lines < 2:  # an HTML block is reported line by line
                start, text = source.cut(span["start"], span["end"])
                yield Removed(rule, text.strip().splitlines()[0][:60], start + len(text) - len(text.lstrip()))

    def position(self, start: int) -> tuple[int, int]:
        """The line and column in the file, counted from 1, of a character of the text."""
        starts = line_starts(self.text)
        number = bisect.bisect_right(starts, start) - 1
        return self.line + number, self.margin + start - starts[number] + 1

    def first_words(self, limit: int) -> str:
        """The plain text of the first paragraphs, cut between words."""
        text = " ".join(
            child.text for child in self.tree().children if isinstance(child, Element) and child.name == "p"
        )
        return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"


class _Source:
    """A story's bytes, in which the parser counts; its events are in order, so the text is decoded once."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode()
        self.byte = self.character = 0

    def index(self, byte: int) -> int:
        """The index of a character by that of its first byte, which is never before the last one."""
        self.character += len(self.bytes[self.byte : byte].decode())
        self.byte = byte
        return self.character

    def cut(self, start: int, end: int) -> tuple[int, str]:
        """The index of the first character between two bytes, and the text there."""
        return self.index(start), self.bytes[start:end].decode()


@functools.lru_cache(maxsize=8)
def line_starts(text: str) -> list[int]:
    """The index of the first character of each line."""
    starts = [0]
    while end := text.find("\n", starts[-1]) + 1:
        starts.append(end)
    return starts


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
            element = stack[-1]
            if len(stack) <= DEPTH:
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
