"""Turns a pydantic error into a finding, with its place in the file and a correct example."""

import difflib
import re
from typing import Any

from exemplary.diagnostics import Diagnostic, Span
from exemplary.records.parsing import shapes
from exemplary.records.parsing.document import Document
from exemplary.rules import finding, worded

Path = tuple[str | int, ...]


def diagnostic(model: type[Any], fault: Any, document: Document, prefix: Path = ()) -> Diagnostic:
    """`prefix` is the path in the file to the data that `model` validated."""
    steps, kind, context = fault["loc"], fault["type"], dict(fault.get("ctx") or {})
    path = (*prefix, *steps)
    if kind in ("extra_forbidden", "none_required"):
        return _unknown_field(model, steps, document.locate(path, key=True), fault["input"])
    if kind == "missing":
        return finding("missing-field", *document.locate(path), field=steps[-1])
    rule = context.pop("rule", "wrong-shape")
    if rule != "wrong-shape":
        return _broken_rule(rule, context, shapes.field_at(model, steps), fault["input"], document.locate(path))
    return _wrong_shape(model, steps, context.get("shape"), fault["input"], document.locate(path))


def wrong_shape(where: tuple[Span, str], field: str, shape: str, example: str) -> Diagnostic:
    """`shape` is one of the shapes in the labels; `example` shows the field written correctly."""
    return finding("wrong-shape", *where, field=field, example=example, **worded("expected", f"shape.{shape}"))


def _wrong_shape(model: type[Any], path: Path, shape: str | None, given: object, where: tuple[Span, str]) -> Diagnostic:
    if not path:
        return wrong_shape(where, str(given), "group", shapes.entry_example(model, given))
    known = shapes.shape_at(model, path)
    shape = shape if shape and known == "text" else known
    return wrong_shape(where, shapes.field_at(model, path), shape, shapes.example_at(model, path, shape, given))


def _unknown_field(model: type[Any], path: Path, where: tuple[Span, str], given: object) -> Diagnostic:
    (span, excerpt), field = where, str(path[-1])
    follows_comma = excerpt[: span.column - 1].rstrip().endswith(",")
    if re.fullmatch(r"\d+", field) or (given is None and follows_comma):
        return finding("comma-in-braces", span, excerpt, field=field)
    near = difflib.get_close_matches(field, shapes.names_at(model, path[:-1]), 1, 0.75)
    return finding("unknown-field", span, excerpt, field=field, suggestion=near[0] if near else "")


def _broken_rule(rule: str, context: dict[str, Any], field: str, given: object, where: tuple[Span, str]) -> Diagnostic:
    suggestion = context.pop("suggestion", "")
    if rule == "bad-choice":
        suggestion = next(iter(difflib.get_close_matches(str(given), context["choices"].split(", "), 1, 0.6)), "")
    return finding(rule, *where, suggestion=suggestion, **{"field": field, **context})
