"""The browser for the tests: found on this machine, otherwise installed.

Run as `python -m tests.browser` before the tests: prints the browser's path, or one sentence and exit code 1.
"""

import functools
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ADVICE = "No browser for the tests: install Chromium, or set CHROMIUM to the path of one, and run again."


class BrowserMissing(Exception):
    """There is no browser, and none could be installed."""


@functools.cache
def executable() -> str:
    """The path of a Chromium; installs one if there is none."""
    for install in (lambda: None, install_with_playwright, install_with_apt):
        install()
        if path := find():
            return path
    raise BrowserMissing(ADVICE)


def find() -> str | None:
    return next((path for path in candidates() if path and os.access(path, os.X_OK)), None)


def candidates() -> Iterator[str | None]:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield shutil.which(chosen)
    yield from map(shutil.which, NAMES)
    yield playwright_executable()


def playwright_executable() -> str:
    """Where Playwright keeps its own browser, installed or not.

    Runs in another process, since a test may already be inside Playwright's loop.
    """
    question = "import playwright.sync_api as p\nwith p.sync_playwright() as play: print(play.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def install_with_playwright() -> None:
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def install_with_apt() -> None:
    if not (shutil.which("apt-get") and is_root()):
        return
    if run(["apt-get", "update"]):
        run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])


def is_root() -> bool:
    user: Callable[[], int] | None = getattr(os, "geteuid", None)
    return user is not None and user() == 0


def run(command: list[str]) -> bool:
    """Whether the command succeeded; its output goes to stderr."""
    print("$", " ".join(command), file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, stdout=sys.stderr, env=environment, timeout=300, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    try:
        print(f"browser: {pathlib.Path(executable())}")
    except BrowserMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
