"""A report as people read it in a terminal, and as programs read it."""

import collections
import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping

from exemplary.diagnostics import Diagnostic, Report, Rule, Severity
from exemplary.progress import Progress

_WORDS = {
    "vi": {
        "error": "lỗi",
        "warning": "cảnh báo",
        "note": "ghi chú",
        "hidden": "(thêm --notes để xem)",
        "built": "trang đã dựng ở {place}",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "note": "note",
        "hidden": "(add --notes to see them)",
        "built": "the site is in {place}",
    },
}


_STAGES = {
    "vi": {
        "load": "đọc hồ sơ",
        "link": "nối hồ sơ",
        "plan": "xếp trang",
        "begin": "chuẩn bị",
        "host": "trang thường",
        "pictures": "ảnh và tệp",
        "render": "dựng trang",
        "outputs": "sơ đồ trang",
        "search": "lập chỉ mục tìm kiếm",
        "publish": "đưa lên",
        "left": "còn khoảng {seconds} giây",
    },
    "en": {
        "load": "reading records",
        "link": "linking records",
        "plan": "planning pages",
        "begin": "preparing",
        "host": "ordinary pages",
        "pictures": "pictures and files",
        "render": "rendering pages",
        "outputs": "sitemap",
        "search": "indexing",
        "publish": "publishing",
        "left": "about {seconds} s left",
    },
}


def progress(language: str) -> Progress:
    """Says how far a long build is."""
    return Progress(_STAGES[language])


def lines(report: Report, language: str, *, notes: bool) -> Iterator[str]:
    """Each finding with its line and a mark under the place; then the numbers of each."""
    for one in report.diagnostics:
        if notes or one.severity is not Severity.NOTE:
            yield from map(_printable, _finding(one, language))
    yield _summary(report, language, notes=notes)


def _finding(one: Diagnostic, language: str) -> Iterator[str]:
    span, word = one.span, _WORDS[language][one.severity]
    yield f"{span.file}:{span.line}:{span.column}: {word}: {one.message(language)} [{one.rule.code}]"
    if one.excerpt.strip():
        yield f"    {one.excerpt}"
        yield (
            "    "
            + _indent(one.excerpt, span.column)
            + "^" * max(1, min(span.width, len(one.excerpt) - span.column + 1))
        )
    yield f"    → {one.hint(language)}"


def _printable(text: str) -> str:
    """The text, with a mark for bytes of a file's name that are no text."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _indent(line: str, column: int) -> str:
    """As wide as what stands before the column, tabs kept."""
    return "".join("\t" if sign == "\t" else " " for sign in line[: column - 1])


def _summary(report: Report, language: str, *, notes: bool) -> str:
    words = _WORDS[language]
    counts = ", ".join(_counted(report.count(severity), severity, language) for severity in Severity)
    return f"{counts} {words['hidden']}" if report.count(Severity.NOTE) and not notes else counts


def _counted(count: int, severity: Severity, language: str) -> str:
    plural = "s" if language == "en" and count != 1 else ""
    return f"{count} {_WORDS[language][severity]}{plural}"


def built(place: pathlib.Path, language: str) -> str:
    """Where the finished site is."""
    return _WORDS[language]["built"].format(place=place)


def serving(language: str) -> str:
    """What a preview says when it is ready; `{address}` is where it is."""
    return {"vi": "Xem trước ở {address} (dừng: Ctrl-C)", "en": "Preview at {address} (stop: Ctrl-C)"}[language]


def as_json(report: Report, language: str) -> str:
    """A list of findings, for editors' tools."""
    found = [
        {
            "file": one.span.file,
            "line": one.span.line,
            "column": one.span.column,
            "severity": one.severity.value,
            "rule": one.rule.code,
            "message": one.message(language),
            "hint": one.hint(language),
        }
        for one in report.diagnostics
    ]
    return _printable(json.dumps(found, ensure_ascii=False, indent=2))


def explained(rule: Rule, language: str) -> str:
    """What a rule asks, and why; «…» stands for what a finding fills in."""
    message, hint = (_in_general(words, language) for words in (rule.message, rule.hint))
    return f"{rule.code} ({_WORDS[language][rule.severity]})\n\n{message}\n→ {hint}\n\n{rule.why[language]}"


def listed(rules: Iterable[Rule], language: str) -> Iterator[str]:
    """One line a rule: its code, how much it weighs, what it says."""
    for rule in rules:
        yield f"{rule.code:24}{_WORDS[language][rule.severity]:10}{_in_general(rule.message, language)}"


def _in_general(words: Mapping[str, str], language: str) -> str:
    return words[language].format_map(collections.defaultdict(lambda: "…"))
