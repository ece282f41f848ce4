"""Parts shared by several pages: cards, sources, awards, figures, quotes, facts."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator

from exemplary import vietnamese
from exemplary.pages import views
from exemplary.pages.edition import Edition, source_number
from exemplary.pages.urls import beside
from exemplary.records.aspects import is_address
from exemplary.records.fields import Attachment, Named, Ref, Stated
from exemplary.records.head import award_date
from exemplary.records.parts import Award, Correction, Decision, Figure, Media, PrizeEdition, Sharing, Source
from exemplary.records.record import Record
from exemplary.records.registers import OrganisationEntry, SourceEntry

# Cards


Reason = tuple[views.Phrase, ...]


def card(edition: Edition, ref: Ref, reason: Reason = (), year: str = "") -> views.Card:
    """The card of a public record; `year` replaces the record's own."""
    edition.notes.note("card", edition.language, ref)
    drawn = f"{ref.kind}/{ref.slug}@{year}" if year else f"{ref.kind}/{ref.slug}"
    return views.Card(drawn, functools.partial(face, edition, ref, year), reason)


def face(edition: Edition, ref: Ref, year: str = "") -> views.Face:
    """The content of a record's card. The `card` query covers everything it is made from."""
    edition.notes.note("card", edition.language, ref)
    plain = edition.plain
    shown = _face(plain, plain.graph.records[ref])
    return dataclasses.replace(shown, year=year) if year else shown


def _face(edition: Edition, record: Record) -> views.Face:
    return views.Face(
        kind=edition.kind(record.ref),
        name=edition.link(record.ref),
        deed=edition.deed(record),
        field=edition.named_phrase(Named(record.head.fields[0]) if record.head.fields else None),
        place=edition.named_phrase(record.head.place),
        year=year_words(edition, record),
        picture=edition.picture(record),
        monogram=edition.monogram(record),
    )


def cards(edition: Edition, refs: Iterable[Ref]) -> tuple[views.Card, ...]:
    return tuple(card(edition, ref) for ref in refs if ref in edition.graph.records)


def year_words(edition: Edition, record: Record) -> str:
    """The year of a record; the year of a report is marked as such."""
    year = record.year
    if year is None:
        return ""
    return edition.label("date.of_report", year=year) if record.is_exemplar and not record.commended else str(year)


# Facts


Words = views.Value | views.Link | views.Phrase | str


def fact(edition: Edition, label: str, *values: Words | None) -> Iterator[views.Fact]:
    """A fact with the values that exist; none if there are no values."""
    present = tuple(_as_value(value) for value in values if value)
    if present:
        yield views.Fact(edition.label(f"fact.{label}"), present)


def _as_value(value: Words) -> views.Value:
    if isinstance(value, views.Value):
        return value
    if isinstance(value, views.Phrase):
        return views.Value(value.text, lang=value.lang)
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
    """Links to the lists that contain the record."""
    links = [edition.link(ref) for ref in record.facts.fields]
    links += [edition.link(stated.value.ref) for stated in record.facts.place if stated.value.ref]
    if year := record.year:
        links.append(views.Link(edition.label("page.year", year=year), edition.list_href("year", str(year))))
    links += [edition.link(ref) for ref in (*record.facts.themes, *record.facts.documents)]
    links += [views.Link(tag, edition.list_href("tag", tag_key(tag)), edition.foreign) for tag in record.facts.tags]
    return tuple(link for link in dict.fromkeys(links) if link.text and link.href)


def tag_key(tag: str) -> str:
    return vietnamese.slug(tag)


# Sources, and other parts of a record


def sources(edition: Edition, record_sources: Iterable[object]) -> tuple[views.Source, ...]:
    known = [source for source in record_sources if isinstance(source, (Source, SourceEntry))]
    return tuple(_source(edition, number, source) for number, source in enumerate(known, 1))


def _source(edition: Edition, number: int, source: Source) -> views.Source:
    return views.Source(
        number=number,
        title=source.title,
        lang=_language_of(edition, source),
        href=source.url or "",
        outlet=source.outlet or "",
        section=edition.label("source.section", section=source.section) if source.section else "",
        byline=source.byline or "",
        photographer=edition.label("source.photographer", name=source.photographer) if source.photographer else "",
        date=_published(edition, source),
        republished_from=source.republished_from or "",
        retrieved=edition.date(source.retrieved.value) if source.retrieved else "",
        note=edition.phrase(source.note),
        remarks=edition.remarks(source.date) if source.date else (),
    )


