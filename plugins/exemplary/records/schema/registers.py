"""The registers that records refer to: places in time, organisations, documents, award forms, fields, sources."""

from typing import Annotated, Self

import pydantic

from exemplary.i18n.bilingual import Prose, in_language
from exemplary.i18n.locales import place_name
from exemplary.records.schema.components import Source, SourceOrId
from exemplary.records.schema.types import (
    Base,
    Date,
    Label,
    Line,
    OneOrMore,
    Organisation,
    ProseLine,
    ProseText,
    Slug,
    Stated,
    Text,
    Url,
    Whole,
    choice,
    fault,
    reference,
)

PLACE_LEVELS = (
    "country",
    "region",
    "state",
    "province",
    "county",
    "city",
    "district",
    "town",
    "commune",
    "ward",
    "special-zone",
    "hamlet",
)
BODY_LEVELS = ("central", "provincial", "district", "communal", "grassroots")
FAMILIES = ("order", "medal", "state-title", "emulation-title", "certificate", "prize", "commendation", "other")


class Entry(Base):
    """The fields of every register entry."""

    id: Slug
    name: Label
    note: ProseText | None = None
    editor_note: Text | None = None
    sources: tuple[SourceOrId, ...] = ()

    def label(self, language: str) -> str:
        return self.name.text(language)

    def is_labelled(self, language: str) -> bool:
        """Whether the label is in that language, not a fallback."""
        return bool(getattr(self.name, language, None))


class Parent(Base):
    """The unit above, during a period; both ends inclusive."""

    place: reference("places")
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None


class Successor(Base):
    """What a unit became.

    part   `part`: only a part of the old unit was transferred
    since  when the old unit gained that land; records with earlier dates are not listed under the successor
    how    whether the old unit was merged into another, or became it under another name or level
    """

    place: reference("places")
    part: choice("whole", "part") = "whole"
    since: Date | None = None
    how: choice("merged", "became") | None = None


class Territory(Base):
    """A change of a unit's land on a date; the unit remains the same."""

    from_: Date = pydantic.Field(alias="from")
    gained: OneOrMore[reference("places")] = ()
    lost: OneOrMore[reference("places")] = ()
    legal_basis: ProseLine | None = None

    @pydantic.model_validator(mode="after")
    def _says_something(self) -> Self:
        return self if self.gained or self.lost else fault("missing-field", field="gained | lost")


def _parents(value: object) -> object:
    return [{"place": value}] if isinstance(value, str) else value


class PlaceEntry(Entry):
    level: choice(*PLACE_LEVELS)
    parent: Annotated[tuple[Parent, ...], pydantic.BeforeValidator(_parents)] = ()
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    code: Line | None = None
    successors: tuple[Successor, ...] = ()
    territory: tuple[Territory, ...] = ()
    legal_basis: ProseLine | None = None
    also: OneOrMore[Line] = ()
    tile: tuple[Whole, Whole] | None = None

    def label(self, language: str) -> str:
        return self._named(language) or super().label(language)

    def is_labelled(self, language: str) -> bool:
        return bool(self._named(language)) or super().is_labelled(language)

    def _named(self, language: str) -> str:
        """“tỉnh Gia Lai” as “Gia Lai province”, if the entry has no name in the language."""
        written = getattr(self.name, language, None) or ""
        return written or (place_name(self.name.vi, language) if self.name.vi else "")


class OrganisationEntry(Entry):
    short: Label | None = None
    kind: ProseLine | None = None
    level: choice(*BODY_LEVELS) | None = None
    parent: reference("organisations") | None = None
    place: reference("places") | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    successors: tuple[reference("organisations"), ...] = ()
    blocs: OneOrMore[reference("blocs")] = ()
    also: OneOrMore[Line] = ()


class DocumentEntry(Entry):
    name: Label | None = None  # type: ignore[assignment]
    kind: ProseLine
    number: Stated[Line] | None = None
    title: Label
    issuer: Stated[Organisation] | None = None
    date: Stated[Date] | None = None
    also: OneOrMore[Line] = ()
    continues: OneOrMore[reference("documents")] = ()
    implements: OneOrMore[reference("documents")] = ()
    url: Url | None = None

    def label(self, language: str) -> str:
        """Kind and number if there is a number, otherwise the title."""
        kind = in_language(self.kind, language)
        return f"{kind[:1].upper()}{kind[1:]} {self.number.value}" if self.number else self.title.text(language)

    def is_labelled(self, language: str) -> bool:
        """The label of a numbered document contains its kind, so the kind must be in that language."""
        if self.number:
            return isinstance(self.kind, Prose) and bool(self.kind.text(language))
        return bool(getattr(self.title, language, None))


class AwardForm(Entry):
    family: choice(*FAMILIES)
    recipients: tuple[choice("individual", "collective", "household", "model"), ...] = ()
    rank: Whole | None = None
    law: ProseLine | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    also: OneOrMore[Line] = ()


class BlocEntry(Entry):
    """An emulation bloc or cluster (khối, cụm thi đua), to which organisations and collectives belong."""

    kind: choice("bloc", "cluster") = "bloc"
    organiser: Stated[Organisation] | None = None
    document: reference("documents") | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    also: OneOrMore[Line] = ()


class Field(Entry):
    pass


class SourceEntry(Source):
    id: Slug

    def label(self, language: str) -> str:
        return self.title

    def is_labelled(self, language: str) -> bool:
        return language == "vi"


AnyEntry = Entry | SourceEntry
REGISTERS: dict[str, type[AnyEntry]] = {
    "places": PlaceEntry,
    "organisations": OrganisationEntry,
    "documents": DocumentEntry,
    "award-forms": AwardForm,
    "blocs": BlocEntry,
    "fields": Field,
    "sources": SourceEntry,
}
