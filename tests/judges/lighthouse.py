"""Lighthouse, simulating a phone: the median of three visits to a page."""

import json
import statistics
from collections.abc import Iterator
from typing import Any

from tests.browser import FLAGS, executable
from tests.judges import programs, site
from tests.judges.verdicts import Verdict, at_least

ASKED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {"front": "", "browse": "guong/", "exemplar": site.PERSON}
ROUNDS = 3
COMMAND = programs.MODULES / "lighthouse" / "cli" / "index.js"


def judge(base: str) -> Iterator[Verdict]:
    """`base`: where the site is served, which must match its `site_url`."""
    for name, address in PAGES.items():
        visits = [_visit(base + address) for _ in range(ROUNDS)]
        for category, least in ASKED.items():
            scores = [round(100 * (one["categories"][category]["score"] or 0)) for one in visits]
            notes = _losses(visits[0], category) if category != "performance" else _metrics(visits)
            yield at_least("Lighthouse", f"{name}, {category}", statistics.median(scores), least, notes)


def _visit(address: str) -> dict[str, Any]:
    answer = programs.call(
        *("node", COMMAND, address, "--quiet", "--output=json"),
        f"--only-categories={','.join(ASKED)}",
        f"--chrome-flags={' '.join(FLAGS)}",
        environment={"CHROME_PATH": executable()},
    )
    if answer.returncode:
        raise RuntimeError(f"Lighthouse stopped at {address}: {answer.stderr[-2000:]}")
    return dict(json.loads(answer.stdout))


def _losses(visit: dict[str, Any], category: str) -> list[str]:
    """Why a category lost points."""
    audits = [(visit["audits"][one["id"]], one["weight"]) for one in visit["categories"][category]["auditRefs"]]
    lost = [audit for audit, weight in audits if weight and audit["score"] is not None and audit["score"] < 1]
    return [f"{audit['id']}: {audit['title']} {audit.get('explanation', '')}".strip() for audit in lost]


def _metrics(visits: list[dict[str, Any]]) -> list[str]:
    names = "first-contentful-paint largest-contentful-paint speed-index total-blocking-time cumulative-layout-shift"
    medians = {name: statistics.median(one["audits"][name]["numericValue"] for one in visits) for name in names.split()}
    return [", ".join(f"{name} {value:.3g}{'' if 'shift' in name else ' ms'}" for name, value in medians.items())]
