"""Measure one command from outside, including every process that it starts, directly or not. Linux only.

Processor time is what the kernel charged to the processes, read when each is reaped. A process whose parent did not
wait
for it is handed to us (PR_SET_CHILD_SUBREAPER), so that its time is not lost. Memory is the largest observed sum of the
proportional set sizes (PSS: a page shared by n processes counts 1/n for each); samples are 20 ms apart, or twenty times
the duration of the last sample, so that sampling takes at most 5% of one core.
"""

import contextlib
import ctypes
import dataclasses
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence

LOOK_EVERY = 0.02  # seconds
LOOKING_SHARE = 20
STRAGGLERS = 60.0  # seconds for which processes may outlive the command
_PR_SET_CHILD_SUBREAPER = 36


class CommandFailed(Exception):
    """A measured command failed; the message says how."""


@dataclasses.dataclass(frozen=True)
class Usage:
    """processor and wall in seconds, memory in bytes; wall ends with the command, processor with its last process."""

    processor: float
    wall: float
    memory: int


def run(command: Sequence[str], folder: pathlib.Path, environment: Mapping[str, str]) -> Usage:
    """Run a command to its end; show its output only if it fails."""
    _adopt_orphans()
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=said, start_new_session=True
        )
        try:
            with _Memory() as memory:
                usage = _reap(process)
                wall = time.monotonic() - started
            stragglers = list(_reap_stragglers())
        except BaseException:
            _kill(process)
            raise
        if process.returncode:
            said.seek(0)
            raise CommandFailed(f"{' '.join(command)}: exit code {process.returncode}\n{_tail(said.read())}")
    return Usage(sum(map(_processor, [usage, *stragglers])), wall, memory.peak)


def _reap(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _reap_stragglers() -> Iterator[resource.struct_rusage]:
    limit = time.monotonic() + STRAGGLERS
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < limit:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
            if pid:
                yield usage
            else:
                time.sleep(LOOK_EVERY)
        raise CommandFailed(f"Processes that the command left behind still run after {STRAGGLERS:.0f} s.")


def _processor(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the session that we started for the command; its id is the process id."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _adopt_orphans() -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _tail(said: bytes) -> str:
    return "\n".join(said.decode(errors="replace").splitlines()[-20:])


class _Memory:
    """Samples all processes below this one in a thread, while the block runs."""

    def __init__(self) -> None:
        self.peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            begun = time.thread_time()
            self.peak = max(self.peak, sum(map(_proportional, descendants(os.getpid()))))
            pause = max(LOOK_EVERY, LOOKING_SHARE * (time.thread_time() - begun))


def descendants(pid: int) -> Iterator[int]:
    """The processes below a process: the children of all its threads, recursively."""
    for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, children.read_text().split()):
                yield child
                yield from descendants(child)


def _proportional(pid: int) -> int:
    """A process's PSS in bytes; 0 if it has just ended."""
    with contextlib.suppress(OSError):
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
