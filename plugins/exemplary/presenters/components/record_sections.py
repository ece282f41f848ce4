"""Parts shared by several pages: facts, links to lists, sources, corrections, quotes, files, figures."""

from collections.abc import Iterable, Iterator

from exemplary import views
from exemplary.i18n import vietnamese
from exemplary.presenters.context import PageContext, source_number
from exemplary.records.record import Record
from exemplary.records.schema.aspects import is_address
from exemplary.records.schema.components import Correction, Figure, Media, Source
from exemplary.records.schema.registers import SourceEntry
from exemplary.records.schema.types import Attachment, Ref
from exemplary.site.urls import beside

# Facts


Words = views.Value | views.Link | views.Phrase | str


def fact(context: PageContext, label: str, *values: Words | None) -> Iterator[views.Fact]:
    """A fact with the values that exist; none if there are no values."""
    present = tuple(_as_value(value) for value in values if value)
    if present:
        yield views.Fact(context.label(f"fact.{label}"), present)


def _as_value(value: Words) -> views.Value:
    if isinstance(value, views.Value):
        return value
    if isinstance(value, views.Phrase):
        return views.Value(value.text, lang=value.lang)
    return views.Value(value) if isinstance(value, str) else views.Value(value.text, value.href, lang=value.lang)


def place_values(context: PageContext, record: Record) -> tuple[views.Value, ...]:
    """The record's own places, each with the units above it at the time."""
    day = record.date
    found = []
    for stated in record.facts.place:
        value = context.value(stated, record)
        if value is None:
            continue
        found.append(value)
        if stated.value.ref:
            above = context.queries.places_above(stated.value.ref, day.last if day else None)
            found += [_as_value(context.link(ref)) for ref in above if not _is_country(context, ref)]
    return tuple(dict.fromkeys(found))


def _is_country(context: PageContext, ref: Ref) -> bool:
    return getattr(context.queries.entry(ref), "level", "") == "country"


def chips(context: PageContext, record: Record) -> tuple[views.Link, ...]:
    """Links to the lists that contain the record."""
    links = [context.link(ref) for ref in record.facts.fields]
    links += [context.link(stated.value.ref) for stated in record.facts.place if stated.value.ref]
    if year := record.year:
        links.append(views.Link(context.label("page.year", year=year), context.list_href("year", str(year))))
    links += [context.link(ref) for ref in (*record.facts.themes, *record.facts.documents)]
    links += [views.Link(tag, context.list_href("tag", tag_key(tag)), context.foreign) for tag in record.facts.tags]
    return tuple(link for link in dict.fromkeys(links) if link.text and link.href)


def tag_key(tag: str) -> str:
    return vietnamese.slug(tag)


# Sources, and other parts of a record


def sources(context: PageContext, record_sources: Iterable[object]) -> tuple[views.Source, ...]:
    known = [source for source in record_sources if isinstance(source, (Source, SourceEntry))]
    return tuple(_source(context, number, source) for number, source in enumerate(known, 1))


def _source(context: PageContext, number: int, source: Source) -> views.Source:
    return views.Source(
        number=number,
        title=source.title,
        lang=_language_of(context, source),
        href=source.url or "",
        outlet=source.outlet or "",
        section=context.label("source.section", section=source.section) if source.section else "",
        byline=source.byline or "",
        photographer=context.label("source.photographer", name=source.photographer) if source.photographer else "",
        date=_published(context, source),
        republished_from=source.republished_from or "",
        retrieved=context.date(source.retrieved.value) if source.retrieved else "",
        note=context.phrase(source.note),
        remarks=context.remarks(source.date) if source.date else (),
    )


def _language_of(context: PageContext, source: Source) -> str:
    """The language of a source's title if it is not the page's; a title without a language is in the main one."""
    language = source.language or context.settings.language
    return language if language != context.language else ""


def _published(context: PageContext, source: Source) -> str:
    """“19/5/2024, 10:47”."""
    return ", ".join(filter(None, (context.date(source.date.value) if source.date else "", source.time)))


def corrections(context: PageContext, record: Record) -> tuple[views.Remark, ...]:
    return tuple(_correction(context, one) for one in record.facts.corrections)


