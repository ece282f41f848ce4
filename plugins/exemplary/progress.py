"""Progress of a build, and the duration of its stages."""

import contextlib
import json
import os
import pathlib
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

PATIENCE = 2.0
"""Seconds of silence at the start; most builds take less."""
EVERY = {True: 0.2, False: 5.0}
"""Seconds between two lines, on a terminal and elsewhere."""


class Progress:
    """The stages of one build. `words` are their display names; without them nothing is printed.

    If EXEMPLARY_TIMINGS names a file, the seconds of each stage are written to it, for benchmarks.
    """

    def __init__(self, words: dict[str, str] | None = None) -> None:
        self.words = words
        self.process = os.getpid()
        self.begun = self.said = time.monotonic()
        self.spent: dict[str, float] = {}
        self.records = 0

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.monotonic()
        self._say(name)
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0) + time.monotonic() - start

    def counted(self, name: str, items: Iterable[Item], total: int, times: int = 1, before: int = 0) -> Iterator[Item]:
        """Yield the items and report progress: `before` are done already, `times` processes do the rest."""
        start = time.monotonic()
        for number, item in enumerate(items):
            yield item
            if number % 32 == 31:
                self._say(name, min(total, before + (number + 1) * times), total, start, before)

    def _say(self, name: str, done: int = 0, total: int = 0, start: float = 0.0, before: int = 0) -> None:
        now, is_terminal = time.monotonic(), sys.stderr.isatty()
        if (
            self.words is None
            or os.getpid() != self.process
            or now - self.begun < PATIENCE
            or now - self.said < EVERY[is_terminal]
        ):
            return
        self.said = now
        line = self.words[name]
        if done > before:  # nothing can be said from nothing
            left = (now - start) / (done - before) * (total - done)
            line += f": {done}/{total}, " + self.words["left"].format(seconds=round(left))
        sys.stderr.write(f"\r\x1b[K{line}" if is_terminal else f"{line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the terminal line; write the timings if requested."""
        if self.said > self.begun and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
        if file := os.environ.get("EXEMPLARY_TIMINGS"):
            stages = [{"name": name, "seconds": seconds} for name, seconds in self.spent.items()]
            pathlib.Path(file).write_text(json.dumps({"stages": stages, "records": self.records}), "utf-8")


SILENT = Progress()
"""For work that is not watched."""
