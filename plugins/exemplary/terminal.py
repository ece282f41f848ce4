"""A report as people read it in a terminal, and as programs read it."""

import json
from collections.abc import Iterator

from exemplary.diagnostics import Diagnostic, Report, Severity

_WORDS = {
    "vi": {"error": "lỗi", "warning": "cảnh báo", "note": "ghi chú", "hidden": "(thêm --notes để xem)"},
    "en": {"error": "error", "warning": "warning", "note": "note", "hidden": "(add --notes to see them)"},
}


def lines(report: Report, language: str, *, notes: bool) -> Iterator[str]:
    """Each finding with its line and a mark under the place; then the numbers of each."""
    for one in report.diagnostics:
        if notes or one.severity is not Severity.NOTE:
            yield from _finding(one, language)
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


def _indent(line: str, column: int) -> str:
    """As wide as what stands before the column, tabs kept."""
    return "".join("\t" if sign == "\t" else " " for sign in line[: column - 1])


def _summary(report: Report, language: str, *, notes: bool) -> str:
    words = _WORDS[language]
    counts = ", ".join(f"{report.count(severity)} {words[severity]}" for severity in Severity)
    return f"{counts} {words['hidden']}" if report.count(Severity.NOTE) and not notes else counts


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
    return json.dumps(found, ensure_ascii=False, indent=2)
