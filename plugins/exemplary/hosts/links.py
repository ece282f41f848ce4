"""Links between the files of content/."""

import pathlib

from exemplary.diagnostics import Diagnostic, Span
from exemplary.rules import finding


def dead(path: pathlib.Path, file: str, link: str) -> Diagnostic:
    """The finding for a link of a page that leads nowhere, at its first place in the file."""
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        if link in line:
            return finding("dead-link", Span(file, number, line.index(link) + 1, len(link)), line, link=link)
    return finding("dead-link", Span(file), link=link)
