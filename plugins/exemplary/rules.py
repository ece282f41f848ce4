"""Every rule for records, registers and settings; the rules are in `labels/rules.toml`."""

import copyreg
import importlib.resources
import itertools
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from exemplary.diagnostics import Diagnostic, Rule, Severity, Span
from exemplary.i18n import locales


def _rules() -> Iterator[Rule]:
    text = importlib.resources.files("exemplary").joinpath("labels", "rules.toml").read_text("utf-8")
    for code, given in tomllib.loads(text).items():
        yield Rule(code, Severity(given["severity"]), given["message"], given["hint"], given["why"])


MOST = 100
"""The maximum number of findings that one check makes in one file."""
RULES = {rule.code: rule for rule in _rules()}


def finding(code: str, span: Span, excerpt: str = "", *, suggestion: str = "", **values: object) -> Diagnostic:
    """A diagnostic of the rule `code`; `values` fill the slots of its message."""
    filled = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Diagnostic(RULES[code], span, excerpt, filled, suggestion)


def limited(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first of many findings in one file, then an error in place of the rest, which are never made."""
    waiting = iter(found)
    yield from itertools.islice(waiting, MOST)
    if following := next(waiting, None):
        yield finding("further-mistakes", following.span, following.excerpt, most=MOST)


def worded(name: str, key: str, /, **values: object) -> dict[str, Any]:
    """A label in all languages, as values for a rule's message: `{name}_vi`, `{name}_en`."""
    return {f"{name}_{code}": locales.find(code).label(key, **values) for code in locales.CODES}


def _rule(code: str) -> Rule:
    return RULES[code]


copyreg.pickle(Rule, lambda rule: (_rule, (rule.code,)))  # processes pass findings on with the code of the rule alone
