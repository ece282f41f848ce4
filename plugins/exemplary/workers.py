"""Work shared among processes, where there is enough of it and the system can fork."""

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
"""Items below which a process of its own costs more than it saves."""
AT_ONCE = 20_000
"""Items after which processes are better begun anew: what they look at they copy, for the counts of its uses."""


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """A build makes objects by the million and drops few in circles: looking for those takes longer than the work."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def shared(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], least: int = LEAST) -> list[Result]:
    """`work(items)`, one result an item and in their order, done by as many processes as there are processors."""
    found = [result for _, result in shares(work, items, least)]
    return [found[number % len(found)][number // len(found)] for number in range(len(items))]


def shares(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], least: int = LEAST
) -> list[tuple[Sequence[Item], Result]]:
    """(every so many-th item, `work` of these), for as many processes as there are processors.

    `work` sees all that this process knew when it was called; what it changes is lost, but for its result.
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
    """Items few enough to be shared at once without much memory: AT_ONCE, or as many as are given."""
    size = at_once or AT_ONCE
    for low in range(0, len(items), size):
        yield items[low : low + size]


def count(items: int, least: int = LEAST) -> int:
    """How many processes share so many items."""
    return min(processors(), items // least) if _can_fork() else 1


def processors() -> int:
    asked = os.environ.get("EXEMPLARY_JOBS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """A process with threads must not: a thread that holds a lock would be missing in the other."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


class Beside(Generic[Result]):
    """Work that another process does meanwhile; where the system cannot fork, done when its result is asked for."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self.work = work
        self.other = _Other[None, Result](lambda _: work(), []) if _can_fork() and processors() > 1 else None

    def result(self) -> Result:
        if self.other is None:
            return self.work()
        try:
            return self.other.result()
        finally:
            self.other.end()


class _Other(Generic[Item, Result]):
    """A share of the work in a process of its own."""

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
        """Whether its work is done or no longer wanted."""
        self.pipe.close()
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _answer(work: Callable[[Sequence[Item]], Result], share: Sequence[Item], end: int) -> None:
    """Do the share, write the result, and end without any of the parent's own cleaning up."""
    answer: tuple[Result | None, BaseException | None]
    try:
        answer = work(share), None
    except BaseException as error:  # whatever it is, it is the parent's to raise
        answer = None, error
    try:
        with os.fdopen(end, "wb") as pipe:
            pickle.dump(answer, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
