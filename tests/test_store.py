"""What one build stores for the next is read unchanged or not at all; damage is never taken for content."""

import contextlib
import datetime
import os
import pathlib
import pickle
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.cache.encoding import PLAIN, Codec
from exemplary.cache.record_cache import RECORDS
from exemplary.cache.store import Damaged, Store, Table
from exemplary.diagnostics import ExemplaryError
from exemplary.i18n.bilingual import Prose
from exemplary.i18n.dates import PartialDate, parse
from exemplary.records.schema.types import Named, Plain, Ref
from exemplary.records.schema.types.references import known_name, known_ref
from tests import sites


class Thing(NamedTuple):
    name: str
    numbers: tuple[int, ...]
    content: bytes = b""


class Stored(NamedTuple):
    """Every type of value that records have."""

    text: str
    prose: Any
    day: datetime.date | None
    date: PartialDate
    named: Named
    ref: Ref
    thing: Thing


TEXTS = strategies.text(max_size=8)
KEYS = strategies.text("abcdef", min_size=1, max_size=2)
THINGS = strategies.builds(
    Thing, TEXTS, strategies.lists(strategies.integers(0, 2**40)).map(tuple), strategies.binary(max_size=20)
)
REFS = strategies.sampled_from(("places/ha-noi", "individuals/mau-an")).map(lambda text: known_ref(*text.split("/")))
VALUES = strategies.builds(
    Stored,
    TEXTS,
    TEXTS.map(Plain) | strategies.builds(Prose, TEXTS, TEXTS) | TEXTS,
    strategies.none() | strategies.dates(),
    strategies.sampled_from(("2020", "2020-05", "2020-05-06", "1990?")).map(parse),
    REFS.map(known_name) | TEXTS.map(lambda text: Named(text=text)),
    REFS,
    THINGS,
)
EARLIER, LATER = Thing("sâu", (1, 2), b"\0"), Thing("sâu", (1, 3), b"\0")


def store(folder: pathlib.Path, stamp: str = "now") -> Store:
    return Store(folder / "cache", stamp)


def things(store: Store, name: str = "things", *, lasting: bool = False) -> "Table[Thing]":
    return store.table(name, Thing, lasting=lasting)


def put(folder: pathlib.Path, values: dict[str, Thing], stamp: str = "now") -> None:
    """One build that stores these values."""
    one = store(folder, stamp)
    with one.transaction():
        things(one).put_all(values.items())


def stored(folder: pathlib.Path, stamp: str = "now", *, lasting: bool = False) -> dict[str, Thing]:
    """What another build reads."""
    one = store(folder, stamp)
    with one.transaction():
        return dict(things(one, lasting=lasting).items())


