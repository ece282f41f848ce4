"""What is searched: one document per page, its number, and what a result shows of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from exemplary.search.words import fnv


class Document(NamedTuple):
    """A page that can be found.

    reference  `individuals/le-thi-mau`
    titles     its name and its other names
    paragraphs all other text to search
    """

    reference: str
    titles: tuple[str, ...]
    paragraphs: tuple[str, ...]


class Shown(NamedTuple):
    """What a result shows, with the field names of FORMAT.md; the excerpt of the story is taken from `text`."""

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
    """A page to index: `state` is a fingerprint, `read` makes the document and the result."""

    state: str
    read: Callable[[], tuple[Document, Shown]]


def capacity(count: int) -> int:
    """Four to seven times a power of two, above 5/3 of the number of documents: few steps, little spare room."""
    least = 5 * count // 3 + 1
    step = 1 << max(2, least.bit_length() - 3)
    return max(16, -(-least // step) * step)


def numbered(references: Iterable[str], room: int) -> Mapping[str, int]:
    """The number of each document, below `room`. When a document is added or removed, nearly all others keep theirs.

    Linear probing in order of the hashes, so that the result does not depend on the order of insertion.
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
