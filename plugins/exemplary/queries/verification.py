"""Asks recorded queries again on a later site: equal fingerprints mean that a cached page is still right."""

from collections.abc import Iterable, Iterator, Mapping

from exemplary.queries.definition import QUERIES, Fingerprint, Query
from exemplary.queries.site_queries import SiteQueries

Recorded = tuple[Query, Fingerprint]


def changed(recorded: Mapping[int, Recorded], queries: SiteQueries) -> frozenset[int]:
    """The numbers of the queries whose fingerprints differ now. Coarse queries first: they spare finer ones."""
    before = dict(recorded.values())
    same: dict[Query, bool] = {}

    def is_same(query: Query) -> bool:
        if query not in same:
            coarse = coarse_of(query)
            spared = coarse is not None and coarse in before and is_same(coarse)
            same[query] = spared or queries.fingerprint(query) == before[query]
        return same[query]

    return frozenset(number for number, (query, _) in recorded.items() if not is_same(query))


def coarse_of(query: Query) -> Query | None:
    """The coarser query: if its answer is unchanged, so is this one's."""
    definition = QUERIES[query[0]]
    return (definition.coarse, *query[1 : 1 + definition.shared]) if definition.coarse else None


def coarse_queries(queries: Iterable[Query]) -> Iterator[Query]:
    """The coarse queries of these queries, and theirs in turn."""
    coarse = dict.fromkeys(filter(None, map(coarse_of, queries)))
    return iter(coarse | dict.fromkeys(filter(None, map(coarse_of, coarse))))
