"""What the pages of all kinds of record share."""

from collections.abc import Iterable
from typing import Any

from exemplary import views
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record


def common(
    context: PageContext, record: Record, facts: Iterable[views.Fact], trail: tuple[views.Link, ...], structured: str
) -> dict[str, Any]:
    """The fields of `RecordView`, by name.

    facts       the lines beside the name, which depend on the kind
    structured  the record as JSON-LD
    """
    name, deed, picture = context.name(record), context.deed(record), context.picture(record)
    dated, gallery = _dated(context, record), context.gallery(record)
    return {
        "frame": frame(context, name, deed.text, trail=trail, picture=picture, structured=structured, dated=dated),
        "kind": context.kind(record.ref),
        "name": name,
        "deed": deed,
        "picture": picture,
        "facts": tuple(facts),
        "html": context.story(record),
        "story_lang": story_language(context, record),
        "quotes": record_sections.quotes(context, record),
        "figures": record_sections.figures(context, record),
        "series": charts.series(context, record),
        "gallery": gallery,
        "gallery_script": context.href(context.queries.asset("js/gallery.js")) if gallery else "",
        "recordings": record_sections.recordings(context, record),
        "downloads": record_sections.downloads(context, record),
        "chips": record_sections.chips(context, record),
        "sources": record_sections.sources(context, record.facts.sources),
        "corrections": record_sections.corrections(context, record),
    }


def _dated(context: PageContext, record: Record) -> str:
    """“Đăng ngày 19/5/2026 · Cập nhật ngày 2/6/2026”, as far as stated."""
    days = {"published": record.facts.published, "updated": record.facts.updated}
    return " · ".join(context.label(f"date.{name}", date=context.locale.on(day)) for name, day in days.items() if day)


def story_language(context: PageContext, record: Record) -> str:
    """The language of the story if not the page's: a translation without a story shows the main language's."""
    main = context.settings.language
    translated = record.translation(context.language)
    return main if context.language != main and not (translated and translated.story) else ""


def section(context: PageContext, kind: str) -> views.Link:
    """The list of a kind, or of all exemplars, as a breadcrumb."""
    return views.Link(context.label(f"kinds.{kind}"), context.section(kind))
