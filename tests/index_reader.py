"""Reads a search index as its format specifies, in the simplest way; the tests compare the files with it."""

import bisect
import dataclasses
import json
import pathlib
import zlib
from collections.abc import Iterator
from typing import Any

from exemplary.search.words import neighbour


@dataclasses.dataclass(frozen=True)
class Posting:
    """One list: for a word with a level and a code, or for a pair with two codes; only pairs have `places`."""

    level: int
    codes: tuple[int, ...]
    documents: tuple[int, ...]
    places: tuple[int, ...] = ()


class Stream:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def varints(self, count: int) -> list[int]:
        return [self.varint() for _ in range(count)]

    def taken(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]


def uncoded(text: str) -> list[str]:
    """A front-coded list of words."""
    found, before = list[str](), ""
    for one in text.split(" ") if text else ():
        before = before[: ord(one[0]) - 48] + one[1:]
        found.append(before)
    return found


class Reader:
    """An index in a folder of a site."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        told, words, weights, *tables, places, followed, follows, beyond, lies, sample = (
            self.content("index").decode().split("\n")
        )
        self.sample = sample.encode()
        self.facts: dict[str, Any] = json.loads(told)
        self.vocabulary = dict(zip(uncoded(words), weights, strict=True))
        starts, checks = [uncoded(one) for one in tables[::2]], tables[1::2]
        assert [2 * len(one) for one in starts] == list(map(len, checks))
        assert len(places) == len(checks[3])
        self.followed, self.beyond = uncoded(followed), uncoded(beyond)
        assert (len(follows), len(lies)) == (2 * len(self.followed), 2 * len(self.beyond))
        self.word_starts, self.pair_starts, self.spellings, self.frequent = starts

    def content(self, name: str) -> bytes:
        return zlib.decompress((self.folder / name).read_bytes())

    def document(self, number: int) -> dict[str, Any]:
        """What is shown of a document."""
        return self.shown(number // self.facts["block"])[str(number)]

    def shown(self, block: int) -> dict[str, dict[str, Any]]:
        """What is shown of the documents in a file, by number."""
        size = len(self.sample).to_bytes(2, "little")
        begin = b"\x78\xda\x00" + size + bytes(255 - byte for byte in size) + self.sample
        content = zlib.decompress(begin + (self.folder / f"d-{block}").read_bytes())
        assert content.startswith(self.sample)
        found: dict[str, dict[str, Any]] = json.loads(content[len(self.sample) :])
        return found

    @property
    def blocks(self) -> list[int]:
        """The files that show documents."""
        return sorted(int(path.name[2:]) for path in self.folder.glob("d-*"))

    # Words

    def word(self, folded: str) -> list[Posting]:
        """Every list of a word; separate lists of frequent spellings replace the one that stands for any of them."""
        at = bisect.bisect_right(self.word_starts, folded) - 1
        found = dict(self._words(_name("w", self.word_starts[at]))).get(folded, []) if at >= 0 else []
        apart = [list(self._words(_name("v", one))) for one in self.spellings if one.partition(",")[0] == folded]
        lists = [posting for ((_, own),) in apart for posting in own]
        told = {number for one in found if one.level == 3 for number in one.documents}
        assert told == {number for one in lists for number in one.documents}
        return sorted((*(one for one in found if one.level != 3), *lists), key=lambda one: (one.level, one.codes))

    def _words(self, name: str) -> Iterator[tuple[str, list[Posting]]]:
        stream = Stream(self.content(name))
        count, length = stream.varint(), stream.varint()
        names = uncoded(stream.taken(length).decode())
        lists, sizes = stream.varints(count), stream.varints(count)
        levels, codes = stream.taken(sum(lists)), stream.taken(sum(lists))
        counts = [more + 1 for more in stream.varints(sum(lists))]
        at = 0
        for name, own, size in zip(names, lists, sizes, strict=True):
            bits = _bits(stream.taken(size))
            found = []
            for one in range(at, at + own):
                documents, _ = _read(bits, counts[one], self.facts["capacity"], 0)
                found.append(Posting(levels[one], (codes[one],), documents))
            at += own
            yield name, found

    # Pairs

    def pair(self, first: str, second: str) -> list[Posting]:
        """Every list of a pair of adjacent words."""
        wanted = neighbour(second)
        keys = [key(start) for start in self.pair_starts]
        at = bisect.bisect_right(keys, (first, wanted)) - 1
        return [
            *(list(self._pair(_name("p", self.pair_starts[at]), first, wanted)) if at >= 0 else ()),
            *(one for start in self.frequent if key(start) == (first, wanted) for one in self._frequent(start)),
        ]

    def _pair(self, file: str, first: str, wanted: int, width: int = 9) -> Iterator[Posting]:
        stream = Stream(self.content(file))
        count, length = stream.varint(), stream.varint()
        names = uncoded(stream.taken(length).decode())
        lists, sizes = stream.varints(count), stream.varints(count)
        total = sum(lists)
        steps, codes, others = stream.varints(total), stream.taken(total), stream.taken(total)
        counts = [more + 1 for more in stream.varints(total)]
        at = 0
        for name, own, size in zip(names, lists, sizes, strict=True):
            bits, second = _bits(stream.taken(size)), 0
            for one in range(at, at + own):
                second += steps[one]
                documents, places = _read(bits, counts[one], self.facts["capacity"], width)
                if name == first and second == wanted:
                    yield Posting(0, (codes[one], others[one]), documents, places)
            at += own

    def _frequent(self, start: str) -> Iterator[Posting]:
        """A frequent pair; each document occurs as often as it has places."""
        bits = _bits(self.content(_name("q", start)))
        for one in self._pair(_name("r", start), *key(start), width=0):
            assert len(one.documents) == len(set(one.documents))
            found = list[tuple[int, int]]()
            for number in one.documents:
                again = 1
                while again:
                    again = next(bits)
                    found.append((number, _number(bits, 9)))
            documents, places = zip(*found, strict=True)
            yield dataclasses.replace(one, documents=documents, places=places)

    def followers(self, start: str, words: int = 1) -> set[tuple[int, ...]]:
        """(document, hashes of the next one or two words) for a frequent pair, if stored; -1 for none."""
        documents = [number for one in self._pair(_name("r", start), *key(start), width=0) for number in one.documents]
        stream = Stream(self.content(_name("no"[words - 1], start)))
        count = stream.varint()
        again = list(_bits(stream.taken((count + 7) // 8)))
        known = [stream.varints(words) for _ in range(stream.varint())]
        low = stream.taken(count)
        high = stream.taken(count) if len(known) > 256 else bytes(count)
        at, found = 0, set[tuple[int, ...]]()
        for more, one, other in zip(again, low, high, strict=False):
            found.add((documents[at], *(one - 1 for one in known[other << 8 | one])))
            at += not more
        assert at == len(documents)
        return found


def key(start: str) -> tuple[str, int]:
    """A pair, or the start of a file of pairs."""
    word, _, part = start.partition(",")
    return word, int(part or "0", 36)


def _name(kind: str, start: str) -> str:
    plain = "abcdefghijklmnopqrstuvwxyz0123456789"
    spelled = (sign if sign in plain else "-" if sign == "," else f"_{ord(sign):x}_" for sign in start)
    return f"{kind}-{''.join(spelled)}"


def _bits(content: bytes) -> Iterator[int]:
    return (byte >> 7 - place & 1 for byte in content for place in range(8))


def _number(bits: Iterator[int], width: int) -> int:
    value = 0
    for _ in range(width):
        value = value << 1 | next(bits)
    return value


def _read(bits: Iterator[int], count: int, capacity: int, width: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    mean = max(1, 11 * capacity // (16 * count))
    parameter, document = mean.bit_length() - 1, 0 if width else -1
    documents, places = [], []
    for _ in range(count):
        quotient = 0
        while next(bits):
            quotient += 1
        gap = quotient << parameter | _number(bits, parameter)
        document += gap if width else gap + 1
        documents.append(document)
        places.append(_number(bits, width))
    return tuple(documents), tuple(places) if width else ()
