"""The rules of the script: golden words, properties, and the browser's Vietnamese collation for comparison."""

import itertools
import pathlib
import random
import re
import unicodedata

import hypothesis
import playwright.sync_api
import pytest
import yaml
from hypothesis import strategies

from exemplary.i18n import vietnamese

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "cases" / "vietnamese.yml").read_text("utf-8"))
FUNCTIONS = (
    "fold",
    "slug",
    "tone_placement",
    "letter",
    "letter_address",
    "letter_at",
    "unit_name",
    "given_name",
    "digits",
)

ONSETS = "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
OPEN = """a ă â e ê i o ô ơ u ư y ia ai ao au ay âu ây eo êu iu iêu oa oai oay oe oi ôi ơi ua uê uơ uôi ui uy uya
    ưa ưi ươi ươu ưu yêu oao oeo uây uyu""".split()
NASAL = """am an ang anh ăm ăn ăng âm ân âng em en eng ênh êm ên im in inh iêm iên iêng om on ong oong ôm ôn ông
    ơm ơn um un ung ưm ưng uôm uôn uông ươm ươn ương oan oang oanh oăn oăng oen uân uâng uynh uyên yêm yên""".split()
STOPPED = """ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oc op ot ôc ôp ôt ơp ơt uc up ut
    ưc ưt uôc uôt ươc ươp ươt oac oach oat oăc oăt oet uât uych uyt uyêt yêt""".split()
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def syllables() -> list[str]:
    """All syllables that the spelling rules allow, in one tone placement; some are meaningless."""
    rimes = itertools.chain(itertools.product(OPEN + NASAL, TONES), itertools.product(STOPPED, TONES[4:]))
    return sorted({toned(onset.strip("-") + rime, tone) for rime, tone in rimes for onset in ONSETS})


def toned(syllable: str, tone: str) -> str:
    """The tone on the right vowel: on one with a shape, otherwise before the last vowel of an open rime."""
    start = 2 if re.match("qu|gi[aăâeêoôơuưy]", syllable) else 0
    places = [place for place, sign in enumerate(syllable) if place >= start and sign in "aăâeêioôơuưy"]
    if not places:
        return unicodedata.normalize("NFC", syllable + tone)
    shaped = [place for place in places if syllable[place] in "ăâêôơư"]
    closed = places[-1] < len(syllable) - 1
    place = shaped[-1] if shaped else places[-1] if closed or len(places) == 1 else places[-2]
    return unicodedata.normalize("NFC", syllable[: place + 1] + tone + syllable[place + 1 :])


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in FUNCTIONS for text in CASES[name]])
def test_golden(name: str, text: str) -> None:
    expected = CASES[name][text]
    assert getattr(vietnamese, name)(text) == expected
    assert getattr(vietnamese, name)(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize("words", CASES["sorted"], ids=str)
def test_order(words: list[str]) -> None:
    mixed = words[::-1]
    assert sorted(mixed, key=vietnamese.sort_key) == words


@pytest.mark.parametrize("case", CASES["initials"], ids=str)
def test_initials(case: dict) -> None:
    assert vietnamese.initials(case["name"], case["count"]) == case["gives"]


def test_long_slug_is_cut_between_words() -> None:
    cut = vietnamese.slug("một hai ba " * 12)
    assert len(cut) <= 80
    assert cut.endswith(("-mot", "-hai", "-ba"))
    assert vietnamese.slug("a" * 79 + " b") == "a" * 79
    assert vietnamese.slug("a" * 78 + " b") == "a" * 78 + "-b"
    assert vietnamese.slug("a" * 100) == "a" * 80


@hypothesis.given(strategies.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = vietnamese.fold(text)
    assert vietnamese.fold(folded) == folded
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", vietnamese.slug(text))
    assert len(vietnamese.slug(text)) <= 80


@hypothesis.given(strategies.text(alphabet="qQuUyýỳỷoOaàáeẹhtn ") | strategies.text())
def test_tone_placement_moves_only_marks(text: str) -> None:
    placed = vietnamese.tone_placement(text)
    assert vietnamese.tone_placement(placed) == placed
    assert vietnamese.fold(placed) == vietnamese.fold(text)


def test_both_tone_placements_sort_together() -> None:
    assert vietnamese.sort_key("hoà thuỷ") == vietnamese.sort_key("hòa thủy")
    assert vietnamese.sort_key("quý") != vietnamese.sort_key("qúy")


def test_every_letter_has_an_address_of_its_own() -> None:
    addresses = [vietnamese.letter_address(letter) for letter in vietnamese.ALPHABET]
    assert len(set(addresses)) == len(addresses) == 29
    assert all(vietnamese.letter(letter.lower()) == letter for letter in vietnamese.ALPHABET)


def test_order_agrees_with_the_browser(tab: playwright.sync_api.Page) -> None:
    words = syllables()
    assert len(words) > 15_000
    assert [word for word in words if vietnamese.tone_placement(word) != word] == []
    shuffle = random.Random(29)
    names = [" ".join(shuffle.choices(words, k=3)).title() for _ in range(3_000)]
    near = [" ".join(pair) for pair in itertools.product(shuffle.sample(words, 60), repeat=2)]
    foreign = [f"{first}{second}" for first in "fjwzFJWZ19" for second in ("", "a", "ă", "á", " b", "-b", "z")]
    ours = sorted({*words, *names, *near, *foreign}, key=vietnamese.sort_key)
    wrong = tab.evaluate(
        """words => {
            const collator = new Intl.Collator('vi');
            return words.slice(1).map((word, place) => [words[place], word])
                .filter(([before, after]) => collator.compare(before, after) > 0);
        }""",
        ours,
    )
    assert tab.evaluate("Intl.Collator.supportedLocalesOf(['vi'])") == ["vi"]
    assert wrong == []
