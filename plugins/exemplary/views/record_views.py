"""The pages of records."""

import dataclasses

from exemplary.views.award_views import Award, HonourRow
from exemplary.views.chart_views import BarChart, Columns
from exemplary.views.frame_views import Frame
from exemplary.views.pieces import (
    Attendee,
    Card,
    Download,
    Fact,
    Figure,
    Group,
    Kind,
    Link,
    Monogram,
    Phrase,
    Picture,
    Quote,
    Recording,
    Remark,
    Source,
    Step,
    Task,
    Value,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """What the page of every record shows.

    story_lang      the story's language if it is not the page's
    gallery         every picture except the first
    gallery_script  the address of the gallery's script, if there is a gallery
    """

    frame: Frame
    kind: Kind
    name: str
    deed: Phrase
    picture: Picture | None
    facts: tuple[Fact, ...]
    html: str
    story_lang: str
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    series: tuple[Columns, ...]
    gallery: tuple[Picture, ...]
    gallery_script: str
    recordings: tuple[Recording, ...]
    downloads: tuple[Download, ...]
    chips: tuple[Link, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Remark, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExemplarView(RecordView):
    """A person, a collective or a model. `members` are the parts of a model, what it runs, and the stories about it."""

    other_names: tuple[str, ...]
    monogram: Monogram
    steps: tuple[Step, ...]
    targets: tuple[Value, ...]
    awards: tuple[Award, ...]
    members: tuple[Group, ...]
    related: tuple[Card, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceView(RecordView):
    """A conference: what it announced, beside what is recorded here."""

    honours: tuple[HonourRow, ...]
    honours_chart: BarChart | None
    results: tuple[Value, ...]
    shortcomings: tuple[Value, ...]
    proposals: tuple[Task, ...]
    tasks: tuple[Task, ...]
    attendees: tuple[Attendee, ...]
    exemplars: tuple[Card, ...]
    related: tuple[Card, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView(RecordView):
    """A theme: `groups` are its exemplars, stories and conferences; `untitled` notes that no title is printed."""

    year: str
    untitled: str
    groups: tuple[Group, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StoryView(RecordView):
    """A story, an interview or a feature."""

    byline: str
    date: Value | None
    about: tuple[Card, ...]
    related: tuple[Card, ...]
