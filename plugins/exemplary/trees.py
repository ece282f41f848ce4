"""The published site and the staging tree (the twin): two folders that share files by hard link, one build apart.

A build updates the staging tree and swaps it with the site. Unchanged files are neither written nor touched, so they
keep their times; a build that fails or is killed leaves the site as it was.
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

from exemplary.cache.file_state import State, scan
from exemplary.cache.store import Damaged, Store
from exemplary.diagnostics import ExemplaryError


class Kept(NamedTuple):
    """A file of a tree: the digest of its content, and the state by which a later build sees that it is unchanged."""

    digest: bytes
    size: int
    changed: int
    inode: int


def digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


class Trees:
    """A site's folder and its staging tree, during a build.

    live  the files of the published site, by path
    twin  the files in the staging tree, left from the build before
    """

    def __init__(self, site_dir: pathlib.Path, store: Store) -> None:
        self.site = site_dir
        self.store = store
        self.next = _twin(site_dir, store.folder)
        self.live: Mapping[str, Kept] = {}
        self.twin: Mapping[str, Kept] = {}

    def begin(self, ready: tuple[Mapping[str, Kept], Mapping[str, Kept]] | None = None) -> None:
        """Start writing to the staging tree, prepared now or earlier by another process."""
        self.live, self.twin = ready or self.ready()

    def ready(self) -> tuple[Mapping[str, Kept], Mapping[str, Kept]]:
        """Return the contents of the live site and of the staging tree.

        Invalidates the manifest of the staging tree until it is published, so an interrupted build is never trusted.
        """
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
        """If there is no staging tree yet, link the files of the live site into it."""
        for path, kept in self.live.items():
            if _is_sound(f"{self.site}/{path}", kept):
                self._clear(path)
                os.link(f"{self.site}/{path}", f"{self.next}/{path}")
                yield path, kept

    def _sound(self) -> Iterator[tuple[str, Kept]]:
        """The unchanged files of the staging tree; files that something else added or changed are removed."""
        start = len(str(self.next)) + 1
        for path, state in scan([str(self.next)]).items():
            kept = self.twin.get(path[start:])
            if kept and _matches(state, kept):
                yield path[start:], kept
            else:
                self._take_away(path[start:])

    def _is_ours(self) -> bool:
        """Whether a build made this folder: it is empty, or has a front page and none of a site's source files."""
        names = {path.name for path in self.site.iterdir()}
        return not names or ("index.html" in names and not names & {"mkdocs.yml", ".git", "pyproject.toml"})

    # Existing files

    def has(self, path: str, digest: bytes) -> bool:
        """Whether either tree has a file with this content at the path."""
        kept = self.twin.get(path)
        return (kept is not None and kept.digest == digest) or self._lives(path, digest) is not None

    def _lives(self, path: str, digest: bytes) -> Kept | None:
        kept = self.live.get(path)
        return kept if kept and kept.digest == digest and _is_sound(f"{self.site}/{path}", kept) else None

    # Updating the staging tree

    def keep(self, path: str, digest: bytes) -> Kept:
        """Put the file that `has` found into the staging tree."""
        kept = self.twin.get(path)
        if kept and kept.digest == digest:
            return kept
        kept = self.live[path]
        self._clear(path)
        os.link(f"{self.site}/{path}", f"{self.next}/{path}")
        return kept

    def put(self, path: str, content: bytes, digest: bytes = b"") -> Kept:
        """Write a file, unless either tree already has it. A path outside the tree is a bug.

        digest  identifies the file, if not by its content
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
        """Link a finished file that is never modified, or copy it if links are impossible."""
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
        """Remove what is at the path: files are shared with the live site and must not be written into."""
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
        """Remove a file where a folder is needed."""
        for parent in reversed(pathlib.PurePosixPath(path).parents):
            step = self.next / parent
            if step.is_file() or step.is_symlink():
                step.unlink()
        os.makedirs(os.path.dirname(f"{self.next}/{path}"), exist_ok=True)

    def publish(self, manifest: Mapping[str, Kept]) -> None:
        """Remove files that no longer belong to the site, and swap the staging tree with the site in one step."""
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
        """Remove staging trees of sites that no longer exist, such as a preview leaves."""
        table = self.store.table("twins", lasting=True)
        known = table.load() | {self.next.name: str(self.site)}
        for path in self.store.folder.glob("twin-*"):
            if path != self.next and not pathlib.Path(known.get(path.name, path / "none")).exists():
                shutil.rmtree(path, ignore_errors=True)
        table.save({name: site for name, site in known.items() if (self.store.folder / name).exists()})

    def _sweep(self) -> None:
        """Remove manifests of trees that no longer exist."""
        used = {f"{_name(tree)}.table" for tree in (self.site, self.next) if tree.exists()}
        for path in self.store.folder.glob("tree-*.table"):
            if path.name not in used:
                path.unlink(missing_ok=True)


def publication(site: pathlib.Path, store: Store) -> State | None:
    """Identifies this publication among all earlier and later ones; None if nothing is known."""
    try:
        return State.of(os.stat(store.table(_name(site), lasting=True).path))
    except FileNotFoundError:
        return None


def is_intact(site: pathlib.Path, store: Store) -> bool:
    """Whether every file of the site is as published."""
    try:
        manifest = store.table(_name(site), lasting=True).load()
    except (FileNotFoundError, Damaged):
        return False
    return bool(manifest) and all(_is_sound(f"{site}/{path}", kept) for path, kept in manifest.items())


def _twin(site_dir: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """In the store's folder if that is on the same disk, otherwise beside the site."""
    name = hashlib.blake2b(str(site_dir).encode(), digest_size=4).hexdigest()
    above = next(parent for parent in site_dir.parents if parent.exists())
    same = above.stat().st_dev == folder.stat().st_dev
    return folder / f"twin-{name}" if same else site_dir.parent / f".{site_dir.name}.twin"


def _name(tree: pathlib.Path) -> str:
    """A tree is identified by its inode, which it keeps when swapped."""
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


# Swapping two folders

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def exchange(one: pathlib.Path, other: pathlib.Path) -> None:
    """Swap two folders, in one step if the system supports it."""
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
