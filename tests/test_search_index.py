"""The search index: its files contain what its documents say, and a change stays local."""

import collections
import itertools
import pathlib
import zlib
from collections.abc import Iterable, Mapping, Sequence

import hypothesis
import pytest
from hypothesis import strategies

from exemplary.search import displays, files, frequent, postings, tokens
from exemplary.search.documents import Document, capacity, numbered
from exemplary.search.words import spellings, words
from tests import indexes
from tests.index_reader import Posting, Reader, key

SYLLABLES = "hoà hòa hoa nguyễn nguyên thị minh đ d 98 2023 nđ cp K'Đăm Ka' Tuyền quý quí lý lí".split()
TEXTS = strategies.lists(strategies.sampled_from(SYLLABLES), max_size=12).map(" ".join)
DOCUMENTS = strategies.lists(
    strategies.tuples(TEXTS, strategies.lists(TEXTS, max_size=4)), min_size=1, max_size=12
).map(lambda given: [Document(f"individuals/n{number}", (one[0],), tuple(one[1])) for number, one in enumerate(given)])


def written(documents: Sequence[Document], folder: pathlib.Path) -> Reader:
    """The index of some documents, as files."""
    indexes.write(documents, folder / "index")
    return Reader(folder / "index")


def told(documents: Iterable[Document], room: int) -> tuple[Mapping[str, set[object]], Mapping[object, list[object]]]:
    """What the documents say, computed in the simplest way: postings of words, postings of pairs."""
    given = list(documents)
    numbers = numbered((one.reference for one in given), room)
    singles: dict[str, set[object]] = collections.defaultdict(set)
    couples: dict[object, list[object]] = collections.defaultdict(list)
    for document in given:
        number, times = numbers[document.reference], collections.Counter[tuple[str, int]]()
        titles = dict[tuple[str, int], int]()
        for text in document.titles:
            found = words(text)
            for at, (folded, code, position) in enumerate(found):
                length = len(spellings(text)) if at == position and at < len(spellings(text)) else 1
                titles[folded, code] = min(length, titles.get((folded, code), length))
        for text in (*document.titles, *document.paragraphs):
            found = words(text)
            plain = [one for at, one in enumerate(found) if one[2] == at]
            for (first, code, position), (second, other, _) in itertools.pairwise(plain):
                mark = tokens.neighbour(plain[0][0]) % 8
                couples[first, second].append((code, other, number, position % 64 * 8 + mark))
            times.update((folded, code) for folded, code, _ in found)
        for (folded, code), count in times.items():
            level = 4 * titles[folded, code] if (folded, code) in titles else 1 if count > 1 else 2
            singles[folded].add((level, code, number))
    return singles, {pair: sorted(those, key=str) for pair, those in couples.items()}


def apart(postings: Iterable[object], many: int) -> set[int]:
    """The frequent spellings of a frequent word; none of any other word."""
    text = [(code, number) for level, code, number in postings if level < 3]  # type: ignore[misc]
    spelled = collections.Counter(code for code, _ in text)
    return (
        {code for code in spelled if 4 * spelled[code] > many} if len({number for _, number in text}) > many else set()
    )


def followers(documents: Sequence[Document], start: str, count: int) -> set[tuple[int, ...]]:
    """(document, hashes of the next `count` words) for a pair; -1 if there is no next word."""
    numbers = numbered((one.reference for one in documents), capacity(len(documents)))
    found = set[tuple[int, ...]]()
    for document in documents:
        for text in (*document.titles, *document.paragraphs):
            plain = [folded for at, (folded, _, position) in enumerate(words(text)) if position == at]
            for at, (first, second) in enumerate(itertools.pairwise(plain)):
                if (first, tokens.neighbour(second)) == key(start):
                    behind = [tokens.neighbour(one) for one in plain[at + 2 : at + 2 + count]]
                    found.add((numbers[document.reference], *behind, *[-1] * (count - len(behind))))
    return found


def rows(found: Iterable[Posting]) -> list[tuple[int, ...]]:
    return [(one.level, *one.codes, number) for one in found for number in one.documents]


