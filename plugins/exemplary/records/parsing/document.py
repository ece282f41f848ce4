"""A parsed file that can locate each value in its text.

Values are kept as written, without YAML's type guessing: `Plain` for an unquoted scalar, `str` for a quoted one.
Empty, `~` and null are absent. To locate a value the file is parsed again, since only mistakes need positions.
"""

import dataclasses
import hashlib
import pathlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
import yaml.cyaml

from exemplary.diagnostics import Diagnostic, Span
from exemplary.i18n import locales, vietnamese
from exemplary.records.parsing.story import Story
from exemplary.records.schema.types import Plain
from exemplary.rules import finding, worded

Path = Sequence[str | int]
_ABSENT = frozenset(("~", "null", "Null", "NULL"))
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DEPTH = 60
_INDENTED = re.compile(rf"^[ ?:-]{{{_DEPTH},}}", re.MULTILINE)


class _Composer(yaml.cyaml.CParser):  # type: ignore[name-defined, misc]
    """The C parser's nodes. Untagged nodes get no tag, so every remaining tag was written by the author."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """A file's YAML as plain values, its story, and its source text. `file` is relative to the project.

    A field written without a value is present as None; an empty list item is not present.
    """

    file: str
    text: str
    yaml: str
    first_line: int
    data: Any
    story: Story

    @property
    def digest(self) -> str:
        return hashlib.blake2b(self.text.encode(), digest_size=12).hexdigest()

    def locate(self, path: Path, *, key: bool = False) -> tuple[Span, str]:
        """Return the place of the value at `path`, and its line. Steps missing from the file are skipped.

        key  locate the field's name instead of its value
        """
        node = found = _compose(self.yaml)
        for step in path:
            at_key, below = _step(node, step)
            if below is not None:
                node, found = below, (at_key if key and at_key is not None else below)
        return self._span(found)

    def spot(self, line: int, column: int, width: int = 1) -> tuple[Span, str]:
        lines = self.text.splitlines()
        return Span(self.file, line, column, width), lines[line - 1] if line <= len(lines) else ""

    def _span(self, node: Any) -> tuple[Span, str]:
        mark: Any = node.start_mark if node else None
        if mark is None or (isinstance(node, yaml.MappingNode) and mark.index == 0 and not node.flow_style):
            return self.spot(1, 1)
        width = max(1, node.end_mark.column - mark.column) if node.end_mark.line == mark.line else 1
        return self.spot(self.first_line + mark.line, mark.column + 1, width)


def _step(node: Any, step: str | int) -> tuple[Any, Any]:
    """(key node, value node) one step down; (None, None) if there is no such step."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        present = [item for item in node.value if not _is_absent(item)]
        return None, present[step] if step < len(present) else None
    return None, None


def _is_absent(node: Any) -> bool:
    """Unquoted `~` and null, and any empty text."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    return not node.value.strip() or (not node.style and node.value in _ABSENT)


def _compose(text: str) -> Any:
    composer = _Composer(text)
    try:
        return composer.get_single_node()
    finally:
        composer.dispose()


def read(path: pathlib.Path, file: str, *, fields_optional: bool = False) -> tuple[Document | None, list[Diagnostic]]:
    """The document of a .md or .yml file, or None with the findings; a document may have findings too.

    fields_optional  a .md file may consist of the story alone
    """
    if path.is_symlink():
        return None, [finding("symbolic-link", Span(file))]
    try:
        raw = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        return None, [finding("encoding", Span(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n")))]
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))
    found = [] if len(text) == len(raw.replace("\r\n", "\n")) else [finding("composition", Span(file))]
    if fields_optional and not text.startswith("---"):
        return Document(file, text, "", 1, {}, Story(text)), found
    return parse(text, file, found, markdown=path.suffix == ".md")


def parse(text: str, file: str, found: list[Diagnostic], *, markdown: bool) -> tuple[Document | None, list[Diagnostic]]:
    front, first_line, story = text, 1, Story()
    if markdown:
        fences = list(_FENCE.finditer(text))
        if not fences or fences[0].start() != 0 or len(fences) < 2:
            return None, [*found, finding("front-matter", Span(file), text.split("\n", 1)[0])]
        front, first_line = text[fences[0].end() + 1 : fences[1].start()], 2
        body = text[fences[1].end() + 1 :]
        story = Story(body, text.count("\n", 0, fences[1].end() + 1) + 1)
    document = Document(file, text, front, first_line, None, story)
    if refused := list(_refused(document)):
        return None, [*found, *refused]
    try:
        node = _compose(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span, line = document.spot(first_line + (mark.line if mark else 0), (mark.column if mark else 0) + 1)
        return None, [*found, _unreadable((span, line), error.problem or "")]
    except yaml.reader.ReaderError as error:
        before = front.encode()[: error.position].decode(errors="ignore")
        span, line = document.spot(first_line + before.count("\n"), len(before) - before.rfind("\n"))
        return None, [*found, _unreadable((span, line), error.reason)]
    data = _plain(document, node, found) if node is not None else {}
    return dataclasses.replace(document, data={} if data is None else data), found


def _unreadable(where: tuple[Span, str], problem: str) -> Diagnostic:
    """`problem` is the parser's message in English; translated if the labels have a translation."""
    key = f"yaml.{vietnamese.slug(problem)}"
    known = key if locales.find("en").has(key) else "yaml.other"
    return finding("yaml-syntax", *where, **worded("problem", known, problem=problem))


def _refused(document: Document) -> Iterator[Diagnostic]:
    """Aliases, and nesting that would overflow the parser's stack; the scan is slow, but few files need it."""
    text, depth = document.yaml, 0
    if not (set("&*") & set(text) or text.count("[") + text.count("{") > _DEPTH or _INDENTED.search(text)):
        return
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                yield _unreadable(_start(document, event), "nested too deeply")
                return
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                yield finding("yaml-alias", *_start(document, event))
    except yaml.YAMLError:
        return  # the parser will report it


def _start(document: Document, event: Any) -> tuple[Span, str]:
    return document.spot(document.first_line + event.start_mark.line, event.start_mark.column + 1)


def _plain(document: Document, node: Any, found: list[Diagnostic]) -> Any:
    """The plain values of a node; None for an absent one."""
    if node.tag:
        found.append(finding("yaml-tag", *document._span(node), tag=node.tag.replace("tag:yaml.org,2002:", "!!")))
    if isinstance(node, yaml.ScalarNode):
        if _is_absent(node):
            return None
        return node.value if node.style else Plain(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [value for item in node.value if (value := _plain(document, item, found)) is not None]
    return _mapping(document, node, found)


def _mapping(document: Document, node: Any, found: list[Diagnostic]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, below in node.value:
        if not isinstance(key, yaml.ScalarNode):
            found.append(_unreadable(document._span(key), "a field's name is text"))
            continue
        name = str(key.value)
        if name in values:
            found.append(finding("duplicate-key", *document._span(key), field=name))
        values[name] = _plain(document, below, found)
    return values
