"""The front page: the exemplar of the week, the latest commended, the years with their themes, the news."""

import dataclasses
from collections.abc import Iterator

from exemplary import views
from exemplary.presenters import writing_pages
from exemplary.presenters.components import cards, jsonld
from exemplary.presenters.components.filters import kind_filters
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import Edition
from exemplary.records.record import Record
from exemplary.records.schema.aspects import positions_of
from exemplary.records.schema.kinds import FrontFacts, Theme
from exemplary.records.schema.types import EXEMPLAR_KINDS, Ref
from exemplary.site.listings import Member

LATEST = 8
NEWS = 6
TIMELINE = 12


def view(edition: Edition, intro_html: str) -> views.FrontView:
    featured = _featured(edition)
    lead = edition.graph.records[featured[0]] if featured else None
    title = edition.site.project.settings.site_name
    return views.FrontView(
        frame=frame(edition, title, _described(edition, title), structured=jsonld.site(edition)),
        heading=_in_main_language(edition, _chosen(edition).title) or title,
        intro_html=intro_html,
        lead=cards.face(edition, lead.ref) if lead else None,
        lead_picture=edition.picture(lead) if lead else None,
        lead_role=_role(edition, lead) if lead else (),
        all_link=views.Link(edition.label("home.all"), edition.section("all")),
        latest=_commended(edition),
        featured=tuple(cards.face(edition, ref) for ref in featured[1:]),
        timeline=tuple(_timeline(edition)),
        timeline_link=views.Link(edition.label("home.all"), edition.section("themes")),
        news=tuple(_news(edition, edition.graph.records[member.ref]) for member in _last(edition, "conferences", NEWS)),
        news_link=views.Link(edition.label("home.all"), edition.section("conferences")),
        stories=_newest(edition, "stories", "section.stories", 4),
        numbers=tuple(_numbers(edition)),
        search_href=edition.section("search") if edition.site.project.settings.search else "",
    )


def _numbers(edition: Edition) -> Iterator[views.Filter]:
    """The number of published records of each kind, with the word in the right form: “1 story”."""
    for kind in (*EXEMPLAR_KINDS, "stories", "conferences"):
        for one in kind_filters(edition, (kind,)):
            listing = edition.listing(kind)
            words = edition.label(f"count.{kind}", count=listing.count if listing else 0)
            yield dataclasses.replace(one, text=words.removeprefix(one.count).strip())


def _chosen(edition: Edition) -> FrontFacts:
    """The settings of content/index.md; its texts are in the main language."""
    front = edition.site.front
    return front.facts if front else FrontFacts()


def _in_main_language(edition: Edition, text: str | None) -> str:
    return text or "" if edition.language == edition.site.project.settings.language else ""


def _described(edition: Edition, title: str) -> str:
    """The editors' description, otherwise the number of published records of each kind."""
    if chosen := _in_main_language(edition, _chosen(edition).description):
        return chosen
    listings = ((kind, edition.listing(kind)) for kind in (*EXEMPLAR_KINDS, "stories", "conferences"))
    counts = [edition.label(f"count.{kind}", count=listing.count) for kind, listing in listings if listing]
    return edition.label("page.list", title=title, count=", ".join(counts)) if counts else title


def _featured(edition: Edition) -> list[Ref]:
    """The editors' choice, if public and, in another language, translated; otherwise the newest record."""
    public = [ref for ref in _chosen(edition).featured if _is_listed(edition, ref)]
    return public or [member.ref for member in _last(edition, "all", 1)]


def _is_listed(edition: Edition, ref: Ref) -> bool:
    listing = edition.listing(ref.kind)
    return listing is not None and listing.has(ref)


def _last(edition: Edition, facet: str, count: int) -> tuple[Member, ...]:
    """The last members of a list, newest first."""
    listing = edition.listing(facet)
    return listing.newest(count) if listing else ()


def _commended(edition: Edition) -> views.Group:
    """The exemplars commended last; empty if no commendation has a date."""
    refs = edition.site.commended(edition.language, LATEST)
    more = views.Link(edition.label("home.all"), edition.section("all"))
    return views.Group(edition.label("home.latest"), cards.cards(edition, refs), more)


def _newest(edition: Edition, facet: str, label: str, count: int) -> views.Group:
    newest = cards.cards(edition, (member.ref for member in _last(edition, facet, count)))
    return views.Group(edition.label(label), newest, views.Link(edition.label("home.all"), edition.section(facet)))


def _role(edition: Edition, record: Record) -> tuple[views.Phrase, ...]:
    """What the featured exemplar does, and where."""
    title = next((edition.phrase(position.title) for position in positions_of(record.facts)), None)
    return tuple(phrase for phrase in (title, edition.named_phrase(record.head.place)) if phrase)


def _timeline(edition: Edition) -> list[views.ThemeCard]:
    return [_theme_card(edition, edition.graph.records[member.ref]) for member in _last(edition, "themes", TIMELINE)]


def _theme_card(edition: Edition, record: Record) -> views.ThemeCard:
    """A theme with the number of its published exemplars, if there are any."""
    facts = record.facts
    assert isinstance(facts, Theme)
    count = sum(ref.kind in EXEMPLAR_KINDS for ref in edition.graph.back(record.ref, "themes"))
    issuer = edition.named_phrase(facts.issuer.value if facts.issuer else None)
    words = edition.label("count.exemplars", count=count) if count else ""
    return views.ThemeCard(writing_pages.years(edition, facts), edition.link(record.ref), issuer, words)


def _news(edition: Edition, record: Record) -> views.NewsItem:
    date = record.date
    start = date.start if date and date.form == "single" and date.start else None
    exact = start is not None and start.day is not None
    return views.NewsItem(
        day=str(start.day) if start and exact else "",
        month=f"{start.month}/{start.year}" if start and exact else "",
        date=edition.date(date),
        title=edition.link(record.ref),
        place=edition.named_phrase(record.head.place),
    )
