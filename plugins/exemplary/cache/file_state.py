"""The inputs of a build: the state of its files, taken without reading them, and the code that reads them."""

import importlib.util
import os
import pathlib
import stat
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

MARGIN = 50_000_000
"""Nanoseconds within which two changes to a file may leave the same state."""


class State(NamedTuple):
    """Changes whenever the file does: modification and inode change time in nanoseconds, size in bytes, inode."""

    changed: int
    touched: int
    size: int
    inode: int

    @classmethod
    def of(cls, result: os.stat_result) -> "State":
        return cls(result.st_mtime_ns, result.st_ctime_ns, result.st_size, result.st_ino)


States = Mapping[str, State]


def scan(roots: Iterable[str], *, special: bool = False) -> dict[str, State]:
    """The state of every file below the roots, by path. A root may be a file; links are not followed.

    special  pipes, sockets and devices too; reading one might never end
    """
    found: dict[str, os.stat_result] = {}
    for root in roots:
        if os.path.isdir(root) and not os.path.islink(root):
            found.update(_below(root))
        elif os.path.lexists(root):
            found[root] = os.lstat(root)
    return {path: State.of(state) for path, state in found.items() if special or _is_readable(state.st_mode)}


def _is_readable(mode: int) -> bool:
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)


def settled(states: Iterable[State], moment: int) -> bool:
    """Whether all files were last touched early enough before `moment` that any later change shows in the state."""
    return all(max(state.changed, state.touched) < moment - MARGIN for state in states)


def now() -> int:
    """The current time in nanoseconds, by the clock that also sets file times."""
    return time.time_ns()


def environment_of(known: str) -> str:
    """The whole environment, if it is known to matter; otherwise empty."""
    return known and environment()


def environment() -> str:
    return repr(sorted(os.environ.items()))


def code() -> str:
    """Identifies the running code: the files of this package, the installed packages, the interpreter."""
    package = pathlib.Path(__file__).parent.parent
    own = sorted(scan([str(package)]).items())
    ours = [f"{path} {state.changed} {state.size}" for path, state in own if "__pycache__" not in path]
    libraries = sorted(_installed())
    return "\n".join((sys.version, *libraries, *ours))


def _installed() -> Iterator[str]:
    """The name and version of every installed package, also where the host is installed."""
    found = importlib.util.find_spec("jinja2")
    beside = (os.path.dirname(folder) for folder in (found and found.submodule_search_locations) or ())
    for folder in {sysconfig.get_path("purelib"), *beside}:
        if os.path.isdir(folder):
            yield from (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-link", ".pth")))
