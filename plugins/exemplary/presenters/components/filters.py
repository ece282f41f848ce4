"""Links from a list to its neighbours: the kinds, and the fields of a kind, each with its number of records."""

from collections.abc import Iterator

from exemplary import views
from exemplary.i18n import vietnamese
from exemplary.presenters.components.list_headings import heading_of
from exemplary.presenters.context import PageContext
from exemplary.queries.site_queries import ListQueries
from exemplary.records.schema.types import EXEMPLAR_KINDS, SINGULAR
from exemplary.site.listings import Key


def filters(context: PageContext, key: Key, *, counted: bool) -> Iterator[tuple[views.Filter, ...]]:
    """A row of kinds and a row of fields; only for lists of exemplars.

    counted  show the number of records; not on older pages, which should stay unchanged
    """
    facet = key.facet.partition("/")[0]
    if facet not in ("all", *EXEMPLAR_KINDS):
        return
    yield tuple(kind_filters(context, ("all", *EXEMPLAR_KINDS), facet, counted=counted))
    whole = f"{facet}/field" if facet != "all" else "field"
    named = [(heading_of(context, Key("field", one.key.of)), one) for one in context.listings(whole)]
    if named:
        everything = views.Filter(context.label("list.all"), context.section(facet), "", current=not key.of)
        ordered = sorted(named, key=lambda pair: vietnamese.sort_key(pair[0].text))
        yield everything, *(_field_filter(context, text, one, key, counted) for text, one in ordered)


def kind_filters(
    context: PageContext, kinds: tuple[str, ...], current: str = "", *, counted: bool = True
) -> Iterator[views.Filter]:
    """The kinds that have records; exemplars in the colour of their kind."""
    for kind in kinds:
        if listing := context.listing(kind):
            colour = SINGULAR[kind] if kind in EXEMPLAR_KINDS else ""
            words, count = context.label(f"kinds.{kind}"), context.number(listing.count) if counted else ""
            yield views.Filter(words, context.href(listing.address), count, current=kind == current, kind=colour)


def _field_filter(
    context: PageContext, name: views.Phrase, listing: ListQueries, key: Key, counted: bool
) -> views.Filter:
    count = context.number(listing.exemplars) if counted else ""
    current = listing.key.of == key.of != ""
    return views.Filter(name.text, context.href(listing.address), count, current=current, lang=name.lang)
