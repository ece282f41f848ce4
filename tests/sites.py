"""Whole sites: the project's own, the demonstration, and tiny ones written for a test.

Sites that several tests read (`demo` and `own`) are built once and never changed.
"""

import atexit
import contextlib
import dataclasses
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

import click.testing

from exemplary import cli, starters, usage
from tests import markup, projects

ROOT = pathlib.Path(__file__).parents[1]
OWN_URL = "https://guongsang.example/"
DEMO_URL = "https://example.org/guong/"
TINY_URL = "https://guong.example/"
SETTINGS = f"""\
site_name: Gương sáng
site_url: {TINY_URL}
docs_dir: content
theme: {{name: material}}
plugins:
  - exemplary
"""
MOMENT = "1795320000"  # 22/11/2026, for SOURCE_DATE_EPOCH
BIN = pathlib.Path(sys.executable).parent


@dataclasses.dataclass(frozen=True)
class Built:
    """A built site: `root` contains mkdocs.yml, `code` and `said` are the command's exit code and output."""

    root: pathlib.Path
    code: int = 0
    said: str = ""

    @property
    def site(self) -> pathlib.Path:
        return self.root / "site"

    def page(self, address: str) -> markup.Markup:
        """The page that a host serves at an address relative to the site's root."""
        return markup.read(markup.file_of(self.site, address).read_text("utf-8"))

    def has(self, address: str) -> bool:
        return markup.file_of(self.site, address).is_file()

    def files(self) -> dict[str, bytes]:
        return tree(self.site)

    def mentions(self, text: str) -> list[str]:
        """The files of the site with a text in their content or name."""
        return [name for name, content in self.files().items() if text in name or text.encode() in content]


def tree(folder: pathlib.Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# Building


def build(root: pathlib.Path, *options: str, moment: str = MOMENT) -> Built:
    """`exemplary build`, in this process."""
    asked = ["build", "-f", str(root / "mkdocs.yml"), "--lang", "en", *options]
    result = click.testing.CliRunner().invoke(cli.main, asked, env={"SOURCE_DATE_EPOCH": moment})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code != usage.FAULTY, result.output
    return Built(root, result.exit_code, result.output)


def run(*command: str, root: pathlib.Path, locale: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run a command of the virtual environment in the project's folder, at the moment that all tests share."""
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=root,
        env={**_environment(), "LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def killed_once(root: pathlib.Path, *, written: str) -> None:
    """Start `exemplary build` and kill it as soon as its unfinished tree contains a new file that matches `written`."""
    command = [sys.executable, "-m", "exemplary", "build", "-f", str(root / "mkdocs.yml")]
    process = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun, limit = time.time(), time.monotonic() + 60
    while process.poll() is None and time.monotonic() < limit:
        if any(_touched(path) >= begun for path in root.glob(f".cache/exemplary/staging-*/{written}")):
            break
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.002)
    process.kill()
    process.wait()


def _touched(path: pathlib.Path) -> float:
    """When a file was last written or linked; 0 if it no longer exists."""
    with contextlib.suppress(FileNotFoundError):  # a build may move it meanwhile
        return path.lstat().st_ctime
    return 0


def _environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}


# Sites built once


def folder() -> pathlib.Path:
    """A new folder, deleted when the tests end."""
    made = pathlib.Path(tempfile.mkdtemp(prefix="exemplary-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def demo_source() -> pathlib.Path:
    """The demonstration's files, not built."""
    root = folder() / "demo"
    starters.copy("demo", root)
    return root


@functools.cache
def demo() -> Built:
    return build(demo_source())


def own_source() -> pathlib.Path:
    """The project's own records and pages, not built."""
    root = folder() / "own"
    for name in ("content", "exemplars"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@functools.cache
def own() -> Built:
    return build(own_source())


def lay(files: Mapping[str, str | bytes]) -> pathlib.Path:
    """A tiny project: a base without findings, with `files` on top; an empty text removes a file."""
    root = folder() / "tiny"
    texts = {name: text for name, text in files.items() if isinstance(text, str)}
    projects.lay(root, {"mkdocs.yml": SETTINGS, **texts})
    for name, content in files.items():
        if isinstance(content, bytes):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
    return root


def tiny(files: Mapping[str, str | bytes], *options: str) -> Built:
    return build(lay(files), *options)
