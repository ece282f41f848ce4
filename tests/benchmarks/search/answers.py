"""What one of the two answered to a question, held against the truth."""

import dataclasses
from collections.abc import Sequence, Set

from tests.benchmarks.search.phone import Asked
from tests.benchmarks.search.questions import Question
from tests.benchmarks.search.truth import Truth


@dataclasses.dataclass(frozen=True)
class Answer:
    """One question to one of the two.

    found        how many documents it says it found
    as_typed     share of those that have the words as typed among them; none where there are none, or no marks
    as_folded    the same of those that have them whatever their marks
    rank         of the first that bears the name that was asked for, from 1; none without
    wrong        documents said for a phrase that do not have it; none for other questions
    linked       none where it was asked by typing alone
    key          milliseconds of script for its last letter alone; none where it was not measured
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
