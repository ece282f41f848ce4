"""The page of a conference: what was announced there, beside what is recorded here."""

from collections.abc import Iterator

from exemplary.graph import comparable
from exemplary.pages import charts, jsonld, parts, views
from exemplary.pages.edition import Edition, source_number
from exemplary.pages.record import common, section
from exemplary.pages.related import related
from exemplary.records.fields import EXEMPLAR_KINDS, Named, Ref, Stated
from exemplary.records.kinds import Conference
from exemplary.records.parts import Attendee, Honour
from exemplary.records.record import Record


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
        tasks=edition.values(facts.tasks, record),
        attendees=tuple(_attendee(edition, record, one) for one in facts.attendees),
        exemplars=parts.cards(edition, honoured),
        related=related(edition, record, frozenset(honoured)),
    )


def _facts(edition: Edition, record: Record, facts: Conference) -> Iterator[views.Fact]:
    yield from parts.fact(edition, "date", edition.value(facts.date, record))
    yield from parts.fact(edition, "host", *edition.values(facts.host, record))
    yield from parts.fact(edition, "place", *parts.place_values(edition, record))
    yield from parts.fact(edition, "reviews", _reviews(edition, facts))


def _reviews(edition: Edition, facts: Conference) -> views.Link | None:
    """«2 năm thực hiện Kết luận 01-KL/TW»."""
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
    form = edition.value(Stated(value=Named(honour.form)), record)
    body = edition.value(honour.body, record)
    assert form and body
    return views.HonourRow(
        form=form,
        body=body,
        announced=announced(edition, honour),
        given=edition.label(f"conference.{honour.given}"),
        scope=honour.scope or "",
        recorded=_recorded(edition, record, honour) if compared else 0,
        remarks=edition.remarks(honour),
        source=source_number(record, honour.source),
        cited=parts.cited(record, honour.source, edition),
    )


def announced(edition: Edition, honour: Honour) -> tuple[str, ...]:
    """The printed total first, where one is printed, then its parts; nothing is added up."""
    words = [edition.label(f"count.{kind}", count=count) for kind, count in honour.parts.items()]
    if honour.combined is None:
        return tuple(words)
    total = honour.printed if honour.printed and not words else edition.label("count.combined", count=honour.combined)
    return (total, *words)


def _recorded(edition: Edition, record: Record, honour: Honour) -> int:
    return len(edition.graph.recorded.get((record.ref, honour.form, honour.body.value), ()))


def _attendee(edition: Edition, record: Record, one: Attendee) -> views.Attendee:
    return views.Attendee(
        name=one.name or one.group or "",
        position=one.position or "",
        organisation=edition.value(one.organisation, record),
        role=one.role or "",
        remarks=edition.remarks(one),
        source=source_number(record, one.source),
    )
