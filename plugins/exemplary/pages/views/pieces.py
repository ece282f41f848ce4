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
class Phrase:
    """Words of a record; `lang` is set where they are in another language than the page."""

    text: str = ""
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


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
    alt_lang: str = ""
    caption: Phrase = Phrase()
    credit: Phrase = Phrase()
    licence: Phrase = Phrase()


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
    deed: Phrase
    field: Phrase
    place: Phrase
    year: str
    picture: Picture | None
    monogram: Monogram


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """A record in a list.

    record  `individuals/le-thi-mau`; with `@2023` behind it where the card shows another year than the record's
    face    makes what the card shows, where it has not been drawn yet
    reason  why it is here, where that is not plain: a sentence in pieces
    """

    record: str
    face: Callable[[], Face]
    reason: tuple[Phrase, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A numbered source, in the words in which it is to be cited. `date` holds the hour too where it is known."""

    number: int
    title: str
    href: str
    outlet: str
    section: str
    byline: str
    photographer: str
    date: str
    republished_from: str
    retrieved: str
    note: Phrase
    remarks: tuple[Remark, ...] = ()
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """The paper that conferred an award, in words; `file` is its scan."""

    words: Value
    signer: Value | None
    file: "Download | None"


@dataclasses.dataclass(frozen=True, slots=True)
class Award:
    """A commendation held. `revoked`, `posthumous` and `shared` are the words to show, or empty.

    type       the type of commendation, «Khen thưởng đột xuất»
    edition    of a prize, «giải năm 2021, hạng mục Sống đẹp»
    shared     as what it was received, «tặng gia đình»
    companions with whom
    """

    form: Value
    bodies: tuple[Value, ...]
    type: str
    edition: tuple[Phrase, ...]
    date: Value | None
    deed: Value | None
    decision: Decision | None
    conference: Link | None
    reason: Value | None
    levels: tuple[Link, ...]
    shared: str
    companions: tuple[Value, ...]
    posthumous: str
    revoked: str
    remarks: tuple[Remark, ...]
    source: int


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    text: str
    speaker: str
    position: Phrase
    source: int
    remarks: tuple[Remark, ...] = ()
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    do: Phrase
    detail: Phrase
    remarks: tuple[Remark, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated; `value` holds all of it: «151/196», «1–2», «96,6%».

    share  where it is a part of a whole: from where to where, in percent
    """

    indicator: Phrase
    value: str
    unit: Phrase
    scope: Phrase
    period: str
    source: int
    remarks: tuple[Remark, ...]
    cited: str = ""
    share: tuple[float, float] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class HonourRow:
    """What a conference announced, in words; `recorded` is how many of them are on record here, where any are.

    type, edition, reason, decision  as of an award
    recipients                       the file that lists them
    """

    form: Value
    bodies: tuple[Value, ...]
    type: str
    edition: tuple[Phrase, ...]
    announced: tuple[Phrase, ...]
    given: str
    scope: Phrase
    reason: Value | None
    decision: Decision | None
    recipients: "Download | None"
    presenters: tuple["Attendee", ...]
    recorded: int
    remarks: tuple[Remark, ...]
    source: int
    cited: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Attendee:
    name: Phrase
    position: Phrase
    organisation: Value | None
    role: Phrase
    remarks: tuple[Remark, ...]
    source: int


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, by whom, and until when."""

    words: Value
    owners: tuple[Value, ...]
    due: Value | None


@dataclasses.dataclass(frozen=True, slots=True)
class Recording:
    """Sound or film that stands elsewhere: what it is, where it is published, how long it lasts.

    kind        «Video»
    details     outlet and date in words
    transcript  an address or a file to download
    """

    kind: str
    title: Phrase
    href: str
    details: str
    length: str
    transcript: Link | None
    source: int
    remarks: tuple[Remark, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Download:
    """A file to download; `size` in words («212 KB»), `form` its kind («PDF»)."""

    title: Phrase
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
