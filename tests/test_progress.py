"""A long build reports its progress: one line rewritten on a terminal, a few plain lines elsewhere."""

import json
import pathlib
import re
import sys

import pytest

from exemplary import progress, report_format
from exemplary.build import pipeline
from exemplary.progress import Progress


class Clock:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def work(told: Progress, clock: Clock, seconds: float, items: int = 640) -> None:
    """A stage with this many items, spread evenly over the seconds."""
    with told.stage("render"):
        for item in told.counted("render", range(items), items):
            clock.now = (item + 1) * seconds / items
    told.end()


def test_short_builds_print_no_progress(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    work(report_format.progress("vi"), clock, seconds=1.9)
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_progress_is_plain_lines_some_seconds_apart(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    work(report_format.progress("en"), clock, seconds=21)
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert 3 <= len(lines) <= 4
    assert all(
        line.isprintable() and re.fullmatch(r"rendering pages: \d+/640, about \d+ s left", line) for line in lines
    ), lines


def test_on_a_terminal_one_line_is_rewritten_and_cleared_at_the_end(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    work(report_format.progress("vi"), clock, seconds=4)
    said = capsys.readouterr().err
    assert 5 <= said.count("\r\x1b[K") <= 12
    assert said.endswith("\r\x1b[K")
    assert "\n" not in said


def test_both_languages_have_words_for_every_stage() -> None:
    vietnamese, english = (report_format.progress(language).words for language in ("vi", "en"))
    assert vietnamese and english
    assert vietnamese.keys() == english.keys()
    source = (pathlib.Path(pipeline.__file__)).read_text("utf-8")
    assert set(re.findall(r'stage\("(\w+)"\)', source)) <= vietnamese.keys()


def test_without_words_nothing_is_printed(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    work(Progress(), clock, seconds=60)
    assert capsys.readouterr() == ("", "")


def test_the_timings_are_written_on_request(
    clock: Clock, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXEMPLARY_TIMINGS", str(tmp_path / "timings.json"))
    told = Progress()
    told.records = 3
    work(told, clock, seconds=8)
    assert json.loads((tmp_path / "timings.json").read_text("utf-8")) == {
        "stages": [{"name": "render", "seconds": 8.0}],
        "records": 3,
    }
