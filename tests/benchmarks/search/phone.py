"""A slow phone: every query uses a new browser context, so nothing is cached."""

import contextlib
import dataclasses
import os
import pathlib
import time
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import playwright.sync_api

from tests.browser import FLAGS, executable
from tests.judges.hosting import Host

NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
"""Milliseconds, and bytes per second."""
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SLOWER = 4
WINDOW: playwright.sync_api.ViewportSize = {"width": 390, "height": 844}
WATCH = pathlib.Path(__file__).with_name("watch.js").read_text("utf-8")
PATIENCE = 60_000
"""Milliseconds after which a query counts as unanswered."""
SHOWN = 10
"""The number of hits that must be shown for a query to count as answered."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where to search.

    page      the search page, relative to the root of the host
    box       a selector
    parts     the purpose of paths with this prefix: `script`, `index`, `display`, or `page` for files that are also
              loaded without a search and whose bytes count; other paths are ignored
    """

    name: str
    page: str
    box: str
    parts: Mapping[str, str]

    def part(self, path: str) -> str:
        return next((part for start, part in self.parts.items() if path.startswith(start)), "")


@dataclasses.dataclass(frozen=True)
class Request:
    """A request for searching: `start` and `end` in milliseconds, `size` in bytes with headers."""

    path: str
    part: str
    start: float
    end: float
    size: int


@dataclasses.dataclass(frozen=True)
class Asked:
    """One query, made once: `tenth` and `ready` in milliseconds from its start; None if there was no answer.

    requests  all requests for searching until the tenth hit was shown, including those while the page was idle
    waves     sequential round trips since the start of the query
    """

    tenth: float | None
    ready: float | None
    total: int
    requests: Sequence[Request]
    waves: int

    def count(self, *parts: str) -> int:
        return sum(one.part in parts for one in self.requests)

    @property
    def since(self) -> int:
        """The number of requests since the query was entered."""
        return sum(one.start >= 0 for one in self.requests)

    @property
    def size(self) -> int:
        return sum(one.size for one in self.requests)


@contextlib.contextmanager
def browser() -> Iterator[playwright.sync_api.Browser]:
    with playwright.sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield chromium
        chromium.close()
    _reap()


def _reap() -> None:
    """Wait for the browser's own processes: their cost must not be charged to the next build."""
    limit = time.monotonic() + 10
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < limit:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.05)


@contextlib.contextmanager
def visit(chromium: playwright.sync_api.Browser) -> Iterator[playwright.sync_api.Page]:
    """A tab of a new reader."""
    context = chromium.new_context(locale="vi-VN", viewport=WINDOW)
    tab = context.new_page()
    tab.set_default_timeout(2 * PATIENCE)
    tab.add_init_script(WATCH)
    yield tab
    context.close()


def weaken(tab: playwright.sync_api.Page, network: Mapping[str, object], slower: int) -> None:
    session = tab.context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", dict(network))
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})


def typed(chromium: playwright.sync_api.Browser, host: Host, place: Place, text: str) -> Asked:
    """The page is open and idle, the box has the focus, the query is entered by one event."""
    with visit(chromium) as tab:
        host.sent.clear()
        tab.goto(host.address + place.page)
        tab.focus(place.box)
        tab.wait_for_load_state("networkidle")
        weaken(tab, NETWORK, SLOWER)
        tab.evaluate("([box, text]) => put(box, text)", [place.box, text])
        told = tab.evaluate(f"answered({PATIENCE})")
        return _asked(told, told["asked"], host, place)


def linked(chromium: playwright.sync_api.Browser, host: Host, place: Place, text: str) -> Asked:
    """Follow a URL with the query; time starts with the arrival of the page's HTML."""
    with visit(chromium) as tab:
        host.sent.clear()
        weaken(tab, NETWORK, SLOWER)
        tab.goto(f"{host.address}{place.page}?{urllib.parse.urlencode({'q': text})}", wait_until="commit")
        told = tab.evaluate(f"answered({PATIENCE})")
        return _asked(told, told["page"], host, place)


def _asked(told: Mapping[str, Any], begun: float, host: Host, place: Place) -> Asked:
    """The log of `watch.js`, from the start of the query."""
    ready = next((step for step in told["steps"] if step["ready"]), None)
    if ready is None:
        return Asked(None, None, 0, (), 0)
    enough = min(SHOWN, ready["total"])
    tenth = next((step["at"] for step in told["steps"] if step["shown"] >= enough > 0), ready["at"])
    found = {one["path"]: one for one in reversed(told["resources"]) if _counts(one, place, tenth)}
    requests = [
        Request(path, place.part(path), one["start"] - begun, one["end"] - begun, host.sent[path])
        for path, one in found.items()
    ]
    requests.sort(key=lambda one: one.start)
    return Asked(tenth - begun, ready["at"] - begun, ready["total"], requests, waves(requests))


def _counts(resource: Mapping[str, Any], place: Place, tenth: float) -> bool:
    """Count requests until the tenth hit was shown; display files only if completed, since more follow at once."""
    part = place.part(resource["path"])
    return bool(part) and resource["end" if part == "display" else "start"] <= tenth


def waves(requests: Sequence[Request]) -> int:
    """The longest chain of requests that each began after the one before had ended, since the start of the query."""
    rows: list[tuple[float, int]] = []
    for one in requests:
        if one.start >= 0:
            rows.append((one.end, 1 + max((row for end, row in rows if end <= one.start), default=0)))
    return max((row for _, row in rows), default=0)
