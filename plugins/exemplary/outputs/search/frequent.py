"""What very many documents have goes apart, so that a question reads what it needs of it: FORMAT.md."""

import dataclasses
from typing import TypeVar

import numpy

from exemplary.outputs.search.coding import Numbers
from exemplary.outputs.search.postings import ANY, CODE_BITS, ONCE, Pairs, Words, bits

FREQUENT = 16_384
"""What more documents than this have is frequent."""
SPELLINGS = 4
"""Of a frequent word the spellings go apart that have more than a fourth as many postings."""

Rows = TypeVar("Rows", Words, Pairs)


def spellings_apart(found: Words) -> tuple[Words, Words]:
    """Words, with one list for all frequent spellings of a frequent word; these, each as one list of level ONCE."""
    frequent = _frequent_spellings(found)
    if not frequent.any():
        return found, _taken(found, frequent)
    apart = _taken(found, frequent)
    apart = dataclasses.replace(apart, levels=numpy.full_like(apart.levels, ONCE))
    return _ordered(_joined(_taken(found, ~frequent), _any_spelling(apart))), _ordered(apart)


def _frequent_spellings(found: Words) -> Numbers:
    """Whether a row is of a text, of a frequent word and of a frequent spelling of it."""
    apart = numpy.zeros(len(found.words), bool)
    words = found.words - (found.words[0] if len(found.words) else 0)
    rows = numpy.flatnonzero((found.levels == ONCE) | (found.levels == ONCE - 1))
    rows = rows[numpy.bincount(words[rows])[words[rows]] > FREQUENT] if len(rows) else rows
    if not len(rows):
        return apart
    documents = numpy.bincount(_any_spelling(_taken(found, rows)).words - found.words[0], minlength=int(words[-1]) + 1)
    rows = rows[documents[words[rows]] > FREQUENT]
    numbers = numpy.cumsum(documents > FREQUENT)[words[rows]]
    spelled = numbers << CODE_BITS | found.codes[rows]
    apart[rows] = numpy.bincount(spelled)[spelled] * SPELLINGS > FREQUENT if len(rows) else False
    return apart


def _any_spelling(found: Words) -> Words:
    """Each (word, document) once, in their order."""
    keys = found.words.astype(numpy.int64) << 32 | found.documents
    keys.sort()
    keys = keys[numpy.diff(keys, prepend=-1) != 0]
    nothing = numpy.zeros(len(keys), numpy.uint8)
    return Words((keys >> 32).astype(numpy.int32), nothing + ANY, nothing, (keys & 0xFFFFFFFF).astype(numpy.int32))


def _ordered(found: Words) -> Words:
    """By word, level, code and document."""
    keys = (found.words.astype(numpy.int64) << CODE_BITS | found.levels) << CODE_BITS | found.codes
    keys = keys << bits(int(found.documents.max())) | found.documents
    return _taken(found, numpy.argsort(keys, kind="stable"))


def _taken(found: Rows, rows: Numbers) -> Rows:
    return type(found)(**{field.name: getattr(found, field.name)[rows] for field in dataclasses.fields(found)})


def _joined(*parts: Words) -> Words:
    names = [field.name for field in dataclasses.fields(Words)]
    return Words(**{name: numpy.concatenate([getattr(part, name) for part in parts]) for name in names})


def pairs_apart(found: Pairs) -> tuple[Pairs, Pairs]:
    """Those that few documents have, and those that very many have; one of several spellings counts for each."""
    if len(found.firsts) <= FREQUENT:
        return found, _taken(found, numpy.arange(0))
    other = _differ(found.firsts) | _differ(found.seconds)
    starts = numpy.flatnonzero(other)
    anew = other | _differ(found.first_codes) | _differ(found.second_codes) | _differ(found.documents)
    documents = numpy.add.reduceat(anew.astype(numpy.int64), starts)
    frequent = numpy.repeat(documents > FREQUENT, numpy.diff(starts, append=len(other)))
    return _taken(found, numpy.flatnonzero(~frequent)), _taken(found, numpy.flatnonzero(frequent))


def _differ(column: Numbers) -> Numbers:
    """Whether each is another than the one before."""
    return numpy.append([True], column[1:] != column[:-1])
