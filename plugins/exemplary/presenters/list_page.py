"""The pages of lists: records with a common subject, below what is known about that subject."""

from exemplary import views
from exemplary.graph.places import Reach
from exemplary.presenters.components import cards, pagination, register_facts
from exemplary.presenters.components.filters import filters
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL, REGISTER_OF_FACET, entry_of, heading_of
from exemplary.presenters.context import Edition, List
from exemplary.records.schema.registers import PlaceEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, RECORD_KINDS, Ref
from exemplary.site.listings import Key, Listing, Member

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
    "tasks.owner": "tasks",
}


def view(edition: Edition) -> views.ListView:
    key = edition.page.key
    assert key
    listing = edition.listing(*key) or Listing(key, edition.language, edition.page.address, ())
    number = edition.page.number
    entry = entry_of(edition, key)
    heading = heading_of(edition, key)
    title, count = heading.text, _count(edition, listing) if number == listing.front_number else ""
    if number != listing.front_number:
        title = edition.label("page.numbered", title=heading.text, number=number)
    return views.ListView(
        frame=frame(
            edition,
            title,
            edition.label("page.list", title=heading.text, count=count) if count else title,
            trail=_trail(edition, key),
        ),
        heading=heading,
        intro=edition.phrase(entry.note) if entry else views.Phrase(_rule(edition, key)),
        about=tuple(register_facts.facts(edition, entry)) if entry else (),
        links=tuple(register_facts.links(edition, Ref(REGISTER_OF_FACET[key.facet], key.of), entry)) if entry else (),
        filters=tuple(filters(edition, key, counted=bool(count))),
        count=count,
        cards=tuple(_card(edition, key, member) for member in listing.page(number)),
        groups=(),
        newer=pagination.step(edition, listing, number, 1),
        older=pagination.step(edition, listing, number, -1),
        pages=tuple(pagination.numbers(edition, listing, number)),
        sources=register_facts.sources(edition, entry) if entry else (),
        elsewhere=elsewhere(edition, key) if number == listing.front_number else None,
        search_href=edition.section("search") if edition.site.project.settings.search and key.facet == "all" else "",
    )


def elsewhere(edition: Edition, key: Key) -> views.Link | None:
    """A link to the same list in the main language if it has more records there; otherwise None."""
    main = edition.foreign
    there = edition.site.listing(main, key) if main else None
    here = edition.listing(*key)
    count = here.count if here else 0
    if there is None or there.count == count:
        return None
    label = "list.translated" if count else "list.untranslated"
    return views.Link(edition.label(label, shown=edition.number(count), count=there.count), edition.href(there.address))


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


def _count(edition: Edition, listing: List) -> str:
    facet = listing.key.facet.partition("/")[0]
    if facet in RECORD_KINDS:
        return edition.label(f"count.{facet}", count=listing.count)
    only = listing.exemplars == listing.count
    return edition.label("count.exemplars" if only else "count.records", count=listing.count)


# Members


def _card(edition: Edition, key: Key, member: Member) -> views.Card:
    if key.facet == "a-z":
        return _told_apart(edition, member.ref)
    if key.facet == "award" and not member.edge:
        return _granted(edition, member.ref, Ref("award-forms", key.of))
    reason = _reach_words(edition, member.reach) if member.reach else ()
    if member.edge in _EDGE_LABEL:
        reason = edition.sentence(f"section.{_EDGE_LABEL[member.edge]}")
    return cards.card(edition, member.ref, reason)


def _rule(edition: Edition, key: Key) -> str:
    """How records get into this list, if that is not obvious."""
    return edition.label("list.year_rule") if key.facet == "year" else ""


def _granted(edition: Edition, ref: Ref, form: Ref) -> views.Card:
    """In the list of an award form, a card shows the year of this award, which may differ from the record's."""
    granted = edition.site.granted(ref, form)
    years = dict.fromkeys(str(award.date.year) for award in granted if award.date)
    editions = dict.fromkeys(award.edition for award in granted if award.edition)
    words = [edition.label("award.edition_year", year=year) for year in editions if str(year) not in years]
    if not any(award.valid for award in granted):
        words.append(edition.label("award.status.revoked"))
    if granted and all(award.shared for award in granted):
        words.append(edition.label("award.not_alone"))
    reason = (views.Phrase(" · ".join(words)),) if words else ()
    return cards.card(edition, ref, reason, ", ".join(years) or edition.label("date.none"))


def _told_apart(edition: Edition, ref: Ref) -> views.Card:
    """In lists by letter, the unit distinguishes people with the same name; every card shows the place."""
    unit = edition.site.unit(ref)
    link = edition.named(unit) if unit else None
    return cards.card(edition, ref, (views.Phrase(link.text, link.lang),) if link else ())


def _reach_words(edition: Edition, reach: Reach) -> cards.Reason:
    """Why a record is listed under a unit other than its own; empty for its own place and those above it."""
    if reach.former is None:
        return ()
    former = edition.graph.entries[reach.former]
    names = {"former": edition.link(reach.former), "place": edition.link(reach.place)}
    since = former.to if isinstance(former, PlaceEntry) and former.to else None
    if since and since.end:
        day = views.Link(edition.locale.in_sentence(since.end.following))
        return edition.sentence(f"reach.{reach.how}_since", **names, date=day)
    return edition.sentence(f"reach.{reach.how}", **names)
