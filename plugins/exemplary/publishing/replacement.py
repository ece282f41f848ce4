"""Brings a site up to date file by file, where its folder cannot be swapped: a mount point, a folder on another disk.

Every file is replaced in one step, so no page is ever half-written. The site as a whole is not: while files are moved
into place, which is short because they were copied before, a reader may meet new pages beside old ones, and a build
killed then leaves the site mixed until the next build. Pages follow the files that they show; what no longer belongs to
the site is removed last. A disk that fills up while files are copied leaves the site as it was.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Set

from exemplary.publishing import listing
from exemplary.publishing.disk_files import FILE, copy, folders_of, make_folder, take_away, write
from exemplary.publishing.ownership import Contents
from exemplary.publishing.tree_manifest import Manifest, TreeFile

_WAITING = ".exemplary-new"
"""New files wait in this folder of the site, from which they can be moved in one step."""


def replace(staging: str, site: str, files: Manifest, live: Manifest, contents: Contents) -> Manifest:
    """Make our files in the site those of the staging tree; return the manifest of the site.

    live      its manifest so far
    contents  what is in its folder
    """
    new = sorted((path for path in files if not _is_there(site, path, files, live)), key=_turn)
    with _waiting_room(site) as waiting:
        for number, path in enumerate(new):
            copy(f"{staging}/{path}", f"{waiting}/{number}", FILE)
        for path in contents.yielding:
            take_away(site, path)
        if listing.NAME in new:
            _announce(waiting, site, contents.ours | files.keys())
        for number, path in enumerate(new):
            _make_room(site, path)
            _move(f"{waiting}/{number}", f"{site}/{path}")
    for path in contents.ours - files.keys():
        take_away(site, path)
    moved = {path: TreeFile.of(files[path].digest, files[path].content, os.lstat(f"{site}/{path}")) for path in new}
    return {path: moved.get(path) or live[path] for path in files}


def _is_there(site: str, path: str, files: Manifest, live: Manifest) -> bool:
    file = live.get(path)
    return file is not None and file.digest == files[path].digest and file.is_sound(f"{site}/{path}")


def _turn(path: str) -> tuple[bool, bool, str]:
    """Pages after the files that they show; the list of all files last."""
    return path == listing.NAME, path.endswith(".html"), path


@contextlib.contextmanager
def _waiting_room(site: str) -> Iterator[str]:
    """An empty folder in the site, removed at the end; one that a killed build left is emptied."""
    room = f"{site}/{_WAITING}"
    shutil.rmtree(room, ignore_errors=True)
    os.mkdir(room)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _announce(waiting: str, site: str, paths: Set[str]) -> None:
    """List old and new files in the site: should the build be killed now, the next one knows all of them as ours."""
    write(f"{waiting}/list", listing.content_of(paths))
    os.replace(f"{waiting}/list", f"{site}/{listing.NAME}")


def _make_room(site: str, path: str) -> None:
    """Make the folders of a file. What stands in the way is ours, since others' files have given way already."""
    for folder in folders_of(path):
        step = f"{site}/{folder}"
        if os.path.islink(step) or os.path.isfile(step):
            os.unlink(step)
    make_folder(os.path.dirname(f"{site}/{path}"))
    if os.path.isdir(f"{site}/{path}") and not os.path.islink(f"{site}/{path}"):
        shutil.rmtree(f"{site}/{path}")


def _move(source: str, target: str) -> None:
    """Put a file into place in one step, also on a disk mounted in the site."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = os.path.join(os.path.dirname(target), _WAITING)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        copy(source, beside, FILE)
        os.replace(beside, target)
