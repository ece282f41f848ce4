"""The entries as a Hugo site that makes the same pages as ours, with its layouts in hugo-same/."""

import pathlib
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.entries import YEARS, Entry, fold
from tests.benchmarks.exemplary_form import DISTRICTS, ExemplaryForm, honours, level
from tests.benchmarks.forms import MARK, RENAMED, File, quoted, sources
from tests.benchmarks.words import BODIES, FIELDS, FORMS

LAYOUTS = pathlib.Path(__file__).with_name("hugo-same")
REFORM = "2025-07-01"
SECTIONS = {
    "ca-nhan": ("individual", "Cá nhân", "Cá nhân"),
    "tap-the": ("collective", "Tập thể", "Tập thể"),
    "mo-hinh": ("model", "Mô hình, cách làm", "Mô hình"),
}
"""The class, title and singular of each section of records."""
INDEXES = {
    "nam": "Theo năm",
    "linh-vuc": "Lĩnh vực",
    "khen-thuong": "Hình thức khen thưởng",
    "cap-khen": "Cấp khen thưởng",
    "to-chuc": "Cơ quan, tổ chức",
    "a-z": "Theo chữ cái",
    "dia-phuong": "Địa phương",
    "chuyen-de": "Chuyên đề",
    "hoi-nghi": "Hội nghị",
}
EMPTY = {"van-ban": "Văn bản", "cau-chuyen": "Câu chuyện", "the": "Thẻ"}
LEVELS = {"provincial": "Cấp tỉnh", "communal": "Cấp xã"}


class HugoSameForm:
    """The addresses are ours too; every list is a taxonomy or a section."""

    def files(self, made: Sequence[Entry]) -> Iterator[File]:
        for path in sorted(LAYOUTS.rglob("*")):
            if path.is_file():
                yield File(path.relative_to(LAYOUTS).as_posix(), path.read_text("utf-8"))
        districts = _districts(made)
        yield from (_record(entry, made, districts) for entry in made)
        yield from _sections()
        yield from _places(made, districts)
        yield from _terms(made)
        for year in YEARS:
            yield _theme(year, f"Chuyên đề mẫu năm {year}")
            yield _conference(year, made)

    def record(self, entry: Entry, everyone: Sequence[Entry]) -> File:
        return _record(entry, everyone, _districts(everyone))

    def page(self, entry: Entry) -> str:
        return f"{_address(entry)}/index.html"

    def year_pages(self, year: int) -> str:
        return f"nam/{year}/**/index.html"

    def renamed_theme(self, entry: Entry) -> File:
        return _theme(entry.year, RENAMED)

    def edited_template(self) -> File:
        name = "layouts/page.html"
        text = (LAYOUTS / name).read_text("utf-8")
        return File(name, text.replace("{{ .Content }}", "{{ .Content }}" + MARK))


def _address(entry: Entry) -> str:
    return f"{ExemplaryForm.segments[entry.kind]}/{entry.slug}"


def _districts(made: Sequence[Entry]) -> dict[str, str]:
    """The former district of each commune."""
    communes = sorted({entry.place for entry in made})
    return {commune: f"huyen-mau-{number % DISTRICTS}" for number, commune in enumerate(communes)}


# The records


def _record(entry: Entry, everyone: Sequence[Entry], districts: Mapping[str, str]) -> File:
    lines = [*_facts(entry, districts), *_award(entry), *_related(entry, everyone), *sources(entry)]
    return File(f"content/{_address(entry)}.md", "\n".join(["---", *lines, "---", "", entry.body, ""]))


def _facts(entry: Entry, districts: Mapping[str, str]) -> Iterator[str]:
    former = [districts[entry.place]] if entry.date < REFORM and entry.place in districts else []
    yield f"title: {quoted(entry.name)}"
    yield f"description: {quoted(entry.summary)}"
    yield f"date: {entry.date}"
    yield f"commune: {entry.place}"
    yield f"dia-phuong: [{', '.join([entry.place, *former, 'tinh-mau'])}]"
    yield f"linh-vuc: [{', '.join(entry.fields)}]"
    yield f'nam: ["{entry.year}"]'
    yield f'chuyen-de: ["{entry.year}"]'
    yield f"a-z: [{_letter(entry)}]"
    if entry.at_conference:
        yield f'hoi-nghi: ["{entry.year}"]'


def _award(entry: Entry) -> Iterator[str]:
    facts = f"form: {entry.form}, body: {entry.by}, level: {level(entry.by)}"
    yield f"khen-thuong: [{entry.form}]"
    yield f"to-chuc: [{entry.by}]"
    yield f"cap-khen: [{level(entry.by)}]"
    yield f"awards:\n  - {{{facts}, date: {entry.date}, decision: {quoted(entry.decision)}}}"


