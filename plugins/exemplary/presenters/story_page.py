"""The page of a story."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.components import Interviewee
from exemplary.records.schema.kinds import TheStory
from exemplary.records.schema.types import RECORD_KINDS


def view(context: PageContext) -> views.StoryView:
    record = context.record
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
