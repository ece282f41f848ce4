"""The page of a person, a collective or a model."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import award_lines, cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import PageContext, source_number
from exemplary.records.record import Record
from exemplary.records.schema.aspects import other_names_of
from exemplary.records.schema.components import Adoption, Position, Step
from exemplary.records.schema.kinds import Collective, Exemplar, Individual, Model
from exemplary.records.schema.types import Noted, Ref, Stated

MEMBERS = 12


def view(context: PageContext) -> views.ExemplarView:
    record = context.record
    facts = record.facts
    assert isinstance(facts, Exemplar)
    members = _members(context, record)
    commendations = award_lines.commendations(context, record)
    trail = (section(context, "all"), section(context, record.ref.kind))
    return views.ExemplarView(
        **common(
            context, record, _facts(context, record, facts, commendations), trail, jsonld.exemplar(context, record)
        ),
        other_names=other_names_of(facts),
        monogram=context.monogram(record),
        steps=tuple(_step(context, step) for step in facts.steps),
        targets=context.values(facts.targets, record) if isinstance(facts, Model) else (),
        awards=commendations,
        members=tuple(_groups(context, members)),
        related=related(context, record, {ref for refs in members.values() for ref in refs}),
    )


def _step(context: PageContext, step: Step) -> views.Step:
    return views.Step(context.phrase(step.do), context.phrase(step.detail), context.remarks(step))


def _facts(
    context: PageContext, record: Record, facts: Exemplar, commendations: tuple[views.Award, ...]
) -> Iterator[views.Fact]:
    if isinstance(facts, Individual):
        yield from _individual(context, record, facts)
    elif isinstance(facts, Collective):
        yield from _collective(context, record, facts)
    elif isinstance(facts, Model):
        yield from _model(context, record, facts)
    yield from record_sections.fact(context, "place", *record_sections.place_values(context, record))
    valid = [award for award in commendations if not award.revoked]
    honours = [_honour(award) for award in valid[:2]]
    yield from record_sections.fact(context, "honours", *honours)
    year = cards.year_words(context, record)
    levels = dict.fromkeys(level for award in valid for level in award.levels)
    of_year = context.list_href("year", str(record.year))
    yield from record_sections.fact(context, "year", views.Link(year, of_year) if year else None)
    yield from record_sections.fact(context, "level", *levels)


def _honour(award: views.Award) -> views.Link:
    """“Bằng khen (tặng gia đình) · Thủ tướng Chính phủ”."""
    form = f"{award.form.text} ({award.shared})" if award.shared and not award.companions else award.form.text
    bodies = ", ".join(body.text for body in award.bodies)
    lang = award.form.lang or next((body.lang for body in award.bodies if body.lang), "")
    return views.Link(f"{form} · {bodies}", award.form.href, lang)


def _individual(context: PageContext, record: Record, facts: Individual) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "role", *(_position(context, record, one) for one in facts.positions))
    for name, stated in (("birth_year", facts.birth_year), ("death_year", facts.death_year)):
        if stated:
            yield from record_sections.fact(
                context, name, views.Value(str(stated.value), remarks=context.remarks(stated))
            )
    honorific = context.phrase(facts.honorific)
    yield from record_sections.fact(context, "honorific", None if honorific.lang else honorific)


def _position(context: PageContext, record: Record, position: Position) -> views.Value:
    """“Chi hội trưởng, Chi hội Phụ nữ thôn Mẫu (2019)”."""
    body = context.value(position.organisation, record)
    title = context.phrase(position.title)
    words = title.text + (f", {body.text}" if body else "")
    if times := _times(context, position):
        words += f" ({times})"
    remarks = (*context.remarks(position), *(body.remarks if body else ()))
    source = source_number(record, position.source)
    return views.Value(words, body.href if body else "", remarks, source, title.lang or (body.lang if body else ""))


def _times(context: PageContext, position: Position) -> str:
    return context.locale.between(position.from_, position.to) or context.date(position.at)


def _collective(context: PageContext, record: Record, facts: Collective) -> Iterator[views.Fact]:
    category = context.label(f"category.collectives.{facts.category}") if facts.category else None
    yield from record_sections.fact(context, "category", category)
    yield from record_sections.fact(context, "parent", context.value(facts.parent, record))
    yield from record_sections.fact(context, "founded", context.value(facts.founded, record))
    yield from record_sections.fact(context, "members", context.value(facts.members, record))
    yield from record_sections.fact(context, "blocs", *(context.link(ref) for ref in facts.blocs))


def _model(context: PageContext, record: Record, facts: Model) -> Iterator[views.Fact]:
    category = context.label(f"category.models.{facts.category}") if facts.category else None
    yield from record_sections.fact(context, "category", category)
    yield from record_sections.fact(context, "owner", context.value(facts.owner, record))
    yield from record_sections.fact(context, "launched", context.link(facts.launched) if facts.launched else None)
    adopters = (_adopter(context, record, one) for one in facts.adopted_by)
    yield from record_sections.fact(context, "adopted_by", *adopters)
    yield from record_sections.fact(context, "since", context.value(facts.since, record))
    yield from record_sections.fact(context, "until", context.value(facts.until, record))
    yield from record_sections.fact(context, "part_of", context.public_link(facts.part_of))
    called = (context.value(Stated(value=one.as_, **_noted(one)), record) for one in facts.called)
    yield from record_sections.fact(context, "called", *called)


def _noted(one: Noted) -> dict[str, object]:
    return {"source": one.source, "inferred": one.inferred, "printed": one.printed, "note": one.note}


def _adopter(context: PageContext, record: Record, adoption: Adoption) -> views.Value | None:
    """Who carries out a model, with place and start: “Hội Nông dân huyện (huyện Mẫu, từ năm 2021)”."""
    who = context.value(adoption.who, record)
    if who is None:
        return None
    places = [context.named(stated.value).text for stated in adoption.place]
    since = adoption.since
    details = [*places, *([context.locale.between(since.value, None)] if since else [])]
    words = f"{who.text} ({', '.join(details)})" if details else who.text
    remarks = (*who.remarks, *context.remarks(adoption), *(context.remarks(since) if since else ()))
    return views.Value(words, who.href, remarks, source_number(record, adoption.source), who.lang)


def _members(context: PageContext, record: Record) -> dict[str, tuple[Ref, ...]]:
    """The records that belong to this one: the parts of a model, what it runs, the stories about it."""
    back = context.queries.referrers
    found = {
        "parts": back(record.ref, "part_of"),
        "runs": back(record.ref, "owner", "adopted_by.who"),
        "stories": back(record.ref, "about"),
    }
    return {heading: refs[:MEMBERS] for heading, refs in found.items() if refs}


def _groups(context: PageContext, members: dict[str, tuple[Ref, ...]]) -> Iterator[views.Group]:
    for heading, refs in members.items():
        yield views.Group(context.label(f"section.{heading}"), cards.cards(context, refs))
