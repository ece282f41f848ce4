"""The basis of all value types: scalars as written, reporting a broken rule, and frozen groups of fields."""

from typing import NoReturn

import pydantic
import pydantic_core


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


def fault(rule: str, **values: object) -> NoReturn:
    """Tell pydantic that the value breaks the rule of this code; `values` fill the rule's message."""
    raise pydantic_core.PydanticCustomError(rule, "{rule}", {"rule": rule, **values})


class Base(pydantic.BaseModel):
    """A group of fields: frozen, without unknown fields. A known field that is empty is absent."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @pydantic.model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in data.items() if value is not None or name not in known}
