"""How a field must be written, by its model's JSON Schema: the known names, the shape, an example."""

import functools
import re
from typing import Any

import pydantic

Path = tuple[str | int, ...]
Node = dict[str, Any]
Model = type[pydantic.BaseModel]

_SAFE = re.compile(r"[^\n:#{}\[\]\"'&*!|>%@`]{1,40}")


def names_at(model: Model, path: Path) -> tuple[str, ...]:
    """The fields known in the group at `path`, sorted."""
    return tuple(sorted(_node(model, path).get("properties", ())))


def field_at(model: Model, path: Path) -> str:
    """The name of the field at `path`; `value` counts only if it is not the value of a `Stated` group."""
    steps = list(path)
    while steps and (
        isinstance(steps[-1], int) or (steps[-1] == "value" and _is_stated(_node(model, tuple(steps[:-1]))))
    ):
        steps.pop()
    return str(steps[-1]) if steps else ""


def shape_at(model: Model, path: Path) -> str:
    """The shape of the field at `path`, as named in the labels: text, list, group, groups."""
    node = _node(model, _of_field(path))
    if _is_list(node):
        return "groups" if "properties" in _item(model, node) else "list"
    return "group" if "properties" in node else "text"


def example_at(model: Model, path: Path, shape: str, given: object) -> str:
    """The field at `path` written correctly, with the given value where possible."""
    node, text = _node(model, _of_field(path)), _text(given)
    written = {
        "text": text or "…",
        "list": f"[{text or '…, …'}]",
        "named": f"{{text: {text or '…'}}}",
        "prose": f"{{vi: {text or '…'}, en: …}}",
        "group": _group(node, text),
        "groups": f"[{_group(_item(model, node), text)}]",
    }
    return f"{field_at(model, path)}: {written[shape]}"


def entry_example(model: Model, given: object = None) -> str:
    """A register entry written correctly."""
    return f"- {_group(_node(model, ()), _text(given))}"


def _group(node: Node, text: str) -> str:
    """`{form: bang-khen, body: …}`: the required fields, the first with the given text; or else the first field."""
    names = node.get("required")
    quoted = f'"{text}"' if "," in text else text
    first, *others = names or list(node.get("properties", ["…"]))[:1]
    fields = [f"{first}: {quoted if names and quoted else '…'}", *(f"{name}: …" for name in others)]
    return f"{{{', '.join(fields)}}}"


def _text(given: object) -> str:
    """The given value as one line if it is safe in YAML without quotes; otherwise ""."""
    if isinstance(given, list):
        return _text(", ".join(given)) if all(isinstance(one, str) for one in given) else ""
    if isinstance(given, dict):
        return next((_text(value) for value in given.values() if isinstance(value, str)), "")
    return given if isinstance(given, str) and _SAFE.fullmatch(given) else ""


# The schema


@functools.cache
def _schema(model: Model) -> Node:
    return model.model_json_schema()


def _node(model: Model, path: Path) -> Node:
    """The schema node at `path`; steps it does not have are skipped."""
    schema = _schema(model)
    node = schema
    for step in path:
        node = _resolved(node, schema)
        below = node.get("properties", {}).get(step) if isinstance(step, str) else node.get("items")
        node = below if below is not None else node
    return _resolved(node, schema)


def _resolved(node: Node, schema: Node) -> Node:
    for choice in node.get("anyOf") or node.get("oneOf") or ():
        if "$ref" in choice or _is_list(choice):
            node = choice
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _of_field(path: Path) -> Path:
    """The path without trailing indexes."""
    return _of_field(path[:-1]) if path and isinstance(path[-1], int) else path


def _is_list(node: Node) -> bool:
    return "items" in node or "prefixItems" in node


def _item(model: Model, node: Node) -> Node:
    """The item type of a list; for stated values, the type of the value."""
    schema = _schema(model)
    item = _resolved(node.get("items", {}), schema)
    return _resolved(item["properties"]["value"], schema) if _is_stated(item) else item


def _is_stated(node: Node) -> bool:
    return str(node.get("title", "")).startswith("Stated[")
