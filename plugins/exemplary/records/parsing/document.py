"""A parsed file that can locate each value in its text.

Values are kept as written, without YAML's type guessing: `Plain` for an unquoted scalar, `str` for a quoted one.
Empty, `~` and null are absent. A file that would take too long to read is refused with a finding.
"""

import bisect
import dataclasses
import functools
import hashlib
import pathlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
import yaml.cyaml

from exemplary.diagnostics import Diagnostic, Span
from exemplary.i18n import locales, vietnamese
from exemplary.records.parsing.story import Story, line_starts
from exemplary.records.schema.types import Plain
from exemplary.rules import finding, worded

Path = Sequence[str | int]
_ABSENT = frozenset(("~", "null", "Null", "NULL"))
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DEPTH = 60
MEGABYTE = 1_000_000
REGISTER_SIZE = 10 * MEGABYTE
"""The maximum size of a register in bytes; other files have at most a megabyte."""
_MARKS = 30
"""The maximum number of marks on one letter: the time to order them grows with its square."""
_SIGNS = re.compile(rf"[^\w\x00-\x7f]{{{_MARKS},}}")


class _Composer(yaml.cyaml.CParser):  # type: ignore[name-defined, misc]
    """The C parser's nodes. Untagged nodes get no tag, so every remaining tag was written by the author.

    The parser calls itself for each collection inside another, so deep nesting would overflow its stack.
    """

    depth = 0

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Any, index: object) -> None:
        """Called before each node."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        """Called after each node."""
        self.depth -= 1


class Places:
    """The nodes of a parsed file; a collection is indexed when a value in it is first located."""

    def __init__(self, root: Any = None) -> None:
        self._root = root
        self._indexes: dict[int, Mapping[str | int, tuple[Any, Any]]] = {}

    def find(self, path: Path, *, key: bool = False) -> Any:
        """The node at `path`, or the node of its key; steps missing from the file are skipped."""
        node = place = self._root
        for step in path:
            at_key, below = self._below(node).get(step, (None, None))
            if below is not None:
                node, place = below, (at_key if key and at_key is not None else below)
        return place

    def _below(self, node: Any) -> Mapping[str | int, tuple[Any, Any]]:
        if id(node) not in self._indexes:
            self._indexes[id(node)] = _steps(node)
        return self._indexes[id(node)]


@dataclasses.dataclass(frozen=True)
class Document:
    """A file's YAML as plain values, its story, and its source text. `file` is relative to the project.

    A field written without a value is present as None; an empty list item is not present.

    start  the number of characters before the YAML
    """

    file: str
    text: str
    start: int
    data: Any
    story: Story
    places: Places = dataclasses.field(default_factory=Places, repr=False, compare=False)

    @property
    def digest(self) -> str:
        return hashlib.blake2b(self.text.encode(), digest_size=12).hexdigest()

    def locate(self, path: Path, *, key: bool = False) -> tuple[Span, str]:
        """Return the place of the value at `path`, and its line. Steps missing from the file are skipped.

        key  locate the field's name instead of its value
        """
        return self._span(self.places.find(path, key=key))

    def spot(self, line: int, column: int, width: int = 1) -> tuple[Span, str]:
        return Span(self.file, line, column, width), self._lines[line - 1] if line <= len(self._lines) else ""

    def _span(self, node: Any) -> tuple[Span, str]:
        mark: Any = node.start_mark if node else None
        if mark is None or (isinstance(node, yaml.MappingNode) and mark.index == 0 and not node.flow_style):
            return self.spot(1, 1)
        (line, column), (last, end) = self.position(mark.index), self.position(node.end_mark.index)
        return self.spot(line, column, max(1, end - column) if last == line else 1)

    def at(self, mark: Any) -> tuple[Span, str]:
        """The place of a mark of the parser, if it made one. Its lines also end at signs that end no line elsewhere."""
        return self.spot(*self.position(mark.index if mark else 0))

    def position(self, index: int) -> tuple[int, int]:
        """The line and column, counted from 1, of a character of the YAML."""
        line = bisect.bisect_right(self._starts, self.start + index)
        return line, self.start + index - self._starts[line - 1] + 1

    @functools.cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @functools.cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)


def _steps(node: Any) -> Mapping[str | int, tuple[Any, Any]]:
    """(key node, value node) by the step that leads to it; of equal keys, the first."""
    if isinstance(node, yaml.MappingNode):
        pairs = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
        return {pair[0].value: pair for pair in reversed(pairs)}
    if isinstance(node, yaml.SequenceNode):
        present = (item for item in node.value if not _is_absent(item))
        return {number: (None, item) for number, item in enumerate(present)}
    return {}


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


def read(
    path: pathlib.Path, file: str, *, fields_optional: bool = False, most: int = MEGABYTE
) -> tuple[Document | None, list[Diagnostic]]:
    """The document of a .md or .yml file, or None with the findings; a document may have findings too.

    fields_optional  a .md file may consist of the story alone
    most             the maximum size in bytes
    """
    if path.is_symlink():
        return None, [finding("symbolic-link", Span(file))]
    if (size := path.stat().st_size) > most:
        return None, [finding("too-large", Span(file), size=-(-size // MEGABYTE), most=most // MEGABYTE)]
    try:
        raw = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        return None, [finding("encoding", Span(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n")))]
    if place := _heaped_marks(raw):
        return None, [finding("heaped-marks", Span(file, *place), most=_MARKS)]
    text = unicodedata.normalize("NFC", raw)
    found = [] if len(text) == len(raw) else [finding("composition", Span(file))]
    if fields_optional and path.suffix == ".md" and not text.startswith("---"):
        return Document(file, text, 0, {}, Story(text)), found
    return parse(text, file, found, markdown=path.suffix == ".md")


def _heaped_marks(text: str) -> tuple[int, int] | None:
    """The line and column of a letter with too many marks."""
    for match in _SIGNS.finditer(text):
        marks = 0
        for index in range(match.start(), match.end()):
            marks = marks + 1 if unicodedata.combining(text[index]) else 0
            if marks > _MARKS:
                before = text[: index - marks + 1]
                return before.count("\n") + 1, len(before) - before.rfind("\n")
    return None


def parse(text: str, file: str, found: list[Diagnostic], *, markdown: bool) -> tuple[Document | None, list[Diagnostic]]:
    front, start, story = text, 0, Story()
    if markdown:
        fences = list(_FENCE.finditer(text))
        if not fences or fences[0].start() != 0 or len(fences) < 2:
            return None, [*found, finding("front-matter", Span(file), text.split("\n", 1)[0])]
        start = fences[0].end() + 1
        front = text[start : fences[1].start()]
        body = text[fences[1].end() + 1 :]
        story = Story(body, text.count("\n", 0, fences[1].end() + 1) + 1)
    document = Document(file, text, start, None, story)
    if aliases := list(_aliases(document, front)):
        return None, [*found, *aliases]
    try:
        node = _compose(front)
    except yaml.MarkedYAMLError as error:
        where = document.at(error.problem_mark or error.context_mark)
        return None, [*found, _unreadable(where, error.problem or "")]
    except yaml.reader.ReaderError as error:
        before = front.encode()[: error.position].decode(errors="ignore")
        return None, [*found, _unreadable(document.spot(*document.position(len(before))), error.reason)]
    data = _plain(document, node, found) if node is not None else {}
    return dataclasses.replace(document, data={} if data is None else data, places=Places(node)), found


def _unreadable(where: tuple[Span, str], problem: str) -> Diagnostic:
    """`problem` is the parser's message in English; translated if the labels have a translation."""
    key = f"yaml.{vietnamese.slug(problem)}"
    known = key if locales.find("en").has(key) else "yaml.other"
    return finding("yaml-syntax", *where, **worded("problem", known, problem=problem))


def _aliases(document: Document, text: str) -> Iterator[Diagnostic]:
    """The scan is slow, but few files need it."""
    if not set("&*") & set(text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                return  # the parser will report it
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                yield finding("yaml-alias", *document.at(event.start_mark))
    except yaml.YAMLError:
        return  # as above


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
