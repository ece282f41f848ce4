"""Groups of fields shared by many kinds: values with remarks, labels in two languages, pictures and files."""

from typing import Annotated, Any, Generic, TypeVar, cast

import pydantic

from exemplary.records.schema.types.base import Base, fault
from exemplary.records.schema.types.bilingual_text import ProseLine, ProseText
from exemplary.records.schema.types.scalars import Line, Text

# Annotated values

Value = TypeVar("Value")


class Noted(Base):
    """Remarks allowed on every stated value, shown discreetly on the page. `editor_note` is not published."""

    source: Line | None = None
    inferred: ProseText | None = None
    printed: Text | None = None
    note: ProseText | None = None
    editor_note: Text | None = None

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """(kind of remark, text) for each remark."""
        given = (("inferred", self.inferred), ("printed", self.printed), ("note", self.note))
        return tuple((kind, text) for kind, text in given if text)


class Stated(Noted, Generic[Value]):
    """A value, written bare or as `{value: …, source, inferred, printed, note}`."""

    value: Value

    @pydantic.model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: object) -> object:
        return data if isinstance(data, dict) and cls._is_group(data) else {"value": data}

    @classmethod
    def _is_group(cls, data: dict[str, object]) -> bool:
        """Whether it is written as a group: with a value, or only remarks; then the missing value is reported."""
        known = cls.model_fields.keys()
        own = known - Stated.model_fields.keys()
        return bool(data.keys() & {"value", *own}) or (bool(data) and data.keys() <= known)

    def __reduce__(self) -> Any:
        """Pickle without the type parameter: a parametrised class cannot be looked up by name."""
        return _bare, (self._plain_class(),), self.__getstate__()

    def __repr_name__(self) -> str:
        """The same before and after pickling, since records are compared by their representation."""
        return self._plain_class().__name__

    @classmethod
    def _plain_class(cls) -> "type[Stated[Any]]":
        return cast("type[Stated[Any]]", cls.__pydantic_generic_metadata__["origin"] or cls)


def _bare(of: type[Stated[Any]]) -> Stated[Any]:
    return of.__new__(of)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Item = TypeVar("Item")
OneOrMore = Annotated[tuple[Item, ...], pydantic.BeforeValidator(_listed)]


class Label(Base):
    """A label of a register entry: one text, or one per language."""

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
    """A picture beside the record; `focal` is a point inside every crop: from the top left, 0 to 1."""

    file: Line
    alt: ProseLine
    credit: ProseLine
    caption: ProseLine | None = None
    licence: ProseLine | None = None
    focal: Focal = (0.5, 0.4)


class Attachment(Base):
    """A file to download, beside the record."""

    file: Line
    title: ProseLine
