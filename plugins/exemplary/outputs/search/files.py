"""Postings -> files, cut where the content says, so that a change stays where it is. FORMAT.md has the layout."""

import base64
import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy

from exemplary import workers
from exemplary.outputs.search.coding import Bytes, Coded, Numbers, varints
from exemplary.outputs.search.postings import Pairs, Postings, Words
from exemplary.outputs.search.tokens import PLACE_BITS, Corpus
from exemplary.outputs.search.words import fnv, neighbour

WORDS_SIZE = 2_500, 5_000
PAIRS_SIZE = 5_000, 9_000
"""Bytes, before they are compressed, from which a file may end, and at which it does."""
ONE_IN = 64
"""Of so many words one may end a file of enough bytes."""


class File(NamedTuple):
    """A file that holds postings.

    kind     `w` of words, `p` of pairs
    start    the first word in it, of pairs with a comma and a hash where it is not the word's first
    digest   of what is inside
    check    two characters by which a reader knows what is inside
    content  as it is sent; None where an earlier build has made it
    """

    kind: str
    start: str
    digest: bytes
    check: str
    content: bytes | None

    @property
    def name(self) -> str:
        spelled = (sign if sign in _PLAIN else "-" if sign == "," else f"_{ord(sign):x}_" for sign in self.start)
        return f"{self.kind}-{''.join(spelled)}"


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Files(NamedTuple):
    """All files of an index that hold postings; `counts` is how many documents have each word of the vocabulary."""

    words: list[File]
    pairs: list[File]
    counts: list[int]

    @property
    def all(self) -> list[File]:
        return [*self.words, *self.pairs]


def files(corpus: Corpus, capacity: int, known: Mapping[str, bytes] | None = None) -> Files:
    """The files of some documents' words; `known` are the digests, by name, of those that an earlier build has made."""
    return _Maker(corpus, capacity, known or {}).files()


class _Maker:
    def __init__(self, corpus: Corpus, capacity: int, known: Mapping[str, bytes]) -> None:
        self.corpus = corpus
        self.capacity = capacity
        self.known = known
        self.postings = Postings(corpus, capacity)

    def files(self) -> Files:
        """By several processes where there is much to do."""
        shares = self.postings.shares()
        made = workers.shared(lambda those: [self._of_share(*one) for one in those], shares, least=1)
        words, pairs = [file for one in made for file in one.words], [file for one in made for file in one.pairs]
        return Files(words, pairs, [count for one in made for count in one.counts])

    def _of_share(self, low: int, high: int) -> Files:
        folded, tokens = self.corpus.folded, self.corpus.tokens(low, high)
        words = self.postings.words(tokens)
        counts = self.postings.frequencies(words, low, high).tolist()
        of_words = [self._file("w", *one) for one in word_files(words, folded, self.capacity)]
        del words
        pairs = self.postings.pairs(tokens, low, high)
        of_pairs = [self._file("p", *one) for part in pairs for one in pair_files(part, folded, self.capacity)]
        return Files(of_words, of_pairs, counts)

    def _file(self, kind: str, start: str, content: bytes) -> File:
        made = File(kind, start, hashlib.blake2b(content, digest_size=16).digest(), check(content), None)
        return made if self.known.get(made.name) == made.digest else made._replace(content=compressed(content))


def check(content: bytes) -> str:
    """The first 12 bits of its CRC-32, as base64url."""
    return base64.urlsafe_b64encode((zlib.crc32(content) >> 20 << 4).to_bytes(2, "big"))[:2].decode()


def compressed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


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
    owners = found.words[starts]
    firsts = _changes(owners)
    coded = Coded(found.documents, starts, firsts, capacity)
    counts = varints(numpy.diff(starts, append=len(found.words)) - 1)
    lists = numpy.append(firsts, len(owners))
    own = owners[firsts]
    sizes = numpy.diff(coded.offsets) + 3 * numpy.diff(lists) + 6
    marks = numpy.array([fnv(folded[one]) for one in own], numpy.int64)
    for low, high in _ranges(cuts(sizes, marks, WORDS_SIZE), len(own)):
        a, b = lists[low], lists[high]
        columns = [found.levels[starts[a:b]].astype(numpy.uint8), found.codes[starts[a:b]].astype(numpy.uint8)]
        names = [folded[one] for one in own[low:high]]
        yield names[0], _assembled(names, lists, coded, counts, columns, low, high)


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
