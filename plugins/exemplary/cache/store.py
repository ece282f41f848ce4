"""What one build saves for the next: tables and blobs in a folder, under a lock.

A table is a dict on disk, a file of frames: the first frame holds everything, each later one the changes of one build.
Every frame and blob has a checksum. Data written by other code is not read, and a frame truncated by a killed build is
ignored. Anything else that is wrong raises `Damaged`; the caller then clears the store.
"""

import contextlib
import gc
import hashlib
import os
import pathlib
import pickle
import shutil
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

try:
    import fcntl
except ImportError:  # not on Windows, where the user must not run two builds at once
    fcntl = None  # type: ignore[assignment]

_HEAD = struct.Struct("<QI")  # length, checksum
_FRAMES = 24


class Damaged(Exception):
    """The store does not contain what was written to it."""


class Span(NamedTuple):
    """Where a blob is, in bytes."""

    start: int
    length: int
    checksum: int


class Store:
    """A folder of tables and blobs, for one version of the code, identified by `stamp`."""

    def __init__(self, folder: pathlib.Path, stamp: str) -> None:
        self.folder = folder
        self.stamp = hashlib.blake2b(stamp.encode(), digest_size=16).digest()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Wait until no other build uses the folder, then lock it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def table(self, name: str, *, lasting: bool = False) -> "Table":
        """A table for this version of the code; every version reads a lasting one."""
        return Table(self.folder / f"{name}.table", bytes(len(self.stamp)) if lasting else self.stamp)

    def blobs(self, name: str) -> "Blobs":
        return Blobs(self.folder / f"{name}.blobs")

    def clear(self) -> None:
        """Delete everything except the lock."""
        for path in self.folder.glob("*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != "lock":
                path.unlink(missing_ok=True)


class Table:
    """A dict on disk. Values are replaced, never modified: the same object means no change."""

    def __init__(self, path: pathlib.Path, stamp: bytes) -> None:
        self.path = path
        self.stamp = stamp
        self.kept: dict[Any, Any] = {}
        self.frames = 0
        self.end = 0

    def load(self) -> dict[Any, Any]:
        """What was saved last; empty if there is nothing, or nothing from this version."""
        self.kept, self.frames, self.end = {}, 0, 0
        with contextlib.suppress(FileNotFoundError), _without_collection():
            data = self.path.read_bytes()
            if data.startswith(self.stamp):
                self._read(data)
        return dict(self.kept)

    def _read(self, data: bytes) -> None:
        self.end = len(self.stamp)
        while self.end < len(data):
            start = self.end + _HEAD.size
            if start > len(data) or (end := start + _HEAD.unpack_from(data, self.end)[0]) > len(data):
                return  # truncated
            frame = memoryview(data)[start:end]
            if zlib.crc32(frame) != _HEAD.unpack_from(data, self.end)[1]:
                raise Damaged(self.path.name)
            changed, dropped = pickle.loads(frame)
            self.kept.update(changed)
            for key in dropped:
                self.kept.pop(key, None)
            self.end, self.frames = end, self.frames + 1

    def save(self, values: Mapping[Any, Any]) -> None:
        """Append a frame with the changes since `load`; sometimes rewrite the whole file."""
        changed = {key: value for key, value in values.items() if self.kept.get(key, self) is not value}
        dropped = [key for key in self.kept if key not in values]
        if changed or dropped or not self.frames:
            if self.frames == 0 or self.frames >= _FRAMES or len(changed) + len(dropped) > len(values) // 4 + 8:
                self._write_whole(values)
            else:
                self._append((changed, dropped))
        self.kept = dict(values)

    def _write_whole(self, values: Mapping[Any, Any]) -> None:
        temporary = self.path.with_suffix(".writing")
        frame = _frame((dict(values), []))
        temporary.write_bytes(self.stamp + frame)
        temporary.replace(self.path)
        self.frames, self.end = 1, len(self.stamp) + len(frame)

    def _append(self, changes: tuple[dict[Any, Any], list[Any]]) -> None:
        frame = _frame(changes)
        with self.path.open("r+b") as file:
            file.truncate(self.end)
            file.seek(self.end)
            file.write(frame)
        self.frames, self.end = self.frames + 1, self.end + len(frame)


def _frame(values: object) -> bytes:
    with _without_collection():
        body = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(body), zlib.crc32(body)) + body


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Garbage collection scans the many new objects of a table for nothing, which takes longer than loading them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Blobs:
    """Consecutive bytes in a file, located by spans; sweeping removes those no longer used."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self.file: int | None = None

    def add(self, blobs: Iterable[bytes]) -> list[Span]:
        spans = []
        with self.path.open("ab") as file:
            start = file.tell()
            for blob in blobs:
                file.write(blob)
                spans.append(Span(start, len(blob), zlib.crc32(blob)))
                start += len(blob)
        return spans

    def read(self, span: Span) -> bytes:
        found = os.pread(self.open(), span.length, span.start)
        if len(found) != span.length or zlib.crc32(found) != span.checksum:
            raise Damaged(self.path.name)
        return found

    def open(self) -> int:
        """The file as it is now; it stays readable after a sweep."""
        if self.file is None:
            try:
                self.file = os.open(self.path, os.O_RDONLY)
            except FileNotFoundError as error:
                raise Damaged(self.path.name) from error
        return self.file

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def swept(self, spans: Iterable[Span]) -> list[Span]:
        """Rewrite the file with these blobs only; return their new spans in the same order."""
        blobs = [self.read(span) for span in spans]
        fresh = Blobs(self.path.with_suffix(".writing"))
        fresh.path.unlink(missing_ok=True)
        found = fresh.add(blobs)
        fresh.path.replace(self.path)
        self.close()
        return found

    def close(self) -> None:
        if self.file is not None:
            os.close(self.file)
            self.file = None
