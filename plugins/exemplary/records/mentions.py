"""Every reference of a record or an entry, with the field that makes it: `awards.body`, `place`, `story`."""

import datetime
import decimal
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pydantic

from exemplary.i18n.bilingual import Prose
from exemplary.i18n.dates import PartialDate
from exemplary.records.schema.kinds import Facts
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Named, Ref

Path = tuple[str | int, ...]
WITHOUT = frozenset((str, Prose, bool, int, type(None), decimal.Decimal, datetime.datetime, PartialDate))
"""Types that contain no references; checking for these first is faster than asking pydantic."""


class Mention(NamedTuple):
    """`field` is the path without indexes; `path` locates the value in the file."""

    field: str
    target: Ref
    path: Path


def of_facts(facts: Facts) -> Iterator[Mention]:
    """The references in a record's fields; references in its story are located in the story itself."""
    yield from _walk(facts, ())


def of_entry(entry: AnyEntry) -> Iterator[Mention]:
    yield from _walk(entry, ())


def named(mentions: Iterable[Mention]) -> tuple[tuple[str, Ref], ...]:
    """(field, target) of the mentions, without duplicates."""
    return tuple(dict.fromkeys((mention.field, mention.target) for mention in mentions))


def _walk(value: Any, path: Path) -> Iterator[Mention]:
    if isinstance(value, Ref):
        yield Mention(_field(path), value, path)
    elif isinstance(value, Named):
        if value.ref:
            yield Mention(_field(path), value.ref, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, (*path, number))
    elif isinstance(value, pydantic.BaseModel):
        for name, below in value.__dict__.items():
            if type(below) not in WITHOUT and isinstance(below, (tuple, Named, pydantic.BaseModel)):
                yield from _walk(below, (*path, name.rstrip("_")))


def _field(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str) and step != "value")
