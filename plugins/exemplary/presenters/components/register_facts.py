"""What a list page says about its subject: a place, an organisation, a document, an award form."""

from collections.abc import Iterable, Iterator

from exemplary import views
from exemplary.graph import places
from exemplary.i18n import vietnamese
from exemplary.presenters.components import record_sections
from exemplary.presenters.context import PageContext
from exemplary.records.schema.registers import (
    AnyEntry,
    AwardForm,
    BlocEntry,
    DocumentEntry,
    Entry,
    OrganisationEntry,
    Parent,
    PlaceEntry,
    Successor,
    Territory,
)
from exemplary.records.schema.types import Ref


def facts(context: PageContext, entry: AnyEntry) -> Iterator[views.Fact]:
    if isinstance(entry, PlaceEntry):
        yield from _place(context, entry)
    elif isinstance(entry, OrganisationEntry):
        yield from _organisation(context, entry)
    elif isinstance(entry, DocumentEntry):
        yield from _document(context, entry)
    elif isinstance(entry, AwardForm):
        yield from _award_form(context, entry)
    elif isinstance(entry, BlocEntry):
        yield from _bloc(context, entry)


def links(context: PageContext, ref: Ref, entry: AnyEntry) -> Iterator[tuple[str, tuple[views.Link, ...]]]:
    """(heading, links) of related things: predecessors, sub-units, what implements it."""
    if isinstance(entry, PlaceEntry):
        yield from _section(context, "history", _predecessors(context, ref))
        yield from _section(context, "below", _pointing(context, ref, "parent.place"))
    elif isinstance(entry, OrganisationEntry):
        yield from _section(context, "below", _pointing(context, ref, "parent"))
    elif isinstance(entry, DocumentEntry):
        yield from _section(context, "implements", _pointing(context, ref, "implements"))
        continued = _pointing(context, ref, "continues")
        if continued:
            yield context.label("fact.continued_by"), continued
        yield from _section(context, "launches", _launched(context, ref))
    elif isinstance(entry, BlocEntry):
        yield from _section(context, "members", _pointing(context, ref, "blocs"))


def _launched(context: PageContext, ref: Ref) -> tuple[views.Link, ...]:
    return tuple(link for one in context.queries.referrers(ref, "launched") if (link := context.public_link(one)))


def sources(context: PageContext, entry: AnyEntry) -> tuple[views.Source, ...]:
    """The sources of an entry; ids are looked up in the register."""
    given = entry.sources if isinstance(entry, Entry) else ()
    return record_sections.sources(
        context, [context.queries.entry(one) if isinstance(one, Ref) else one for one in given]
    )


def _section(
    context: PageContext, name: str, found: tuple[views.Link, ...]
) -> Iterator[tuple[str, tuple[views.Link, ...]]]:
    if found:
        yield context.label(f"section.{name}"), found


def _pointing(context: PageContext, ref: Ref, edge: str) -> tuple[views.Link, ...]:
    return tuple(link for one in context.queries.referrers(ref, edge) if (link := context.link(one)).href)


def _predecessors(context: PageContext, ref: Ref) -> tuple[views.Link, ...]:
    return _pointing(context, ref, "successors.place")


def _place(context: PageContext, entry: PlaceEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "kind", _kind(context, entry))
    yield from record_sections.fact(context, "parent", *(_parent(context, parent) for parent in entry.parent))
    yield from record_sections.fact(context, "from", context.date(entry.from_))
    yield from record_sections.fact(context, "to", context.date(entry.to))
    yield from _successors(context, entry)
    yield from record_sections.fact(context, "legal_basis", context.phrase(entry.legal_basis))
    yield from record_sections.fact(context, "territory", *(_territory(context, one) for one in entry.territory))
    yield from record_sections.fact(context, "code", entry.code)
    yield from _also(context, entry.also)


def _kind(context: PageContext, entry: PlaceEntry) -> str:
    """“Xã” for a xã, “Thị trấn” for a thị trấn; the label of the level if the name begins with no such word."""
    word = vietnamese.slug(vietnamese.unit_word(entry.label("vi"))).replace("-", "_")
    keys = (f"place_kind.{entry.level}_{word}", f"place_kind.{word}", f"place_level.{entry.level}")
    return context.label(next(key for key in keys if context.locale.has(key)))


def _parent(context: PageContext, parent: Parent) -> views.Link:
    link = context.link(parent.place)
    words = context.locale.between(parent.from_, parent.to)
    return views.Link(f"{link.text} ({words})" if words else link.text, link.href, link.lang)


