"""What a host may publish from `content/`: no links, no pictures with private data."""

import pathlib

from exemplary.diagnostics import Diagnostic, Span
from exemplary.project import Project
from exemplary.render import photographs
from exemplary.rules import finding

UNSAFE = (".heic", ".heif", ".avif", ".tif", ".tiff")


def refusal(source: pathlib.Path, project: Project) -> Diagnostic | None:
    """Why a file of content/ is not published; None if it may be."""
    place = Span(project.name(source))
    if _is_linked(source, project):
        return finding("linked-file", place)
    if not source.is_file():
        return finding("special-file", place)
    if source.suffix.lower() in UNSAFE:
        return finding("private-format", place)
    return None


def is_picture(source: pathlib.Path) -> bool:
    return photographs.is_named_as_picture(source.name)


def _is_linked(path: pathlib.Path, project: Project) -> bool:
    """Whether a link below the project's folder, or at or below the content, leads to the file."""
    content, root = project.content, project.root
    steps = [step for step in (path, *path.parents) if step.is_relative_to(content) or root in step.parents]
    return any(step.is_symlink() for step in steps)
