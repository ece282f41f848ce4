"""The pages of lists: records that share one thing, with what is known of the thing itself on top."""

from collections.abc import Iterator

from exemplary.graph import date_of
from exemplary.pages import about, parts, views
from exemplary.pages.edition import Edition
from exemplary.pages.frames import frame
from exemplary.pages.listings import Key, Listing, Member
from exemplary.places import Reach
from exemplary.records.fields import EXEMPLAR_KINDS, Ref
from exemplary.records.registers import AnyEntry, PlaceEntry

REGISTER_OF_FACET = {
    "place": "places",
    "organisation": "organisations",
    "document": "documents",
    "award": "award-forms",
    "field": "fields",
}
INDEX_LABEL = {
    "year": "kinds.years",
    "place": "kinds.places",
    "field": "kinds.fields",
    "award": "kinds.award-forms",
    "level": "kinds.levels",
    "organisation": "kinds.organisations",
    "document": "kinds.documents",
    "tag": "kinds.tags",
    "a-z": "kinds.letters",
}
_EDGE_LABEL = {
    "owner": "runs",
    "adopted_by": "runs",
    "host": "hosts",
    "issuer": "issues",
    "document": "issues",
    "awards.body": "confers",
    "honours.body": "confers",
    "honours.form": "honours",
    "reviews": "reviewed",
    "documents": "under",
    "about": "mentions",
    "positions": "positions",
    "parent": "below",
}


def view(edition: Edition) -> views.ListView:
    key = edition.page.key
    assert key
    listing = edition.listing(*key) or Listing(key, edition.language, edition.page.address, ())
    number = edition.page.number
    entry = entry_of(edition, key)
    heading = heading_of(edition, key)
    title = heading if number == listing.front_number else edition.label("page.numbered", title=heading, number=number)
    return views.ListView(
        frame=frame(
            edition,
            title,
            edition.label("page.list", title=heading, count=_count(edition, listing)),
            trail=_trail(edition, key),
        ),
        heading=heading,
        intro=entry.note or "" if entry else "",
        about=tuple(about.facts(edition, entry)) if entry else (),
        links=tuple(about.links(edition, Ref(REGISTER_OF_FACET[key.facet], key.of), entry)) if entry else (),
        filters=tuple(_filters(edition, key)),
        count=_count(edition, listing),
        cards=tuple(_card(edition, key, member) for member in listing.page(number)),
        groups=(),
        newer=_step(edition, listing, number, 1),
        older=_step(edition, listing, number, -1),
        pages=tuple(_numbers(edition, listing, number)),
        sources=about.sources(edition, entry) if entry else (),
        search_href=edition.section("search") if edition.site.project.settings.search and key.facet == "all" else "",
    )


def entry_of(edition: Edition, key: Key) -> AnyEntry | None:
    register = REGISTER_OF_FACET.get(key.facet)
    return edition.graph.entries.get(Ref(register, key.of)) if register and key.of else None


def heading_of(edition: Edition, key: Key) -> str:
    facet, of = key
    if "/" in facet:
        kind = edition.label(f"kinds.{facet.partition('/')[0]}")
        return edition.label("page.kind_field", kind=kind, field=edition.link(Ref("fields", of)).text)
    if entry := entry_of(edition, key):
        return entry.label(edition.language)
    if facet == "year":
        return edition.label("page.year", year=of)
    if facet == "level":
        return edition.label(f"level.{of}")
    if facet == "a-z":
        return letter_heading(edition, of)
    if facet == "tag":
        return tag_words(edition, of)
    return edition.label(f"kinds.{facet}")


def letter_heading(edition: Edition, address: str) -> str:
    if address == "khac":
        return edition.label("page.letter_other")
    return edition.label("page.letter", letter=letter_of(address))


def letter_of(address: str) -> str:
    """The letter that an address stands for: `dd` is Đ."""
    special = {"aw": "Ă", "aa": "Â", "dd": "Đ", "ee": "Ê", "oo": "Ô", "ow": "Ơ", "uw": "Ư"}
    return special.get(address, address.upper())


def tag_words(edition: Edition, folded: str) -> str:
    """A tag as the first record writes it."""
    listing = edition.listing("tag", folded)
    for member in listing.members if listing else ():
        for tag in edition.graph.records[member.ref].facts.tags:
            if parts.tag_key(tag) == folded:
                return tag
    return folded


def _trail(edition: Edition, key: Key) -> tuple[views.Link, ...]:
    facet, of = key
    if "/" in facet:
        kind = facet.partition("/")[0]
        return (views.Link(edition.label(f"kinds.{kind}"), edition.section(kind)),)
    if of:
        return (views.Link(edition.label(INDEX_LABEL[facet]), edition.section(facet)),)
    if facet in EXEMPLAR_KINDS:
        return (views.Link(edition.label("kinds.all"), edition.section("all")),)
    return ()