@pytest.mark.parametrize("many", [2, 5, frequent.FREQUENT])
@hypothesis.settings(deadline=None)
@hypothesis.given(documents=DOCUMENTS)
def test_every_word_and_every_pair_is_found_in_its_documents_and_nowhere_else(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document], many: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequent, "FREQUENT", many)
        patch.setattr(postings, "SHARE", 8)
        patch.setattr(tokens, "AT_ONCE", 20)
        reader = written(documents, tmp_path_factory.mktemp("index"))
    singles, couples = told(documents, capacity(len(documents)))
    for folded, own in singles.items():
        found, often = rows(reader.word(folded)), apart(own, many)
        expected = {(2 if one[0] == 1 and one[1] in often else one[0], *one[1:]) for one in own}  # type: ignore[index]
        assert sorted(found) == sorted(expected, key=lambda one: one)  # type: ignore[arg-type, return-value]
        assert found == sorted(found), "lists are in the order of (level, code), documents rise"
    for (first, second), expected_rows in couples.items():  # type: ignore[misc]
        lists = reader.pair(first, second)
        there = [(*one.codes, *both) for one in lists for both in zip(one.documents, one.places, strict=True)]
        assert sorted(there, key=str) == expected_rows
    assert set(reader.spellings) == {f"{folded},{code}" for folded, own in singles.items() for code in apart(own, many)}
    known = {pair for pair, own in couples.items() if len({(*one[:3],) for one in own}) > many}  # type: ignore[misc]
    assert {first for first, _ in known} == {one.partition(",")[0] for one in reader.frequent}
    assert len(known) == len(reader.frequent)
    assert set(reader.beyond) <= set(reader.followed) <= set(reader.frequent)
    for count, starts in ((1, reader.followed), (2, reader.beyond)):
        assert all(reader.followers(start, count) == followers(documents, start, count) for start in starts)
    assert reader.word("khongco") == []
    assert set(reader.vocabulary) == {word for word in singles if not word.isdigit()}


@hypothesis.settings(deadline=None)
@hypothesis.given(documents=DOCUMENTS)
def test_every_document_is_shown_by_one_file(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> None:
    reader = written(documents, tmp_path_factory.mktemp("index"))
    numbers = numbered((one.reference for one in documents), capacity(len(documents)))
    for one in documents:
        shown = reader.document(numbers[one.reference])
        assert (shown["ref"], shown["title"], shown["text"]) == (one.reference, one.titles[0], list(one.paragraphs))
    assert sum(len(reader.shown(block)) for block in reader.blocks) == len(documents)


@pytest.mark.parametrize("sample", ["", "một", "phần chung " * 4_000], ids=len)
def test_a_file_is_the_rest_of_a_stream_whatever_the_sample(sample: str) -> None:
    before, content = sample.encode(), "một phần chung".encode()
    size = len(before).to_bytes(2, "little")
    begin = b"\x78\xda\x00" + size + bytes(255 - byte for byte in size) + before
    assert zlib.decompress(begin + displays.continued(content, sample)) == before + content


def test_the_files_that_show_results_are_far_fewer_than_documents(tmp_path: pathlib.Path) -> None:
    documents = [Document(f"individuals/n{number}", (f"Lê {number}",), ("Việc tốt.",)) for number in range(1000)]
    reader = written(documents, tmp_path)
    assert 1000 / 4.5 < len(reader.blocks) < 1000 / 3


@hypothesis.given(strategies.sets(strategies.text("abcdefgh", min_size=1), min_size=2, max_size=60))
def test_the_number_of_a_document_does_not_depend_on_the_order_of_the_others(references: set[str]) -> None:
    room = capacity(len(references))
    assert numbered(sorted(references), room) == numbered(sorted(references, reverse=True), room)
    assert sorted(numbered(references, room).values()) == sorted(set(numbered(references, room).values()))


def test_an_added_document_moves_few_others() -> None:
    references = [f"individuals/nguoi-{number}" for number in range(1000)]
    before = numbered(references, 2048)
    after = numbered([*references, "individuals/moi"], 2048)
    assert sum(after[one] != before[one] for one in references) <= 5


@pytest.mark.parametrize("many", [2, frequent.FREQUENT])
@hypothesis.settings(deadline=None)
@hypothesis.given(documents=DOCUMENTS, data=strategies.data())
def test_cached_rows_and_new_rows_give_the_same_files(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document], data: strategies.DataObject, many: int
) -> None:
    changed = set(data.draw(strategies.lists(strategies.sampled_from(documents))))
    before = [one._replace(paragraphs=("khác hẳn",)) if one in changed else one for one in documents]
    kept = tokens.gathered(before).without({one.reference for one in changed})
    rows = tokens.merged([kept, tokens.gathered(one for one in documents if one in changed)])
    numbers = numbered((one.reference for one in documents), capacity(len(documents)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequent, "FREQUENT", many)
        room, reader = capacity(len(documents)), written(documents, tmp_path_factory.mktemp("anew"))
        made = {one.name: one.content for one in files.files(tokens.Corpus(rows, numbers), room).all}
    assert {name: (reader.folder / name).read_bytes() for name in made} == made
