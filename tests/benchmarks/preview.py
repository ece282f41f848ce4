"""The delay of the preview: from saving a record to the browser showing it, with a real server and browser."""

import contextlib
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence

from tests.benchmarks import peers, results
from tests.benchmarks.entries import Entry, entries
from tests.benchmarks.measure import CommandFailed, descendants
from tests.benchmarks.workload import lay
from tests.browser import FLAGS, executable

SAVES = 10
PATIENCE = 600.0  # seconds for the first page, and for a save to be seen
IDLE = 5.0  # seconds
SEEN = "text => document.body !== null && document.body.innerText.includes(text) && Date.now()"


def measured(count: int) -> str:
    """The section of RESULTS.md: the median and the 95th percentile of ten saves."""
    load = os.getloadavg()[0]
    made = entries(count)
    folder = peers.WORK / f"preview-{count}"
    if folder.exists():
        peers.discard(folder)
    ours = peers.exemplary(folder)
    print(f"Preview of {count:,} records: writing them", flush=True)
    lay(ours.form.files(made), ours.root)
    with _served(ours) as (address, pid):
        entry = made[count // 2]
        page = f"{address}{ours.form.page(entry).removesuffix('index.html')}"
        started = _answered(page)
        print(f"  the first page came after {started:.1f} s", flush=True)
        delays = list(_delays(ours, entry, made, page))
        idle = _idle(pid)
    return _section(count, started, delays, idle, load)


def _section(count: int, started: float, delays: Sequence[float], idle: float, load: float) -> str:
    ordered = sorted(delays)
    figures = {
        "from the command to the first page, s": f"{started:.1f}",
        f"from a save to the browser showing it, median of {len(ordered)}, s": f"{statistics.median(ordered):.2f}",
        "the same, 95th percentile, s": f"{_percentile(ordered, 0.95):.2f}",
        "processor use with nothing to do, of one core": f"{idle:.1%}",
    }
    rows = [f"| {name} | {value} |" for name, value in figures.items()]
    return "\n".join([f"## Preview of {count:,} records\n\n{results.circumstances(load)}\n\n| | |\n|-|-:|", *rows, ""])


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that is at least as large as this share of the values."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextlib.contextmanager
def _served(ours: peers.Peer) -> Iterator[tuple[str, int]]:
    """The URL of `exemplary serve`, with a final slash, and its process, which ends with the block."""
    port = _free_port()
    command = [ours.command[0], "serve", "-f", str(ours.root / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    with (peers.WORK / "serve.log").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        try:
            yield f"http://127.0.0.1:{port}/", process.pid
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Like Ctrl-C in a terminal; kill the process if that has no effect."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _answered(address: str) -> float:
    """Seconds until the server answers with the page."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE):
            return time.monotonic() - begun
        time.sleep(0.05)
    raise CommandFailed(f"The preview did not answer within {PATIENCE:.0f} s; see {peers.WORK / 'serve.log'}")


def _delays(ours: peers.Peer, entry: Entry, made: Sequence[Entry], page: str) -> Iterator[float]:
    """Save the record repeatedly, each time with another sentence; the seconds until the tab shows it.

    The tab checks every frame and reports the time itself, by the clock that this process uses too.
    """
    import playwright.sync_api

    file = ours.form.record(entry, made)
    with playwright.sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        tab = chromium.new_page()
        tab.goto(page)
        for number in range(SAVES):
            time.sleep(1 + number / SAVES)  # out of step with any polling
            sentence = f"Câu đo thứ {number + 1}."
            begun = time.time()
            _save(ours.root / file.path, f"{file.text}\n{sentence}\n")
            seen = tab.wait_for_function(SEEN, arg=sentence, polling="raf", timeout=PATIENCE * 1000).json_value()
            print(f"  save {number + 1} of {SAVES}: {seen / 1000 - begun:.3f} s", flush=True)
            yield seen / 1000 - begun
        chromium.close()


def _save(path: pathlib.Path, text: str) -> None:
    """As editors do: write a temporary file and rename it."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _idle(pid: int) -> float:
    """The share of one core used by the server and its children while idle."""
    time.sleep(1)
    before = _processor(pid)
    time.sleep(IDLE)
    return (_processor(pid) - before) / IDLE


def _processor(pid: int) -> float:
    """Seconds of processor time used by a process and those below it."""
    ticks = 0
    for one in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):
            fields = pathlib.Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
