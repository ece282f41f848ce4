"""The facets by which results are narrowed: for each document its kind, and sets of values.

FORMAT.md has the layout.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy

from exemplary.i18n import locales
from exemplary.records.schema.types import RECORD_KINDS, SINGULAR, Ref
from exemplary.search.ordinary import KIND
from exemplary.site.plan import Site

FACETS = {"year": "year", "place": "place", "field": "field", "form": "award", "level": "level"}
"""The facets that are also lists of the site, with the name of the list."""

_KINDS = (*RECORD_KINDS, KIND)

_SETS_A_VALUE = 16
"""A facet with more distinct sets per value than this stores the values of each document instead."""

Values = list[tuple[str, str]]
"""Pairs (value, words)."""


def facets(site: Site, language: str, numbers: Mapping[str, int], room: int) -> bytes:
    """The file. From the year on, documents are in order of year, so columns that depend on it nearly vanish."""
    found = {"kind": _kinds(language, numbers)}
    found |= {name: _of_lists(site, language, facet) for name, facet in FACETS.items()}
    found["theme"] = _of_themes(site, language)
    ordered = sorted(numbers, key=numbers.__getitem__)
    taken = set(numbers.values())
    head, columns = [], [_packed([int(number in taken) for number in range(room)], 2)]
    for name, (values, having) in found.items():
        sets = {one: having.get(one, ()) for one in ordered}
        told, those = _columns([*sets.values()], len(values))
        head.append({"name": name, "values": values, **told})
        columns += those
        if name == "year":
            ordered.sort(key=sets.__getitem__)
    return _stream((json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n", *columns))


def _kinds(language: str, references: Iterable[str]) -> tuple[Values, dict[str, tuple[int, ...]]]:
    values = [(SINGULAR.get(kind, "page"), locales.find(language).label(f"kind.{kind}")) for kind in _KINDS]
    return values, {one: (_KINDS.index(one.partition("/")[0]),) for one in references}


def _columns(sets: Sequence[tuple[int, ...]], values: int) -> tuple[dict[str, object], list[bytes]]:
    """For each document the number of its set among all distinct sets or, if there are many, its values one by one."""
    known = {one: at for at, one in enumerate(sorted(set(sets)))}
    if len(known) <= _SETS_A_VALUE * values:
        return {"sets": list(known)}, [_packed([known[one] for one in sets], len(known))]
    longest = max(map(len, known))
    gaps = [[one[at] - (one[at - 1] + 1 if at else 0) for one in sets if len(one) > at] for at in range(longest)]
    lengths = _packed([len(one) for one in sets], longest + 1)
    return {"longest": longest}, [lengths, *(_packed(those, values) for those in gaps)]


def _packed(found: Sequence[int], base: int) -> bytes:
    """Numbers below `base`: as many per byte as fit or, above 256, the low bytes and then the high ones."""
    if base > 256:
        return _packed([one & 255 for one in found], 256) + _packed([one >> 8 for one in found], -(-base // 256))
    room, each = max(2, base), 1
    while room ** (each + 1) <= 256:
        each += 1
    rows = numpy.zeros((-(-len(found) // each), each), numpy.int64)
    rows.ravel()[: len(found)] = found
    return (rows @ room ** numpy.arange(each)).astype(numpy.uint8).tobytes()


def _stream(parts: Sequence[bytes]) -> bytes:
    """One zlib stream of separate blocks, each with or without string matching, whichever is shorter."""
    ways = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY)
    blocks = (min((_block(part, way) for way in ways), key=len) for part in parts)
    end = zlib.compressobj(wbits=-15).flush()
    return b"\x78\xda" + b"".join(blocks) + end + zlib.adler32(b"".join(parts)).to_bytes(4, "big")


def _block(part: bytes, way: int) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15, 9, way)
    return made.compress(part) + made.flush(zlib.Z_FULL_FLUSH)


def _of_lists(site: Site, language: str, facet: str) -> tuple[Values, dict[str, tuple[int, ...]]]:
    """The values of a facet, and those of each document."""
    listings = site.lists_of(language, facet)
    values = [(one.key.of, _words(site, language, facet, one.key.of)) for one in listings]
    return values, _inverted([str(member.ref) for member in one.members] for one in listings)


def _words(site: Site, language: str, facet: str, of: str) -> str:
    if facet == "year":
        return of
    if facet == "level":
        return locales.find(language).label(f"level.{of}")
    return site.entry(Ref(_REGISTERS[facet], of), language)[0]


_REGISTERS = {"place": "places", "field": "fields", "award": "award-forms"}


def _of_themes(site: Site, language: str) -> tuple[Values, dict[str, tuple[int, ...]]]:
    themes = [record for record in site.records_in(language) if record.ref.kind == "themes"]
    values = [(record.ref.slug, record.label(language)) for record in themes]
    return values, _inverted([str(one) for one in site.graph.back(record.ref, "themes")] for record in themes)


def _inverted(members: Iterator[list[str]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, references in enumerate(members):
        for one in references:
            found.setdefault(one, []).append(number)
    return {one: tuple(numbers) for one, numbers in found.items()}
