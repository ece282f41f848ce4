"""Hashes of twelve-word sequences, which recognise a text in another without storing it.

    python -m tests.sequences FOLDER

reads every text in a folder (`*.txt`, `*.md`) and writes the hashes of its sequences to `tests/cases/sources/`, one
file
per text. Only this needs the folder; the tests read the hashes.
"""

import hashlib
import pathlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator

LENGTH = 12
HASHES = pathlib.Path(__file__).parent / "cases" / "sources"
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case, NFC, without punctuation."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def digest(sequence: Iterable[str]) -> str:
    return hashlib.blake2b(" ".join(sequence).encode(), digest_size=8).hexdigest()


def digests(text: list[str]) -> Iterator[str]:
    """The hash of every sequence of a text, in order; none if the text is too short."""
    return (digest(text[start : start + LENGTH]) for start in range(len(text) - LENGTH + 1))


def known() -> frozenset[str]:
    """The hashes of all sources."""
    return frozenset(line for file in HASHES.glob("*.hashes") for line in file.read_text("ascii").split())


def write(folder: pathlib.Path) -> None:
    HASHES.mkdir(parents=True, exist_ok=True)
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        hashes = sorted(set(digests(words(path.read_text("utf-8")))))
        (HASHES / f"{path.stem}.hashes").write_text("".join(f"{one}\n" for one in hashes), "ascii")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
