"""Groups of fields that many kinds share: values with remarks, labels in two languages, pictures and files."""

from typing import Annotated, Any, Generic, TypeVar

import pydantic

from exemplary.records.fields.base import Base, fault
from exemplary.records.fields.scalars import Line, Text

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

    def __reduce__(self) -> Any:
        """Kept without its parameter, of which the value is valid already, and which has no name to be found by."""
        return _bare, (), self.__getstate__()

    def __repr_name__(self) -> str:
        """The same for one that was kept: by its words, what is read anew is known to be what it was."""
        return "Stated"


def _bare() -> Stated[Any]:
    return Stated.__new__(Stated)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Item = TypeVar("Item")
OneOrMore = Annotated[tuple[Item, ...], pydantic.BeforeValidator(_listed)]


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


# Pictures and files


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
