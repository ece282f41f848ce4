"""Findings as they are stored: with the code of their rule in place of the rule."""

from collections.abc import Iterable
from typing import NamedTuple

from exemplary.diagnostics import Diagnostic, Span
from exemplary.rules import RULES


class StoredFinding(NamedTuple):
    rule: str
    span: Span
    excerpt: str
    values: tuple[tuple[str, str], ...]
    suggestion: str


def stored(findings: Iterable[Diagnostic]) -> tuple[StoredFinding, ...]:
    return tuple(StoredFinding(one.rule.code, one.span, one.excerpt, one.values, one.suggestion) for one in findings)


def restored(findings: Iterable[StoredFinding]) -> tuple[Diagnostic, ...]:
    """The findings; ValueError for a rule that does not exist."""
    if any(one.rule not in RULES for one in findings):
        raise ValueError("unknown rule")
    return tuple(Diagnostic(RULES[one.rule], one.span, one.excerpt, one.values, one.suggestion) for one in findings)
