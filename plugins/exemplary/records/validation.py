"""What pydantic finds wrong, as findings of ours with the place in the file."""

import copy
import difflib
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import pydantic

from exemplary.diagnostics import Diagnostic, Span
from exemplary.records.document import Document
from exemplary.rules import finding

Stating = TypeVar("Stating", bound=pydantic.BaseModel)


Gaps = Mapping[str, tuple[int, ...]]


def facts_of(
    model: type[Stating], data: Mapping[str, Any], document: Document, found: list[Diagnostic]
) -> tuple[Stating, Gaps]:
    """What the fields state, with what is wrong left aside, so that the mistakes of the rest are found too.

    What is left aside is as little as can be: a part of an item, else the item, else the field. The second value gives
    the numbers of the items left out, by field; a field left out whole has the number -1.
    """
    faults = _faults(model, data)
    found.extend(_diagnostic(model, fault, document, ()) for fault in faults)
    left: dict[str, Any] = copy.deepcopy(dict(data)) if faults else dict(data)
    gaps: dict[str, tuple[int, ...]] = {}
    for prune in (_without_parts, _without_items, _without_fields):
        if faults:
            prune(left, [fault["loc"] for fault in faults], gaps)
            faults = _faults(model, left)
    return model.model_validate(left), gaps


def _faults(model: type[pydantic.BaseModel], data: Mapping[str, Any]) -> list[Any]:
    try:
        model.model_validate(data)
    except pydantic.ValidationError as error:
        return list(error.errors(include_url=False))
    return []


def _without_parts(data: dict[str, Any], places: list[Any], gaps: dict[str, tuple[int, ...]]) -> None:
    for field, number, part in (place[:3] for place in places if len(place) > 2):
        items = data.get(field)
        if isinstance(items, list) and isinstance(number, int) and isinstance(items[number], dict):
            items[number].pop(part, None)


def _without_items(data: dict[str, Any], places: list[Any], gaps: dict[str, tuple[int, ...]]) -> None:
    wrong: dict[str, set[int]] = {}
    for field, number in (place[:2] for place in places if len(place) > 1):
        if isinstance(data.get(field), list) and isinstance(number, int):
            wrong.setdefault(field, set()).add(number)
    for field, numbers in wrong.items():
        data[field] = [item for number, item in enumerate(data[field]) if number not in numbers]
        gaps[field] = tuple(sorted(numbers))


def _without_fields(data: dict[str, Any], places: list[Any], gaps: dict[str, tuple[int, ...]]) -> None:
    for place in places:
        data.pop(str(place[0]), None)
        gaps[str(place[0])] = (-1,)


def validated(
    model: type[Any], data: object, document: Document, prefix: tuple[str | int, ...], found: list[Diagnostic]
) -> Any:
    try:
        return model.model_validate(data)
    except pydantic.ValidationError as error:
        found.extend(_diagnostic(model, fault, document, prefix) for fault in error.errors(include_url=False))
        return None


FIELDS = ("các trường «tên: giá trị»", "fields, “name: value”")
SHAPES = {
    "list": ("một danh sách", "a list"),
    "tuple": ("một danh sách", "a list"),
    "dict": ("một nhóm trường", "a group of fields"),
    "model": ("một nhóm trường", "a group of fields"),
    "none": ("để trống", "left out"),
}


def _diagnostic(model: type[Any], fault: Any, document: Document, prefix: tuple[str | int, ...]) -> Diagnostic:
    """One of pydantic's errors as a finding of ours."""
    path, kind, context = (*prefix, *fault["loc"]), fault["type"], dict(fault.get("ctx") or {})
    field = str(fault["loc"][-1]) if fault["loc"] else str(prefix[-1] if prefix else "")
    if kind == "extra_forbidden" or kind == "none_required":
        return _unknown_field(model, path, field, document, fault)
    if kind == "missing":
        return finding("missing-field", *document.locate(path), field=field)
    if "rule" in context:
        return _broken_rule(context, path, fault["input"], document)
    shape = next((words for name, words in SHAPES.items() if kind.startswith(name)), ("một dòng chữ", "text"))
    return wrong_shape(document.locate(path), _named(path), *shape)


def wrong_shape(where: tuple[Span, str], field: str, expected_vi: str, expected_en: str) -> Diagnostic:
    return finding("wrong-shape", *where, field=field, expected_vi=expected_vi, expected_en=expected_en)


def _unknown_field(model: type[Any], path: tuple[Any, ...], field: str, document: Document, fault: Any) -> Diagnostic:
    span, excerpt = document.locate(path, key=True)
    follows_comma = excerpt[: span.column - 1].rstrip().endswith(",")
    if re.fullmatch(r"\d+", field) or (fault["input"] is None and follows_comma):
        return finding("comma-in-braces", span, excerpt, field=field)
    near = difflib.get_close_matches(field, sorted(_names_at(model, path)), 1, 0.75)
    return finding("unknown-field", span, excerpt, field=field, suggestion=near[0] if near else "")


def _names_at(model: type[Any], path: tuple[Any, ...]) -> set[str]:
    """The field names known where the unknown one stood, found by following the path in the JSON Schema."""
    schema = model.model_json_schema()
    node = schema
    for step in path[:-1]:
        node = _resolved(node, schema)
        below = node.get("properties", {}).get(str(step)) if isinstance(step, str) else node.get("items")
        node = below if below is not None else node
    return set(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for choice in node.get("anyOf", node.get("oneOf", ())):
        if "$ref" in choice or "items" in choice:
            node = choice
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _broken_rule(context: dict[str, Any], path: tuple[Any, ...], given: object, document: Document) -> Diagnostic:
    rule, suggestion = context.pop("rule"), context.pop("suggestion", "")
    if rule == "bad-choice" and not suggestion:
        near = difflib.get_close_matches(str(given), context["choices"].split(", "), 1, 0.6)
        suggestion = near[0] if near else ""
    context.setdefault("field", _named(path))
    return finding(rule, *document.locate(path), suggestion=suggestion, **context)


def _named(path: tuple[Any, ...]) -> str:
    return next(
        (str(step) for step in reversed(path) if isinstance(step, str) and step not in ("value", "id", "source")), ""
    )
