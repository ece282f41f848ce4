"""The page of a yearly theme: what is published under it."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.components import cards, jsonld, record_sections
from exemplary.presenters.components.record_page import common, section
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.kinds import Theme
from exemplary.records.schema.types import Ref

GROUP_LIMIT = 48
"""Above this number of records of a kind, the page shows their count and the newest ones."""


def view(context: PageContext) -> views.ThemeView:
    record = context.record
    facts = record.facts
    assert isinstance(facts, Theme)
    trail = (section(context, "themes"),)
    return views.ThemeView(
        **common(context, record, _theme_facts(context, record, facts), trail, jsonld.article(context, record)),
        year=years(context, facts),
        untitled="" if facts.title else context.label("theme.untitled"),
        groups=tuple(_groups(context, record.ref)),
    )


def years(context: PageContext, facts: Theme) -> str:
    if facts.term:
        return f"{facts.term.from_}–{facts.term.to}"
    return str(facts.year or "")


def _theme_facts(context: PageContext, record: Record, facts: Theme) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "issuer", context.value(facts.issuer, record))
    if facts.term:
        yield from record_sections.fact(context, "term", years(context, facts))
    elif year := years(context, facts):
        yield from record_sections.fact(context, "year", views.Link(year, context.list_href("year", year)))
    yield from record_sections.fact(context, "document", context.link(facts.document) if facts.document else None)
    yield from record_sections.fact(context, "place", *record_sections.place_values(context, record))


def _groups(context: PageContext, theme: Ref) -> Iterator[views.Group]:
    """Exemplars, stories and conferences under a theme; above the limit, the count and the newest are shown."""
    refs = context.queries.referrers(theme, "themes")
    for heading, kinds in (
        ("exemplars", ("individuals", "collectives", "models")),
        ("stories", ("stories",)),
        ("conferences", ("conferences",)),
    ):
        chosen = [ref for ref in refs if ref.kind in kinds]
        if chosen:
            shown = cards.cards(context, chosen[-GROUP_LIMIT:][::-1])
            note = context.label(f"count.{heading}", count=len(chosen)) if len(chosen) > GROUP_LIMIT else ""
            yield views.Group(context.label(f"section.{heading}"), shown, note=note)
