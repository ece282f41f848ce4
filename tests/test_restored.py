"""A project that was copied, or cloned with a restored cache, builds itself with what its cache knows."""

import pathlib
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from exemplary.build import session
from exemplary.diagnostics import Report
from exemplary.hosts.choice import ChosenHost
from exemplary.records.parsing import document as documents
from tests import fixed, sites
from tests.test_incremental import rebuilt
from tests.workshop import Workshop


def test_a_copy_builds_itself_and_leaves_the_original_alone() -> None:
    work = Workshop(fixed.folder() / "mau")
    fixed.build(work.root)
    before, original = sites.tree(work.root / "site"), work.root
    work.root = fixed.folder() / "copy"
    shutil.copytree(original, work.root)
    work.change("individuals/mau-cuong", "story", "Kể thêm một đoạn.")
    assert rebuilt(work).made == {"ca-nhan/mau-cuong/index.html", "index.html"}  # the front page shows it too
    assert sites.tree(original / "site") == before


def test_a_clone_with_a_restored_cache_reuses_its_pages() -> None:
    work = Workshop(fixed.folder() / "mau")
    fixed.build(work.root)
    original, work.root = work.root, fixed.folder() / "clone"
    work.root.mkdir()
    for name in (*fixed.SOURCES, ".cache"):
        if (original / name).exists():
            subprocess.run(["cp", "-r", original / name, work.root], check=True)
    made = rebuilt(work).made
    pages = list(pathlib.Path(work.root, "site").rglob("*.html"))
    assert len(made) <= 0.05 * len(pages)


@pytest.mark.parametrize("source", [sites.own_source, sites.demo_source], ids=["own", "demo"])
def test_records_and_registers_are_read_from_the_cache_as_from_their_files(source: Callable[[], pathlib.Path]) -> None:
    project = ChosenHost(source() / "mkdocs.yml").project
    first, again = (session.prepare(project.again(()), Report()) for _ in range(2))
    assert len(first.graph.records) > 30
    assert repr([record.summary for record in again.graph.records.values()]) == repr(
        [record.summary for record in first.graph.records.values()]
    )
    assert repr(again.graph.entries) == repr(first.graph.entries)


def test_a_removed_record_is_gone_from_a_site_with_a_cache(tmp_path: pathlib.Path) -> None:
    """It had an award, so other pages asked for it."""
    root = sites.demo_source()
    first = sites.build(root)
    gone = next(path for path in (root / "exemplars/individuals").glob("*.md") if "awards:" in path.read_text("utf-8"))
    assert first.has(f"ca-nhan/{gone.stem}/")
    gone.unlink()
    after = sites.build(root)
    assert not after.has(f"ca-nhan/{gone.stem}/")
    assert after.files() == sites.build(root, "--fresh").files()


def test_files_may_be_named_in_decomposed_unicode(tmp_path: pathlib.Path) -> None:
    """As archives from some systems have it: the disk keeps that spelling, the site has the composed one."""
    name = unicodedata.normalize("NFD", "giới-thiệu")
    root = sites.lay({f"content/{name}.md": "# Giới thiệu\n", f"content/{name}.txt": "Tệp."})
    built = sites.build(root)
    assert (built.code, "special-file" in built.said) == (0, False), built.said
    (root / "mkdocs.yml").write_text(sites.SETTINGS.replace("- exemplary", "- exemplary: {host: own}"), "utf-8")
    own = sites.build(root)
    assert (own.code, "special-file" in own.said) == (0, False), own.said


def test_a_change_made_while_a_file_is_parsed_shows_in_the_next_build(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Workshop(fixed.folder() / "mau")
    file = next((work.root / "exemplars/individuals").glob("mau-cuong.*"))
    parse, text = documents.parse, file.read_text("utf-8")

    def late(*given: Any, **named: Any) -> Any:
        result = parse(*given, **named)
        if "mau-cuong" in str(given[1]):
            file.write_text(text.replace("Trần Văn Mẫu", "Trần Văn Đổi"), "utf-8")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(documents, "parse", late)
        fixed.build(work.root)
    assert "Trần Văn Đổi" in file.read_text("utf-8")
    fixed.build(work.root)
    assert sites.tree(work.root / "site") == fixed.clean(work.root)[2]


@pytest.mark.parametrize("folder", ["content", "exemplars/individuals", "content/cache", ".", "site"])
def test_the_cache_is_never_among_the_sources_or_in_the_site(folder: str) -> None:
    root = sites.lay({})
    before = sites.tree(root)
    ended = sites.run("exemplary", "build", "--cache", folder, "--lang", "en", root=root)
    assert (ended.returncode, "Choose another folder for `--cache`" in ended.stderr) == (2, True), ended.stderr
    assert sites.tree(root) == before
