"""Numbers as bytes: varints, and rising lists as Rice codes of their gaps. FORMAT.md has the rules."""

from typing import Any

import numpy
import numpy.typing

Numbers = numpy.typing.NDArray[numpy.integer[Any]]
Bytes = numpy.typing.NDArray[numpy.uint8]


_LIMITS = numpy.array([1 << 7 * more for more in range(1, 5)])


def varints(values: Numbers) -> tuple[Bytes, Numbers]:
    """(the bytes, where each number begins in them and where the last ends)."""
    lengths = numpy.searchsorted(_LIMITS, values, "right") + 1
    ends = numpy.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    starts, found = ends - lengths, numpy.zeros(total, numpy.uint8)
    for at in range(int(lengths.max(initial=0))):
        here = lengths > at
        found[starts[here] + at] = values[here] >> 7 * at & 127 | (lengths[here] > at + 1) << 7
    return found, numpy.append(starts, total)


def parameters(counts: Numbers, capacity: int) -> Numbers:
    """The Rice parameter of lists with so many postings."""
    means = numpy.maximum(1, 11 * capacity // (16 * counts))
    return numpy.floor(numpy.log2(means + 0.5)).astype(numpy.int64)


class Coded:
    """Lists one after the other as bits; every list of `firsts` begins at a byte.

    numbers  of all lists, in their order, rising within each
    starts   where each list begins among them
    firsts   the lists that begin at a byte, the first among them
    extra    further bits behind each number, `width` of them
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
        keys = numpy.repeat(parameters(counts, capacity).astype(numpy.int32), counts)
        gaps = numpy.diff(numbers, prepend=numbers[:1] * 0) - numpy.int32(extra is None)
        gaps[starts] = numbers[starts]
        ones = gaps >> keys
        lengths = ones + 1 + keys + width
        begins = starts[firsts]
        padding = -numpy.add.reduceat(lengths, begins) % 8
        lengths[numpy.append(begins[1:], len(numbers)) - 1] += padding
        ends = numpy.cumsum(lengths)
        places = ends - lengths + ones
        bits = numpy.ones(int(ends[-1]), numpy.uint8)
        bits[places] = 0
        _put(bits, places + 1, gaps, keys)
        if extra is not None:
            _put(bits, places + 1 + keys, extra, numpy.full_like(keys, width))
        self.bytes: Bytes = numpy.packbits(bits)
        self.offsets: Numbers = numpy.append((ends - lengths)[begins], ends[-1]) // 8
        """Where the bytes of each of the `firsts` begin, and where the last end."""


def _put(bits: Bytes, places: Numbers, values: Numbers, widths: Numbers) -> None:
    """The lowest bits of each value, the highest first."""
    for at in range(int(widths.max(initial=0))):
        here = numpy.flatnonzero(widths > at)
        bits[places[here] + at] = values[here] >> (widths[here] - 1 - at) & 1