def _correction(context: PageContext, correction: Correction) -> views.Remark:
    phrase = context.phrase(correction.text)
    return views.Remark(context.date(correction.date), phrase.text, phrase.lang)


def quotes(context: PageContext, record: Record) -> tuple[views.Quote, ...]:
    return tuple(
        views.Quote(
            quote.text,
            quote.speaker or "",
            context.phrase(quote.position),
            source_number(record, quote.source),
            context.remarks(quote),
            context.foreign,
        )
        for quote in record.facts.quotes
    )


def downloads(context: PageContext, record: Record) -> tuple[views.Download, ...]:
    found = (attached(context, record, attachment) for attachment in record.facts.attachments)
    return tuple(filter(None, found))


def attached(context: PageContext, record: Record, attachment: Attachment) -> views.Download | None:
    return download(context, record, attachment.file, context.phrase(attachment.title))


def download(context: PageContext, record: Record, name: str | None, title: views.Phrase) -> views.Download | None:
    """A file beside the record; None if there is none."""
    if not name:
        return None
    address, size = context.queries.download(beside(record.file, name)) or ("", 0)
    form = name.rpartition(".")[2].upper()
    return views.Download(title, context.href(address), form, _size(context, size)) if address else None


def recordings(context: PageContext, record: Record) -> tuple[views.Recording, ...]:
    return tuple(_recording(context, record, media) for media in record.facts.media)


def _recording(context: PageContext, record: Record, media: Media) -> views.Recording:
    date = context.date(media.date.value) if media.date else ""
    return views.Recording(
        kind=context.label(f"media.{media.kind}"),
        title=context.phrase(media.title),
        href=media.url,
        details=", ".join(filter(None, (media.outlet, date))),
        length=media.length or "",
        transcript=_transcript(context, record, media.transcript),
        source=source_number(record, media.source),
        remarks=(*context.remarks(media), *(context.remarks(media.date) if media.date else ())),
    )


def _transcript(context: PageContext, record: Record, transcript: str | None) -> views.Link | None:
    words = context.label("media.transcript")
    if transcript and is_address(transcript):
        return views.Link(words, transcript)
    file = download(context, record, transcript, views.Phrase(words))
    return views.Link(f"{words} ({file.form}, {file.size})", file.href) if file else None


def _size(context: PageContext, size: int) -> str:
    return f"{context.number(max(1, round(size / 1024)))} KB"


def cited(record: Record, identity: str | None, context: PageContext) -> str:
    """A value's source in a few words, outlet and date, for pages without the record's list of sources."""
    known = {source.number: source for source in sources(context, record.facts.sources)}
    source = known.get(source_number(record, identity) or (1 if len(known) == 1 else 0))
    return ", ".join(filter(None, (source.outlet or source.title, source.date))) if source else ""


# Figures


def figures(context: PageContext, record: Record) -> tuple[views.Figure, ...]:
    return tuple(figure(context, record, one) for one in record.facts.figures)


def figure(context: PageContext, record: Record, one: Figure) -> views.Figure:
    value = context.number(one.value)
    if one.to is not None:
        value = context.label("number.range", start=value, end=context.number(one.to))
    if one.of is not None:
        value = context.label("number.ratio", value=value, of=context.number(one.of))
    percent, unit = one.unit == "%", context.phrase(one.unit)
    return views.Figure(
        indicator=context.phrase(one.indicator),
        value=f"{value}%" if percent else value,
        unit=views.Phrase() if percent else unit,
        scope=context.phrase(one.scope),
        period=context.date(one.period),
        source=source_number(record, one.source),
        remarks=context.remarks(one, value, f"{value} {unit.text}", f"{value}{unit.text}"),
        cited=cited(record, one.source, context),
        share=_share(one),
    )


def _share(one: Figure) -> tuple[float, float] | None:
    """Start and end, in percent, of a percentage or of a part of a stated whole; otherwise None."""
    first, last, whole = float(one.value), float(one.value if one.to is None else one.to), float(one.of or 100)
    if (one.unit != "%" and not one.of) or (one.unit == "%" and one.of) or not 0 <= first <= last <= whole:
        return None
    return round(100 * first / whole, 2) if one.to is not None else 0.0, round(100 * last / whole, 2)
