"""The registers that records refer to: places in time, organisations, documents, award forms, fields, sources."""

from typing import Annotated

import pydantic

from exemplary.records.fields import (
    Base,
    Date,
    Label,
    Line,
    OneOrMore,
    Organisation,
    Slug,
    Stated,
    Text,
    Url,
    Whole,
    choice,
    reference,
)
from exemplary.records.parts import Source, SourceOrId

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
    """What every entry of a register carries."""

    id: Slug
    name: Label
    note: Text | None = None
    sources: tuple[SourceOrId, ...] = ()

    def label(self, language: str) -> str:
        return self.name.text(language)


class Parent(Base):
    """The unit above, in a time; both ends inclusive."""

    place: reference("places")
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None


class Successor(Base):
    """What a unit became; `part`: only a part of the old unit went there."""

    place: reference("places")
    part: choice("whole", "part") = "whole"


def _parents(value: object) -> object:
    return [{"place": value}] if isinstance(value, str) else value


class PlaceEntry(Entry):
    level: choice(*PLACE_LEVELS)
    parent: Annotated[tuple[Parent, ...], pydantic.BeforeValidator(_parents)] = ()
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    code: Line | None = None
    successors: tuple[Successor, ...] = ()
    legal_basis: Line | None = None
    also: OneOrMore[Line] = ()
    tile: tuple[Whole, Whole] | None = None


class OrganisationEntry(Entry):
    short: Label | None = None
    kind: Line | None = None
    level: choice(*BODY_LEVELS) | None = None
    parent: reference("organisations") | None = None
    place: reference("places") | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    successors: tuple[reference("organisations"), ...] = ()
    also: OneOrMore[Line] = ()


class DocumentEntry(Entry):
    name: Label | None = None  # type: ignore[assignment]
    kind: Line
    number: Stated[Line] | None = None
    title: Label
    issuer: Stated[Organisation] | None = None
    date: Stated[Date] | None = None
    also: OneOrMore[Line] = ()
    continues: OneOrMore[reference("documents")] = ()
    implements: OneOrMore[reference("documents")] = ()
    url: Url | None = None

    def label(self, language: str) -> str:
        """Kind and number where there is a number, else the title."""
        kind = self.kind[:1].upper() + self.kind[1:]
        return f"{kind} {self.number.value}" if self.number else self.title.text(language)


class AwardForm(Entry):
    family: choice(*FAMILIES)
    recipients: tuple[choice("individual", "collective", "household", "model"), ...] = ()
    rank: Whole | None = None
    law: Line | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    also: OneOrMore[Line] = ()


class Field(Entry):
    pass


class SourceEntry(Source):
    id: Slug

    def label(self, language: str) -> str:
        return self.title


AnyEntry = Entry | SourceEntry
REGISTERS: dict[str, type[AnyEntry]] = {
    "places": PlaceEntry,
    "organisations": OrganisationEntry,
    "documents": DocumentEntry,
    "award-forms": AwardForm,
    "fields": Field,
    "sources": SourceEntry,
}
