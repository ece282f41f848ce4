"""The index of a site, by language; the state of the last build is cached, and only what differs is made."""

import hashlib
import json
import pickle
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from exemplary import parallel
from exemplary.cache.store import Blobs, Span, Store
from exemplary.search import facets, files, manifest, tokens
from exemplary.search.abbreviations import ABBREVIATIONS
from exemplary.search.documents import Document, Findable, capacity, numbered
from exemplary.search.files import File, compressed
from exemplary.search.ordinary import ordinary
from exemplary.search.texts import Texts
from exemplary.search.tokens import Rows
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import SEARCH
from exemplary.trees import Kept, Trees


class State(NamedTuple):
    """What one build knew about the index of one language.

    common   fingerprint of what all documents depend on
    states   fingerprint of each document, by reference
    files    the digest of each file, by path
    inside   the digest of the uncompressed content of each file with postings, by name
    """

    common: bytes
    states: dict[str, str]
    files: dict[str, bytes]
    inside: dict[str, bytes]


Known = tuple[State, Callable[[], Rows]]
"""The state of an index, and a function that loads the words of all its documents."""


def publish(site: Site, hosted: OrdinaryOutput, store: Store, trees: Trees) -> dict[str, Kept]:
    """The index of every language in the tree, by file."""
    if not site.project.settings.search:
        return {}
    table, blobs = store.table("search"), store.blobs("search")
    known: dict[str, tuple[State, Span]] = table.load()
    now: dict[str, tuple[State, Span]] = {}
    kept: dict[str, Kept] = {}
    for language in site.languages:
        before = known.get(language)
        found, state, rows = Index(site, hosted, language, trees, before and _read(*before, blobs)).published()
        kept |= found
        now[language] = (state, _written(rows, blobs)) if rows else known[language]
    if blobs.size > 3 * sum(span.length for _, span in now.values()):
        spans = blobs.swept([span for _, span in now.values()])
        now = {language: (state, span) for (language, (state, _)), span in zip(now.items(), spans, strict=True)}
    table.save(now)
    blobs.close()
    return kept


def _read(state: State, span: Span, blobs: Blobs) -> Known:
    return state, lambda: pickle.loads(blobs.read(span))


def _written(rows: Rows, blobs: Blobs) -> Span:
    return blobs.add([pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)])[0]


class Tree(Protocol):
    """Where files are written: which exist already, and new ones."""

    def has(self, path: str, digest: bytes) -> bool: ...
    def keep(self, path: str, digest: bytes) -> Kept: ...
    def put(self, path: str, content: bytes) -> Kept: ...


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
        self.common = self._common()
        self.known: State | None = None
        self.rows: Callable[[], Rows] | None = None
        if known and known[0].common == self.common:
            self.known, self.rows = known

    def _common(self) -> bytes:
        entries = sorted(self.site.graph.entries.items())
        told = repr((entries, self.site.project.settings, self.language))
        return hashlib.blake2b(told.encode(), digest_size=16).digest()

    def published(self) -> tuple[dict[str, Kept], State, Rows | None]:
        """Return the files, the new state, and the rows if they changed."""
        known = self.known
        if known and known.states == self.states and all(self.trees.has(*file) for file in known.files.items()):
            return {path: self.trees.keep(path, digest) for path, digest in known.files.items()}, known, None
        rows, kept = self._documents()
        corpus = tokens.Corpus(rows, self.numbers)
        made = files.files(corpus, self.room, self._inside())
        kept |= dict(map(self._file, made.all))
        kept |= self._put("facets", facets.facets(self.site, self.language, self.numbers, self.room))
        kept |= self._put("index", manifest.manifest(self._facts(kept), corpus.folded, made))
        inside = {file.name: file.digest for file in made.all}
        state = State(self.common, self.states, {path: one.digest for path, one in kept.items()}, inside)
        return kept, state, rows

    def _documents(self) -> tuple[Rows, dict[str, Kept]]:
        """The words of all documents, and the files for displaying them."""
        held = self._held()
        fresh = [one for reference, one in self.found.items() if reference not in held]
        made = [result for some in parallel.rounds(fresh) for _, result in parallel.shares(self._made, some)]
        kept = {self._display(one): self.trees.keep(self._display(one), held[one]) for one in held}
        for _, displays in made:
            kept |= displays
        return tokens.merged([*self._kept_rows(held), *(rows for rows, _ in made)]), kept

    def _put(self, name: str, content: bytes) -> dict[str, Kept]:
        path = f"{self.folder}/{name}"
        return {path: self.trees.put(path, content)}

    def _inside(self) -> dict[str, bytes]:
        """The digests, by name, of the files that the tree still has."""
        if self.known is None:
            return {}
        inside, held = self.known.inside, self.known.files
        paths = ((name, f"{self.folder}/{name}") for name in inside)
        return {name: inside[name] for name, path in paths if self.trees.has(path, held[path])}

    def _file(self, file: File) -> tuple[str, Kept]:
        path, held = f"{self.folder}/{file.name}", self.known.files if self.known else {}
        return path, self.trees.keep(path, held[path]) if file.content is None else self.trees.put(path, file.content)

    def _held(self) -> dict[str, bytes]:
        """The unchanged documents, with the digests of their files."""
        if self.known is None:
            return {}
        known = self.known.states
        before = self.numbers if known.keys() == self.states.keys() else numbered(known, capacity(len(known)))
        same = (
            one for one, state in self.states.items() if known.get(one) == state and before[one] == self.numbers[one]
        )
        files_of = ((one, self.known.files.get(self._display(one), b"")) for one in same)
        return {one: digest for one, digest in files_of if digest and self.trees.has(self._display(one), digest)}

    def _kept_rows(self, held: Collection[str]) -> Iterator[Rows]:
        if self.rows and held:
            rows = self.rows()
            yield rows.without(set(rows.references) - set(held))

    def _display(self, reference: str) -> str:
        return f"{self.folder}/d-{self.numbers[reference]}"

    def _made(self, found: Sequence[Findable]) -> tuple[Rows, dict[str, Kept]]:
        displays: dict[str, Kept] = {}

        def documents() -> Iterator[Document]:
            for one in found:
                document, shown = one.read()
                told = json.dumps(shown._asdict(), ensure_ascii=False, separators=(",", ":"))
                path = self._display(document.reference)
                displays[path] = self.trees.put(path, compressed(told.encode()))
                yield document

        return tokens.gathered(documents()), displays

    def _facts(self, kept: Mapping[str, Kept]) -> dict[str, object]:
        search = self.site.project.settings.search
        return {
            "version": _version(kept),
            "language": self.language,
            "documents": len(self.found),
            "capacity": self.room,
            "abbreviations": [*ABBREVIATIONS, *search.abbreviations] if search else ABBREVIATIONS,
            "root": "../" * (self.folder.count("/") + 1),
        }


def _version(kept: Mapping[str, Kept]) -> str:
    """Changes whenever any file changes."""
    told = hashlib.blake2b(digest_size=6)
    for _, one in sorted(kept.items()):
        told.update(one.digest)
    return told.hexdigest()
