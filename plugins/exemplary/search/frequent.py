"""Separate files for what very many documents have, so that a query reads only what it needs: FORMAT.md."""

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy

from exemplary.search.coding import Coded, Numbers, varints
from exemplary.search.layouts import assembled, base36, changes, ranges
from exemplary.search.postings import ANY, CODE_BITS, OFTEN, ONCE, Pairs, Words, bits
from exemplary.search.tokens import PLACE_BITS
from exemplary.search.words import HASH_BITS

FREQUENT = 16_384
"""More documents than this make a word or pair frequent."""
SPELLINGS = 4
"""A spelling of a frequent word gets its own file if it has more than a quarter as many postings."""
MOST_TOLD = 3
"""The maximum of bits per posting for what follows a frequent pair; above it, reading places costs less."""
MOST_FOLLOWING = 1 << 16

Rows = TypeVar("Rows", Words, Pairs)


def spellings_apart(found: Words) -> tuple[Words, Words]:
    """Words, with one list for all frequent spellings of a frequent word; these, each as one list of level ONCE."""
    frequent = _frequent_spellings(found)
    if not frequent.any():
        return found, _taken(found, frequent)
    apart = _taken(found, frequent)
    apart = dataclasses.replace(apart, levels=numpy.full_like(apart.levels, ONCE))
    return _ordered(_joined(_taken(found, ~frequent), _any_spelling(apart))), _ordered(apart)


def _frequent_spellings(found: Words) -> Numbers:
    """Whether a row is in the text, of a frequent word, and of a frequent spelling of that word."""
    apart = numpy.zeros(len(found.words), bool)
    words = found.words - (found.words[0] if len(found.words) else 0)
    rows = numpy.flatnonzero((found.levels == ONCE) | (found.levels == OFTEN))
    rows = rows[numpy.bincount(words[rows])[words[rows]] > FREQUENT] if len(rows) else rows
    if not len(rows):
        return apart
    documents = numpy.bincount(_any_spelling(_taken(found, rows)).words - found.words[0], minlength=int(words[-1]) + 1)
    rows = rows[documents[words[rows]] > FREQUENT]
    numbers = numpy.cumsum(documents > FREQUENT)[words[rows]]
    spelled = numbers << CODE_BITS | found.codes[rows]
    apart[rows] = numpy.bincount(spelled)[spelled] * SPELLINGS > FREQUENT if len(rows) else False
    return apart


def _any_spelling(found: Words) -> Words:
    """Each (word, document) once, in order."""
    keys = found.words.astype(numpy.int64) << 32 | found.documents
    keys.sort()
    keys = keys[numpy.diff(keys, prepend=-1) != 0]
    nothing = numpy.zeros(len(keys), numpy.uint8)
    return Words((keys >> 32).astype(numpy.int32), nothing + ANY, nothing, (keys & 0xFFFFFFFF).astype(numpy.int32))


def _ordered(found: Words) -> Words:
    """Sorted by word, level, code and document."""
    keys = (found.words.astype(numpy.int64) << CODE_BITS | found.levels) << CODE_BITS | found.codes
    keys = keys << bits(int(found.documents.max())) | found.documents
    return _taken(found, numpy.argsort(keys, kind="stable"))


def _taken(found: Rows, rows: Numbers) -> Rows:
    return type(found)(**{field.name: getattr(found, field.name)[rows] for field in dataclasses.fields(found)})


def _joined(*parts: Words) -> Words:
    names = [field.name for field in dataclasses.fields(Words)]
    return Words(**{name: numpy.concatenate([getattr(part, name) for part in parts]) for name in names})


def pairs_apart(found: Pairs) -> tuple[Pairs, Pairs]:
    """Split pairs into those in few documents and frequent ones; the decision covers all spellings of a pair."""
    if len(found.firsts) <= FREQUENT:
        return found, _taken(found, numpy.arange(0))
    starts = numpy.append(changes(found.firsts, found.seconds), len(found.firsts))
    runs = changes(found.firsts, found.seconds, found.first_codes, found.second_codes, found.documents)
    documents = numpy.diff(numpy.searchsorted(runs, starts))
    frequent = numpy.repeat(documents > FREQUENT, numpy.diff(starts))
    return _taken(found, numpy.flatnonzero(~frequent)), _taken(found, numpy.flatnonzero(frequent))


