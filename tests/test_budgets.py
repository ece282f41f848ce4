"""The cost of a first visit to an exemplar's page: bytes, scripts and layout shifts. Sizes are limited, never times."""

import re

import playwright.sync_api
import pytest

from tests.judges import hosting, reading, site
from tests.judges.reading import DESK, PHONE

PAGE_BYTES = 120 * 1024
SCRIPT_BYTES = 20 * 1024
SHIFT = 0.02
FONTS_LATE = 1.0
"""Seconds by which fonts load later than the page, so that it is first shown without them."""
FONTS_NEVER = 20.0
TABLET = (844, 390)
WIDTHS = "[...document.querySelectorAll('main :is(h1, .deed, .column, figure)')].map((one) => one.offsetWidth)"
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((seen) => seen.getEntries().forEach((one) => one.hadRecentInput || window.shifts.push({
        value: one.value,
        by: one.sources.map(({node}) => node?.nodeType === 1 ? `${node.nodeName}.${node.className}` : node?.nodeName),
    }))).observe({type: "layout-shift", buffered: true});
"""
ADDRESSES = {"individual": site.PERSON, "front": "", "browse": "guong/"}


@pytest.fixture(scope="module")
def visited(browser: playwright.sync_api.Browser) -> hosting.Host:
    """The host of the site, after a first visit on a phone to the page of a person with a portrait."""
    with hosting.Host(site.judged().site, reading.PREFIX) as host:
        with reading.visit(browser, PHONE, scale=2) as tab:
            tab.goto(host.address + site.PERSON, wait_until="networkidle")
            shown = tab.locator(".portrait img").evaluate("one => one.currentSrc")
            assert int(re.findall(r"-(\d+)\.webp$", shown)[0]) >= 640
        return host


def test_a_first_visit_to_an_exemplar_is_small(visited: hosting.Host) -> None:
    table = "\n".join(f"{size:7} {path}" for path, size in visited.sent.most_common())
    print(f"{visited.weight():7} in all\n{table}")
    assert visited.weight() <= PAGE_BYTES, table


def test_its_scripts_are_small_before_a_search_is_opened(visited: hosting.Host) -> None:
    plain = sum(size for path, size in visited.plain.items() if path.endswith(".js"))
    print(f"scripts: {visited.weight('.js')} bytes sent, {plain} not compressed")
    assert 0 < visited.weight(".js") <= SCRIPT_BYTES
    assert not visited.weight(".json"), "the list of names comes with the first search"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_jumps_when_the_fonts_load_late(
    browser: playwright.sync_api.Browser, name: str, size: tuple[int, int]
) -> None:
    with (
        hosting.Host(site.judged().site, reading.PREFIX, late={".woff2": FONTS_LATE}) as host,
        reading.visit(browser, size, script=SHIFTS) as tab,
    ):
        tab.goto(host.address + ADDRESSES[name], wait_until="networkidle")
        tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        assert tab.evaluate("[...document.fonts].some(({status}) => status === 'loaded')")
        shifts = tab.evaluate("window.shifts")
    print(f"{name}: {sum(one['value'] for one in shifts):.4f}")
    assert sum(one["value"] for one in shifts) <= SHIFT, shifts


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_block_changes_its_width_when_the_fonts_load(browser: playwright.sync_api.Browser, name: str) -> None:
    """A column measured in letters of a font would change its width with the font, and break every line anew."""
    widths = []
    for late in ({".woff2": FONTS_NEVER}, {}):
        with (
            hosting.Host(site.judged().site, reading.PREFIX, late=late) as host,
            reading.visit(browser, TABLET) as tab,
        ):
            tab.goto(host.address + ADDRESSES[name], wait_until="load")
            if not late:
                reading.wait_for_fonts(tab)
            widths.append(tab.evaluate(WIDTHS))
    assert widths[0] == widths[1] and widths[0]
