"""The search engine in a real browser, on small indexes; its words must equal those of the indexer."""

import pathlib
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from exemplary.search import frequent, layouts
from exemplary.search.files import compressed
from exemplary.search.words import neighbour, words
from tests.indexes import document, lay_scripts, write

CASES = pathlib.Path(__file__).parent / "cases" / "search"
WORDS = yaml.safe_load((CASES / "words.yml").read_text("utf-8"))
SYLLABLES = "hoà hóa hoa nguyễn nguyên thị minh đất dất 98 2023 nđ cp quý quí lý lí K'Đăm ubnd".split()

ASK = """async ([folder, query, limit]) => {
    const { openIndex, search, display, reordered, marks, piece } = await import("/search-index.js");
    window.asked ??= [];
    const noted = (...asking) => (window.asked.push(asking[0]), fetch(...asking));
    const index = await openIndex(folder, noted);
    const answer = await search(index, query, { limit }), { total, hits, ranked, unknown, suggestion, words } = answer;
    const told = await display(index, hits.slice(0, 40).map(({ number }) => number));
    const shown = [...reordered(told.slice(0, 10), answer), ...told.slice(10)];
    const bare = (pieces) => pieces.map(({ text, found }) => (found ? `[${text}]` : text)).join("");
    return { total, unknown, suggestion, ranked: [...ranked], scores: hits.map(({ score }) => score),
        refs: shown.map(({ ref }) => ref), titles: shown.map(({ title }) => bare(marks(title, words))),
        pieces: shown.map(({ text }) => bare(piece(text, words))), asked: window.asked.splice(0) };
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("engine")
    lay_scripts(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, serve: Callable[[pathlib.Path], str], root: pathlib.Path) -> Iterator[Page]:
    tab = browser.new_page()
    tab.goto(serve(root))
    yield tab
    tab.close()


def ask(page: Page, folder: str, query: str, limit: int = 1000) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ASK, [f"/{folder}/", query, limit])
    return answer


# Words


@pytest.mark.parametrize("text", WORDS)
def test_words(text: str) -> None:
    assert [[folded, code] for folded, code, _ in words(text)] == WORDS[text]


def test_words_in_the_browser(page: Page) -> None:
    script = """async texts => {
        const { words } = await import("/search-index.js");
        return texts.map((text) => words(text).map(({ folded, code, position }) => [folded, code, position]));
    }"""
    for text, found in zip(WORDS, page.evaluate(script, list(WORDS)), strict=True):
        assert [tuple(one) for one in found] == words(text), text


def test_words_report_their_place_in_the_text(page: Page) -> None:
    script = """async text => {
        const { words } = await import("/search-index.js");
        return words(text).map(({ start, end }) => text.normalize("NFC").slice(start, end));
    }"""
    text = "Ho\u0300a «K'Đăm», COVID-19; covid19 – Ka' Tuyền"
    expected = ["Hòa", "K", "Đăm", "COVID", "19", "covid", "19", "Ka", "Tuyền", "K'Đăm", "Ka' Tuyền"]
    assert page.evaluate(script, text) == expected


def test_the_second_word_of_a_pair(page: Page) -> None:
    texts = ["", "a", "nguyen", "эльбрус", "2023"]
    script = "async texts => { const { neighbour } = await import('/search-index.js'); return texts.map(neighbour); }"
    assert page.evaluate(script, texts) == [neighbour(one) for one in texts]


@pytest.mark.parametrize(
    ("keys", "text"),
    {
        "nguyeenx": "nguyễn", "ddaatj": "đật", "hoocj": "hộc", "hocj": "học", "dduwowngf": "đường", "duongwf": "dường",
        "tieens": "tiến", "tieesn": "tiến", "hoaf": "hòa", "thuyr": "thủy", "quys": "quý", "toans": "toán",
        "giaf": "già", "muaf": "mùa", "khuyeens": "khuyến", "uowcs": "ước", "binhf": "bình",
        "hoa": "", "hòa": "", "b2f": "",
    }.items(),
)  # fmt: skip
def test_raw_telex(page: Page, keys: str, text: str) -> None:
    script = "async keys => { const { telex } = await import('/search-index.js'); return telex(keys); }"
    assert page.evaluate(script, keys) == text


# Results


def sentence(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(SYLLABLES, k=chance.randint(1, most)))


def plain(text: str) -> list[str]:
    return [folded for at, (folded, _, position) in enumerate(words(text)) if position == at]


def holds(paragraphs: Sequence[Sequence[str]], phrase: Sequence[str]) -> bool:
    return any(
        list(phrase) == paragraph[at : at + len(phrase)] for paragraph in paragraphs for at in range(len(paragraph))
    )


@pytest.mark.parametrize("many", [20, frequent.FREQUENT])
def test_all_that_have_the_words_or_the_phrase_are_found_and_no_other(
    page: Page, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(frequent, "FREQUENT", many)
    chance, folder = random.Random(5), f"random-{many}"
    given = [
        document(f"individuals/n{at}", [sentence(chance, 7) for _ in range(chance.randint(2, 6))]) for at in range(300)
    ]
    numbers = write(given, root / folder)
    kinds = {one.name[0] for one in (root / folder).iterdir()}
    assert kinds == set("iwpd" if many > len(given) else "iwpdvrqno"), "what is frequent is in files of its own"
    told = {numbers[one.reference]: [plain(text) for text in (*one.titles, *one.paragraphs)] for one in given}
    for _ in range(40):
        query = " ".join(chance.choices([one for one in SYLLABLES if one[0] not in "Ku92"], k=chance.randint(1, 4)))
        asked = plain(query)
        every = {at for at, texts in told.items() if set(asked) <= {one for text in texts for one in text}}
        assert set(ask(page, folder, f"{query} ", 0)["ranked"]) == every, query
    for _ in range(60):
        said = chance.choice([text for texts in told.values() for text in texts if len(text) > 1])
        begin = chance.randrange(len(said) - 1)
        phrase = said[begin : begin + chance.randint(2, 6)]
        there = {at for at, texts in told.items() if holds(texts, phrase)}
        assert set(ask(page, folder, f'"{" ".join(phrase)}"', 0)["ranked"]) == there, phrase


def test_only_useful_files_of_frequent_words_are_requested(
    page: Page, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "FREQUENT", 8)
    spelled = ("cộng đồng", "công đồng", "cọng đòng", "cộng dong")
    texts = [document(f"individuals/n{at}", [f"Người {at}", f"Vì {spelled[at % 4]} dân cư"]) for at in range(40)]
    write(texts, root / "frequent")

    def asked(query: str) -> tuple[set[int], set[str]]:
        """The spellings of the first ten, and the kinds of the files loaded, except those for display."""
        answer = ask(page, "frequent", query)
        assert answer["total"] == 40
        names = {one.rpartition("/")[2] for one in answer["asked"]}
        return {int(one[13:]) % 4 for one in answer["refs"][:10]}, {one[0] for one in names} - {"d", "i"}

    assert asked("cộng ") == ({0, 3}, {"w", "v"})
    assert asked("cong ")[1] == {"w"}
    assert asked("cộng đồng ")[0] == {0}
    assert asked('"cộng đồng"')[0] == {0} and asked('"cộng đồng"')[1] <= {"w", "r"}
    assert asked('"cộng đồng dân"') == ({0}, {"r", "n"})
    assert asked('"vì cộng đồng dân"') == ({0}, {"r", "o"})
    assert asked('"vì cộng đồng dân cư"') == ({0}, {"r", "q"})
    assert asked("cộng đồng dân cư ")[0] == {0}, "some are taken for what is typed, and those of the rarest are not"


def test_a_phrase_is_in_one_place_even_if_its_words_are_frequent(
    page: Page, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "FREQUENT", 8)
    texts = ["Vì cộng đồng làng bản. Bảo vệ cộng đồng dân cư.", "Vì cộng đồng dân cư.", "Giữ cộng đồng dân cư."]
    write([document(f"individuals/n{at}", [f"Người {at}", texts[at % 3]]) for at in range(60)], root / "one-place")
    assert {int(one[13:]) % 3 for one in ask(page, "one-place", '"vì cộng đồng dân"')["refs"]} == {1}
    assert ask(page, "one-place", '"vì cộng đồng dân"')["total"] == 20
    assert ask(page, "one-place", '"cộng đồng dân"')["total"] == 60


def test_a_frequent_pair_may_be_followed_by_hundreds_of_words(
    page: Page, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "FREQUENT", 500)
    rare = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in "aeiou" for c in ("", "n", "t", "m", "p", "ch")]
    texts = [f"Bằng khen {one}" for one in rare] + ["Bằng khen tỉnh Mẫu"] * 1500
    write([document(f"individuals/n{at}", ["Người", text]) for at, text in enumerate(texts)], root / "followed")
    for at in (0, 17, 255, 256, 299):
        assert ask(page, "followed", f'"bằng khen {rare[at]}"')["refs"] == [f"individuals/n{at}"]
    answer = ask(page, "followed", '"bằng khen tỉnh"', 1)
    assert answer["total"] == 1500 and any("/n-bang-" in one for one in answer["asked"])


def test_a_last_word_with_y_finds_itself_and_its_completions(
    page: Page, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“kỹ” is folded to ki, but its completions begin with ky: in a large vocabulary these are in different files."""
    monkeypatch.setattr(layouts, "WORDS_SIZE", (100, 200))
    others = [f"k{a}{b}{c}" for a in "eiouy" for b in "aeou" for c in ("", "n", "ng", "t", "m", "p", "nh", "ch", "c")]
    said = [*(f"Việc {one} {one}m" for one in others), *["Có kỹ năng"] * 30, *["Nguyên Kỳ kyanh"] * 3]
    write([document(f"individuals/n{at}", ["Người", text]) for at, text in enumerate(said)], root / "with-y")
    answer = ask(page, "with-y", "kỹ")
    assert len({one for one in answer["asked"] if "/w-" in one}) >= 2
    assert {f"individuals/n{at}" for at in range(len(others), len(said))} <= set(answer["refs"])
    assert set(answer["refs"][:30]) == {f"individuals/n{at}" for at in range(len(others), len(others) + 30)}
    assert ask(page, "with-y", "có kỹ")["total"] == 30


