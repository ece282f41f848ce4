"""Awards that a record holds, and honours that a conference announced: who conferred what, by which decision."""

from typing import Annotated, Self

import pydantic

from exemplary.records.schema.types import (
    Actor,
    Attachment,
    Base,
    Date,
    Line,
    Named,
    Noted,
    OneOrMore,
    Organisation,
    ProseLine,
    ProseText,
    Stated,
    Url,
    Whole,
    choice,
    fault,
    reference,
)


class Decision(Base):
    """The decision that conferred an award. `file` is its scan, beside the record."""

    number: Stated[Line] | None = None
    date: Stated[Date] | None = None
    signer: Stated[ProseLine] | None = None
    url: Url | None = None
    file: Line | None = None


COMMENDATION_TYPES = ("merit", "ad-hoc", "campaign", "career", "tenure", "foreign-relations")
"""Công trạng, đột xuất, phong trào hoặc chuyên đề, cống hiến, niên hạn, đối ngoại."""


class PrizeEdition(Base):
    """The edition of a prize or title: its year, which may differ from that of the award, and its number."""

    year: Whole | None = None
    number: ProseLine | None = None
    category: ProseLine | None = None

    @pydantic.model_validator(mode="before")
    @classmethod
    def _from_one_value(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        return {"year" if data.strip().isdecimal() else "number": data}

    @pydantic.model_validator(mode="after")
    def _says_something(self) -> Self:
        return self if self.year or self.number or self.category else fault("missing-field", field="year | number")


class Sharing(Base):
    """Marks an award that was not for one person alone: the group that received it, or with whom."""

    as_: choice("family", "household", "couple", "team", "unit") | None = pydantic.Field(None, alias="as")
    whom: OneOrMore[Stated[Actor]] = ()

    @pydantic.model_validator(mode="before")
    @classmethod
    def _from_one_value(cls, data: object) -> object:
        return {"as": data} if isinstance(data, str) else {"whom": data} if isinstance(data, list) else data

    @pydantic.model_validator(mode="after")
    def _says_something(self) -> Self:
        return self if self.as_ or self.whom else fault("missing-field", field="as | whom")


def _some(bodies: tuple[Stated[Named], ...]) -> tuple[Stated[Named], ...]:
    return bodies or fault("missing-field", field="body")


Bodies = Annotated[OneOrMore[Stated[Organisation]], pydantic.AfterValidator(_some)]
"""Who conferred it: at least one."""


def together(bodies: tuple[Stated[Named], ...]) -> tuple[Named, ...]:
    """The bodies as a set: without duplicates, in an order independent of the file."""
    return tuple(sorted({stated.value for stated in bodies}, key=lambda named: (str(named.ref), named.text)))


class Award(Noted):
    """A commendation held by a recipient. Its level is that of its bodies."""

    form: reference("award-forms")
    type: choice(*COMMENDATION_TYPES) | None = None
    edition: PrizeEdition | None = None
    body: Bodies
    date: Stated[Date] | None = None
    deed: Stated[Date] | None = None
    decision: Decision | None = None
    conference: reference("conferences") | None = None
    for_: Stated[ProseText] | None = pydantic.Field(None, alias="for")
    with_: Sharing | None = pydantic.Field(None, alias="with")
    mode: choice("awarded", "posthumous") = "awarded"
    status: choice("valid", "revoked") = "valid"


RECIPIENTS = ("collectives", "individuals", "households", "models")


class Presenter(Noted):
    """An official who handed over an award, with name and office as printed by the source."""

    name: Line
    position: ProseLine | None = None


class Honour(Noted):
    """The number of honours that a conference announced: by kind of recipient, or the total if nothing else is printed.

    `list` is a file with the names of the recipients, beside the record.
    """

    form: reference("award-forms")
    type: choice(*COMMENDATION_TYPES) | None = None
    edition: PrizeEdition | None = None
    body: Bodies
    for_: Stated[ProseText] | None = pydantic.Field(None, alias="for")
    decision: Decision | None = None
    list_: Attachment | None = pydantic.Field(None, alias="list")
    presenters: tuple[Presenter, ...] = ()
    individuals: Whole | None = None
    collectives: Whole | None = None
    households: Whole | None = None
    models: Whole | None = None
    combined: Whole | None = None
    given: choice("here", "period") = "here"
    scope: ProseLine | None = None

    @property
    def bodies(self) -> tuple[Named, ...]:
        return together(self.body)

    @property
    def parts(self) -> dict[str, int]:
        """The numbers that the source prints, by kind of recipient."""
        counts = zip(RECIPIENTS, (self.collectives, self.individuals, self.households, self.models), strict=True)
        return {kind: count for kind, count in counts if count is not None}

    @property
    def announced(self) -> int:
        return sum(self.parts.values()) if self.parts else self.combined or 0

    @pydantic.model_validator(mode="after")
    def _the_parts_make_the_total(self) -> Self:
        if self.combined is None and not self.parts:
            fault("honour-number", parts=", ".join(RECIPIENTS))
        if self.combined is not None and self.parts and sum(self.parts.values()) != self.combined:
            fault("combined-sum", combined=self.combined, sum=sum(self.parts.values()))
        return self
