"""The edges between public records and entries, grouped by target."""

import collections
from collections.abc import Iterator, Mapping

from exemplary.graph.model import Edge
from exemplary.records import mentions
from exemplary.records.parsing.story import Reference, Story
from exemplary.records.record import Record
from exemplary.records.schema.registers import AnyEntry, SourceEntry
from exemplary.records.schema.types import Ref


def incoming_edges(public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry]) -> dict[Ref, tuple[Edge, ...]]:
    back: dict[Ref, list[Edge]] = collections.defaultdict(list)
    for edge in _edges(public, entries):
        if edge.target in public or edge.target in entries:
            back[edge.target].append(edge)
    return {ref: tuple(edges) for ref, edges in back.items()}


def _edges(public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry]) -> Iterator[Edge]:
    """Each edge once."""
    for ref, record in public.items():
        for field, target in record.summary.mentions:
            yield Edge(ref, field, target)
        for linked in dict.fromkeys(Ref.parse(written) for written, _ in record.summary.links):
            if linked:
                yield Edge(ref, "story", linked)
    for ref, entry in entries.items():
        if not isinstance(entry, SourceEntry):
            for field, target in mentions.named(mentions.of_entry(entry)):
                yield Edge(ref, field, target)


def links(record: Record) -> Iterator[tuple[Story, Reference]]:
    return ((story, reference) for story in record.stories for reference in story.references())