def _successors(context: PageContext, entry: PlaceEntry) -> Iterator[views.Fact]:
    """“Hợp nhất vào”, “Trở thành”, “Một phần nay thuộc”, each with the units."""
    found: dict[str, list[views.Link]] = {}
    for one in entry.successors:
        how = places.succession(entry, one, context.queries.entry(one.place))
        found.setdefault(how, []).append(_successor(context, one))
    for how in places.SUCCESSIONS:
        yield from record_sections.fact(context, f"successors_{how}", *found.get(how, ()))


def _successor(context: PageContext, successor: Successor) -> views.Link:
    """A successor, with the day since which the old unit owned the land, if it did not always."""
    link = context.link(successor.place)
    words = context.label("reach.gained_since", date=context.date(successor.since)) if successor.since else ""
    return views.Link(f"{link.text} ({words})" if words else link.text, link.href, link.lang)


def _territory(context: PageContext, change: Territory) -> views.Value:
    """“từ 1/1/2025: thêm huyện Yên Dũng (Nghị quyết 1191/NQ-UBTVQH15)”."""
    changes = (("gained", change.gained), ("lost", change.lost))
    words = [
        context.label(f"territory.{name}", places=", ".join(context.link(ref).text for ref in refs))
        for name, refs in changes
        if refs
    ]
    basis = context.phrase(change.legal_basis)
    stated = f"{context.locale.between(change.from_, None)}: {'; '.join(words)}"
    return views.Value(f"{stated} ({basis.text})" if basis else stated)


def _also(context: PageContext, also: Iterable[str]) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "also", *also)


def _organisation(context: PageContext, entry: OrganisationEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "short", entry.short.text(context.language) if entry.short else None)
    yield from record_sections.fact(context, "kind", context.phrase(entry.kind))
    level = entry.level
    yield from record_sections.fact(
        context,
        "level",
        views.Link(context.label(f"level.{level}"), context.list_href("level", level)) if level else None,
    )
    yield from record_sections.fact(context, "parent", context.link(entry.parent) if entry.parent else None)
    yield from record_sections.fact(context, "place", context.link(entry.place) if entry.place else None)
    yield from record_sections.fact(context, "from", context.date(entry.from_))
    yield from record_sections.fact(context, "to", context.date(entry.to))
    yield from record_sections.fact(context, "successors", *(context.link(ref) for ref in entry.successors))
    yield from record_sections.fact(context, "blocs", *(context.link(ref) for ref in entry.blocs))
    yield from _also(context, entry.also)


def _document(context: PageContext, entry: DocumentEntry) -> Iterator[views.Fact]:
    title = entry.title
    named = views.Phrase(title.text(context.language), "" if getattr(title, context.language) else context.foreign)
    yield from record_sections.fact(context, "name", named if entry.number else None)
    yield from record_sections.fact(context, "kind", context.phrase(entry.kind))
    yield from record_sections.fact(context, "number", context.value(entry.number))
    yield from record_sections.fact(context, "issuer", context.value(entry.issuer))
    yield from record_sections.fact(context, "date", context.value(entry.date))
    yield from _also(context, entry.also)
    yield from record_sections.fact(context, "continues", *(context.link(ref) for ref in entry.continues))
    yield from record_sections.fact(context, "implements", *(context.link(ref) for ref in entry.implements))
    yield from record_sections.fact(context, "document", views.Link(entry.url, entry.url) if entry.url else None)


def _award_form(context: PageContext, entry: AwardForm) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "family", context.label(f"family.{entry.family}"))
    yield from record_sections.fact(
        context, "recipients", *(context.label(f"recipient.{one}") for one in entry.recipients)
    )
    yield from record_sections.fact(context, "legal_basis", context.phrase(entry.law))
    yield from record_sections.fact(context, "from", context.date(entry.from_))
    yield from record_sections.fact(context, "to", context.date(entry.to))
    yield from _also(context, entry.also)


def _bloc(context: PageContext, entry: BlocEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(context, "kind", context.label(f"bloc.{entry.kind}"))
    yield from record_sections.fact(context, "organiser", context.value(entry.organiser))
    yield from record_sections.fact(context, "document", context.link(entry.document) if entry.document else None)
    yield from record_sections.fact(context, "from", context.date(entry.from_))
    yield from record_sections.fact(context, "to", context.date(entry.to))
    yield from _also(context, entry.also)
