"""Ordinary pages under MkDocs and under our own host: both publish the same, report the same, and agree on links."""

import functools
import os
import pathlib
import re
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import axe_playwright_python.sync_playwright
import playwright.sync_api
import pytest
import yaml

from exemplary.build import pipeline
from exemplary.diagnostics import ExemplaryError, Report
from exemplary.hosts.choice import ChosenHost
from tests import markup, projects, sites

CASES: Mapping[str, Mapping[str, Any]] = yaml.safe_load((projects.CASES / "ordinary.yml").read_text("utf-8"))
BOTH = ("mkdocs", "own")


class Made(NamedTuple):
    """The folder that a host wrote, the addresses of its pages, and all findings in the order of their places."""

    folder: pathlib.Path
    pages: tuple[tuple[str, str], ...]
    findings: list[str]

    def html(self, address: str) -> str:
        return (self.folder / address / "index.html").read_text("utf-8")

    def page(self, address: str) -> markup.Markup:
        return markup.read(self.html(address))


def part(html: str, start: str) -> markup.Markup:
    """The element that begins with `start`, such as `<nav class="pages"`; it has none of its name inside."""
    name = start.lstrip("<").split()[0]
    return markup.read(start + html.partition(start)[2].partition(f"</{name}>")[0])


def settings(host: str, more: str = "", plugins: tuple[str, ...] = ()) -> str:
    return sites.SETTINGS.replace("- exemplary", f"- exemplary: {{host: {host}}}") + "".join(
        [*(f"  - {name}\n" for name in plugins), more]
    )


def made(host: str, files: Mapping[str, str | bytes], more: str = "", plugins: tuple[str, ...] = ()) -> Made:
    return rendered(sites.lay({"mkdocs.yml": settings(host, more, plugins), **files}))


def rendered(root: pathlib.Path) -> Made:
    host, report, folder = ChosenHost(root / "mkdocs.yml"), Report(), sites.folder()
    report.extend(host.findings)
    site = pipeline.prepare(host.project, report, pipeline.reader())
    output = host.ordinary_pages(site, folder)
    report.extend(output.findings)
    lines = [
        f"{one.span.file}:{one.span.line}:{one.span.column} {one.severity} {one.rule.code}"
        for one in report.diagnostics
    ]
    return Made(folder, output.pages, lines)


@pytest.mark.parametrize(
    ("name", "host"), [(name, host) for name, case in CASES.items() for host in BOTH if case.get("host", host) == host]
)
def test_what_is_reported_and_what_is_not_published(name: str, host: str) -> None:
    case = CASES[name]
    root = sites.lay({"mkdocs.yml": settings(host, case.get("settings", ""), tuple(case.get("plugins", ())))})
    projects.lay(root, case["files"], base={})
    for link in case.get("links", ()):
        (root / link).symlink_to(root / "exemplars/registers/places.yml")
    for pipe in case.get("pipes", ()):
        os.mkfifo(root / pipe)
    result = rendered(root)
    assert result.findings == case.get("findings", [])
    assert [path for path in case.get("missing", ()) if (result.folder / path).exists()] == []
    for path, text in case.get("shown", {}).items():
        assert text in (result.folder / path).read_text("utf-8")


# Both hosts agree

PAGES = {
    "content/a.md": "---\ntitle: Trang A\ndate: 2026-05-19\n---\n\n## Mục một\n\nChữ [b](nhom/b.md#muc).\n\n"
    "## Mục hai\n\n![Ảnh](anh.png) <em>em</em>\n",
    "content/nhom/b.md": '# Trang *B*\n\nChữ [a](../a.md), [tệp](../tep%20x.txt "Tệp"), [mục](#muc).\n\n## Mục\n',
    "content/nhom/index.md": "Không có tựa.\n",
    "content/tep x.txt": "chữ",
}


def links(html: str) -> list[str]:
    """The targets of the links in the text of a page, under either layout."""
    anchors = part(html, "<article ").all("a")
    return [link.attributes["href"] for link in anchors if "headerlink" not in link.classes]


@pytest.fixture(scope="module")
def pair() -> tuple[Made, Made]:
    picture = (sites.ROOT / "plugins/exemplary/starters/demo/content/stories/duong-len-ban-mau.png").read_bytes()
    files = dict(PAGES)
    theirs, ours = (made(host, {**files, "content/anh.png": picture}) for host in BOTH)
    return theirs, ours


