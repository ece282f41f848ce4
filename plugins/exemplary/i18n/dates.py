"""Dates as sources give them: of any precision, uncertain, open at one end, or a period.

These forms of EDTF are accepted, and no others:

    2024-05-19  2024-05  2024     a day, a month, a year; a final ? marks an uncertain date
    ../2024-05-19                 on or before
    2021/..                       on or after
    2016/2021                     a period; each end of any precision
"""

import calendar
import dataclasses
import datetime
import functools
import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

Form = Literal["single", "before", "after", "period"]

OPEN = ".."

_Way = tuple[str, Callable[..., str]]
_DAY = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class BadDate(ValueError):
    """Text that is not a date: `text` as written, `suggestion` the correct form if it can be guessed."""

    def __init__(self, text: str, suggestion: str | None) -> None:
        super().__init__(f"not a date: {text!r}" + (f"; write {suggestion}" if suggestion else ""))
        self.text = text
        self.suggestion = suggestion


class Day(NamedTuple):
    """A day, or only the month or year if the source says no more; years from 1000 to 2999."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def following(self) -> "Day":
        """The next day, month or year, in the same precision."""
        after = self.last + datetime.timedelta(days=1)
        return Day(after.year, self.month and after.month, self.day and after.day)

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in self if part is not None)


@dataclasses.dataclass(frozen=True, slots=True)
class PartialDate:
    """`start` equals `end` for a single date; an open end is None."""

    start: Day | None
    end: Day | None
    uncertain: bool
    form: Form

    def __reduce__(self) -> tuple[type, tuple[Day | None, Day | None, bool, Form]]:
        return PartialDate, (self.start, self.end, self.uncertain, self.form)  # the fastest way; many dates are pickled

    @property
    def last(self) -> datetime.date:
        """The last possible day, used for sorting; for an open end, the last day of `start`."""
        return self._bound.last

    @property
    def year(self) -> int:
        return self._bound.year

    @property
    def iso(self) -> str | None:
        """A single date for HTML's `<time>` and schema.org; None for other forms."""
        return str(self._bound) if self.form == "single" else None

    @property
    def _bound(self) -> Day:
        bound = self.end or self.start
        assert bound is not None, "a date has one end at least"
        return bound

    @classmethod
    def of_year(cls, year: int) -> "PartialDate":
        day = Day(year)
        return cls(day, day, False, "single")

    def __str__(self) -> str:
        if self.form == "single":
            return f"{self.start}?" if self.uncertain else str(self.start)
        return f"{self.start or OPEN}/{self.end or OPEN}"


@functools.lru_cache(1 << 14)
def parse(text: str) -> PartialDate:
    """Parse a date; raises BadDate for any other form and for days that do not exist."""
    date = _read(text)
    if date is None:
        raise BadDate(text, _suggest(text))
    return date


def _read(text: str) -> PartialDate | None:
    before, slash, after = text.partition("/")
    if slash:
        return _read_pair(before, after)
    day = _read_day(text.removesuffix("?"))
    return day and PartialDate(day, day, text.endswith("?"), "single")


def _read_pair(before: str, after: str) -> PartialDate | None:
    start, end = _read_day(before), _read_day(after)
    if start and end:
        return PartialDate(start, end, False, "period") if start.first <= end.last else None
    if start and after == OPEN:
        return PartialDate(start, None, False, "after")
    if end and before == OPEN:
        return PartialDate(None, end, False, "before")
    return None


def _read_day(text: str) -> Day | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return Day(int(year), int(month) if month else None, int(day) if day else None)


def _suggest(text: str) -> str | None:
    """The correct form of a date written in another way, if it is unambiguous."""
    plain = " ".join(text.lower().split())
    return next((form for form in _rewritten(plain, _DAY_WAYS + _FORM_WAYS) if form != text and _read(form)), None)


def _rewritten(text: str, ways: tuple[_Way, ...]) -> Iterator[str]:
    for pattern, rewrite in ways:
        if match := re.fullmatch(pattern, text, re.ASCII):
            yield rewrite(*match.groups())


def _end(text: str) -> str:
    """One end of a period in the correct form, or unchanged if it cannot be converted."""
    return next((day for day in _rewritten(text, _DAY_WAYS) if _read_day(day)), text)


def _day(year: str, month: str, day: str | None = None) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


_YEAR = r"([12]\d{3})"
_NUMBER = r"(\d{1,2})"
_END = r"(\S.{,30}?)"

# Vietnamese writes the day first, so 5/4/2024 is the fifth of April.
_DAY_WAYS: tuple[_Way, ...] = (
    (rf"{_YEAR}(\d\d)(\d\d)", _day),
    (rf"(?:năm )?{_YEAR}", lambda year: year),
    (rf"{_YEAR} ?[-/.] ?{_NUMBER}(?: ?[-/.] ?{_NUMBER})?", _day),
    (
        rf"(?:ngày )?{_NUMBER} ?(?:[-/.]|tháng) ?{_NUMBER} ?(?:[-/.,]|năm) ?{_YEAR}",
        lambda day, month, year: _day(year, month, day),
    ),
    (rf"(?:tháng )?{_NUMBER} ?(?:[-/.]|năm) ?{_YEAR}", lambda month, year: _day(year, month)),
)
_FORM_WAYS: tuple[_Way, ...] = (
    (rf"{_END} ?(?:[?~]|\((?:chưa chắc|chưa xác minh|unverified)\))", lambda day: f"{_end(day)}?"),
    (rf"(?:chậm nhất|muộn nhất|by) {_END}", lambda end: f"{OPEN}/{_end(end)}"),
    (rf"(?:từ|since|from) {_END}", lambda start: f"{_end(start)}/{OPEN}"),
    (rf"{_END} ?/ ?(?:\.+|…)?", lambda start: f"{_end(start)}/{OPEN}"),
    (rf"(?:\.+|…)? ?/ ?{_END}", lambda end: f"{OPEN}/{_end(end)}"),
    (rf"(?:từ )?{_END}(?: - | ?– ?| ?— ?| đến ){_END}", lambda start, end: f"{_end(start)}/{_end(end)}"),
    (rf"{_END} ?/ ?{_END}", lambda start, end: f"{_end(start)}/{_end(end)}"),
    (rf"{_YEAR} ?- ?{_YEAR}", lambda start, end: f"{start}/{end}"),
)
