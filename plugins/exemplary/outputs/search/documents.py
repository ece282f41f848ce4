"""What is searched: a document for each page to be found, its number, and what a result shows of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from exemplary.outputs.search.words import fnv


class Document(NamedTuple):
    """A page to be found.

    reference  `individuals/le-thi-mau`
    titles     its name and its other names
    paragraphs the rest of what is searched
    """

    reference: str
    titles: tuple[str, ...]
    paragraphs: tuple[str, ...]


class Shown(NamedTuple):
    """What a result shows, by the names that FORMAT.md has; `text` is what the piece of the story is taken from."""

    ref: str
    href: str
    title: str
    kind: str
    kind_label: str
    place: str = ""
    year: str = ""
    deed: str = ""
    text: tuple[str, ...] = ()


class Findable(NamedTuple):
    """A page as the index takes it: `state` tells one state of it from another, `read` makes the rest."""

    state: str
    read: Callable[[], tuple[Document, Shown]]


def capacity(count: int) -> int:
    """Four to seven times a power of two, more than 5/3 the number of documents: few steps, little room to spare."""
    least = 5 * count // 3 + 1
    step = 1 << max(2, least.bit_length() - 3)
    return max(16, -(-least // step) * step)


def numbered(references: Iterable[str], room: int) -> Mapping[str, int]:
    """The number of each document, below `room`: nearly all keep theirs when one comes or goes.

    Linear probing in the order of the hashes, so that what came first does not matter.
    """
    found: dict[str, int] = {}
    taken = bytearray(room)
    for start, reference in sorted((fnv(one) % room, one) for one in references):
        number = start
        while taken[number]:
            number = (number + 1) % room
        taken[number] = 1
        found[reference] = number
    return found
