"""The headings of lists, by facet."""

from collections.abc import Callable, Mapping

from exemplary import views
from exemplary.i18n import vietnamese
from exemplary.presenters.components import record_sections
from exemplary.presenters.context import PageContext
from exemplary.records.schema.registers import AnyEntry
from exemplary.records.schema.types import Named, Ref
from exemplary.site.listings import Key

REGISTER_OF_FACET = {
    "place": "places",
    "organisation": "organisations",
    "document": "documents",
    "award": "award-forms",
    "bloc": "blocs",
    "field": "fields",
}
INDEX_LABEL = {
    "year": "kinds.years",
    "place": "kinds.places",
    "field": "kinds.fields",
    "award": "kinds.award-forms",
    "level": "kinds.levels",
    "organisation": "kinds.organisations",
    "document": "kinds.documents",
    "bloc": "kinds.blocs",
    "tag": "kinds.tags",
    "a-z": "kinds.letters",
}


def heading_of(context: PageContext, key: Key) -> views.Phrase:
    kind, slash, _ = key.facet.partition("/")
    if slash:
        field = context.link(Ref("fields", key.of))
        words = context.label("page.kind_field", kind=context.label(f"kinds.{kind}"), field=field.text)
        return views.Phrase(words, field.lang)
    register = REGISTER_OF_FACET.get(key.facet)
    if register and key.of:
        return context.named_phrase(Named(Ref(register, key.of)))
    if key.facet == "tag" and key.of:
        return views.Phrase(_tag(context, key.of), context.foreign)
    heading = _HEADINGS.get(key.facet)
    return views.Phrase(heading(context, key.of) if heading else context.label(f"kinds.{key.facet}"))


def entry_of(context: PageContext, key: Key) -> AnyEntry | None:
    """The register entry that the list is about, if any."""
    register = REGISTER_OF_FACET.get(key.facet)
    return context.queries.entry(Ref(register, key.of)) if register and key.of else None


def _year(context: PageContext, year: str) -> str:
    return context.label("page.year", year=year)


def _level(context: PageContext, level: str) -> str:
    return context.label(f"level.{level}")


def _letter(context: PageContext, address: str) -> str:
    letter = vietnamese.letter_at(address)
    return context.label("page.letter", letter=letter) if letter else context.label("page.letter_other")


def _tag(context: PageContext, folded: str) -> str:
    """A tag as written in the first record that has it."""
    listing = context.listing("tag", folded)
    for member in reversed(listing.page(1)) if listing else ():
        for tag in context.queries.record(member.ref).facts.tags:
            if record_sections.tag_key(tag) == folded:
                return tag
    return folded


_HEADINGS: Mapping[str, Callable[[PageContext, str], str]] = {"year": _year, "level": _level, "a-z": _letter}
