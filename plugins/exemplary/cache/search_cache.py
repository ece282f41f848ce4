"""Cache of the search index of each language: its state, and the words of all its documents."""

import functools
from typing import NamedTuple

import numpy

from exemplary.cache.store import Damaged, Store, Table, understood
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Trees
from exemplary.search import index
from exemplary.search.index import Known, State
from exemplary.search.tokens import Rows
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

Numbers = tuple[str, bytes]
"""An array: the type of its numbers, and the numbers."""


class StoredRows(NamedTuple):
    references: list[str]
    spellings: list[str]
    rows: Numbers
    lengths: Numbers
    owners: Numbers
    headings: Numbers


def search_files(site: Site, hosted: OrdinaryOutput, store: Store, trees: Trees) -> dict[str, TreeFile]:
    """The files of all indexes, in the tree; none for a site without search."""
    states, rows = store.table("search", State), store.table("search-rows", StoredRows)
    known = {language: _known(state, rows, language) for language, state in states.items()}
    published = index.publish(site, hosted, known, trees)
    for language, one in published.items():
        states.put(language, one.state)
        if one.rows:
            rows.put(language, _stored(one.rows))
    for table in (states, rows):
        table.prune(published)
    return {path: file for one in published.values() for path, file in one.files.items()}


def _known(state: State, table: "Table[StoredRows]", language: str) -> Known:
    return state, functools.partial(_loaded, table, language)


def _loaded(table: "Table[StoredRows]", language: str) -> Rows:
    stored = table.get(language)
    if stored is None:  # rows are stored with the state
        raise Damaged(language)
    with understood("search-rows"):
        arrays = (numpy.frombuffer(content, kind) for kind, content in stored[2:])
        return Rows(stored.references, stored.spellings, *arrays)


def _stored(rows: Rows) -> StoredRows:
    arrays = (rows.rows, rows.lengths, rows.owners, rows.headings)
    return StoredRows(rows.references, rows.spellings, *((array.dtype.str, array.tobytes()) for array in arrays))
