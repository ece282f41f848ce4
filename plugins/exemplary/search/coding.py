"""Numbers as bytes: varints, and ascending lists as Rice codes of their gaps. FORMAT.md has the rules."""

from typing import Any

import numpy
import numpy.typing

Numbers = numpy.typing.NDArray[numpy.integer[Any]]
Bytes = numpy.typing.NDArray[numpy.uint8]


_LIMITS = numpy.array([1 << 7 * more for more in range(1, 5)])


def varints(values: Numbers) -> tuple[Bytes, Numbers]:
    """Return the bytes, and the offset of each number in them, followed by the end of the last."""
    lengths = numpy.searchsorted(_LIMITS, values, "right") + 1
    ends = numpy.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    starts, found = ends - lengths, numpy.zeros(total, numpy.uint8)
    for at in range(int(lengths.max(initial=0))):
        here = lengths > at
        found[starts[here] + at] = values[here] >> 7 * at & 127 | (lengths[here] > at + 1) << 7
    return found, numpy.append(starts, total)


def parameters(counts: Numbers, capacity: int) -> Numbers:
    """The Rice parameters for lists with these numbers of postings."""
    means = numpy.maximum(1, 11 * capacity // (16 * counts))
    return numpy.floor(numpy.log2(means + 0.5)).astype(numpy.int64)


class Coded:
    """Consecutive lists as bits; every list in `firsts` begins at a byte boundary.

    numbers  of all lists, in order, ascending within each list
    starts   the index at which each list begins
    firsts   the lists that begin at a byte boundary, including the first list
    extra    `width` further bits after each number
    """

    def __init__(
        self,
        numbers: Numbers,
        starts: Numbers,
        firsts: Numbers,
        capacity: int,
        extra: Numbers | None = None,
        width: int = 0,
    ) -> None:
        counts = numpy.diff(starts, append=len(numbers))
        keys = numpy.repeat(parameters(counts, capacity), counts)
        gaps = numpy.diff(numbers, prepend=numbers[:1] * 0) - numpy.int32(extra is None)
        gaps[starts] = numbers[starts]
        lengths = (gaps >> keys) + 1 + keys + width
        begins = starts[firsts]
        padding = -numpy.add.reduceat(lengths, begins) % 8
        lengths[numpy.append(begins[1:], len(numbers)) - 1] += padding
        ends = numpy.cumsum(lengths)
        self.offsets: Numbers = numpy.append((ends - lengths)[begins], ends[-1]) // 8
        """Where the bytes of each of the `firsts` begin, and where the last end."""
        values = gaps & (1 << keys) - 1
        if extra is not None:
            values = values << width | extra
        places = ends - lengths + (gaps >> keys)
        self.bytes: Bytes = _stream(places, values, keys + width, int(self.offsets[-1]))


def _stream(places: Numbers, values: Numbers, widths: Numbers, size: int) -> Bytes:
    """A stream of one bits with, at each place (ascending), a zero bit and a value of its width, at most 62."""
    zeros = (2 << widths) - 1 - values  # the bits that are not one, including the leading zero
    beyond = (places & 63) + 1 + widths - 64
    within = numpy.where(beyond > 0, zeros >> numpy.maximum(beyond, 0), zeros << numpy.maximum(-beyond, 0))
    words = places >> 6
    starts = numpy.flatnonzero(numpy.diff(words, prepend=-1))
    found = numpy.zeros((size >> 3) + 2, numpy.uint64)
    found[words[starts]] = numpy.bitwise_or.reduceat(within.astype(numpy.uint64), starts)
    across = numpy.flatnonzero(beyond > 0)
    found[words[across] + 1] |= zeros[across].astype(numpy.uint64) << (64 - beyond[across]).astype(numpy.uint64)
    return (~found).astype(">u8").view(numpy.uint8)[:size]
