"""What is known about the files of a tree, so that a later build sees which ones are unchanged."""

import hashlib
import os
import pathlib
from collections.abc import Mapping
from typing import NamedTuple

from exemplary.cache.file_state import State
from exemplary.cache.store import Damaged, Store


class Kept(NamedTuple):
    """A file of a tree: the digest of its content, and the state by which a later build sees that it is unchanged."""

    digest: bytes
    size: int
    changed: int
    inode: int

    @classmethod
    def of(cls, digest: bytes, stat: os.stat_result) -> "Kept":
        return cls(digest, stat.st_size, stat.st_mtime_ns, stat.st_ino)

    def matches(self, state: State) -> bool:
        return (state.size, state.changed, state.inode) == (self.size, self.changed, self.inode)

    def is_sound(self, path: str) -> bool:
        """Whether the file at the path is the one that was written."""
        try:
            return self.matches(State.of(os.lstat(path)))
        except (FileNotFoundError, NotADirectoryError):
            return False


Manifest = Mapping[str, Kept]


def digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


class Manifests:
    """The manifests of trees, in the store. A tree is identified by its inode, which it keeps when swapped."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def load(self, tree: pathlib.Path) -> Manifest:
        rows = self.store.table(_name(tree), lasting=True).load() if tree.exists() else {}
        return {path: Kept(*row) for path, row in rows.items()}

    def save(self, tree: pathlib.Path, manifest: Manifest) -> None:
        self.store.table(_name(tree), lasting=True).save({path: tuple(file) for path, file in manifest.items()})

    def forget(self, tree: pathlib.Path) -> None:
        if tree.exists():
            self.store.table(_name(tree), lasting=True).path.unlink(missing_ok=True)

    def sweep(self, *trees: pathlib.Path) -> None:
        """Remove the manifests of all but these trees."""
        used = {f"{_name(tree)}.table" for tree in trees if tree.exists()}
        for path in self.store.folder.glob("manifest-*.table"):
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
        manifest = Manifests(store).load(site)
    except Damaged:
        return False
    return bool(manifest) and all(file.is_sound(f"{site}/{path}") for path, file in manifest.items())


def _name(tree: pathlib.Path) -> str:
    return f"manifest-{tree.stat().st_ino}"
