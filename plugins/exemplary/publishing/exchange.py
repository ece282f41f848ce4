"""The swap of two folders."""

import contextlib
import ctypes
import errno
import os
import pathlib
import re
import shutil
import sys
from collections.abc import Iterator

FORMER = "-former"
"""Ends the name of the folder where a site waits during a swap that takes several steps."""
IMMOVABLE = frozenset((errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM))
"""Errors which mean that a folder cannot be moved: a mount point, another disk, a folder above that is not ours."""
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_UNSUPPORTED = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)


def exchange(staging: pathlib.Path, site: pathlib.Path) -> None:
    """Swap two folders: in one step if the system supports it, otherwise in three, between which `site` is missing."""
    if not _exchanged(staging, site):
        _move(staging, site)


def _exchanged(staging: pathlib.Path, site: pathlib.Path) -> bool:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    failed = renameat2(_AT_FDCWD, os.fsencode(staging), _AT_FDCWD, os.fsencode(site), _RENAME_EXCHANGE)
    if failed and ctypes.get_errno() not in _UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(site))
    return not failed


def _move(staging: pathlib.Path, site: pathlib.Path) -> None:
    former = _former(staging)
    site.rename(former)
    try:
        staging.rename(site)
    except BaseException:
        former.rename(site)
        raise
    former.rename(staging)


def recover(staging: pathlib.Path, site: pathlib.Path) -> None:
    """Complete or undo a swap that was killed between its steps."""
    former = _former(staging)
    if former.exists():
        if not site.exists():
            former.rename(site)
        elif not staging.exists():
            former.rename(staging)
        else:
            shutil.rmtree(former)


def _former(staging: pathlib.Path) -> pathlib.Path:
    return staging.with_name(f"{staging.name}{FORMER}")


def has_mounts(folder: pathlib.Path) -> bool:
    """Whether the folder is a mount point or has one in it: a swap would fail, or would move it out of the site."""
    return any(place == str(folder) or place.startswith(f"{folder}/") for place in _mount_points())


def _mount_points() -> Iterator[str]:
    """Known on Linux only. Blanks in paths are written as octal numbers there."""
    with contextlib.suppress(OSError), open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            yield re.sub(r"\\([0-7]{3})", lambda number: chr(int(number[1], 8)), line.split(" ")[4])
