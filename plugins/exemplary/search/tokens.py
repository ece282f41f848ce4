"""The words of all documents as arrays: one row per word, in the order of the text."""

import array
import collections
import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy
import numpy.typing

from exemplary.search.coding import Numbers
from exemplary.search.documents import Document
from exemplary.search.words import joined, neighbour, spellings, word

PLACES = 64
"""Positions are counted modulo this."""
PARAGRAPHS = 8
"""The number of hashes that distinguish paragraphs by their first words."""
PLACE_BITS = 9
"""Bits for a position and its paragraph."""
LONGEST_TITLE = 63
"""The maximum number of words counted in a title."""
AT_ONCE = 1_000_000
"""Rows."""


@dataclasses.dataclass(frozen=True)
class Rows:
    """The words of some documents as spelled; cached between builds.

    rows      numbers of spellings, paragraph after paragraph
    lengths number of words in each paragraph; `owners` its document, an index of `references`; `headings` 1 for titles
    """

    references: list[str]
    spellings: list[str]
    rows: Numbers
    lengths: Numbers
    owners: Numbers
    headings: Numbers

    def without(self, gone: Collection[str]) -> "Rows":
        """The rows without some documents; all spellings are kept."""
        stays = numpy.array([one not in gone for one in self.references], bool)
        renumbered = numpy.cumsum(stays) - 1
        kept = stays[self.owners]
        return Rows(
            references=[one for one in self.references if one not in gone],
            spellings=self.spellings,
            rows=self.rows[numpy.repeat(kept, self.lengths)],
            lengths=self.lengths[kept],
            owners=renumbered[self.owners[kept]].astype(numpy.int32),
            headings=self.headings[kept],
        )


def gathered(documents: Iterable[Document]) -> Rows:
    """Each document once; spellings are numbered in order of occurrence."""
    known: collections.defaultdict[str, int] = collections.defaultdict()
    known.default_factory = known.__len__
    rows, lengths, owners, headings = array.array("i"), array.array("i"), array.array("i"), array.array("b")
    references = []
    for number, document in enumerate(documents):
        references.append(document.reference)
        for heading, texts in ((1, document.titles), (0, document.paragraphs)):
            for spelled in (one for text in texts for one in _runs(text)):
                rows.extend([known[one] for one in spelled])
                lengths.append(len(spelled))
                owners.append(number)
                headings.append(heading)
    arrays = (numpy.array(one, kind) for one, kind in ((lengths, "i4"), (owners, "i4"), (headings, "u1")))
    return Rows(references, list(known), numpy.array(rows, _narrowest(len(known))), *arrays)


def _narrowest(count: int) -> numpy.dtype[Any]:
    """The smallest type for numbers below `count`: there are tens of millions of words."""
    return numpy.min_scalar_type(max(0, count - 1))


def _runs(text: str) -> list[list[str]]:
    """The words of a paragraph, and each joined word by itself, without neighbours."""
    return [run for run in (spellings(text), *([one] for _, one in joined(text))) if run]


def merged(parts: Sequence[Rows]) -> Rows:
    """The rows of all parts, which have no document in common."""
    known: collections.defaultdict[str, int] = collections.defaultdict()
    known.default_factory = known.__len__
    rows, owners, references = [], [], list[str]()
    for part in parts:
        numbers = [known[one] for one in part.spellings]
        rows.append(numpy.array(numbers, _narrowest(len(known)))[part.rows] if len(part.rows) else part.rows)
        owners.append(part.owners + numpy.int32(len(references)))
        references += part.references
    return Rows(
        references=references,
        spellings=list(known),
        rows=_together(rows, _narrowest(len(known))),
        lengths=_together([part.lengths for part in parts], numpy.int32),
        owners=_together(owners, numpy.int32),
        headings=_together([part.headings for part in parts], numpy.uint8),
    )


def _together(arrays: Sequence[Numbers], kind: type[numpy.integer[Any]] | numpy.dtype[Any]) -> Numbers:
    return numpy.concatenate([numpy.empty(0, kind), *arrays]).astype(kind, copy=False)


@dataclasses.dataclass(frozen=True)
class Tokens:
    """All occurrences of some words, one row each, in the order of the text.

    words      numbers in the vocabulary; `codes` of their marks; `documents` by number
    titles     the number of words in the title, at most 63; 0 if the word is not in a title
    places     8·(the position in the paragraph, modulo 64) plus a hash of the paragraph
    rows       the index among all rows
    followed   whether another word follows in the paragraph: its number in `next_words`, its code in `next_codes`
    """

    words: Numbers
    codes: Numbers
    documents: Numbers
    titles: Numbers
    places: Numbers
    rows: Numbers
    followed: Numbers
    next_words: Numbers
    next_codes: Numbers


