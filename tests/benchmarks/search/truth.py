"""The correct answers, from reading every text: the documents that match a query, as typed and folded."""

import dataclasses
import itertools
import sys
from collections.abc import Callable, Sequence, Set

from exemplary.i18n import vietnamese
from exemplary.search.documents import Document
from exemplary.search.words import joined, spellings, word
from tests.benchmarks.search.questions import Question

Row = Sequence[str]


@dataclasses.dataclass(frozen=True)
class Truth:
    """References of documents: those with the words as typed, and those with them regardless of marks.

    own     those with the requested name
    typed   None if the query has no marks: then only `folded` applies
    """

    folded: Set[str]
    typed: Set[str] | None
    own: Set[str]


class Texts:
    """The words of all documents, by paragraph."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.rows = {one.reference: _rows(one) for one in documents}
        self.bags = {reference: frozenset(itertools.chain(*rows)) for reference, rows in self.rows.items()}
        self.vocabulary = frozenset[str]().union(*self.bags.values())
        self.folded = {spelled: word(spelled).folded for spelled in self.vocabulary}
        self.plain = {spelled: vietnamese.fold(spelled) for spelled in self.vocabulary}
        self.titles = {one.reference: {vietnamese.fold(title) for title in one.titles} for one in documents}

    def truth(self, question: Question) -> Truth:
        typed = self._having(question, self._as_typed) if question.is_marked else None
        name = vietnamese.fold(question.text)
        own = {reference for reference, titles in self.titles.items() if name in titles}
        return Truth(self._having(question, self._as_folded), typed, own)

    def _having(self, question: Question, meant: Callable[[str, bool], Set[str]]) -> Set[str]:
        """The documents that have, for each word of the query, one of its accepted spellings."""
        asked = spellings(question.text)
        open_at = len(asked) - 1 if question.kind == "prefix" else -1
        sets = [meant(one, at == open_at) for at, one in enumerate(asked)]
        found = {reference for reference, bag in self.bags.items() if not any(map(bag.isdisjoint, sets))}
        if not question.is_phrase:
            return found
        return {reference for reference in found if any(_stands(sets, row) for row in self.rows[reference])}

    def _as_typed(self, asked: str, is_open: bool) -> Set[str]:
        if is_open:
            return {one for one in self.vocabulary if one.startswith(asked)}
        same = word(asked)
        return {one for one, folded in self.folded.items() if folded == same.folded and word(one) == same}

    def _as_folded(self, asked: str, is_open: bool) -> Set[str]:
        if is_open:
            start = vietnamese.fold(asked)
            return {one for one, plain in self.plain.items() if plain.startswith(start)}
        same = word(asked).folded
        return {one for one, folded in self.folded.items() if folded == same}


def _rows(one: Document) -> list[Row]:
    """Its paragraphs as words; names with an apostrophe also as one word, in a row of their own."""
    texts = (*one.titles, *one.paragraphs)
    rows = [*map(spellings, texts), *([whole] for text in texts for _, whole in joined(text))]
    return [tuple(map(sys.intern, row)) for row in rows]  # each spelling once, so a whole country's words fit in memory


def _stands(sets: Sequence[Set[str]], row: Row) -> bool:
    """Whether accepted words are adjacent there."""
    starts = range(len(row) - len(sets) + 1)
    return any(all(row[at + step] in meant for step, meant in enumerate(sets)) for at in starts)
