"""The building blocks of pages: links, stated values, pictures, cards, awards, figures.

`lang` is the language of a text if it is not the page's.
"""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """Text with an optional link; `lang` is set if the target is in another language than the page."""

    text: str
    href: str = ""
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Text of a record; `lang` is set if it is in another language than the page."""

    text: str = ""
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a value, shown discreetly; `label` is “suy ra”, “nguồn in” or “ghi chú”.

    `lang` is set if the text is in another language than the page.
    """

    label: str
    text: str
    lang: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A stated value: its text, its link, its remarks, the number of its source on the page (0: none)."""

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
    """A photograph.

    `width` and `height` are those of the largest variant; `focal` is CSS object-position, “50% 30%”.
    """

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
    """The kind of a record; its `key` (individual, collective, model …) selects colour and shape."""

    key: str
    label: str
    href: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Monogram:
    """Shown if there is no picture: one letter for a person, two for others."""

    letters: str


@dataclasses.dataclass(frozen=True, slots=True)
class Face:
    """The content of a record's card: the same on every page of a language."""

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

    record  `individuals/le-thi-mau`; followed by `@2023` if the card shows another year than the record's
    face    makes the content of the card if it is not rendered yet
    reason  why it is here, if that is not obvious: a sentence in pieces
    """

    record: str
    face: Callable[[], Face]
    reason: tuple[Phrase, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A numbered source, worded as it should be cited. `date` includes the time if known."""

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
    """A number as stated; `value` is all of it: “151/196”, “1–2”, “96,6%”.

    share  for part of a whole: start and end in percent
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
class Attendee:
    name: Phrase
    position: Phrase
    organisation: Value | None
    role: Phrase
    remarks: tuple[Remark, ...]
    source: int


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, by whom, and by when."""

    words: Value
    owners: tuple[Value, ...]
    due: Value | None


@dataclasses.dataclass(frozen=True, slots=True)
class Recording:
    """An audio or video recording published elsewhere: what it is, who published it, how long it is.

    kind        “Video”
    details     outlet and date in words
    transcript  a web address or a file to download
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
    """A file to download; `size` in words (“212 KB”), `form` its type (“PDF”)."""

    title: Phrase
    href: str
    form: str
    size: str


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading; `more` is a link to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    note: str = ""