def _counted(rows: Numbers, count: int) -> Numbers:
    """The number of occurrences of each number, counted in parts, since numpy needs eight bytes for each."""
    found = numpy.zeros(count, numpy.int64)
    for at in range(0, len(rows), AT_ONCE):
        found += numpy.bincount(rows[at : at + AT_ONCE], minlength=count)
    return found


class Corpus:
    """Rows as they are indexed.

    folded     the vocabulary in order of code points; `counts` is the number of occurrences of each word

    Data about spellings and paragraphs is expanded to rows only when needed: there are tens of millions of words.
    """

    def __init__(self, given: Rows, numbers: Mapping[str, int]) -> None:
        uses = _counted(given.rows, len(given.spellings))
        spelled = [word(one) if times else None for one, times in zip(given.spellings, uses.tolist(), strict=True)]
        self.folded = sorted({one.folded for one in spelled if one})
        ranks = {one: rank for rank, one in enumerate(self.folded)}
        own = [ranks[one.folded] if one else 0 for one in spelled]
        self.words = numpy.array(own, _narrowest(len(self.folded)))
        self.codes = numpy.array([one.code if one else 0 for one in spelled], numpy.uint8)
        self.counts = numpy.bincount(self.words, uses, len(self.folded)).astype(numpy.int64)
        self.rows, self.lengths = given.rows, given.lengths
        self.ends = numpy.cumsum(given.lengths, dtype=numpy.int64)
        documents = numpy.array([numbers[one] for one in given.references], numpy.int32)
        self.documents = documents[given.owners]
        self.titles = given.headings * numpy.minimum(given.lengths, LONGEST_TITLE).astype(numpy.uint8)
        hashes = numpy.array([neighbour(one) % PARAGRAPHS for one in self.folded], numpy.int16)
        self.paragraphs = hashes[self.words[given.rows[self.ends - given.lengths]]]

    def tokens(self, low: int, high: int) -> Tokens:
        """The rows of the words from `low` up to, but not including, `high`."""
        columns: list[list[Numbers]] = [[] for _ in dataclasses.fields(Tokens)]
        for first, last in self._runs():
            part = self._part(low, high, first, last)
            for column, field in zip(columns, dataclasses.fields(Tokens), strict=True):
                column.append(getattr(part, field.name))
        return Tokens(*(numpy.concatenate(columns.pop(0)) for _ in dataclasses.fields(Tokens)))

    def behind(self, rows: Numbers, steps: int) -> Numbers:
        """The word `steps` words after each of some rows; -1 if the paragraph ends before it."""
        there = rows + steps < self.ends[numpy.searchsorted(self.ends, rows, "right")]
        return numpy.where(there, self.words[self.rows[numpy.where(there, rows + steps, 0)]].astype(numpy.int64), -1)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Ranges of paragraphs, by number, with few enough rows to be processed together."""
        first = 0
        while first < len(self.ends) or not first:
            before = self.ends[first - 1] if first else 0
            last = max(int(numpy.searchsorted(self.ends, before + AT_ONCE, "right")), first + 1)
            yield first, min(last, len(self.ends))
            first = last

    def _part(self, low: int, high: int, first: int, last: int) -> Tokens:
        begin, lengths = int(self.ends[first - 1]) if first else 0, self.lengths[first:last]
        rows = self.rows[begin : begin + int(lengths.sum())]
        words = self.words[rows]
        own = numpy.flatnonzero((words >= low) & (words < high))
        paragraphs = numpy.repeat(numpy.arange(first, last, dtype=numpy.int32), lengths)[own]
        left = self.ends[paragraphs] - begin - own
        after = own + (left > 1)
        places = (self.lengths[paragraphs] - left) % PLACES * PARAGRAPHS + self.paragraphs[paragraphs]
        return Tokens(
            words=words[own],
            codes=self.codes[rows[own]],
            documents=self.documents[paragraphs],
            titles=self.titles[paragraphs],
            places=places.astype(numpy.int16),
            rows=(own + begin).astype(numpy.int32),
            followed=(left > 1).view(numpy.uint8),
            next_words=words[after],
            next_codes=self.codes[rows[after]],
        )
