"""Parts shared by several pages: facts, links to lists, sources, corrections, quotes, files, figures."""

from collections.abc import Iterable, Iterator

from exemplary import views
from exemplary.i18n import vietnamese
from exemplary.presenters.context import Edition, source_number
from exemplary.records.record import Record
from exemplary.records.schema.aspects import is_address
from exemplary.records.schema.components import Correction, Figure, Media, Source
from exemplary.records.schema.registers import SourceEntry
from exemplary.records.schema.types import Attachment, Ref
from exemplary.site.urls import beside

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
