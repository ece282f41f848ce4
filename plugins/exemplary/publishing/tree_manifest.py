"""What is known about the files of a tree, so that a later build sees which ones are unchanged."""

import os
import pathlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exemplary.cache.file_state import State, content_digest, walk


class TreeFile(NamedTuple):
    """A file of a tree.

    digest   identifies the file; usually the digest of its content
    content  the digest of its content
    size, changed, inode    the state by which a later build sees that it is unchanged
    """

    digest: bytes
    content: bytes
    size: int
    changed: int
    inode: int

    @classmethod
    def of(cls, digest: bytes, content: bytes, status: os.stat_result) -> "TreeFile":
        return cls(digest, content, status.st_size, status.st_mtime_ns, status.st_ino)

    def matches(self, state: State) -> bool:
        return (state.size, state.changed, state.inode) == (self.size, self.changed, self.inode)

    def is_sound(self, path: str) -> bool:
        """Whether the file at the path is the one that was written."""
        try:
            return self.matches(State.of(os.lstat(path)))
        except (FileNotFoundError, NotADirectoryError):
            return False


Manifest = Mapping[str, TreeFile]
Manifests = Mapping[str, Manifest]
"""The manifests of trees. A tree is identified by its inode, which it keeps when swapped."""


def identity(tree: pathlib.Path) -> str:
    """Identifies a tree; empty if it does not exist."""
    try:
        status = tree.stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_dev}-{status.st_ino}"


def manifest_of(tree: pathlib.Path, known: Manifests) -> Manifest:
    """The manifest of a tree. One that was copied or unpacked is recognised by the content of its files."""
    name = identity(tree)
    if not name or not known:
        return {}
    return known[name] if name in known else dict(_recognised(tree, known))


def _recognised(tree: pathlib.Path, known: Manifests) -> Iterator[tuple[str, TreeFile]]:
    for path, status in walk(str(tree), ""):
        name = path.removeprefix("/")
        candidates = [file for manifest in known.values() if (file := manifest.get(name))]
        if any(file.size == status.st_size for file in candidates):
            content = content_digest((tree / name).read_bytes())
            for file in candidates:
                if file.content == content:
                    yield name, TreeFile.of(file.digest, content, status)
                    break


def is_intact(site: pathlib.Path, manifest: Manifest) -> bool:
    """Whether every file of the site is as published."""
    return bool(manifest) and all(file.is_sound(f"{site}/{path}") for path, file in manifest.items())
