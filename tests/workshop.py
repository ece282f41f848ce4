"""A small project, and every edit that an editor can make to it. cases/incremental.yml has the possible contents."""

import copy
import datetime
import io
import itertools
import os
import pathlib
import shutil
from collections.abc import Mapping
from typing import Any

import PIL.Image
import yaml

from exemplary.records.schema.types import EXEMPLAR_KINDS, RECORD_KINDS
from tests import projects

WORDS: Mapping[str, Any] = yaml.safe_load((projects.CASES / "incremental.yml").read_text("utf-8"))
MOMENTS = tuple(
    str(int(datetime.datetime.fromisoformat(one).replace(tzinfo=datetime.UTC).timestamp())) for one in WORDS["moments"]
)
RECORDS: Mapping[str, Mapping[str, Any]] = WORDS["records"]
EVERY_SLUG = tuple(f"{kind}/{slug}" for kind in RECORD_KINDS for slug in WORDS["slugs"])
COLOURS = ("red", "green")


def values(kind: str) -> dict[str, list[Any]]:
    """The possible values of each field of a kind."""
    group = "exemplars" if kind in EXEMPLAR_KINDS else "content"
    return {**WORDS["values"]["any"], **WORDS["values"][group], **WORDS["values"][kind]}


class Workshop:
    """The project on disk, and what its editor knows about it.

    records    fields by kind/slug, including the story; a broken record is kept as it was
    files      the file of each record
    """

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.settings = copy.deepcopy(WORDS["settings"])
        self.registers = copy.deepcopy(dict(WORDS["registers"]))
        self.records = copy.deepcopy(dict(RECORDS))
        self.files = {ref: self._file(ref) for ref in self.records}
        self.number = itertools.count()
        self.save_settings()
        self.write("content/index.md", WORDS["fronts"][0])
        for name, texts in WORDS["pages"].items():
            self.write(name and f"content/{name}", texts[0])
        for register in self.registers:
            self.save_register(register)
        for ref in self.records:
            self.save(ref)

    @staticmethod
    def _file(ref: str, folder: str = "") -> str:
        kind, slug = ref.split("/")
        top = "exemplars" if kind in EXEMPLAR_KINDS else "content"
        return f"{top}/{kind}/{folder}{slug}.md"

    # Writing

    def write(self, name: str, content: str | bytes, *, beside: bool = False) -> None:
        """Write the file directly, or through a temporary file beside it, as editors do; empty content removes it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        if not data:
            path.unlink(missing_ok=True)
        elif beside:
            other = path.with_name(f".{path.name}.{next(self.number)}")
            other.write_bytes(data)
            other.replace(path)
        else:
            path.write_bytes(data)

    def save(self, ref: str, *, beside: bool = False) -> None:
        fields = {name: value for name, value in self.records[ref].items() if name != "story"}
        front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        self.write(self.files[ref], f"---\n{front}---\n{self.records[ref].get('story', '')}", beside=beside)

    def save_register(self, register: str) -> None:
        text = yaml.safe_dump(self.registers[register], allow_unicode=True, sort_keys=False)
        self.write(f"exemplars/registers/{register}.yml", text)

    def save_settings(self) -> None:
        self.write("mkdocs.yml", yaml.safe_dump(self.settings, allow_unicode=True, sort_keys=False))

    # Records

    def put(self, ref: str, fields: Mapping[str, Any]) -> None:
        """Add a record, or rewrite it completely."""
        self.records[ref] = dict(copy.deepcopy(fields))
        self.files.setdefault(ref, self._file(ref))
        self.save(ref)

    def change(self, ref: str, field: str, value: Any, *, beside: bool = False) -> None:
        fields = self.records[ref]
        fields.pop(field, None)
        if value is not None:
            fields[field] = value
        self.save(ref, beside=beside)

    def move(self, ref: str, other: str, folder: str = "") -> None:
        """Give a record another address or another folder."""
        old, new = self.root / self.files.pop(ref), self._file(other, folder)
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        if old.exists():
            old.rename(self.root / new)
        self.records[other] = self.records.pop(ref)
        self.files[other] = new

    def remove(self, ref: str) -> None:
        (self.root / self.files.pop(ref)).unlink(missing_ok=True)
        del self.records[ref]

    def withdraw(self, ref: str, *, bare: bool) -> None:
        fields = {} if bare else self.records[ref]
        withdrawn = {"status": "withdrawn", "withdrawn": {"date": datetime.date(2026, 1, 1), "reason": "request"}}
        self.put(ref, {**fields, **withdrawn})

    # Files beside records

    def picture(self, name: str, what: str) -> None:
        """A picture of one colour, bytes that are not a picture, or nothing."""
        contents = {"nothing": b"", "rubbish": b"not a picture"}
        self.write(name, contents[what] if what in contents else png(what))

    # What is kept of earlier builds

    @property
    def cache(self) -> pathlib.Path:
        return self.root / ".cache" / "exemplary"

    def kept(self) -> list[pathlib.Path]:
        return sorted(path for path in self.cache.rglob("*") if path.is_file())

    def tables(self) -> list[pathlib.Path]:
        return sorted(path for path in self.cache.glob("*") if path.is_file())


def png(colour: str) -> bytes:
    """A picture of 2 by 2 pixels."""
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (2, 2), colour).save(buffer, "PNG")
    return buffer.getvalue()


def damage(path: pathlib.Path, how: str, where: float) -> None:
    """`where` is a fraction of the file's length."""
    data = path.read_bytes()
    at = int(where * len(data))
    if how == "delete":
        path.unlink()
    elif how == "truncate":
        os.truncate(path, at)
    elif how == "append":
        path.write_bytes(data + b"rubbish" * 3)
    elif how == "flip" and data:
        at = min(at, len(data) - 1)
        with path.open("r+b") as file:
            file.seek(at)
            file.write(bytes((data[at] ^ 0x41,)))


def clear(path: pathlib.Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
