"""Value types: each reads text as written and returns a frozen value, or reports the rule that it breaks.

Scalars of a document are `Plain` (unquoted) or `str` (quoted); the difference matters only for numbers.
"""

from exemplary.records.fields.base import Base, Plain, fault
from exemplary.records.fields.groups import Attachment, Image, Label, Noted, OneOrMore, Stated
from exemplary.records.fields.numbers import Number, Whole
from exemplary.records.fields.prose import ProseLine, ProseText
from exemplary.records.fields.references import (
    EXEMPLAR_KINDS,
    RECORD_KINDS,
    REGISTERS,
    SINGULAR,
    Actor,
    Named,
    Organisation,
    Place,
    Ref,
    named,
    reference,
)
from exemplary.records.fields.scalars import (
    SLUG,
    Clock,
    Date,
    Duration,
    Flag,
    Language,
    Line,
    Moment,
    Slug,
    Summary,
    Text,
    Url,
    choice,
)
from exemplary.vietnamese import SLUG_LENGTH

__all__ = [
    "EXEMPLAR_KINDS",
    "RECORD_KINDS",
    "REGISTERS",
    "SINGULAR",
    "SLUG",
    "SLUG_LENGTH",
    "Actor",
    "Attachment",
    "Base",
    "Clock",
    "Date",
    "Duration",
    "Flag",
    "Image",
    "Label",
    "Language",
    "Line",
    "Moment",
    "Named",
    "Noted",
    "Number",
    "OneOrMore",
    "Organisation",
    "Place",
    "Plain",
    "ProseLine",
    "ProseText",
    "Ref",
    "Slug",
    "Stated",
    "Summary",
    "Text",
    "Url",
    "Whole",
    "choice",
    "fault",
    "named",
    "reference",
]