def _count(edition: Edition, listing: Listing) -> str:
    facet = listing.key.facet.partition("/")[0]
    if facet in ("individuals", "collectives", "models", "stories", "themes", "conferences"):
        return edition.label(f"count.{facet}", count=len(listing.members))
    only = listing.exemplars == len(listing.members)
    return edition.label("count.exemplars" if only else "count.records", count=len(listing.members))


# Members


def _card(edition: Edition, key: Key, member: Member) -> views.Card:
    record = edition.graph.records[member.ref]
    if key.facet == "a-z":
        return _told_apart(edition, member.ref)
    reason = reach_words(edition, member.reach) if member.reach else ""
    if member.edge in _EDGE_LABEL:
        reason = edition.label(f"section.{_EDGE_LABEL[member.edge]}")
    return parts.card(edition, record, reason)


def _told_apart(edition: Edition, ref: Ref) -> views.Card:
    """In a list by letter, the unit tells apart people of one name; the place stands on every card."""
    record = edition.graph.records[ref]
    units = [p.organisation.value for p in getattr(record.facts, "positions", ()) if p.organisation]
    return parts.card(edition, record, edition.named(units[0]).text if units else "")


def reach_words(edition: Edition, reach: Reach) -> str:
    """Why a record is found under a unit that it was not filed under; empty for its own place and those above it."""
    if reach.former is None:
        return ""
    successor = edition.graph.entries[reach.place]
    former = edition.graph.entries[reach.former]
    since = former.to if isinstance(former, PlaceEntry) and former.to else None
    key = "reach.successor_part" if reach.part else "reach.successor_whole"
    place = successor.label(edition.language)
    if since and since.end:
        begun = edition.locale.day(since.end.following)
        return edition.label(f"{key}_since", former=former.label(edition.language), place=place, date=begun)
    return edition.label(key, former=former.label(edition.language), place=place)


# Neighbouring lists


def _filters(edition: Edition, key: Key) -> Iterator[tuple[views.Filter, ...]]:
    """The kinds, and the fields of the kind, each with its number of records."""
    facet = key.facet.partition("/")[0]
    if facet not in ("all", *EXEMPLAR_KINDS):
        return
    yield tuple(_kind_filter(edition, kind, facet) for kind in ("all", *EXEMPLAR_KINDS) if edition.listing(kind))
    whole = f"{facet}/field" if facet != "all" else "field"
    listings = [one for one in edition.site.lists[edition.language].values() if one.key.facet == whole]
    everything = views.Filter(edition.label("list.all"), edition.section(facet), "", current=not key.of)
    named = sorted((heading_of(edition, Key("field", one.key.of)), one) for one in listings)
    if named:
        yield everything, *(_field_filter(edition, text, one, key) for text, one in named)


def _kind_filter(edition: Edition, kind: str, current: str) -> views.Filter:
    listing = edition.listing(kind)
    count = edition.number(len(listing.members)) if listing else ""
    colour = kind[:-1] if kind in EXEMPLAR_KINDS else ""
    return views.Filter(
        edition.label(f"kinds.{kind}"), edition.section(kind), count, current=kind == current, kind=colour
    )


def _field_filter(edition: Edition, text: str, listing: Listing, key: Key) -> views.Filter:
    count = edition.number(listing.exemplars)
    return views.Filter(text, edition.href(listing.address), count, current=listing.key.of == key.of != "")


# Pagination


def _number_href(edition: Edition, listing: Listing, number: int) -> str:
    if number == listing.front_number:
        return edition.href(listing.address)
    return edition.href(edition.site.addresses.numbered(listing.address, number))


def _step(edition: Edition, listing: Listing, number: int, by: int) -> views.Link | None:
    """The page with newer (+1) or older (-1) records; in a list by letter, the one before (-1) or after (+1)."""
    if not 1 <= number + by <= listing.page_count:
        return None
    return views.Link(
        edition.label("pagination.newer" if by > 0 else "pagination.older"), _number_href(edition, listing, number + by)
    )


def _numbers(edition: Edition, listing: Listing, number: int) -> Iterator[views.PageLink]:
    """The first and last pages and those around this one; a gap is «…»."""
    count = listing.page_count
    if count < 2:
        return
    shown = sorted(
        {1, 2, count - 1, count, number - 1, number, number + 1} & set(range(1, count + 1)),
        reverse=not listing.alphabetical,
    )
    before = None
    for one in shown:
        if before is not None and abs(before - one) > 1:
            yield views.PageLink("…", "")
        yield views.PageLink(edition.number(one), _number_href(edition, listing, one), current=one == number)
        before = one


__all__ = ["date_of", "heading_of", "reach_words", "view"]