def frequent_files(
    found: Pairs, followers: Sequence[Numbers], folded: Sequence[str], capacity: int
) -> Iterator[tuple[str, str, bytes]]:
    """Return (kind, start, content) for each frequent pair: its documents, its places in them, and what follows it."""
    if len(found.firsts):
        yield from _FrequentPairs(found, followers, folded, capacity).files()


class _FrequentPairs:
    """Postings of frequent pairs: rows, grouped into runs of the same document, runs into lists, lists into pairs."""

    def __init__(self, found: Pairs, followers: Sequence[Numbers], folded: Sequence[str], capacity: int) -> None:
        lists = found.firsts, found.seconds, found.first_codes, found.second_codes
        runs = changes(*lists, found.documents)
        starts = changes(*(column[runs] for column in lists))
        self.found, self.followers, self.folded = found, followers, folded
        self.begins = runs[starts]
        pairs = changes(found.firsts[self.begins], found.seconds[self.begins])
        self.bounds: Numbers = numpy.append(pairs, len(starts))
        self.runs = numpy.repeat(numpy.arange(len(runs)), numpy.diff(runs, append=len(found.firsts)))
        self.coded = Coded(found.documents[runs], starts, pairs, capacity)
        self.counts = varints(numpy.diff(starts, append=len(runs)) - 1)

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        ends = numpy.append(self.begins, len(self.runs))
        for at, (low, high) in enumerate(ranges(self.bounds[:-1].tolist(), len(self.begins))):
            row, rows = self.begins[low], slice(ends[low], ends[high])
            start = f"{self.folded[self.found.firsts[row]]},{base36(int(self.found.seconds[row]))}"
            yield "r", start, self._documents(at, low, high)
            yield "q", start, _places(self.runs[rows], self.found.places[rows])
            behind = [column[rows] + 1 for column in self.followers]
            for kind, columns in (("n", behind[:1]), ("o", behind)):
                if told := _followers(self.runs[rows], columns):
                    yield kind, start, told

    def _documents(self, at: int, low: int, high: int) -> bytes:
        rows, steps = self.begins[low:high], numpy.zeros(high - low, numpy.int64)
        steps[0] = self.found.seconds[rows[0]]
        codes = [column[rows].astype(numpy.uint8) for column in (self.found.first_codes, self.found.second_codes)]
        names = [self.folded[self.found.firsts[rows[0]]]]
        return assembled(names, self.bounds, self.coded, self.counts, [varints(steps)[0], *codes], at, at + 1)


def _places(runs: Numbers, places: Numbers) -> bytes:
    """For each posting, whether the next one is in the same run, and its place."""
    fields = _again(runs) << PLACE_BITS | places
    return numpy.packbits((fields[:, None] >> numpy.arange(PLACE_BITS, -1, -1) & 1).astype(numpy.uint8)).tobytes()


def _followers(runs: Numbers, columns: Sequence[Numbers]) -> bytes:
    """For each run, what follows in it, as numbers in order of frequency; empty if this takes too many bits."""
    whole = functools.reduce(lambda told, one: told << HASH_BITS + 1 | one, columns)
    known, numbers = numpy.unique(whole, return_inverse=True)
    if len(known) > MOST_FOLLOWING:
        return b""
    keys = numpy.sort(runs * MOST_FOLLOWING | numbers)
    keys = keys[numpy.diff(keys, prepend=-1) != 0]
    numbers = keys % MOST_FOLLOWING
    counts = numpy.bincount(numbers)
    if -(counts * numpy.log2(counts / len(keys))).sum() > MOST_TOLD * len(keys):
        return b""
    order = numpy.argsort(-counts, kind="stable")
    ranks = numpy.argsort(order)[numbers]
    again = numpy.packbits(_again(keys // MOST_FOLLOWING).astype(numpy.uint8))
    low, high = (column.astype(numpy.uint8) for column in (ranks & 255, ranks >> 8))
    hashes = [known >> step * (HASH_BITS + 1) & (2 << HASH_BITS) - 1 for step in reversed(range(len(columns)))]
    told = varints(numpy.array([len(known), *numpy.stack(hashes, 1)[order].ravel()]))[0]
    parts = varints(numpy.array([len(keys)]))[0], again, told, low, high
    return b"".join(one.tobytes() for one in (parts if len(known) > 256 else parts[:-1]))


def _again(runs: Numbers) -> Numbers:
    """Whether the next one is in the same run."""
    return numpy.append(runs[1:] == runs[:-1], False).astype(numpy.int64)
