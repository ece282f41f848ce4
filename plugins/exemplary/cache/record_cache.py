"""Cache of parsed files: the summary and the findings of each record, and the entries of each register.

A file is parsed again if its content has changed. Its state on disk shows that without reading it, unless the whole
project was copied or the file was touched; then its content decides.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from exemplary.cache.encoding import Codec
from exemplary.cache.file_state import State, settled
from exemplary.cache.findings import StoredFinding, restored, stored
from exemplary.cache.store import Store, understood
from exemplary.i18n.bilingual import LANGUAGES, Prose
from exemplary.i18n.dates import PartialDate, parse
from exemplary.project import Project
from exemplary.records.parsed import ParsedFile, ParsedRegister, Seen, Source
from exemplary.records.reader import FileReader, look
from exemplary.records.schema.kinds import Body
from exemplary.records.schema.registers import REGISTERS
from exemplary.records.schema.types import Base, Named, Plain, Ref
from exemplary.records.schema.types.references import known_name, known_ref
from exemplary.records.summary import RecordSummary
from exemplary.settings import Settings

# What is stored


class StoredFile(NamedTuple):
    seen: tuple[Seen, ...]
    moment: int
    summary: RecordSummary | None
    findings: tuple[StoredFinding, ...]


class StoredRegister(NamedTuple):
    """The entries are stored as they are written, and validated again."""

    seen: Seen
    moment: int
    data: tuple[Any, ...]
    left_out: tuple[Ref, ...]
    findings: tuple[StoredFinding, ...]


_PLAIN = 1
_PROSE = 2


def _simplify(value: object) -> object:
    match value:
        case Plain():
            return msgspec.msgpack.Ext(_PLAIN, value.encode())
        case Prose():
            return msgspec.msgpack.Ext(_PROSE, msgspec.msgpack.encode((value.vi, value.en)))
        case PartialDate():
            return str(value)
        case Named():
            return value.ref or {"text": value.text}
        case Base():
            return dict(_fields(value))
    raise TypeError(f"no data: {value!r}")


def _fields(group: Base) -> Iterator[tuple[str, object]]:
    """The fields of a group that differ from their defaults, as they are written in a file."""
    for name, field in type(group).model_fields.items():
        value = getattr(group, name)
        if value != field.default or isinstance(value, Prose):
            yield field.alias or name, _written(value)


def _written(value: object) -> object:
    if not isinstance(value, Prose):
        return value
    return {language: text for language in LANGUAGES if (text := value.text(language))}


def _restore(to: type, data: Any) -> object:
    if to is PartialDate:
        return parse(data)
    if to is Named:
        return known_name(known_ref(*data)) if isinstance(data, list) else Named(text=data["text"])
    if issubclass(to, Base):
        return to.model_validate(data)
    raise TypeError(f"no data: {to}")


def _extend(code: int, data: memoryview) -> str:
    if code == _PLAIN:
        return Plain(bytes(data).decode())
    return Prose(*msgspec.msgpack.decode(bytes(data), type=tuple[str, str]))


RECORDS = Codec(_simplify, _restore, _extend)


class RecordCache:
    """Gives what is known of unchanged files, and has the others read."""

    def __init__(self, store: Store, reader: FileReader, settings: Settings) -> None:
        self.reader = reader
        self.settings = repr(settings)
        self.shared = store.table("shared", str)
        self.files = store.table("records", StoredFile, RECORDS)
        self.registers = store.table("registers", StoredRegister, RECORDS)
        self.is_new = self.shared.get("records") != self.settings
        self.parsed = {} if self.is_new else {file: _parsed(known) for file, known in self.files.items()}
        self.entries: dict[str, StoredRegister] = {} if self.is_new else dict(self.registers.items())
        self.fresh: set[str] = set()
        self.asked: set[str] = set()
        self.sources: dict[str, str] = {}

    def records(self, project: Project, sources: Sequence[Source]) -> list[ParsedFile]:
        """The result for each file."""
        self.reader.look_at(project, sources)
        known = {one.file: parsed for one in sources if (parsed := self._valid(project, one))}
        missing = [one for one in sources if one.file not in known]
        read = dict(zip((one.file for one in missing), self.reader.read(project, missing), strict=True))
        self.fresh |= read.keys() | {file for file, parsed in known.items() if parsed is not self.parsed[file]}
        self.parsed = known | read
        self.sources = {one.file: one.kind for one in sources}
        return [self.parsed[one.file] for one in sources]

    def _valid(self, project: Project, source: Source) -> ParsedFile | None:
        """What is known of the file, if it and all files that it names are unchanged."""
        parsed = self.parsed.get(source.file)
        if parsed is None:
            return None
        own, *named = parsed.seen
        now = [Seen(source.file, source.state, own.content), *(_glance(project, seen) for seen in named)]
        if [seen.state for seen in now] == [seen.state for seen in parsed.seen] and _is_settled(parsed):
            return parsed
        looked = tuple(look(project, seen.file) for seen in parsed.seen)
        if [seen.content for seen in looked] != [seen.content for seen in parsed.seen]:
            return None
        return parsed._replace(seen=looked, moment=project.inputs.moment)

    def reread(self, project: Project, source: Source) -> ParsedFile:
        """Read one file again, for the preview."""
        (parsed,) = self.reader.read(project, [source])
        self.parsed[source.file] = parsed
        return parsed

    def register(self, project: Project, file: str, read: Callable[[], ParsedRegister]) -> ParsedRegister:
        """A register's entries, read again if its content has changed."""
        self.asked.add(file)
        known, state = self.entries.get(file), project.files.get(file)
        if known and state and state == known.seen.state and settled([state], known.moment):
            return _register(known)
        seen, moment = look(project, file), project.inputs.moment
        self.fresh.add(file)
        if known and seen.content and seen.content == known.seen.content:
            self.entries[file] = known._replace(seen=seen, moment=moment)
            return _register(known)
        parsed = read()
        left_out = tuple(sorted(parsed.left_out))
        self.entries[file] = StoredRegister(seen, moment, parsed.data, left_out, stored(parsed.findings))
        return parsed

    def body(self, ref: Ref) -> Body:
        return self.reader.body(ref)

    def save(self) -> None:
        """Store what was read now; forget files that are gone."""
        self.shared.put("records", self.settings)
        self.files.put_all((file, _stored(parsed)) for file, parsed in self.parsed.items() if file in self.fresh)
        self.files.prune(self.parsed)
        self.registers.put_all((file, register) for file, register in self.entries.items() if file in self.fresh)
        self.registers.prune(self.asked)
        self.fresh.clear()


def _glance(project: Project, seen: Seen) -> Seen:
    """The state of a named file now, without reading it."""
    try:
        return seen._replace(state=State.of(project.path(seen.file).lstat()))
    except (OSError, ValueError):
        return seen._replace(state=None)


def _is_settled(parsed: ParsedFile) -> bool:
    return settled((seen.state for seen in parsed.seen if seen.state), parsed.moment)


def _stored(parsed: ParsedFile) -> StoredFile:
    return StoredFile(parsed.seen, parsed.moment, parsed.summary, stored(parsed.findings))


def _parsed(file: StoredFile) -> ParsedFile:
    with understood("records"):
        return ParsedFile(file.seen, file.moment, file.summary, restored(file.findings))


def _register(register: StoredRegister) -> ParsedRegister:
    with understood("registers"):
        entries = dict(_entries(register.seen.file, register.data))
        return ParsedRegister(entries, register.data, frozenset(register.left_out), restored(register.findings))


def _entries(file: str, data: tuple[Any, ...]) -> Iterator[tuple[Ref, Any]]:
    register = file.rpartition("/")[2].removesuffix(".yml")
    for item in data:
        entry = REGISTERS[register].model_validate(item)
        yield Ref(register, entry.id), entry
