"""Parts of records: sources, awards, honours, figures, quotes …, each a group of fields."""

from typing import TYPE_CHECKING, Annotated, Self

import pydantic

from exemplary.records.schema.types import (
    Actor,
    Base,
    Clock,
    Date,
    Duration,
    Flag,
    Language,
    Line,
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
