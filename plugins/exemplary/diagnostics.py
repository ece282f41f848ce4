"""Mistakes as values, and the one exception that is not an author's mistake.

ExemplaryError            the command cannot continue: a code and its values; one or two sentences, exit code 2
Report
└── Diagnostic            one finding: a Rule at a Span
    ├── Rule              what is wrong in general (rules.py holds the table)
    └── Span              file, line, column
"""

import dataclasses
import enum
from collections.abc import Iterable, Mapping


class ExemplaryError(Exception):
    """The command cannot continue. The message of `code` is in `labels/failures.toml`; `values` fill its slots."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    def __str__(self) -> str:
        """For logs and tests; users see `messages.sentence`."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.values.items())])


class Severity(enum.StrEnum):
    """How serious a finding is: an error keeps the record off the site; a note never changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. `file` is relative to the project; lines and columns count characters from 1."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One kind of finding. `message` and `hint` are templates by language, filled from a diagnostic's values."""

    code: str
    severity: Severity
    message: Mapping[str, str]
    hint: Mapping[str, str]
    why: Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `excerpt` is the source line; `suggestion`, if there is one, is the text to write instead."""

    rule: Rule
    span: Span
    excerpt: str = ""
    values: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def message(self, language: str) -> str:
        return self.rule.message[language].format_map(_Values(self.values))

    def hint(self, language: str) -> str:
        """What to do next: the suggestion if there is one, otherwise the rule's general advice."""
        if self.suggestion:
            return {"vi": f"dùng “{self.suggestion}”?", "en": f"did you mean “{self.suggestion}”?"}[language]
        return self.rule.hint[language].format_map(_Values(self.values))

    @property
    def view(self) -> tuple[str, int]:
        """The source line and the column in it; of a long line, only the part around the place."""
        start = max(0, self.span.column - 1 - _LONGEST // 2) if len(self.excerpt) > _LONGEST else 0
        if start == 0 and len(self.excerpt) <= _LONGEST:
            return self.excerpt, self.span.column
        end = start + _LONGEST
        cut = f"{'…' * (start > 0)}{self.excerpt[start:end]}{'…' * (end < len(self.excerpt))}"
        return cut, self.span.column - start + (start > 0)

    @property
    def sort_key(self) -> tuple[Span, str, tuple[tuple[str, str], ...]]:
        return self.span, self.rule.code, self.values


_LONGEST = 400
"""The maximum number of characters shown of a source line: a file may be a single one, with a hundred findings."""


class _Values(dict[str, str]):
    """Fills slots for which a diagnostic has no value with nothing."""

    def __missing__(self, key: str) -> str:
        return ""


class Report:
    """The findings of a run, ordered by file and line, without duplicates.

    strict  any error or warning prevents publication
    """

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self._found: dict[Diagnostic, None] = {}

    def add(self, *found: Diagnostic) -> None:
        self._found.update(dict.fromkeys(found))

    def extend(self, found: Iterable[Diagnostic]) -> None:
        self.add(*found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._found, key=lambda diagnostic: diagnostic.sort_key))

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self._found)

    @property
    def clean(self) -> bool:
        """No errors or warnings; notes do not count."""
        return all(diagnostic.severity is Severity.NOTE for diagnostic in self._found)

    @property
    def failed(self) -> bool:
        """Nothing may be published."""
        return self.strict and not self.clean
