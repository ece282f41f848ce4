"""The front page: the exemplar of the week, the latest commended, the years with their themes, the news."""

import dataclasses
from collections.abc import Iterator

from exemplary import views
from exemplary.presenters import theme_page
from exemplary.presenters.components import cards, jsonld
from exemplary.presenters.components.filters import kind_filters
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.aspects import positions_of
from exemplary.records.schema.kinds import FrontFacts, Theme
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref
from exemplary.site.listings import Member

LATEST = 8
NEWS = 6
TIMELINE = 12


def view(context: PageContext) -> views.FrontView:
    featured = _featured(context)
    lead = context.queries.record(featured[0]) if featured else None
    title = context.settings.site_name
    return views.FrontView(
        frame=frame(context, title, _described(context, title), structured=jsonld.site(context)),
        heading=_in_main_language(context, _chosen(context).title) or title,
        intro_html=context.introduction(),
        lead=cards.face(context, lead.ref) if lead else None,
        lead_picture=context.picture(lead) if lead else None,
        lead_role=_role(context, lead) if lead else (),
        all_link=views.Link(context.label("home.all"), context.section("all")),
        latest=_commended(context),
        featured=tuple(cards.face(context, ref) for ref in featured[1:]),
        timeline=tuple(_timeline(context)),
        timeline_link=views.Link(context.label("home.all"), context.section("themes")),
        news=tuple(_news(context, member.ref) for member in _last(context, "conferences", NEWS)),
        news_link=views.Link(context.label("home.all"), context.section("conferences")),
        stories=_newest(context, "stories", "section.stories", 4),
        numbers=tuple(_numbers(context)),
        search_href=context.section("search") if context.settings.search else "",
    )


def _numbers(context: PageContext) -> Iterator[views.Filter]:
    """The number of published records of each kind, with the word in the right form: “1 story”."""
    for kind in (*EXEMPLAR_KINDS, "stories", "conferences"):
        for one in kind_filters(context, (kind,)):
            listing = context.listing(kind)
            words = context.label(f"count.{kind}", count=listing.count if listing else 0)
            yield dataclasses.replace(one, text=words.removeprefix(one.count).strip())


def _chosen(context: PageContext) -> FrontFacts:
    """The settings of content/index.md; its texts are in the main language."""
    front = context.queries.front()
    return front.facts if front else FrontFacts()


def _in_main_language(context: PageContext, text: str | None) -> str:
    return text or "" if context.language == context.settings.language else ""


def _described(context: PageContext, title: str) -> str:
    """The editors' description, otherwise the number of published records of each kind."""
    if chosen := _in_main_language(context, _chosen(context).description):
        return chosen
    listings = ((kind, context.listing(kind)) for kind in (*EXEMPLAR_KINDS, "stories", "conferences"))
    counts = [context.label(f"count.{kind}", count=listing.count) for kind, listing in listings if listing]
    return context.label("page.list", title=title, count=", ".join(counts)) if counts else title


def _featured(context: PageContext) -> list[Ref]:
    """The editors' choice, if public and, in another language, translated; otherwise the newest record."""
    public = [ref for ref in _chosen(context).featured if _is_listed(context, ref)]
    return public or [member.ref for member in _last(context, "all", 1)]


def _is_listed(context: PageContext, ref: Ref) -> bool:
    listing = context.listing(ref.kind)
    return listing is not None and listing.has(ref)


def _last(context: PageContext, facet: str, count: int) -> tuple[Member, ...]:
    """The last members of a list, newest first."""
    listing = context.listing(facet)
    return listing.newest(count) if listing else ()


def _commended(context: PageContext) -> views.Group:
    """The exemplars commended last; empty if no commendation has a date."""
    refs = context.queries.commended(context.language, LATEST)
    more = views.Link(context.label("home.all"), context.section("all"))
    return views.Group(context.label("home.latest"), cards.cards(context, refs), more)


def _newest(context: PageContext, facet: str, label: str, count: int) -> views.Group:
    newest = cards.cards(context, (member.ref for member in _last(context, facet, count)))
    return views.Group(context.label(label), newest, views.Link(context.label("home.all"), context.section(facet)))


def _role(context: PageContext, record: Record) -> tuple[views.Phrase, ...]:
    """What the featured exemplar does, and where."""
    title = next((context.phrase(position.title) for position in positions_of(record.facts)), None)
    return tuple(phrase for phrase in (title, context.named_phrase(record.summary.place)) if phrase)


def _timeline(context: PageContext) -> list[views.ThemeCard]:
    return [_theme_card(context, context.queries.record(member.ref)) for member in _last(context, "themes", TIMELINE)]


def _theme_card(context: PageContext, record: Record) -> views.ThemeCard:
    """A theme with the number of its published exemplars, if there are any."""
    facts = record.facts
    assert isinstance(facts, Theme)
    count = sum(ref.kind in EXEMPLAR_KINDS for ref in context.queries.referrers(record.ref, "themes"))
    issuer = context.named_phrase(facts.issuer.value if facts.issuer else None)
    words = context.label("count.exemplars", count=count) if count else ""
    return views.ThemeCard(theme_page.years(context, facts), context.link(record.ref), issuer, words)


def _news(context: PageContext, ref: Ref) -> views.NewsItem:
    record = context.queries.record(ref)
    date = record.date
    start = date.start if date and date.form == "single" and date.start else None
    exact = start is not None and start.day is not None
    return views.NewsItem(
        day=str(start.day) if start and exact else "",
        month=f"{start.month}/{start.year}" if start and exact else "",
        date=context.date(date),
        title=context.link(record.ref),
        place=context.named_phrase(record.summary.place),
    )
