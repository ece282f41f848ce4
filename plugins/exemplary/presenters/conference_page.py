"""The page of a conference: what it announced, beside what is recorded here."""

from collections.abc import Iterator

from exemplary import views
from exemplary.graph import comparable
from exemplary.i18n import vietnamese
from exemplary.presenters.components import award_lines, cards, charts, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import Edition, source_number
from exemplary.records.record import Record
from exemplary.records.schema.awards import Honour, Presenter
from exemplary.records.schema.components import Attendee, Task
from exemplary.records.schema.kinds import Conference
from exemplary.records.schema.types import EXEMPLAR_KINDS, Named, Ref, Stated


def view(edition: Edition, record: Record) -> views.ConferenceView:
    facts = record.facts
    assert isinstance(facts, Conference)
    trail = (section(edition, "conferences"),)
    honoured = _honoured(edition, record.ref)
    return views.ConferenceView(
        **common(edition, record, _facts(edition, record, facts), trail, jsonld.conference(edition, record)),
        honours=(rows := honours(edition, record)),
        honours_chart=charts.honours(edition, facts.honours, rows),
        results=edition.values(facts.results, record),
        shortcomings=edition.values(facts.shortcomings, record),
        proposals=tuple(_task(edition, record, task) for task in facts.proposals),
        tasks=tuple(_task(edition, record, task) for task in facts.tasks),
        attendees=tuple(_attendee(edition, record, one) for one in facts.attendees),
        exemplars=cards.cards(edition, honoured),
        related=related(edition, record, frozenset(honoured)),
    )


def _facts(edition: Edition, record: Record, facts: Conference) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "date", edition.value(facts.date, record))
    yield from record_sections.fact(edition, "host", *edition.values(facts.host, record))
    yield from record_sections.fact(edition, "place", *record_sections.place_values(edition, record))
    yield from record_sections.fact(edition, "reviews", _reviews(edition, facts))


def _reviews(edition: Edition, facts: Conference) -> views.Link | None:
    """“2 năm thực hiện Kết luận 01-KL/TW”."""
    reviews = facts.reviews
    if reviews is None:
        return None
    document = edition.link(reviews.document) if reviews.document else views.Link("")
    words = document.text
    if reviews.years and document.text:
        words = edition.label("conference.years_reviewed", count=reviews.years, document=document.text)
    period = edition.date(reviews.period)
    return views.Link(f"{words} ({period})" if words and period else words or period, document.href)


def _honoured(edition: Edition, conference: Ref) -> tuple[Ref, ...]:
    return tuple(ref for ref in edition.graph.back(conference, "awards.conference") if ref.kind in EXEMPLAR_KINDS)


def honours(edition: Edition, record: Record) -> tuple[views.HonourRow, ...]:
    facts = record.facts
    assert isinstance(facts, Conference)
    compared = {number for number, _ in comparable(facts)}
    return tuple(_honour(edition, record, honour, number in compared) for number, honour in enumerate(facts.honours))


def _honour(edition: Edition, record: Record, honour: Honour, compared: bool) -> views.HonourRow:
    form, numbers = edition.value(Stated(value=Named(honour.form)), record), announced(edition, honour)
    assert form
    return views.HonourRow(
        form=form,
        bodies=edition.values(honour.body, record),
        type=award_lines.commendation_type(edition, honour.type),
        edition=award_lines.prize_edition(edition, honour.edition),
        announced=numbers,
        given=edition.label(f"conference.{honour.given}"),
        scope=edition.phrase(honour.scope),
        reason=edition.value(honour.for_, record),
        decision=award_lines.decision(edition, record, honour.decision),
        recipients=record_sections.attached(edition, record, honour.list_) if honour.list_ else None,
        presenters=tuple(_presenter(edition, record, one) for one in honour.presenters),
        recorded=_recorded(edition, record, honour) if compared else 0,
        remarks=edition.remarks(honour, *(number.text for number in numbers)),
        source=source_number(record, honour.source),
        cited=record_sections.cited(record, honour.source, edition),
    )


def announced(edition: Edition, honour: Honour) -> tuple[views.Phrase, ...]:
    """The printed total, if there is one, then its parts; nothing is added up."""
    words = [views.Phrase(edition.label(f"count.{kind}", count=count)) for kind, count in honour.parts.items()]
    if honour.combined is None:
        return tuple(words)
    counted = views.Phrase(edition.label("count.combined", count=honour.combined))
    return (edition.phrase(honour.printed) if honour.printed and not words else counted, *words)


def _task(edition: Edition, record: Record, task: Task) -> views.Task:
    words = edition.value(task, record)
    assert words
    return views.Task(words, edition.values(task.owner, record), edition.value(task.due, record))


def _presenter(edition: Edition, record: Record, one: Presenter) -> views.Attendee:
    source, position = source_number(record, one.source), edition.phrase(one.position)
    return views.Attendee(views.Phrase(one.name), position, None, views.Phrase(), edition.remarks(one), source)


def _recorded(edition: Edition, record: Record, honour: Honour) -> int:
    return len(edition.graph.recorded.get((record.ref, honour.form, honour.bodies), ()))


def _unnamed(edition: Edition, record: Record, one: Attendee) -> views.Value | None:
    """The organisation, unless the printed office already names it."""
    body = edition.value(one.organisation, record)
    office = vietnamese.slug(one.position or "")
    return None if body and _is_named_in(vietnamese.slug(body.text), office) else body


def _is_named_in(body: str, office: str) -> bool:
    """Whether the office contains the name of the body, with or without the name of its place."""
    words = body.split("-")
    return any("-".join(words[:count]) in office for count in range(len(words), min(1, len(words) - 1), -1))


def _attendee(edition: Edition, record: Record, one: Attendee) -> views.Attendee:
    return views.Attendee(
        name=views.Phrase(one.name) if one.name else edition.phrase(one.group),
        position=edition.phrase(one.position),
        organisation=_unnamed(edition, record, one),
        role=edition.phrase(one.role),
        remarks=edition.remarks(one),
        source=source_number(record, one.source),
    )
