"""What results are narrowed by: for each document its kind, and sets of values. FORMAT.md has the layout."""

import array
import json
import sys
from collections.abc import Iterator, Mapping, Sequence

from exemplary import locales
from exemplary.outputs.search.ordinary import KIND
from exemplary.pages.plan import Site
from exemplary.records.fields import RECORD_KINDS, SINGULAR, Ref

FACETS = {"year": "year", "place": "place", "field": "field", "form": "award", "level": "level"}
"""The facets that are lists of the site as well, by the name of the list."""

_KINDS = (*RECORD_KINDS, KIND)

Values = list[tuple[str, str]]
"""(value, words) of each."""


def facets(site: Site, language: str, numbers: Mapping[str, int], room: int) -> bytes:
    """The content of the file."""
    found = {name: _of_lists(site, language, facet) for name, facet in FACETS.items()}
    found["theme"] = _of_themes(site, language)
    ordered = [reference for _, reference in sorted((number, one) for one, number in numbers.items())]
    head, columns = [], [_kinds(numbers, room)]
    for name, (values, having) in found.items():
        sets = [having.get(one, ()) for one in ordered]
        known = {one: at for at, one in enumerate(sorted(set(sets)))}
        head.append({"name": name, "values": values, "sets": list(known)})
        columns.append(_column([known[one] for one in sets]))
    kinds = [(SINGULAR.get(kind, "page"), locales.find(language).label(f"kind.{kind}")) for kind in _KINDS]
    told = json.dumps({"kinds": kinds, "facets": head}, ensure_ascii=False, separators=(",", ":"))
    return b"".join((told.encode(), b"\n", *columns))


def _kinds(numbers: Mapping[str, int], room: int) -> bytes:
    """A byte for each number: 0 for no document, else 1 for the first kind, and so on."""
    found = bytearray(room)
    for reference, number in numbers.items():
        found[number] = _KINDS.index(reference.partition("/")[0]) + 1
    return bytes(found)


def _column(ids: Sequence[int]) -> bytes:
    """Two columns of bytes, the lower and the higher: what is alike stands together."""
    found = array.array("H", ids)
    if sys.byteorder == "big":
        found.byteswap()
    whole = found.tobytes()
    return whole[::2] + whole[1::2]


def _of_lists(site: Site, language: str, facet: str) -> tuple[Values, dict[str, tuple[int, ...]]]:
    """The values of a facet, and which of them each document has."""
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
