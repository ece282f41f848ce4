"""The entries as a site of exemplary: records, registers, themes and conferences of the years."""

import pathlib
from collections.abc import Iterator, Sequence
from typing import ClassVar

import exemplary.render
from tests.benchmarks.entries import YEARS, Entry
from tests.benchmarks.forms import MARK, RENAMED, File, quoted, sources
from tests.benchmarks.words import BODIES, FIELDS, FORMS

DISTRICTS = 10
SETTINGS = """\
site_name: Điển hình tỉnh Mẫu
site_url: https://example.org/
docs_dir: content
theme:
  name: material
  language: vi
  font: false
plugins:
  - exemplary
"""


class ExemplaryForm:
    """Records and registers; there is one theme per year."""

    segments: ClassVar = {"individuals": "ca-nhan", "collectives": "tap-the", "models": "mo-hinh"}

    def files(self, made: Sequence[Entry]) -> Iterator[File]:
        yield File("mkdocs.yml", SETTINGS)
        yield from (self.record(entry, made) for entry in made)
        yield from _registers(made)
        yield File("content/index.md", "---\ntitle: Điển hình tỉnh Mẫu\n---\n")
        for year in YEARS:
            yield _theme(year, f"Chuyên đề mẫu năm {year}")
            yield _conference(year, made)

    def record(self, entry: Entry, everyone: Sequence[Entry]) -> File:
        lines = [*_facts(entry), *_award(entry), *_further(entry, everyone), f"published: {entry.date}"]
        text = "\n".join(["---", *lines, "---", "", entry.body, ""])
        return File(f"exemplars/{entry.kind}/{entry.slug}.md", text)

    def page(self, entry: Entry) -> str:
        return f"{self.segments[entry.kind]}/{entry.slug}/index.html"

    def year_pages(self, year: int) -> str:
        return f"nam/{year}/**/index.html"

    def renamed_theme(self, entry: Entry) -> File:
        return _theme(entry.year, RENAMED)

    def edited_template(self) -> File:
        """A template of the site's own, based on the package's."""
        name = "templates/exemplar.html"
        text = pathlib.Path(exemplary.render.__path__[0], name).read_text("utf-8")
        block = "{% block after %}"
        if block not in text:
            raise LookupError(f"{name} has no longer a {block}: say here where a mark can be set in it.")
        return File("overrides/exemplary/exemplar.html", text.replace(block, f"{block}\n{MARK}"))


def honours(year: int, made: Sequence[Entry]) -> str:
    """What the year's conference announced: two more of each honour than the records hold."""
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for entry in made:
        if entry.at_conference and entry.year == year:
            kinds = [to + "s" for to in FORMS[entry.form][2].split(", ")]
            counts = counted.setdefault((entry.form, entry.by), dict.fromkeys(kinds, 2))
            counts[entry.kind] += 1
    lines = [
        f"  - {{form: {form}, body: {body}, {', '.join(f'{kind}: {number}' for kind, number in counts.items())}}}\n"
        for (form, body), counts in sorted(counted.items())
    ]
    return "".join(["honours:\n", *lines]) if lines else ""


def level(body: str) -> str:
    """The award level of an organisation."""
    return "communal" if "xa" in body else "provincial"


# The lines of the files


def _facts(entry: Entry) -> Iterator[str]:
    yield f"name: {quoted(entry.name)}"
    yield f"summary: {quoted(entry.summary)}"
    yield f"place: {entry.place}"
    yield f"fields: [{', '.join(entry.fields)}]"
    yield f"themes: [themes/{entry.year}]"
    if entry.kind == "collectives":
        yield "category: unit"
    if entry.kind == "models":
        yield "category: model"


def _award(entry: Entry) -> Iterator[str]:
    yield f"awards:\n  - form: {entry.form}\n    body: {entry.by}\n    date: {entry.date}"
    yield f"    decision: {{number: {quoted(entry.decision)}, date: {entry.date}}}"
    if entry.at_conference:
        yield f"    conference: conferences/{entry.year}"


def _further(entry: Entry, everyone: Sequence[Entry]) -> Iterator[str]:
    if entry.english:
        words = f"{{name: {quoted(entry.name)}, summary: A made-up deed for measuring.}}"
        yield f"translations:\n  en: {words}"
    if entry.kind == "individuals":
        yield f"consent: {{basis: consent, ref: HS-{entry.year}, date: {entry.date}}}"
    if entry.related:
        yield "related:"
        yield from (f"  - {everyone[number].kind}/{everyone[number].slug}" for number in entry.related)
    yield from sources(entry)


def _theme(year: int, title: str) -> File:
    facts = f"title: {title}\nissuer: ubnd-tinh-mau\nyear: {year}\nsources: [{{title: Kế hoạch mẫu}}]"
    return File(f"content/themes/{year}.md", f"---\n{facts}\n---\n\nNội dung chuyên đề mẫu.\n")


def _conference(year: int, made: Sequence[Entry]) -> File:
    facts = f"title: Hội nghị mẫu năm {year}\ndate: {year}-06-20\nhost: ubnd-tinh-mau\n"
    text = f"---\n{facts}{honours(year, made)}sources: [{{title: Bản tin mẫu}}]\n---\n\nTin hội nghị mẫu.\n"
    return File(f"content/conferences/{year}.md", text)


def _registers(made: Sequence[Entry]) -> Iterator[File]:
    registers = {
        "places": _places(sorted({(entry.place, entry.commune) for entry in made})),
        "organisations": [
            f"{{id: {body}, name: {quoted(name)}, kind: government, level: {level(body)}}}"
            for body, name in BODIES.items()
        ],
        "award-forms": [
            f"{{id: {form}, name: {quoted(name)}, family: {family}, recipients: [{to}]}}"
            for form, (name, family, to) in FORMS.items()
        ],
        "fields": [f"{{id: {field}, name: {quoted(name)}}}" for field, name in FIELDS.items()],
        "documents": ["{id: ke-hoach-mau, kind: kế hoạch, number: 01-KH/M, title: Kế hoạch mẫu}"],
    }
    for name, lines in registers.items():
        yield File(f"exemplars/registers/{name}.yml", "".join(f"- {line}\n" for line in lines))


def _places(communes: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A province, its communes, and the districts between them until a reform."""
    districts = [f"huyen-mau-{number}" for number in range(DISTRICTS)]
    yield "{id: tinh-mau, name: tỉnh Mẫu, level: province, tile: [1, 1]}"
    for number, district in enumerate(districts):
        successors = ", ".join(f"{{place: {identity}, part: part}}" for identity, _ in communes[number::DISTRICTS])
        yield (
            f"{{id: {district}, name: huyện Mẫu {number}, level: district, parent: tinh-mau, to: 2025-06-30,"
            f" successors: [{successors}]}}"
        )
    for number, (identity, name) in enumerate(communes):
        former = f"{{place: {districts[number % DISTRICTS]}, to: 2025-06-30}}"
        parents = f"[{former}, {{place: tinh-mau, from: 2025-07-01}}]"
        yield f"{{id: {identity}, name: {quoted(name)}, level: commune, parent: {parents}}}"
