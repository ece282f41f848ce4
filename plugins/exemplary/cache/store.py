"""What one build leaves for the next: values by table and key, in one database.

A build takes the lock, reads, and writes everything in one transaction, so that an interrupted build leaves nothing.
Each value has a checksum. Data written by other code is not read. Anything else that is wrong raises `Damaged`; the
caller then clears the store and starts again.
"""

import contextlib
import errno
import hashlib
import os
import pathlib
import re
import shutil
import sqlite3
import zlib
from collections.abc import Container, Iterable, Iterator
from typing import Any, Generic, TypeVar

import filelock

from exemplary.cache.encoding import PLAIN, Codec
from exemplary.diagnostics import ExemplaryError
from exemplary.publishing.exchange import FORMER

Value = TypeVar("Value")

_SCHEMA = "CREATE TABLE IF NOT EXISTS entries (part TEXT, key TEXT, value BLOB, PRIMARY KEY (part, key)) WITHOUT ROWID"
_VERSION = ("", "version")
_LOCK = "lock"
_FILE = "cache.sqlite"
_MADE = (f"{_FILE}*", "staging-*", "host", "*.table", "*.blobs", "templates")
"""What builds make in the folder; the last three are of earlier versions."""


class Damaged(Exception):
    """The store does not contain what was written to it."""


class Store:
    """The values of one project, valid for one version of the code, identified by `stamp`."""

    def __init__(self, folder: pathlib.Path, stamp: str) -> None:
        self.folder = folder
        self.stamp = hashlib.blake2b(stamp.encode(), digest_size=16).digest()
        self._connection: sqlite3.Connection | None = None

    @property
    def file(self) -> pathlib.Path:
        return self.folder / _FILE

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Wait until no other build uses the folder. What is put is stored at the end, unless an exception ends it."""
        refuse_foreign(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(self.folder / _LOCK):
            try:
                yield
                self.commit()
            finally:
                self.close()

    def commit(self) -> None:
        """Store what was put so far."""
        if self._connection:
            with _damage(self.file):
                self._connection.commit()

    def close(self) -> None:
        """Drop what was put since the last commit; the store can be used again."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def clear(self) -> None:
        """Delete what builds have made in the folder, except for the lock, and for a site that waits to be restored."""
        self.close()
        for path in (path for pattern in _MADE for path in self.folder.glob(pattern)):
            if not path.is_dir():
                path.unlink(missing_ok=True)
            elif not path.name.endswith(FORMER):
                shutil.rmtree(path, ignore_errors=True)

    def table(self, name: str, of: Any, codec: Codec = PLAIN, *, lasting: bool = False) -> "Table[Any]":
        """The table of this name, with values of type `of`; a lasting one is read by every version of the code."""
        return Table(self, f"+{name}" if lasting else name, of, codec)

    # Rows

    def rows(self, part: str) -> Iterator[tuple[str, bytes]]:
        with _damage(self.file):
            found = self._database().execute("SELECT key, value FROM entries WHERE part = ?", (part,)).fetchall()
        return ((key, _checked(part, key, value)) for key, value in found)

    def row(self, part: str, key: str) -> bytes | None:
        with _damage(self.file):
            found = self._database().execute("SELECT value FROM entries WHERE part = ? AND key = ?", (part, key))
            row = found.fetchone()
        return _checked(part, key, row[0]) if row else None

    def put(self, part: str, rows: Iterable[tuple[str, bytes]]) -> None:
        checked = ((part, key, _checksum(part, key, value) + value) for key, value in rows)
        with _damage(self.file):
            self._database().executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", checked)

    def remove(self, part: str, keys: Iterable[str]) -> None:
        with _damage(self.file):
            self._database().executemany(
                "DELETE FROM entries WHERE part = ? AND key = ?", ((part, key) for key in keys)
            )

    def keys(self, part: str) -> list[str]:
        with _damage(self.file):
            return [key for (key,) in self._database().execute("SELECT key FROM entries WHERE part = ?", (part,))]

    def _database(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        """The database, without values of other versions of the code. Without a folder, nothing is stored."""
        name = self.file if self.folder.is_dir() else ":memory:"
        connection = sqlite3.connect(name, timeout=60)
        try:
            self._begin(connection)
        except BaseException:
            connection.close()  # an open file could not be deleted everywhere
            raise
        return connection

    def _begin(self, connection: sqlite3.Connection) -> None:
        # A crash of the system, unlike one of the build, may damage the file; the checksums detect that.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_SCHEMA)
        known = connection.execute("SELECT value FROM entries WHERE part = ? AND key = ?", _VERSION).fetchone()
        if known is None or known[0] != self.stamp:
            connection.execute("DELETE FROM entries WHERE part NOT LIKE '+%'")
            connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (*_VERSION, self.stamp))
            connection.commit()