def test_few_files_are_requested(page: Page, root: pathlib.Path) -> None:
    chance = random.Random(6)
    syllables = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in ("a", "ê", "ươ", "o") for c in ("", "n", "ng", "t", "m")]
    texts = [[" ".join(chance.choices(syllables, k=40)) for _ in range(8)] for _ in range(200)]
    write([document(f"n{at}", text) for at, text in enumerate(texts)], root / "many")
    for text in texts[:12]:
        said = text[1].split()
        whole = " ".join(said[:8])
        quoted = f"{whole} số 98/2023/NĐ-CP {said[9]}", f"1234/QĐ-UBND {whole}", "98/2023/nd-cp"
        plain = whole, f'"{" ".join(said[:4])}"', " ".join(said[:3])[:-1], said[0], said[0][0]
        for query in (*plain, *quoted):
            answer = ask(page, "many", query)
            ids = [one for one in answer["asked"] if "/d-" not in one]
            assert len(ids) <= 7 and len(set(answer["asked"])) == len(answer["asked"]), (query, ids)


def test_equal_hits_are_shown_by_few_files_and_better_ones_still_come_first(page: Page, root: pathlib.Path) -> None:
    best = document("best", "Mẫu")
    write([best, *(document(f"n{at}", ["Người", "Theo mẫu."]) for at in range(400))], root / "alike")
    answer = ask(page, "alike", "mẫu ", limit=10)
    assert answer["refs"][0] == "best" and len(set(answer["refs"])) == 10
    assert len([one for one in answer["asked"] if "/d-" in one]) <= 3
    ranked = ask(page, "alike", "mẫu ")["ranked"]
    assert len(ranked) == len(set(ranked)) == 401


