"""The words of all documents, as arrays: one row for each word, in the order of the text."""

import array
import collections
import dataclasses
from collections.abc import Iterable

import numpy

from exemplary.outputs.search.coding import Bytes, Numbers
from exemplary.outputs.search.documents import Document
from exemplary.outputs.search.words import joined, neighbour, spellings, word

PLACES = 64
"""Positions are counted modulo this."""
PARAGRAPHS = 8
"""Paragraphs are told apart by so many hashes of their first words."""


@dataclasses.dataclass(frozen=True)
class Tokens:
    """Rows; `folded` holds the vocabulary in the order of code points, `words` numbers in it.

    places      64·8 numbers: the position in the paragraph, and a hash of the paragraph
    followed    whether the next row is the next word of the same paragraph
    """

    folded: list[str]
    words: Numbers
    codes: Numbers
    documents: Numbers
    titles: Bytes
    places: Numbers
    followed: Bytes


class Gathering:
    """Collects documents, each once; spellings are numbered as they come."""

    def __init__(self) -> None:
        self.spellings: collections.defaultdict[str, int] = collections.defaultdict()
        self.spellings.default_factory = self.spellings.__len__
        self.rows, self.lengths = array.array("i"), array.array("i")
        self.owners, self.headings = array.array("i"), array.array("b")

    def add(self, number: int, document: Document) -> None:
        for title in document.titles:
            self._paragraph(number, title, 1)
        for paragraph in document.paragraphs:
            self._paragraph(number, paragraph, 0)

    def _paragraph(self, number: int, text: str, heading: int) -> None:
        known = self.spellings
        self._rows(number, heading, [known[one] for one in spellings(text)])
        for _, one in joined(text):  # nobody's neighbour
            self._rows(number, heading, [known[one]])

    def _rows(self, number: int, heading: int, rows: list[int]) -> None:
        if rows:
            self.rows.extend(rows)
            self.lengths.append(len(rows))
            self.owners.append(number)
            self.headings.append(heading)

    def tokens(self) -> Tokens:
        spelled = [word(one) for one in self.spellings]
        folded = sorted({one.folded for one in spelled})
        ranks = {one: rank for rank, one in enumerate(folded)}
        words = numpy.array([ranks[one.folded] for one in spelled], numpy.int32)
        codes = numpy.array([one.code for one in spelled], numpy.uint8)
        rows, lengths = numpy.array(self.rows, numpy.int32), numpy.array(self.lengths, numpy.int32)
        begins = numpy.cumsum(lengths) - lengths
        hashes = numpy.array([neighbour(one) % PARAGRAPHS for one in folded], numpy.int16)
        marks = numpy.repeat(hashes[words[rows[begins]]], lengths) if len(rows) else rows
        positions = numpy.arange(len(rows), dtype=numpy.int32) - numpy.repeat(begins.astype(numpy.int32), lengths)
        followed = numpy.ones(len(rows), numpy.uint8)
        followed[begins + lengths - 1] = 0
        return Tokens(
            folded=folded,
            words=words[rows],
            codes=codes[rows],
            documents=numpy.repeat(numpy.array(self.owners, numpy.int32), lengths),
            titles=numpy.repeat(numpy.array(self.headings, numpy.uint8), lengths),
            places=numpy.asarray(positions % PLACES * PARAGRAPHS, numpy.int16) + marks,
            followed=followed,
        )


def gathered(documents: Iterable[tuple[int, Document]]) -> Tokens:
    found = Gathering()
    for number, document in documents:
        found.add(number, document)
    return found.tokens()
