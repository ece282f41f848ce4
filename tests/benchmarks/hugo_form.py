"""The entries as a Hugo site, with its own layouts in hugo/."""

import pathlib
from collections.abc import Iterator, Sequence

from tests.benchmarks.entries import Entry
from tests.benchmarks.forms import MARK, RENAMED, File, quoted, sources
from tests.benchmarks.words import FIELDS, FORMS

LAYOUTS = pathlib.Path(__file__).with_name("hugo")


class HugoForm:
    """Our own layouts and one page per record; years, places and themes (here the fields) are taxonomies."""

    def files(self, made: Sequence[Entry]) -> Iterator[File]:
        for path in sorted(LAYOUTS.rglob("*")):
            if path.is_file():
                yield File(path.relative_to(LAYOUTS).as_posix(), path.read_text("utf-8"))
        yield from (self.record(entry, made) for entry in made)

    def record(self, entry: Entry, everyone: Sequence[Entry]) -> File:
        lines = [
            f"title: {quoted(entry.name)}",
            f"description: {quoted(entry.summary)}",
            f"kind: {entry.kind}",
            f"year: {entry.year}",
            f"date: {entry.date}",
            f"award: {quoted(FORMS[entry.form][0])}",
            f"decision: {quoted(entry.decision)}",
            f"id: {entry.slug}",
            "province: Tỉnh Mẫu",
            f'years: ["{entry.year}"]',
            f"places: [{quoted(entry.commune)}]",
            f"themes: [{', '.join(quoted(FIELDS[field]) for field in entry.fields)}]",
            "related:",
            *(f"  - ho-so/{everyone[number].kind}/{everyone[number].slug}" for number in entry.related),
            *sources(entry),
        ]
        text = "\n".join(["---", *lines, "---", "", entry.body, ""])
        return File(f"content/ho-so/{entry.kind}/{entry.slug}.md", text)

    def page(self, entry: Entry) -> str:
        return f"ho-so/{entry.kind}/{entry.slug}/index.html"

    def year_pages(self, year: int) -> str:
        return f"years/{year}/**/index.html"

    def renamed_theme(self, entry: Entry) -> File:
        term = FIELDS[entry.fields[0]].lower().replace(" ", "-")
        return File(f"content/themes/{term}/_index.md", f"---\ntitle: {RENAMED}\n---\n")

    def edited_template(self) -> File:
        name = "layouts/_default/single.html"
        text = (LAYOUTS / name).read_text("utf-8")
        return File(name, text.replace("{{ .Content }}", "{{ .Content }}" + MARK))
