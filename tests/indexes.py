"""Small indexes as files, and the scripts that read them, for browser tests of the search."""

import pathlib
from collections.abc import Mapping, Sequence

from exemplary.render.assets import assets
from exemplary.search import displays, files, manifest, tokens
from exemplary.search.abbreviations import ABBREVIATIONS
from exemplary.search.documents import Document, capacity, numbered


def document(name: str, text: str | Sequence[str]) -> Document:
    title, *paragraphs = [text] if isinstance(text, str) else text
    return Document(name, (title,), tuple(paragraphs))


def contents(documents: Sequence[Document], shown: Mapping[str, object] | None = None) -> dict[str, bytes]:
    """The files of an index of these documents, by name; `shown` is shown for each in addition to title and text."""
    room = capacity(len(documents))
    numbers = numbered((one.reference for one in documents), room)
    corpus = tokens.Corpus(tokens.gathered(documents), numbers)
    made = files.files(corpus, room)
    facts: dict[str, object] = {"version": "1", "language": "vi", "documents": len(documents), "capacity": room}
    facts |= {"block": displays.BLOCK, "abbreviations": ABBREVIATIONS, "root": "../" * 4}
    plain = {"href": "", "deed": "", **(shown or {})}
    told = {
        one.reference: {"ref": one.reference, "title": one.titles[0], "text": one.paragraphs, **plain}
        for one in documents
    }
    sample = displays.sample(told[one] for one in displays.sampled(numbers))
    written = {"index": manifest.manifest(facts, corpus.folded, made, sample)}
    written |= {one.name: one.content for one in made.all if one.content is not None}
    for block, those in displays.blocks(numbers).items():
        written[f"d-{block}"] = displays.display({number: told[reference] for number, reference in those}, sample)
    return written


def write(documents: Sequence[Document], folder: pathlib.Path) -> Mapping[str, int]:
    """Write an index of these documents; return the number of each by reference."""
    folder.mkdir(parents=True)
    for name, content in contents(documents).items():
        (folder / name).write_bytes(content)
    return numbered((one.reference for one in documents), capacity(len(documents)))


def lay_scripts(folder: pathlib.Path, *names: str) -> None:
    """Scripts as a site publishes them, under their plain names; and an empty page."""
    addresses, found = assets()
    contents = {one.path: one.content for one in found}
    for name in names or ("search-index.js",):
        (folder / name).write_bytes(contents[addresses[f"js/{name}"]])
    (folder / "index.html").write_text("<!doctype html><title>.</title>", "utf-8")