def test_the_hosts_write_the_same_pages_at_the_same_addresses(pair: tuple[Made, Made]) -> None:
    theirs, ours = pair
    assert sorted(theirs.pages) == sorted(ours.pages) == [("a/", "2026-05-19"), ("nhom/", ""), ("nhom/b/", "")]


@pytest.mark.parametrize("address", ["a/", "nhom/b/", "nhom/"])
def test_the_hosts_resolve_links_to_the_same_places(pair: tuple[Made, Made], address: str) -> None:
    theirs, ours = ({resolved(address, link) for link in links(made.html(address))} for made in pair)
    assert theirs == ours


def resolved(address: str, link: str) -> str:
    return urllib.parse.urljoin(f"https://vi-du.example/{address}", link)


@pytest.mark.parametrize("address", ["a/", "nhom/b/", "nhom/"])
def test_the_header_and_the_footer_are_the_same_under_both_hosts(pair: tuple[Made, Made], address: str) -> None:
    theirs, ours = (surroundings(made.html(address)) for made in pair)
    assert theirs == ours


def surroundings(page: str) -> list[str]:
    """Header and footer, without what each host needs for its own layout."""
    own = r' data-md-component="header"|<button class="drawer-open".*?</button>|<p class="printed">.*?</p>'
    parts = re.findall(
        r"<header class=\"masthead\".*?</header>|<footer class=\"colophon\".*?</footer>", page, re.DOTALL
    )
    return [re.sub(r"\s+", "", re.sub(own, "", part, flags=re.DOTALL)) for part in parts]


def test_a_page_of_our_own_has_its_title_its_contents_and_the_menu(pair: tuple[Made, Made]) -> None:
    page = pair[1].page("a/")
    assert page.one("h1").text == "Trang A"
    assert page.one("title").text == "Trang A – Gương sáng"
    contents = part(pair[1].html("a/"), '<nav class="aside contents"')
    assert [link.text for link in contents.all("a")] == [
        "Mục một",
        "Mục hai",
    ]
    menu = part(pair[1].html("a/"), '<nav class="aside pages"')
    assert [link.text for link in menu.all("a")] == ["Trang A", "Index", "Trang B"]
    assert menu.one("a", aria_current="page").text == "Trang A"


def test_the_footer_of_a_record_leads_to_the_pages_of_the_menu() -> None:
    nav = "nav:\n  - Về chúng tôi: a.md\n  - Nhóm: [nhom/b.md]\n  - Ngoài: https://vi-du.example/\n  - khong-co.md\n"
    files = {"mkdocs.yml": settings("own", nav), "content/a.md": "# A", "content/nhom/b.md": "# B"}
    page = sites.tiny(files).site / "ca-nhan/le-thi-mau/index.html"
    footer = part(page.read_text("utf-8"), "<footer ")
    assert [link.text for link in footer.all("a")][-1] == "Về chúng tôi"
    assert footer.all("a")[-1].attributes["href"] == "../../a/"


# Failures


@pytest.mark.parametrize(
    ("more", "code", "reason"),
    [
        ("hooks: [h.py]\n", "ordinary-pages", "page 'a.md': name 'HỎNG' is not defined"),
        ("hooks: [khong-co.py]\n", "configuration-refused", "khong-co.py"),
        ("site_author: [1]\n", "configuration-refused", "site_author"),
    ],
)
def test_a_failure_of_mkdocs_says_what_failed(more: str, code: str, reason: str) -> None:
    hook = "def on_page_markdown(markdown, **given):\n    return markdown + HỎNG\n"
    with pytest.raises(ExemplaryError) as failure:
        made("mkdocs", {"content/a.md": "# A", "h.py": hook}, more)
    assert failure.value.code == code
    assert reason in failure.value.values["reason"]


# Plugins and hooks of others under MkDocs

HOOK = """\
import pathlib
def on_startup(command, dirty):
    global READY
    READY = command
def on_page_content(html, page, **given):
    pathlib.Path(page.file.abs_src_path)
    return html + READY
def on_shutdown():
    pathlib.Path(__file__).with_name("ended").touch()
"""


