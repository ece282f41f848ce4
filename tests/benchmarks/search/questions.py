"""The queries: drawn from the documents with a fixed seed and mixed, so that the first fifty contain all kinds."""

import dataclasses
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from exemplary.i18n import vietnamese
from exemplary.search.documents import Document
from exemplary.search.words import spellings

SEED = 5
NAMES, WORDS, PHRASES, PREFIXES, NUMBERS = 80, 90, 60, 40, 30
KINDS = ("name", "folded name", "words", "phrase", "prefix", "number")
NAMED = ("individuals/", "collectives/", "models/")
_NUMBER = re.compile(r"\d+(?:/\d{4})?/[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclasses.dataclass(frozen=True)
class Question:
    """`text` is what is typed; `reference` is the document that it was drawn from."""

    kind: str
    text: str
    reference: str

    @property
    def is_marked(self) -> bool:
        """Whether it has marks, so that matching as typed differs from matching folded."""
        return any(unmarked(one) != one for one in spellings(self.text))

    @property
    def is_phrase(self) -> bool:
        """Whether only adjacent words match."""
        return self.kind in ("phrase", "number")


def unmarked(text: str) -> str:
    """Without marks, đ as d; otherwise unchanged."""
    parted = unicodedata.normalize("NFD", text).translate({ord("đ"): "d", ord("Đ"): "D"})
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def drawn(documents: Sequence[Document], seed: int = SEED) -> list[Question]:
    """All 300 in mixed order; fewer only if the documents have too little text."""
    chance = random.Random(seed)
    found = [question for kind in _DRAWN for question in kind(documents, chance)]
    chance.shuffle(found)
    return found


def _names(documents: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    named = [one for one in documents if one.reference.startswith(NAMED)]
    for number, one in enumerate(chance.sample(named, min(NAMES, len(named)))):
        name = one.titles[0]
        if number % 2:
            yield Question("folded name", vietnamese.fold(name), one.reference)
        else:
            yield Question("name", name, one.reference)


def _words(documents: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    """One to three words, alternately adjacent and not."""
    for number in range(WORDS):
        one, size = chance.choice(documents), number % 3 + 1
        near = _neighbours(one, size, chance) if number // 3 % 2 else _scattered(one, size, chance)
        yield Question("words", " ".join(near), one.reference)


def _phrases(documents: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    for number in range(PHRASES):
        one = chance.choice(documents)
        yield Question("phrase", f'"{" ".join(_neighbours(one, number % 3 + 2, chance))}"', one.reference)


def _prefixes(documents: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    """One or two words, the last unfinished: it has at least two letters, and at least one is missing."""
    for number in range(PREFIXES):
        while True:
            one = chance.choice(documents)
            *before, last = _neighbours(one, number % 2 + 1, chance)
            if len(last) > 2:
                break
        yield Question("prefix", " ".join([*before, last[: chance.randint(2, len(last) - 1)]]), one.reference)


def _numbers(documents: Sequence[Document], chance: random.Random) -> Iterator[Question]:
    """Numbers of decisions, in turn: as printed, in lower case, with spaces, without đ."""
    having = [one for one in documents if any(map(_NUMBER.search, one.paragraphs))]
    for number, one in enumerate(chance.sample(having, min(NUMBERS, len(having)))):
        printed = chance.choice([found for text in one.paragraphs for found in _NUMBER.findall(text)])
        yield Question("number", _SPELLINGS[number % len(_SPELLINGS)](printed), one.reference)


def _spaced(text: str) -> str:
    return re.sub("[/-]", " ", text)


_SPELLINGS: tuple[Callable[[str], str], ...] = (str, str.lower, str, lambda text: _spaced(text.lower()), unmarked)
_DRAWN = (_names, _words, _phrases, _prefixes, _numbers)


def _neighbours(one: Document, size: int, chance: random.Random) -> list[str]:
    """Consecutive words of letters in a paragraph."""
    runs = [spellings(text) for text in one.paragraphs]
    rows = [run[at : at + size] for run in runs for at in range(len(run) - size + 1)]
    return chance.choice([row for row in rows if all(map(str.isalpha, row))])


def _scattered(one: Document, size: int, chance: random.Random) -> list[str]:
    words = sorted({word for text in one.paragraphs for word in spellings(text) if word.isalpha()})
    return chance.sample(words, size)
