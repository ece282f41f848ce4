"""The ways from a list to those beside it: the kinds, and the fields of a kind, each with its number of records."""

from collections.abc import Iterator

from exemplary import vietnamese
from exemplary.pages import views
from exemplary.pages.edition import Edition
from exemplary.pages.headings import heading_of
from exemplary.pages.listings import Key, Listing
from exemplary.records.fields import EXEMPLAR_KINDS, SINGULAR


def filters(edition: Edition, key: Key) -> Iterator[tuple[views.Filter, ...]]:
    """A row for the kinds and a row for the fields, beside the lists of exemplars only."""
    facet = key.facet.partition("/")[0]
    if facet not in ("all", *EXEMPLAR_KINDS):
        return
    yield tuple(kind_filters(edition, ("all", *EXEMPLAR_KINDS), facet))
    whole = f"{facet}/field" if facet != "all" else "field"
    listings = [one for one in edition.site.lists[edition.language].values() if one.key.facet == whole]
    named = [(heading_of(edition, Key("field", one.key.of)), one) for one in listings]
    if named:
        everything = views.Filter(edition.label("list.all"), edition.section(facet), "", current=not key.of)
        ordered = sorted(named, key=lambda pair: vietnamese.sort_key(pair[0]))
        yield everything, *(_field_filter(edition, text, one, key) for text, one in ordered)


def kind_filters(edition: Edition, kinds: tuple[str, ...], current: str = "") -> Iterator[views.Filter]:
    """Those of the kinds that have records; exemplars in the colour of their kind."""
    for kind in kinds:
        if listing := edition.listing(kind):
            colour = SINGULAR[kind] if kind in EXEMPLAR_KINDS else ""
            words, count = edition.label(f"kinds.{kind}"), edition.number(len(listing.members))
            yield views.Filter(words, edition.href(listing.address), count, current=kind == current, kind=colour)


def _field_filter(edition: Edition, text: str, listing: Listing, key: Key) -> views.Filter:
    count = edition.number(listing.exemplars)
    return views.Filter(text, edition.href(listing.address), count, current=listing.key.of == key.of != "")
