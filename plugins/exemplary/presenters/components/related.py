"""Related records, with reasons. Each reason looks at a few neighbours only, so the work is linear in the records.

Reasons, strongest first: named by an editor, named in the other's fields or story, the same conference, the same field
in the same place, the same theme, the same field, the same place.
"""

from collections.abc import Container, Iterator

from exemplary import views
from exemplary.presenters.components.cards import Reason, card
from exemplary.presenters.context import PageContext
from exemplary.queries.site_queries import ListQueries, SiteQueries
from exemplary.records.record import Record
from exemplary.records.schema.aspects import awards_of
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref

LIMIT = 6
NEIGHBOURS = 3


def related(context: PageContext, record: Record, shown: Container[Ref] = ()) -> tuple[views.Card, ...]:
    """At most six cards, each with its reason; `shown` are already on the page."""
    found: dict[Ref, Reason] = {}
    for ref, reason in _candidates(context, record):
        if len(found) == LIMIT:
            break
        if ref != record.ref and ref not in shown and context.queries.card(context.language, ref):
            found.setdefault(ref, reason)
    return tuple(card(context, ref, reason) for ref, reason in found.items())


def _candidates(context: PageContext, record: Record) -> Iterator[tuple[Ref, Reason]]:
    facts, queries = record.facts, context.queries
    yield from ((ref, context.sentence("related.named")) for ref in facts.related)
    yield from ((ref, context.sentence("related.names")) for ref in _naming(queries, record.ref))
    for award in awards_of(facts):
        if award.conference and (link := context.public_link(award.conference)):
            reason = context.sentence("related.conference", title=link)
            yield from ((ref, reason) for ref in _near(queries, award.conference, "awards.conference", record.ref))
    for theme in facts.themes:
        if link := context.public_link(theme):
            reason = context.sentence("related.theme", title=link)
            yield from ((ref, reason) for ref in _near(queries, theme, "themes", record.ref))
    for field in facts.fields:
        reason = context.sentence("related.field", field=context.link(field))
        yield from ((ref, reason) for ref in _beside(context.listing("field", field.slug), record.ref))
    for stated in facts.place:
        if stated.value.ref:
            reason = context.sentence("related.place", place=context.link(stated.value.ref))
            yield from ((ref, reason) for ref in _beside(context.listing("place", stated.value.ref.slug), record.ref))


def _naming(queries: SiteQueries, ref: Ref) -> tuple[Ref, ...]:
    return queries.referrers(ref, "related", "story", "about", "owner", "adopted_by.who", "part_of")[:NEIGHBOURS]


def _near(queries: SiteQueries, target: Ref, field: str, ref: Ref) -> tuple[Ref, ...]:
    """Exemplars that refer to the same target and follow this one in record order."""
    near = queries.near(target, field, ref, NEIGHBOURS + 1)
    return tuple(one for one in near if one.kind in EXEMPLAR_KINDS and one != ref)


def _beside(listing: ListQueries | None, ref: Ref) -> tuple[Ref, ...]:
    """The exemplars next to this one in a list."""
    window = listing.around(ref, NEIGHBOURS) if listing else ()
    return tuple(member.ref for member in window if member.ref.kind in EXEMPLAR_KINDS and member.ref != ref)
