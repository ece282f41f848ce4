"""What one build saves for the next is read unchanged or not at all; damage is never taken for content."""

import pathlib
import subprocess
import sys
import tempfile
import time

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.cache.store import Blobs, Damaged, Store, Table

KEYS = strategies.text("abcdef", min_size=1, max_size=2)
VALUES = strategies.integers() | strategies.text(max_size=20) | strategies.tuples(strategies.binary(max_size=20))
STATES = strategies.lists(strategies.dictionaries(KEYS, VALUES, max_size=12), min_size=1, max_size=40)
SAVED = ({"a": 1, "b": 2}, {"a": 1, "b": 2, "c": "ba"}, {"a": 1, "c": "ba"}, {"a": 1, "c": "ba", "d": ("sâu",)})
"""The content of a table after each save; each frame except the first is short."""


def table(folder: pathlib.Path, stamp: str = "now", name: str = "things") -> Table:
    return Store(folder, stamp).table(name)


@pytest.fixture
def saved(tmp_path: pathlib.Path) -> pathlib.Path:
    """The file of a table, with one frame per state."""
    for state in SAVED:
        keep(tmp_path, state)
    return tmp_path / "things.table"


def keep(folder: pathlib.Path, state: dict[str, object]) -> None:
    """Save as a build does: an unchanged value is the same object that was loaded."""
    one = table(folder)
    known = one.load()
    one.save({key: known[key] if known.get(key) == value else value for key, value in state.items()})


# Tables


@hypothesis.given(STATES, strategies.booleans())
def test_a_table_is_read_as_it_was_saved_last(states: list[dict[str, object]], reopened: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = table(pathlib.Path(folder))
        for state in states:
            if reopened:
                one = table(pathlib.Path(folder))
                one.load()
            one.save(state)
            assert table(pathlib.Path(folder)).load() == state


def test_many_saves_do_not_make_a_table_long(tmp_path: pathlib.Path) -> None:
    for number in range(200):
        keep(tmp_path, {"a": number, "b": "as it was"})
    assert (tmp_path / "things.table").stat().st_size < 10_000


def test_saving_unchanged_values_writes_nothing(saved: pathlib.Path) -> None:
    before = saved.read_bytes(), saved.stat().st_mtime_ns
    keep(saved.parent, SAVED[-1])
    assert (saved.read_bytes(), saved.stat().st_mtime_ns) == before


def test_a_table_truncated_at_any_byte_is_an_earlier_one_or_empty(saved: pathlib.Path) -> None:
    whole, found = saved.read_bytes(), []
    for end in range(len(whole) + 1):
        saved.write_bytes(whole[:end])
        found.append(table(saved.parent).load())
    numbers = [-1 if state == {} else SAVED.index(state) for state in found]
    assert numbers == sorted(numbers)
    assert set(numbers) == {-1, 0, 1, 2, 3}


def test_a_truncated_table_continues_from_its_last_complete_frame(saved: pathlib.Path) -> None:
    whole = saved.read_bytes()
    for end in range(len(whole)):
        saved.write_bytes(whole[:end])
        keep(saved.parent, SAVED[-1])
        assert table(saved.parent).load() == SAVED[-1]


def test_a_changed_byte_is_never_read_as_something_else(saved: pathlib.Path) -> None:
    """Damage or, if the length of a frame has changed, an early end."""
    whole, damaged = saved.read_bytes(), 0
    for at in range(len(whole)):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            assert table(saved.parent).load() in ({}, *SAVED[:-1])
        except Damaged:
            damaged += 1
    assert damaged > len(whole) * 0.6


def test_any_changed_byte_in_a_frame_is_damage(tmp_path: pathlib.Path) -> None:
    keep(tmp_path, SAVED[0])
    file = tmp_path / "things.table"
    whole = file.read_bytes()
    for at in range(16 + 12, len(whole)):  # after the stamp, and the frame's length and checksum
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(Damaged):
            table(tmp_path).load()


def test_data_written_by_other_code_is_not_read(saved: pathlib.Path) -> None:
    assert table(saved.parent, "later").load() == {}
    assert table(saved.parent).load() == SAVED[-1]


def test_a_lasting_table_is_read_by_any_code(tmp_path: pathlib.Path) -> None:
    Store(tmp_path, "now").table("trees", lasting=True).save({"a": 1})
    assert Store(tmp_path, "later").table("trees", lasting=True).load() == {"a": 1}


# Blobs


@hypothesis.given(strategies.lists(strategies.binary(max_size=50), max_size=20), strategies.data())
def test_blobs_are_found_again_before_and_after_a_sweep(blobs: list[bytes], data: strategies.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = Blobs(pathlib.Path(folder, "bodies.blobs"))
        spans = [span for blob in blobs for span in one.add([blob])]
        assert [one.read(span) for span in spans] == blobs
        kept = data.draw(strategies.lists(strategies.sampled_from(range(len(blobs))), unique=True)) if blobs else []
        swept = one.swept(spans[number] for number in kept)
        assert [one.read(span) for span in swept] == [blobs[number] for number in kept]
        assert one.size == sum(len(blobs[number]) for number in kept)
        one.close()


def test_a_damaged_blob_is_not_read(tmp_path: pathlib.Path) -> None:
    spans = Blobs(tmp_path / "bodies.blobs").add([b"first", b"second"])
    (tmp_path / "bodies.blobs").write_bytes(b"firstsecon")
    assert Blobs(tmp_path / "bodies.blobs").read(spans[0]) == b"first"
    (tmp_path / "bodies.blobs").write_bytes(b"fir\0tsecon")
    for span in spans:
        with pytest.raises(Damaged):
            Blobs(tmp_path / "bodies.blobs").read(span)
    (tmp_path / "bodies.blobs").unlink()
    with pytest.raises(Damaged):
        Blobs(tmp_path / "bodies.blobs").read(spans[0])


# The folder


def test_two_builds_at_once_wait_for_each_other(tmp_path: pathlib.Path) -> None:
    store = Store(tmp_path, "now")
    code = (
        "import pathlib, sys; from exemplary.cache.store import Store\n"
        "with Store(pathlib.Path(sys.argv[1]), 'now').locked(): print('in')"
    )
    with store.locked():
        other = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True)
        time.sleep(1)
        assert other.poll() is None
    assert other.communicate(timeout=20) == ("in\n", None)


def test_clearing_removes_everything_but_the_lock(saved: pathlib.Path) -> None:
    store = Store(saved.parent, "now")
    (saved.parent / "folder").mkdir()
    with store.locked():
        store.clear()
        assert [path.name for path in saved.parent.iterdir()] == ["lock"]
