"""Fields written as a single text: lines, URLs, identifiers, choices, dates."""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any

import pydantic

from exemplary.i18n import vietnamese
from exemplary.i18n.dates import BadDate, PartialDate, parse
from exemplary.i18n.vietnamese import SLUG_LENGTH
from exemplary.records.schema.types.base import fault

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SUMMARY_LENGTH = 200
_URL = re.compile(r"https?://[^\s<>\"'\\]+")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_DURATION = re.compile(r"(\d{1,2}:)?[0-5]?\d:[0-5]\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")

# Text


def text(value: object) -> str:
    if not isinstance(value, str):
        fault("wrong-shape", shape="text")
    return str(value).strip()


def line(value: object) -> str:
    return " ".join(text(value).split())


def _summary(value: object) -> str:
    written = line(value)
    if len(written) > SUMMARY_LENGTH:
        fault("too-long", length=len(written), limit=SUMMARY_LENGTH)
    return written


def _url(value: object) -> str:
    written = text(value)
    return written if _URL.fullmatch(written) else fault("bad-url", given=written)


def _slug(value: object) -> str:
    written = text(value)
    if not SLUG.fullmatch(written) or len(written) > SLUG_LENGTH:
        fault("bad-id", given=written[:SLUG_LENGTH], better=vietnamese.slug(written) or "…")
    return written


Text = Annotated[str, pydantic.PlainValidator(text)]
Line = Annotated[str, pydantic.PlainValidator(line)]
Summary = Annotated[str, pydantic.PlainValidator(_summary)]
Url = Annotated[str, pydantic.PlainValidator(_url)]
Slug = Annotated[str, pydantic.PlainValidator(_slug)]

# Choices


def _yes_or_no(value: object) -> bool:
    if value not in ("true", "false"):
        fault("bad-choice", given=value, choices="true, false")
    return value == "true"


def _one_of(values: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        written = text(value)
        return written if written in values else fault("bad-choice", given=written, choices=", ".join(values))

    return read


def choice(*values: str) -> Any:
    """A field that takes one of `values`."""
    return Annotated[str, pydantic.PlainValidator(_one_of(values)), pydantic.WithJsonSchema({"enum": list(values)})]


Flag = Annotated[bool, pydantic.PlainValidator(_yes_or_no)]

# Dates


def _date(value: object) -> PartialDate:
    written = text(value)
    try:
        return parse(written)
    except BadDate as bad:
        fault("bad-date", given=written, suggestion=bad.suggestion or "")


def _moment(value: object) -> datetime.datetime:
    written = text(value)
    if not _MOMENT.fullmatch(written):
        fault("bad-moment", given=written)
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError:
        fault("bad-moment", given=written)


def _clock(value: object) -> str:
    """A time of day, its hour without a leading zero: `7:05`."""
    written = text(value)
    if not _CLOCK.fullmatch(written):
        fault("bad-clock", given=written, suggestion=_with_colons(written, _CLOCK))
    return f"{int(written[:-3])}{written[-3:]}"


def _duration(value: object) -> str:
    written = text(value)
    if not _DURATION.fullmatch(written):
        fault("bad-duration", given=written, suggestion=_with_colons(written, _DURATION))
    return written


def _with_colons(written: str, form: re.Pattern[str]) -> str:
    """`10h47` as `10:47`; empty if the numbers in the text do not have that form."""
    first, *others = re.findall(r"\d+", written) or [""]
    meant = ":".join((first, *(number.zfill(2) for number in others)))
    return meant if form.fullmatch(meant) else ""


def _language(value: object) -> str:
    """A language code of two or three letters: `fr`."""
    written = text(value)
    return written if re.fullmatch(r"[a-z]{2,3}", written) else fault("bad-language", given=written)


Language = Annotated[str, pydantic.PlainValidator(_language)]
Clock = Annotated[str, pydantic.PlainValidator(_clock)]
Duration = Annotated[str, pydantic.PlainValidator(_duration)]
Date = Annotated[PartialDate, pydantic.PlainValidator(_date)]
Moment = Annotated[datetime.datetime, pydantic.PlainValidator(_moment)]
