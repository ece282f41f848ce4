"""The front matter of an ordinary page: any YAML, since plugins and themes may read it too."""

import pathlib
import re
from typing import Any, NamedTuple

import yaml

from exemplary.diagnostics import Diagnostic, Span
from exemplary.i18n import locales, vietnamese
from exemplary.rules import finding, worded

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_UNCLOSED = re.compile(r"\A---[ \t]*\n\w[\w-]*:")
_DEPTH = 60


class FrontMatter(NamedTuple):
    """The fields of a page, and its Markdown; `flaw` is a finding if the fields cannot be read."""

    fields: dict[str, Any]
    text: str
    flaw: Diagnostic | None = None


def read(path: pathlib.Path, file: str) -> FrontMatter:
    """The front matter of a page; `file` is its name in findings."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return FrontMatter({}, "", finding("encoding", Span(file, error.object[: error.start].count(b"\n") + 1)))
    return split(text.replace("\r\n", "\n"), file)


def split(text: str, file: str) -> FrontMatter:
    match = _FRONT.match(text)
    if match is None:
        flaw = finding("front-matter", Span(file), text.split("\n", 1)[0]) if _UNCLOSED.match(text) else None
        return FrontMatter({}, text, flaw)
    fields, flaw = _fields(match[1] or "", file, text)
    return FrontMatter(fields, text[match.end() :], flaw)


def _fields(front: str, file: str, text: str) -> tuple[dict[str, Any], Diagnostic | None]:
    loader = _Loader(front)
    try:
        values = loader.get_single_data()
    except yaml.YAMLError as error:
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        return {}, _flaw(file, text, problem, getattr(error, "problem_mark", None))
    except (ValueError, TypeError) as error:  # a date that does not exist, a list as a name
        return {}, _flaw(file, text, str(error))
    finally:
        loader.dispose()
    if not isinstance(values, dict | None):
        return {}, _flaw(file, text, "expected a mapping")
    return {str(name): value for name, value in (values or {}).items()}, None


def _flaw(file: str, text: str, problem: str, mark: Any = None) -> Diagnostic:
    """The finding at a mark of the parser, whose lines also end at signs that end no line elsewhere."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    number = min(line + 1, len(lines) - 1)
    key = f"yaml.{vietnamese.slug(problem)}"
    label = key if locales.find("en").has(key) else "yaml.other"
    span = Span(file, number + 1, column + 1)
    return finding("yaml-syntax", span, lines[number], **worded("problem", label, problem=problem))


class _Loader(yaml.CSafeLoader):
    """Refuses nesting that would overflow the parser's stack."""

    depth = 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self.depth += 1
        if self.depth > _DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1
