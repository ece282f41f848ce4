"""If nothing has changed, a build does nothing: no file is touched, and only what reads the settings is imported."""

import dataclasses
import json
import pathlib

import pytest

from tests import projects, sites

HEAVY = ("mkdocs", "material", "jinja2", "pydantic", "yaml", "PIL", "nh3", "pyromark", "numpy")
READS_SETTINGS = {"yaml"}
"""What MkDocs, which reads the settings, and the plugin that it loads import in every build."""
COMMAND = """\
import json, runpy, sys
sys.argv[:] = ["exemplary", "build", "--lang", "en", *sys.argv[1:]]
try:
    runpy.run_module("exemplary", run_name="__main__")
except SystemExit as end:
    print(json.dumps({"code": end.code, "imported": sorted({name.partition(".")[0] for name in sys.modules})}))
"""
PERSON = "---\nname: Người Hai\nsummary: Việc.\nsources: [{title: A}]\n---\nChuyện.\n"


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A built project whose files were last touched a while ago."""
    root = sites.lay({"content/trang.md": "# Trang\n", "exemplars/individuals/xau.md": PERSON.replace("name", "nam")})
    rested(root)
    assert sites.build(root).code == 1
    return root


def rested(root: pathlib.Path) -> None:
    """Wait until file times can distinguish a later change."""
    sites.time.sleep(0.06)


def imported(root: pathlib.Path, *options: str) -> tuple[int, set[str]]:
    """The exit code of a build, and the heavy packages that it imported."""
    ended = sites.run("python", "-c", COMMAND, *options, root=root)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    return found["code"], set(HEAVY) & set(found["imported"])


def states(root: pathlib.Path) -> dict[str, tuple[int, int]]:
    found = {path.as_posix(): path.stat() for path in (root / "site", *(root / "site").rglob("*"))}
    return {path: (stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in found.items()}


def test_a_build_of_what_has_not_changed_touches_nothing_and_imports_hardly_anything(root: pathlib.Path) -> None:
    before = states(root)
    code, heavy = imported(root)
    assert (code, heavy - READS_SETTINGS) == (1, set())
    assert states(root) == before


def test_a_linked_template_or_setting_counts_as_changed_when_its_target_changes(root: pathlib.Path) -> None:
    outside = sites.folder()
    (outside / "circle").symlink_to(outside)
    (outside / "page.html").write_text("one")
    (root / "overrides").mkdir()
    (root / "overrides/linked").symlink_to(outside)
    settings = (root / "mkdocs.yml").rename(sites.folder() / "mkdocs.yml")
    (root / "mkdocs.yml").symlink_to(settings)
    site = dataclasses.replace(projects.project(root), host_files=("mkdocs.yml",))
    before = dict(site.files)
    changed = {"overrides/linked/page.html", "mkdocs.yml"}
    for path in map(root.joinpath, changed):
        path.write_text(f"{path.read_text()}\n")
    after = site.again(changed).files
    assert {path for path in after if after[path] != before.get(path)} == changed
    assert after == dataclasses.replace(site).files


def test_the_findings_of_the_last_build_are_repeated(root: pathlib.Path) -> None:
    first = sites.build(root, "--fresh")
    again = sites.build(root)
    assert (again.code, again.said) == (first.code, first.said)
    assert "exemplars/individuals/xau.md" in again.said


def test_a_changed_record_leaves_the_other_pages_as_they_are(root: pathlib.Path) -> None:
    site = root / "site"
    others = (site / "gioi-thieu/index.html", site / "trang/index.html", site / "ca-nhan/le-thi-mau/index.html")
    before = {path: path.stat().st_mtime_ns for path in others if path.exists()}
    assert len(before) == 2
    rested(root)
    (root / "exemplars/individuals/hai.md").write_text(PERSON, "utf-8")
    assert imported(root)[0] == 1
    assert (site / "ca-nhan/hai/index.html").is_file()
    assert before[site / "trang/index.html"] == (site / "trang/index.html").stat().st_mtime_ns


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "mkdocs.yml").write_text(sites.SETTINGS.replace("Gương sáng", "Gương mới"), "utf-8"),
        lambda root: (root / "content/trang.md").write_text("# Khác\n", "utf-8"),
        lambda root: (root / "content/moi.txt").write_text("mới", "utf-8"),
        lambda root: (root / "exemplars/individuals/le-thi-mau.md").unlink(),
        lambda root: (root / "exemplars/individuals/hai.md").write_text(PERSON, "utf-8"),
        lambda root: (root / "exemplars/registers/fields.yml").write_text("- {id: y-te, label: {vi: Y tế}}\n", "utf-8"),
        lambda root: sites.shutil.rmtree(root / "site"),
    ],
    ids=["settings", "ordinary page", "ordinary file", "record gone", "new record", "register", "site gone"],
)
def test_a_change_of_anything_is_seen(root: pathlib.Path, change) -> None:
    change(root)
    after = sites.build(root)
    clean = sites.build(copied(root))
    assert (after.code, after.files()) == (clean.code, clean.files())


def test_a_change_of_the_same_size_at_the_same_moment_is_seen(root: pathlib.Path) -> None:
    page = root / "content/trang.md"
    for title in ("Một", "Hai", "Năm"):
        page.write_text(f"# {title}\n", "utf-8")
        assert sites.build(root).page("trang/").one("h1").text.startswith(title)


def copied(root: pathlib.Path) -> pathlib.Path:
    """The project's own files, without those that builds have made."""
    other = sites.folder() / "copy"
    sites.shutil.copytree(root, other, ignore=lambda _, names: {".cache", "site"} & set(names))
    return other


def test_an_embargo_that_ends_is_seen() -> None:
    root = sites.lay({"exemplars/individuals/hen.md": PERSON.replace("---\nC", "publish_at: 2026-11-22T10:00\n---\nC")})
    rested(root)
    for moment, there in (("1795316399", False), ("1795316399", False), ("1795316400", True), ("1795316399", False)):
        assert sites.build(root, moment=moment).has("ca-nhan/hen/") == there


def test_strict_mode_applies_even_if_nothing_has_changed(root: pathlib.Path) -> None:
    before = states(root)
    assert imported(root, "--strict")[0] == 1
    assert states(root) == before
    assert sites.build(root, "--strict").said == sites.build(root, "--fresh", "--strict").said
    assert sites.build(root).code == 1


# Damage to the cache


def kept(root: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in (root / ".cache/exemplary").glob("*.*") if path.is_file())


@pytest.mark.parametrize("damage", [lambda content: content[:-1] + b"\0", lambda _: b""], ids=["changed", "empty"])
def test_damage_to_the_cache_never_changes_the_site(root: pathlib.Path, damage) -> None:
    before, hai = sites.tree(root / "site"), root / "exemplars/individuals/hai.md"
    assert [path.name for path in kept(root)] == ["cache.sqlite"]
    for path in filter(pathlib.Path.exists, kept(root)):  # manifests disappear with their trees
        path.write_bytes(damage(path.read_bytes()))
        hai.write_text(PERSON, "utf-8")
        assert sites.build(root).has("ca-nhan/hai/"), path.name
        hai.unlink()
        assert sites.build(root).files() == before, path.name


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_mkdocs_clears_a_damaged_cache_too(root: pathlib.Path, host: str) -> None:
    for path in kept(root):
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    ended = sites.run(host, "build", root=root)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
