"""A judge's verdict: one line per measured limit."""

import dataclasses
from collections.abc import Iterable, Sequence


@dataclasses.dataclass(frozen=True)
class Verdict:
    """`found` compared with `asked`, in words with units; `notes` are shown below the table."""

    judge: str
    subject: str
    found: str
    asked: str
    holds: bool
    notes: tuple[str, ...] = ()


def at_most(judge: str, subject: str, found: float, limit: float, unit: str, notes: Iterable[str] = ()) -> Verdict:
    return Verdict(judge, subject, f"{found:g} {unit}", f"at most {limit:g}", found <= limit, tuple(notes))


def at_least(judge: str, subject: str, found: float, limit: float, notes: Iterable[str] = ()) -> Verdict:
    return Verdict(judge, subject, f"{found:g}", f"at least {limit:g}", found >= limit, tuple(notes))


def table(verdicts: Sequence[Verdict]) -> str:
    """The verdicts as a Markdown table with padded columns, then the notes of each."""
    rows = [("judge", "of", "found", "asked", "")]
    rows += [(one.judge, one.subject, one.found, one.asked, "" if one.holds else "falls short") for one in verdicts]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|-" + "-|-".join("-" * width for width in widths) + "-|")
    notes = [f"- {one.judge}, {one.subject}: {note}" for one in verdicts for note in one.notes]
    return "\n".join([*lines, *([""] if notes else []), *notes])
