"""The files of an index that contain postings: their names, and which of them must be made."""

import base64
import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exemplary import parallel
from exemplary.search.frequent import frequent_files, pairs_apart, spellings_apart
from exemplary.search.layouts import pair_files, spelling_files, word_files
from exemplary.search.postings import Pairs, Postings, Words
from exemplary.search.tokens import Corpus


class File(NamedTuple):
    """A file that contains postings.

    kind `w` words, `p` pairs; `v` a frequent spelling; `r` a frequent pair, `q` its places, `n` the word that follows,
             `o` the two words that follow
    start    the first word in it; followed by a comma and a hash in `r`, `q`, `n`, `o`, and in `p` if the file does not
             begin with the word's first pair; followed by a comma and the code in `v`
    digest   of the uncompressed content
    check    two characters by which a reader recognises the content
    content  the compressed bytes; None if an earlier build made the file
    """

    kind: str
    start: str
    digest: bytes
    check: str
    content: bytes | None

    @property
    def name(self) -> str:
        spelled = (sign if sign in _PLAIN else "-" if sign == "," else f"_{ord(sign):x}_" for sign in self.start)
        return f"{self.kind}-{''.join(spelled)}"


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Files(NamedTuple):
    """The files of an index that contain postings, in order; `counts` is the number of documents with each word."""

    all: list[File]
    counts: list[int]

    def of(self, kind: str) -> list[File]:
        return [file for file in self.all if file.kind == kind]


def files(corpus: Corpus, capacity: int, known: Mapping[str, bytes] | None = None) -> Files:
    """The files for some documents' words; `known` are the digests, by name, of files made by an earlier build."""
    return _Maker(corpus, capacity, known or {}).files()


class _Maker:
    def __init__(self, corpus: Corpus, capacity: int, known: Mapping[str, bytes]) -> None:
        self.corpus = corpus
        self.capacity = capacity
        self.known = known
        self.postings = Postings(corpus, capacity)

    def files(self) -> Files:
        """Divided among processes if there is enough work."""
        rounds = parallel.rounds(self.postings.shares(), 2 * parallel.processors())
        made = [one for some in rounds for one in parallel.shared(self._of_shares, some, least=1)]
        return Files([file for one in made for file in one.all], [count for one in made for count in one.counts])

    def _of_shares(self, shares: Sequence[tuple[int, int]]) -> list[Files]:
        return [self._of_share(*one) for one in shares]

    def _of_share(self, low: int, high: int) -> Files:
        tokens = self.corpus.tokens(low, high)
        words = self.postings.words(tokens)
        counts = self.postings.frequencies(words, low, high).tolist()
        made = [*self._of_words(words)]
        del words
        for part in self.postings.pairs(tokens, low, high):
            made += self._of_pairs(part)
        return Files(made, counts)

    def _of_words(self, found: Words) -> Iterator[File]:
        words, spellings = spellings_apart(found)
        yield from (self._file("w", *one) for one in word_files(words, self.corpus.folded, self.capacity))
        yield from (self._file("v", *one) for one in spelling_files(spellings, self.corpus.folded, self.capacity))

    def _of_pairs(self, found: Pairs) -> Iterator[File]:
        pairs, frequent = pairs_apart(found)
        yield from (self._file("p", *one) for one in pair_files(pairs, self.corpus.folded, self.capacity))
        followers = self.postings.followers(frequent)
        files = frequent_files(frequent, followers, self.corpus.folded, self.capacity)
        yield from (self._file(*one) for one in files)

    def _file(self, kind: str, start: str, content: bytes) -> File:
        made = File(kind, start, hashlib.blake2b(content, digest_size=16).digest(), check(content), None)
        return made if self.known.get(made.name) == made.digest else made._replace(content=compressed(content))


def check(content: bytes) -> str:
    """The first 12 bits of its CRC-32, as base64url."""
    return base64.urlsafe_b64encode((zlib.crc32(content) >> 20 << 4).to_bytes(2, "big"))[:2].decode()


def compressed(content: bytes) -> bytes:
    return zlib.compress(content, 9)
