"""Text -> words as they are looked up, each with the code of its marks, by the rules of FORMAT.md."""

import functools
import re
import unicodedata
from typing import NamedTuple

from exemplary.i18n import vietnamese

LONGEST = 40
"""The maximum number of characters of a word; the rest is cut."""
HASH_BITS = 22
"""Bits of the hash of a pair's second word."""

_WORDS = re.compile(r"[^\W\d_]+|\d+")
_JOINED = re.compile(r"(?<![^\W_])([^\W\d_]{1,3})['’‘ʼ] ?([^\W\d_]+)")
_TONES = {"\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_SHAPES = {"\u0302": 1, "\u0306": 2, "\u031b": 3}
_BARRED = "đðɖ"  # old keyboards type these for đ; their capitals look the same
_ZEROS = re.compile(r"0*(?=\d)")
_ON_THE_SECOND = 3  # hoà, not hòa: coded as a horn, which the second vowel of such a word cannot have
_Y_FOR_I = re.compile(r"(?:[hklmstv]|(qu))y")


class Word(NamedTuple):
    """`folded` is what a word is looked up by; `code`, 0 to 191, distinguishes spellings that fold alike."""

    folded: str
    code: int


def spellings(text: str) -> list[str]:
    """The words of a text in order, in lower case, with marks."""
    return _WORDS.findall(unicodedata.normalize("NFC", text).lower())


def joined(text: str) -> list[tuple[int, str]]:
    """(position of the first part, spelling) of names with an apostrophe, written as one word: K'Đăm, Ka' Tuyền."""
    if not _APOSTROPHE.search(text):
        return []
    plain = unicodedata.normalize("NFC", text).lower()
    return [(len(_WORDS.findall(plain, 0, one.start())), one[1] + one[2]) for one in _JOINED.finditer(plain)]


_APOSTROPHE = re.compile("['’‘ʼ]")


@functools.lru_cache(1 << 16)
def word(spelling: str) -> Word:
    """A lower-case spelling in NFC, folded."""
    if (zeros := _ZEROS.match(spelling[:LONGEST])) and zeros[0]:
        return Word(spelling[zeros.end() : LONGEST], zeros.end())
    tone, barred = 0, False
    shapes: list[int] = []
    letters: list[str] = []
    placed = vietnamese.tone_placement(spelling[:LONGEST])
    for sign in unicodedata.normalize("NFD", placed):
        if sign in _TONES:
            tone = _TONES[sign]
        elif sign in _SHAPES:
            shapes[-1:] = [_SHAPES[sign]]
        elif not unicodedata.combining(sign):
            barred |= sign in _BARRED
            shapes += [0] * (sign in "aeou")
            letters.append("d" if sign in _BARRED else sign)
    first, second = (*shapes, 0, 0)[:2]
    folded, base = "".join(letters), (barred * 6 + tone) * 16
    if y := _Y_FOR_I.fullmatch(folded):
        return Word(f"{folded[:-1]}i", base + (first if y[1] else 1) * 4 + 1)
    if placed != spelling[:LONGEST] and not second:
        second = _ON_THE_SECOND
    return Word(folded, base + first * 4 + second)


def words(text: str) -> list[tuple[str, int, int]]:
    """(folded, code, position) of every word of a paragraph, joined ones last."""
    found = [(*word(one), position) for position, one in enumerate(spellings(text))]
    return found + [(*word(one), position) for position, one in joined(text)]


def fnv(text: str) -> int:
    """The 32-bit FNV-1a hash of a text's UTF-8."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def neighbour(folded: str) -> int:
    """The hash of a word as the second of a pair."""
    found = fnv(folded)
    return (found ^ found >> HASH_BITS) & (1 << HASH_BITS) - 1
