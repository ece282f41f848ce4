"""Value types: each reads text as written and returns a frozen value, or reports the rule that it breaks.

Scalars of a document are `Plain` (unquoted) or `str` (quoted); the difference matters only for numbers.
"""

from exemplary.i18n.vietnamese import SLUG_LENGTH
from exemplary.records.schema.types.base import Base, Plain, fault
from exemplary.records.schema.types.bilingual_text import ProseLine, ProseText
from exemplary.records.schema.types.groups import Attachment, Image, Label, Noted, OneOrMore, Stated
from exemplary.records.schema.types.numbers import Number, Whole
from exemplary.records.schema.types.references import (
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
from exemplary.records.schema.types.scalars import (
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
