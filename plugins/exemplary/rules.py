"""Every rule that a record, a register or a setting is held to; the rules themselves stand in `labels/rules.toml`."""

import importlib.resources
import tomllib
from collections.abc import Iterator

from exemplary.diagnostics import Diagnostic, Rule, Severity, Span


def _rules() -> Iterator[Rule]:
    text = importlib.resources.files("exemplary").joinpath("labels", "rules.toml").read_text("utf-8")
    for code, given in tomllib.loads(text).items():
        yield Rule(code, Severity(given["severity"]), given["message"], given["hint"], given["why"])


RULES = {rule.code: rule for rule in _rules()}


def finding(code: str, span: Span, excerpt: str = "", *, suggestion: str = "", **values: object) -> Diagnostic:
    """A diagnostic of the rule `code`; `values` fill its words."""
    filled = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Diagnostic(RULES[code], span, excerpt, filled, suggestion)
