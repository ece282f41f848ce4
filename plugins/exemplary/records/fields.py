"""Value types: each reads the text as it was written and gives a frozen value, or the rule that it breaks.

A document's scalars come as `Plain` (unquoted) or `str` (quoted); the difference matters for numbers only.
"""

import dataclasses
import datetime
import decimal
import re
from collections.abc import Callable
from typing import Annotated, Any, Generic, NamedTuple, NoReturn, Self, TypeVar

import pydantic
import pydantic_core

from exemplary import vietnamese
from exemplary.dates import BadDate, PartialDate, parse
from exemplary.vietnamese import slug

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 80
RECORD_KINDS = ("individuals", "collectives", "models", "stories", "themes", "conferences")
EXEMPLAR_KINDS = RECORD_KINDS[:3]
REGISTERS = ("places", "organisations", "documents", "award-forms", "fields", "sources")


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


def fault(rule: str, **values: object) -> NoReturn:
    """Tell pydantic that the value breaks the rule of this code; `values` fill the rule's message."""
    raise pydantic_core.PydanticCustomError(rule, "{rule}", {"rule": rule, **values})


class Base(pydantic.BaseModel):
    """A group of fields: frozen, and nothing unknown in it. A known field that is empty is absent."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)

    @pydantic.model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in data.items() if value is not None or name not in known}


# Text


def _text(value: object) -> str:
    if not isinstance(value, str):
        fault("wrong-shape", expected_vi="một dòng chữ", expected_en="text")
    return str(value).strip()


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _url(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"'\\]+", text):
        fault("bad-url", given=text)
    return text


def _yes_or_no(value: object) -> bool:
    if value not in ("true", "false"):
        fault("bad-choice", given=value, choices="true, false")
    return value == "true"


Text = Annotated[str, pydantic.PlainValidator(_text)]
Line = Annotated[str, pydantic.PlainValidator(_line)]
Url = Annotated[str, pydantic.PlainValidator(_url)]
Flag = Annotated[bool, pydantic.PlainValidator(_yes_or_no)]


def _slug(value: object) -> str:
    text = _text(value)
    if not SLUG.fullmatch(text) or len(text) > SLUG_LENGTH:
        fault("bad-id", given=text[:SLUG_LENGTH], better=vietnamese.slug(text) or "…")
    return text


Slug = Annotated[str, pydantic.PlainValidator(_slug)]


def choice(*values: str) -> Any:
    """A field that takes one of `values`."""

    def read(value: object) -> str:
        text = _text(value)
        if text not in values:
            fault("bad-choice", given=text, choices=", ".join(values))
        return text

    return Annotated[str, pydantic.PlainValidator(read), pydantic.WithJsonSchema({"enum": list(values)})]


# Dates


def _date(value: object) -> PartialDate:
    text = _text(value)
    try:
        return parse(text)
    except BadDate as bad:
        fault("bad-date", given=text, suggestion=bad.suggestion or "")


def _moment(value: object) -> datetime.datetime:
    text = _text(value)
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text):
        fault("bad-moment", given=text)
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        fault("bad-moment", given=text)


Date = Annotated[PartialDate, pydantic.PlainValidator(_date)]
Moment = Annotated[datetime.datetime, pydantic.PlainValidator(_moment)]


# Numbers

_GROUPED = re.compile(r"-?[1-9]\d{,2}(\.\d{3})+(,\d+)?", re.ASCII)
_VIETNAMESE = re.compile(r"-?\d+(,\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_LONGEST = 40


def _number(value: object) -> decimal.Decimal:
    text = _text(value)
    if len(text) > _LONGEST:
        fault("bad-number", given=text[:_LONGEST] + "…")
    if _GROUPED.fullmatch(text):
        return _grouped(text, quoted=not isinstance(value, Plain))
    if re.fullmatch(r"-?0\d+", text):
        fault("bad-whole-number", given=text, better=str(int(text)))
    if _VIETNAMESE.fullmatch(text) or _PLAIN.fullmatch(text):
        return decimal.Decimal(text.replace(",", "."))
    fault("bad-number", given=text)


def _grouped(text: str, *, quoted: bool) -> decimal.Decimal:
    """`"1.662"` in quotes is the Vietnamese 1662; unquoted it may be a fraction in YAML's eyes."""
    thousands = text.replace(".", "")
    if not quoted:
        fault("ambiguous-number", given=text, thousands=thousands, fraction=text.replace(".", ","))
    return decimal.Decimal(thousands.replace(",", "."))


def _whole(value: object) -> int:
    text = _text(value)
    digits = text.replace(".", "") if _GROUPED.fullmatch(text) and "," not in text else text
    if re.fullmatch(r"\d{4}(-\d\d){1,2}", text, re.ASCII):
        fault("bad-whole-number", given=text, better=text[:4])
    if not re.fullmatch(r"-?\d+", digits, re.ASCII) or len(text) > _LONGEST:
        fault("bad-number", given=text[:_LONGEST])
    if re.match(r"-?0\d", digits) or (digits != text and isinstance(value, Plain)):
        fault("bad-whole-number", given=text, better=str(int(digits)))
    return int(digits)


