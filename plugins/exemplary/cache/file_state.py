"""The inputs of a build: the state of its files, taken without reading them, and the code that reads them."""

import hashlib
import importlib.util
import os
import pathlib
import stat
import sys
import sysconfig
import time
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    def of(cls, status: os.stat_result) -> "State":
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


States = Mapping[str, State]
"""The state of each file by its name: relative to the project, with forward slashes, in NFC."""


def name_of(path: pathlib.PurePath, root: pathlib.PurePath) -> str:
    """The name of a file in all that is stored or shown; a file on another drive keeps its whole path."""
    if path.is_relative_to(root):
        return unicodedata.normalize("NFC", path.relative_to(root).as_posix())
    try:
        return unicodedata.normalize("NFC", pathlib.PurePath(os.path.relpath(path, root)).as_posix())
    except ValueError:
        return path.as_posix()


def is_in(name: str, folders: Iterable[str]) -> bool:
    """Whether the name is one of the folders, or of a file below one of them."""
    return any(name == folder or name.startswith(f"{folder}/") for folder in folders)


class Files:
    """The files below some folders.

    moment    when they were looked at, in nanoseconds
    states    by name
    spelling  the name on the disk, where it is not in NFC
    special   names of pipes, sockets and devices; reading one might never end
    """

    def __init__(self, moment: int, states: dict[str, State], spelling: dict[str, str]) -> None:
        self.moment = moment
        self.states = states
        self.spelling = spelling
        self.special: set[str] = set()

    @classmethod
    def below(cls, root: pathlib.Path, names: Iterable[str], followed: Iterable[str]) -> "Files":
        """The state of every file below the named folders of the root. A name may be a file.

        followed  names below which links are followed, since what reads these files follows them
        """
        files = cls(now(), {}, {})
        for name in names:
            files.look(root, name, follows=False)
        for name in followed:
            files.look(root, name, follows=True)
        return files

    def look(self, root: pathlib.Path, name: str, *, follows: bool) -> None:
        """Add what is there now under this name, on the disk spelled like this."""
        path = os.path.join(root, name)
        if os.path.isdir(path) and (follows or not os.path.islink(path)):
            for below, status in walk(path, name, follows=follows):
                self._add(below, status)
        elif os.path.lexists(path):
            self._add(name, _status(path, follows))

    def _add(self, spelled: str, status: os.stat_result) -> None:
        name = spelled if spelled.isascii() else unicodedata.normalize("NFC", spelled)
        if name != spelled:
            self.spelling[name] = spelled
        if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
            self.states[name] = State.of(status)
        else:
            self.special.add(name)

    def again(self, root: pathlib.Path, changed: Collection[str], followed: Collection[str]) -> "Files":
        """These files as of now, where only the changed ones are looked at; the moment stays that of the others."""
        later = Files(self.moment, dict(self.states), dict(self.spelling))
        later.special = self.special.difference(changed)
        for name in changed:
            later.states.pop(name, None)
            later.look(root, later.spelling.pop(name, name), follows=is_in(name, followed))
        return later


def walk(folder: str, name: str, *, follows: bool = False) -> Iterator[tuple[str, os.stat_result]]:
    """The status of everything in a folder but folders, by the name that the folder has.

    follows  take the status of what a link leads to, and enter linked folders
    """
    waiting, entered = [(folder, name)], {os.path.realpath(folder)}
    while waiting:
        path, prefix = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                below = f"{prefix}/{entry.name}"
                if not entry.is_dir(follow_symlinks=follows):
                    yield below, _status(entry.path, follows) if entry.is_symlink() else entry.stat()
                elif not entry.is_symlink():
                    waiting.append((entry.path, below))
                elif (target := os.path.realpath(entry.path)) not in entered:  # links may lead in a circle
                    entered.add(target)
                    waiting.append((entry.path, below))


def _status(path: str, follows: bool) -> os.stat_result:
    """The status of a file, or of a link; a link that leads nowhere is never followed."""
    return os.stat(path) if follows and os.path.exists(path) else os.lstat(path)


def settled(states: Iterable[State], moment: int) -> bool:
    """Whether all files were last touched early enough before `moment` that any later change shows in the state."""
    return all(max(state.changed, state.touched) < moment - MARGIN for state in states)


def content_digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def now() -> int:
    """The current time in nanoseconds, by the clock that also sets file times."""
    return time.time_ns()


def environment() -> str:
    return repr(sorted(os.environ.items()))


def code() -> str:
    """Identifies the running code: the content of this package, the installed packages, the interpreter.

    Times are left out, so that another checkout of the same code reads the same cache.
    """
    package = pathlib.Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith("starters/"):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return "\n".join((sys.version, *sorted(_installed()), digest.hexdigest()))


def _installed() -> Iterator[str]:
    """The name and version of every installed package, also where the host is installed."""
    found = importlib.util.find_spec("jinja2")
    beside = (os.path.dirname(folder) for folder in (found and found.submodule_search_locations) or ())
    for folder in {sysconfig.get_path("purelib"), *beside}:
        if os.path.isdir(folder):
            yield from (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-link", ".pth")))
