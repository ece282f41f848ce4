"""The index of each facet (years, places, fields …), with the number of records in each list."""

from collections.abc import Iterator

from exemplary import views
from exemplary.i18n import vietnamese
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL, heading_of
from exemplary.presenters.context import PageContext
from exemplary.queries.site_queries import ListQueries
from exemplary.records.schema.registers import (
    BODY_LEVELS,
    FAMILIES,
    PLACE_LEVELS,
    AwardForm,
    OrganisationEntry,
    PlaceEntry,
)
from exemplary.records.schema.types import Ref
from exemplary.site.listings import Key

WEIGHTS = (1, 5, 20, 100)


def view(context: PageContext) -> views.IndexView:
    key = context.page.key
    assert key
    heading = _heading(context, key)
    return views.IndexView(
        frame=frame(context, heading, heading, trail=_trail(context, key)),
        heading=heading,
        intro="",
        groups=tuple(_groups(context, key)),
        tiles=tiles(context) if key.facet == "place" else (),
        letters=key.facet == "a-z",
    )


def _heading(context: PageContext, key: Key) -> str:
    kind, slash, _ = key.facet.partition("/")
    if slash:
        return f"{context.label(f'kinds.{kind}')}: {context.label('list.by_field').lower()}"
    return context.label(INDEX_LABEL[key.facet])


def _trail(context: PageContext, key: Key) -> tuple[views.Link, ...]:
    kind, slash, _ = key.facet.partition("/")
    return (views.Link(context.label(f"kinds.{kind}"), context.section(kind)),) if slash else ()


def lists_of(context: PageContext, facet: str) -> list[ListQueries]:
    return list(context.listings(facet))


def item(context: PageContext, listing: ListQueries, text: str = "", level: int = 0) -> views.IndexItem:
    words = views.Phrase(text) if text else heading_of(context, listing.key)
    link = views.Link(words.text, context.href(listing.address), words.lang)
    return views.IndexItem(link, context.number(listing.count), level=level)


def _groups(context: PageContext, key: Key) -> Iterator[views.IndexGroup]:
    found = lists_of(context, key.facet)
    grouping = _GROUPINGS.get(key.facet)
    if grouping:
        yield from grouping(context, found)
    elif found:
        yield views.IndexGroup("", tuple(sorted((item(context, one) for one in found), key=_by_name)))


def _by_name(one: views.IndexItem) -> vietnamese.SortKey:
    return vietnamese.sort_key(one.link.text)


def _years(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    if found:
        yield views.IndexGroup(
            "", tuple(item(context, one) for one in sorted(found, key=lambda one: one.key.of, reverse=True))
        )


def _letters(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    if found:
        ordered = sorted(
            found,
            key=lambda one: (
                one.key.of == vietnamese.OTHER_ADDRESS,
                vietnamese.sort_key(vietnamese.letter_at(one.key.of)),
            ),
        )
        yield views.IndexGroup("", tuple(item(context, one, vietnamese.letter_at(one.key.of)) for one in ordered))


def _levels(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    if found:
        yield views.IndexGroup(
            "", tuple(item(context, one) for one in sorted(found, key=lambda one: BODY_LEVELS.index(one.key.of)))
        )


def _places(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    """Places by level, the largest first."""
    by_ref = {Ref("places", one.key.of): one for one in found}
    for level in PLACE_LEVELS:
        chosen = [one for ref, one in by_ref.items() if _level(context, ref) == level]
        if chosen:
            yield views.IndexGroup(
                context.label(f"place_level.{level}"),
                tuple(sorted((item(context, one) for one in chosen), key=_by_short_name)),
            )


def _level(context: PageContext, ref: Ref) -> str:
    entry = context.queries.entry(ref)
    return entry.level if isinstance(entry, PlaceEntry) else ""


def _award_forms(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    entries = [(context.queries.entry(Ref("award-forms", one.key.of)), one) for one in found]
    for family in FAMILIES:
        chosen = [(entry, one) for entry, one in entries if isinstance(entry, AwardForm) and entry.family == family]
        chosen.sort(
            key=lambda pair: (
                pair[0].rank is None,
                pair[0].rank or 0,
                vietnamese.sort_key(pair[0].label(context.language)),
            )
        )
        if chosen:
            yield views.IndexGroup(context.label(f"family.{family}"), tuple(item(context, one) for _, one in chosen))


def _organisations(context: PageContext, found: list[ListQueries]) -> Iterator[views.IndexGroup]:
    entries = [(context.queries.entry(Ref("organisations", one.key.of)), one) for one in found]
    for level in (*BODY_LEVELS, None):
        chosen = [
            item(context, one)
            for entry, one in entries
            if isinstance(entry, OrganisationEntry) and entry.level == level
        ]
        if chosen:
            yield views.IndexGroup(
                context.label(f"level.{level}") if level else "", tuple(sorted(chosen, key=_by_name))
            )


_GROUPINGS = {
    "year": _years,
    "a-z": _letters,
    "level": _levels,
    "place": _places,
    "award": _award_forms,
    "organisation": _organisations,
}


def tiles(context: PageContext) -> tuple[views.Tile, ...]:
    """The tile map: every place with a tile, and the number of records listed under it."""
    placed = [
        (ref, entry) for ref, entry in context.queries.entries().items() if isinstance(entry, PlaceEntry) and entry.tile
    ]
    return tuple(_tile(context, ref, entry) for ref, entry in placed)


def _tile(context: PageContext, ref: Ref, entry: PlaceEntry) -> views.Tile:
    listing = context.listing("place", ref.slug)
    count = listing.count if listing else 0
    assert entry.tile
    return views.Tile(
        link=views.Link(_short_name(entry), context.href(listing.address) if listing else ""),
        column=entry.tile[0],
        row=entry.tile[1],
        count=context.number(count),
        weight=sum(count >= bound for bound in WEIGHTS),
        note=_part_of(context, ref, entry),
    )


def _part_of(context: PageContext, ref: Ref, entry: PlaceEntry) -> str:
    """The province of a tile that is not a province itself."""
    above = context.queries.places_above(ref, None)
    if entry.level == "province" or not above:
        return ""
    unit = context.queries.entry(above[0])
    return context.label("home.part_of", unit=_short_name(unit)) if isinstance(unit, PlaceEntry) else ""


def _short_name(entry: PlaceEntry) -> str:
    """The name without its level word, in every language."""
    return vietnamese.unit_name(entry.label("vi"))


def _by_short_name(one: views.IndexItem) -> vietnamese.SortKey:
    return vietnamese.sort_key(vietnamese.unit_name(one.link.text))
