"""The published site and its twin: two trees that share their files by hard link, one build apart.

A build brings the twin up to date and lets it change places with the site. What has not changed is neither written nor
touched, so its time stays; a build that fails or is killed leaves the site as it was.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import pathlib
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exemplary.diagnostics import ExemplaryError
from exemplary.inputs import State, scan
from exemplary.store import Damaged, Store


class Kept(NamedTuple):
    """A file of a tree: what it holds, and its state by which a later build sees that it still does."""

    digest: bytes
    size: int
    changed: int
    inode: int


def digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


class Trees:
    """A site's folder and its twin, while a build brings the twin up to date.

    live  what the published site holds, by path
    twin  what the twin still holds from the build before it
    """

    def __init__(self, site_dir: pathlib.Path, store: Store) -> None:
        self.site = site_dir
        self.store = store
        self.next = _twin(site_dir, store.folder)
        self.live: Mapping[str, Kept] = {}
        self.twin: Mapping[str, Kept] = {}

    def begin(self, ready: tuple[Mapping[str, Kept], Mapping[str, Kept]] | None = None) -> None:
        """Begin to write the twin, made ready now or, by another process, before."""
        self.live, self.twin = ready or self.ready()

    def ready(self) -> tuple[Mapping[str, Kept], Mapping[str, Kept]]:
        """(what the live site holds, what the twin does): from now on, until it is published, the twin is nobody's."""
        if self.site.exists() and not self._is_ours():
            raise ExemplaryError("foreign-files", folder=self.site)
        self.live = self._manifest(self.site)
        self.twin = self._manifest(self.next)
        self._forget(self.next)
        if not self.twin:
            shutil.rmtree(self.next, ignore_errors=True)
        self.next.mkdir(parents=True, exist_ok=True)
        self._sweep_twins()
        self.twin = dict(self._sound()) or dict(self._linked())
        return self.live, self.twin

    def _linked(self) -> Iterator[tuple[str, Kept]]:
        """Where there is no twin yet, the live site's files, linked."""
        for path, kept in self.live.items():
            if _is_sound(f"{self.site}/{path}", kept):
                self._clear(path)
                os.link(f"{self.site}/{path}", f"{self.next}/{path}")
                yield path, kept

    def _sound(self) -> Iterator[tuple[str, Kept]]:
        """What the twin holds as it was left; what somebody else has put there, or changed, goes."""
        start = len(str(self.next)) + 1
        for path, state in scan([str(self.next)]).items():
            kept = self.twin.get(path[start:])
            if kept and _matches(state, kept):
                yield path[start:], kept
            else:
                self._take_away(path[start:])

    def _is_ours(self) -> bool:
        """A folder that a build made: it is empty, or has a front page and no source files of a site."""
        names = {path.name for path in self.site.iterdir()}
        return not names or ("index.html" in names and not names & {"mkdocs.yml", ".git", "pyproject.toml"})

    # What is there already

    def has(self, path: str, digest: bytes) -> bool:
        """Whether a file with this content stands at the path in either tree."""
        kept = self.twin.get(path)
        return (kept is not None and kept.digest == digest) or self._lives(path, digest) is not None

    def _lives(self, path: str, digest: bytes) -> Kept | None:
        kept = self.live.get(path)
        return kept if kept and kept.digest == digest and _is_sound(f"{self.site}/{path}", kept) else None

    # Bringing the twin up to date

    def keep(self, path: str, digest: bytes) -> Kept:
        """The file that `has` found, in the twin."""
        kept = self.twin.get(path)
        if kept and kept.digest == digest:
            return kept
        kept = self.live[path]
        self._clear(path)
        os.link(f"{self.site}/{path}", f"{self.next}/{path}")
        return kept

    def put(self, path: str, content: bytes, digest: bytes = b"") -> Kept:
        """Write a file, unless either tree has it already. A path that leaves the tree is a bug.

        digest  where something else than the content tells one file from another
        """
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"outside the site: {path}")
        digest = digest or digest_of(content)
        if self.has(path, digest):
            return self.keep(path, digest)
        self._clear(path)
        with open(f"{self.next}/{path}", "xb") as file:
            file.write(content)
            file.flush()
            return _kept(digest, os.fstat(file.fileno()))

    def put_file(self, path: str, source: pathlib.Path, digest: bytes) -> Kept:
        """Link a finished file that is never changed in place, or copy it where links cannot be."""
        if self.has(path, digest):
            return self.keep(path, digest)
        self._clear(path)
        target = f"{self.next}/{path}"
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
        return _kept(digest, os.stat(target))

    def _clear(self, path: str) -> None:
        """Make room: files are shared with the live site and must not be written into."""
        target = f"{self.next}/{path}"
        try:
            os.unlink(target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        except (IsADirectoryError, PermissionError):
            shutil.rmtree(target)
        except NotADirectoryError:
            self._unblock(path)

    def _unblock(self, path: str) -> None:
        """Where a folder is to be, a file may have been."""
        for parent in reversed(pathlib.PurePosixPath(path).parents):
            step = self.next / parent
            if step.is_file() or step.is_symlink():
                step.unlink()
        os.makedirs(os.path.dirname(f"{self.next}/{path}"), exist_ok=True)

    def publish(self, manifest: Mapping[str, Kept]) -> None:
        """Take away what no longer belongs to the site, and put the twin in its place in one step."""
        for path in self.twin.keys() - manifest.keys():
            self._take_away(path)
        self.store.table(_name(self.next), lasting=True).save(manifest)
        if not self.site.exists():
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self.next.rename(self.site)
        else:
            exchange(self.next, self.site)
        if not self.live:
            shutil.rmtree(self.next, ignore_errors=True)
        self._sweep()

    def _take_away(self, path: str) -> None:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(f"{self.next}/{path}")
        for parent in list(pathlib.PurePosixPath(path).parents)[:-1]:
            try:
                (self.next / parent).rmdir()
            except OSError:
                break

    # Manifests

    def _manifest(self, tree: pathlib.Path) -> dict[str, Kept]:
        return self.store.table(_name(tree), lasting=True).load() if tree.exists() else {}

    def _forget(self, tree: pathlib.Path) -> None:
        if tree.exists():
            self.store.table(_name(tree), lasting=True).path.unlink(missing_ok=True)

    def _sweep_twins(self) -> None:
        """Twins of sites that are gone, as a preview leaves them."""
        table = self.store.table("twins", lasting=True)
        known = table.load() | {self.next.name: str(self.site)}
        for path in self.store.folder.glob("twin-*"):
            if path != self.next and not pathlib.Path(known.get(path.name, path / "none")).exists():
                shutil.rmtree(path, ignore_errors=True)
        table.save({name: site for name, site in known.items() if (self.store.folder / name).exists()})

    def _sweep(self) -> None:
        """Manifests of trees that are gone."""
        used = {f"{_name(tree)}.table" for tree in (self.site, self.next) if tree.exists()}
        for path in self.store.folder.glob("tree-*.table"):
            if path.name not in used:
                path.unlink(missing_ok=True)


def publication(site: pathlib.Path, store: Store) -> State | None:
    """What tells the site that stands there from any that stood or will stand there; None where nothing is known."""
    try:
        return State.of(os.stat(store.table(_name(site), lasting=True).path))
    except FileNotFoundError:
        return None


def is_intact(site: pathlib.Path, store: Store) -> bool:
    """Whether every file of the site is as it was published."""
    try:
        manifest = store.table(_name(site), lasting=True).load()
    except (FileNotFoundError, Damaged):
        return False
    return bool(manifest) and all(_is_sound(f"{site}/{path}", kept) for path, kept in manifest.items())


def _twin(site_dir: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """In the store's folder where that is on the same disk, else beside the site."""
    name = hashlib.blake2b(str(site_dir).encode(), digest_size=4).hexdigest()
    above = next(parent for parent in site_dir.parents if parent.exists())
    same = above.stat().st_dev == folder.stat().st_dev
    return folder / f"twin-{name}" if same else site_dir.parent / f".{site_dir.name}.twin"


def _name(tree: pathlib.Path) -> str:
    """A tree is known by its inode: it keeps that when it changes places."""
    return f"tree-{tree.stat().st_ino}"


def _kept(digest: bytes, stat: os.stat_result) -> Kept:
    return Kept(digest, stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _is_sound(path: str, kept: Kept) -> bool:
    try:
        return _matches(State.of(os.lstat(path)), kept)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _matches(state: State, kept: Kept) -> bool:
    return (state.size, state.changed, state.inode) == (kept.size, kept.changed, kept.inode)


# Two folders change places

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def exchange(one: pathlib.Path, other: pathlib.Path) -> None:
    """Let two folders change places, in one step where the system can."""
    if not _exchanged(one, other):
        former = one.with_name(f"{one.name}-former")
        other.rename(former)
        one.rename(other)
        former.rename(one)


def _exchanged(one: pathlib.Path, other: pathlib.Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    failed = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
