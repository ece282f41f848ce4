"""The site and its staging tree: unchanged files are not touched, shared ones not written into; the swap is atomic."""

import contextlib
import errno
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.cache.file_state import content_digest
from exemplary.cache.last_build import BuildCache
from exemplary.cache.store import Damaged, Store
from exemplary.diagnostics import ExemplaryError
from exemplary.publishing import exchange, listing
from exemplary.publishing.tree_manifest import Manifest
from exemplary.publishing.trees import Trees
from tests import sites

Content = Mapping[str, bytes]
Stuck = Callable[[bool], None]
FIRST: Content = {"index.html": b"front", "a/index.html": b"A", "a/b/index.html": b"B", "media/x.jpg": b"X"}


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project whose site was published twice, so that it has a staging tree."""
    publish(tmp_path, FIRST)
    return publish(tmp_path, FIRST)


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Stuck:
    """Makes it impossible to swap folders from now on, as at a mount point."""

    def set_to(is_stuck: bool) -> None:
        if is_stuck:
            monkeypatch.setattr(exchange, "exchange", refusing)

    return set_to


def refusing(*_: object, **__: object) -> None:
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def store(root: pathlib.Path) -> Store:
    (root / "kept").mkdir(parents=True, exist_ok=True)
    return Store(root / "kept", "now")


class StoredTrees(Trees):
    """Trees whose manifests are stored, as a build does it."""

    def __init__(self, site: pathlib.Path, store: Store, *, force: bool = False) -> None:
        self.cache = BuildCache(store)
        super().__init__(site, store.folder, self.cache.manifests(), force=force)

    def published(self, manifest: Manifest) -> tuple[str, ...]:
        publication = self.publish(manifest)
        self.cache.publish(publication.manifests, self)
        self.cache.store.commit()
        self.cache.store.close()
        return publication.removed


def begun(root: pathlib.Path) -> StoredTrees:
    trees = StoredTrees(root / "site", store(root))
    trees.begin()
    return trees


def publish(root: pathlib.Path, content: Content) -> pathlib.Path:
    trees = begun(root)
    trees.published({path: trees.put(path, held) for path, held in content.items()})
    return root


def published(root: pathlib.Path) -> dict[str, bytes]:
    """The files of the site, without the list of them, which is checked."""
    files = sites.tree(root / "site")
    listed = json.loads(files.pop(listing.NAME))["files"]
    assert set(listed) - {listing.NAME} <= set(files)
    return files


def states(root: pathlib.Path) -> dict[str, tuple[int, int]]:
    """When each file of the site was last written, and its inode."""
    files = {path: path.stat() for path in (root / "site").rglob("*") if path.is_file() and path.name != listing.NAME}
    return {
        path.relative_to(root / "site").as_posix(): (state.st_mtime_ns, state.st_ino) for path, state in files.items()
    }


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
    assert names(root / "site") == [listing.NAME, "index.html", "media"]
    publish(root, {"index.html": b"front"})
    assert names(root / "site") == [listing.NAME, "index.html"]


def names(folder: pathlib.Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_may_become_a_folder_and_a_folder_a_file(root: pathlib.Path) -> None:
    turned = {"index.html": b"front", "a": b"a file", "media/x.jpg/index.html": b"in a folder"}
    for content in (turned, FIRST, turned, turned, FIRST):
        publish(root, content)
        assert published(root) == content


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
        assert published(root) == {"index.html": b"front", **content}
        assert all(any(path.iterdir()) for path in (root / "site").rglob("*") if path.is_dir())


def test_a_file_changed_in_the_site_is_restored(root: pathlib.Path) -> None:
    for path in ("index.html", "a/index.html"):
        (root / "site" / path).unlink()
    (root / "site/index.html").write_bytes(b"other")
    for _ in range(2):
        publish(root, FIRST)
        assert published(root) == FIRST


def test_a_finished_file_is_linked_and_not_modified(root: pathlib.Path) -> None:
    source = root / "made.jpg"
    source.write_bytes(b"photograph")
    trees = begun(root)
    kept = trees.put_file("media/x.jpg", source, content_digest(b"photograph"))
    trees.published({"index.html": trees.keep("index.html", content_digest(b"front")), "media/x.jpg": kept})
    publish(root, {"index.html": b"front", "media/x.jpg": b"other"})
    assert source.read_bytes() == b"photograph"
    assert published(root) == {"index.html": b"front", "media/x.jpg": b"other"}


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
    monkeypatch.setattr(sys, "platform", "other")
    put_by_others(root)
    for content in ({"index.html": b"one"}, {"index.html": b"two"}, FIRST):
        publish(root, content)
        assert published(root) == {**content, **OTHERS}
    assert names(root) == ["kept", "site"]


def test_a_build_that_stops_midway_leaves_the_site_and_the_next_trusts_nothing_of_it(root: pathlib.Path) -> None:
    trees = begun(root)
    trees.put("a/index.html", b"new")
    (trees.staging / "left.html").write_bytes(b"left")
    (trees.staging / "media/x.jpg").unlink()
    (trees.staging / "media/x.jpg").write_bytes(b"half")
    assert published(root) == FIRST
    publish(root, {**FIRST, "a/index.html": b"new"})
    assert published(root) == {**FIRST, "a/index.html": b"new"}


# Files of others


@pytest.mark.parametrize("name", ["luan-van.odt", "mkdocs.yml", "index.html"])
def test_a_folder_with_files_of_others_and_no_site_of_ours_is_refused(tmp_path: pathlib.Path, name: str) -> None:
    mine = tmp_path / "site" / name
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    for _ in range(2):
        with pytest.raises(ExemplaryError, match=rf"foreign-files .*files={name}"):
            publish(tmp_path, FIRST)
        assert mine.read_bytes() == b"mine"


def test_an_empty_folder_is_taken_and_so_is_one_with_hidden_files_only(tmp_path: pathlib.Path) -> None:
    (tmp_path / "site/.git").mkdir(parents=True)
    (tmp_path / "site/.git/HEAD").write_bytes(b"ref")
    (tmp_path / "site/lost+found").mkdir()
    assert published(publish(tmp_path, FIRST)) == {**FIRST, ".git/HEAD": b"ref"}
    assert (tmp_path / "site/lost+found").is_dir()


OTHERS: Content = {"CNAME": b"guong.example", ".well-known/acme": b"token", "a/b/mine.pdf": b"mine", "b/c/d": b"deep"}


def put_by_others(root: pathlib.Path, content: Content = OTHERS) -> None:
    for path, text in content.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_bytes(text)


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_files_of_others_in_our_site_stay_where_they_are(root: pathlib.Path, swaps: bool, stuck: Stuck) -> None:
    stuck(not swaps)
    put_by_others(root)
    (root / "site/link").symlink_to("CNAME")
    (root / "site/empty/folder").mkdir(parents=True)
    for content in (FIRST, {**FIRST, "a/index.html": b"new"}, {"index.html": b"front"}, FIRST):
        publish(root, content)
        assert published(root) == {**content, **OTHERS, "link": b"guong.example"}
        assert (root / "site/link").is_symlink()
        assert (root / "site/empty/folder").is_dir()
    (root / "site/CNAME").unlink()
    publish(root, FIRST)
    assert "CNAME" not in published(publish(root, FIRST))


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_a_file_of_others_gives_way_only_if_the_site_needs_its_place(
    root: pathlib.Path, swaps: bool, stuck: Stuck
) -> None:
    stuck(not swaps)
    put_by_others(root, {"robots.txt": b"mine", "tin": b"mine", "so/lieu/1.csv": b"mine", "other": b"mine"})
    needs = {**FIRST, "robots.txt": b"ours", "tin/index.html": b"ours", "so/lieu": b"ours"}
    trees = begun(root)
    removed = trees.published({path: trees.put(path, text) for path, text in needs.items()})
    assert removed == ("robots.txt", "so/lieu/1.csv", "tin")
    assert published(root) == {**needs, "other": b"mine"}


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_our_site_is_recognised_without_the_cache_and_only_our_files_disappear(
    root: pathlib.Path, swaps: bool, stuck: Stuck
) -> None:
    """As in a fresh checkout with a restored site: the list in the site says which files are ours."""
    put_by_others(root)
    sites.shutil.rmtree(root / "kept")
    for path in (root / "site").rglob("*"):
        os.utime(path, (0, 0))
    stuck(not swaps)
    content = {"index.html": b"front", "new.html": b"new"}
    assert published(publish(root, content)) == {**content, **OTHERS}


def test_our_site_is_recognised_without_its_list_and_only_our_files_disappear(root: pathlib.Path) -> None:
    put_by_others(root)
    (root / "site" / listing.NAME).unlink()
    assert published(publish(root, {"index.html": b"new"})) == {"index.html": b"new", **OTHERS}


@pytest.mark.parametrize("text", [b"{", b"[]", b"{}", b'{"about": "", "files": ["index.html"]}', b"null"])
def test_a_list_that_is_not_ours_makes_a_folder_none_of_ours(tmp_path: pathlib.Path, text: bytes) -> None:
    put_by_others(tmp_path, {listing.NAME: text})
    with pytest.raises(ExemplaryError, match="foreign-files"):
        publish(tmp_path, FIRST)


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_a_list_that_names_files_outside_the_site_removes_none_of_them(
    root: pathlib.Path, swaps: bool, stuck: Stuck
) -> None:
    stuck(not swaps)
    (root / "mine.txt").write_bytes(b"mine")
    (root / "folder").mkdir()
    (root / "folder/mine.txt").write_bytes(b"mine")
    (root / "site/out").symlink_to(root / "folder")
    sites.shutil.rmtree(root / "kept")
    text = json.loads((root / "site" / listing.NAME).read_bytes())
    text["files"] += ["../mine.txt", str(root / "mine.txt"), "out/mine.txt", "a/../../mine.txt"]
    (root / "site" / listing.NAME).write_text(json.dumps(text))
    publish(root, FIRST)
    assert (root / "mine.txt").read_bytes() == (root / "folder/mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_by_force_a_folder_is_taken_over_and_what_was_removed_is_named(
    tmp_path: pathlib.Path, swaps: bool, stuck: Stuck
) -> None:
    stuck(not swaps)
    put_by_others(tmp_path, {".well-known/acme": b"token", "CNAME": b"", "b/c/d": b"", "index.html": b"", "a": b""})
    trees = StoredTrees(tmp_path / "site", store(tmp_path), force=True)
    trees.begin()
    removed = trees.published({path: trees.put(path, text) for path, text in FIRST.items()})
    assert removed == ("CNAME", "a", "b/c/d", "index.html")
    assert published(tmp_path) == {**FIRST, ".well-known/acme": b"token"}
    put_by_others(tmp_path, {"CNAME": b"guong.example"})
    assert published(publish(tmp_path, FIRST))["CNAME"] == b"guong.example"


# Links, mounts and other disks


@pytest.mark.parametrize("there", [True, False], ids=["to a folder", "to nothing yet"])
def test_a_linked_site_fills_the_folder_that_the_link_leads_to(tmp_path: pathlib.Path, there: bool) -> None:
    (tmp_path / "site").symlink_to("www")
    if there:
        (tmp_path / "www").mkdir()
    for content in (FIRST, {"index.html": b"new"}, FIRST, FIRST):
        publish(tmp_path, content)
        assert (tmp_path / "site").is_symlink()
        assert published(tmp_path) == content
        assert sites.tree(tmp_path / "www").keys() == content.keys() | {listing.NAME}


@pytest.fixture
def other_disk() -> Iterator[pathlib.Path]:
    """A folder on a disk other than that of temporary files."""
    memory = pathlib.Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == pathlib.Path(tempfile.gettempdir()).stat().st_dev:
        pytest.skip("there is no second disk at /dev/shm")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield pathlib.Path(folder)


def test_a_site_on_another_disk_is_published_there(tmp_path: pathlib.Path, other_disk: pathlib.Path) -> None:
    (tmp_path / "site").symlink_to(other_disk / "www")
    for content in (FIRST, {"index.html": b"new"}, FIRST, FIRST):
        publish(tmp_path, content)
        assert published(tmp_path) == content


def test_a_site_on_another_disk_may_stand_in_a_folder_that_cannot_be_written(
    tmp_path: pathlib.Path, other_disk: pathlib.Path, stuck: Stuck
) -> None:
    """Files are copied to that disk, and each is put into place in one step."""
    (other_disk / "www").mkdir()
    (tmp_path / "site").symlink_to(other_disk / "www")
    stuck(True)
    other = StoredTrees(tmp_path / "site", store(tmp_path))
    other.staging = tmp_path / "kept/staging"
    other.begin()
    other.published({path: other.put(path, text) for path, text in FIRST.items()})
    assert published(tmp_path) == FIRST


@pytest.mark.parametrize("kind", ["tmpfs", "bind", "inside"])
def test_a_mounted_site_is_brought_up_to_date_in_place(tmp_path: pathlib.Path, kind: str) -> None:
    for name in ("site", "volume", "site/media"):
        (tmp_path / name).mkdir()
    place = tmp_path / ("site/media" if kind == "inside" else "site")
    mount = ["--bind", str(tmp_path / "volume")] if kind == "bind" else ["-t", "tmpfs", "tmpfs"]
    with mounted(*mount, str(place)):
        before = place.stat().st_ino
        for content in (FIRST, {"index.html": b"new"}, FIRST):
            publish(tmp_path, content)
            assert published(tmp_path) == content
            put_by_others(tmp_path, {"CNAME": b"x"})
            publish(tmp_path, content)
            assert published(tmp_path) == {**content, "CNAME": b"x"}
            (tmp_path / "site/CNAME").unlink()
        assert place.stat().st_ino == before


@contextlib.contextmanager
def mounted(*arguments: str) -> Iterator[None]:
    if os.geteuid() or subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow mounts")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", arguments[-1]], check=True)


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@hypothesis.given(contents=strategies.lists(CONTENTS.filter(is_possible), min_size=2, max_size=6))
@hypothesis.settings(max_examples=40, deadline=None)
def test_in_place_too_only_the_last_of_a_sequence_of_sites_remains(links: bool, contents: list[Content]) -> None:
    root = sites.folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exchange, "exchange", refusing)
        if not links:
            patch.setattr(os, "link", refusing)
        (root / "site").mkdir()
        inode = (root / "site").stat().st_ino
        for content in contents:
            publish(root, {"index.html": b"front", **content})
            assert published(root) == {"index.html": b"front", **content}
            assert all(any(path.iterdir()) for path in (root / "site").rglob("*") if path.is_dir())
        assert (root / "site").stat().st_ino == inode


def test_in_place_unchanged_files_are_not_touched(root: pathlib.Path, stuck: Stuck) -> None:
    stuck(True)
    before = states(publish(root, FIRST))
    after = states(publish(root, {**FIRST, "a/index.html": b"new"}))
    assert {path for path in before if before[path] != after[path]} == {"a/index.html"}


def test_in_place_a_disk_that_fills_up_leaves_the_site_as_it_was(
    root: pathlib.Path, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck(True)
    trees = begun(root)
    content = {**FIRST, "a/index.html": b"new", "a/b/index.html": b"new"}
    manifest = {path: trees.put(path, text) for path, text in content.items()}
    copied = sites.shutil.copyfileobj

    def fill(source: BinaryIO, target: BinaryIO, length: int = 0) -> None:
        if source.name.endswith("a/index.html"):
            raise OSError(errno.ENOSPC, "No space left on device")
        copied(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(sites.shutil, "copyfileobj", fill)
        with pytest.raises(OSError, match=r"No space left on device: .*exemplary-new"):
            trees.published(manifest)
    assert published(root) == FIRST
    assert published(publish(root, content)) == content


@pytest.mark.parametrize("count", range(1, 12))
def test_in_place_a_killed_build_leaves_whole_files_and_the_next_one_completes_the_site(
    root: pathlib.Path, stuck: Stuck, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck(True)
    put_by_others(root)
    content = {"index.html": b"new", "a/index.html": b"new", "media/y.jpg": b"Y", "media/x.jpg/index.html": b"new"}
    replaced, calls = os.replace, itertools.count(1)

    def stop(source: str, target: str) -> None:
        if next(calls) == count:
            raise KeyboardInterrupt
        replaced(source, target)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(os, "replace", stop)
        publish(root, content)
    for path, text in sites.tree(root / "site").items():
        assert path == listing.NAME or text in {FIRST.get(path), content.get(path), OTHERS.get(path)}
    sites.shutil.rmtree(root / "kept")
    assert published(publish(root, content)) == {**content, **OTHERS}


def test_where_the_disk_has_no_links_files_are_copied_and_keep_their_times(
    root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refusing)
    put_by_others(root)
    before = {path: time for path, (time, _) in states(root).items()}
    for _ in range(3):
        publish(root, {**FIRST, "a/index.html": b"new"})
        after = {path: time for path, (time, _) in states(root).items()}
        assert {path for path in before if before[path] != after[path]} == {"a/index.html"}
    assert published(root) == {**FIRST, **OTHERS, "a/index.html": b"new"}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_swap_that_was_killed_between_its_steps_is_completed_or_undone(
    root: pathlib.Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system has no swap in one step, the site may be missing until the next build."""
    staging = begun(root).staging
    former = staging.with_name(f"{staging.name}-former")
    (root / "site").rename(former)
    if step > 1:
        staging.rename(root / "site")
    if step > 2:
        sites.shutil.copytree(former, staging)
    for content in (FIRST, {"index.html": b"new"}):
        publish(root, content)
        assert published(root) == content
    assert not former.exists()


