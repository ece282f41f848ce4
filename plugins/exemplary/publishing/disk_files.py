"""Files and folders of the site on disk: readable for a web server under any umask, linked where possible."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator

FILE = 0o644
FOLDER = 0o755
_AS_IT_IS = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
_WHILE_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
_REAL = (errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)
"""Errors of a link that a copy would meet too."""


@contextlib.contextmanager
def naming(path: str) -> Iterator[None]:
    """Name the file or folder in errors that do not, since they are noticed only while writing: a full disk."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in _WHILE_WRITING:
            error.filename = path
        raise


def write(path: str, content: bytes) -> os.stat_result:
    """Write a new file."""
    with naming(path), open(path, "xb") as file:
        file.write(content)
        file.flush()
        state = os.fstat(file.fileno())
    if stat.S_IMODE(state.st_mode) != FILE:
        open_to_all(path, FILE)
    return state


def share(source: str, target: str, mode: int | None = FILE) -> None:
    """Link a file that is never written into. Where the disk has no hard links, copy it with its times and `mode`."""
    try:
        os.link(source, target, **_AS_IT_IS)
    except OSError as error:
        if error.errno in _REAL:
            raise
        copy(source, target, mode)


def copy(source: str, target: str, mode: int | None = None) -> None:
    """Copy a file with its times, or a symbolic link as such. A pipe or a device has no content to copy.

    mode  its access rights; by default those of the source
    """
    state = os.lstat(source)
    if stat.S_ISLNK(state.st_mode):
        os.symlink(os.readlink(source), target)
    elif stat.S_ISREG(state.st_mode):
        with naming(target), open(source, "rb") as original, open(target, "xb") as copied:
            shutil.copyfileobj(original, copied, 1 << 20)
        open_to_all(target, mode or stat.S_IMODE(state.st_mode))
        os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))


def relative(path: str, folder: str) -> str:
    """A path from the folder; the whole path if it is on another drive."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return path


def make_folder(path: str) -> None:
    """Make a folder and those above it that are missing."""
    try:
        os.mkdir(path)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
    except FileNotFoundError:
        make_folder(os.path.dirname(path))
        make_folder(path)
    else:
        open_to_all(path, FOLDER)


def open_to_all(path: str, mode: int) -> None:
    """Set access rights, on disks that have any."""
    with contextlib.suppress(PermissionError):
        os.chmod(path, mode)


def take_away(tree: str, path: str) -> None:
    """Remove a file of a tree, or an empty folder with a slash at the end, and the folders that are empty then."""
    if not path.endswith("/"):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(f"{tree}/{path}")
    for folder in folders_of(path):
        try:
            os.rmdir(f"{tree}/{folder}")
        except OSError:
            break


def folders_of(path: str) -> Iterator[str]:
    """The folders above a path in its tree, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def walk(tree: str) -> Iterator[str]:
    """The paths of all files in a tree, and of its empty folders with a slash at the end. Links are not followed."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in _entries(f"{tree}/{folder}")]
        waiting += [f"{folder}{name}/" for name, is_folder in names if is_folder]
        yield from [folder + name for name, is_folder in names if not is_folder]
        if folder and not names:
            yield folder


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        return list(entries)
