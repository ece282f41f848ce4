"""What a list page says about its subject: a place, an organisation, a document, an award form."""

from collections.abc import Iterable, Iterator

from exemplary import views
from exemplary.graph import places
from exemplary.i18n import vietnamese
from exemplary.presenters.components import record_sections
from exemplary.presenters.context import Edition
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


def facts(edition: Edition, entry: AnyEntry) -> Iterator[views.Fact]:
    if isinstance(entry, PlaceEntry):
        yield from _place(edition, entry)
    elif isinstance(entry, OrganisationEntry):
        yield from _organisation(edition, entry)
    elif isinstance(entry, DocumentEntry):
        yield from _document(edition, entry)
    elif isinstance(entry, AwardForm):
        yield from _award_form(edition, entry)
    elif isinstance(entry, BlocEntry):
        yield from _bloc(edition, entry)


def links(edition: Edition, ref: Ref, entry: AnyEntry) -> Iterator[tuple[str, tuple[views.Link, ...]]]:
    """(heading, links) of related things: predecessors, sub-units, what implements it."""
    if isinstance(entry, PlaceEntry):
        yield from _section(edition, "history", _predecessors(edition, ref))
        yield from _section(edition, "below", _pointing(edition, ref, "parent.place"))
    elif isinstance(entry, OrganisationEntry):
        yield from _section(edition, "below", _pointing(edition, ref, "parent"))
    elif isinstance(entry, DocumentEntry):
        yield from _section(edition, "implements", _pointing(edition, ref, "implements"))
        continued = _pointing(edition, ref, "continues")
        if continued:
            yield edition.label("fact.continued_by"), continued
        yield from _section(edition, "launches", _launched(edition, ref))
    elif isinstance(entry, BlocEntry):
        yield from _section(edition, "members", _pointing(edition, ref, "blocs"))


def _launched(edition: Edition, ref: Ref) -> tuple[views.Link, ...]:
    return tuple(link for one in edition.graph.back(ref, "launched") if (link := edition.public_link(one)))


def sources(edition: Edition, entry: AnyEntry) -> tuple[views.Source, ...]:
    """The sources of an entry; ids are looked up in the register."""
    given = entry.sources if isinstance(entry, Entry) else ()
    return record_sections.sources(
        edition, [edition.graph.entries.get(one) if isinstance(one, Ref) else one for one in given]
    )


def _section(
    edition: Edition, name: str, found: tuple[views.Link, ...]
) -> Iterator[tuple[str, tuple[views.Link, ...]]]:
    if found:
        yield edition.label(f"section.{name}"), found


def _pointing(edition: Edition, ref: Ref, edge: str) -> tuple[views.Link, ...]:
    return tuple(link for one in edition.graph.back(ref, edge) if (link := edition.link(one)).href)


def _predecessors(edition: Edition, ref: Ref) -> tuple[views.Link, ...]:
    return _pointing(edition, ref, "successors.place")


def _place(edition: Edition, entry: PlaceEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "kind", _kind(edition, entry))
    yield from record_sections.fact(edition, "parent", *(_parent(edition, parent) for parent in entry.parent))
    yield from record_sections.fact(edition, "from", edition.date(entry.from_))
    yield from record_sections.fact(edition, "to", edition.date(entry.to))
    yield from _successors(edition, entry)
    yield from record_sections.fact(edition, "legal_basis", edition.phrase(entry.legal_basis))
    yield from record_sections.fact(edition, "territory", *(_territory(edition, one) for one in entry.territory))
    yield from record_sections.fact(edition, "code", entry.code)
    yield from _also(edition, entry.also)


def _kind(edition: Edition, entry: PlaceEntry) -> str:
    """“Xã” for a xã, “Thị trấn” for a thị trấn; the label of the level if the name begins with no such word."""
    word = vietnamese.slug(vietnamese.unit_word(entry.label("vi"))).replace("-", "_")
    keys = (f"place_kind.{entry.level}_{word}", f"place_kind.{word}", f"place_level.{entry.level}")
    return edition.label(next(key for key in keys if edition.locale.has(key)))


def _parent(edition: Edition, parent: Parent) -> views.Link:
    link = edition.link(parent.place)
    words = edition.locale.between(parent.from_, parent.to)
    return views.Link(f"{link.text} ({words})" if words else link.text, link.href, link.lang)