# Aborted and broken requests


def test_requests_no_longer_needed_are_aborted_and_others_continue(page: Page, root: pathlib.Path) -> None:
    write([document("one", ["Nguyễn Văn An", "Việc tốt."]), document("two", "Trần Bình")], root / "given-up")
    found = page.evaluate(
        """async () => {
            const { openIndex, search } = await import("/search-index.js");
            const given = [], asked = [];
            const slow = async (address, { signal } = {}) => {
                asked.push(address);
                signal?.addEventListener("abort", () => given.push(address));
                if (!address.endsWith("index")) await new Promise((done) => setTimeout(done, 50));
                return fetch(address, { signal });
            };
            const index = await openIndex("/given-up/", slow);
            const first = new AbortController(), second = new AbortController();
            const gone = search(index, "nguyen ", { signal: first.signal }).then(() => "came", (error) => error.name);
            const kept = search(index, "nguyen ", { signal: second.signal });
            first.abort();
            const told = [await gone, (await kept).total, given.length, asked.length];
            const third = new AbortController();
            const alone = search(index, "nguyen van ", { signal: third.signal }).catch((error) => error.name);
            third.abort();
            const more = asked.length - told[3];
            const again = await search(index, "nguyen van ");
            return [...told, await alone, more, given.length, again.total];
        }"""
    )
    assert found[:4] == ["AbortError", 1, 0, 2]
    assert found[4] == "AbortError" and found[5] == found[6] and found[7] == 1


def test_an_index_of_another_format_is_refused(page: Page, root: pathlib.Path) -> None:
    folder = root / "future"
    folder.mkdir()
    (folder / "index").write_bytes(compressed(b'{"format":9}' + b"\n" * 13))
    with pytest.raises(Exception, match="format 9"):
        ask(page, "future", "a")


# Marking


def test_marks_are_placed_in_the_original_text(page: Page, root: pathlib.Path) -> None:
    story = (
        "Năm 2020, chị đã hiến đất. " * 12 + "Bà Hoà ở bản Hoa cùng chị Hòa hiến máu, K'Đăm giúp. " + "Việc khác. " * 30
    )
    write([document("one", ["Ho\u0300a và “Hoa”", "Mở đầu.", story])], root / "marks")
    answer = ask(page, "marks", "hoa mau kda")
    assert answer["titles"] == ["[Hòa] và “[Hoa]”"]
    (piece,) = answer["pieces"]
    assert "Bà [Hoà] ở bản [Hoa] cùng chị [Hòa] hiến [máu], [K'Đăm] giúp." in piece
    assert piece.startswith("… ") and piece.endswith(" …") and 120 < len(piece) < 230
    (phrase,) = ask(page, "marks", '"chị hòa"')["pieces"]
    assert "cùng [chị Hòa] hiến" in phrase and "[Hoà]" not in phrase
    assert ask(page, "marks", "mo dau")["pieces"] == ["[Mở] [đầu]."]
