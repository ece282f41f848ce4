"""The list of a site's files, published in the site: it shows that the folder is ours, and what in it is ours.

It is found wherever the folder is, also if the cache was deleted or the folder was restored on another machine.
"""

import json
import os
import pathlib
import stat
from collections.abc import Iterable

NAME = "exemplary-files.json"
_ABOUT = "The files of this site that exemplary wrote. A build removes only these."


def content_of(paths: Iterable[str]) -> bytes:
    """One path per line."""
    return json.dumps({"about": _ABOUT, "files": sorted({*paths, NAME})}, separators=(",\n", ": ")).encode()


def read(site: pathlib.Path) -> frozenset[str] | None:
    """The paths listed in a folder; None if it has no list of ours. Paths that lead out of the folder are left out."""
    try:
        if not stat.S_ISREG(os.lstat(site / NAME).st_mode):
            return None
        data = json.loads((site / NAME).read_bytes())
        return frozenset(filter(is_inside, data["files"])) if data["about"] == _ABOUT else None
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError):
        return None


def is_inside(path: str) -> bool:
    """Whether a path relative to a folder stays in that folder."""
    return not os.path.isabs(path) and (".." not in path or ".." not in path.replace("\\", "/").split("/"))
