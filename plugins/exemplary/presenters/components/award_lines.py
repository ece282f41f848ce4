"""Awards as pages show them, and what they share with the honours of a conference."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components.record_sections import download
from exemplary.presenters.context import Edition, source_number
from exemplary.records.record import Record
from exemplary.records.schema.awards import Award, Decision, PrizeEdition, Sharing
from exemplary.records.schema.registers import OrganisationEntry
from exemplary.records.schema.types import Named, Stated
from exemplary.records.summary import award_date


def commendations(edition: Edition, record: Record) -> tuple[views.Award, ...]:
    """Commendations, latest first; those without a date come last."""
    given: tuple[Award, ...] = getattr(record.facts, "awards", ())
    ordered = sorted(given, key=lambda award: str(date.last) if (date := award_date(award)) else "", reverse=True)
    return tuple(_award(edition, record, award) for award in ordered)


def _award(edition: Edition, record: Record, award: Award) -> views.Award:
    form = edition.value(Stated(value=Named(award.form)), record)
    assert form
    return views.Award(
        form=form,
        bodies=edition.values(award.body, record),
        type=commendation_type(edition, award.type),
        edition=prize_edition(edition, award.edition),
        date=edition.value(award.date, record),
        deed=edition.value(award.deed, record),
        decision=decision(edition, record, award.decision),
        conference=edition.public_link(award.conference),
        reason=edition.value(award.for_, record),
        levels=tuple(levels(edition, award)),
        shared=_shared(edition, award.with_),
        companions=edition.values(award.with_.whom, record) if award.with_ else (),
        posthumous=edition.label("award.mode.posthumous") if award.mode == "posthumous" else "",
        revoked=edition.label("award.status.revoked") if award.status == "revoked" else "",
        remarks=edition.remarks(award),
        source=source_number(record, award.source),
    )


def levels(edition: Edition, award: Award) -> Iterator[views.Link]:
    """The levels of the bodies that conferred it, without duplicates."""
    bodies = (edition.graph.entries.get(stated.value.ref) for stated in award.body if stated.value.ref)
    for level in dict.fromkeys(body.level for body in bodies if isinstance(body, OrganisationEntry) and body.level):
        yield views.Link(edition.label(f"level.{level}"), edition.list_href("level", level))


def commendation_type(edition: Edition, kind: str | None) -> str:
    return edition.label(f"award.type.{kind}") if kind else ""


def prize_edition(edition: Edition, prize: PrizeEdition | None) -> tuple[views.Phrase, ...]:
    """“giải năm 2021”, “lần thứ 13”, “hạng mục Sống đẹp”: as far as stated."""
    if prize is None:
        return ()
    year = views.Phrase(edition.label("award.edition_year", year=prize.year) if prize.year else "")
    category = edition.phrase(prize.category)
    if category:
        category = views.Phrase(edition.label("award.edition_category", category=category.text), category.lang)
    return tuple(filter(None, (year, edition.phrase(prize.number), category)))


def _shared(edition: Edition, sharing: Sharing | None) -> str:
    """“tặng gia đình”, or “tặng chung với” before the names of the others."""
    if sharing is None:
        return ""
    return edition.label(f"award.as.{sharing.as_}" if sharing.as_ else "award.with")


def decision(edition: Edition, record: Record, paper: Decision | None) -> views.Decision | None:
    """The decision in words, “Quyết định số 12/QĐ ngày 1/2/2024”, with the remarks on number and date."""
    if paper is None:
        return None
    number, date = paper.number, paper.date
    words = [edition.label("award.decision_number", number=number.value) if number else edition.label("award.decision")]
    if date:
        words.append(edition.label("award.decision_of", date=edition.locale.on(date.value)))
    remarks = (*(edition.remarks(number) if number else ()), *(edition.remarks(date) if date else ()))
    scan = download(edition, record, paper.file, views.Phrase(edition.label("award.decision_file")))
    value = views.Value(" ".join(words), paper.url or "", remarks)
    return views.Decision(value, edition.value(paper.signer, record), scan)
