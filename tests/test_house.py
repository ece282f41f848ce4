"""The architecture: layers, single-module dependencies, the map in plugins/README.md, and the packaging."""

import pathlib
import re
import subprocess
import sys
import tomllib

import pytest

from tests.browser import FLAGS, find

ROOT = pathlib.Path(__file__).parent.parent
MAP = (ROOT / "plugins" / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_layers_and_single_module_dependencies_hold() -> None:
    command = "import sys, importlinter.cli; sys.exit(importlinter.cli.lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_name_everywhere() -> None:
    project = PROJECT["project"]
    assert project["name"] == "mkdocs-exemplary"
    assert project["scripts"] == {"exemplary": "exemplary.cli:main"}
    plugin = {"exemplary": "exemplary.hosts.mkdocs:ExemplaryPlugin"}
    assert project["entry-points"] == {"mkdocs.plugins": plugin, "properdocs.plugins": plugin}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_hashes_and_no_machine(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    entries = [line for line in text.splitlines() if line[:1].isalnum()]
    assert entries
    assert all("==" in line and line.endswith("\\") for line in entries), "every entry is pinned and hashed"
    assert "://" not in text
    assert "index-url" not in text


def test_lock_holds_every_dependency() -> None:
    locked = {line.partition("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()}
    needed = {requirement.split(">")[0].split(";")[0].strip() for requirement in PROJECT["project"]["dependencies"]}
    assert needed <= locked


def test_served_directory_answers_misses_with_its_own_page(serve, tab, tmp_path: pathlib.Path) -> None:
    (tmp_path / "index.html").write_text("<title>here</title>", "utf-8")
    (tmp_path / "404.html").write_text("<title>lost</title>", "utf-8")
    base = serve(tmp_path)
    tab.goto(base)
    assert tab.title() == "here"
    answer = tab.goto(f"{base}nowhere/")
    assert (answer.status, tab.title()) == (404, "lost")


def test_browser_is_found_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert find() == sys.executable
    assert "--headless" in FLAGS


def test_no_two_modules_have_the_same_name() -> None:
    names = [path.name for path in (ROOT / "plugins" / "exemplary").rglob("*.py") if path.name != "__init__.py"]
    assert len(names) > 100
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


def test_the_map_names_every_module() -> None:
    rooms = {path.name for path in (ROOT / "plugins" / "exemplary").rglob("*.py")}
    unnamed = rooms - {"__init__.py", "__main__.py"} - set(re.findall(r"[\w]+\.py", MAP))
    assert not unnamed


def test_the_map_shows_the_layers_that_are_held() -> None:
    held = [contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers"]
    built = [re.sub(r"[()]", "", layer) for layer in held[0]["layers"]]
    names = [[name for name in layer.split(" | ") if name not in ("__main__", "importers")] for layer in built]
    shown = MAP.split("## The layers")[1].split("```")[1].split("\n")
    assert [" | ".join(layer) for layer in names if layer] == [line for line in shown if line]
