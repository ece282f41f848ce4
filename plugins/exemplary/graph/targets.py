"""The targets that references may have, and suggestions for unknown ones."""

import difflib
import functools
from collections.abc import Mapping

from exemplary.i18n import vietnamese
from exemplary.records.load import Collection
from exemplary.records.schema.types import Ref


class Targets:
    """All records and entries, including hidden and faulty ones; `in` tests whether a reference has a target."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._refs = frozenset((*collection.records, *collection.entries, *collection.left_out))
        self.near = functools.cache(self._near)

    def __contains__(self, ref: object) -> bool:
        return ref in self._refs

    def _near(self, target: Ref) -> Ref | None:
        """The target with a similar id; for `Ref("", text)`, the one with a similar name or id."""
        if target.kind:
            return _nearest(target.slug, self._ids.get(target.kind, {}), 0.6)
        return _nearest(vietnamese.slug(target.slug.rpartition("/")[2]), self._names, 0.8)

    @functools.cached_property
    def _ids(self) -> dict[str, dict[str, Ref]]:
        """By kind, then by id."""
        found: dict[str, dict[str, Ref]] = {}
        for ref in sorted(self._refs):
            found.setdefault(ref.kind, {})[ref.slug] = ref
        return found

    @functools.cached_property
    def _names(self) -> dict[str, Ref]:
        """By id and by the slug of the name; without names and ids that are not unique."""
        records = (*self._collection.records.values(), *self._collection.flawed)
        labels = {record.ref: record.label("vi") for record in records}
        labels |= {ref: entry.label("vi") for ref, entry in self._collection.entries.items()}
        found: dict[str, set[Ref]] = {}
        for ref, label in labels.items():
            for name in (ref.slug, vietnamese.slug(label)):
                found.setdefault(name, set()).add(ref)
        return {name: refs.pop() for name, refs in found.items() if len(refs) == 1}


def _nearest(name: str, known: Mapping[str, Ref], likeness: float) -> Ref | None:
    found = difflib.get_close_matches(name, known, 1, likeness)
    return known[found[0]] if found else None
