"""A layout with open slots: split once, filled for each page."""

import dataclasses
import re
from collections.abc import Mapping

_EDGE = "\ufdd1"
"""Encloses the name of a slot. Unicode reserves this character, so it never occurs in text."""
_SLOT = re.compile(f"{_EDGE}([a-z:-]+){_EDGE}")


def slot(name: str) -> str:
    """What a template writes where `fill` is to put something."""
    return f"{_EDGE}{name}{_EDGE}"


@dataclasses.dataclass(frozen=True, slots=True)
class Shell:
    """`parts` alternate between fixed text and slot names; the first and last are text."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> "Shell":
        return cls(tuple(_SLOT.split(html)))

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page; a missing slot stays empty."""
        filled = list(self.parts)
        filled[1::2] = [slots.get(name, "") for name in filled[1::2]]
        return "".join(filled)
