"""Every layout on the narrowest phone, at normal and largest text size: no overflow, errors or external requests."""

import dataclasses
from collections.abc import Mapping

import playwright.sync_api
import pytest

from tests.judges import hosting, reading, site
from tests.judges.reading import LAYOUTS, NARROW

LARGEST = 1.5
"""The largest text scale of the reader's tools (reader.js)."""
TO_THE_END = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
    }
    await Promise.all([...document.images].map((one) => one.decode().catch(() => undefined)));
}"""
WIDTH = """() => {
    const own = (one) => one.closest(".table-scroll, .sections, .filters, .timeline, .hidden-visually, .skip");
    const wide = [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !own(one))
        .map((one) => `${one.tagName}.${one.getAttribute("class") ?? ""}`);
    const width = document.documentElement.scrollWidth;
    return width > innerWidth ? `${width} px: ${wide.slice(0, 3).join(" ")}` : "";
}"""
"""The width of the page and, if it is wider than the screen, the elements that cause it."""


@dataclasses.dataclass(frozen=True)
class Met:
    """Observations on a page: by text scale, what made it too wide; external URLs; errors."""

    wide: Mapping[float, str]
    strangers: tuple[str, ...]
    errors: tuple[str, ...]


@pytest.fixture(scope="module")
def met(browser: playwright.sync_api.Browser) -> Mapping[str, Met]:
    """Each layout, visited once from top to bottom."""
    noticed = reading.Noticed()
    with (
        hosting.Host(site.judged().site, reading.PREFIX) as host,
        reading.visit(browser, NARROW) as tab,
    ):
        noticed.watch(tab, host.address)
        return {name: one(tab, noticed, host.address, address) for name, address in LAYOUTS.items()}


def one(tab: playwright.sync_api.Page, noticed: reading.Noticed, base: str, address: str) -> Met:
    reading.open_layout(tab, base, address)
    wide = {}
    for scale in (1, LARGEST):
        tab.evaluate("scale => document.documentElement.style.setProperty('--reader-scale', scale)", str(scale))
        wide[scale] = tab.evaluate(WIDTH)
    tab.evaluate(TO_THE_END)
    return Met(wide, *noticed.taken())


@pytest.mark.parametrize("scale", [1, LARGEST])
def test_no_layout_is_wider_than_the_narrowest_phone(met: Mapping[str, Met], scale: float) -> None:
    assert {name: page.wide[scale] for name, page in met.items() if page.wide[scale]} == {}


def test_no_layout_makes_external_requests(met: Mapping[str, Met]) -> None:
    assert {name: page.strangers for name, page in met.items() if page.strangers} == {}


def test_no_layout_logs_an_error(met: Mapping[str, Met]) -> None:
    assert {name: page.errors for name, page in met.items() if page.errors} == {}


def test_the_judged_site_has_every_layout() -> None:
    built = site.judged()
    assert built.code == 0, built.said
    assert {name for name, address in LAYOUTS.items() if not built.has(address.partition("?")[0])} == set()
