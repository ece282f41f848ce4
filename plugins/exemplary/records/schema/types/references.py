"""References to records and register entries, or plain text if there is no record."""

import functools
from typing import Annotated, Any, NamedTuple

import pydantic

from exemplary.i18n import vietnamese
from exemplary.records.schema.types.base import fault
from exemplary.records.schema.types.bilingual_text import prose_line
from exemplary.records.schema.types.scalars import SLUG, text

RECORD_KINDS = ("individuals", "collectives", "models", "stories", "themes", "conferences")
EXEMPLAR_KINDS = RECORD_KINDS[:3]
SINGULAR = dict(zip(RECORD_KINDS, ("individual", "collective", "model", "story", "theme", "conference"), strict=True))
REGISTERS = ("places", "organisations", "documents", "award-forms", "blocs", "fields", "sources")


class Ref(NamedTuple):
    """Identifies a record or register entry: `individuals/le-thi-mau`, `places/gia-lai`."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def parse(cls, text: str) -> "Ref | None":
        kind, slash, slug = text.partition("/")
        known = kind in RECORD_KINDS or kind in REGISTERS
        return known_ref(kind, slug) if slash and known and SLUG.fullmatch(slug) else None


@functools.lru_cache(1 << 16)
def known_ref(kind: str, slug: str) -> Ref:
    """Share one object per reference: references take most of the memory."""
    return Ref(kind, slug)


def reference(*kinds: str) -> Any:
    """A field that refers to one of `kinds`; if that is a single register, the bare id is the usual form."""

    def read(value: object) -> Ref:
        written = text(value)
        if len(kinds) == 1 and kinds[0] in REGISTERS and SLUG.fullmatch(written):
            return known_ref(kinds[0], written)
        found = Ref.parse(written)
        if found is None or found.kind not in kinds:
            fault("bad-reference", given=written, better=_as_reference(written, kinds))
        return found

    return Annotated[Ref, pydantic.PlainValidator(read), pydantic.WithJsonSchema({"type": "string"})]


def _as_reference(written: str, kinds: tuple[str, ...]) -> str:
    name = vietnamese.slug(written.rpartition("/")[2]) or "…"
    return " | ".join(f"{kind}/{name}" for kind in kinds)


class Named:
    """An actor or a place: either a record (`ref`) or plain text (`text`); exactly one of the two is set."""

    __slots__ = ("ref", "text")

    def __init__(self, ref: Ref | None = None, text: str = "") -> None:
        self.ref = ref
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and (self.ref, self.text) == (other.ref, other.text)

    def __hash__(self) -> int:
        return hash((self.ref, self.text))

    def __repr__(self) -> str:
        return f"Named(ref={self.ref!r}, text={self.text!r})"


@functools.lru_cache(1 << 14)
def known_name(ref: Ref) -> Named:
    return Named(ref=ref)


def named(*kinds: str) -> Any:
    """A field that takes the bare id of the first kind, `kind/slug` of the others, or `{text: …}`."""

    def read(value: object) -> Named:
        if isinstance(value, dict) and set(value) == {"text"}:
            return Named(text=prose_line(value["text"]))
        if not isinstance(value, str):
            fault("wrong-shape", shape="named")
        if SLUG.fullmatch(value):
            return known_name(known_ref(kinds[0], str(value)))
        found = Ref.parse(value)
        if found is None or found.kind not in kinds:
            fault("bad-reference", given=value, better=_as_named(value))
        return known_name(found)

    return Annotated[Named, pydantic.PlainValidator(read), pydantic.WithJsonSchema({"type": ["string", "object"]})]


def _as_named(written: str) -> str:
    """The suggested forms: the id if there is a register entry, otherwise text."""
    return f'{vietnamese.slug(written) or "…"} | {{text: "{written}"}}'


Organisation = named("organisations", "collectives")
Actor = named("organisations", "collectives", "individuals")
Place = named("places")
