"""Line breaks in text: what is read as one piece stays on one line.

01-KL/TW, 2021–2022, 19/5/2024          document numbers, year ranges and dates: short, with a digit
Kết luận 01-KL/TW, Chỉ thị số 05-CT/TW  a document number with the kind of document before it
39 cá nhân, 24 tập thể, 5 triệu đồng    a number with what it counts
(2021–2022), “39 cá nhân”.              any of these with the brackets, quotation marks and stops that touch it
"""

import functools
import re
from collections.abc import Iterator

import markupsafe

from exemplary.i18n import locales

_DIGIT = re.compile(r"\d")
_PART = r"\w(?:[\w.]{0,6}\w)?"
_CODE = re.compile(rf"(?<![\w./–-])(?=[^\s&]{{0,14}}\d){_PART}(?:[–/-]{_PART}){{1,3}}(?![\w/–-])")
"""Excludes a full stop at the end of a sentence."""
_DOCUMENTS = (
    "chỉ thị|kết luận|nghị quyết|nghị định|quyết định|kế hoạch|hướng dẫn|quy định|thông tư|thông tri|thông báo|"
    "công văn|chương trình|báo cáo|luật|"
    "directive|conclusion|resolution|decree|decision|plan|guideline|regulation|circular|law"
)
_BEFORE = re.compile(rf"(?<!\w)(?:(?:{_DOCUMENTS}) )?(?:(?:số|no\.) )?$", re.IGNORECASE)
"""The words that precede a document number and belong to it."""
_LONGEST = 24
"""More characters than these words have."""
_OPENING = re.compile(r"[(\[“‘«]+$")
_CLOSING = re.compile(r"(?:[)\]”’»,;:!?…]|\.(?!\w))+")
_UNITS = ("nghìn đồng", "triệu đồng", "tỷ đồng", "tỉ đồng", "đồng chí", "đại biểu", "hộ", "em", "lượt", "tấn", "ca")


def unbroken(text: str) -> markupsafe.Markup:
    """Escaped text in which document numbers, year ranges, dates and counts do not break across lines."""
    escaped = str(markupsafe.escape(text))
    if not _DIGIT.search(escaped):
        return markupsafe.Markup(escaped)
    pieces, end = [], 0
    for start, stop in sorted({*_codes(escaped), *_counts(escaped)}, key=_first_and_longest):
        if start >= end:
            start, stop = _with_marks(escaped, start, stop)
            pieces += [escaped[end:start], f'<span class="whole">{escaped[start:stop]}</span>']
            end = stop
    return markupsafe.Markup("".join([*pieces, escaped[end:]]))


def _with_marks(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span with the marks that touch it: the browser may break a line on either side of a piece."""
    before, after = _OPENING.search(text, max(0, start - 4), start), _CLOSING.match(text, stop)
    return before.start() if before else start, after.end() if after else stop


def _first_and_longest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _codes(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of document numbers with their kind, year ranges and dates."""
    if any(sign in text for sign in "-–/"):
        for match in _CODE.finditer(text):
            before = _BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
            yield (before.start() if before else match.start()), match.end()


def _counts(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _counted().finditer(text))


@functools.cache
def _counted() -> re.Pattern[str]:
    """A number and what it counts: any count in the labels, or a common unit; longest first."""
    labels = (text for code in locales.CODES for text in _count_labels(code))
    nouns = {*_UNITS, *(text.removeprefix("{count} ") for text in labels)}
    words = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf"(?<![\w.,/–-])\d+(?:[.,]\d+)*(?:–\d+(?:[.,]\d+)*)? (?:{words})(?!\w)")


def _count_labels(code: str) -> Iterator[str]:
    for key, label in locales.find(code).labels.items():
        if key.startswith("count."):
            yield from [label] if isinstance(label, str) else label.values()
