"""The entries as Markdown pages for plain MkDocs with Material."""

from collections.abc import Iterator, Sequence

from tests.benchmarks.entries import Entry
from tests.benchmarks.forms import File, quoted
from tests.benchmarks.words import FIELDS, FORMS

SETTINGS = """\
site_name: Điển hình tỉnh Mẫu
site_url: https://example.org/
theme:
  name: material
  language: vi
  font: false
plugins: []
nav:
  - index.md
not_in_nav: "*"
"""


class MarkdownForm:
    """Plain MkDocs with Material: one Markdown page per record and per list, outside the navigation."""

    def files(self, made: Sequence[Entry]) -> Iterator[File]:
        yield File("mkdocs.yml", SETTINGS)
        yield File("docs/index.md", "# Điển hình tỉnh Mẫu\n\n- [Theo năm](years/2025.md)\n")
        yield from (self.record(entry, made) for entry in made)
        yield from _lists("years", ((str(entry.year), entry) for entry in made))
        yield from _lists("places", ((entry.commune, entry) for entry in made))
        yield from _lists("themes", ((FIELDS[field], entry) for entry in made for field in entry.fields))

    def record(self, entry: Entry, everyone: Sequence[Entry]) -> File:
        fields = " ".join(f"[{FIELDS[field]}](../themes/{_slug(FIELDS[field])}.md)" for field in entry.fields)
        related = [everyone[number] for number in entry.related]
        lines = [
            f"---\ntitle: {quoted(entry.name)}\ndescription: {quoted(entry.summary)}\n---\n\n# {entry.name}\n",
            f"{entry.summary}\n\n| | |\n|-|-|\n| Loại | {entry.kind} |",
            f"| Năm | [{entry.year}](../years/{entry.year}.md) |",
            f"| Nơi | [{entry.commune}](../places/{_slug(entry.commune)}.md), tỉnh Mẫu |",
            f"| Lĩnh vực | {fields} |\n| Hình thức khen | {FORMS[entry.form][0]} |",
            f"| Quyết định | {entry.decision} ngày {entry.date} |\n\n{entry.body}\n\n## Liên quan\n",
            *(f"- [{other.name}](../{other.kind}/{other.slug}.md)" for other in related),
            "\n## Nguồn\n",
            *(f"- [{title}]({url})" for title, url in entry.sources),
        ]
        return File(f"docs/{entry.kind}/{entry.slug}.md", "\n".join([*lines, ""]))

    def page(self, entry: Entry) -> str:
        return f"{entry.kind}/{entry.slug}/index.html"

    def year_pages(self, year: int) -> str:
        return f"years/{year}/index.html"


def _lists(folder: str, members: Iterator[tuple[str, Entry]]) -> Iterator[File]:
    lists: dict[str, list[str]] = {}
    for name, entry in members:
        line = f"- [{entry.name}](../{entry.kind}/{entry.slug}.md) – {entry.commune}, {entry.year}"
        lists.setdefault(name, []).append(line)
    for name, lines in lists.items():
        yield File(f"docs/{folder}/{_slug(name)}.md", "\n".join([f"# {name}", "", *lines, ""]))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
