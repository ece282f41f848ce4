"""The interface of a form of the entries: the files of a site, their outputs, and the changes to measure."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from tests.benchmarks.entries import Entry

SENTENCE = "Một câu thêm vào để đo."
RENAMED = "Tên mới để đo"
MARK = "<p hidden>Khuôn mẫu đã sửa để đo.</p>"


@dataclasses.dataclass(frozen=True)
class File:
    """A source file; `path` is relative to the site's folder."""

    path: str
    text: str


@dataclasses.dataclass(frozen=True)
class Change:
    """One file to rewrite, and how to check that the change was published.

    page  a glob relative to the output: one of the matching files must then contain `shows`
    """

    file: File
    page: str
    shows: str


class Form(Protocol):
    def files(self, made: Sequence[Entry]) -> Iterator[File]:
        """The whole site."""

    def record(self, entry: Entry, everyone: Sequence[Entry]) -> File: ...

    def page(self, entry: Entry) -> str:
        """The entry's page in the output."""

    def year_pages(self, year: int) -> str:
        """A glob for the pages in the output that list the records of a year."""


class FullForm(Form, Protocol):
    """A form in which every change is measured."""

    def renamed_theme(self, entry: Entry) -> File:
        """A theme to which the entry's page refers, with a new name."""

    def edited_template(self) -> File:
        """The template of a record's page, with `MARK` in it."""


def touched(form: Form, entry: Entry, everyone: Sequence[Entry]) -> Change:
    file = form.record(entry, everyone)
    return Change(File(file.path, f"{file.text}\n{SENTENCE}\n"), form.page(entry), SENTENCE)


def added(form: Form, entry: Entry, everyone: Sequence[Entry]) -> Change:
    return Change(form.record(entry, everyone), form.year_pages(entry.year), f"/{entry.slug}/")


def renamed(form: FullForm, entry: Entry) -> Change:
    return Change(form.renamed_theme(entry), form.page(entry), RENAMED)


def edited(form: FullForm, entry: Entry) -> Change:
    return Change(form.edited_template(), form.page(entry), MARK)


def sources(entry: Entry) -> list[str]:
    """The same lines for the records of exemplary and of Hugo."""
    return ["sources:", *(f"  - {{title: {quoted(title)}, url: {quoted(url)}}}" for title, url in entry.sources)]


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
