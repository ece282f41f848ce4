"""The data of any record on one subject; empty if records of its kind have no field for it."""

from collections.abc import Iterator
from typing import NamedTuple

from exemplary.records.schema.awards import Award, Decision, Honour
from exemplary.records.schema.components import Adoption, Position, Task
from exemplary.records.schema.kinds import Collective, Conference, Exemplar, Facts, Individual, Model, Theme, TheStory
from exemplary.records.schema.types import Named, Ref, Stated


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


def tasks_of(facts: Facts) -> tuple[Task, ...]:
    """What was proposed to a conference, and what the conference asked for."""
    return (*facts.proposals, *facts.tasks) if isinstance(facts, Conference) else ()


def subjects_of(facts: Facts) -> tuple[Ref, ...]:
    return facts.about if isinstance(facts, TheStory) else ()


def bodies_of(facts: Facts) -> Iterator[tuple[str, Named]]:
    """(field, actor) for each who runs, carries out, holds, confers or employs; the strongest tie first."""
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
            yield from (("honours.body", stated.value) for honour in facts.honours for stated in honour.body)
            yield from (("tasks.owner", stated.value) for task in tasks_of(facts) for stated in task.owner)
    yield from (("awards.body", stated.value) for award in awards_of(facts) for stated in award.body)
    yield from (("positions", one.organisation.value) for one in positions_of(facts) if one.organisation)


def documents_of(facts: Facts) -> Iterator[tuple[str, Ref]]:
    """(field, document)."""
    if isinstance(facts, Conference) and facts.reviews and facts.reviews.document:
        yield "reviews", facts.reviews.document
    if isinstance(facts, Theme) and facts.document:
        yield "document", facts.document
    if isinstance(facts, Model) and facts.launched:
        yield "launched", facts.launched
    yield from (("documents", ref) for ref in facts.documents)
    yield from (("about", ref) for ref in subjects_of(facts) if ref.kind == "documents")


class File(NamedTuple):
    """A file to download: the path of its field, its name, and its title or ""."""

    path: tuple[str | int, ...]
    name: str
    title: str


def files_of(facts: Facts) -> Iterator[File]:
    """Every downloadable file of a record: attachments, decisions, lists of recipients, transcripts."""
    for number, attachment in enumerate(facts.attachments):
        yield File(("attachments", number, "file"), attachment.file, attachment.title)
    for field, decisions in _decisions(facts).items():
        for number, decision in enumerate(decisions):
            if decision and decision.file:
                yield File((field, number, "decision", "file"), decision.file, "")
    for number, honour in enumerate(honours_of(facts)):
        if honour.list_:
            yield File(("honours", number, "list", "file"), honour.list_.file, honour.list_.title)
    for number, media in enumerate(facts.media):
        if media.transcript and not is_address(media.transcript):
            yield File(("media", number, "transcript"), media.transcript, "")


def _decisions(facts: Facts) -> dict[str, list[Decision | None]]:
    """The decision of each item, by field."""
    return {
        "awards": [award.decision for award in awards_of(facts)],
        "honours": [honour.decision for honour in honours_of(facts)],
    }


def is_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def _one(field: str, stated: Stated[Named] | None) -> Iterator[tuple[str, Named]]:
    if stated:
        yield field, stated.value
