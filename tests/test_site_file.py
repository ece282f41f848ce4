"""mkdocs.yml as every host reads it, and what makes ordinary pages depend on more than the files of the project."""

import json
import pathlib
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from exemplary.hosts import configuration, purity, site_file
from exemplary.hosts.choice import ChosenHost
from exemplary.hosts.site_file import PythonValue, RelativePath, SiteFile
from tests import sites


def read(text: str, files: Mapping[str, str] | None = None) -> SiteFile:
    root = sites.folder()
    for name, content in {"mkdocs.yml": text, **(files or {})}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return site_file.read(root / "mkdocs.yml")


def value(text: str) -> Any:
    return read(f"value: {text}").values["value"]


# Values


def test_what_is_python_is_named_and_not_imported() -> None:
    assert value("!!python/name:khong_co.ham") == PythonValue("name:khong_co.ham")
    applied = value("!!python/object/apply:khong_co.ham {kwds: {case: lower}}")
    assert applied == PythonValue("object/apply:khong_co.ham", {"kwds": {"case": "lower"}})
    assert value("[!relative $docs_dir, !relative ]") == [RelativePath("$docs_dir"), RelativePath("")]
    assert "khong_co" not in sys.modules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!ENV EXEMPLARY_A", "chữ"),
        ("!ENV EXEMPLARY_B", True),
        ("!ENV [EXEMPLARY_C, EXEMPLARY_A, khác]", "chữ"),
        ("!ENV [EXEMPLARY_C, 5]", 5),
        ("!ENV EXEMPLARY_C", None),
    ],
)
def test_a_value_may_come_from_the_environment(text: str, expected: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXEMPLARY_A", "chữ")
    monkeypatch.setenv("EXEMPLARY_B", "true")
    monkeypatch.delenv("EXEMPLARY_C", raising=False)
    assert value(text) == expected
    assert read(f"value: {text}").reads_environment


def test_a_file_has_the_values_of_those_it_inherits_from_below_its_own() -> None:
    file = read(
        "INHERIT: cài đặt chung/gốc.yml\nextra: {b: 2}\nnav: [b.md]\n",
        {
            "cài đặt chung/gốc.yml": "INHERIT: ../ông.yml\nextra: {a: 1, b: 1}\nnav: [a.md]\n",
            "ông.yml": "site_name: Ông\nextra: {c: !ENV [KHONG_CO, 3]}\n",
        },
    )
    assert file.values == {"site_name": "Ông", "extra": {"a": 1, "b": 2, "c": 3}, "nav": ["b.md"]}
    assert [path.name for path in file.parents] == ["gốc.yml", "ông.yml"]
    assert file.reads_environment


def test_plugins_and_extensions_are_a_list_or_a_group() -> None:
    assert read("plugins: [a, b: {c: 1}, d: ]").named("plugins") == {"a": {}, "b": {"c": 1}, "d": {}}
    assert read("plugins: {a: , b: {c: 1}}").named("plugins") == {"a": {}, "b": {"c": 1}}


# The project


def test_the_project_is_where_the_file_is_named_even_if_it_is_a_link() -> None:
    root, elsewhere = sites.lay({}), sites.folder()
    (root / "mkdocs.yml").rename(elsewhere / "mkdocs.yml")
    (root / "mkdocs.yml").symlink_to(elsewhere / "mkdocs.yml")
    site = sites.build(root)
    assert (site.code, site.has("ca-nhan/le-thi-mau/")) == (0, True)
    assert [path.name for path in elsewhere.iterdir()] == ["mkdocs.yml"]


def test_settings_files_hooks_and_what_is_watched_are_inputs() -> None:
    root = sites.lay(
        {
            "mkdocs.yml": f"INHERIT: chung/goc.yml\n{sites.SETTINGS}hooks: [h.py]\nwatch: [bang]\n".replace(
                "{name: material}", "{name: material, custom_dir: rieng}"
            ),
            "chung/goc.yml": "site_author: Ai\n",
        }
    )
    project = configuration.project(configuration.read(root / "mkdocs.yml"))
    assert list(project.host_files) == ["bang", "chung/goc.yml", "h.py", "mkdocs.yml", "rieng"]


# What a host may read


@pytest.mark.parametrize(
    ("more", "is_pure"),
    [
        ("", True),
        ("markdown_extensions: [toc, markdown.extensions.tables, pymdownx.tilde]\n", True),
        ("markdown_extensions: [toc: {slugify: !!python/name:pymdownx.slugs.slugify }]\n", True),
        ("markdown_extensions: [toc: {slugify: !!python/name:cua_toi.slugify }]\n", False),
        ("markdown_extensions: [pymdownx.snippets]\n", False),
        ("markdown_extensions: [pymdownx.b64]\n", False),
        ("markdown_extensions: [cua_toi]\n", False),
        ("hooks: [h.py]\n", False),
        ("hooks: [h.py]\nwatch: [bang.yml]\n", True),
        ("  - search\n", True),
        ("  - macros\n", False),
        ("  - macros\nwatch: [bang.yml]\n", True),
    ],
)
def test_a_host_is_pure_if_all_it_runs_is_or_says_what_it_reads(more: str, is_pure: bool) -> None:
    assert purity.is_pure(read(sites.SETTINGS + more)) == is_pure


def test_hooks_depend_on_the_environment() -> None:
    root = sites.lay({"mkdocs.yml": f"{sites.SETTINGS}hooks: [h.py]\nwatch: [h.py]\n", "h.py": "A = 1"})
    assert "PATH" in ChosenHost(root / "mkdocs.yml").project.environment
    assert ChosenHost(sites.lay({}) / "mkdocs.yml").project.environment == ""


SOURCE = """\
---
tags: [a]
---
# Trang

[TOC]

!!! note "Lưu ý"
    Chữ.[^1] ==đánh dấu== ~~gạch~~ H~2~O :smile: ++ctrl+c++ #1 (c) 1/2

=== "Thẻ"
    Chữ *[ABC]: Viết tắt

``` python
print(1)
```

- [x] việc

| a | b |
|---|---|
| c | d |

[[wiki]] {.lop}

[^1]: Chú thích.
"""
WATCHED = """\
import json, os, pathlib, sys
root, home = pathlib.Path(sys.argv[1]), pathlib.Path(sys.prefix).resolve()
opened = set()
def note(event, given):
    if event == "open" and isinstance(given[0], str) and os.path.isfile(given[0]):
        opened.add(os.path.realpath(given[0]))
    if event in ("socket.connect", "subprocess.Popen"):
        opened.add(f"{event} {given[0]}")
from exemplary.cli import main
sys.addaudithook(note)
sys.argv[1:] = ["build", "-f", str(root / "mkdocs.yml")]
try:
    main()
finally:
    print(json.dumps(sorted(opened)))
"""


def test_what_is_called_pure_opens_no_other_file() -> None:
    """A build with every pure plugin and extension opens files of the project and of installed packages only."""
    plugins = "".join(f"  - {name}\n" for name in sorted(purity.PURE_PLUGINS - {"exemplary"}) if "/" not in name)
    extensions = "".join(f"  - {name}\n" for name in sorted(purity.PURE_EXTENSIONS - {"extra", "pymdownx.extra"}))
    root = sites.lay(
        {
            "mkdocs.yml": f"{sites.SETTINGS}{plugins}markdown_extensions:\n{extensions}",
            "content/a.md": SOURCE,
        }
    )
    ended = sites.run("python", "-c", WATCHED, str(root), root=root)
    assert ended.returncode == 0, ended.stderr
    opened = json.loads(ended.stdout.splitlines()[-1])
    installed = {pathlib.Path(path).resolve() for path in (*sys.path, sys.prefix, sys.base_prefix) if path}
    foreign = [path for path in opened if not any(pathlib.Path(path).is_relative_to(known) for known in installed)]
    sources = ("content/", ".cache/", "site/", "exemplars/", "overrides/", "mkdocs.yml")
    below = (str(root.resolve()) + "/", "/tmp/exemplary-", "/dev/", "/proc/", "/etc/", "/usr/share/")
    assert [path for path in foreign if not path.startswith(below)] == []
    inside = [path.removeprefix(below[0]) for path in foreign if path.startswith(below[0])]
    assert [path for path in inside if not path.startswith(sources)] == []
