"""The kinds of record, with the fields of the record format.

Facts ── Exemplar ── Individual, Collective, Model
      └─ Content  ── Conference, Theme, Story
"""

import dataclasses
from collections.abc import Mapping
from typing import ClassVar

import pydantic

from exemplary.records.parsing.story import Story
from exemplary.records.schema.awards import Award, Honour
from exemplary.records.schema.components import (
    Adoption,
    Attendee,
    Consent,
    Correction,
    Figure,
    Interviewee,
    Media,
    Naming,
    Position,
    Quote,
    Review,
    SourceOrId,
    Step,
    Task,
    Term,
    Translations,
    Withdrawal,
)
from exemplary.records.schema.types import (
    RECORD_KINDS,
    REGISTERS,
    Actor,
    Attachment,
    Base,
    Date,
    Flag,
    Image,
    Line,
    Moment,
    OneOrMore,
    Organisation,
    Place,
    ProseLine,
    ProseText,
    Slug,
    Stated,
    Summary,
    Text,
    Whole,
    choice,
    reference,
)

ANY_RECORD = reference(*RECORD_KINDS)


class Facts(Base):
    """The fields of every record."""

    required: ClassVar[tuple[str, ...]] = ()
    needs_sources: ClassVar[bool] = False

    name: Stated[Line] | None = None
    title: Stated[Line] | None = None
    summary: Summary | None = None
    status: choice("published", "draft", "withdrawn") = "published"
    publish_at: Moment | None = None
    withdrawn: Withdrawal | None = None
    published: Date | None = None
    updated: Date | None = None
    sources: tuple[SourceOrId, ...] = ()
    corrections: tuple[Correction, ...] = ()
    fields: tuple[reference("fields"), ...] = ()
    themes: tuple[reference("themes"), ...] = ()
    documents: tuple[reference("documents"), ...] = ()
    related: tuple[ANY_RECORD, ...] = ()
    tags: tuple[Line, ...] = ()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    media: tuple[Media, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    translations: Translations = Translations()
    aliases: tuple[Slug, ...] = ()
    press_kit: Flag = False
    place: OneOrMore[Stated[Place]] = ()
    editor_note: Text | None = None

    @property
    def label(self) -> str:
        """The name or title; empty for a withdrawn record without one."""
        stated = self.name or self.title
        return stated.value if stated else ""


class Exemplar(Facts):
    required: ClassVar[tuple[str, ...]] = ("name", "summary")
    needs_sources: ClassVar[bool] = True

    title: None = None
    awards: tuple[Award, ...] = ()
    steps: tuple[Step, ...] = ()


class Individual(Exemplar):
    other_names: tuple[Stated[Line], ...] = ()
    honorific: ProseLine | None = None
    positions: tuple[Position, ...] = ()
    consent: Consent = Consent()
    birth_year: Stated[Whole] | None = None
    death_year: Stated[Whole] | None = None


class Collective(Exemplar):
    category: (
        choice(
            "unit",
            "team",
            "village",
            "household",
            "school",
            "enterprise",
            "armed-forces",
            "association",
            "party-body",
            "other",
        )
        | None
    ) = None
    parent: Stated[Organisation] | None = None
    founded: Stated[Date] | None = None
    members: Stated[Whole] | None = None
    blocs: OneOrMore[reference("blocs")] = ()


class Model(Exemplar):
    category: choice("model", "practice", "movement", "campaign", "regulation") | None = None
    called: tuple[Naming, ...] = ()
    owner: Stated[Actor] | None = None
    launched: reference("documents") | None = None
    since: Stated[Date] | None = None
    until: Stated[Date] | None = None
    targets: tuple[Stated[ProseText], ...] = ()
    part_of: reference("models") | None = None
    adopted_by: tuple[Adoption, ...] = ()


class Content(Facts):
    name: None = None


class Conference(Content):
    required: ClassVar[tuple[str, ...]] = ("title", "date", "host")
    needs_sources: ClassVar[bool] = True

    date: Stated[Date] | None = None
    host: OneOrMore[Stated[Organisation]] = ()
    reviews: Review | None = None
    attendees: tuple[Attendee, ...] = ()
    honours: tuple[Honour, ...] = ()
    results: tuple[Stated[ProseText], ...] = ()
    shortcomings: tuple[Stated[ProseText], ...] = ()
    proposals: tuple[Task, ...] = ()
    tasks: tuple[Task, ...] = ()


class Theme(Content):
    """A theme; `designation` is what the source calls it if it prints no title."""

    required: ClassVar[tuple[str, ...]] = ("title", "issuer")

    designation: Stated[Line] | None = None
    issuer: Stated[Organisation] | None = None
    year: Whole | None = None
    term: Term | None = None
    document: reference("documents") | None = None

    @property
    def label(self) -> str:
        return super().label or (self.designation.value if self.designation else "")


class TheStory(Content):
    required: ClassVar[tuple[str, ...]] = ("title", "summary", "date")

    category: choice("story", "interview", "feature") = "story"
    byline: Line | None = None
    date: Stated[Date] | None = None
    about: tuple[reference(*RECORD_KINDS, *REGISTERS), ...] = ()
    occasion: Stated[ProseLine] | None = None
    interviewee: Interviewee | None = None
    conference: reference("conferences") | None = None


KINDS: dict[str, type[Facts]] = {
    "individuals": Individual,
    "collectives": Collective,
    "models": Model,
    "stories": TheStory,
    "themes": Theme,
    "conferences": Conference,
}


# The file of a record


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The data of the front matter, and the story.

    translated  the story in other languages
    gaps        the indexes of the faulty items that were left out, by field
    """

    facts: Facts
    story: Story
    translated: tuple[Story, ...] = ()
    gaps: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)

    @property
    def stories(self) -> tuple[Story, ...]:
        return self.story, *self.translated


# The front page


class FrontFacts(pydantic.BaseModel):
    """The fields of content/index.md for the front page; it is an ordinary page too, so others are the host's."""

    model_config = pydantic.ConfigDict(extra="ignore", frozen=True)

    title: Line | None = None
    description: Line | None = None
    featured: tuple[ANY_RECORD, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FrontPage:
    """The text of the front page and its featured records. `file` is relative to the project."""

    file: str
    facts: FrontFacts
    story: Story