# Access rights


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "in place"])
def test_files_and_folders_can_be_read_by_a_web_server_under_any_umask(
    tmp_path: pathlib.Path, swaps: bool, stuck: Stuck
) -> None:
    stuck(not swaps)
    (tmp_path / "made").write_bytes(b"made")
    (tmp_path / "made").chmod(0o600)
    for umask, text in ((0o077, b"one"), (0o022, b"two"), (0o000, b"three"), (0o077, b"three")):
        before = os.umask(umask)
        try:
            trees = StoredTrees(tmp_path / "public/site", store(tmp_path))
            trees.begin()
            manifest = {path: trees.put(path, content) for path, content in {**FIRST, "a/index.html": text}.items()}
            trees.published(
                {**manifest, "b/made": trees.put_file("b/made", tmp_path / "made", content_digest(b"made"))}
            )
        finally:
            os.umask(before)
        for path in (tmp_path / "public", *(tmp_path / "public").rglob("*")):
            assert oct(path.stat().st_mode & 0o777) == ("0o755" if path.is_dir() else "0o644"), path


# The staging tree


def test_a_link_in_the_place_of_the_staging_tree_is_not_followed(root: pathlib.Path) -> None:
    staging = begun(root).staging
    sites.shutil.rmtree(staging)
    (root / "foreign").mkdir()
    (root / "foreign/mine.txt").write_bytes(b"mine")
    staging.symlink_to(root / "foreign")
    assert published(publish(root, FIRST)) == FIRST
    assert sites.tree(root / "foreign") == {"mine.txt": b"mine"}


