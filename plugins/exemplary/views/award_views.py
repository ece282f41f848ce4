"""Awards, and the honours that a conference announced."""

import dataclasses

from exemplary.views.pieces import Attendee, Download, Link, Phrase, Remark, Value


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """The decision that conferred an award, in words; `file` is its scan."""

    words: Value
    signer: Value | None
    file: Download | None


@dataclasses.dataclass(frozen=True, slots=True)
class Award:
    """A commendation held. `revoked`, `posthumous` and `shared` are texts to show, or empty.

    type       the type of commendation, “Khen thưởng đột xuất”
    edition    of a prize, “giải năm 2021, hạng mục Sống đẹp”
    shared     the group that received it, “tặng gia đình”
    companions the others who received it
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
class HonourRow:
    """An honour announced by a conference, in words; `recorded` is the number on record here, if any.

    type, edition, reason, decision  as for an award
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
    recipients: Download | None
    presenters: tuple[Attendee, ...]
    recorded: int
    remarks: tuple[Remark, ...]
    source: int
    cited: str = ""
