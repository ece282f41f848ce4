"""Parts of records: sources, awards, honours, figures, quotes …, each a group of fields."""

from typing import TYPE_CHECKING, Annotated, Self

import pydantic

from exemplary.records.fields import (
    Actor,
    Attachment,
    Base,
    Clock,
    Date,
    Duration,
    Flag,
    Language,
    Line,
    Named,
    Noted,
    Number,
    OneOrMore,
    Organisation,
    Place,
    ProseLine,
    ProseText,
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
    """A published text as evidence for facts."""

    id: Line | None = None
    title: Line
    outlet: Line | None = None
    language: Language | None = None
    section: Line | None = None
    byline: Line | None = None
    photographer: Line | None = None
    date: Stated[Date] | None = None
    time: Clock | None = None
    url: Url | None = None
    republished_from: Line | None = None
    retrieved: Stated[Date] | None = None
    note: ProseText | None = None
    editor_note: Text | None = None


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
    """A corrected mistake, as shown to readers."""

    date: Date
    text: ProseText


class Step(Noted):
    """One step that others can copy."""

    do: ProseLine
    detail: ProseText | None = None


class Quote(Noted):
    """Words as printed by the source."""

    text: Text
    speaker: Line | None = None
    position: ProseLine | None = None


class Figure(Noted):
    """A number as its source states it: `of` is a denominator, `to` the end of a range; nothing is computed."""

    indicator: ProseLine
    value: Number
    to: Number | None = None
    unit: ProseLine | None = None
    of: Number | None = None
    scope: ProseLine | None = None
    period: Date | None = None


class Position(Noted):
    """An office or occupation; `at` is a date on which it was held, as far as is known."""

    title: ProseLine
    organisation: Stated[Organisation] | None = None
    from_: Date | None = pydantic.Field(None, alias="from")
    to: Date | None = None
    at: Date | None = None


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


class Consent(Base):
    """The legal ground for showing a person. `ref` is never printed. For a minor, `load` requires both consents."""

    basis: choice("consent", "law", "public-event", "press") | None = None
    ref: Line | None = None
    date: Date | None = None
    minor: Flag = False
    guardian_consent: Flag = False
    child_consent: Flag = False


class Naming(Noted):
    """What one source calls a model."""

    as_: ProseLine = pydantic.Field(alias="as")


class Adoption(Noted):
    """Who carries out a model, where, and since when."""

    who: Stated[Actor]
    place: OneOrMore[Stated[Place]] = ()
    since: Stated[Date] | None = None


class Review(Base):
    """What a conference reviewed."""

    document: reference("documents") | None = None
    years: Whole | None = None
    period: Date | None = None


class Attendee(Noted):
    """An official with name and office as printed by the source, or a group."""

    name: Line | None = None
    position: ProseLine | None = None
    organisation: Stated[Organisation] | None = None
    role: ProseLine | None = None
    group: ProseLine | None = None

    @pydantic.model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if (self.name is None) == (self.group is None):
            fault("attendee-name")
        return self


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


class Task(Stated[ProseText]):
    """A task set by a conference, or proposed to it: who is to do it, and by when."""

    model_config = pydantic.ConfigDict(title="Stated[Task]")

    owner: OneOrMore[Stated[Organisation]] = ()
    due: Stated[Date] | None = None


class Media(Noted):
    """A recording published elsewhere; linked, never embedded. `transcript` is a URL or a file beside the record."""

    kind: choice("audio", "video")
    title: ProseLine
    url: Url
    outlet: Line | None = None
    date: Stated[Date] | None = None
    length: Duration | None = None
    transcript: Line | None = None


class Interviewee(Base):
    """The person interviewed."""

    name: Line
    honorific: ProseLine | None = None
    position: ProseLine | None = None


class Term(Base):
    """The years of a theme for a whole term."""

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
