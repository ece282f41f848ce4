"""The pages of stories and themes."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.components import Interviewee
from exemplary.records.schema.kinds import Theme, TheStory
from exemplary.records.schema.types import RECORD_KINDS, Ref


def story(context: PageContext, record: Record) -> views.StoryView:
    facts = record.facts
    assert isinstance(facts, TheStory)
    trail = (section(context, "stories"),)
    shared = common(context, record, _story_facts(context, record, facts), trail, jsonld.story(context, record))
    category = context.label(f"category.stories.{facts.category}")
    return views.StoryView(
        **{**shared, "kind": views.Kind("story", category, context.section("stories"))},
        byline=context.label("story.by", byline=facts.byline) if facts.byline else "",
        date=context.value(facts.date, record),
        about=cards.cards(context, (ref for ref in facts.about if ref.kind in RECORD_KINDS)),
        related=related(context, record),
    )


def _story_facts(context: PageContext, record: Record, facts: TheStory) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "occasion", context.value(facts.occasion, record))
    if facts.interviewee:
        yield from record_sections.fact(context, "interviewee", _interviewee(context, facts.interviewee))
    yield from record_sections.fact(context, "place", *record_sections.place_values(context, record))
    about = [context.link(ref) for ref in facts.about if ref.kind not in RECORD_KINDS]
    yield from record_sections.fact(context, "about", *about)
    yield from record_sections.fact(context, "conference", context.public_link(facts.conference))


def _interviewee(context: PageContext, one: Interviewee) -> views.Value:
    honorific, position = context.phrase(one.honorific), context.phrase(one.position)
    who = " ".join(filter(None, (honorific.text, one.name)))
    return views.Value(", ".join(filter(None, (who, position.text))), lang=honorific.lang or position.lang)


def theme(context: PageContext, record: Record) -> views.ThemeView:
    facts = record.facts
    assert isinstance(facts, Theme)
    trail = (section(context, "themes"),)
    return views.ThemeView(
        **common(context, record, _theme_facts(context, record, facts), trail, jsonld.article(context, record)),
        year=years(context, facts),
        untitled="" if facts.title else context.label("theme.untitled"),
        groups=tuple(_groups(context, record.ref)),
    )


def years(context: PageContext, facts: Theme) -> str:
    if facts.term:
        return f"{facts.term.from_}–{facts.term.to}"
    return str(facts.year or "")


def _theme_facts(context: PageContext, record: Record, facts: Theme) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "issuer", context.value(facts.issuer, record))
    if facts.term:
        yield from record_sections.fact(context, "term", years(context, facts))
    elif year := years(context, facts):
        yield from record_sections.fact(context, "year", views.Link(year, context.list_href("year", year)))
    yield from record_sections.fact(context, "document", context.link(facts.document) if facts.document else None)
    yield from record_sections.fact(context, "place", *record_sections.place_values(context, record))


GROUP_LIMIT = 48


def _groups(context: PageContext, theme: Ref) -> Iterator[views.Group]:
    """Exemplars, stories and conferences under a theme; above the limit, the count and the newest are shown."""
    refs = context.graph.back(theme, "themes")
    for heading, kinds in (
        ("exemplars", ("individuals", "collectives", "models")),
        ("stories", ("stories",)),
        ("conferences", ("conferences",)),
    ):
        chosen = [ref for ref in refs if ref.kind in kinds]
        if chosen:
            shown = cards.cards(context, chosen[-GROUP_LIMIT:][::-1])
            note = context.label(f"count.{heading}", count=len(chosen)) if len(chosen) > GROUP_LIMIT else ""
            yield views.Group(context.label(f"section.{heading}"), shown, note=note)
