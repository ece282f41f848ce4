"""Pagefind: installed, given the same texts, and queried."""

import gzip
import html
import json
import pathlib
import shutil
import subprocess
from collections.abc import Iterator, Sequence

import playwright.sync_api

from exemplary.search.documents import Document
from tests.benchmarks import measure
from tests.benchmarks.ending import PeerMissing
from tests.benchmarks.search import building
from tests.benchmarks.search.building import Cost
from tests.benchmarks.search.corpus import LANGUAGE, WORK
from tests.benchmarks.search.phone import Place
from tests.judges.hosting import Host

NAME = "Pagefind"
HERE = pathlib.Path(__file__).parent
LOCK = "package-lock.json"
OLDEST_NODE = 18
BUNDLE = "/pagefind/"
PLACE = Place(
    name=NAME,
    page="ask.html",
    box="input",
    parts={
        f"{BUNDLE}fragment/": "display",
        f"{BUNDLE}index/": "index",
        f"{BUNDLE}pagefind.js": "script",
        f"{BUNDLE}wasm": "script",
        f"{BUNDLE}": "index",
    },
)
_FIND = """
async (text) => {
    const pagefind = await import("/pagefind/pagefind.js");
    return (await pagefind.search(text)).results.map((one) => one.id);
}
"""


def version() -> str:
    pinned: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["optionalDependencies"]
    return ", ".join(sorted(set(pinned.values())))


def installed() -> pathlib.Path:
    """The program, installed into build/bench-search/ once per state of the lock file."""
    kept = WORK / "installed.json"
    if not (kept.is_file() and kept.read_bytes() == (HERE / LOCK).read_bytes()):
        _install()
        shutil.copy(HERE / LOCK, kept)
    found = next(WORK.glob("node_modules/@pagefind/*/bin/pagefind_extended"), None)
    if found is None:
        raise PeerMissing("npm has installed Pagefind without a program for this machine.")
    return found


def _install() -> None:
    if not (shutil.which("npm") and _node() >= OLDEST_NODE):
        raise PeerMissing(f"Pagefind needs Node {OLDEST_NODE} or newer with npm; OURS=1 leaves it out.")
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", LOCK):
        shutil.copy(HERE / name, WORK)
    if subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WORK, check=False).returncode:
        raise PeerMissing(f"npm could not install what {LOCK} names; why not, it says above.")


def _node() -> int:
    if not shutil.which("node"):
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.strip().removeprefix("v").partition(".")[0] or 0)


# Its site


def lay(documents: Sequence[Document], root: pathlib.Path) -> None:
    """A page per document, with its words and nothing else, and the page for queries."""
    shutil.rmtree(root, ignore_errors=True)
    for one in documents:
        path = root / f"{one.reference}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(one), "utf-8")
    shutil.copy(HERE / "page.html", root / PLACE.page)


def _page(one: Document) -> str:
    title = html.escape(one.titles[0])
    texts = "\n".join(f"<p>{html.escape(text)}</p>" for text in (*one.titles[1:], *one.paragraphs))
    head = f'<!doctype html>\n<html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}\n<body data-pagefind-body>\n<h1>{title}</h1>\n{texts}\n</body></html>\n"


def build(root: pathlib.Path, rounds: int) -> Cost:
    """Clean builds; medians."""
    program = installed()
    return building.median([_built(program, root, number, rounds) for number in range(rounds)])


def _built(program: pathlib.Path, root: pathlib.Path, number: int, rounds: int) -> Cost:
    print(f"  {NAME}: building, round {number + 1} of {rounds}", flush=True)
    bundle = root / BUNDLE.strip("/")
    shutil.rmtree(bundle, ignore_errors=True)
    usage = measure.run([str(program), "--site", str(root)], root, {})
    data = (path for path in bundle.rglob("*") if path.suffix in (".pf_index", ".pf_fragment", ".pf_meta", ".json"))
    files, size = building.held(data)
    return Cost(usage.processor, usage.wall, usage.memory, files, size)


# What it finds


class Finder:
    """All results, without simulating a slow phone."""

    def __init__(self, tab: playwright.sync_api.Page, host: Host) -> None:
        self.tab = tab
        self.by_id = dict(_fragments(host.folder / BUNDLE.strip("/") / "fragment"))
        tab.goto(host.address + PLACE.page)

    def find(self, text: str) -> list[str]:
        return [self.by_id[one] for one in self.tab.evaluate(_FIND, text)]


def _fragments(folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Pairs (Pagefind's name for a page, our reference)."""
    for path in folder.iterdir():
        told = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        yield path.stem, told["url"].strip("/").removesuffix(".html")
