"""Rows of words -> postings: for each word, and each pair of neighbours, the documents that have it."""

import dataclasses
from collections.abc import Iterator

import numpy

from exemplary.search.coding import Numbers
from exemplary.search.tokens import LONGEST_TITLE, PLACE_BITS, Corpus, Tokens
from exemplary.search.words import neighbour

TITLE, OFTEN, ONCE, ANY = range(4)
"""Levels: in a title (plus four times its word count); in the text twice or more, once, or either in any spelling."""
CODE_BITS = 8
SHARE = 1_000_000
SHARES = 32
PART = 250_000
"""Words per share, unless that gives more than SHARES shares; and pairs sorted at a time: few, to save memory."""


@dataclasses.dataclass(frozen=True)
class Words:
    """Postings of words, ordered by (word, level, code, document)."""

    words: Numbers
    levels: Numbers
    codes: Numbers
    documents: Numbers


@dataclasses.dataclass(frozen=True)
class Pairs:
    """Postings of pairs, ordered by (first, hash of the second, codes, document, place).

    rows  of the first words, in any order within a document
    """

    firsts: Numbers
    seconds: Numbers
    first_codes: Numbers
    second_codes: Numbers
    documents: Numbers
    places: Numbers
    rows: Numbers


def bits(most: int) -> int:
    return max(1, int(most).bit_length())


class Postings:
    """The postings of some documents' words, computed by shares: ranges of the vocabulary."""

    def __init__(self, corpus: Corpus, capacity: int) -> None:
        self.corpus = corpus
        known = numpy.array([neighbour(one) for one in corpus.folded], numpy.int64)
        self.hashes, self.ranks = numpy.unique(known, return_inverse=True)
        self.room, self.width = bits(capacity - 1), bits(len(self.hashes) - 1)

    def shares(self) -> list[tuple[int, int]]:
        """Shares with limited rows (unless one word has more), and few enough words that a pair fits in 63 bits."""
        spare, total = 63 - 2 * CODE_BITS - self.room - self.width, int(self.corpus.counts.sum())
        most = max(SHARE, 1 << (total // SHARES).bit_length())  # a power of two: few edits move the limits of shares
        return list(_ranges(self.corpus.counts, most, 1 << spare))

    def words(self, tokens: Tokens) -> Words:
        """Each (word, code, document) once, with its best level."""
        keys = self._keys(tokens)
        keys.sort()
        starts = numpy.flatnonzero(numpy.diff(keys >> 8, prepend=-1))
        times = numpy.diff(starts, append=len(keys))
        found = keys[starts]
        length = (found & 255) + 1
        levels = numpy.where(length <= LONGEST_TITLE, TITLE + 4 * length, numpy.where(times > 1, OFTEN, ONCE))
        found >>= 8
        head, documents = found >> self.room, found & (1 << self.room) - 1
        keys = (((head >> CODE_BITS) << 8 | levels) << CODE_BITS | head & 255) << self.room | documents
        keys.sort()
        head = keys >> self.room
        return Words(
            words=(head >> CODE_BITS + 8).astype(numpy.int32),
            levels=(head >> CODE_BITS & 255).astype(numpy.uint8),
            codes=(head & 255).astype(numpy.uint8),
            documents=(keys & (1 << self.room) - 1).astype(numpy.int32),
        )

    def _keys(self, tokens: Tokens) -> Numbers:
        """(word, code, document, length of the title) as one number; words outside titles sort last."""
        keys = tokens.words.astype(numpy.int64)
        keys <<= CODE_BITS
        keys |= tokens.codes
        keys <<= self.room
        keys |= tokens.documents
        keys <<= 8
        keys |= tokens.titles - numpy.uint8(1)
        return keys

    def frequencies(self, found: Words, low: int, high: int) -> Numbers:
        """The number of documents with each word of a share."""
        keys = (found.words - low).astype(numpy.int64) << self.room | found.documents
        keys.sort()
        return numpy.bincount(keys[numpy.diff(keys, prepend=-1) != 0] >> self.room, minlength=high - low)

    def pairs(self, tokens: Tokens, low: int, high: int) -> Iterator[Pairs]:
        """The pairs that begin with the words of a share, in parts."""
        own = numpy.flatnonzero(tokens.followed)
        firsts = tokens.words[own] - low
        counts = numpy.bincount(firsts, minlength=high - low)
        parts = list(_ranges(counts, PART, high - low))
        numbers = numpy.repeat(numpy.arange(len(parts), dtype=numpy.uint16), [high - low for low, high in parts])
        own = own[numpy.argsort(numbers[firsts], kind="stable")]
        ends = numpy.cumsum([counts[low:high].sum() for low, high in parts])
        for (first, _), rows in zip(parts, numpy.split(own, ends[:-1]), strict=True):
            yield self._pairs(tokens, rows, low + first)

    def _pairs(self, tokens: Tokens, own: Numbers, low: int) -> Pairs:
        keys = self._pair_keys(tokens, own, low)
        order = numpy.argsort(keys)
        keys, places = keys[order], tokens.places[own][order]
        runs = numpy.cumsum(numpy.diff(keys, prepend=keys[:1]) != 0) << PLACE_BITS | places
        runs.sort()
        head = keys >> self.room
        return Pairs(
            firsts=((head >> self.width + 2 * CODE_BITS) + low).astype(numpy.int32),
            seconds=self.hashes[head >> 2 * CODE_BITS & (1 << self.width) - 1],
            first_codes=(head >> CODE_BITS & 255).astype(numpy.uint8),
            second_codes=(head & 255).astype(numpy.uint8),
            documents=(keys & (1 << self.room) - 1).astype(numpy.int32),
            places=(runs & (1 << PLACE_BITS) - 1).astype(numpy.int16),
            rows=tokens.rows[own][order],
        )

    def followers(self, found: Pairs) -> tuple[Numbers, Numbers]:
        """The hashes of the two words after each pair; -1 if there is none."""
        first, second = (self.corpus.behind(found.rows, steps) for steps in (2, 3))
        return self._hashes(first), self._hashes(second)

    def _hashes(self, words: Numbers) -> Numbers:
        return numpy.where(words < 0, -1, self.hashes[self.ranks[words]])

    def _pair_keys(self, tokens: Tokens, own: Numbers, low: int) -> Numbers:
        """(first, hash of the second, codes, document) as one number."""
        keys = tokens.words[own].astype(numpy.int64) - low
        keys <<= self.width
        keys |= self.ranks[tokens.next_words[own]]
        keys <<= 2 * CODE_BITS
        keys |= tokens.codes[own].astype(numpy.int64) << CODE_BITS | tokens.next_codes[own]
        keys <<= self.room
        keys |= tokens.documents[own]
        return keys


def _ranges(counts: Numbers, most: int, longest: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most `longest` items whose counts sum to at most `most`, or of a single item."""
    ends, low = numpy.cumsum(counts), 0
    while low < len(counts):
        before = ends[low - 1] if low else 0
        high = max(int(numpy.searchsorted(ends, before + most, "right")), low + 1)
        yield low, min(high, low + longest, len(counts))
        low = min(high, low + longest, len(counts))
