"""The site uses its own words: no sentence of a record repeats twelve or more words of a source.

The sources themselves are not here, only the hashes of their sequences (`tests/sequences.py`). Quotations, values
stated
as printed, and titles of sources are verbatim on purpose. Names and titles are not counted: `allowed.yml`.
"""

import itertools
import operator
import pathlib
import re
from collections.abc import Iterator

import pytest
import yaml

from tests import sequences, sites

VERBATIM = {"quotes", "printed", "url", "file", "id"}
ALLOWED = yaml.safe_load((sequences.HASHES / "allowed.yml").read_text("utf-8"))
NAMES = sorted((sequences.words(name) for group in ALLOWED.values() for name in group), key=len, reverse=True)
LINK = re.compile(r"\[\[[^\]|]*\|?([^\]]*)\]\]")
SENTENCE_END = re.compile(r"(?<=[.!?…;:])\s+|\n\n+")


def texts(value: object, *, verbatim: set[str]) -> Iterator[str]:
    """Every text in a record's fields that editors wrote themselves."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in verbatim:
                yield from texts(part, verbatim=verbatim)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, verbatim=verbatim)


def fields_and_story(path: pathlib.Path) -> tuple[object, str]:
    text = path.read_text("utf-8")
    if path.suffix == ".yml":
        return yaml.safe_load(text), ""
    _, head, story = text.split("---\n", 2)
    return yaml.safe_load(head), story


def sentences(path: pathlib.Path) -> Iterator[str]:
    fields, story = fields_and_story(path)
    verbatim = VERBATIM | {"title"} if path.stem == "sources" else VERBATIM
    for text in (*texts(fields, verbatim=verbatim), story):
        yield from SENTENCE_END.split(LINK.sub(r"\1", text).strip())


def counted(words: list[str]) -> list[bool]:
    """For each word of a sentence, whether it is outside all allowed names."""
    counts = [True] * len(words)
    for name in NAMES:
        for start in range(len(words) - len(name) + 1):
            if words[start : start + len(name)] == name:
                counts[start : start + len(name)] = [False] * len(name)
    return counts


def runs(known: list[bool]) -> Iterator[slice]:
    """The ranges of words covered by adjacent sequences of a source."""
    for is_known, group in itertools.groupby(enumerate(known), key=operator.itemgetter(1)):
        positions = [position for position, _ in group]
        if is_known:
            yield slice(positions[0], positions[-1] + sequences.LENGTH)


def repeated(sentence: str, known: frozenset[str]) -> str:
    """What a sentence repeats from a source, if it is twelve words or more, not counting names; otherwise empty."""
    words = sequences.words(sentence)
    found = runs([one in known for one in sequences.digests(words)])
    counts = counted(words)
    return next((" ".join(words[run]) for run in found if sum(counts[run]) >= sequences.LENGTH), "")


def records() -> list[pathlib.Path]:
    folders = (sites.ROOT / "content", sites.ROOT / "exemplars")
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".md", ".yml"))
    return sorted(path for path in found if path.name != "README.md")


def test_no_sentence_of_a_record_repeats_a_source() -> None:
    known = sequences.known()
    found = [
        f"{path.relative_to(sites.ROOT)}: “{sentence}” repeats “{words}”"
        for path in records()
        for sentence in sentences(path)
        if (words := repeated(sentence, known))
    ]
    assert found == [], "\n".join(found)


def test_every_source_has_its_sequences() -> None:
    files = {path.stem: len(path.read_text("ascii").split()) for path in sequences.HASHES.glob("*.hashes")}
    assert sorted(files) == ["bac-giang", "chu-puh", "dang-uy-khoi", "dong-nai", "further-sources", "tien-giang"]
    assert min(files.values()) > 800


TEXT = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"Bài viết: {TEXT.upper()}.", "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"),
        (
            "Một, hai, ba — bốn; năm “sáu” bảy tám chín mười mười một",
            "một hai ba bốn năm sáu bảy tám chín mười mười một",
        ),
        ("hai ba bốn năm sáu bảy tám chín mười mười một", ""),
        ("một hai ba bốn năm sáu khác bảy tám chín mười mười một mười hai", ""),
    ],
)
def test_a_repetition_is_seen_whatever_its_case_and_punctuation(sentence: str, expected: str) -> None:
    assert repeated(sentence, frozenset(sequences.digests(sequences.words(TEXT)))) == expected


def test_the_words_of_a_name_are_not_counted() -> None:
    text = "thành tích xuất sắc trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    assert repeated(text, frozenset(sequences.digests(sequences.words(text)))) == ""


def test_every_allowed_name_is_in_a_record() -> None:
    texts_of_all = [" ".join(sequences.words(sentence)) for path in records() for sentence in sentences(path)]
    unused = [" ".join(name) for name in NAMES if not any(" ".join(name) in text for text in texts_of_all)]
    assert unused == []
