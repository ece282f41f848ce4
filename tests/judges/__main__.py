"""`python -m tests.judges`: all judges, one table; exit code 1 if something falls short, 2 if the judges cannot run."""

import datetime
import importlib.metadata
import json
import pathlib
import platform
import sys
import time
from collections.abc import Iterator

import playwright.sync_api

from tests import sites
from tests.browser import FLAGS, BrowserMissing, executable
from tests.judges import hosting, html, lighthouse, programs, scripts, site, slow_phone
from tests.judges.verdicts import Verdict, table

RESULTS = pathlib.Path(__file__).with_name("RESULTS.md")


def judged() -> Iterator[Verdict]:
    with hosting.Host(pathlib.Path()) as host:  # the site must know its address before it is built
        built = sites.build(site.source(host.address))
        host.folder = built.site
        yield from html.judge({"demonstration": built.site, "this repository's site": sites.own().site})
        yield from scripts.judge()
        yield from slow_phone.judge(built.site, built.page(site.PERSON).words)
        yield from lighthouse.judge(host.address)


def told(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """Print each verdict as soon as it is available."""
    for one in verdicts:
        print(f"{one.judge}: {one.subject}: {one.found} ({one.asked})", flush=True)
        yield one


def versions() -> str:
    packages = json.loads((programs.HERE / "package.json").read_text("utf-8"))["devDependencies"]
    known = {
        **packages,
        "Node": programs.version("node"),
        "Java": programs.version("java"),
        "Chromium": browser_version(),
        "Material": importlib.metadata.version("mkdocs-material"),
        "Python": platform.python_version(),
    }
    return ", ".join(f"{name} {number}" for name, number in known.items())


def browser_version() -> str:
    """As the browser reports it."""
    with playwright.sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        found = browser.version
        browser.close()
    return found


def main() -> int:
    begun = time.monotonic()
    try:
        programs.install()
        executable()
    except (programs.ProgramMissing, BrowserMissing) as missing:
        print(missing, file=sys.stderr)
        return 2
    verdicts = list(told(judged()))
    result = table(verdicts)
    today = datetime.datetime.now(datetime.UTC).date()
    RESULTS.write_text(f"# What the judges said last\n\n{today}; {versions()}.\n\n{result}\n", "utf-8")
    print(f"\n{result}\n\n{time.monotonic() - begun:.0f} s")
    return 0 if all(one.holds for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
