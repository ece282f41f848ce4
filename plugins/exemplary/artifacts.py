"""What is written: a path and its bytes. Writing is atomic, and happens only where the bytes differ."""

import contextlib
import ctypes
import dataclasses
import errno
import os
import pathlib
import shutil
import sys
from collections.abc import Iterable, Iterator

from exemplary.diagnostics import ExemplaryError


@dataclasses.dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site; `path` is relative to its root, with forward slashes."""

    path: str
    content: bytes


def write(artifacts: Iterable[Artifact], tree: pathlib.Path) -> int:
    """Write artifacts below `tree`; the number of those whose bytes were new. A path that leaves the tree is a bug."""
    return sum(_write(artifact, tree) for artifact in artifacts)


def _write(artifact: Artifact, tree: pathlib.Path) -> bool:
    if artifact.path.startswith("/") or ".." in artifact.path.split("/"):
        raise ValueError(f"outside the site: {artifact.path}")
    path = tree / artifact.path
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == artifact.content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(artifact.content)
    temporary.replace(path)
    return True


# The finished tree takes the place of the live one


@contextlib.contextmanager
def staging(site_dir: pathlib.Path) -> Iterator[pathlib.Path]:
    """A new tree beside the live folder; when the block ends well, it takes the live folder's place in one step.

    If the block fails, the live folder stays as it was.
    """
    tree = begin(site_dir)
    try:
        yield tree
        publish(tree, site_dir)
    finally:
        shutil.rmtree(tree, ignore_errors=True)


def begin(site_dir: pathlib.Path) -> pathlib.Path:
    """An empty tree beside the live folder; what builds that were killed left behind is swept."""
    if site_dir.exists() and not _is_ours(site_dir):
        raise ExemplaryError(f"{site_dir} holds files that are no built site; name another site_dir or empty it.")
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    for left in site_dir.parent.glob(f".{site_dir.name}.building-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    tree = site_dir.parent / f".{site_dir.name}.building-{os.getpid()}"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    return tree


def _is_ours(site_dir: pathlib.Path) -> bool:
    """A folder that a build made: it is empty, or has a front page and no source files of a site."""
    names = {path.name for path in site_dir.iterdir()}
    return not names or ("index.html" in names and not names & {"mkdocs.yml", ".git", "pyproject.toml"})


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


def publish(tree: pathlib.Path, site_dir: pathlib.Path) -> None:
    """Put `tree` in the place of `site_dir`; what was there goes."""
    if not site_dir.exists():
        tree.rename(site_dir)
        return
    if not _exchange(tree, site_dir):
        former = tree.with_name(tree.name + "-former")
        site_dir.rename(former)
        tree.rename(site_dir)
        former.rename(tree)
    shutil.rmtree(tree, ignore_errors=True)


_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def _exchange(one: pathlib.Path, other: pathlib.Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    failed = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
