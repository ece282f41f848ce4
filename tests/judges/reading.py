"""A reader's first visit: a tab without cached data, and what it observed."""

import contextlib
import dataclasses
import pathlib
import urllib.parse
from collections.abc import Iterator, Mapping

import playwright.sync_api
import yaml

LAYOUTS: Mapping[str, str] = yaml.safe_load(
    pathlib.Path(__file__).parents[1].joinpath("cases", "layouts.yml").read_text("utf-8")
)
"""A URL for each layout, by name."""
PREFIX = "/guong/"
"""The path in the judged site's own address: a site need not be at the root of its host."""
NARROW, PHONE, DESK = (320, 640), (390, 844), (1280, 900)


@dataclasses.dataclass
class Noticed:
    """What a tab observed: URLs on other hosts, console errors, responses with status 400 and above."""

    strangers: list[str] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)

    def watch(self, tab: playwright.sync_api.Page, base: str) -> None:
        home = urllib.parse.urlsplit(base).netloc
        tab.on("request", lambda asked: self._asked(asked.url, home))
        tab.on("response", lambda answer: self.errors.append(answer.url) if answer.status >= 400 else None)
        tab.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))

    def taken(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(strangers, errors) since the last call."""
        taken = tuple(self.strangers), tuple(self.errors)
        self.strangers.clear()
        self.errors.clear()
        return taken

    def _asked(self, address: str, home: str) -> None:
        parts = urllib.parse.urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc != home:
            self.strangers.append(address)


@contextlib.contextmanager
def visit(
    browser: playwright.sync_api.Browser, size: tuple[int, int], *, scale: int = 1, script: str = ""
) -> Iterator[playwright.sync_api.Page]:
    """A tab of a new reader: `size` in CSS pixels, `scale` device pixels per CSS pixel; `script` runs before pages."""
    context = browser.new_context(
        locale="vi-VN", viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale
    )
    tab = context.new_page()
    tab.set_default_timeout(15_000)
    if script:
        tab.add_init_script(script)
    yield tab
    context.close()


def open_layout(tab: playwright.sync_api.Page, base: str, address: str) -> None:
    """Go to a layout and wait until it is complete, including search results."""
    tab.goto(base + address)
    if "?q=" in address:
        tab.locator("[data-search-results] a").first.wait_for()


def wait_for_fonts(tab: playwright.sync_api.Page) -> None:
    """Wait until the page uses its own fonts: on a first visit they load after `load`, and lines break elsewhere."""
    tab.wait_for_selector("html.fonts")
    tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
