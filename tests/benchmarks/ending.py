"""How a benchmark run from the command line ends."""

import subprocess
import sys
from collections.abc import Callable

from tests.benchmarks import peers
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.scenarios import WorkNotDone
from tests.browser import BrowserMissing


class PeerMissing(Exception):
    """The program to compare with cannot be installed here; the message says why."""


def ended(name: str, work: Callable[[], None]) -> int:
    """The exit code: 0, or 2 after a sentence that says why the benchmark stopped."""
    if not sys.platform.startswith("linux"):
        print("The benchmark reads processor time and memory as Linux gives them: run it there.", file=sys.stderr)
        return 2
    try:
        work()
    except (BrowserMissing, CommandFailed, PeerMissing, WorkNotDone, subprocess.CalledProcessError) as error:
        print(f"\n{name}: {error}", file=sys.stderr)
        return 2
    finally:
        peers.empty()
    return 0
