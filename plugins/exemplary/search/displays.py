"""The files that show results: several documents in each, compressed with a sample of all. FORMAT.md."""

import collections
import heapq
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

BLOCK = 7
"""A file shows the documents of this many numbers in sequence, about half of which are used; chosen by measuring."""
SAMPLED = 4
"""So few documents that hardly any edit changes the sample: then all files are written again."""
LONGEST_SAMPLE = 2_000
"""Characters of each document."""


def blocks(numbers: Mapping[str, int]) -> dict[int, list[tuple[int, str]]]:
    """(number, reference) of the documents in each file, by the number of the file."""
    found: collections.defaultdict[int, list[tuple[int, str]]] = collections.defaultdict(list)
    for number, reference in sorted((number, reference) for reference, number in numbers.items()):
        found[number // BLOCK].append((number, reference))
    return dict(found)


def sampled(numbers: Mapping[str, int]) -> Sequence[str]:
    """The documents for the sample: those with the lowest numbers, which are as good as drawn by lot."""
    return heapq.nsmallest(SAMPLED, numbers, key=numbers.__getitem__)


def sample(shown: Iterable[Mapping[str, object]]) -> str:
    """What these documents show, without line feeds, as the text that comes before every file."""
    return "".join(_json(one)[:LONGEST_SAMPLE] for one in shown)


def display(shown: Mapping[int, Mapping[str, object]], common: str) -> bytes:
    """A file that shows these documents, by number; `common` is the sample."""
    return continued(_json(shown).encode(), common)


def continued(content: bytes, common: str) -> bytes:
    """The end of a zlib stream that begins with `common`."""
    before = common.encode()
    compressor = zlib.compressobj(9, wbits=-zlib.MAX_WBITS, zdict=before)
    checksum = zlib.adler32(content, zlib.adler32(before)).to_bytes(4, "big")
    return compressor.compress(content) + compressor.flush() + checksum


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
