"""What pages are made of: links, stated values, pictures, cards, awards, figures.

`lang` is the language of a piece's words where it is not the page's.
"""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead somewhere; `lang` is set where the target is in another language than the page."""

    text: str
    href: str = ""
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a value, discreetly; `label` is «suy ra», «nguồn in» or «ghi chú».

    `lang` is set where the text is in another language than the page.
    """

    label: str
    text: str
    lang: str = ""


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
class Face:
    """What a card shows of a record: the same on every page of a language."""

    kind: Kind
    name: Link
    deed: str
    field: str
    place: str
    year: str
    picture: Picture | None
    monogram: Monogram


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """A record in a list.

    record  `individuals/le-thi-mau`
    face    makes what the card shows, where it has not been drawn yet
    reason  why it is here, where that is not plain
    """

    record: str
    face: Callable[[], Face]
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
    lang: str = ""


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
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    do: str
    detail: str
    remarks: tuple[Remark, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated; `value` holds all of it: «151/196», «1–2», «96,6%».

    share  where it is a part of a whole: from where to where, in percent
    """

    indicator: str
    value: str
    unit: str
    scope: str
    period: str
    source: int
    remarks: tuple[Remark, ...]
    cited: str = ""
    share: tuple[float, float] | None = None
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class HonourRow:
    """What a conference announced, in words; `recorded` is how many of them are on record here, where any are."""

    form: Value
    body: Value
    announced: tuple[str, ...]
    given: str
    scope: str
    recorded: int
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
class Download:
    """A file to download; `size` in words («212 KB»), `form` its kind («PDF»)."""

    title: str
    href: str
    form: str
    size: str


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading; `more` leads to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    note: str = ""
