"""Parts that several pages share: cards, sources, awards, figures, quotes, facts."""

import functools
from collections.abc import Iterable, Iterator

from exemplary import vietnamese
from exemplary.pages import views
from exemplary.pages.edition import Edition, source_number
from exemplary.pages.urls import beside
from exemplary.records.fields import Named, Ref, Stated
from exemplary.records.head import award_date
from exemplary.records.parts import Award, Figure, Source
from exemplary.records.record import Record
from exemplary.records.registers import OrganisationEntry, SourceEntry

# Cards


def card(edition: Edition, ref: Ref, reason: str = "") -> views.Card:
    """The card of a public record."""
    edition.notes.note("card", edition.language, ref)
    return views.Card(f"{ref.kind}/{ref.slug}", functools.partial(face, edition, ref), reason)


def face(edition: Edition, ref: Ref) -> views.Face:
    """What the card of a record shows; that it is asked for tells when it has changed, whatever it is made from."""
    edition.notes.note("card", edition.language, ref)
    plain = edition.plain
    return _face(plain, plain.graph.records[ref])


def _face(edition: Edition, record: Record) -> views.Face:
    place = record.head.place
    return views.Face(
        kind=edition.kind(record.ref),
        name=edition.link(record.ref),
        deed=edition.deed(record),
        field=next((edition.link(ref).text for ref in record.head.fields), ""),
        place=edition.named(place).text if place else "",
        year=year_words(edition, record),
        picture=edition.picture(record),
        monogram=edition.monogram(record),
    )


def cards(edition: Edition, refs: Iterable[Ref]) -> tuple[views.Card, ...]:
    return tuple(card(edition, ref) for ref in refs if ref in edition.graph.records)


def year_words(edition: Edition, record: Record) -> str:
    """The year of a record; the year of a report says that it is one."""
    year = record.year
    if year is None:
        return ""
    return edition.label("date.of_report", year=year) if record.is_exemplar and not record.commended else str(year)


# Facts


def fact(edition: Edition, label: str, *values: views.Value | views.Link | str | None) -> Iterator[views.Fact]:
    """A fact with the values that are there; none where there is none."""
    present = tuple(_as_value(value) for value in values if value)
    if present:
        yield views.Fact(edition.label(f"fact.{label}"), present)


def _as_value(value: views.Value | views.Link | str) -> views.Value:
    if isinstance(value, views.Value):
        return value
    return views.Value(value) if isinstance(value, str) else views.Value(value.text, value.href, lang=value.lang)


def place_values(edition: Edition, record: Record) -> tuple[views.Value, ...]:
    """The record's own places, each with the units above it at the time."""
    day = record.date
    found = []
    for stated in record.facts.place:
        value = edition.value(stated, record)
        if value is None:
            continue
        found.append(value)
        if stated.value.ref:
            above = edition.graph.places.above(stated.value.ref, day.last if day else None)
            found += [_as_value(edition.link(ref)) for ref in above if not _is_country(edition, ref)]
    return tuple(dict.fromkeys(found))


def _is_country(edition: Edition, ref: Ref) -> bool:
    return getattr(edition.graph.entries.get(ref), "level", "") == "country"


def chips(edition: Edition, record: Record) -> tuple[views.Link, ...]:
    """Links to the lists that the record stands in."""
    links = [edition.link(ref) for ref in record.facts.fields]
    links += [edition.link(stated.value.ref) for stated in record.facts.place if stated.value.ref]
    if year := record.year:
        links.append(views.Link(edition.label("page.year", year=year), edition.list_href("year", str(year))))
    links += [edition.link(ref) for ref in (*record.facts.themes, *record.facts.documents)]
    links += [views.Link(tag, edition.list_href("tag", tag_key(tag))) for tag in record.facts.tags]
    return tuple(link for link in dict.fromkeys(links) if link.text and link.href)


def tag_key(tag: str) -> str:
    return vietnamese.slug(tag)


# Sources and what is said of the record


def sources(edition: Edition, record_sources: Iterable[object]) -> tuple[views.Source, ...]:
    known = [source for source in record_sources if isinstance(source, (Source, SourceEntry))]
    return tuple(_source(edition, number, source) for number, source in enumerate(known, 1))


def _source(edition: Edition, number: int, source: Source) -> views.Source:
    return views.Source(
        number=number,
        title=source.title,
        lang=edition.foreign,
        href=source.url or "",
        outlet=source.outlet or "",
        byline=source.byline or "",
        date=edition.date(source.date.value) if source.date else "",
        republished_from=source.republished_from or "",
        retrieved=edition.date(source.retrieved.value) if source.retrieved else "",
        note=source.note or "",
        remarks=edition.remarks(source.date) if source.date else (),
    )


def corrections(edition: Edition, record: Record) -> tuple[views.Remark, ...]:
    return tuple(views.Remark(edition.date(one.date), one.text) for one in record.facts.corrections)


