"""Work divided among processes, if there is enough of it and the system can fork."""

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from exemplary.diagnostics import ExemplaryError

Item = TypeVar("Item")
Result = TypeVar("Result")

LEAST = 400
"""Fewer items than this are not worth a process of their own."""
AT_ONCE = 20_000
"""Restart workers after this many items: reference counts defeat copy-on-write."""


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Turn off garbage collection: a build makes millions of objects and few cycles, so collection is wasted time."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def shared(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], least: int = LEAST) -> list[Result]:
    """`work(items)` divided among all processors: one result per item, in order."""
    found = [result for _, result in shares(work, items, least)]
    return [found[number % len(found)][number // len(found)] for number in range(len(items))]


def shares(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], least: int = LEAST
) -> list[tuple[Sequence[Item], Result]]:
    """Divide the items among all processors; return (every n-th item, `work` of these) for each process.

    `work` sees the state of this process when it was called; its changes are lost, except for its result.
    """
    processes = count(len(items), least)
    if processes < 2:
        return [(items, work(items))]
    parts = [items[number::processes] for number in range(processes)]
    gc.freeze()
    others = [_Other(work, part) for part in parts[1:]]
    try:
        return list(zip(parts, [work(parts[0]), *(other.result() for other in others)], strict=True))
    finally:
        for other in others:
            other.end()


def rounds(items: Sequence[Item], at_once: int = 0) -> Iterator[Sequence[Item]]:
    """Divide the items into groups small enough for memory: `at_once` items, or AT_ONCE."""
    size = at_once or AT_ONCE
    for low in range(0, len(items), size):
        yield items[low : low + size]


def count(items: int, least: int = LEAST) -> int:
    """How many processes share this many items."""
    return min(processors(), items // least) if _can_fork() else 1


def processors() -> int:
    asked = os.environ.get("EXEMPLARY_JOBS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """A process with threads cannot: the child would lack a thread that holds a lock."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


class Beside(Generic[Result]):
    """Work done by another process in the background; if the system cannot fork, done when the result is needed.

    A context: at its end the other process has ended too, whatever happened.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self.work = work
        self.other = _Other[None, Result](lambda _: work(), []) if _can_fork() and processors() > 1 else None

    def result(self) -> Result:
        return self.other.result() if self.other else self.work()

    def __enter__(self) -> "Beside[Result]":
        return self

    def __exit__(self, *failure: object) -> None:
        if self.other:
            self.other.end()


class _Other(Generic[Item, Result]):
    """A share of the work in another process."""

    def __init__(self, work: Callable[[Sequence[Item]], Result], share: Sequence[Item]) -> None:
        begin, end = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(begin)
            _answer(work, share, end)
        os.close(end)
        self.pipe = os.fdopen(begin, "rb")

    def result(self) -> Result:
        try:
            answer = pickle.load(self.pipe)
        except (EOFError, pickle.UnpicklingError) as error:
            raise ExemplaryError("lost-process") from error
        if answer[1]:
            raise answer[1]
        found: Result = answer[0]
        return found

    def end(self) -> None:
        """Called when the work is done or no longer needed."""
        self.pipe.close()
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _answer(work: Callable[[Sequence[Item]], Result], share: Sequence[Item], end: int) -> None:
    """Do the share, write the result, and exit without the parent's cleanup."""
    answer: tuple[Result | None, BaseException | None]
    try:
        answer = work(share), None
    except BaseException as error:  # any exception is raised again in the parent
        answer = None, error
    try:
        with os.fdopen(end, "wb") as pipe:
            pickle.dump(answer, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