def _successors(edition: Edition, entry: PlaceEntry) -> Iterator[views.Fact]:
    """“Hợp nhất vào”, “Trở thành”, “Một phần nay thuộc”, each with the units."""
    found: dict[str, list[views.Link]] = {}
    for one in entry.successors:
        found.setdefault(places.succession(entry, one, edition.graph.entries), []).append(_successor(edition, one))
    for how in places.SUCCESSIONS:
        yield from record_sections.fact(edition, f"successors_{how}", *found.get(how, ()))


def _successor(edition: Edition, successor: Successor) -> views.Link:
    """A successor, with the day since which the old unit owned the land, if it did not always."""
    link = edition.link(successor.place)
    words = edition.label("reach.gained_since", date=edition.date(successor.since)) if successor.since else ""
    return views.Link(f"{link.text} ({words})" if words else link.text, link.href, link.lang)


def _territory(edition: Edition, change: Territory) -> views.Value:
    """“từ 1/1/2025: thêm huyện Yên Dũng (Nghị quyết 1191/NQ-UBTVQH15)”."""
    changes = (("gained", change.gained), ("lost", change.lost))
    words = [
        edition.label(f"territory.{name}", places=", ".join(edition.link(ref).text for ref in refs))
        for name, refs in changes
        if refs
    ]
    basis = edition.phrase(change.legal_basis)
    stated = f"{edition.locale.between(change.from_, None)}: {'; '.join(words)}"
    return views.Value(f"{stated} ({basis.text})" if basis else stated)


def _also(edition: Edition, also: Iterable[str]) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "also", *also)


def _organisation(edition: Edition, entry: OrganisationEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "short", entry.short.text(edition.language) if entry.short else None)
    yield from record_sections.fact(edition, "kind", edition.phrase(entry.kind))
    level = entry.level
    yield from record_sections.fact(
        edition,
        "level",
        views.Link(edition.label(f"level.{level}"), edition.list_href("level", level)) if level else None,
    )
    yield from record_sections.fact(edition, "parent", edition.link(entry.parent) if entry.parent else None)
    yield from record_sections.fact(edition, "place", edition.link(entry.place) if entry.place else None)
    yield from record_sections.fact(edition, "from", edition.date(entry.from_))
    yield from record_sections.fact(edition, "to", edition.date(entry.to))
    yield from record_sections.fact(edition, "successors", *(edition.link(ref) for ref in entry.successors))
    yield from record_sections.fact(edition, "blocs", *(edition.link(ref) for ref in entry.blocs))
    yield from _also(edition, entry.also)


def _document(edition: Edition, entry: DocumentEntry) -> Iterator[views.Fact]:
    title = entry.title
    named = views.Phrase(title.text(edition.language), "" if getattr(title, edition.language) else edition.foreign)
    yield from record_sections.fact(edition, "name", named if entry.number else None)
    yield from record_sections.fact(edition, "kind", edition.phrase(entry.kind))
    yield from record_sections.fact(edition, "number", edition.value(entry.number))
    yield from record_sections.fact(edition, "issuer", edition.value(entry.issuer))
    yield from record_sections.fact(edition, "date", edition.value(entry.date))
    yield from _also(edition, entry.also)
    yield from record_sections.fact(edition, "continues", *(edition.link(ref) for ref in entry.continues))
    yield from record_sections.fact(edition, "implements", *(edition.link(ref) for ref in entry.implements))
    yield from record_sections.fact(edition, "document", views.Link(entry.url, entry.url) if entry.url else None)


def _award_form(edition: Edition, entry: AwardForm) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "family", edition.label(f"family.{entry.family}"))
    yield from record_sections.fact(
        edition, "recipients", *(edition.label(f"recipient.{one}") for one in entry.recipients)
    )
    yield from record_sections.fact(edition, "legal_basis", edition.phrase(entry.law))
    yield from record_sections.fact(edition, "from", edition.date(entry.from_))
    yield from record_sections.fact(edition, "to", edition.date(entry.to))
    yield from _also(edition, entry.also)


def _bloc(edition: Edition, entry: BlocEntry) -> Iterator[views.Fact]:
    yield from record_sections.fact(edition, "kind", edition.label(f"bloc.{entry.kind}"))
    yield from record_sections.fact(edition, "organiser", edition.value(entry.organiser))
    yield from record_sections.fact(edition, "document", edition.link(entry.document) if entry.document else None)
    yield from record_sections.fact(edition, "from", edition.date(entry.from_))
    yield from record_sections.fact(edition, "to", edition.date(entry.to))
    yield from _also(edition, entry.also)
