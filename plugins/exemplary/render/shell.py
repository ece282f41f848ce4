"""The host's page with open slots: `@@title@@`, `@@body@@` … Split once, filled for each page."""

import dataclasses
import re
from collections.abc import Mapping

_SLOT = re.compile(r"@@([a-z]+(?::[a-z-]+)?)@@")


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


@dataclasses.dataclass(frozen=True, slots=True)
class HostPages:
    """The host's output: shells by (language, depth), and its own pages as (address, date of change or "")."""

    shells: Mapping[tuple[str, int], Shell]
    pages: tuple[tuple[str, str], ...] = ()
