"""Each thing has one name: labels, templates, starters, guides and records follow labels/GLOSSARY.md."""

import pathlib
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import yaml

from exemplary.i18n import vietnamese
from tests.wording import labels, strings

ROOT = pathlib.Path(__file__).parent.parent
PACKAGE = "plugins/exemplary"
GLOSSARY = ROOT / PACKAGE / "labels" / "GLOSSARY.md"

WRITTEN = {
    "templates": (f"{PACKAGE}/render/templates/*.html", f"{PACKAGE}/hosts/theme/**/*.html"),
    "starters": (f"{PACKAGE}/starters/**/*.md", f"{PACKAGE}/starters/**/*.yml", f"{PACKAGE}/starters/**/*.txt"),
    "guides": ("exemplars/README.md",),
}
"""Files in which every word is our own, including comments."""
RECORDS = {
    "stories, themes and conferences": ("content/**/*.md",),
    "individuals": ("exemplars/individuals/**/*.md",),
    "collectives": ("exemplars/collectives/**/*.md",),
    "models": ("exemplars/models/**/*.md",),
    "registers": ("exemplars/registers/*.yml",),
}
"""Files that also repeat words of sources."""
VERBATIM = frozenset(
    "id file url ref aliases title title_en name also as printed text outlet byline section translations quotes".split()
)
"""Fields whose words are a source's, or are not shown to readers."""


class Term(NamedTuple):
    """The name of a thing in a language, and names to avoid, except in some phrases."""

    name: str
    wrong: tuple[str, ...]
    allowed: tuple[str, ...]


def _rows() -> Iterator[list[str]]:
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "Khái niệm" and set(cells[0]) != {"-"}:
            yield cells


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in cell.split(";"))))


ROWS = tuple(_rows())
TERMS = {
    "vi": tuple(Term(row[1], _several(row[2]), _several(row[5])) for row in ROWS),
    "en": tuple(Term(row[3], _several(row[4]), _several(row[5])) for row in ROWS),
}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the phrases as whole words, regardless of case; longest first."""
    found = (re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    bounded = (rf"(?<!\w){one}(?!\w)" if one[-1:].isalnum() else one for one in found)
    return re.compile("|".join(bounded), re.IGNORECASE)


def wrong_words(text: str, terms: tuple[Term, ...]) -> list[str]:
    """Names in the text that differ from the glossary's, with the words around them."""
    found = []
    for term in (one for one in terms if one.wrong):
        ours = _words(term.allowed).sub(lambda match: " " * len(match[0]), text) if term.allowed else text
        for match in _words(term.wrong).finditer(ours):
            around = text[max(0, match.start() - 30) : match.end() + 30]
            found.append(f"“{match[0]}” in “{around}”: say “{term.name}”")
    return found


def _files(patterns: tuple[str, ...]) -> list[pathlib.Path]:
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def _record_texts(path: pathlib.Path) -> Iterator[str]:
    """Our own words in a record: neither fields with a source's words, nor quotations."""
    whole = path.read_text("utf-8")
    front, story = whole, ""
    if path.suffix == ".md" and whole.startswith("---\n"):
        front, _, story = whole.removeprefix("---\n").partition("\n---\n")
    elif path.suffix == ".md":
        front, story = "", whole
    stated = yaml.load(front, yaml.BaseLoader)
    texts = [text for key, text in strings(stated or {}) if VERBATIM.isdisjoint(key.split("."))]
    texts.append("\n".join(line for line in story.splitlines() if not line.startswith(">")))
    yield from (re.sub(r"“[^”]*”", "“”", text) for text in texts)


def _said_wrongly(path: pathlib.Path) -> list[str]:
    return [wrong for text in _record_texts(path) for wrong in wrong_words(_plain(text), TERMS["vi"])]


@pytest.mark.parametrize("language", TERMS)
def test_labels_call_each_thing_by_its_name(language: str) -> None:
    found = {key: wrong_words(_plain(text), TERMS[language]) for key, text in labels(language).items()}
    assert {key: wrong for key, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("place", WRITTEN)
def test_what_we_write_calls_each_thing_by_its_name(place: str) -> None:
    files = _files(WRITTEN[place])
    assert files
    found = {path.relative_to(ROOT): wrong_words(_plain(path.read_text("utf-8")), TERMS["vi"]) for path in files}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("place", RECORDS)
def test_records_call_each_thing_by_its_name(place: str) -> None:
    found = {path.relative_to(ROOT): _said_wrongly(path) for path in _files(RECORDS[place])}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_tones_stand_on_the_first_of_two_open_vowels() -> None:
    """The tone as in hòa and ủy, not hoà and uỷ."""
    texts = {**labels("vi"), **{str(path): path.read_text("utf-8") for path in _files(WRITTEN["guides"])}}
    composed = {key: unicodedata.normalize("NFC", text) for key, text in texts.items()}
    assert [key for key, text in composed.items() if vietnamese.tone_placement(text) != text] == []


def test_the_glossary_names_what_there_is() -> None:
    patterns = tuple(pattern for patterns in (*WRITTEN.values(), *RECORDS.values()) for pattern in patterns)
    written = [path.read_text("utf-8") for path in _files(patterns)]
    everything = _plain(" ".join([*written, *labels("vi").values()])).casefold()
    names = [term.name for term in TERMS["vi"] if term.name[-1].isalnum()]
    assert [name for name in names if name.casefold() not in everything] == []


def test_each_row_of_the_glossary_is_whole_and_there_once() -> None:
    assert [row for row in ROWS if len(row) != 6 or not all(row[column] for column in (0, 1, 3))] == []
    for terms in TERMS.values():
        names = [term.name for term in terms]
        assert sorted(names) == sorted(set(names))
        assert set(names).isdisjoint(wrong for term in terms for wrong in term.wrong)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Chưa có bản ghi nào.", 1),
        ("Mỗi bản ghi âm có tên người hát.", 0),
        ("Tấm gương người tốt, việc tốt; gương điển hình", 0),
        ("Gương trên bản đồ", 1),
        ("nguồn ghi «chiều 9/5»", 2),
    ],
)
def test_another_name_would_be_seen(text: str, count: int) -> None:
    assert len(wrong_words(text, TERMS["vi"])) == count