@contextlib.contextmanager
def child(code: str, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """Another process with the store of a folder; it reads and writes lines."""
    begin = (
        "import os, pathlib, sys\n"
        "from exemplary.cache.store import Store\n"
        "store = Store(pathlib.Path(sys.argv[1]) / 'cache', 'now')\n"
        "table = store.table('things', tuple[str, tuple[int, ...], bytes])\n"
    )
    command = [sys.executable, "-u", "-c", begin + code, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


# Values


@hypothesis.settings(max_examples=50)
@hypothesis.given(VALUES)
def test_a_value_of_a_record_is_read_as_it_was_stored(value: Stored) -> None:
    again = RECORDS.decoder(Stored)(RECORDS.encode(value))
    assert again == value
    assert [type(one) for one in again] == [type(one) for one in value]
    assert repr(again) == repr(value)  # also the languages of a text


@pytest.mark.parametrize("codec", [PLAIN, RECORDS], ids=["plain", "records"])
@pytest.mark.parametrize("content", [b"", b"\xc1", PLAIN.encode(["sâu"]), PLAIN.encode({"name": "sâu"}), b"\x93\xa1a"])
def test_other_data_is_refused(codec: Codec, content: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        codec.decoder(Thing)(content)


def test_an_object_that_is_no_data_is_not_stored() -> None:
    for codec in (PLAIN, RECORDS):
        with pytest.raises(TypeError):
            codec.encode(lambda: None)


# Tables


@hypothesis.settings(max_examples=30)
@hypothesis.given(strategies.lists(strategies.dictionaries(KEYS, THINGS, max_size=6), min_size=1, max_size=6))
def test_a_table_has_what_was_put_and_not_pruned(states: list[dict[str, Thing]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = store(pathlib.Path(folder))
        for state in states:
            with one.transaction():
                things(one).put_all(state.items())
                things(one).prune(state)
            with one.transaction():
                assert dict(things(one).items()) == state
                assert {key: things(one).get(key) for key in state} == state
                assert things(one).get("absent") is None


def test_a_value_that_is_put_again_is_replaced(tmp_path: pathlib.Path) -> None:
    for value in (EARLIER, LATER):
        put(tmp_path, {"a": value})
    assert stored(tmp_path) == {"a": LATER}


def test_tables_are_separate(tmp_path: pathlib.Path) -> None:
    one = store(tmp_path)
    with one.transaction():
        things(one, "others").put("a", EARLIER)
        things(one).put("a", LATER)
        things(one, "others").prune(())
        assert things(one, "others").get("a") is None
        assert things(one).get("a") == LATER


def test_data_of_other_code_is_not_read(tmp_path: pathlib.Path) -> None:
    put(tmp_path, {"a": EARLIER})
    assert stored(tmp_path, "later") == {}
    assert stored(tmp_path) == {}


def test_a_lasting_table_is_read_by_any_code(tmp_path: pathlib.Path) -> None:
    one = store(tmp_path)
    with one.transaction():
        things(one, lasting=True).put("a", EARLIER)
        things(one).put("a", LATER)
    assert stored(tmp_path, "later", lasting=True) == {"a": EARLIER}
    assert stored(tmp_path, "later") == {}


def test_data_of_another_type_is_damage(tmp_path: pathlib.Path) -> None:
    one = store(tmp_path)
    with one.transaction():
        one.table("things", str).put("a", "no thing")
        with pytest.raises(Damaged):
            things(one).get("a")


# One transaction


def test_a_build_that_fails_stores_nothing(tmp_path: pathlib.Path) -> None:
    put(tmp_path, {"a": EARLIER})
    one = store(tmp_path)
    with pytest.raises(KeyboardInterrupt), one.transaction():
        things(one).put("a", LATER)
        things(one).put("b", LATER)
        raise KeyboardInterrupt
    assert stored(tmp_path) == {"a": EARLIER}


def test_a_build_that_is_killed_stores_nothing(tmp_path: pathlib.Path) -> None:
    """Even if it put more than fits into memory, so that some of it is in the file already."""
    put(tmp_path, {"a": EARLIER})
    code = (
        "with store.transaction():\n"
        "    table.put_all((f'{number}', ('x' * 1000, (1,), b'')) for number in range(10_000))\n"
        "    table.prune(())\n"
        "    print('put')\n"
        "    sys.stdin.read()\n"
    )
    with child(code, tmp_path) as process:
        assert process.stdout and process.stdout.readline() == "put\n"
        process.kill()
    assert stored(tmp_path) == {"a": EARLIER}


def test_what_was_committed_remains_if_the_rest_fails(tmp_path: pathlib.Path) -> None:
    one = store(tmp_path)
    with pytest.raises(RuntimeError), one.transaction():
        things(one).put("a", EARLIER)
        one.commit()
        things(one).put("a", LATER)
        raise RuntimeError
    assert stored(tmp_path) == {"a": EARLIER}


def test_builds_at_once_wait_for_each_other(tmp_path: pathlib.Path) -> None:
    code = (
        "print('ready')\nsys.stdin.readline()\nprint('asks')\nwith store.transaction(): print(table.get('a')[1][0])\n"
    )
    one = store(tmp_path)
    with child(code, tmp_path) as other:
        assert other.stdin and other.stdout and other.stdout.readline() == "ready\n"
        with one.transaction():
            things(one).put("a", EARLIER)
            one.commit()
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "asks\n"
            assert _locks(tmp_path / "cache" / "lock", other.pid)
            things(one).put("a", Thing("later", (7,)))
            assert select.select([other.stdout], [], [], 0)[0] == []
        assert other.stdout.readline() == "7\n"


def _locks(lock: pathlib.Path, process: int) -> bool:
    """Whether the process has opened the lock, for which it must now wait; True where that cannot be seen."""
    files = pathlib.Path(f"/proc/{process}/fd")
    while files.is_dir():
        with contextlib.suppress(OSError):
            if any(os.path.realpath(file) == str(lock) for file in files.iterdir()):
                return True
    return True


def test_clearing_removes_everything_but_the_lock(tmp_path: pathlib.Path) -> None:
    put(tmp_path, {"a": EARLIER})
    one = store(tmp_path)
    with one.transaction():
        (one.folder / "host").mkdir()
        (one.folder / "host/file").touch()
        one.clear()
        assert [path.name for path in one.folder.iterdir()] == ["lock"]
        things(one).put("a", LATER)
    assert stored(tmp_path) == {"a": LATER}


# Damage

MANY = {f"{number:02}": Thing("sâu" * number, (number,)) for number in range(40)}


def read(folder: pathlib.Path) -> dict[str, Thing] | None:
    """What a build finds, by either way of reading; None if it is damage."""
    one = store(folder)
    with one.transaction():
        try:
            found = dict(things(one).items())
            assert {key: value for key in MANY if (value := things(one).get(key))}.items() <= MANY.items()
            things(one).put("new", EARLIER)
            one.commit()
        except Damaged:
            return None
    return found


@pytest.fixture
def whole(tmp_path: pathlib.Path) -> bytes:
    put(tmp_path, MANY)
    return (tmp_path / "cache/cache.sqlite").read_bytes()


def spoilt(folder: pathlib.Path, content: bytes) -> dict[str, Thing] | None:
    shutil.rmtree(folder / "cache")
    (folder / "cache").mkdir()
    (folder / "cache/cache.sqlite").write_bytes(content)
    return read(folder)


@pytest.mark.parametrize("bits", [0x01, 0x20, 0xFF])
def test_a_changed_byte_is_never_read_as_something_else(tmp_path: pathlib.Path, whole: bytes, bits: int) -> None:
    """At most a value is missing: then it is made again."""
    damaged = 0
    places = [*range(112), *range(112, len(whole), 31)]
    for at in places:
        found = spoilt(tmp_path, whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :])
        assert found is None or found.items() <= MANY.items(), at
        damaged += found is None
    assert damaged > len(places) / 10


def test_a_truncated_file_is_damage_or_empty(tmp_path: pathlib.Path, whole: bytes) -> None:
    for end in (*range(0, 200, 3), *range(200, len(whole), 501)):
        assert spoilt(tmp_path, whole[:end]) in (None, {})
    assert spoilt(tmp_path, whole) == MANY


def test_a_damaged_store_can_be_cleared_and_used(tmp_path: pathlib.Path, whole: bytes) -> None:
    for content in (b"", b"no database", whole[:1000], whole[:-4096] + bytes(4096)):
        spoilt(tmp_path, content)
        one = store(tmp_path)
        with one.transaction():
            one.clear()
            things(one).put("a", LATER)
        assert stored(tmp_path) == {"a": LATER}


class Code:
    """Writes a file when it is unpickled."""

    def __init__(self, file: pathlib.Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return pathlib.Path.touch, (self.file,)


@pytest.mark.parametrize("name", ["records.table", "cache.sqlite", "bodies.blobs", "cache.sqlite-journal", "row"])
def test_no_code_from_the_cache_is_run(name: str) -> None:
    root = sites.lay({})
    body, cache = pickle.dumps(({"a": Code(root / "ran")}, [])), root / ".cache/exemplary"
    cache.mkdir(parents=True)
    if name == "row":
        sites.build(root)
        one = session_store(root)
        with one.transaction():
            for part in ("records", "registers", "pages", "queries", "media", "host", "builds", "search"):
                one.put(part, [("a", body)])
    else:
        (cache / name).write_bytes(bytes(16) + struct.pack("<QI", len(body), zlib.crc32(body)) + body)
    assert sites.build(root).code == 0
    assert not (root / "ran").exists()


def session_store(root: pathlib.Path) -> Store:
    from exemplary.cache import file_state

    return Store(root / ".cache/exemplary", file_state.code())


# Others' folders


def refused(folder: pathlib.Path) -> str:
    """The code with which the folder is refused."""
    with pytest.raises(ExemplaryError) as error, store(folder).transaction():
        pass
    return error.value.code


@pytest.mark.parametrize("name", ["cache", "cache/lock", "cache/cache.sqlite", "cache/cache.sqlite-journal"])
def test_a_link_is_refused_and_what_it_leads_to_is_left_alone(tmp_path: pathlib.Path, name: str) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "project" / name
    path.parent.mkdir(parents=True)
    (elsewhere / "deep").mkdir(parents=True) if name == "cache" else elsewhere.write_text("precious")
    path.symlink_to(elsewhere)
    assert refused(tmp_path / "project") == "cache-linked"
    assert sorted(elsewhere.iterdir()) == [elsewhere / "deep"] if name == "cache" else elsewhere.read_text("utf-8")


def test_a_link_above_the_folder_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path / "project") == "cache-linked"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners by number")
@pytest.mark.parametrize("name", ["cache", "cache/cache.sqlite"])
def test_what_belongs_to_another_user_is_refused(
    tmp_path: pathlib.Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, MANY)
    if os.geteuid() == 0:
        for path in (tmp_path, *tmp_path.rglob("*")):
            os.chown(path, 12345, -1)
        os.chown(tmp_path / name, 54321, -1)
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    else:
        user = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert refused(tmp_path) == "cache-owner"


@pytest.fixture
def repository(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project in a folder of a Git repository, which tracks one file of it."""
    root = tmp_path / "repository" / "dự án"
    root.mkdir(parents=True)
    (root / "mkdocs.yml").touch()
    git(root.parent, "init", "-q")
    git(root.parent, "add", ".")
    put(root, MANY)
    return root


def git(folder: pathlib.Path, *arguments: str) -> None:
    author = ("-c", "user.name=Mẫu", "-c", "user.email=mau@example.org")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("version", ["2", "4"])
def test_a_folder_that_git_tracks_is_refused(repository: pathlib.Path, version: str) -> None:
    assert stored(repository) == MANY
    git(repository, "add", "-f", "cache/cache.sqlite")
    git(repository, "update-index", "--index-version", version)
    assert refused(repository) == "cache-tracked"


def test_a_folder_that_git_tracks_is_refused_in_a_worktree_too(repository: pathlib.Path) -> None:
    git(repository, "commit", "-qm", "Begin")
    git(repository, "worktree", "add", "-q", "../../other")
    other = repository.parents[1] / "other" / repository.name
    put(other, MANY)
    git(other, "add", "-f", "cache")
    assert refused(other) == "cache-tracked"
    assert stored(repository) == MANY


def test_a_folder_of_the_same_name_elsewhere_in_the_repository_is_not_refused(repository: pathlib.Path) -> None:
    for name in ("x", "x" * (47 - len("sâu/dự án/cache/".encode()))):  # the length of one name is the code of a slash
        (repository.parent / "sâu" / repository.name / "cache").mkdir(parents=True, exist_ok=True)
        (repository.parent / "sâu" / repository.name / "cache" / name).touch()
    git(repository.parent, "add", "-f", "sâu")
    assert stored(repository) == MANY


def test_a_name_whose_length_is_the_code_of_a_slash_is_found(repository: pathlib.Path) -> None:
    name = "x" * (ord("/") - len("dự án/cache/".encode()))
    (repository / "cache" / name).touch()
    git(repository, "add", "-f", f"cache/{name}")
    assert refused(repository) == "cache-tracked"


# A folder that somebody else uses


def test_a_folder_with_other_files_is_no_cache(tmp_path: pathlib.Path) -> None:
    (tmp_path / "host").mkdir()
    for name in ("host/mine.txt", "mine.txt"):
        (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(ExemplaryError, match="cache-foreign"), Store(tmp_path, "now").transaction():
        pass
    assert sites.tree(tmp_path) == {"host/mine.txt": b"mine", "mine.txt": b"mine"}


def test_clearing_removes_only_what_builds_make(tmp_path: pathlib.Path) -> None:
    """A site that waits to be restored after a killed swap stays too: it may be the only one."""
    store = Store(tmp_path / "kept", "now")
    with store.transaction():
        store.table("numbers", int).put("one", 1)
    for name in ("mine.txt", "staging-1/index.html", "staging-1-former/index.html", "host/a.html"):
        (store.folder / name).parent.mkdir(exist_ok=True)
        (store.folder / name).write_bytes(b"content")
    store.clear()
    assert sorted(path.name for path in store.folder.iterdir()) == ["lock", "mine.txt", "staging-1-former"]
