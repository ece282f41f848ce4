"""Whole sites published onto every kind of folder, and what the command says when it cannot."""

import os
import pathlib
import subprocess

import pytest

from exemplary import messages
from tests import sites
from tests.test_trees import mounted, names

PAGE = "ca-nhan/le-thi-mau/index.html"


def change(root: pathlib.Path, text: str) -> None:
    (root / "content/trang.md").write_text(f"# {text}\n", "utf-8")


def clean(root: pathlib.Path) -> dict[str, bytes]:
    """The site of the same project, built from nothing."""
    other = sites.folder() / "other"
    sites.shutil.copytree(root, other, ignore=lambda _, there: {".cache", "site"} & set(there))
    return sites.build(other).files()


def test_a_linked_site_stays_a_link_at_each_build() -> None:
    root = sites.lay({})
    (root / "site").symlink_to("../www")
    for text in ("Một", "Hai", "Ba"):
        change(root, text)
        assert sites.build(root).code == 0
        assert (root / "site").is_symlink()
        assert sites.tree(root.parent / "www") == clean(root)


@pytest.mark.parametrize("kind", ["tmpfs", "bind"])
def test_a_mounted_site_is_as_one_built_from_nothing(kind: str) -> None:
    root = sites.lay({})
    (root / "site").mkdir()
    (root / "volume").mkdir()
    with mounted(*{"bind": ["--bind", str(root / "volume")], "tmpfs": ["-t", "tmpfs", "tmpfs"]}[kind], f"{root}/site"):
        for text in ("Một", "Hai", "Hai"):
            change(root, text)
            assert sites.build(root).code == 0
            assert sites.build(root).files() == clean(root)


UMASKS = "umask {umask}; exec exemplary build --lang en"


def test_a_site_built_under_any_umask_can_be_served() -> None:
    root = sites.lay({})
    environment = {**os.environ, "PATH": f"{sites.BIN}:{os.environ['PATH']}"}
    for umask in ("077", "022"):
        change(root, umask)
        subprocess.run(["sh", "-c", UMASKS.format(umask=umask)], cwd=root, env=environment, check=True)
        rights = {oct(path.stat().st_mode & 0o777) for path in (root / "site").rglob("*") if path.is_file()}
        assert rights == {"0o644"}
        assert {oct(path.stat().st_mode & 0o777) for path in (root / "site").rglob("*/")} == {"0o755"}


# Files of others


def test_a_site_that_mkdocs_built_is_taken_over_by_force_only() -> None:
    root = sites.lay({})
    (root / "site").mkdir()
    for name in ("index.html", "old.html", ".nojekyll"):
        (root / "site" / name).write_text("mine", "utf-8")
    refused = sites.build(root)
    assert (refused.code, names(root / "site")) == (2, [".nojekyll", "index.html", "old.html"])
    assert "index.html, old.html" in refused.said
    assert "exemplary build --force" in refused.said
    forced = sites.build(root, "--force")
    assert forced.code == 0
    assert f"Files in “{root}/site” that exemplary did not write were removed" in forced.said
    assert "(2): index.html, old.html" in forced.said
    assert forced.files() == {**clean(root), ".nojekyll": b"mine"}
    assert "removed" not in sites.build(root, "--fresh").said


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_under_mkdocs_files_of_others_are_safe_too(host: str) -> None:
    root = sites.lay({})
    (root / "site").mkdir()
    (root / "site/old.html").write_text("mine", "utf-8")
    refused = sites.run(host, "build", root=root, locale="en_US.UTF-8")
    assert (refused.returncode != 0, "Traceback" in refused.stderr) == (True, False)
    assert "exemplary build --force" in refused.stderr
    assert names(root / "site") == ["old.html"]
    sites.build(root, "--force")
    (root / "site/CNAME").write_text("guong.example", "utf-8")
    (root / "site/trang").write_text("mine", "utf-8")
    change(root, "Trang")
    done = sites.run(host, "build", root=root, locale="en_US.UTF-8")
    assert (done.returncode, done.stderr.count("(1): trang")) == (0, 1), done.stderr
    assert (root / "site/CNAME").read_text("utf-8") == "guong.example"
    assert (root / "site/trang/index.html").is_file()


def test_what_gives_way_to_the_site_is_named_once() -> None:
    root = sites.lay({})
    sites.build(root)
    (root / "site/trang").write_text("mine", "utf-8")
    change(root, "Trang")
    assert sites.build(root).said.count("(1): trang") == 1
    assert "trang" not in sites.build(root).said


def test_a_site_without_its_cache_is_ours_and_what_is_no_longer_in_it_disappears() -> None:
    root = sites.lay({"content/cu.md": "# Cũ\n"})
    assert sites.build(root).has("cu/")
    sites.shutil.rmtree(root / ".cache")
    (root / "content/cu.md").unlink()
    (root / "site/CNAME").write_text("guong.example", "utf-8")
    again = sites.build(root)
    assert again.code == 0
    assert again.files() == {**clean(root), "CNAME": b"guong.example"}


@pytest.mark.parametrize("folder", [".", "..", "exemplars", "exemplars/site", ".cache/exemplary"])
@pytest.mark.parametrize("option", [(), ("--force",)], ids=["", "by force"])
def test_the_site_never_replaces_its_sources(folder: str, option: tuple[str, ...]) -> None:
    root = sites.lay({})
    (root / "mkdocs.yml").write_text(f"{sites.SETTINGS}site_dir: {folder}\n", "utf-8")
    before = sites.tree(root / "exemplars")
    assert sites.build(root, *option).code == 2
    assert sites.tree(root / "exemplars") == before
    assert (root / "mkdocs.yml").is_file()


# Failures of the system


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_full_disk_is_a_sentence_and_leaves_the_site(language: str) -> None:
    disk = sites.folder()
    with mounted("-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)):
        root = disk / "tiny"
        sites.shutil.copytree(sites.lay({}), root)
        before = sites.build(root).files()
        change(root, "Mới")
        with (disk / "fill").open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(4096))
        done = sites.run("exemplary", "build", "--lang", language, root=root)
        first = messages.sentence(messages.ExemplaryError("disk-full-at", path="x"), language).partition("x")[2]
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert done.stderr.strip().endswith(first)
        assert f"“{root}/" in done.stderr
        assert sites.tree(root / "site") == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_not_read() -> None:
    root = sites.lay({"content/trang.md": "# Trang\n"})
    pipes = ("exemplars/individuals/ong.md", "exemplars/registers/blocs.yml", "content/ong.md", "content/ong.txt")
    for name in (*pipes, "content/anh.png", "content/stories/ong.md", "overrides/exemplary/missing.html"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / name)
    checked = sites.run("exemplary", "check", root=root)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    for command in (("exemplary", "build"), ("mkdocs", "build")):
        done = sites.run(*command, root=root, locale="en_US.UTF-8")
        assert done.returncode == 0, done.stderr
        for name in ("ong.md", "ong.txt", "anh.png"):
            assert f"content/{name}:1:1: " in done.stdout + done.stderr
        files = sites.tree(root / "site")
        assert "trang/index.html" in files
        assert [path for path in files if {"ong", "ong.txt", "anh.png"} & set(path.split("/"))] == []
