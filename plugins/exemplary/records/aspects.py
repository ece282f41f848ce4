"""What records of any kind state of one matter; nothing, where their kind has no field for it."""

from collections.abc import Iterator

from exemplary.records.fields import Named, Ref, Stated
from exemplary.records.kinds import Collective, Conference, Exemplar, Facts, Individual, Model, Theme, TheStory
from exemplary.records.parts import Adoption, Award, Honour, Position


def awards_of(facts: Facts) -> tuple[Award, ...]:
    return facts.awards if isinstance(facts, Exemplar) else ()


def positions_of(facts: Facts) -> tuple[Position, ...]:
    return facts.positions if isinstance(facts, Individual) else ()


def other_names_of(facts: Facts) -> tuple[str, ...]:
    return tuple(stated.value for stated in facts.other_names) if isinstance(facts, Individual) else ()


def adoptions_of(facts: Facts) -> tuple[Adoption, ...]:
    return facts.adopted_by if isinstance(facts, Model) else ()


def honours_of(facts: Facts) -> tuple[Honour, ...]:
    return facts.honours if isinstance(facts, Conference) else ()


def subjects_of(facts: Facts) -> tuple[Ref, ...]:
    return facts.about if isinstance(facts, TheStory) else ()


def bodies_of(facts: Facts) -> Iterator[tuple[str, Named]]:
    """(field, who is named in it): who runs, carries out, holds, confers or employs; the plainest tie first."""
    match facts:
        case Model():
            yield from _one("owner", facts.owner)
            yield from (("adopted_by", adoption.who.value) for adoption in facts.adopted_by)
        case Collective():
            yield from _one("parent", facts.parent)
        case Theme():
            yield from _one("issuer", facts.issuer)
        case Conference():
            yield from (("host", stated.value) for stated in facts.host)
            yield from (("honours.body", honour.body.value) for honour in facts.honours)
    yield from (("awards.body", award.body.value) for award in awards_of(facts))
    yield from (("positions", one.organisation.value) for one in positions_of(facts) if one.organisation)


def documents_of(facts: Facts) -> Iterator[tuple[str, Ref]]:
    """(field, the document named in it)."""
    if isinstance(facts, Conference) and facts.reviews and facts.reviews.document:
        yield "reviews", facts.reviews.document
    if isinstance(facts, Theme) and facts.document:
        yield "document", facts.document
    yield from (("documents", ref) for ref in facts.documents)
    yield from (("about", ref) for ref in subjects_of(facts) if ref.kind == "documents")


def _one(field: str, stated: Stated[Named] | None) -> Iterator[tuple[str, Named]]:
    if stated:
        yield field, stated.value
