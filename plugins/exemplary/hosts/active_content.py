"""Code in ordinary pages: scripts, attributes that run code, links that do."""

import html.parser
from collections.abc import Iterator

from exemplary.diagnostics import Diagnostic, Span
from exemplary.rules import finding

_RUN = ("href", "src", "action", "formaction", "data", "xlink:href")
_DATA = ("application/json", "application/ld+json", "math/tex")


def findings(title: str, content: str, file: str) -> list[Diagnostic]:
    """A finding for each piece of code in a page: its title, as text of the author's, and its HTML."""
    parser = _Parser()
    parser.feed(content)
    parser.close()
    pieces = [*parser.pieces, *([title] if "<" in title else [])]
    return [finding("page-script", Span(file), piece=piece) for piece in dict.fromkeys(pieces)]


class _Parser(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.extend(_pieces(tag, {name: value or "" for name, value in attrs}))


def _pieces(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "script" and not attributes.get("type", "").startswith(_DATA):
        yield f'<script src="{attributes["src"]}">' if "src" in attributes else "<script>"
    for name, value in attributes.items():
        if name.startswith("on"):
            yield f"<{tag} {name}=…>"
        if name in _RUN and "".join(value.split()).lower().startswith("javascript:"):
            yield f'<{tag} {name}="javascript:…">'
