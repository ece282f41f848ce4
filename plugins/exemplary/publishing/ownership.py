"""Whose the files in the site's folder are: only what a build of ours wrote is removed without asking.

Hidden files, as `.git` or `.well-known`, are nobody's pages and always stay; MkDocs keeps them too.
"""

import os
import pathlib
from collections.abc import Set
from typing import NamedTuple

from exemplary.diagnostics import ExemplaryError
from exemplary.publishing import listing
from exemplary.publishing.disk_files import folders_of, walk
from exemplary.publishing.tree_manifest import Manifest

_SHOWN = 5


class Contents(NamedTuple):
    """The paths in a site's folder; a slash at the end means an empty folder.

    ours      written by builds
    staying   of others, and kept
    yielding  of others, and removed: the site needs their place, or takes over the whole folder
    """

    ours: frozenset[str]
    staying: tuple[str, ...]
    yielding: tuple[str, ...]


def require_ours(site: pathlib.Path, live: Manifest) -> None:
    """Raise ExemplaryError if the folder holds somebody else's files and no site of ours."""
    if names := foreign_names(site, live, listing.read(site)):
        shown = ", ".join(names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
        raise ExemplaryError("foreign-files", folder=site, files=shown)


def foreign_names(site: pathlib.Path, live: Manifest, listed: frozenset[str] | None) -> list[str]:
    """The names in a folder that no build of ours made; none if it is ours, empty or missing.

    live    the manifest of the folder, by which it is recognised even without its list
    listed  the list in the folder, if it is ours
    """
    if listed is not None or not site.exists() or all(map(_is_hidden, os.listdir(site))):
        return []
    if any(file.is_sound(f"{site}/{path}") for path, file in live.items()):
        return []
    return sorted({path.split("/")[0] for path in walk(str(site)) if not path.endswith("/") and not _is_hidden(path)})


def survey(site: pathlib.Path, ours: Set[str], files: Set[str], *, takes_over: bool) -> Contents:
    """What is in the site's folder. Links are not followed, so nothing behind one is ever ours.

    ours        the paths that builds wrote into it
    files       the paths of the site to be published
    takes_over  others' files give way, except for hidden ones
    """
    there = frozenset(walk(str(site))) if site.exists() else frozenset()
    needed = files | {folder for path in files for folder in folders_of(path)}
    others = there - ours
    yielding = {path for path in others if _is_in_the_way(path, files, needed) or (takes_over and not _is_hidden(path))}
    return Contents(there & ours, tuple(sorted(others - yielding)), tuple(sorted(yielding)))


def _is_in_the_way(path: str, files: Set[str], needed: Set[str]) -> bool:
    return path in needed or any(folder in files for folder in folders_of(path))


def _is_hidden(path: str) -> bool:
    """Whether the first name of a path is hidden, or one that disks have from the start."""
    return path.startswith(".") or path.split("/")[0] == "lost+found"