class Table(Generic[Value]):
    """Values of one type by key. Values are replaced, never modified."""

    def __init__(self, store: Store, part: str, of: Any, codec: Codec) -> None:
        self.store = store
        self.part = part
        self.codec = codec
        self.decode = codec.decoder(of)

    def get(self, key: str) -> Value | None:
        row = self.store.row(self.part, key)
        return None if row is None else self._value(row)

    def items(self) -> Iterator[tuple[str, Value]]:
        return ((key, self._value(row)) for key, row in self.store.rows(self.part))

    def put(self, key: str, value: Value) -> None:
        self.store.put(self.part, [(key, self.codec.encode(value))])

    def put_all(self, items: Iterable[tuple[str, Value]]) -> None:
        self.store.put(self.part, ((key, self.codec.encode(value)) for key, value in items))

    def prune(self, used: Container[str]) -> None:
        """Remove every value whose key is not among the used ones."""
        self.store.remove(self.part, [key for key in self.store.keys(self.part) if key not in used])

    def _value(self, row: bytes) -> Value:
        with understood(self.part):
            value: Value = self.decode(row)
        return value


@contextlib.contextmanager
def understood(part: str) -> Iterator[None]:
    """Raise `Damaged` if a stored value is not what it should be."""
    try:
        yield
    except (ValueError, TypeError, LookupError) as error:
        raise Damaged(part) from error


_TROUBLES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


@contextlib.contextmanager
def _damage(file: pathlib.Path) -> Iterator[None]:
    """Raise `Damaged`, or OSError for failures of the system: clearing the store would not help against these."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        number = _TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if number and not (number == errno.EROFS and os.access(file, os.W_OK)):  # a damaged file may call itself so
            raise OSError(number, os.strerror(number), str(file)) from error
        raise Damaged(str(error)) from error
    except UnicodeDecodeError as error:  # in the names of tables, in keys, or in what SQLite says about them
        raise Damaged(str(file)) from error


def _checksum(part: str, key: str, value: bytes) -> bytes:
    return zlib.crc32(value, zlib.crc32(f"{part}\0{key}".encode())).to_bytes(4, "little")


def _checked(part: str, key: str, value: object) -> bytes:
    if not isinstance(value, bytes) or value[:4] != _checksum(part, key, value[4:]):
        raise Damaged(f"{part} {key}")
    return value[4:]


def refuse_foreign(folder: pathlib.Path) -> None:
    """Raise ExemplaryError if the folder may lead, or belong, to somebody else.

    A link below it could make a build write elsewhere; a folder of another user, or one that Git tracks, may hold
    what somebody else put there. A folder with other files was not made for a cache.
    """
    for path in (folder.parent, folder, *(sorted(folder.glob("*")) if folder.is_dir() else ())):
        if path.is_symlink():
            raise ExemplaryError("cache-linked", path=path)
        if path.exists() and _is_foreign(path):
            raise ExemplaryError("cache-owner", path=path)
    if _is_tracked(folder):
        raise ExemplaryError("cache-tracked", path=folder)
    if folder.is_dir() and not (folder / _FILE).exists() and not all(map(_is_made, folder.iterdir())):
        raise ExemplaryError("cache-foreign", path=folder)


def _is_made(path: pathlib.Path) -> bool:
    """Whether builds make a file or folder of this name."""
    return any(map(path.match, (_LOCK, *_MADE)))


def _is_foreign(path: pathlib.Path) -> bool:
    """Whether another user owns it. The administrator may own anything, and use anything."""
    if not hasattr(os, "geteuid"):
        return False
    return os.geteuid() != 0 and path.stat().st_uid not in (0, os.geteuid())


def _is_tracked(folder: pathlib.Path) -> bool:
    """Whether the index of the Git repository around the folder names a file in it."""
    for parent in folder.parents:
        if (parent / ".git").exists():
            return _names(_index_of(parent / ".git"), os.fsencode(folder.relative_to(parent).as_posix() + "/"))
    return False


def _index_of(git: pathlib.Path) -> bytes:
    """The index; empty if there is none. In a worktree or submodule, `.git` is a file that names the folder."""
    with contextlib.suppress(OSError, ValueError):
        if git.is_file():
            git = git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
        return (git / "index").read_bytes()
    return b""


def _names(index: bytes, folder: bytes) -> bool:
    """Whether the index has a name that begins with `folder`. Before each name stands its length, in twelve bits."""
    for match in re.finditer(re.escape(folder), index):
        start = match.start()
        length = int.from_bytes(index[start - 2 : start], "big") & 0xFFF
        if index[start - 1 : start] != b"/" or length == min(index.find(b"\0", start) - start, 0xFFF):
            return True
    return False