def quotes(edition: Edition, record: Record) -> tuple[views.Quote, ...]:
    return tuple(
        views.Quote(
            quote.text,
            quote.speaker or "",
            quote.position or "",
            source_number(record, quote.source),
            edition.remarks(quote),
            edition.foreign,
        )
        for quote in record.facts.quotes
    )


def downloads(edition: Edition, record: Record) -> tuple[views.Download, ...]:
    found = []
    for attachment in record.facts.attachments:
        address, size = edition.materials.downloads.get(beside(record.file, attachment.file), ("", 0))
        if address:
            form = attachment.file.rpartition(".")[2].upper()
            found.append(views.Download(attachment.title, edition.href(address), form, _size(edition, size)))
    return tuple(found)


def _size(edition: Edition, size: int) -> str:
    return f"{edition.number(max(1, round(size / 1024)))} KB"


def cited(record: Record, identity: str | None, edition: Edition) -> str:
    """A value's source in a few words, outlet and date, for pages that do not list the record's sources."""
    known = {source.number: source for source in sources(edition, record.facts.sources)}
    source = known.get(source_number(record, identity) or (1 if len(known) == 1 else 0))
    return ", ".join(filter(None, (source.outlet or source.title, source.date))) if source else ""


# Figures


def figures(edition: Edition, record: Record) -> tuple[views.Figure, ...]:
    return tuple(figure(edition, record, one) for one in record.facts.figures)


def figure(edition: Edition, record: Record, one: Figure) -> views.Figure:
    value = edition.number(one.value)
    if one.to is not None:
        value = edition.label("number.range", start=value, end=edition.number(one.to))
    if one.of is not None:
        value = edition.label("number.ratio", value=value, of=edition.number(one.of))
    percent = one.unit == "%"
    return views.Figure(
        indicator=one.indicator,
        lang=edition.foreign,
        value=f"{value}%" if percent else value,
        unit="" if percent else one.unit or "",
        scope=one.scope or "",
        period=edition.date(one.period),
        source=source_number(record, one.source),
        remarks=edition.remarks(one),
        cited=cited(record, one.source, edition),
        share=_share(one),
    )


def _share(one: Figure) -> tuple[float, float] | None:
    """From where to where, in percent, of a percentage or of a part of a stated whole; None where it is neither."""
    first, last, whole = float(one.value), float(one.value if one.to is None else one.to), float(one.of or 100)
    if (one.unit != "%" and not one.of) or (one.unit == "%" and one.of) or not 0 <= first <= last <= whole:
        return None
    return round(100 * first / whole, 2) if one.to is not None else 0.0, round(100 * last / whole, 2)


# Awards


def awards(edition: Edition, record: Record) -> tuple[views.Award, ...]:
    """Commendations, the latest first; what has no date comes last."""
    given: tuple[Award, ...] = getattr(record.facts, "awards", ())
    ordered = sorted(given, key=lambda award: str(date.last) if (date := award_date(award)) else "", reverse=True)
    return tuple(_award(edition, record, award) for award in ordered)


def _award(edition: Edition, record: Record, award: Award) -> views.Award:
    form = edition.value(Stated(value=Named(award.form)), record)
    body = edition.value(award.body, record)
    assert form and body
    return views.Award(
        form=form,
        body=body,
        date=edition.value(award.date, record),
        deed=edition.value(award.deed, record),
        decision=_decision(edition, record, award),
        conference=edition.public_link(award.conference),
        reason=edition.value(award.for_, record),
        level=level(edition, award),
        posthumous=edition.label("award.mode.posthumous") if award.mode == "posthumous" else "",
        revoked=edition.label("award.status.revoked") if award.status == "revoked" else "",
        remarks=edition.remarks(award),
        source=source_number(record, award.source),
    )


def level(edition: Edition, award: Award) -> views.Link | None:
    body = edition.graph.entries.get(award.body.value.ref) if award.body.value.ref else None
    if not isinstance(body, OrganisationEntry) or not body.level:
        return None
    return views.Link(edition.label(f"level.{body.level}"), edition.list_href("level", body.level))


def _decision(edition: Edition, record: Record, award: Award) -> views.Value | None:
    """The paper in words, «Quyết định số 12/QĐ ngày 1/2/2024», with the remarks of both its parts."""
    if award.decision is None:
        return None
    number, date, url = award.decision.number, award.decision.date, award.decision.url
    words = (
        [edition.label("award.decision_number", number=number.value)] if number else [edition.label("award.decision")]
    )
    if date:
        words.append(edition.label("award.decision_of", date=edition.date(date.value)))
    remarks = (*(edition.remarks(number) if number else ()), *(edition.remarks(date) if date else ()))
    return views.Value(" ".join(words), url or "", remarks)
