"""The pages of stories and themes."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import Edition
from exemplary.records.record import Record
from exemplary.records.schema.components import Interviewee
from exemplary.records.schema.kinds import Theme, TheStory
from exemplary.records.schema.types import RECORD_KINDS, Ref


def story(edition: Edition, record: Record) -> views.StoryView:
    facts = record.facts
    assert isinstance(facts, TheStory)
    trail = (section(edition, "stories"),)
    shared = common(edition, record, _story_facts(edition, record, facts), trail, jsonld.story(edition, record))
    category = edition.label(f"category.stories.{facts.category}")
    return views.StoryView(
        **{**shared, "kind": views.Kind("story", category, edition.section("stories"))},
        byline=edition.label("story.by", byline=facts.byline) if facts.byline else "",
        date=edition.value(facts.date, record),
        about=cards.cards(edition, (ref for ref in facts.about if ref.kind in RECORD_KINDS)),
        related=related(edition, record),
    )


def _story_facts(edition: Edition, record: Record, facts: TheStory) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "occasion", edition.value(facts.occasion, record))
    if facts.interviewee:
        yield from record_sections.fact(edition, "interviewee", _interviewee(edition, facts.interviewee))
    yield from record_sections.fact(edition, "place", *record_sections.place_values(edition, record))
    about = [edition.link(ref) for ref in facts.about if ref.kind not in RECORD_KINDS]
    yield from record_sections.fact(edition, "about", *about)
    yield from record_sections.fact(edition, "conference", edition.public_link(facts.conference))


def _interviewee(edition: Edition, one: Interviewee) -> views.Value:
    honorific, position = edition.phrase(one.honorific), edition.phrase(one.position)
    who = " ".join(filter(None, (honorific.text, one.name)))
    return views.Value(", ".join(filter(None, (who, position.text))), lang=honorific.lang or position.lang)


def theme(edition: Edition, record: Record) -> views.ThemeView:
    facts = record.facts
    assert isinstance(facts, Theme)
    trail = (section(edition, "themes"),)
    return views.ThemeView(
        **common(edition, record, _theme_facts(edition, record, facts), trail, jsonld.article(edition, record)),
        year=years(edition, facts),
        untitled="" if facts.title else edition.label("theme.untitled"),
        groups=tuple(_groups(edition, record.ref)),
    )


def years(edition: Edition, facts: Theme) -> str:
    if facts.term:
        return f"{facts.term.from_}–{facts.term.to}"
    return str(facts.year or "")


def _theme_facts(edition: Edition, record: Record, facts: Theme) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "issuer", edition.value(facts.issuer, record))
    if facts.term:
        yield from record_sections.fact(edition, "term", years(edition, facts))
    elif year := years(edition, facts):
        yield from record_sections.fact(edition, "year", views.Link(year, edition.list_href("year", year)))
    yield from record_sections.fact(edition, "document", edition.link(facts.document) if facts.document else None)
    yield from record_sections.fact(edition, "place", *record_sections.place_values(edition, record))


GROUP_LIMIT = 48


def _groups(edition: Edition, theme: Ref) -> Iterator[views.Group]:
    """Exemplars, stories and conferences under a theme; above the limit, the count and the newest are shown."""
    refs = edition.graph.back(theme, "themes")
    for heading, kinds in (
        ("exemplars", ("individuals", "collectives", "models")),
        ("stories", ("stories",)),
        ("conferences", ("conferences",)),
    ):
        chosen = [ref for ref in refs if ref.kind in kinds]
        if chosen:
            shown = cards.cards(edition, chosen[-GROUP_LIMIT:][::-1])
            note = edition.label(f"count.{heading}", count=len(chosen)) if len(chosen) > GROUP_LIMIT else ""
            yield views.Group(edition.label(f"section.{heading}"), shown, note=note)