Number = Annotated[decimal.Decimal, pydantic.PlainValidator(_number)]
Whole = Annotated[int, pydantic.PlainValidator(_whole)]


# References


class Ref(NamedTuple):
    """Which record or register entry: `individuals/le-thi-mau`, `places/gia-lai`."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        kind, slash, slug = text.partition("/")
        known = kind in RECORD_KINDS or kind in REGISTERS
        return cls(kind, slug) if slash and known and SLUG.fullmatch(slug) else None


def reference(*kinds: str) -> Any:
    """A field that refers to one of `kinds`; where that is one register, the bare id is the way to write it."""

    def read(value: object) -> Ref:
        text = _text(value)
        if len(kinds) == 1 and kinds[0] in REGISTERS and SLUG.fullmatch(text):
            return Ref(kinds[0], text)
        found = Ref.parse(text)
        if found is None or found.kind not in kinds:
            fault("bad-reference", given=text, better=_better(text, kinds))
        return found

    return Annotated[Ref, pydantic.PlainValidator(read), pydantic.WithJsonSchema({"type": "string"})]


def _better(text: str, kinds: tuple[str, ...]) -> str:
    name = slug(text.rpartition("/")[2]) or "…"
    return " | ".join(f"{kind}/{name}" for kind in kinds)


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """Somebody or some place: on record (`ref`), or only in words (`text`); exactly one of the two is set."""

    ref: Ref | None = None
    text: str = ""


def named(*kinds: str) -> Any:
    """A field that takes the bare id of the first kind, `kind/slug` of the others, or `{text: …}`."""

    def read(value: object) -> Named:
        if isinstance(value, dict) and set(value) == {"text"}:
            return Named(text=_line(value["text"]))
        if not isinstance(value, str):
            fault("wrong-shape", expected_vi="một mã, hoặc {text: …}", expected_en="an id, or {text: …}")
        if SLUG.fullmatch(value):
            return Named(ref=Ref(kinds[0], str(value)))
        found = Ref.parse(value)
        if found is None or found.kind not in kinds:
            fault("bad-reference", given=value, better=_as_named(value))
        return Named(ref=found)

    return Annotated[Named, pydantic.PlainValidator(read), pydantic.WithJsonSchema({"type": ["string", "object"]})]


def _as_named(text: str) -> str:
    """How somebody or some place is written: by id, where it is in the register, else in words."""
    return f'{slug(text) or "…"} | {{text: "{text}"}}'


Organisation = named("organisations", "collectives")
Actor = named("organisations", "collectives", "individuals")
Place = named("places")


# Annotated values

Value = TypeVar("Value")


class Noted(Base):
    """What may be said of any stated value; the page shows all four, discreetly."""

    source: Line | None = None
    inferred: Text | None = None
    printed: Text | None = None
    note: Text | None = None

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """(kind of remark, its text), those that are there."""
        given = (("inferred", self.inferred), ("printed", self.printed), ("note", self.note))
        return tuple((kind, text) for kind, text in given if text)


class Stated(Noted, Generic[Value]):
    """A value as written, bare or as `{value: …, source, inferred, printed, note}`."""

    value: Value

    @pydantic.model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: object) -> object:
        return data if isinstance(data, dict) and "value" in data else {"value": data}


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Item = TypeVar("Item")
OneOrMore = Annotated[tuple[Item, ...], pydantic.BeforeValidator(_listed)]


# Labels, pictures, files


class Label(Base):
    """A label of a register entry: one text, or one a language."""

    vi: Line | None = None
    en: Line | None = None

    @pydantic.model_validator(mode="before")
    @classmethod
    def _one_text(cls, data: object) -> object:
        return {"vi": data} if isinstance(data, str) else data

    def text(self, language: str) -> str:
        return (self.en if language == "en" else self.vi) or self.vi or self.en or ""


def _focal(value: object) -> tuple[float, float]:
    try:
        x, y = map(float, value if isinstance(value, list) else ())
    except (TypeError, ValueError):
        fault("bad-focal")
    return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else fault("bad-focal")


Focal = Annotated[tuple[float, float], pydantic.PlainValidator(_focal)]


class Image(Base):
    """A picture beside the record; `focal` is the point kept in every crop, from the top left, 0 to 1."""

    file: Line
    alt: Line
    credit: Line
    caption: Line | None = None
    licence: Line | None = None
    focal: Focal = (0.5, 0.4)


class Attachment(Base):
    """A file to download, beside the record."""

    file: Line
    title: Line


def limited(limit: int) -> Callable[[object], str]:
    """A reader of one line of at most `limit` characters."""

    def read(value: object) -> str:
        text = _line(value)
        if len(text) > limit:
            fault("too-long", length=len(text), limit=limit)
        return text

    return read


Summary = Annotated[str, pydantic.PlainValidator(limited(200))]
