"""A cheap phone on a slow network: when the largest element of a page is painted."""

import pathlib
import statistics
from collections.abc import Iterator

import playwright.sync_api

from tests.browser import FLAGS, executable
from tests.judges import hosting, reading, site, stock
from tests.judges.verdicts import Verdict

NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""Milliseconds, and bytes per second: 400 kbit/s."""
SLOWER = 4
ROUNDS = 3
LIMIT, RATIO = 2.0, 0.75
PAINTS = """
    window.paint = {startTime: 0};
    new PerformanceObserver((seen) => (window.paint = seen.getEntries().at(-1)))
        .observe({type: "largest-contentful-paint", buffered: true});
"""
LARGEST = "[paint.startTime / 1000, `${paint.element?.tagName} ${paint.element?.className ?? ''}`.trim()]"


def judge(ours: pathlib.Path, words: str) -> Iterator[Verdict]:
    """`ours`: the folder of the judged site; `words`: the words of its page, for the page to compare with."""
    with playwright.sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        own, what = _median(browser, ours, site.PERSON)
        other, what_there = _median(browser, stock.built(words), stock.ADDRESS)
        browser.close()
    name = "largest paint, exemplar"
    yield Verdict("slow phone", name, f"{own:.2f} s", f"at most {LIMIT:g}", own <= LIMIT, (f"it is {what}",))
    yield Verdict("slow phone", "the same in stock Material", f"{other:.2f} s", "to compare", True, (what_there,))
    share = own / other
    yield Verdict("slow phone", "ours of stock's", f"{share:.2f}", f"at most {RATIO:g}", share <= RATIO)


def _median(browser: playwright.sync_api.Browser, folder: pathlib.Path, address: str) -> tuple[float, str]:
    """(seconds, the element painted then)"""
    with hosting.Host(folder) as host:
        seen = sorted(_visit(browser, host.address + address) for _ in range(ROUNDS))
    return statistics.median(seconds for seconds, _ in seen), seen[ROUNDS // 2][1]


def _visit(browser: playwright.sync_api.Browser, address: str) -> tuple[float, str]:
    with reading.visit(browser, reading.PHONE, scale=2, script=PAINTS) as tab:
        tab.set_default_timeout(120_000)
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tab.goto(address, wait_until="networkidle")
        seconds, what = tab.evaluate(LARGEST)
    return float(seconds), str(what)
