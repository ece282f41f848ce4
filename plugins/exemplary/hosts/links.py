"""Links between the files of content/."""

import pathlib
import posixpath
import re
import urllib.parse

from exemplary.diagnostics import Diagnostic, Span
from exemplary.records.ordinary_pages import FRONT
from exemplary.rules import finding
from exemplary.site.urls import way_to_root

_HREF = re.compile(r'href="([^"]*)"')


def leads_to_front(link: str, page: str) -> bool:
    """Whether a link in a page, both below content/, names the file of the front page."""
    parts = urllib.parse.urlsplit(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), urllib.parse.unquote(parts.path)))
    return not parts.scheme and not parts.netloc and target == FRONT


def to_front(html: str, page: str, url: str) -> str:
    """The HTML of a page at `url`, in which links to the file of the front page lead to its address."""

    def resolved(match: re.Match[str]) -> str:
        return f'href="{way_to_root(url)}"' if leads_to_front(match[1], page) else match[0]

    return _HREF.sub(resolved, html)


def dead(path: pathlib.Path, file: str, link: str) -> Diagnostic:
    """The finding for a link of a page that leads nowhere, at its first place in the file."""
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        if link in line:
            return finding("dead-link", Span(file, number, line.index(link) + 1, len(link)), line, link=link)
    return finding("dead-link", Span(file), link=link)
