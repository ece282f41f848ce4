"""The words of all documents, as arrays: one row for each word, in the order of the text."""

import array
import collections
import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy
import numpy.typing

from exemplary.outputs.search.coding import Numbers
from exemplary.outputs.search.documents import Document
from exemplary.outputs.search.words import joined, neighbour, spellings, word

PLACES = 64
"""Positions are counted modulo this."""
PARAGRAPHS = 8
"""Paragraphs are told apart by so many hashes of their first words."""


@dataclasses.dataclass(frozen=True)
class Rows:
    """The words of some documents as they are spelled: what is kept from build to build.

    rows      numbers of spellings, paragraph after paragraph
    lengths   words of each paragraph; `owners` its document, by number in `references`; `headings` 1 for a title
    """

    references: list[str]
    spellings: list[str]
    rows: Numbers
    lengths: Numbers
    owners: Numbers
    headings: Numbers

    def without(self, gone: Collection[str]) -> "Rows":
        """Without some documents, and with no spelling fewer."""
        stays = numpy.array([one not in gone for one in self.references], bool)
        renumbered = numpy.cumsum(stays) - 1
        kept = stays[self.owners]
        return Rows(
            references=[one for one in self.references if one not in gone],
            spellings=self.spellings,
            rows=self.rows[numpy.repeat(kept, self.lengths)],
            lengths=self.lengths[kept],
            owners=renumbered[self.owners[kept]].astype(numpy.int32),
            headings=self.headings[kept],
        )


def gathered(documents: Iterable[Document]) -> Rows:
    """Each document once; spellings are numbered as they come."""
    known: collections.defaultdict[str, int] = collections.defaultdict()
    known.default_factory = known.__len__
    rows, lengths, owners, headings = array.array("i"), array.array("i"), array.array("i"), array.array("b")
    references = []
    for number, document in enumerate(documents):
        references.append(document.reference)
        for heading, texts in ((1, document.titles), (0, document.paragraphs)):
            for spelled in (one for text in texts for one in _runs(text)):
                rows.extend([known[one] for one in spelled])
                lengths.append(len(spelled))
                owners.append(number)
                headings.append(heading)
    arrays = (numpy.array(one, kind) for one, kind in ((lengths, "i4"), (owners, "i4"), (headings, "u1")))
    return Rows(references, list(known), numpy.array(rows, _narrowest(len(known))), *arrays)


def _narrowest(count: int) -> numpy.dtype[Any]:
    """For numbers below `count`: there are words by the ten million."""
    return numpy.min_scalar_type(max(0, count - 1))


def _runs(text: str) -> list[list[str]]:
    """The words of a paragraph, and each joined one by itself, nobody's neighbour."""
    return [run for run in (spellings(text), *([one] for _, one in joined(text))) if run]


def merged(parts: Sequence[Rows]) -> Rows:
    """Documents of all parts, none of which has one of another's."""
    known: collections.defaultdict[str, int] = collections.defaultdict()
    known.default_factory = known.__len__
    rows, owners, references = [], [], list[str]()
    for part in parts:
        numbers = [known[one] for one in part.spellings]
        rows.append(numpy.array(numbers, _narrowest(len(known)))[part.rows] if len(part.rows) else part.rows)
        owners.append(part.owners + numpy.int32(len(references)))
        references += part.references
    return Rows(
        references=references,
        spellings=list(known),
        rows=_together(rows, _narrowest(len(known))),
        lengths=_together([part.lengths for part in parts], numpy.int32),
        owners=_together(owners, numpy.int32),
        headings=_together([part.headings for part in parts], numpy.uint8),
    )


def _together(arrays: Sequence[Numbers], kind: type[numpy.integer[Any]] | numpy.dtype[Any]) -> Numbers:
    return numpy.concatenate([numpy.empty(0, kind), *arrays]).astype(kind, copy=False)


@dataclasses.dataclass(frozen=True)
class Tokens:
    """Rows as they are indexed; `folded` holds the vocabulary in the order of code points, `words` numbers in it.

    titles    how many words the title has, at most 63; 0 where the row is in no title
    places    64·8 numbers: the position in the paragraph, and a hash of the paragraph
    followed  whether the next row is the next word of the same paragraph
    """

    folded: list[str]
    words: Numbers
    codes: Numbers
    documents: Numbers
    titles: Numbers
    places: Numbers
    followed: Numbers


def tokens(given: Rows, numbers: Mapping[str, int]) -> Tokens:
    """The rows, with the numbers of their documents."""
    used = numpy.bincount(given.rows, minlength=len(given.spellings)) > 0
    spelled = [word(one) if is_used else None for one, is_used in zip(given.spellings, used.tolist(), strict=True)]
    folded = sorted({one.folded for one in spelled if one})
    ranks = {one: rank for rank, one in enumerate(folded)}
    words = numpy.array([ranks[one.folded] if one else 0 for one in spelled], _narrowest(len(folded)))
    codes = numpy.array([one.code if one else 0 for one in spelled], numpy.uint8)
    documents = numpy.array([numbers[one] for one in given.references], numpy.int32)
    begins = numpy.cumsum(given.lengths, dtype=numpy.int64) - given.lengths
    followed = numpy.ones(len(given.rows), numpy.uint8)
    followed[begins + given.lengths - 1] = 0
    return Tokens(
        folded=folded,
        words=words[given.rows],
        codes=codes[given.rows],
        documents=numpy.repeat(documents[given.owners], given.lengths),
        titles=numpy.repeat(given.headings * numpy.minimum(given.lengths, 63).astype(numpy.uint8), given.lengths),
        places=_places(given, words, folded, begins),
        followed=followed,
    )


def _places(given: Rows, words: Numbers, folded: Sequence[str], begins: Numbers) -> Numbers:
    hashes = numpy.array([neighbour(one) % PARAGRAPHS for one in folded], numpy.int16)
    marks = (
        numpy.repeat(hashes[words[given.rows[begins]]], given.lengths) if len(begins) else numpy.empty(0, numpy.int16)
    )
    positions = numpy.resize(numpy.arange(256, dtype=numpy.uint8), len(given.rows))  # modulo 256, as differences are
    positions -= numpy.repeat(begins.astype(numpy.uint8), given.lengths)
    marks += (positions % PLACES).astype(numpy.int16) * numpy.int16(PARAGRAPHS)
    return marks