def test_other_plugins_meet_every_event_and_ordinary_pages_only() -> None:
    root = sites.lay({"mkdocs.yml": settings("mkdocs", "hooks: [h.py]\n"), "content/a.md": "# A", "h.py": HOOK})
    assert "build" in rendered(root).page("a/").one("article").text
    assert (root / "ended").exists()


@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_under_their_own_command_they_meet_ordinary_pages_only_too(command: str) -> None:
    root = sites.lay({"mkdocs.yml": settings("mkdocs", "hooks: [h.py]\n"), "content/a.md": "# A", "h.py": HOOK})
    ended = sites.run(command, "build", root=root)
    assert ended.returncode == 0, ended.stderr
    assert "build" in sites.Built(root).page("a/").one("article").text
    assert sites.Built(root).has("ca-nhan/le-thi-mau/")


def test_warnings_are_repeated_by_each_build_and_counted_in_strict_mode() -> None:
    root = sites.lay({"mkdocs.yml": settings("mkdocs"), "content/a.md": "# A\n\n[x](khong-co.md)\n"})
    for options in ((), (), ("--fresh",)):
        built = sites.build(root, *options)
        assert (built.code, "[dead-link]" in built.said) == (0, True)
    before = sites.tree(root / "site")
    (root / "content/b.md").write_text("# B", "utf-8")
    for options in (("--strict",), ("--strict",), ("--strict", "--fresh")):
        built = sites.build(root, *options)
        assert (built.code, "[dead-link]" in built.said) == (1, True)
    assert sites.tree(root / "site") == before


# How a page of our own looks

TEXT = """\
## Mục một

Chữ có `mã`, [liên kết](b.md) và một từ rấtdàirấtdàirấtdàirấtdàirấtdàirấtdàirấtdàirấtdàirấtdàirấtdàirấtdài.

> Trích dẫn.

| Cột | Cột hai | Cột ba | Cột bốn | Cột năm | Cột sáu |
|-|-|-|-|-|-|
| một hai ba | một hai ba | một hai ba | một hai ba | một hai ba | một hai ba |

```
mã không xuống dòng mã không xuống dòng mã không xuống dòng mã không xuống dòng mã không xuống dòng
```

!!! note "Lưu ý"
    Chữ.[^1]

## Mục hai

[^1]: Chú thích.
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_of_our_own_can_be_read_by_everybody(
    browser: playwright.sync_api.Browser, serve: Callable[[pathlib.Path], str], width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(f"{serve(readable())}a/")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    found = axe_playwright_python.sync_playwright.Axe().run(tab).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    context.close()


@functools.cache
def readable() -> pathlib.Path:
    """A site by our own host, with a page that has everything that is styled."""
    more = "markdown_extensions: [admonition, footnotes, toc: {permalink: true}]\n"
    return sites.tiny({"mkdocs.yml": settings("own", more), "content/a.md": TEXT, "content/b.md": "# B"}).site


@pytest.mark.parametrize("host", BOTH)
def test_links_and_the_menu_may_lead_to_the_front_page(host: str) -> None:
    menu = "nav: [{Chủ: index.md}, {Nhóm: [a.md, {Hai: b/c.md}]}]\n"
    texts = {"content/a.md": "# A\n\n[chủ](index.md)\n", "content/b/c.md": "# C\n\n[chủ](../index.md)\n"}
    built = sites.build(sites.lay({"mkdocs.yml": settings(host, menu), "content/index.md": "# Chủ\n", **texts}))
    assert (built.code, "0 warnings" in built.said) == (0, True), built.said
    for address, up in (("a/", ".."), ("b/c/", "../..")):
        links = [link.attributes["href"] for link in built.page(address).all("a") if link.text == "chủ"]
        assert [link.rstrip("/") for link in links] == [up]
        assert "index.md" not in (built.site / address / "index.html").read_text("utf-8")
    assert (built.page("").one("h1").text, built.has("index.md")) == ("Gương sáng", False)


def test_a_menu_of_one_group_is_shown_beside_our_own_pages() -> None:
    menu = "nav: [{Nhóm: [a.md, b.md]}]\n"
    built = sites.build(sites.lay({"mkdocs.yml": settings("own", menu), "content/a.md": "# A", "content/b.md": "# B"}))
    assert "../b/" in [link.attributes["href"] for link in built.page("a/").all("a")]
