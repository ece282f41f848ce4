"""Words, numbers and dates in the conventions of one language.

The words are in `labels/<code>.toml`. A label is one line with `{slots}`, or a table of plural forms (`one`, `other`)
chosen by its slot `count`, which is formatted as a number; other slots are inserted unchanged.
"""

import dataclasses
import decimal
import functools
import importlib.resources
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import babel
import babel.dates
import babel.numbers

from exemplary.i18n.bilingual import LANGUAGES
from exemplary.i18n.dates import Day, PartialDate

CODES = LANGUAGES

Number = int | decimal.Decimal
Label = str | Mapping[str, str]

_PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


@functools.cache
def _plain(label: str) -> str:
    """A label without values; KeyError if it has a slot."""
    return label.format_map({})


@dataclasses.dataclass(frozen=True)
class Locale:
    """One of the product's languages; use `find` to get it."""

    code: str
    labels: Mapping[str, Label]

    def label(self, key: str, /, **values: object) -> str:
        """The text of a dotted key with its slots filled; KeyError for an unknown key or an unfilled slot."""
        label = self.labels[key]
        if not values and isinstance(label, str):
            return _plain(label)
        count = values.get("count")
        if isinstance(count, int | decimal.Decimal):
            values["count"] = self.number(count)
        return self._form(label, count).format_map(values)

    def parts(self, key: str) -> Iterator[tuple[str, str]]:
        """The (text, following slot or "") pairs of a label without plural forms, in order."""
        label = self.labels[key]
        assert isinstance(label, str)
        return ((text, slot or "") for text, slot, _, _ in string.Formatter().parse(label))

    def has(self, key: str) -> bool:
        return key in self.labels

    def number(self, value: Number) -> str:
        """1662 as “1.662” or “1,662”; with the decimals of the value, without trailing zeros."""
        return babel.numbers.format_decimal(value, locale=self._babel, decimal_quantization=False)

    def percent(self, value: Number) -> str:
        """A value that is already a percentage: 96.6 as “96,6%” or “96.6%”."""
        return babel.numbers.format_percent(
            decimal.Decimal(value).scaleb(-2), locale=self._babel, decimal_quantization=False
        )

    def date(self, value: PartialDate) -> str:
        if value.form == "before" and value.end:
            return self.label("date.before", date=self.in_sentence(value.end))
        if value.form == "after" and value.start:
            return self.label("date.after", date=self.in_sentence(value.start))
        if value.form == "period" and value.start and value.end:
            return self._period(self.day(value.start), self.day(value.end))
        shown = self.day(value.start) if value.start else ""
        return self.label("date.uncertain", date=shown) if value.uncertain else shown

    def on(self, value: PartialDate) -> str:
        """When something was done: “ngày 19/5/2024”, “tháng 5/2024”, “năm 2024”."""
        if value.form != "single" or value.uncertain or value.start is None:
            return self.date(value)
        shown = self.in_sentence(value.start)
        return self.label("date.on_day", date=shown) if value.start.day else shown

    def between(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """“2019–2024”, “từ năm 2019”, “đến năm 2024”; empty if both ends are unknown."""
        if start and end:
            return self._period(self.date(start), self.date(end))
        if start:
            return self._bound("date.after", start)
        return self._bound("date.until", end) if end else ""

    def day(self, day: Day) -> str:
        """19/5/2024, tháng 5/2024 or 2024, as precise as the value."""
        precision = "day" if day.day else "month" if day.month else "year"
        name = self._months[day.month] if day.month else ""
        return self.label(f"date.{precision}", year=day.year, month=day.month, day=day.day, name=name)

    def in_sentence(self, day: Day) -> str:
        """Like `day`, but a year alone is preceded by its word: “năm 2024”."""
        return self.day(day) if day.month else self.label("date.in_year", year=day.year)

    def _bound(self, key: str, value: PartialDate) -> str:
        """One end of a period; a date that is not a single day, month or year already says where it is open."""
        if value.form != "single" or value.start is None:
            return self.date(value)
        shown = self.in_sentence(value.start)
        return self.label(key, date=self.label("date.uncertain", date=shown) if value.uncertain else shown)

    def _form(self, label: Label, count: object) -> str:
        if isinstance(label, str):
            return label
        if not isinstance(count, int | decimal.Decimal):
            raise KeyError("count")
        return label[self._babel.plural_form(count)]

    def _period(self, start: str, end: str) -> str:
        dash = " – " if " " in start + end else "–"
        return f"{start}{dash}{end}"

    @functools.cached_property
    def _babel(self) -> babel.Locale:
        return babel.Locale.parse(self.code)

    @functools.cached_property
    def _months(self) -> Mapping[int, str]:
        return babel.dates.get_month_names("wide", locale=self._babel)


@functools.cache
def find(code: str) -> Locale:
    """The locale for one of `CODES`; LookupError for any other code."""
    if code not in CODES:
        raise LookupError(f"no labels for the language {code!r}: there are {', '.join(CODES)}")
    table = importlib.resources.files("exemplary").joinpath("labels", f"{code}.toml").read_text("utf-8")
    return Locale(code, dict(_flat(tomllib.loads(table))))


@functools.lru_cache(1 << 14)
def place_name(name: str, language: str) -> str:
    """A Vietnamese place name with its level word in another language: “tỉnh Gia Lai” as “Gia Lai province”.

    Empty unless the name begins with a known level word followed by a capitalised name.
    """
    for key, pattern in _place_patterns():
        if (match := pattern.fullmatch(name)) and (match[1][:1].isupper()):
            return find(language).label(key, name=match[1])
    return ""


@functools.cache
def _place_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Longest level word first."""
    labels = {key: text for key, text in find("vi").labels.items() if key.startswith("place_name.")}
    words = {key: str(text).removesuffix(" {name}") for key, text in labels.items()}
    ordered = sorted(words.items(), key=lambda pair: -len(pair[1]))
    return tuple((key, re.compile(f"{word} (.+)", re.IGNORECASE)) for key, word in ordered)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Label]]:
    for key, value in table.items():
        if isinstance(value, str) or _is_plural(value):
            yield prefix + key, value
        else:
            yield from _flat(value, f"{prefix}{key}.")


def _is_plural(value: Mapping[str, Any]) -> bool:
    return "other" in value and value.keys() <= _PLURAL_FORMS
