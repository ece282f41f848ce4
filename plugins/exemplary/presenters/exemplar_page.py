"""The page of a person, a collective or a model."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import award_lines, cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.components.related import related
from exemplary.presenters.context import Edition, source_number
from exemplary.records.record import Record
from exemplary.records.schema.aspects import other_names_of
from exemplary.records.schema.components import Adoption, Position, Step
from exemplary.records.schema.kinds import Collective, Exemplar, Individual, Model
from exemplary.records.schema.types import Noted, Ref, Stated

MEMBERS = 12


def view(edition: Edition, record: Record) -> views.ExemplarView:
    facts = record.facts
    assert isinstance(facts, Exemplar)
    members = _members(edition, record)
    commendations = award_lines.commendations(edition, record)
    trail = (section(edition, "all"), section(edition, record.ref.kind))
    return views.ExemplarView(
        **common(
            edition, record, _facts(edition, record, facts, commendations), trail, jsonld.exemplar(edition, record)
        ),
        other_names=other_names_of(facts),
        monogram=edition.monogram(record),
        steps=tuple(_step(edition, step) for step in facts.steps),
        targets=edition.values(facts.targets, record) if isinstance(facts, Model) else (),
        awards=commendations,
        members=tuple(_groups(edition, members)),
        related=related(edition, record, {ref for refs in members.values() for ref in refs}),
    )


def _step(edition: Edition, step: Step) -> views.Step:
    return views.Step(edition.phrase(step.do), edition.phrase(step.detail), edition.remarks(step))


def _facts(
    edition: Edition, record: Record, facts: Exemplar, commendations: tuple[views.Award, ...]
) -> Iterator[views.Fact]:
    if isinstance(facts, Individual):
        yield from _individual(edition, record, facts)
    elif isinstance(facts, Collective):
        yield from _collective(edition, record, facts)
    elif isinstance(facts, Model):
        yield from _model(edition, record, facts)
    yield from record_sections.fact(edition, "place", *record_sections.place_values(edition, record))
    valid = [award for award in commendations if not award.revoked]
    honours = [_honour(award) for award in valid[:2]]
    yield from record_sections.fact(edition, "honours", *honours)
    year = cards.year_words(edition, record)
    levels = dict.fromkeys(level for award in valid for level in award.levels)
    of_year = edition.list_href("year", str(record.year))
    yield from record_sections.fact(edition, "year", views.Link(year, of_year) if year else None)
    yield from record_sections.fact(edition, "level", *levels)


def _honour(award: views.Award) -> views.Link:
    """“Bằng khen (tặng gia đình) · Thủ tướng Chính phủ”."""
    form = f"{award.form.text} ({award.shared})" if award.shared and not award.companions else award.form.text
    bodies = ", ".join(body.text for body in award.bodies)
    lang = award.form.lang or next((body.lang for body in award.bodies if body.lang), "")
    return views.Link(f"{form} · {bodies}", award.form.href, lang)


def _individual(edition: Edition, record: Record, facts: Individual) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "role", *(_position(edition, record, one) for one in facts.positions))
    for name, stated in (("birth_year", facts.birth_year), ("death_year", facts.death_year)):
        if stated:
            yield from record_sections.fact(
                edition, name, views.Value(str(stated.value), remarks=edition.remarks(stated))
            )
    honorific = edition.phrase(facts.honorific)
    yield from record_sections.fact(edition, "honorific", None if honorific.lang else honorific)


def _position(edition: Edition, record: Record, position: Position) -> views.Value:
    """“Chi hội trưởng, Chi hội Phụ nữ thôn Mẫu (2019)”."""
    body = edition.value(position.organisation, record)
    title = edition.phrase(position.title)
    words = title.text + (f", {body.text}" if body else "")
    if times := _times(edition, position):
        words += f" ({times})"
    remarks = (*edition.remarks(position), *(body.remarks if body else ()))
    source = source_number(record, position.source)
    return views.Value(words, body.href if body else "", remarks, source, title.lang or (body.lang if body else ""))


def _times(edition: Edition, position: Position) -> str:
    return edition.locale.between(position.from_, position.to) or edition.date(position.at)


def _collective(edition: Edition, record: Record, facts: Collective) -> Iterator[views.Fact]:
    category = edition.label(f"category.collectives.{facts.category}") if facts.category else None
    yield from record_sections.fact(edition, "category", category)
    yield from record_sections.fact(edition, "parent", edition.value(facts.parent, record))
    yield from record_sections.fact(edition, "founded", edition.value(facts.founded, record))
    yield from record_sections.fact(edition, "members", edition.value(facts.members, record))
    yield from record_sections.fact(edition, "blocs", *(edition.link(ref) for ref in facts.blocs))


def _model(edition: Edition, record: Record, facts: Model) -> Iterator[views.Fact]:
    category = edition.label(f"category.models.{facts.category}") if facts.category else None
    yield from record_sections.fact(edition, "category", category)
    yield from record_sections.fact(edition, "owner", edition.value(facts.owner, record))
    yield from record_sections.fact(edition, "launched", edition.link(facts.launched) if facts.launched else None)
    adopters = (_adopter(edition, record, one) for one in facts.adopted_by)
    yield from record_sections.fact(edition, "adopted_by", *adopters)
    yield from record_sections.fact(edition, "since", edition.value(facts.since, record))
    yield from record_sections.fact(edition, "until", edition.value(facts.until, record))
    yield from record_sections.fact(edition, "part_of", edition.public_link(facts.part_of))
    called = (edition.value(Stated(value=one.as_, **_noted(one)), record) for one in facts.called)
    yield from record_sections.fact(edition, "called", *called)


def _noted(one: Noted) -> dict[str, object]:
    return {"source": one.source, "inferred": one.inferred, "printed": one.printed, "note": one.note}


def _adopter(edition: Edition, record: Record, adoption: Adoption) -> views.Value | None:
    """Who carries out a model, with place and start: “Hội Nông dân huyện (huyện Mẫu, từ năm 2021)”."""
    who = edition.value(adoption.who, record)
    if who is None:
        return None
    places = [edition.named(stated.value).text for stated in adoption.place]
    since = adoption.since
    details = [*places, *([edition.locale.between(since.value, None)] if since else [])]
    words = f"{who.text} ({', '.join(details)})" if details else who.text
    remarks = (*who.remarks, *edition.remarks(adoption), *(edition.remarks(since) if since else ()))
    return views.Value(words, who.href, remarks, source_number(record, adoption.source), who.lang)


def _members(edition: Edition, record: Record) -> dict[str, tuple[Ref, ...]]:
    """The records that belong to this one: the parts of a model, what it runs, the stories about it."""
    back = edition.graph.back
    found = {
        "parts": back(record.ref, "part_of"),
        "runs": back(record.ref, "owner", "adopted_by.who"),
        "stories": back(record.ref, "about"),
    }
    return {heading: refs[:MEMBERS] for heading, refs in found.items() if refs}


def _groups(edition: Edition, members: dict[str, tuple[Ref, ...]]) -> Iterator[views.Group]:
    for heading, refs in members.items():
        yield views.Group(edition.label(f"section.{heading}"), cards.cards(edition, refs))
