"""What a host may publish from `content/`: no links, no pictures with private data."""

import pathlib

from exemplary.diagnostics import Diagnostic, Span
from exemplary.project import Project
from exemplary.rules import finding

PICTURES = (".jpg", ".jpeg", ".jfif", ".png", ".webp")
"""Pictures from which private data is removed."""
UNSAFE = (".heic", ".heif", ".avif", ".tif", ".tiff")


def refusal(source: pathlib.Path, project: Project) -> Diagnostic | None:
    """Why a file of content/ is not published; None if it may be."""
    place = Span(project.name(source))
    if _is_linked(source, project.content):
        return finding("linked-file", place)
    if not source.is_file():
        return finding("special-file", place)
    if source.suffix.lower() in UNSAFE:
        return finding("private-format", place)
    return None


def is_picture(source: pathlib.Path) -> bool:
    return source.suffix.lower() in PICTURES


def _is_linked(path: pathlib.Path, root: pathlib.Path) -> bool:
    return any(step.is_symlink() for step in (path, *path.parents) if step != root and step.is_relative_to(root))
