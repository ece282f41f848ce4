"""The kinds of record, field by field as the record format has them.

Facts ── Exemplar ── Individual, Collective, Model
      └─ Content  ── Conference, Theme, Story
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import ClassVar

import pydantic

from exemplary.dates import PartialDate
from exemplary.records.fields import (
    EXEMPLAR_KINDS,
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
    Ref,
    Slug,
    Stated,
    Summary,
    Text,
    Whole,
    choice,
    reference,
)
from exemplary.records.parts import (
    Adoption,
    Attendee,
    Award,
    Consent,
    Correction,
    Figure,
    Honour,
    Interviewee,
    Naming,
    Position,
    Quote,
    Review,
    SourceOrId,
    Step,
    Term,
    Translation,
    Translations,
    Withdrawal,
)
from exemplary.records.story import Story

ANY_RECORD = reference(*RECORD_KINDS)


class Facts(Base):
    """What every record may say of itself."""

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
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    translations: Translations = Translations()
    aliases: tuple[Slug, ...] = ()
    press_kit: Flag = False
    place: OneOrMore[Stated[Place]] = ()

    @property
    def label(self) -> str:
        """The name or title; empty for a withdrawn record that kept none."""
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
    honorific: Line | None = None
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


class Model(Exemplar):
    category: choice("model", "practice", "movement", "campaign", "regulation") | None = None
    called: tuple[Naming, ...] = ()
    owner: Stated[Actor] | None = None
    since: Stated[Date] | None = None
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
    results: tuple[Stated[Text], ...] = ()
    shortcomings: tuple[Stated[Text], ...] = ()
    tasks: tuple[Stated[Text], ...] = ()


class Theme(Content):
    required: ClassVar[tuple[str, ...]] = ("title", "issuer")

    issuer: Stated[Organisation] | None = None
    year: Whole | None = None
    term: Term | None = None
    document: reference("documents") | None = None


class TheStory(Content):
    required: ClassVar[tuple[str, ...]] = ("title", "summary", "date")

    category: choice("story", "interview", "feature") = "story"
    byline: Line | None = None
    date: Stated[Date] | None = None
    about: tuple[reference(*RECORD_KINDS, *REGISTERS), ...] = ()
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


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One record: what its front matter states, and its story. `file` is relative to the project.

    translated  its story in other languages
    conferred   the date of the conference that gave its latest undated award, known once records are linked
    gaps        the numbers of the items left aside as wrong, by field
    """

    ref: Ref
    file: str
    facts: Facts
    story: Story
    digest: str
    translated: tuple[Story, ...] = ()
    conferred: PartialDate | None = None
    gaps: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)

    @property
    def stories(self) -> tuple[Story, ...]:
        """Its story in every language."""
        return self.story, *self.translated

    def written(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        """The path in the file of a value at `path` in the facts, which lack the items left aside."""
        field, *rest = path
        number = rest[0] if rest else None
        if not isinstance(field, str) or not isinstance(number, int):
            return tuple(path)
        for gap in self.gaps.get(field, ()):
            number += gap <= number and gap >= 0
        return field, number, *rest[1:]

    @property
    def is_exemplar(self) -> bool:
        return self.ref.kind in EXEMPLAR_KINDS

    def translation(self, language: str) -> Translation | None:
        return self.facts.translations.en if language == "en" else None

    def label(self, language: str) -> str:
        translated = self.translation(language)
        return (translated and (translated.name or translated.title)) or self.facts.label


# The front page


class FrontFacts(pydantic.BaseModel):
    """What content/index.md may say of the front page; as an ordinary page's, its other fields are the host's."""

    model_config = pydantic.ConfigDict(extra="ignore", frozen=True)

    title: Line | None = None
    description: Line | None = None
    featured: tuple[ANY_RECORD, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page's own text and choice of records. `file` is relative to the project."""

    file: str
    facts: FrontFacts
    story: Story
