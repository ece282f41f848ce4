"""Awards as pages show them, and what they share with the honours of a conference."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components.record_sections import download
from exemplary.presenters.context import PageContext, source_number
from exemplary.records.record import Record
from exemplary.records.schema.awards import Award, Decision, PrizeEdition, Sharing
from exemplary.records.schema.registers import OrganisationEntry
from exemplary.records.schema.types import Named, Stated
from exemplary.records.summary import award_date


def commendations(context: PageContext, record: Record) -> tuple[views.Award, ...]:
    """Commendations, latest first; those without a date come last."""
    given: tuple[Award, ...] = getattr(record.facts, "awards", ())
    ordered = sorted(given, key=lambda award: str(date.last) if (date := award_date(award)) else "", reverse=True)
    return tuple(_award(context, record, award) for award in ordered)


def _award(context: PageContext, record: Record, award: Award) -> views.Award:
    form = context.value(Stated(value=Named(award.form)), record)
    assert form
    return views.Award(
        form=form,
        bodies=context.values(award.body, record),
        type=commendation_type(context, award.type),
        edition=prize_edition(context, award.edition),
        date=context.value(award.date, record),
        deed=context.value(award.deed, record),
        decision=decision(context, record, award.decision),
        conference=context.public_link(award.conference),
        reason=context.value(award.for_, record),
        levels=tuple(levels(context, award)),
        shared=_shared(context, award.with_),
        companions=context.values(award.with_.whom, record) if award.with_ else (),
        posthumous=context.label("award.mode.posthumous") if award.mode == "posthumous" else "",
        revoked=context.label("award.status.revoked") if award.status == "revoked" else "",
        remarks=context.remarks(award),
        source=source_number(record, award.source),
    )


def levels(context: PageContext, award: Award) -> Iterator[views.Link]:
    """The levels of the bodies that conferred it, without duplicates."""
    bodies = (context.queries.entry(stated.value.ref) for stated in award.body if stated.value.ref)
    for level in dict.fromkeys(body.level for body in bodies if isinstance(body, OrganisationEntry) and body.level):
        yield views.Link(context.label(f"level.{level}"), context.list_href("level", level))


def commendation_type(context: PageContext, kind: str | None) -> str:
    return context.label(f"award.type.{kind}") if kind else ""


def prize_edition(context: PageContext, prize: PrizeEdition | None) -> tuple[views.Phrase, ...]:
    """“giải năm 2021”, “lần thứ 13”, “hạng mục Sống đẹp”: as far as stated."""
    if prize is None:
        return ()
    year = views.Phrase(context.label("award.edition_year", year=prize.year) if prize.year else "")
    category = context.phrase(prize.category)
    if category:
        category = views.Phrase(context.label("award.edition_category", category=category.text), category.lang)
    return tuple(filter(None, (year, context.phrase(prize.number), category)))


def _shared(context: PageContext, sharing: Sharing | None) -> str:
    """“tặng gia đình”, or “tặng chung với” before the names of the others."""
    if sharing is None:
        return ""
    return context.label(f"award.as.{sharing.as_}" if sharing.as_ else "award.with")


def decision(context: PageContext, record: Record, paper: Decision | None) -> views.Decision | None:
    """The decision in words, “Quyết định số 12/QĐ ngày 1/2/2024”, with the remarks on number and date."""
    if paper is None:
        return None
    number, date = paper.number, paper.date
    words = [context.label("award.decision_number", number=number.value) if number else context.label("award.decision")]
    if date:
        words.append(context.label("award.decision_of", date=context.locale.on(date.value)))
    remarks = (*(context.remarks(number) if number else ()), *(context.remarks(date) if date else ()))
    scan = download(context, record, paper.file, views.Phrase(context.label("award.decision_file")))
    value = views.Value(" ".join(words), paper.url or "", remarks)
    return views.Decision(value, context.value(paper.signer, record), scan)
