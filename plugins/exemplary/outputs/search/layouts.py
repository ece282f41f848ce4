"""Postings -> what is inside files, cut where the content says, so that a change stays where it is: FORMAT.md."""

from collections.abc import Iterator, Sequence

import numpy

from exemplary.outputs.search.coding import Bytes, Coded, Numbers, varints
from exemplary.outputs.search.postings import Pairs, Words
from exemplary.outputs.search.tokens import PLACE_BITS
from exemplary.outputs.search.words import HASH_BITS, fnv, neighbour

WORDS_SIZE = 2_500, 5_000
PAIRS_SIZE = 5_000, 9_000
"""Bytes, before they are compressed, from which a file may end, and at which it does."""
ONE_IN = 64
"""Of so many words one may end a file of enough bytes."""
MOST_TOLD = 3
"""Bits for each posting that what follows a frequent pair may take: else it is cheaper to ask for places."""


def cuts(sizes: Numbers, marks: Numbers, limits: tuple[int, int]) -> list[int]:
    """Where files begin among items of these sizes: behind enough bytes, at the first item whose mark says so."""
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
    """Each word as the number of characters shared with the one before it, and the rest.

    None is shared where one is beyond U+FFFF, since JavaScript counts such a one twice.
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
    """(start, what is inside) of each."""
    if not len(found.words):
        return
    starts = _changes(found.words, found.levels, found.codes)
    firsts = _changes(found.words[starts])
    made = _WordLists(found, folded, capacity, starts, firsts)
    own = found.words[starts[firsts]]
    sizes = numpy.diff(made.coded.offsets) + 3 * numpy.diff(made.lists) + 6
    marks = numpy.array([fnv(folded[one]) for one in own], numpy.int64)
    for low, high in _ranges(cuts(sizes, marks, WORDS_SIZE), len(own)):
        yield folded[own[low]], made.assembled(low, high)


def spelling_files(found: Words, folded: Sequence[str], capacity: int) -> Iterator[tuple[str, bytes]]:
    """(start, what is inside) of each: one for each spelling."""
    if not len(found.words):
        return
    starts = _changes(found.words, found.codes)
    made = _WordLists(found, folded, capacity, starts, numpy.arange(len(starts)))
    for at, row in enumerate(starts.tolist()):
        yield f"{folded[found.words[row]]},{found.codes[row]}", made.assembled(at, at + 1)


class _WordLists:
    """Lists of words, that begin at `starts`; those at `firsts` begin what may begin a file."""

    def __init__(self, found: Words, folded: Sequence[str], capacity: int, starts: Numbers, firsts: Numbers) -> None:
        self.names = [folded[one] for one in found.words[starts[firsts]]]
        self.lists: Numbers = numpy.append(firsts, len(starts))
        self.coded = Coded(found.documents, starts, firsts, capacity)
        self.counts = varints(numpy.diff(starts, append=len(found.words)) - 1)
        self.columns = found.levels[starts].astype(numpy.uint8), found.codes[starts].astype(numpy.uint8)

    def assembled(self, low: int, high: int) -> bytes:
        columns = [column[self.lists[low] : self.lists[high]] for column in self.columns]
        return _assembled(self.names[low:high], self.lists, self.coded, self.counts, columns, low, high)


def pair_files(found: Pairs, folded: Sequence[str], capacity: int) -> Iterator[tuple[str, bytes]]:
    """(start, what is inside) of each, cut between pairs: a first word may go on in the next."""
    if not len(found.firsts):
        return
    starts = _changes(found.firsts, found.seconds, found.first_codes, found.second_codes)
    first, second = found.firsts[starts], found.seconds[starts]
    groups = _changes(first, second)
    lists = numpy.append(groups, len(first))
    counts = numpy.diff(starts, append=len(found.firsts))
    own, hashes = first[groups], second[groups]
    hashed = {one: neighbour(folded[one]) for one in numpy.unique(own).tolist()}
    marks = numpy.array([hashed[one] for one in own.tolist()], numpy.int64) ^ hashes
    weights = numpy.add.reduceat(counts * 16, groups) // 8 + 4 * numpy.diff(lists)
    begins = cuts(weights, marks, PAIRS_SIZE)
    units = _changes(own, _numbered(begins, len(own)))
    coded = Coded(found.documents, starts, groups[units], capacity, found.places, PLACE_BITS)
    unit_lists, number = numpy.append(groups[units], len(first)), varints(counts - 1)
    unit_own = own[units]
    gaps = numpy.diff(second, prepend=second[:1] * 0)
    gaps[groups[units]] = second[groups[units]]
    steps = varints(gaps)
    for low, high in _ranges(numpy.searchsorted(units, begins).tolist(), len(units)):
        a, b = unit_lists[low], unit_lists[high]
        names = [folded[one] for one in unit_own[low:high]]
        columns = [
            steps[0][steps[1][a] : steps[1][b]],
            found.first_codes[starts[a:b]].astype(numpy.uint8),
            found.second_codes[starts[a:b]].astype(numpy.uint8),
        ]
        begun = a > 0 and first[a - 1] == first[a]
        start = f"{names[0]},{_base36(int(second[a]))}" if begun else names[0]
        yield start, _assembled(names, unit_lists, coded, number, columns, low, high)


def frequent_files(
    found: Pairs, followers: Numbers, folded: Sequence[str], capacity: int
) -> Iterator[tuple[str, str, bytes]]:
    """(kind, start, what is inside): for each pair its documents, where in them it stands, and what follows it."""
    if not len(found.firsts):
        return
    lists = found.firsts, found.seconds, found.first_codes, found.second_codes
    rows = _changes(*lists, found.documents)
    starts = _changes(*(column[rows] for column in lists))
    begins = rows[starts]
    first, second = found.firsts[begins], found.seconds[begins]
    groups = _changes(first, second)
    coded = Coded(found.documents[rows], starts, groups, capacity)
    counts, bounds = varints(numpy.diff(starts, append=len(rows)) - 1), numpy.append(groups, len(starts))
    runs = numpy.zeros(len(found.firsts), numpy.int64)
    runs[rows] = 1
    runs = numpy.cumsum(runs)
    ends = numpy.append(begins[groups], len(runs))
    for at, (a, b) in enumerate(_ranges(groups.tolist(), len(starts))):
        name, steps, own = folded[first[a]], numpy.zeros(b - a, numpy.int64), slice(ends[at], ends[at + 1])
        steps[0] = second[a]
        codes = [column[begins[a:b]].astype(numpy.uint8) for column in lists[2:]]
        start = f"{name},{_base36(int(second[a]))}"
        yield "r", start, _assembled([name], bounds, coded, counts, [varints(steps)[0], *codes], at, at + 1)
        yield "q", start, _places(runs[own], found.places[own])
        if told := _followers(runs[own], followers[own] + 1):
            yield "n", start, told


def _places(runs: Numbers, places: Numbers) -> bytes:
    """Of each posting whether the next is of the same run, and its place."""
    fields = _again(runs) << PLACE_BITS | places
    return numpy.packbits((fields[:, None] >> numpy.arange(PLACE_BITS, -1, -1) & 1).astype(numpy.uint8)).tobytes()


def _followers(runs: Numbers, hashes: Numbers) -> bytes:
    """Of each run what follows in it, as numbers among all that do, the most frequent first; nothing if it is long."""
    keys = numpy.sort(runs << HASH_BITS + 1 | hashes)
    keys = keys[numpy.diff(keys, prepend=-1) != 0]
    runs, hashes = keys >> HASH_BITS + 1, keys & (2 << HASH_BITS) - 1
    known, numbers, counts = numpy.unique(hashes, return_inverse=True, return_counts=True)
    if -(counts * numpy.log2(counts / len(keys))).sum() > MOST_TOLD * len(keys) or len(known) > 1 << 16:
        return b""
    order = numpy.argsort(-counts, kind="stable")
    ranks = numpy.argsort(order)[numbers]
    columns = [ranks & 255, ranks >> 8][: 1 + (len(known) > 256)]
    told = [varints(numpy.array([len(keys)]))[0], numpy.packbits(_again(runs).astype(numpy.uint8))]
    told += [varints(numpy.array([len(known), *known[order]]))[0], *(column.astype(numpy.uint8) for column in columns)]
    return b"".join(one.tobytes() for one in told)


def _again(runs: Numbers) -> Numbers:
    """Whether the next is of the same run."""
    return numpy.append(runs[1:] == runs[:-1], False).astype(numpy.int64)


def _changes(*columns: Numbers) -> Numbers:
    """The rows in which any column differs from the row before; the first among them."""
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


def _ranges(begins: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    return zip(begins, [*begins[1:], count], strict=True)


def _assembled(
    names: Sequence[str],
    lists: Numbers,
    coded: Coded,
    counts: tuple[Bytes, Numbers],
    columns: Sequence[Bytes],
    low: int,
    high: int,
) -> bytes:
    """A file's content: its names, how many lists and bytes each has, columns with a value for each list, the bits."""
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


def _base36(value: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    found = ""
    for _ in range(5):
        value, rest = divmod(value, 36)
        found = digits[rest] + found
    return found
