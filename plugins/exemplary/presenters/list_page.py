"""The pages of lists: records with a common subject, below what is known about that subject."""

from exemplary import views
from exemplary.graph.places import Reach
from exemplary.presenters.components import cards, pagination, register_facts
from exemplary.presenters.components.filters import filters
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL, REGISTER_OF_FACET, entry_of, heading_of
from exemplary.presenters.context import PageContext
from exemplary.queries.site_queries import ListQueries
from exemplary.records.schema.registers import PlaceEntry
from exemplary.records.schema.types import EXEMPLAR_KINDS, RECORD_KINDS, Ref
from exemplary.site.listings import Key, Member

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


def view(context: PageContext) -> views.ListView:
    key = context.page.key
    assert key
    listing = context.listing(*key) or context.queries.empty_list(context.language, key, context.page.address)
    number = context.page.number
    entry = entry_of(context, key)
    heading = heading_of(context, key)
    title, count = heading.text, _count(context, listing) if number == listing.front_number else ""
    if number != listing.front_number:
        title = context.label("page.numbered", title=heading.text, number=number)
    return views.ListView(
        frame=frame(
            context,
            title,
            context.label("page.list", title=heading.text, count=count) if count else title,
            trail=_trail(context, key),
        ),
        heading=heading,
        intro=context.phrase(entry.note) if entry else views.Phrase(_rule(context, key)),
        about=tuple(register_facts.facts(context, entry)) if entry else (),
        links=tuple(register_facts.links(context, Ref(REGISTER_OF_FACET[key.facet], key.of), entry)) if entry else (),
        filters=tuple(filters(context, key, counted=bool(count))),
        count=count,
        cards=tuple(_card(context, key, member) for member in listing.page(number)),
        groups=(),
        newer=pagination.step(context, listing, number, 1),
        older=pagination.step(context, listing, number, -1),
        pages=tuple(pagination.numbers(context, listing, number)),
        sources=register_facts.sources(context, entry) if entry else (),
        elsewhere=elsewhere(context, key) if number == listing.front_number else None,
        search_href=context.section("search") if context.settings.search and key.facet == "all" else "",
    )


def elsewhere(context: PageContext, key: Key) -> views.Link | None:
    """A link to the same list in the main language if it has more records there; otherwise None."""
    main = context.foreign
    there = context.queries.list_of(main, key) if main else None
    here = context.listing(*key)
    count = here.count if here else 0
    if there is None or there.count == count:
        return None
    label = "list.translated" if count else "list.untranslated"
    return views.Link(context.label(label, shown=context.number(count), count=there.count), context.href(there.address))


def _trail(context: PageContext, key: Key) -> tuple[views.Link, ...]:
    facet, of = key
    if "/" in facet:
        kind = facet.partition("/")[0]
        return (views.Link(context.label(f"kinds.{kind}"), context.section(kind)),)
    if of:
        return (views.Link(context.label(INDEX_LABEL[facet]), context.section(facet)),)
    if facet in EXEMPLAR_KINDS:
        return (views.Link(context.label("kinds.all"), context.section("all")),)
    return ()


def _count(context: PageContext, listing: ListQueries) -> str:
    facet = listing.key.facet.partition("/")[0]
    if facet in RECORD_KINDS:
        return context.label(f"count.{facet}", count=listing.count)
    only = listing.exemplars == listing.count
    return context.label("count.exemplars" if only else "count.records", count=listing.count)


# Members


def _card(context: PageContext, key: Key, member: Member) -> views.Card:
    if key.facet == "a-z":
        return _card_with_unit(context, member.ref)
    if key.facet == "award" and not member.edge:
        return _granted(context, member.ref, Ref("award-forms", key.of))
    reason = _reach_words(context, member.reach) if member.reach else ()
    if member.edge in _EDGE_LABEL:
        reason = context.sentence(f"section.{_EDGE_LABEL[member.edge]}")
    return cards.card(context, member.ref, reason)


def _rule(context: PageContext, key: Key) -> str:
    """How records get into this list, if that is not obvious."""
    return context.label("list.year_rule") if key.facet == "year" else ""


def _granted(context: PageContext, ref: Ref, form: Ref) -> views.Card:
    """In the list of an award form, a card shows the year of this award, which may differ from the record's."""
    granted = context.queries.granted(ref, form)
    years = dict.fromkeys(str(award.date.year) for award in granted if award.date)
    editions = dict.fromkeys(award.edition for award in granted if award.edition)
    words = [context.label("award.edition_year", year=year) for year in editions if str(year) not in years]
    if not any(award.valid for award in granted):
        words.append(context.label("award.status.revoked"))
    if granted and all(award.shared for award in granted):
        words.append(context.label("award.not_alone"))
    reason = (views.Phrase(" · ".join(words)),) if words else ()
    return cards.card(context, ref, reason, ", ".join(years) or context.label("date.none"))


def _card_with_unit(context: PageContext, ref: Ref) -> views.Card:
    """In lists by letter, the unit distinguishes people with the same name; every card shows the place."""
    record = context.queries.card(context.language, ref)
    unit = record.summary.unit if record else None
    link = context.named(unit) if unit else None
    return cards.card(context, ref, (views.Phrase(link.text, link.lang),) if link else ())


def _reach_words(context: PageContext, reach: Reach) -> cards.Reason:
    """Why a record is listed under a unit other than its own; empty for its own place and those above it."""
    if reach.former is None:
        return ()
    former = context.queries.entry(reach.former)
    names = {"former": context.link(reach.former), "place": context.link(reach.place)}
    since = former.to if isinstance(former, PlaceEntry) and former.to else None
    if since and since.end:
        day = views.Link(context.locale.in_sentence(since.end.following))
        return context.sentence(f"reach.{reach.how}_since", **names, date=day)
    return context.sentence(f"reach.{reach.how}", **names)
