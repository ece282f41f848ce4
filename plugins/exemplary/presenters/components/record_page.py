"""What the pages of all kinds of record share."""

from collections.abc import Iterable
from typing import Any

from exemplary import views
from exemplary.presenters.components import charts, record_sections
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import Edition
from exemplary.records.record import Record


def common(
    edition: Edition, record: Record, facts: Iterable[views.Fact], trail: tuple[views.Link, ...], structured: str
) -> dict[str, Any]:
    """The fields of `RecordView`, by name.

    facts       the lines beside the name, which depend on the kind
    structured  the record as JSON-LD
    """
    name, deed, picture = edition.name(record), edition.deed(record), edition.picture(record)
    dated, gallery = _dated(edition, record), edition.gallery(record)
    return {
        "frame": frame(edition, name, deed.text, trail=trail, picture=picture, structured=structured, dated=dated),
        "kind": edition.kind(record.ref),
        "name": name,
        "deed": deed,
        "picture": picture,
        "facts": tuple(facts),
        "html": edition.story(record, edition),
        "story_lang": story_language(edition, record),
        "quotes": record_sections.quotes(edition, record),
        "figures": record_sections.figures(edition, record),
        "series": charts.series(edition, record),
        "gallery": gallery,
        "gallery_script": edition.href(edition.materials.assets.get("js/gallery.js", "")) if gallery else "",
        "recordings": record_sections.recordings(edition, record),
        "downloads": record_sections.downloads(edition, record),
        "chips": record_sections.chips(edition, record),
        "sources": record_sections.sources(edition, record.facts.sources),
        "corrections": record_sections.corrections(edition, record),
    }


def _dated(edition: Edition, record: Record) -> str:
    """“Đăng ngày 19/5/2026 · Cập nhật ngày 2/6/2026”, as far as stated."""
    days = {"published": record.facts.published, "updated": record.facts.updated}
    return " · ".join(edition.label(f"date.{name}", date=edition.locale.on(day)) for name, day in days.items() if day)


def story_language(edition: Edition, record: Record) -> str:
    """The language of the story if not the page's: a translation without a story shows the main language's."""
    main = edition.site.project.settings.language
    translated = record.translation(edition.language)
    return main if edition.language != main and not (translated and translated.story) else ""


def section(edition: Edition, kind: str) -> views.Link:
    """The list of a kind, or of all exemplars, as a breadcrumb."""
    return views.Link(edition.label(f"kinds.{kind}"), edition.section(kind))
