"""The plain search: what each record is called, did, where and when, per language, loaded when the box is opened."""

import json
from collections.abc import Iterator

from exemplary import locales
from exemplary.artifacts import Artifact
from exemplary.pages.plan import Site
from exemplary.pages.special import index_address
from exemplary.records.record import Record
from exemplary.render.shell import Hosted

FORMAT = 1
COLUMNS = ("ref", "href", "name", "deed", "kind", "kind_label", "place", "year", "field")


def search(site: Site, hosted: Hosted) -> Iterator[Artifact]:
    if not site.project.settings.search:
        return
    for language in site.languages:
        records = site.records_in(language)
        rows = [_row(site, record, language) for record in records]
        text = json.dumps(
            {"format": FORMAT, "columns": COLUMNS, "rows": rows}, ensure_ascii=False, separators=(",", ":")
        )
        yield Artifact(index_address(language), text.encode())


def _row(site: Site, record: Record, language: str) -> list[str]:
    entries, words = site.graph.entries, record.words(language)
    places = [entries[ref].label(language) for ref in record.head.places if ref in entries]
    fields = [entries[ref].label(language) for ref in record.head.fields if ref in entries]
    return [
        str(record.ref),
        site.addresses.record(record.ref, language),
        words.label,
        words.summary,
        record.ref.kind,
        locales.find(language).label(f"kind.{record.ref.kind}"),
        ", ".join(places),
        str(record.year or ""),
        ", ".join(fields),
    ]
