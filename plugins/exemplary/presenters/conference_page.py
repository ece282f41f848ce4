"""The page of a conference: what it announced, beside what is recorded here."""

from collections.abc import Iterator

from exemplary import views
from exemplary.graph import comparable
from exemplary.i18n import vietnamese
from exemplary.presenters.components import award_lines, cards, charts, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import PageContext, source_number
from exemplary.records.record import Record
from exemplary.records.schema.awards import Honour, Presenter
from exemplary.records.schema.components import Attendee, Task
from exemplary.records.schema.kinds import Conference
from exemplary.records.schema.types import EXEMPLAR_KINDS, Named, Ref, Stated


def view(context: PageContext) -> views.ConferenceView:
    record = context.record
    facts = record.facts
    assert isinstance(facts, Conference)
    trail = (section(context, "conferences"),)
    honoured = _honoured(context, record.ref)
    return views.ConferenceView(
        **common(context, record, _facts(context, record, facts), trail, jsonld.conference(context, record)),
        honours=(rows := honours(context, record)),
        honours_chart=charts.honours(context, facts.honours, rows),
        results=context.values(facts.results, record),
        shortcomings=context.values(facts.shortcomings, record),
        proposals=tuple(_task(context, record, task) for task in facts.proposals),
        tasks=tuple(_task(context, record, task) for task in facts.tasks),
        attendees=tuple(_attendee(context, record, one) for one in facts.attendees),
        exemplars=cards.cards(context, honoured),
        related=related(context, record, frozenset(honoured)),
    )


def _facts(context: PageContext, record: Record, facts: Conference) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "date", context.value(facts.date, record))
    yield from record_sections.fact(context, "host", *context.values(facts.host, record))
    yield from record_sections.fact(context, "place", *record_sections.place_values(context, record))
    yield from record_sections.fact(context, "reviews", _reviews(context, facts))


def _reviews(context: PageContext, facts: Conference) -> views.Link | None:
    """“2 năm thực hiện Kết luận 01-KL/TW”."""
    reviews = facts.reviews
    if reviews is None:
        return None
    document = context.link(reviews.document) if reviews.document else views.Link("")
    words = document.text
    if reviews.years and document.text:
        words = context.label("conference.years_reviewed", count=reviews.years, document=document.text)
    period = context.date(reviews.period)
    return views.Link(f"{words} ({period})" if words and period else words or period, document.href)


def _honoured(context: PageContext, conference: Ref) -> tuple[Ref, ...]:
    return tuple(
        ref for ref in context.queries.referrers(conference, "awards.conference") if ref.kind in EXEMPLAR_KINDS
    )


def honours(context: PageContext, record: Record) -> tuple[views.HonourRow, ...]:
    facts = record.facts
    assert isinstance(facts, Conference)
    compared = {number for number, _ in comparable(facts)}
    return tuple(_honour(context, record, honour, number in compared) for number, honour in enumerate(facts.honours))


def _honour(context: PageContext, record: Record, honour: Honour, compared: bool) -> views.HonourRow:
    form, numbers = context.value(Stated(value=Named(honour.form)), record), announced(context, honour)
    assert form
    return views.HonourRow(
        form=form,
        bodies=context.values(honour.body, record),
        type=award_lines.commendation_type(context, honour.type),
        edition=award_lines.prize_edition(context, honour.edition),
        announced=numbers,
        given=context.label(f"conference.{honour.given}"),
        scope=context.phrase(honour.scope),
        reason=context.value(honour.for_, record),
        decision=award_lines.decision(context, record, honour.decision),
        recipients=record_sections.attached(context, record, honour.list_) if honour.list_ else None,
        presenters=tuple(_presenter(context, record, one) for one in honour.presenters),
        recorded=_recorded(context, record, honour) if compared else 0,
        remarks=context.remarks(honour, *(number.text for number in numbers)),
        source=source_number(record, honour.source),
        cited=record_sections.cited(record, honour.source, context),
    )


def announced(context: PageContext, honour: Honour) -> tuple[views.Phrase, ...]:
    """The printed total, if there is one, then its parts; nothing is added up."""
    words = [views.Phrase(context.label(f"count.{kind}", count=count)) for kind, count in honour.parts.items()]
    if honour.combined is None:
        return tuple(words)
    counted = views.Phrase(context.label("count.combined", count=honour.combined))
    return (context.phrase(honour.printed) if honour.printed and not words else counted, *words)


def _task(context: PageContext, record: Record, task: Task) -> views.Task:
    words = context.value(task, record)
    assert words
    return views.Task(words, context.values(task.owner, record), context.value(task.due, record))


def _presenter(context: PageContext, record: Record, one: Presenter) -> views.Attendee:
    source, position = source_number(record, one.source), context.phrase(one.position)
    return views.Attendee(views.Phrase(one.name), position, None, views.Phrase(), context.remarks(one), source)


def _recorded(context: PageContext, record: Record, honour: Honour) -> int:
    return len(context.queries.recorded_for((record.ref, honour.form, honour.bodies)))


def _unnamed(context: PageContext, record: Record, one: Attendee) -> views.Value | None:
    """The organisation, unless the printed office already names it."""
    body = context.value(one.organisation, record)
    office = vietnamese.slug(one.position or "")
    return None if body and _is_named_in(vietnamese.slug(body.text), office) else body


def _is_named_in(body: str, office: str) -> bool:
    """Whether the office contains the name of the body, with or without the name of its place."""
    words = body.split("-")
    return any("-".join(words[:count]) in office for count in range(len(words), min(1, len(words) - 1), -1))


def _attendee(context: PageContext, record: Record, one: Attendee) -> views.Attendee:
    return views.Attendee(
        name=views.Phrase(one.name) if one.name else context.phrase(one.group),
        position=context.phrase(one.position),
        organisation=_unnamed(context, record, one),
        role=context.phrase(one.role),
        remarks=context.remarks(one),
        source=source_number(record, one.source),
    )
