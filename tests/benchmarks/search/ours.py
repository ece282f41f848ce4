"""This search: where to query it, what it finds, and what one more letter costs."""

import re
import urllib.parse
from collections.abc import Sequence

import playwright.sync_api

from exemplary.search.documents import capacity, numbered
from tests.benchmarks.scenarios import WorkNotDone
from tests.benchmarks.search import phone
from tests.benchmarks.search.corpus import LANGUAGE
from tests.benchmarks.search.phone import Place
from tests.judges.hosting import Host

NAME = "exemplary"
INDEX = f"/assets/exemplary/search/{LANGUAGE}/"
SCRIPTS = "/assets/exemplary/js/search"
READER = "/assets/exemplary/js/reader"
"""The script of every page, even without a search: it contains the search box and the reader's tools."""
PLACE = Place(
    name=NAME,
    page="tim-kiem/",
    box="[data-search-form] input",
    parts={
        SCRIPTS: "script",
        READER: "page",
        f"{INDEX}d-": "display",
        INDEX: "index",
    },
)

_OPEN = """
async ([engine, index]) => {
    window.engine = await import(engine);
    window.index = await window.engine.openIndex(index);
}
"""
_FIND = """
async (text) => {
    const answer = await window.engine.search(window.index, text), ranked = [...answer.ranked];
    const shown = await window.engine.display(window.index, ranked.slice(0, 10));
    const first = window.engine.reordered(shown, answer).map((one) => ranked[shown.indexOf(one)]);
    return { ranked: [...first, ...ranked.slice(10)], first: shown.slice(0, 1).map((one) => one.ref), at: ranked[0] };
}
"""
# Twice: the first time files come over the network and are cached; the second time only the script's own time counts.
_KEY = """
async ([engine, index, before, text]) => {
    const { openIndex, search } = await import(engine);
    const kept = new Map();
    const ask = async (fetcher) => {
        const opened = await openIndex(index, fetcher);
        await search(opened, before);
        const begun = performance.now();
        await search(opened, text);
        return performance.now() - begun;
    };
    await ask(async (...asking) => {
        const answer = await fetch(...asking);
        kept.set(asking[0], await answer.clone().arrayBuffer());
        return answer;
    });
    return ask(async (address) => new Response(kept.get(address)));
}
"""


class Finder:
    """All results, without simulating a slow phone: queries the engine itself, in one page."""

    def __init__(self, tab: playwright.sync_api.Page, host: Host, references: Sequence[str]) -> None:
        self.tab = tab
        self.by_number = {number: one for one, number in numbered(references, capacity(len(references))).items()}
        self.addresses = _addresses(host)
        tab.goto(host.address + PLACE.page)
        tab.evaluate(_OPEN, self.addresses)

    def find(self, text: str) -> list[str]:
        told = self.tab.evaluate(_FIND, text)
        found = [self.by_number.get(number, "") for number in told["ranked"]]
        if told["first"] and self.by_number.get(told["at"]) != told["first"][0]:
            raise WorkNotDone(f"documents are numbered in another way than documents.numbered: {told['first']}")
        return found

    def key(self, text: str) -> float:
        """Milliseconds of script from the last letter of a query to its ranking, on a slow processor."""
        taken: float = self.tab.evaluate(_KEY, [*self.addresses, text[:-1], text])
        return taken

    def slow_down(self) -> None:
        phone.weaken(self.tab, phone.FREE, phone.SLOWER)


def _addresses(host: Host) -> list[str]:
    """The URLs of the engine and the index, from the search page."""
    page = (host.folder / PLACE.page / "index.html").read_text("utf-8")
    found = [re.search(rf'data-{name}="([^"]+)"', page) for name in ("engine", "index")]
    return [urllib.parse.urljoin(host.address + PLACE.page, one[1]) for one in found if one]
