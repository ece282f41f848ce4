"""Validates the fields of a file; where something is wrong, as little as possible is left out."""

from collections.abc import Mapping
from typing import Any, TypeVar

import pydantic

from exemplary.diagnostics import Diagnostic
from exemplary.records.parsing.diagnosis import diagnostic
from exemplary.records.parsing.document import Document
from exemplary.rules import limited

Stating = TypeVar("Stating", bound=pydantic.BaseModel)
Path = tuple[str | int, ...]
Data = Mapping[str, Any]
Gaps = Mapping[str, tuple[int, ...]]


def facts_of(model: type[Stating], data: Data, document: Document, found: list[Diagnostic]) -> tuple[Stating, Gaps]:
    """The facts in the fields, leaving out what is wrong, so that other mistakes are found too.

    As little as possible is left out: part of an item, otherwise the item, otherwise the field. The second value is the
    indexes of the items left out, by field; a field left out completely has the index -1.
    """
    facts, faults = _read(model, data)
    found.extend(limited(diagnostic(model, fault, document) for fault in faults))
    gaps: dict[str, tuple[int, ...]] = {}
    for leave_out in (_parts, _items, _fields):
        if facts is None:
            data, left_out = leave_out(data, [fault["loc"] for fault in faults])
            gaps.update(left_out)
            facts, faults = _read(model, data)
    assert facts is not None, "a model without its wrong fields is sound"
    return facts, gaps


def validated(
    model: type[Stating], data: object, document: Document, prefix: Path, found: list[Diagnostic]
) -> Stating | None:
    """The model of `data`; None if anything in it is wrong."""
    entry, faults = _read(model, data)
    found.extend(limited(diagnostic(model, fault, document, prefix) for fault in faults))
    return entry


def _read(model: type[Stating], data: object) -> tuple[Stating | None, list[Any]]:
    """Return (model, []) or (None, pydantic's errors)."""
    try:
        return model.model_validate(data), []
    except pydantic.ValidationError as error:
        return None, [{**fault, "loc": _untagged(fault["loc"])} for fault in error.errors(include_url=False)]


def _untagged(path: Path) -> Path:
    """The path without the step that pydantic adds for the form of a source."""
    at = path.index("sources") + 2 if "sources" in path else len(path)
    return (*path[:at], *path[at + 1 :])


# Leaving out what is wrong: each function returns the remaining data, and the gaps it made


def _parts(data: Data, wrong: list[Path]) -> tuple[Data, Gaps]:
    places = {place[:3] for place in wrong}

    def left(field: str, number: int, item: object) -> object:
        if not isinstance(item, dict):
            return item
        return {part: value for part, value in item.items() if (field, number, part) not in places}

    return {
        field: [left(field, number, item) for number, item in enumerate(value)] if isinstance(value, list) else value
        for field, value in data.items()
    }, {}


def _items(data: Data, wrong: list[Path]) -> tuple[Data, Gaps]:
    places = {place[:2] for place in wrong}
    lists = {field: value for field, value in data.items() if isinstance(value, list)}
    gaps = {field: tuple(n for n in range(len(value)) if (field, n) in places) for field, value in lists.items()}
    left = {
        field: [item for number, item in enumerate(value) if (field, number) not in places]
        for field, value in lists.items()
    }
    return {**data, **left}, {field: numbers for field, numbers in gaps.items() if numbers}


def _fields(data: Data, wrong: list[Path]) -> tuple[Data, Gaps]:
    names = {str(place[0]) for place in wrong}
    return {field: value for field, value in data.items() if field not in names}, dict.fromkeys(names, (-1,))
