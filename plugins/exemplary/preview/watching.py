"""Watches files for changes. The only module that uses watchdog."""

import pathlib
import queue
from collections.abc import Iterable

import watchdog.events
import watchdog.observers

QUIET = 0.015
"""Seconds without a change after which a batch is complete: editors save in several steps."""
_CHANGES = (
    watchdog.events.EVENT_TYPE_CREATED,
    watchdog.events.EVENT_TYPE_MODIFIED,
    watchdog.events.EVENT_TYPE_MOVED,
    watchdog.events.EVENT_TYPE_DELETED,
)


class Watch:
    """Watches folders and single files until stopped."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.events: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.observer = watchdog.observers.Observer()
        self.watched: set[str] = set()
        self.extend(paths)
        self.observer.start()

    def extend(self, paths: Iterable[str]) -> None:
        """Watch these paths too; a file is watched through its folder."""
        for path in map(pathlib.Path, paths):
            folder, name = (path, "") if path.is_dir() else (path.parent, str(path))
            if str(path) not in self.watched and folder.is_dir():
                self.watched.add(str(path))
                self.observer.schedule(_Handler(self.events, name), str(folder), recursive=path.is_dir())

    def batch(self, patience: float | None = None) -> frozenset[str]:
        """The paths that changed together, once changes pause; empty after `patience` seconds without a change."""
        found: set[str] = set()
        try:
            path = self.events.get(timeout=patience)
            while path:
                found.add(path)
                path = self.events.get(timeout=QUIET)
        except queue.Empty:
            pass
        return frozenset(found)

    def stop(self) -> None:
        self.observer.stop()
        self.observer.join()


class _Handler(watchdog.events.FileSystemEventHandler):
    """Puts the path of every change into a queue; `only`, if not empty, restricts it to one file."""

    def __init__(self, events: "queue.SimpleQueue[str | None]", only: str) -> None:
        self.events = events
        self.only = only

    def on_any_event(self, event: watchdog.events.FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory:
            for path in (event.src_path, event.dest_path):
                if path and (not self.only or path == self.only):
                    self.events.put(str(path))
