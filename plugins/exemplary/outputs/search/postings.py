"""Rows of words -> postings: for each word, and for each pair of neighbours, the documents that have it."""

import dataclasses
from collections.abc import Iterator

import numpy

from exemplary.outputs.search.coding import Numbers
from exemplary.outputs.search.tokens import Tokens
from exemplary.outputs.search.words import neighbour

TITLE, OFTEN, ONCE = range(3)
"""Levels, the best first: in a title, with four times its words, twice or more in the text, once."""
LONGEST = 63
"""Words of a title that are told apart."""
CODE_BITS = 8
MOST = 1_000_000
"""Pairs that are sorted at once."""


@dataclasses.dataclass(frozen=True)
class Words:
    """Postings of words in the order of (word, level, code, document)."""

    words: Numbers
    levels: Numbers
    codes: Numbers
    documents: Numbers


@dataclasses.dataclass(frozen=True)
class Pairs:
    """Postings of pairs in the order of (first, hash of the second, codes, document, place)."""

    firsts: Numbers
    seconds: Numbers
    first_codes: Numbers
    second_codes: Numbers
    documents: Numbers
    places: Numbers


def bits(most: int) -> int:
    return max(1, int(most).bit_length())


def words(tokens: Tokens, capacity: int) -> Words:
    """Each (word, code, document) once, with its best level."""
    room = bits(capacity - 1)
    keys = tokens.words.astype(numpy.int64)
    keys <<= CODE_BITS
    keys |= tokens.codes
    keys <<= room
    keys |= tokens.documents
    keys <<= 8
    keys |= tokens.titles - numpy.uint8(1)  # no title is the last
    keys.sort()
    starts = numpy.flatnonzero(numpy.diff(keys >> 8, prepend=-1))
    times = numpy.diff(starts, append=len(keys))
    found = keys[starts]
    length = (found & 255) + 1
    levels = numpy.where(length <= LONGEST, TITLE + 4 * length, numpy.where(times > 1, OFTEN, ONCE))
    found >>= 8
    head, documents = found >> room, found & (1 << room) - 1
    keys = (((head >> CODE_BITS) << 8 | levels) << CODE_BITS | head & 255) << room | documents
    keys.sort()
    head = keys >> room
    return Words(
        words=(head >> CODE_BITS + 8).astype(numpy.int32),
        levels=(head >> CODE_BITS & 255).astype(numpy.uint8),
        codes=(head & 255).astype(numpy.uint8),
        documents=(keys & (1 << room) - 1).astype(numpy.int32),
    )


def frequencies(found: Words, count: int, capacity: int) -> Numbers:
    """How many documents have each word of the vocabulary."""
    room = bits(capacity - 1)
    keys = found.words.astype(numpy.int64) << room | found.documents
    keys.sort()
    return numpy.bincount(keys[numpy.diff(keys, prepend=-1) != 0] >> room, minlength=count)


class Neighbours:
    """All pairs of neighbours, to be taken a share at a time: the first words from one number to before another."""

    def __init__(self, tokens: Tokens, capacity: int) -> None:
        self.tokens = tokens
        known = numpy.array([neighbour(one) for one in tokens.folded], numpy.int64)
        self.hashes, self.ranks = numpy.unique(known, return_inverse=True)
        self.rows = numpy.flatnonzero(tokens.followed)
        self.firsts = tokens.words[self.rows]
        self.room, self.width = bits(capacity - 1), bits(len(self.hashes) - 1)

    def shares(self) -> Iterator[tuple[int, int]]:
        """Few enough words for a pair to be one number of 63 bits, with as many pairs as memory holds."""
        count, most = len(self.tokens.folded), 1 << 63 - 2 * CODE_BITS - self.room - self.width
        ends, low = numpy.cumsum(numpy.bincount(self.firsts, minlength=count)), 0
        while low < count:
            before = ends[low - 1] if low else 0
            high = min(max(int(numpy.searchsorted(ends, before + MOST, "right")), low + 1), low + most, count)
            yield low, high
            low = high

    def pairs(self, low: int, high: int) -> Pairs:
        own = self.rows[(self.firsts >= low) & (self.firsts < high)]
        keys = self._keys(own, low)
        order = numpy.argsort(keys)
        keys, places = keys[order], self.tokens.places[own][order]
        runs = numpy.cumsum(numpy.diff(keys, prepend=keys[:1]) != 0) << 9 | places
        runs.sort()
        head = keys >> self.room
        return Pairs(
            firsts=((head >> self.width + 2 * CODE_BITS) + low).astype(numpy.int32),
            seconds=self.hashes[head >> 2 * CODE_BITS & (1 << self.width) - 1],
            first_codes=(head >> CODE_BITS & 255).astype(numpy.uint8),
            second_codes=(head & 255).astype(numpy.uint8),
            documents=(keys & (1 << self.room) - 1).astype(numpy.int32),
            places=(runs & 511).astype(numpy.int16),
        )

    def _keys(self, own: Numbers, low: int) -> Numbers:
        """(first, hash of the second, codes, document) as one number."""
        words, codes = self.tokens.words, self.tokens.codes
        keys = words[own].astype(numpy.int64) - low
        keys <<= self.width
        keys |= self.ranks[words[own + 1]]
        keys <<= 2 * CODE_BITS
        keys |= codes[own].astype(numpy.int64) << CODE_BITS | codes[own + 1]
        keys <<= self.room
        keys |= self.tokens.documents[own]
        return keys
