"""Parts of records: sources, awards, honours, figures, quotes …, each a group of fields."""

from typing import TYPE_CHECKING, Annotated, Self

import pydantic

from exemplary.records.fields import (
    Actor,
    Base,
    Date,
    Flag,
    Line,
    Noted,
    Number,
    OneOrMore,
    Organisation,
    Place,
    Ref,
    Stated,
    Summary,
    Text,
    Url,
    Whole,
    choice,
    fault,
    reference,
)


class Source(Base):
    """A published text that facts rest on."""

    id: Line | None = None
    title: Line
    outlet: Line | None = None
    byline: Line | None = None
    date: Stated[Date] | None = None
    url: Url | None = None
    republished_from: Line | None = None
    retrieved: Stated[Date] | None = None
    note: Text | None = None


def _source_form(value: object) -> str:
    return "source" if isinstance(value, dict) else "id"


if TYPE_CHECKING:
    SourceOrId = Source | Ref
else:
    SourceOrId = Annotated[
        Annotated[reference("sources"), pydantic.Tag("id")] | Annotated[Source, pydantic.Tag("source")],
        pydantic.Discriminator(_source_form),
    ]


class Withdrawal(Base):
    """Why and when a record was taken down."""

    date: Date
    reason: choice("request", "correction", "revoked", "other")


class Correction(Base):
    """A mistake that was mended, as readers see it."""

    date: Date
    text: Text


class Step(Noted):
    """One thing that others can copy."""

    do: Line
    detail: Text | None = None


class Quote(Noted):
    """Words as they were printed."""

    text: Text
    speaker: Line | None = None
    position: Line | None = None


class Figure(Noted):
    """A number as its source states it: `of` is a denominator, `to` the end of a range; nothing is computed."""

    indicator: Line
    value: Number
    to: Number | None = None
    unit: Line | None = None
    of: Number | None = None
    scope: Line | None = None
    period: Date | None = None


class Position(Noted):
    """An office or occupation; `at` says when it was held, as far as is known."""

    title: Line
    organisation: Stated[Organisation] | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    at: Date | None = None


class Decision(Base):
    """The paper that conferred an award."""

    number: Stated[Line] | None = None
    date: Stated[Date] | None = None
    url: Url | None = None


class Award(Noted):
    """A commendation that a recipient holds. The level is the body's."""

    form: reference("award-forms")
    body: Stated[Organisation]
    date: Stated[Date] | None = None
    deed: Stated[Date] | None = None
    decision: Decision | None = None
    conference: reference("conferences") | None = None
    for_: Stated[Text] | None = pydantic.Field(None, alias="for")
    mode: choice("awarded", "posthumous") = "awarded"
    status: choice("valid", "revoked") = "valid"


class Consent(Base):
    """On what ground a person is shown. `ref` is never printed. Of a minor, `load` asks for both consents."""

    basis: choice("consent", "law", "public-event", "press") | None = None
    ref: Line | None = None
    date: Date | None = None
    minor: Flag = False
    guardian_consent: Flag = False
    child_consent: Flag = False


class Naming(Noted):
    """What one source calls a model."""

    as_: Line = pydantic.Field(alias="as")


class Adoption(Noted):
    """Who carries a model out, where, since when."""

    who: Stated[Actor]
    place: OneOrMore[Stated[Place]] = ()
    since: Stated[Date] | None = None


class Review(Base):
    """What a conference looked back on."""

    document: reference("documents") | None = None
    years: Whole | None = None
    period: Date | None = None


class Attendee(Noted):
    """An official as the source prints name and office, or a group."""

    name: Line | None = None
    position: Line | None = None
    organisation: Stated[Organisation] | None = None
    role: Line | None = None
    group: Line | None = None

    @pydantic.model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if (self.name is None) == (self.group is None):
            fault("attendee-name")
        return self


RECIPIENTS = ("collectives", "individuals", "households", "models")


class Honour(Noted):
    """What a conference announced, as numbers: parts, or the printed total where the source does not split."""

    form: reference("award-forms")
    body: Stated[Organisation]
    individuals: Whole | None = None
    collectives: Whole | None = None
    households: Whole | None = None
    models: Whole | None = None
    combined: Whole | None = None
    given: choice("here", "period") = "here"
    scope: Line | None = None

    @property
    def parts(self) -> dict[str, int]:
        """Numbers by kind of recipient, those that the source prints."""
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


class Interviewee(Base):
    """Who answers in an interview."""

    name: Line
    honorific: Line | None = None
    position: Line | None = None


class Term(Base):
    """The years of a whole-term theme."""

    from_: Whole = pydantic.Field(alias="from")
    to: Whole


class Translation(Base):
    """A record in another language."""

    name: Line | None = None
    title: Line | None = None
    summary: Summary | None = None
    story: Text | None = None


class Translations(Base):
    en: Translation | None = None
