"""A report as text for the terminal and as JSON."""

import collections
import decimal
import json
import os
import pathlib
from collections.abc import Iterable, Iterator, Mapping

from exemplary import messages
from exemplary.diagnostics import Diagnostic, Report, Rule, Severity
from exemplary.i18n import locales
from exemplary.progress import Progress


def progress(language: str) -> Progress:
    """Reports the progress of a long build."""
    return Progress(messages.stages(language))


def lines(report: Report, language: str, *, notes: bool) -> Iterator[str]:
    """Each finding with its source line and a mark below the place, then the counts."""
    for one in report.diagnostics:
        if notes or one.severity is not Severity.NOTE:
            yield from map(_printable, _finding(one, language))
    yield _summary(report, language, notes=notes)


def _finding(one: Diagnostic, language: str) -> Iterator[str]:
    span, word = one.span, _severity(one.severity, language)
    yield f"{span.file}:{span.line}:{span.column}: {word}: {one.message(language)} [{one.rule.code}]"
    line, column = one.view
    if line.strip():
        yield f"    {line}"
        yield "    " + _indent(line, column) + "^" * max(1, min(span.width, len(line) - column + 1))
    yield f"    → {one.hint(language)}"


def _printable(text: str) -> str:
    """The text, with a replacement character for bytes of a file name that are not text."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _indent(line: str, column: int) -> str:
    """Blank text as wide as what precedes the column; tabs are preserved."""
    return "".join("\t" if sign == "\t" else " " for sign in line[: column - 1])


def _summary(report: Report, language: str, *, notes: bool) -> str:
    counts = ", ".join(_counted(report.count(severity), severity, language) for severity in Severity)
    hides = report.count(Severity.NOTE) and not notes
    return f"{counts} {messages.text('report.hidden', language)}" if hides else counts


def _counted(count: int, severity: Severity, language: str) -> str:
    plural = "s" if language == "en" and count != 1 else ""
    return f"{count} {_severity(severity, language)}{plural}"


def _severity(severity: Severity, language: str) -> str:
    return messages.text(f"report.{severity}", language)


def built(place: pathlib.Path, size: tuple[int, int], language: str) -> str:
    """Where the finished site is; how many files and bytes it has, since hosts limit both."""
    number, (files, count) = locales.find(language).number, size
    megabytes = number(decimal.Decimal(count).scaleb(-6).quantize(decimal.Decimal("0.1")))
    return messages.text("done.built", language, place=place, files=number(files), megabytes=megabytes)


def begun(folder: pathlib.Path, count: int, program: Iterable[str], language: str) -> Iterator[str]:
    """How many files were written for a new site, and the next two commands, quoted for the shell."""
    yield _printable(messages.text("done.begun", language, count=count, folder=folder))
    for command in ("serve", "build"):
        yield _printable(f"  {_shell([*program, command, *_site(folder)])}")


def _site(folder: pathlib.Path) -> list[str]:
    """The option that names a site's mkdocs.yml; not needed for the current folder."""
    return [] if folder == pathlib.Path() else ["-f", str(folder / "mkdocs.yml")]


def _shell(words: list[str]) -> str:
    """The words as one command line, quoted for the shell of this system."""
    import shlex  # `build` needs neither
    import subprocess

    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def as_json(report: Report, language: str) -> str:
    """The findings as a list, for editors' tools."""
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
    """What a rule requires, and why; “…” stands for the values of a finding."""
    message, hint = (_in_general(words, language) for words in (rule.message, rule.hint))
    return f"{rule.code} ({_severity(rule.severity, language)})\n\n{message}\n→ {hint}\n\n{rule.why[language]}"


def listed(rules: Iterable[Rule], language: str) -> Iterator[str]:
    """One line per rule: code, severity, message."""
    for rule in rules:
        yield f"{rule.code:24}{_severity(rule.severity, language):10}{_in_general(rule.message, language)}"


def _in_general(words: Mapping[str, str], language: str) -> str:
    return words[language].format_map(collections.defaultdict(lambda: "…"))
