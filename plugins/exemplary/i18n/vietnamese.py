"""The rules of the Vietnamese script: folding, tone placement, order, letters and names.

Every function accepts text in any Unicode form and returns NFC.
"""

import decimal
import functools
import re
import unicodedata
from collections.abc import Iterator

ALPHABET = tuple("AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY")
"""The 29 letters in their order; F, J, W and Z are not among them."""

OTHER = "#"
"""What `letter` returns for a word that begins with none of the 29."""

OTHER_ADDRESS = "khac"
"""What `letter_address` returns for any other letter."""

UNIT_WORDS = (
    "tỉnh",
    "thành phố",
    "đặc khu",
    "huyện",
    "quận",
    "thị xã",
    "thị trấn",
    "xã",
    "phường",
    "thôn",
    "làng",
    "ấp",
    "bản",
    "buôn",
    "khu phố",
    "tổ dân phố",
)
"""The words for the levels of places; full names of places begin with them."""

SLUG_LENGTH = 80

_TYPED = "a aw aa b c d dd e ee g h i k l m n o oo ow p q r s t u uw v x y".split()
_ADDRESSES = dict(zip(ALPHABET, _TYPED, strict=True))
_LETTERS = {address: letter for letter, address in _ADDRESSES.items()}
# Foreign letters have their Latin position, as in ICU.
_RANKS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {mark: rank for rank, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}  # huyền hỏi ngã sắc nặng
_SHAPES = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn: part of the letter
_UNMARKED = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)

_OPEN_PAIRS = re.compile(r"(?<!q)(?:(o)([àảãáạèẻẽéẹ])|(u)([ỳỷỹýỵ]))(?![^\W\d_])", re.IGNORECASE)
_WORDS_AND_GAPS = re.compile(r"\S+|\s+")
_ASCII_WORDS = re.compile(r"[a-z0-9]+")
_ASIDES = re.compile(r"\([^)]*\)")
_COUNTED = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{3})+|-?[0-9]{1,15})(?:[.,]([0-9]+))?\s*(?:%|([^\W\d_]+))\D*")
_POWERS = {"chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tr": 6, "tỉ": 9, "tỷ": 9}

SortKey = tuple[str, str, str]
"""The letters of the whole text, then its tones, then its capitals, each encoded as text that sorts in this order."""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower-case words without marks, separated by single spaces: “Đ/c Hoà” gives `d c hoa`."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    unmarked = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(_UNMARKED)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in unmarked).split())


def slug(text: str) -> str:
    """`[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters, cut between words; empty if the text has no such character."""
    joined = "-".join(_ASCII_WORDS.findall(fold(text)))
    if len(joined) <= SLUG_LENGTH:
        return joined
    whole_words, _, _ = joined[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words or joined[:SLUG_LENGTH]


def tone_placement(text: str) -> str:
    """Normalise the tone's place on an open oa, oe, uy: hoà becomes hòa, uỷ becomes ủy; quý stays."""
    return _OPEN_PAIRS.sub(_tone_on_first, nfc(text))


def sort_key(text: str) -> SortKey:
    """The order of ICU's `vi` collation after normalising tone placement: first letters, then tones, then case."""
    words = [_word_key(word) for word in _WORDS_AND_GAPS.findall(nfc(text))]
    return "".join(key[0] for key in words), "".join(key[1] for key in words), "".join(key[2] for key in words)


@functools.lru_cache(1 << 14)
def _word_key(word: str) -> SortKey:
    """The key of a word, or of the text between two words; cached, since names share few words."""
    clusters = list(_clusters(tone_placement(word)))
    ranks = "".join(chr(1 + number) for base, _ in clusters for number in _rank(base.lower()))
    tones = "".join(chr(1 + tone) for _, tone in clusters)
    return ranks, tones, "".join("1" if base.isupper() else "0" for base, _ in clusters)


def letter(word: str) -> str:
    """The letter of the alphabet that a word begins with, without its tone: “ấp” gives `Â`; otherwise `OTHER`."""
    base = next((base.upper() for base, _ in _clusters(word.strip())), OTHER)
    return base if base in _ADDRESSES else OTHER


def letter_address(letter: str) -> str:
    """A letter as typed in a URL: Đ is `dd`, Ơ is `ow`; anything outside the alphabet is `khac`."""
    return _ADDRESSES.get(nfc(letter).upper(), OTHER_ADDRESS)


def letter_at(address: str) -> str:
    """The letter of a URL segment: `dd` is Đ; empty for `khac` and for any other text."""
    return _LETTERS.get(address, "")


def digits(text: str) -> str:
    """“5 triệu đồng” as `5000000`, “96,6%” as `96.6`; empty unless the text is one number followed by a word."""
    counted = _COUNTED.fullmatch(nfc(text).strip().lower())
    if counted is None:
        return ""
    whole, fraction, word = counted.groups(default="")
    value = decimal.Decimal(f"{whole.replace('.', '')}.{fraction or 0}").scaleb(_POWERS.get(word, 0))
    return f"{value.normalize():f}"


def unit_name(name: str) -> str:
    """A place's name without its level word, as on maps and as people search for it."""
    word = unit_word(name)
    return nfc(name)[len(word) + 1 :] if word else nfc(name)


def unit_word(name: str) -> str:
    """The level word that a place's name begins with, in lower case; empty if there is none."""
    name = nfc(name).lower()
    return next((word for word in UNIT_WORDS if name.startswith(f"{word} ")), "")


def given_name(name: str) -> str:
    """The last word, ignoring text in brackets; a name without a word is returned as it is."""
    words = _ASIDES.sub(" ", nfc(name)).split()
    return words[-1] if words else nfc(name).strip()


def initials(name: str, count: int) -> str:
    """Letters for a monogram: for one, that of the given name; for more, those of the last capitalised words.

    If too few words are capitalised, the first words of the name are used: “Hũ gạo sẻ chia” gives `HG`.
    """
    if count == 1:
        return _initial(given_name(name))
    words = [word for word in re.findall(r"\w+", nfc(name)) if word[0].isalnum()]
    proper = [word for word in words if word[0].isupper() or word[0].isdigit()]
    chosen = proper[-count:] if len(proper) >= count else words[:count]
    return "".join(map(_initial, chosen))


def _tone_on_first(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    decomposed = unicodedata.normalize("NFD", second)
    return nfc(first + decomposed[1:]) + decomposed[0]


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter of the text with its shape but without its tone, and the rank of the tone, 0 for none."""
    base, tone = "", 0
    for sign in unicodedata.normalize("NFD", text):
        if base and sign in _SHAPES:
            base = nfc(base + sign)
        elif base and unicodedata.combining(sign):
            tone = _TONES.get(sign, ord(sign))
        else:
            if base:
                yield base, tone
            base, tone = sign, 0
    if base:
        yield base, tone


def _rank(sign: str) -> tuple[int, int]:
    """Spaces come first, then punctuation, digits, Latin letters, and letters of other scripts."""
    if sign in _RANKS:
        return 3, _RANKS[sign]
    if sign.isspace():
        return 0, 0
    group = 4 if sign.isalpha() else 2 if sign.isdigit() else 1
    return group, ord(sign[0])


def _initial(word: str) -> str:
    return next((base.upper() for base, _ in _clusters(word) if base.isalnum()), "")