def test_the_staging_tree_of_a_removed_site_is_deleted_by_the_next_build(tmp_path: pathlib.Path) -> None:
    store = Store(tmp_path / "kept", "now")
    store.folder.mkdir()
    for name in ("one", "one", "two", "two"):
        trees = StoredTrees(tmp_path / name, store)
        trees.begin()
        trees.published({"index.html": trees.put("index.html", name.encode())})
    assert len([*store.folder.glob("staging-*")]) == 2
    sites.shutil.rmtree(tmp_path / "one")
    trees = StoredTrees(tmp_path / "two", store)
    trees.begin()
    trees.published({"index.html": trees.put("index.html", b"two")})
    assert len([*store.folder.glob("staging-*")]) == 1


def test_what_the_cache_says_of_staging_trees_removes_nothing_outside_the_cache(tmp_path: pathlib.Path) -> None:
    """A cache that came from elsewhere names a folder of somebody else, whose site does not exist."""
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/mine.txt").write_bytes(b"mine")
    publish(tmp_path, FIRST)
    cache = BuildCache(store(tmp_path))
    for name in (str(tmp_path / "foreign"), "../foreign"):
        cache.stagings.put(name, str(tmp_path / "no-site"))
    cache.store.commit()
    cache.store.close()
    publish(tmp_path, {**FIRST, "a/index.html": b"new"})
    assert sites.tree(tmp_path / "foreign") == {"mine.txt": b"mine"}


def test_a_copy_of_a_project_leaves_the_staging_tree_of_the_original_alone(root: pathlib.Path) -> None:
    copy = root.with_name("copy")
    sites.shutil.copytree(root, copy)
    sites.shutil.rmtree(root / "site")
    before = sites.tree(root / "kept")
    publish(copy, {**FIRST, "a/index.html": b"new"})
    assert sites.tree(root / "kept") == before


def test_a_path_in_the_cache_that_leads_out_of_the_site_is_damage(root: pathlib.Path) -> None:
    (root / "mine.txt").write_bytes(b"mine")
    cache = BuildCache(store(root))
    for tree, files in cache.manifests().items():
        cache.manifest_table.put(tree, {**files, "../mine.txt": next(iter(files.values()))})
    with pytest.raises(Damaged):
        cache.manifests()
    assert (root / "mine.txt").read_bytes() == b"mine"
