"""The site and its staging tree: unchanged files are not touched, shared ones not written into; the swap is atomic."""

import os
import pathlib
import threading
from collections.abc import Mapping

import hypothesis
import pytest
from hypothesis import strategies

from exemplary import trees as module
from exemplary.cache.store import Store
from exemplary.diagnostics import ExemplaryError
from exemplary.trees import Trees, digest_of
from tests import sites

Content = Mapping[str, bytes]
FIRST: Content = {"index.html": b"front", "a/index.html": b"A", "a/b/index.html": b"B", "media/x.jpg": b"X"}


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project whose site was published twice, so that it has a staging tree."""
    publish(tmp_path, FIRST)
    return publish(tmp_path, FIRST)


def begun(root: pathlib.Path) -> Trees:
    trees = Trees(root / "site", Store(root / "kept", "now"))
    trees.begin()
    return trees


def publish(root: pathlib.Path, content: Content) -> pathlib.Path:
    (root / "kept").mkdir(parents=True, exist_ok=True)
    trees = begun(root)
    trees.publish({path: trees.put(path, held) for path, held in content.items()})
    return root


def states(root: pathlib.Path) -> dict[str, tuple[int, int]]:
    """When each file of the site was last written, and its inode."""
    found = {path.relative_to(root / "site"): path.stat() for path in (root / "site").rglob("*") if path.is_file()}
    return {path.as_posix(): (stat.st_mtime_ns, stat.st_ino) for path, stat in found.items()}


# What changes and what does not


def test_unchanged_files_keep_their_time_and_are_the_same_files(root: pathlib.Path) -> None:
    before = states(root)
    publish(root, {**FIRST, "a/index.html": b"new"})
    after = states(root)
    assert {path for path in before if before[path] != after[path]} == {"a/index.html"}
    publish(root, {**FIRST, "a/index.html": b"new"})
    assert states(root) == after


def test_a_change_is_not_written_through_to_the_file_that_both_trees_share(root: pathlib.Path) -> None:
    shared = (root / "site/a/index.html").stat()
    assert shared.st_nlink == 2
    trees = begun(root)
    trees.put("a/index.html", b"new")
    assert (root / "site/a/index.html").read_bytes() == b"A"
    assert (root / "site/a/index.html").stat().st_mtime_ns == shared.st_mtime_ns


def test_removed_files_disappear_with_their_folders(root: pathlib.Path) -> None:
    publish(root, {"index.html": b"front", "media/x.jpg": b"X"})
    assert sorted(path.name for path in (root / "site").iterdir()) == ["index.html", "media"]
    publish(root, {"index.html": b"front"})
    assert [path.name for path in (root / "site").iterdir()] == ["index.html"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(root: pathlib.Path) -> None:
    turned = {"index.html": b"front", "a": b"a file", "media/x.jpg/index.html": b"in a folder"}
    for content in (turned, FIRST, turned, turned, FIRST):
        publish(root, content)
        assert sites.tree(root / "site") == content


PATHS = strategies.sampled_from(["a", "b", "a/a", "a/b", "b/a", "a/a/a", "c.d"])
CONTENTS = strategies.dictionaries(PATHS, strategies.sampled_from([b"", b"one", b"two"]))


def is_possible(content: Content) -> bool:
    """Whether no path is both a file and a folder."""
    return not any(other.startswith(f"{path}/") for path in content for other in content)


@hypothesis.given(strategies.lists(CONTENTS.filter(is_possible), min_size=2, max_size=6))
@hypothesis.settings(max_examples=60, deadline=None)
def test_after_any_sequence_of_sites_only_the_last_one_remains(contents: list[Content]) -> None:
    root = sites.folder()
    for content in contents:
        publish(root, {"index.html": b"front", **content})
        assert sites.tree(root / "site") == {"index.html": b"front", **content}
        assert all(any(path.iterdir()) for path in (root / "site").rglob("*") if path.is_dir())


def test_a_file_changed_in_the_site_is_restored(root: pathlib.Path) -> None:
    for path in ("index.html", "a/index.html"):
        (root / "site" / path).unlink()
    (root / "site/index.html").write_bytes(b"other")
    for _ in range(2):
        publish(root, FIRST)
        assert sites.tree(root / "site") == FIRST


def test_a_foreign_file_in_the_site_is_removed_for_good_by_the_next_build(root: pathlib.Path) -> None:
    for path in ("mine.html", "a/b/mine.html"):
        (root / "site" / path).write_bytes(b"mine")
    for _ in range(3):
        publish(root, FIRST)
        assert sites.tree(root / "site") == FIRST


def test_a_finished_file_is_linked_and_not_modified(root: pathlib.Path) -> None:
    source = root / "made.jpg"
    source.write_bytes(b"photograph")
    trees = begun(root)
    kept = trees.put_file("media/x.jpg", source, digest_of(b"photograph"))
    trees.publish({"index.html": trees.keep("index.html", digest_of(b"front")), "media/x.jpg": kept})
    publish(root, {"index.html": b"front", "media/x.jpg": b"other"})
    assert source.read_bytes() == b"photograph"
    assert sites.tree(root / "site") == {"index.html": b"front", "media/x.jpg": b"other"}


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x"])
def test_nothing_is_written_outside_the_tree(root: pathlib.Path, path: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        begun(root).put(path, b"")


# The swap


def test_the_site_exists_and_is_complete_at_every_moment(root: pathlib.Path) -> None:
    """A reader who never stops finds the earlier site or the later one, never none and never a mixture.

    A reader so slow that a build began between its two steps may have opened a former folder of the site, and starts
    again.
    """
    seen: set[bytes] = set()
    started: list[bytes] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            builds = len(started)
            folder = os.open(root / "site", os.O_RDONLY)  # fails if the site is missing
            try:
                front = front_of(folder)
            except OSError as error:
                front = repr(error).encode()
            if builds == len(started):
                seen.add(front)
            os.close(folder)

    def watched() -> None:
        try:
            read()
        except OSError as error:
            seen.add(repr(error).encode())

    reader = threading.Thread(target=watched)
    reader.start()
    fronts = {f"{number}".encode() for number in range(40)}
    for front in fronts:
        started.append(front)
        publish(root, {**FIRST, "index.html": front})
    over.set()
    reader.join()
    assert seen <= fronts | {b"front"}


def front_of(folder: int) -> bytes:
    with os.fdopen(os.open("index.html", os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def test_if_folders_cannot_be_swapped_atomically_they_are_moved_one_by_one(
    root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchanged", lambda *_: False)
    for content in ({"index.html": b"one"}, {"index.html": b"two"}, FIRST):
        publish(root, content)
        assert sites.tree(root / "site") == content
    assert sorted(path.name for path in root.iterdir()) == ["kept", "site"]


def test_a_build_that_stops_midway_leaves_the_site_and_the_next_trusts_nothing_of_it(root: pathlib.Path) -> None:
    trees = begun(root)
    trees.put("a/index.html", b"new")
    (trees.next / "left.html").write_bytes(b"left")
    (trees.next / "media/x.jpg").unlink()
    (trees.next / "media/x.jpg").write_bytes(b"half")
    assert sites.tree(root / "site") == FIRST
    publish(root, {**FIRST, "a/index.html": b"new"})
    assert sites.tree(root / "site") == {**FIRST, "a/index.html": b"new"}


# Foreign files


@pytest.mark.parametrize("name", ["luan-van.odt", ".git", "mkdocs.yml"])
def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path: pathlib.Path, name: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "site" / name).write_bytes(b"mine")
    for _ in range(2):
        with pytest.raises(ExemplaryError, match="foreign-files"):
            begun(tmp_path)
        (tmp_path / "site/index.html").write_bytes(b"mine")
        if name == "luan-van.odt":
            return
    assert (tmp_path / "site" / name).read_bytes() == b"mine"


def test_an_empty_folder_is_taken(tmp_path: pathlib.Path) -> None:
    (tmp_path / "site").mkdir()
    assert sites.tree(publish(tmp_path, FIRST) / "site") == FIRST


def test_a_site_without_a_manifest_is_replaced_as_a_whole(tmp_path: pathlib.Path) -> None:
    """As after the cache was deleted, or with a site built on another machine."""
    (tmp_path / "site").mkdir()
    for name in ("index.html", "old.html"):
        (tmp_path / "site" / name).write_bytes(b"old")
    publish(tmp_path, FIRST)
    assert sites.tree(tmp_path / "site") == FIRST
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "site"]


def test_the_staging_tree_of_a_removed_site_is_deleted_by_the_next_build(tmp_path: pathlib.Path) -> None:
    store = Store(tmp_path / "kept", "now")
    store.folder.mkdir()
    for name in ("one", "one", "two", "two"):
        trees = Trees(tmp_path / name, store)
        trees.begin()
        trees.publish({"index.html": trees.put("index.html", name.encode())})
    assert len([*store.folder.glob("twin-*")]) == 2
    sites.shutil.rmtree(tmp_path / "one")
    Trees(tmp_path / "two", store).begin()
    assert len([*store.folder.glob("twin-*")]) == 1
