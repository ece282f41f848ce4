"""axe on every layout, in light and dark, on phone and desktop; and the order of the Tab key."""

from collections.abc import Callable, Iterator
from typing import Any

import playwright.sync_api
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.judges import hosting, reading, site
from tests.judges.reading import DESK, LAYOUTS, PHONE

AXE = Axe().axe_script
EVERYTHING = {"resultTypes": ["violations", "incomplete"], "rules": {"target-size": {"enabled": True}}}
"""All rules enabled by default, including best practice, and the size of targets."""
COLOURS = {"resultTypes": ["violations", "incomplete"], "runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules that a change of colours alone can affect."""
CONTRAST = """targets => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const known = new Map();
    const read = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    };
    const channels = (colour) => known.get(colour) ?? known.set(colour, read(colour)).get(colour);
    const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
    const light = (colour) => {
        const [r, g, b] = colour.slice(0, 3).map((c) => c / 255)
            .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (one) => {
        const own = one ? channels(getComputedStyle(one).backgroundColor) : [255, 255, 255, 1];
        return own[3] === 1 ? own : over(own, ground(one.parentElement));
    };
    const faded = (one) => one ? Number(getComputedStyle(one).opacity) * faded(one.parentElement) : 1;
    const ratio = (one) => {
        const style = getComputedStyle(one), under = ground(one);
        const [r, g, b, alpha] = channels(one instanceof SVGElement ? style.fill : style.color);
        const ink = [r, g, b, alpha * faded(one)];
        const [dark, bright] = [light(over(ink, under)), light(under)].sort((a, b) => a - b);
        const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
        const large = size >= 24 || (bold && size >= 18.66) || one instanceof SVGElement;
        return [(bright + 0.05) / (dark + 0.05), large ? 3 : 4.5];
    };
    return targets.map((target) => [target, ...ratio(document.querySelector(target))])
        .filter(([, has, needs]) => has < needs)
        .map(([target, has, needs]) => `${target} has contrast ${has.toFixed(2)} and needs ${needs}`);
}"""
"""If axe cannot tell what is behind a text: its contrast to the backgrounds of the elements that contain it."""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)
    .map((one, at) => (one.dataset.stop = at))"""
"""Numbers the elements that the Tab key must reach, in page order."""
NOW = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        stop: one.dataset.stop ?? null,
        words: `${one.tagName} ${one.textContent.trim().slice(0, 30)}`,
        ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    };
}"""
Page = playwright.sync_api.Page


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with hosting.Host(site.judged().site, reading.PREFIX) as host:
        yield host.address


def faults(tab: Page, options: dict[str, Any]) -> Iterator[str]:
    """The findings of axe (rule, element, reason), and texts with too little contrast where axe leaves it open."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = tab.evaluate("options => axe.run(options)", options)
    for rule in found["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {' '.join(map(str, node['target']))} {node['html'][:120]}: {node['failureSummary']}"
    unsure = [one["nodes"] for one in found["incomplete"] if one["id"] == "color-contrast"]
    yield from tab.evaluate(CONTRAST, [node["target"][0] for nodes in unsure for node in nodes])


def in_both_schemes(tab: Page, name: str) -> Iterator[str]:
    for scheme, options in (("light", EVERYTHING), ("dark", COLOURS)):
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        yield from (f"{name}, {scheme}: {fault}" for fault in faults(tab, options))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_layout(
    browser: playwright.sync_api.Browser, base: str, size: tuple[int, int]
) -> None:
    found = []
    with reading.visit(browser, size) as tab:
        for name, address in LAYOUTS.items():
            reading.open_layout(tab, base, address)
            found += in_both_schemes(tab, name)
    assert not found, "\n".join(found)


def suggest(tab: Page) -> None:
    tab.locator("#tim-nhanh").fill("mau")
    tab.locator("#tim-nhanh-list [role=option]").first.wait_for()
    tab.locator("#tim-nhanh").press("ArrowDown")


def end_of_menu(tab: Page) -> None:
    tab.locator(".masthead .sections").evaluate("menu => menu.scrollTo(menu.scrollWidth, 0)")


def open_drawer(tab: Page) -> None:
    tab.locator(".drawer-open").press("Enter")
    tab.locator(".md-nav--primary a", has_text="Trang thứ hai").wait_for()


def enlarge(tab: Page) -> None:
    for _ in range(3):
        tab.locator("[data-tool=larger]").click()


@pytest.mark.parametrize(
    ("size", "layout", "do"),
    [
        (DESK, "front", suggest),
        (DESK, "ordinary page", suggest),
        (PHONE, "individual", end_of_menu),
        (PHONE, "ordinary page", open_drawer),
        (PHONE, "individual", enlarge),
    ],
)
def test_axe_finds_nothing_in_what_a_reader_opens(
    browser: playwright.sync_api.Browser, base: str, size: tuple[int, int], layout: str, do: Callable[[Page], None]
) -> None:
    with reading.visit(browser, size) as tab:
        tab.goto(base + LAYOUTS[layout])
        do(tab)
        found = list(in_both_schemes(tab, layout))
    assert not found, "\n".join(found)


# The keyboard


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("layout", ["front", "individual", "browse", "search with results", "ordinary page"])
def test_the_tab_key_reaches_everything_in_order_and_is_seen(
    browser: playwright.sync_api.Browser, base: str, layout: str, size: tuple[int, int]
) -> None:
    with reading.visit(browser, size) as tab:
        reading.open_layout(tab, base, LAYOUTS[layout])
        tab.wait_for_load_state("networkidle")
        stops = tab.evaluate(STOPS)
        assert len(stops) > 8
        met = []
        for _ in stops:
            tab.keyboard.press("Tab")
            met.append(tab.evaluate(NOW))
        tab.keyboard.press("Tab")
        after = tab.evaluate(NOW)
    assert [int(one["stop"] or -1) for one in met] == stops, met
    assert after["stop"] in (None, "0"), "the way leads out of the page, or begins again"
    assert [one["words"] for one in met if not (one["ringed"] and one["inside"])] == []


def test_the_first_stop_leads_past_the_header(browser: playwright.sync_api.Browser, base: str) -> None:
    for layout in ("front", "individual", "browse", "search", "ordinary page", "English front"):
        with reading.visit(browser, DESK) as tab:
            tab.goto(base + LAYOUTS[layout])
            tab.keyboard.press("Tab")
            skip = tab.evaluate("document.activeElement.getAttribute('href')")
            assert skip and skip.startswith("#"), layout
            tab.keyboard.press("Enter")
            assert tab.evaluate("!!document.querySelector(':target')?.closest('main')"), layout
            tab.keyboard.press("Tab")
            assert tab.evaluate("!!document.activeElement.closest('main, .colophon')"), layout