def _related(entry: Entry, everyone: Sequence[Entry]) -> Iterator[str]:
    if entry.related:
        yield "related:"
        yield from (f"  - {_address(everyone[number])}" for number in entry.related)


def _letter(entry: Entry) -> str:
    """The letter that lists the record: of the given name of a person, otherwise of the first word."""
    words = entry.name.split()
    first = (words[-1] if entry.kind == "individuals" else words[0])[0]
    return "dd" if first == "Đ" else fold(first)


# The lists


def _page(path: str, title: str, *facts: str, body: str = "") -> File:
    lines = ["---", f"title: {quoted(title)}", *facts, "---", "", body, ""]
    return File(f"content/{path}/_index.md", "\n".join(lines))


def _sections() -> Iterator[File]:
    for section, (kind, title, singular) in SECTIONS.items():
        yield _page(section, title, f"singular: {quoted(singular)}", f"class: {kind}", "type: danh-sach")
        for field, name in FIELDS.items():
            heading = f"{singular}: lĩnh vực {name}"
            yield _page(f"{section}/linh-vuc/{field}", heading, "type: danh-sach", f"field: {field}")
    yield _page("guong", "Tất cả gương điển hình", "type: danh-sach")
    yield from (_page(index, title) for index, title in INDEXES.items())
    yield from (_page(section, title, "type: trang") for section, title in EMPTY.items())
    facts = "facts: {Tên: Kế hoạch mẫu, Loại: kế hoạch, Số hiệu: 01-KH/M}"
    yield _page("van-ban/ke-hoach-mau", "Kế hoạch 01-KH/M", "type: trang", facts)
    yield _page("so-lieu", "Số liệu", "type: so-lieu")


def _places(made: Sequence[Entry], districts: Mapping[str, str]) -> Iterator[File]:
    """A province, its communes, and the districts between them until a reform."""
    former = sorted(set(districts.values()))
    children = ", ".join([*former, *districts])
    kind = "level: Tỉnh, thành phố trực thuộc trung ương"
    yield _page("dia-phuong/tinh-mau", "tỉnh Mẫu", kind, "rank: 1", f"children: [{children}]")
    for district in former:
        communes = ", ".join(commune for commune, parent in districts.items() if parent == district)
        facts = ["level: Huyện, quận", "rank: 2", "parents: [{place: tinh-mau}]", "until: 2025-06-30"]
        name = f"huyện Mẫu {district.removeprefix('huyen-mau-')}"
        yield _page(f"dia-phuong/{district}", name, *facts, f"children: [{communes}]")
    for commune, name in sorted({(entry.place, entry.commune) for entry in made}):
        before = f"{{place: {districts[commune]}, note: đến 30/6/2025}}"
        parents = f"parents: [{before}, {{place: tinh-mau, note: từ 1/7/2025}}]"
        yield _page(f"dia-phuong/{commune}", name, "level: Xã, thị trấn", "rank: 3", parents)


def _terms(made: Sequence[Entry]) -> Iterator[File]:
    yield from (_page(f"linh-vuc/{field}", name) for field, name in FIELDS.items())
    yield from (_page(f"khen-thuong/{form}", name) for form, (name, _, _) in FORMS.items())
    yield from (_page(f"to-chuc/{body}", name, f"award_level: {level(body)}") for body, name in BODIES.items())
    yield from (_page(f"cap-khen/{identity}", name) for identity, name in LEVELS.items())
    for letter in sorted(set(map(_letter, made))):
        yield _page(f"a-z/{letter}", f"Chữ {'Đ' if letter == 'dd' else letter.upper()}")
    yield from (_page(f"nam/{year}", f"Năm {year}") for year in YEARS)


def _theme(year: int, title: str) -> File:
    facts = (f"date: {year}-01-01", "issuer: ubnd-tinh-mau", f'year: "{year}"', "sources: [{title: Kế hoạch mẫu}]")
    return _page(f"chuyen-de/{year}", title, *facts, body="Nội dung chuyên đề mẫu.")


def _conference(year: int, made: Sequence[Entry]) -> File:
    facts = [f"date: {year}-06-20", "host: ubnd-tinh-mau", f'year: "{year}"', "sources: [{title: Bản tin mẫu}]"]
    announced = honours(year, made).rstrip("\n")
    title = f"Hội nghị mẫu năm {year}"
    return _page(f"hoi-nghi/{year}", title, *facts, *filter(None, [announced]), body="Tin hội nghị mẫu.")
