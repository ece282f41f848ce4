"""The host's page with open slots: `@@title@@`, `@@body@@` … Split once, filled for each page."""

import dataclasses
import re
from collections.abc import Mapping

_SLOT = re.compile(r"@@([a-z]+(?::[a-z-]+)?)@@")


@dataclasses.dataclass(frozen=True, slots=True)
class Shell:
    """`parts` alternate between fixed text and the names of slots, text first and last."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> "Shell":
        return cls(tuple(_SLOT.split(html)))

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page; a slot that is not given stays empty."""
        filled = list(self.parts)
        filled[1::2] = [slots.get(name, "") for name in filled[1::2]]
        return "".join(filled)


@dataclasses.dataclass(frozen=True, slots=True)
class Hosted:
    """What the host lends: a shell by (language, depth), and its own pages as (address, date of change or nothing)."""

    shells: Mapping[tuple[str, int], Shell]
    pages: tuple[tuple[str, str], ...] = ()
