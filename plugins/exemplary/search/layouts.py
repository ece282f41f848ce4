"""Postings -> file contents. The content itself determines where files end, so that a change stays local: FORMAT.md."""

from collections.abc import Iterator, Sequence

import numpy

from exemplary.search.coding import Bytes, Coded, Numbers, varints
from exemplary.search.postings import Pairs, Words
from exemplary.search.tokens import PLACE_BITS
from exemplary.search.words import fnv, neighbour

WORDS_SIZE = 2_500, 5_000
PAIRS_SIZE = 5_000, 9_000
"""Bytes before compression: from the first number on a file may end, at the second it must."""
ONE_IN = 64
"""One in this many words may end a file that is large enough."""


def cuts(sizes: Numbers, marks: Numbers, limits: tuple[int, int]) -> list[int]:
    """Where files begin among items of these sizes: after enough bytes, at the next item whose mark allows it."""
    least, most = limits
    ends, allowed = numpy.cumsum(sizes), numpy.flatnonzero(marks % ONE_IN == 0)
    found, before = [0], 0
    while True:
        enough = int(numpy.searchsorted(ends, before + least)) + 1
        full = int(numpy.searchsorted(ends, before + most, "right"))
        at = int(numpy.searchsorted(allowed, enough))
        next_mark = int(allowed[at]) if at < len(allowed) else len(sizes)
        start = max(min(next_mark, full), found[-1] + 1)
        if start >= len(sizes):
            return found
        found.append(start)
        before = int(ends[start - 1])


def front_coded(words: Sequence[str]) -> str:
    """Each word as the number of characters shared with the word before it, and the rest.

    Words with a character above U+FFFF share none, since JavaScript counts such a character twice.
    """
    found, before = [], ""
    for word in words:
        most, shared = min(len(word), len(before), 70), 0
        if not word.isascii() and max(word) > "\uffff":
            most = 0
        while shared < most and word[shared] == before[shared]:
            shared += 1
        found.append(chr(48 + shared) + word[shared:])
        before = word
    return " ".join(found)


def word_files(found: Words, folded: Sequence[str], capacity: int) -> Iterator[tuple[str, bytes]]:
    """(start, content) of each file."""
    if not len(found.words):
        return
    starts = changes(found.words, found.levels, found.codes)
    firsts = changes(found.words[starts])
    made = _WordLists(found, folded, capacity, starts, firsts)
    own = found.words[starts[firsts]]
    sizes = numpy.diff(made.coded.offsets) + 3 * numpy.diff(made.lists) + 6
    marks = numpy.array([fnv(folded[one]) for one in own], numpy.int64)
    for low, high in ranges(cuts(sizes, marks, WORDS_SIZE), len(own)):
        yield folded[own[low]], made.assembled(low, high)


def spelling_files(found: Words, folded: Sequence[str], capacity: int) -> Iterator[tuple[str, bytes]]:
    """(start, content) of each file: one per spelling."""
    if not len(found.words):
        return
    starts = changes(found.words, found.codes)
    made = _WordLists(found, folded, capacity, starts, numpy.arange(len(starts)))
    for at, row in enumerate(starts.tolist()):
        yield f"{folded[found.words[row]]},{found.codes[row]}", made.assembled(at, at + 1)


class _WordLists:
    """Lists of words, beginning at `starts`; a file may begin only at those in `firsts`."""

    def __init__(self, found: Words, folded: Sequence[str], capacity: int, starts: Numbers, firsts: Numbers) -> None:
        self.names = [folded[one] for one in found.words[starts[firsts]]]
        self.lists: Numbers = numpy.append(firsts, len(starts))
        self.coded = Coded(found.documents, starts, firsts, capacity)
        self.counts = varints(numpy.diff(starts, append=len(found.words)) - 1)
        self.columns = found.levels[starts].astype(numpy.uint8), found.codes[starts].astype(numpy.uint8)

    def assembled(self, low: int, high: int) -> bytes:
        columns = [column[self.lists[low] : self.lists[high]] for column in self.columns]
        return assembled(self.names[low:high], self.lists, self.coded, self.counts, columns, low, high)


def pair_files(found: Pairs, folded: Sequence[str], capacity: int) -> Iterator[tuple[str, bytes]]:
    """(start, content) of each file, cut between pairs: the pairs of a first word may continue in the next file."""
    if not len(found.firsts):
        return
    starts = changes(found.firsts, found.seconds, found.first_codes, found.second_codes)
    first, second = found.firsts[starts], found.seconds[starts]
    groups = changes(first, second)
    lists = numpy.append(groups, len(first))
    counts = numpy.diff(starts, append=len(found.firsts))
    own, hashes = first[groups], second[groups]
    hashed = {one: neighbour(folded[one]) for one in numpy.unique(own).tolist()}
    marks = numpy.array([hashed[one] for one in own.tolist()], numpy.int64) ^ hashes
    weights = numpy.add.reduceat(counts * 16, groups) // 8 + 4 * numpy.diff(lists)
    begins = cuts(weights, marks, PAIRS_SIZE)
    units = changes(own, _numbered(begins, len(own)))
    coded = Coded(found.documents, starts, groups[units], capacity, found.places, PLACE_BITS)
    unit_lists, number = numpy.append(groups[units], len(first)), varints(counts - 1)
    unit_own = own[units]
    gaps = numpy.diff(second, prepend=second[:1] * 0)
    gaps[groups[units]] = second[groups[units]]
    steps = varints(gaps)
    for low, high in ranges(numpy.searchsorted(units, begins).tolist(), len(units)):
        a, b = unit_lists[low], unit_lists[high]
        names = [folded[one] for one in unit_own[low:high]]
        columns = [
            steps[0][steps[1][a] : steps[1][b]],
            found.first_codes[starts[a:b]].astype(numpy.uint8),
            found.second_codes[starts[a:b]].astype(numpy.uint8),
        ]
        begun = a > 0 and first[a - 1] == first[a]
        start = f"{names[0]},{base36(int(second[a]))}" if begun else names[0]
        yield start, assembled(names, unit_lists, coded, number, columns, low, high)


def changes(*columns: Numbers) -> Numbers:
    """The rows in which any column differs from the row before, including the first row."""
    changed = numpy.zeros(len(columns[0]), bool)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return numpy.flatnonzero(changed)


def _numbered(begins: Sequence[int], count: int) -> Numbers:
    """For each item, the number of its file."""
    marks = numpy.zeros(count, numpy.int64)
    marks[begins] = 1
    return numpy.cumsum(marks)


def ranges(begins: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    return zip(begins, [*begins[1:], count], strict=True)


def assembled(
    names: Sequence[str],
    lists: Numbers,
    coded: Coded,
    counts: tuple[Bytes, Numbers],
    columns: Sequence[Bytes],
    low: int,
    high: int,
) -> bytes:
    """A file's content: names, numbers of lists and bytes of each, columns with one value per list, the bits."""
    text = front_coded(names).encode()
    head = numpy.array([len(names), len(text)])
    amounts = numpy.concatenate([numpy.diff(lists[low : high + 1]), numpy.diff(coded.offsets[low : high + 1])])
    a, b = counts[1][lists[low]], counts[1][lists[high]]
    return b"".join(
        (
            varints(head)[0].tobytes(),
            text,
            varints(amounts)[0].tobytes(),
            *(column.tobytes() for column in columns),
            counts[0][a:b].tobytes(),
            coded.bytes[coded.offsets[low] : coded.offsets[high]].tobytes(),
        )
    )


def base36(value: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    found = ""
    for _ in range(5):
        value, rest = divmod(value, 36)
        found = digits[rest] + found
    return found
