"""All that a template may read: frozen views, in the words and forms that readers see.

Addresses (`href`) are relative to the page that holds them, so that a site works under any path. Text is plain text, to
be escaped by the template; fields named `html` are safe HTML. An empty string or tuple, or None, means: not shown.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead somewhere; `lang` is set where the target is in another language than the page."""

    text: str
    href: str = ""
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a value, discreetly; `label` is «suy ra», «nguồn in» or «ghi chú»."""

    label: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A stated value: its words, where they lead, its remarks, the number of its source on the page (0: none)."""

    text: str
    href: str = ""
    remarks: tuple[Remark, ...] = ()
    source: int = 0
    lang: str = ""
    iso: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line of the facts beside a name."""

    label: str
    values: tuple[Value, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Variant:
    """One file of a picture; `width` in pixels."""

    href: str
    width: int


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A photograph. `width` and `height` are the largest variant's; `focal` is CSS object-position, «50% 30%»."""

    variants: tuple[Variant, ...]
    fallback: str
    width: int
    height: int
    alt: str
    focal: str
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a record; its `key`, individual, collective, model …, chooses colour and shape."""

    key: str
    label: str
    href: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Monogram:
    """What stands where there is no picture: one letter for a person, two for others."""

    letters: str


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """A record in a list. `reason` says why it is here, where that is not plain."""

    kind: Kind
    name: Link
    deed: str
    field: str
    place: str
    year: str
    picture: Picture | None
    monogram: Monogram
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A numbered source, in the words in which it is to be cited."""

    number: int
    title: str
    href: str
    outlet: str
    byline: str
    date: str
    republished_from: str
    retrieved: str
    note: str
    remarks: tuple[Remark, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Award:
    """A commendation held. `revoked` and `posthumous` are the words to show, or empty."""

    form: Value
    body: Value
    date: Value | None
    deed: Value | None
    decision: Value | None
    conference: Link | None
    reason: Value | None
    level: Link | None
    posthumous: str
    revoked: str
    remarks: tuple[Remark, ...]
    source: int


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    text: str
    speaker: str
    position: str
    source: int
    remarks: tuple[Remark, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    do: str
    detail: str
    remarks: tuple[Remark, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated; `value` holds all of it: «151/196», «1–2», «96,6%»."""

    indicator: str
    value: str
    unit: str
    scope: str
    period: str
    source: int
    remarks: tuple[Remark, ...]
    cited: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Download:
    """A file to download; `size` in words («212 KB»), `form` its kind («PDF»)."""

    title: str
    href: str
    form: str
    size: str


@dataclasses.dataclass(frozen=True, slots=True)
class Alternate:
    """This page in another language (or the default: x-default); `href` absolute where the site has an address."""

    language: str
    label: str
    href: str
    absolute: str


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, and how to report a mistake; `report` is a mailto: link with the address of the page filled in."""

    body: str
    responsible: str
    contact: str
    licence: str
    report: Link | None


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its body.

    section      which entry of the site's navigation is current, or empty
    home         the front page's address
    canonical    absolute address, where the site has one
    structured   JSON-LD text, or empty
    indexed      False: search engines are asked to pass the page over
    """

    title: str
    description: str
    language: str
    section: str
    home: str
    canonical: str
    image: str
    trail: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    imprint: Imprint
    structured: str = ""
    indexed: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading; `more` leads to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ExemplarView:
    """A person, a collective or a model (`templates/exemplar.html`)."""

    frame: Frame
    kind: Kind
    name: str
    other_names: tuple[str, ...]
    deed: str
    picture: Picture | None
    monogram: Monogram
    facts: tuple[Fact, ...]
    html: str
    story_lang: str
    quotes: tuple[Quote, ...]
    steps: tuple[Step, ...]
    awards: tuple[Award, ...]
    figures: tuple[Figure, ...]
    gallery: tuple[Picture, ...]
    downloads: tuple[Download, ...]
    chips: tuple[Link, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Remark, ...]
    members: tuple[Group, ...]
    related: tuple[Card, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class HonourRow:
    """What a conference announced, in words and numbers; `recorded` is how many of them are recorded here, or empty."""

    form: Value
    body: Value
    announced: tuple[str, ...]
    given: str
    scope: str
    recorded: str
    remarks: tuple[Remark, ...]
    source: int
    cited: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    position: str
    organisation: Value | None
    role: str
    remarks: tuple[Remark, ...]
    source: int


@dataclasses.dataclass(frozen=True, slots=True)
class ConferenceView:
    """A conference (`templates/conference.html`)."""

    frame: Frame
    kind: Kind
    name: str
    deed: str
    picture: Picture | None
    facts: tuple[Fact, ...]
    html: str
    story_lang: str
    honours: tuple[HonourRow, ...]
    figures: tuple[Figure, ...]
    results: tuple[Value, ...]
    shortcomings: tuple[Value, ...]
    tasks: tuple[Value, ...]
    attendees: tuple[Attendee, ...]
    quotes: tuple[Quote, ...]
    gallery: tuple[Picture, ...]
    downloads: tuple[Download, ...]
    chips: tuple[Link, ...]
    exemplars: tuple[Card, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Remark, ...]
    related: tuple[Card, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme (`templates/theme.html`): `groups` are its exemplars, stories and conferences."""

    frame: Frame
    kind: Kind
    name: str
    deed: str
    year: str
    picture: Picture | None
    facts: tuple[Fact, ...]
    html: str
    story_lang: str
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    gallery: tuple[Picture, ...]
    downloads: tuple[Download, ...]
    chips: tuple[Link, ...]
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Remark, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class StoryView:
    """A story, an interview or a feature (`templates/story.html`)."""

    frame: Frame
    kind: Kind
    name: str
    deed: str
    byline: str
    date: Value | None
    picture: Picture | None
    facts: tuple[Fact, ...]
    html: str
    story_lang: str
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    gallery: tuple[Picture, ...]
    downloads: tuple[Download, ...]
    chips: tuple[Link, ...]
    about: tuple[Card, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Remark, ...]
    related: tuple[Card, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Filter:
    """A link to another static list, with its number of records; `current` is this list; `kind` picks a colour."""

    text: str
    href: str
    count: str
    current: bool = False
    kind: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PageLink:
    """An entry of the pagination; without `href` it is the page itself, or a gap («…»)."""

    text: str
    href: str
    current: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ListView:
    """A list of records (`templates/list.html`); about a thing, it tells of the thing itself on top.

    about      facts of the place, organisation, document, form …
    links      named lists of what else belongs to the thing (successors, sub-units, what implements it …)
    filters    rows of links to neighbouring lists
    figures    numbers that belong here
    """

    frame: Frame
    heading: str
    intro: str
    about: tuple[Fact, ...]
    links: tuple[tuple[str, tuple[Link, ...]], ...]
    filters: tuple[tuple[Filter, ...], ...]
    count: str
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    newer: Link | None
    older: Link | None
    pages: tuple[PageLink, ...]
    sources: tuple[Source, ...]
    search_href: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class IndexItem:
    """An entry of an index: `count` is in words; `level` indents it under the one before."""

    link: Link
    count: str
    note: str = ""
    level: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class IndexGroup:
    heading: str
    items: tuple[IndexItem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Tile:
    """A province in the tile map: column and row from 0, the count as words, `weight` 0 to 4 for its tint."""

    link: Link
    column: int
    row: int
    count: str
    weight: int


@dataclasses.dataclass(frozen=True, slots=True)
class IndexView:
    """The index of years, places, fields … (`templates/index.html`)."""

    frame: Frame
    heading: str
    intro: str
    groups: tuple[IndexGroup, ...]
    tiles: tuple[Tile, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme on the timeline: `count` of published records in words."""

    year: str
    title: Link
    issuer: str
    count: str


@dataclasses.dataclass(frozen=True, slots=True)
class NewsItem:
    """A conference in the news: `day` and `month` are empty where the date is not that exact, `date` is in words."""

    day: str
    month: str
    date: str
    title: Link
    place: str


@dataclasses.dataclass(frozen=True, slots=True)
class FrontView:
    """The front page (`templates/front.html`): `lead` is the exemplar of the week, the first of `featured`."""

    frame: Frame
    heading: str
    intro_html: str
    lead: Card | None
    lead_picture: Picture | None
    lead_role: str
    all_link: Link
    latest: Group
    featured: tuple[Card, ...]
    timeline: tuple[ThemeCard, ...]
    timeline_link: Link
    news: tuple[NewsItem, ...]
    news_link: Link
    stories: Group
    numbers: tuple[Filter, ...]
    search_href: str


@dataclasses.dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of one record."""

    title: Link
    note: str
    figures: tuple[Figure, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class FiguresView:
    """All figures and honours, each with scope and source, never added up (`templates/figures.html`)."""

    frame: Frame
    heading: str
    intro: str
    tables: tuple[FigureTable, ...]
    honours: tuple[tuple[Link, tuple[HonourRow, ...]], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SearchView:
    """The search page (`templates/search.html`): `index_href` is the list of records to search."""

    frame: Frame
    heading: str
    index_href: str
    script_href: str
    browse: tuple[Link, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TombstoneView:
    """In the place of a withdrawn record (`templates/tombstone.html`): no name, no other personal data."""

    frame: Frame
    heading: str
    text: str
    date: str
    reason: str
    home: Link


@dataclasses.dataclass(frozen=True, slots=True)
class MissingView:
    """The 404 page (`templates/missing.html`)."""

    frame: Frame
    heading: str
    text: str
    links: tuple[Link, ...]
    search_href: str


@dataclasses.dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the header: `section` is compared with the page's; `address` is relative to the site's root."""

    section: str
    text: str
    address: str


@dataclasses.dataclass(frozen=True, slots=True)
class Chrome:
    """What the host's shell needs in one language: the header's and the footer's words and addresses."""

    language: str
    site_name: str
    home: str
    navigation: tuple[NavigationItem, ...]
    footer: tuple[NavigationItem, ...]
    search: str
    labels: dict[str, str]
    imprint: Imprint


View = (
    ExemplarView
    | ConferenceView
    | ThemeView
    | StoryView
    | ListView
    | IndexView
    | FrontView
    | FiguresView
    | SearchView
    | TombstoneView
    | MissingView
)