def _language_of(edition: Edition, source: Source) -> str:
    """The language of a source's title if it is not the page's; a title without a language is in the main one."""
    language = source.language or edition.site.project.settings.language
    return language if language != edition.language else ""


def _published(edition: Edition, source: Source) -> str:
    """“19/5/2024, 10:47”."""
    return ", ".join(filter(None, (edition.date(source.date.value) if source.date else "", source.time)))


def corrections(edition: Edition, record: Record) -> tuple[views.Remark, ...]:
    return tuple(_correction(edition, one) for one in record.facts.corrections)


def _correction(edition: Edition, correction: Correction) -> views.Remark:
    phrase = edition.phrase(correction.text)
    return views.Remark(edition.date(correction.date), phrase.text, phrase.lang)


def quotes(edition: Edition, record: Record) -> tuple[views.Quote, ...]:
    return tuple(
        views.Quote(
            quote.text,
            quote.speaker or "",
            edition.phrase(quote.position),
            source_number(record, quote.source),
            edition.remarks(quote),
            edition.foreign,
        )
        for quote in record.facts.quotes
    )


def downloads(edition: Edition, record: Record) -> tuple[views.Download, ...]:
    found = (attached(edition, record, attachment) for attachment in record.facts.attachments)
    return tuple(filter(None, found))


def attached(edition: Edition, record: Record, attachment: Attachment) -> views.Download | None:
    return download(edition, record, attachment.file, edition.phrase(attachment.title))


def download(edition: Edition, record: Record, name: str | None, title: views.Phrase) -> views.Download | None:
    """A file beside the record; None if there is none."""
    if not name:
        return None
    address, size = edition.materials.downloads.get(beside(record.file, name), ("", 0))
    form = name.rpartition(".")[2].upper()
    return views.Download(title, edition.href(address), form, _size(edition, size)) if address else None


def recordings(edition: Edition, record: Record) -> tuple[views.Recording, ...]:
    return tuple(_recording(edition, record, media) for media in record.facts.media)


def _recording(edition: Edition, record: Record, media: Media) -> views.Recording:
    date = edition.date(media.date.value) if media.date else ""
    return views.Recording(
        kind=edition.label(f"media.{media.kind}"),
        title=edition.phrase(media.title),
        href=media.url,
        details=", ".join(filter(None, (media.outlet, date))),
        length=media.length or "",
        transcript=_transcript(edition, record, media.transcript),
        source=source_number(record, media.source),
        remarks=(*edition.remarks(media), *(edition.remarks(media.date) if media.date else ())),
    )


def _transcript(edition: Edition, record: Record, transcript: str | None) -> views.Link | None:
    words = edition.label("media.transcript")
    if transcript and is_address(transcript):
        return views.Link(words, transcript)
    file = download(edition, record, transcript, views.Phrase(words))
    return views.Link(f"{words} ({file.form}, {file.size})", file.href) if file else None


def _size(edition: Edition, size: int) -> str:
    return f"{edition.number(max(1, round(size / 1024)))} KB"


def cited(record: Record, identity: str | None, edition: Edition) -> str:
    """A value's source in a few words, outlet and date, for pages without the record's list of sources."""
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
    percent, unit = one.unit == "%", edition.phrase(one.unit)
    return views.Figure(
        indicator=edition.phrase(one.indicator),
        value=f"{value}%" if percent else value,
        unit=views.Phrase() if percent else unit,
        scope=edition.phrase(one.scope),
        period=edition.date(one.period),
        source=source_number(record, one.source),
        remarks=edition.remarks(one, value, f"{value} {unit.text}", f"{value}{unit.text}"),
        cited=cited(record, one.source, edition),
        share=_share(one),
    )


def _share(one: Figure) -> tuple[float, float] | None:
    """Start and end, in percent, of a percentage or of a part of a stated whole; otherwise None."""
    first, last, whole = float(one.value), float(one.value if one.to is None else one.to), float(one.of or 100)
    if (one.unit != "%" and not one.of) or (one.unit == "%" and one.of) or not 0 <= first <= last <= whole:
        return None
    return round(100 * first / whole, 2) if one.to is not None else 0.0, round(100 * last / whole, 2)


# Awards


def awards(edition: Edition, record: Record) -> tuple[views.Award, ...]:
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
