"""One search engine's answer to a query, compared with the truth."""

import dataclasses
from collections.abc import Sequence, Set

from tests.benchmarks.search.phone import Asked
from tests.benchmarks.search.questions import Question
from tests.benchmarks.search.truth import Truth


@dataclasses.dataclass(frozen=True)
class Answer:
    """One query to one of the two engines.

    found        the number of documents that it reports
    as_typed     the share found of documents with the words as typed; None if there are no such documents, or no marks
    as_folded    the same for documents with the words regardless of marks
    rank         of the first document with the requested name, from 1; None if there is none
    wrong        reported documents that do not contain the phrase; None for other queries
    linked       None if the query was only typed
    key          milliseconds of script for its last letter alone; None if not measured
    """

    question: Question
    found: int
    as_typed: float | None
    as_folded: float | None
    rank: int | None
    wrong: int | None
    typed: Asked
    linked: Asked | None
    key: float | None = None


def judged(question: Question, truth: Truth, ranked: Sequence[str], typed: Asked, linked: Asked | None) -> Answer:
    said = set(ranked)
    return Answer(
        question=question,
        found=len(said),
        as_typed=_share(truth.typed, said) if truth.typed is not None else None,
        as_folded=_share(truth.folded, said),
        rank=next((at for at, one in enumerate(ranked, 1) if one in truth.own), None),
        wrong=len(said - truth.folded) if question.kind == "phrase" else None,
        typed=typed,
        linked=linked,
    )


def _share(true: Set[str], said: set[str]) -> float | None:
    return len(said.intersection(true)) / len(true) if true else None
