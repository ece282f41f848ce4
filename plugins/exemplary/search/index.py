"""The index of a site, by language; the state of the last build is cached, and only what differs is made."""

import functools
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from exemplary import parallel
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Trees
from exemplary.search import displays, facets, files, manifest, tokens
from exemplary.search.abbreviations import ABBREVIATIONS
from exemplary.search.documents import Document, Findable, capacity, numbered
from exemplary.search.files import File
from exemplary.search.ordinary import ordinary
from exemplary.search.texts import Texts
from exemplary.search.tokens import Rows
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import SEARCH


class State(NamedTuple):
    """What one build knew about the index of one language.

    common   fingerprint of what all documents depend on
    states   fingerprint of each document, by reference
    files    the digest of each file, by path
    inside   the digest of the uncompressed content of each file with postings, by name
    sample   the text that comes before every file that shows documents
    """

    common: bytes
    states: dict[str, str]
    files: dict[str, bytes]
    inside: dict[str, bytes]
    sample: str


Known = tuple[State, Callable[[], Rows]]
"""The state of an index, and a function that loads the words of all its documents."""


class Published(NamedTuple):
    """The files of one index, its new state, and the words of its documents if they changed."""

    files: dict[str, TreeFile]
    state: State
    rows: Rows | None


def publish(site: Site, hosted: OrdinaryOutput, known: Mapping[str, Known], trees: Trees) -> dict[str, Published]:
    """The index of every language, in the tree; `known` is what the last build knew of each."""
    return {
        language: Index(site, hosted, language, trees, known.get(language)).published() for language in site.languages
    }


class Tree(Protocol):
    """Where files are written: which exist already, and new ones."""

    def has(self, path: str, digest: bytes) -> bool: ...
    def keep(self, path: str, digest: bytes) -> TreeFile: ...
    def put(self, path: str, content: bytes) -> TreeFile: ...


class Index:
    """Updates the index of one language."""

    def __init__(self, site: Site, hosted: OrdinaryOutput, language: str, trees: Tree, known: Known | None) -> None:
        self.site = site
        self.language = language
        self.trees = trees
        self.folder = f"{SEARCH}/{language}"
        self.found: dict[str, Findable] = Texts(site, language).findables()
        if language == site.project.settings.language:
            self.found |= ordinary(site, hosted)
        self.states = {reference: one.state for reference, one in self.found.items()}
        self.room = capacity(len(self.found))
        self.numbers = numbered(self.found, self.room)
        self.blocks = displays.blocks(self.numbers)
        self.common = self._common()
        self.known: State | None = None
        self.rows: Callable[[], Rows] | None = None
        if known and known[0].common == self.common:
            self.known, self.rows = known

    def _common(self) -> bytes:
        entries = sorted(self.site.graph.entries.items())
        told = repr((entries, self.site.project.settings, self.language))
        return hashlib.blake2b(told.encode(), digest_size=16).digest()

    def published(self) -> Published:
        known = self.known
        if known and known.states == self.states and all(self.trees.has(*file) for file in known.files.items()):
            return Published({path: self.trees.keep(path, digest) for path, digest in known.files.items()}, known, None)
        rows, kept = self._documents()
        corpus = tokens.Corpus(rows, self.numbers)
        made = files.files(corpus, self.room, self._inside())
        kept |= dict(map(self._file, made.all))
        kept |= self._put("facets", facets.facets(self.site, self.language, self.numbers, self.room))
        kept |= self._put("index", manifest.manifest(self._facts(kept), corpus.folded, made, self.sample))
        inside = {file.name: file.digest for file in made.all}
        state = State(self.common, self.states, {path: one.digest for path, one in kept.items()}, inside, self.sample)
        return Published(kept, state, rows)

    def _documents(self) -> tuple[Rows, dict[str, TreeFile]]:
        """The words of all documents, and the files for displaying them."""
        held = self._held()
        fresh = [block for block in self.blocks if block not in held]
        rounds = parallel.rounds(fresh, 2 * parallel.AT_ONCE // displays.BLOCK)
        least = 2 * parallel.LEAST // displays.BLOCK
        made = [result for some in rounds for _, result in parallel.shares(self._made, some, least)]
        kept = {self._display(block): self.trees.keep(self._display(block), digest) for block, digest in held.items()}
        for _, shown in made:
            kept |= shown
        return tokens.merged([*self._kept_rows(held), *(rows for rows, _ in made)]), kept

    @functools.cached_property
    def sample(self) -> str:
        read = (self.found[reference].read() for reference in displays.sampled(self.numbers))
        return displays.sample(shown._asdict() for _, shown in read)

    def _put(self, name: str, content: bytes) -> dict[str, TreeFile]:
        path = f"{self.folder}/{name}"
        return {path: self.trees.put(path, content)}

    def _inside(self) -> dict[str, bytes]:
        """The digests, by name, of the files that the tree still has."""
        if self.known is None:
            return {}
        inside, held = self.known.inside, self.known.files
        paths = ((name, f"{self.folder}/{name}") for name in inside)
        return {name: inside[name] for name, path in paths if self.trees.has(path, held[path])}

    def _file(self, file: File) -> tuple[str, TreeFile]:
        path, held = f"{self.folder}/{file.name}", self.known.files if self.known else {}
        return path, self.trees.keep(path, held[path]) if file.content is None else self.trees.put(path, file.content)

    def _held(self) -> dict[int, bytes]:
        """The digests of the files that show only unchanged documents, by block."""
        if self.known is None or self.known.sample != self.sample:
            return {}
        known = self.known.states
        same_numbers = known.keys() == self.states.keys()
        before = self.blocks if same_numbers else displays.blocks(numbered(known, capacity(len(known))))
        same = [
            block
            for block, those in self.blocks.items()
            if before.get(block) == those and all(known[one] == self.states[one] for _, one in those)
        ]
        files_of = ((block, self.known.files.get(self._display(block), b"")) for block in same)
        return {block: digest for block, digest in files_of if self.trees.has(self._display(block), digest)}

    def _kept_rows(self, held: Collection[int]) -> Iterator[Rows]:
        if self.rows and held:
            rows = self.rows()
            yield rows.without(set(rows.references) - {one for block in held for _, one in self.blocks[block]})

    def _display(self, block: int) -> str:
        return f"{self.folder}/d-{block}"

    def _made(self, blocks: Sequence[int]) -> tuple[Rows, dict[str, TreeFile]]:
        made: dict[str, TreeFile] = {}

        def documents() -> Iterator[Document]:
            for block in blocks:
                read = {number: self.found[reference].read() for number, reference in self.blocks[block]}
                shown = {number: one._asdict() for number, (_, one) in read.items()}
                made[self._display(block)] = self.trees.put(self._display(block), displays.display(shown, self.sample))
                yield from (document for document, _ in read.values())

        return tokens.gathered(documents()), made

    def _facts(self, kept: Mapping[str, TreeFile]) -> dict[str, object]:
        search = self.site.project.settings.search
        return {
            "version": _version(kept),
            "language": self.language,
            "documents": len(self.found),
            "capacity": self.room,
            "block": displays.BLOCK,
            "abbreviations": [*ABBREVIATIONS, *search.abbreviations] if search else ABBREVIATIONS,
            "root": "../" * (self.folder.count("/") + 1),
        }


def _version(kept: Mapping[str, TreeFile]) -> str:
    """Changes whenever any file changes."""
    told = hashlib.blake2b(digest_size=6)
    for _, one in sorted(kept.items()):
        told.update(one.digest)
    return told.hexdigest()
