"""Reads an index of the search as its format says, in the plainest way: what the tests hold the files to."""

import bisect
import dataclasses
import json
import pathlib
import zlib
from collections.abc import Iterator
from typing import Any

from exemplary.outputs.search.words import neighbour


@dataclasses.dataclass(frozen=True)
class Posting:
    """One list: of a word with a level and a code, or of a pair with two codes; `places` only of pairs."""

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
        facts, words, weights, self.word_starts, self.pair_starts = self._manifest()
        self.facts: dict[str, Any] = facts
        self.vocabulary = dict(zip(words, weights, strict=True))

    def content(self, name: str) -> bytes:
        return zlib.decompress((self.folder / name).read_bytes())

    def _manifest(self) -> tuple[dict[str, Any], list[str], str, list[str], list[str]]:
        facts, words, weights, starts, checks, pair_starts, pair_checks = self.content("index").decode().split("\n")
        assert len(checks) == 2 * len(uncoded(starts))
        assert len(pair_checks) == 2 * len(uncoded(pair_starts))
        return json.loads(facts), uncoded(words), weights, uncoded(starts), uncoded(pair_starts)

    def document(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content(f"d-{number}"))
        return found

    # Words

    def word(self, folded: str) -> list[Posting]:
        """Every list of a word."""
        at = bisect.bisect_right(self.word_starts, folded) - 1
        return dict(self._words(self.word_starts[at])).get(folded, []) if at >= 0 else []

    def _words(self, start: str) -> Iterator[tuple[str, list[Posting]]]:
        stream = Stream(self.content(_name("w", start)))
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
        """Every list of a pair of neighbours."""
        wanted = neighbour(second)
        keys = [(word, int(part or "0", 36)) for word, _, part in (start.partition(",") for start in self.pair_starts)]
        at = bisect.bisect_right(keys, (first, wanted)) - 1
        return list(self._pair(self.pair_starts[at], first, wanted)) if at >= 0 else []

    def _pair(self, start: str, first: str, wanted: int) -> Iterator[Posting]:
        stream = Stream(self.content(_name("p", start)))
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
                documents, places = _read(bits, counts[one], self.facts["capacity"], 9)
                if name == first and second == wanted:
                    yield Posting(0, (codes[one], others[one]), documents, places)
            at += own


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
