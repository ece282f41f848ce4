"""The hosts: MkDocs, properdocs and our own give the same pages of records, and publish only what they may."""

import functools
import io
import pathlib
import re

import PIL.Image
import pytest

from exemplary.publishing import listing
from tests import sites

GENERATOR = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')
"""Material's pages name the version of their host."""


@functools.cache
def hosted(host: str) -> sites.Built:
    """The demonstration built by `mkdocs build` or `properdocs build`."""
    root = sites.demo_source()
    ended = sites.run(host, "build", root=root)
    return sites.Built(root, ended.returncode, ended.stderr)


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_host_gives_the_same_site_as_the_command(host: str) -> None:
    assert hosted(host).code == 0, hosted(host).said
    theirs, ours = hosted(host).files(), sites.demo().files()
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if GENERATOR.sub(b"", theirs[name]) != GENERATOR.sub(b"", ours[name])] == []
    assert [name for name, content in ours.items() if GENERATOR.search(content)] == ["gioi-thieu/index.html"]


# Without MkDocs

BLOCKED = """\
import importlib.abc, sys
class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mkdocs", "material", "properdocs"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
from exemplary.cli import main
main()
"""


def alone(root: pathlib.Path, *arguments: str) -> sites.Built:
    """`exemplary` where neither MkDocs nor Material nor properdocs can be imported."""
    asked = ("-c", BLOCKED, *arguments, "-f", str(root / "mkdocs.yml"), "--lang", "en", "--notes")
    ended = sites.run("python", *asked, root=root)
    return sites.Built(root, ended.returncode, ended.stdout + ended.stderr)


@pytest.mark.parametrize("name", ["own", "demo"])
def test_without_mkdocs_the_pages_of_records_are_the_same_bytes(name: str) -> None:
    source, built = {"own": (sites.own_source, sites.own), "demo": (sites.demo_source, sites.demo)}[name]
    bare = alone(source(), "build")
    assert (bare.code, "[own-host]" in bare.said) == (0, True), bare.said
    theirs, ours = built().files(), bare.files()
    assert [path for path in ours if path not in theirs] == []
    assert {path for path in theirs if path not in ours and not path.startswith("assets/")} == set()
    different = [path for path in ours if theirs[path] != ours[path]]
    assert different == [listing.NAME, "gioi-thieu/index.html"]


def test_without_mkdocs_an_ordinary_page_is_a_page_of_the_site() -> None:
    page = alone(sites.demo_source(), "build").page("gioi-thieu/")
    assert page.one("h1").text.startswith("Giới thiệu bản mẫu")
    assert page.one("div", class_="admonition").text.startswith("Không có thật")
    assert page.one("header", class_="masthead").text
    assert not [link for link in page.all("link") if "material" in link.attributes["href"]]


def test_a_host_that_is_asked_for_must_be_installed() -> None:
    root = sites.lay({"mkdocs.yml": sites.SETTINGS.replace("- exemplary", "- exemplary: {host: mkdocs}")})
    ended = alone(root, "build")
    assert (ended.code, ended.said.partition(",")[0]) == (
        2,
        "exemplary: The setting `host: mkdocs` needs MkDocs and Material",
    )


def test_check_and_a_site_of_records_import_no_mkdocs() -> None:
    root = sites.lay({})
    program = "import sys; from exemplary.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    for command in ("check", "build"):
        ended = sites.run("python", "-c", program, command, "-f", str(root / "mkdocs.yml"), root=root)
        imported = {name.partition(".")[0] for name in ended.stdout.split()}
        assert imported & {"mkdocs", "properdocs", "material"} == set()
        assert "exemplary" in imported


def test_a_theme_is_not_needed_for_the_host_of_our_own() -> None:
    settings = sites.SETTINGS.replace("theme: {name: material}\n", "")
    site = sites.tiny({"mkdocs.yml": settings, "content/a.md": "# A"})
    assert (site.code, site.page("a/").one("h1").text) == (0, "A"), site.said


# Hosts that ignore the plugin


def test_check_warns_of_a_host_that_would_ignore_the_plugin() -> None:
    root = sites.lay({"zensical.toml": "[project]"})
    assert "zensical.toml:1:1: warning: Zensical ignores this plugin in silence" in checked(root)
    (root / "zensical.toml").unlink()
    assert "Zensical" not in checked(root)


def checked(root: pathlib.Path) -> str:
    ended = sites.run("exemplary", "check", "--lang", "en", root=root)
    return ended.stdout + ended.stderr


# The layout


@pytest.mark.parametrize("host", ["mkdocs", "own"])
def test_settings_are_shown_as_text(host: str) -> None:
    hostile = "A & B <img src=x onerror=alert(1)>"
    imprint = f"imprint: {{body: '{hostile}', responsible: '{hostile}', contact: 'a@b.example{hostile}'}}"
    settings = sites.SETTINGS.replace("site_name: Gương sáng", f"site_name: '{hostile}'")
    settings = settings.replace("- exemplary", f"- exemplary: {{host: {host}, {imprint}}}")
    site = sites.tiny({"mkdocs.yml": settings, "content/a.md": "# A"})
    assert site.code == 0, site.said
    data = re.compile(rb"<script type=.application/ld.json.*?</script>", re.DOTALL)
    pages = {name: data.sub(b"", content) for name, content in site.files().items() if name.endswith(".html")}
    assert {"a/index.html", "guong/index.html"} <= pages.keys()
    assert [name for name, content in pages.items() if b"<img src=x" in content or b"A & B" in content] == []
    assert site.page("guong/").one("p", class_="colophon-name").text == hostile


def test_the_layout_has_the_styles_and_scripts_of_the_site() -> None:
    more = (
        "extra_css: [rieng.css, https://vi-du.example/a.css]\n"
        "extra_javascript: [rieng.js, {path: m.mjs, type: module}]\n"
    )
    files = {
        "mkdocs.yml": sites.SETTINGS + more,
        "content/rieng.css": "p {}",
        "content/rieng.js": "",
        "content/m.mjs": "",
    }
    site = sites.tiny(files)
    page = site.page("ca-nhan/le-thi-mau/")
    styles = [link.attributes["href"] for link in page.all("link", rel="stylesheet")]
    assert styles[1:] == ["../../rieng.css", "https://vi-du.example/a.css"]
    scripts = {
        one.attributes["src"]: one.attributes.get("type") for one in page.all("script") if "src" in one.attributes
    }
    assert (scripts["../../rieng.js"], scripts["../../m.mjs"]) == (None, "module")
    assert site.page("404.html").all("link", href="/rieng.css")
    assert (site.site / "rieng.css").read_text("utf-8") == "p {}"


def test_the_parts_of_the_layout_can_be_replaced() -> None:
    own = {
        "overrides/exemplary/extra-head.html": '<meta name="own" content="{{ chrome.site_name }}">',
        "overrides/exemplary/footer.html": "<footer>{{ chrome.site_name }}{{ slot('report') }}</footer>",
    }
    site = sites.tiny({**own, "content/a.md": "# A"})
    page = site.page("guong/")
    assert page.one("meta", name="own").attributes["content"] == "Gương sáng"
    assert page.one("footer").text == "Gương sáng"
    assert site.page("a/").all("footer", class_="colophon") == []


# Ordinary pages


def test_an_ordinary_page_is_a_page_of_material_with_our_header_and_without_its_search() -> None:
    page = sites.demo().page("gioi-thieu/")
    assert page.all("article", class_="md-content__inner")
    assert page.all(class_="md-sidebar--secondary")
    assert page.one("header", class_="masthead").text
    assert page.all(class_="md-header") == []
    assert page.all(class_="md-search") == []
    assert not sites.demo().has("search/search_index.json")


def test_an_ordinary_page_keeps_the_extensions_of_markdown_that_its_site_asks_for() -> None:
    root = sites.lay(
        {
            "mkdocs.yml": f"{sites.SETTINGS}markdown_extensions: [admonition, footnotes]\n",
            "content/trang.md": "# Trang\n\n!!! note\n    Lưu ý.\n\nChữ.[^1]\n\n[^1]: Chú thích.\n",
        }
    )
    page = sites.build(root).page("trang/")
    assert page.one("div", class_="admonition").text.endswith("Lưu ý.")
    assert page.one("div", class_="footnote").text.startswith("Chú thích.")


# What MkDocs may not copy as is

PICTURED = """\
---
name: Có Ảnh
summary: Kể.
sources: [{title: Nguồn}]
images: [{file: a.jpg, alt: Ảnh, credit: Ai}]
---
"""
SECRET = "Nha rieng o 12 pho Vi Du"


def photograph(form: str = "JPEG") -> bytes:
    """A picture with private data in its EXIF."""
    image = PIL.Image.new("RGB", (40, 30), "teal")
    exif = PIL.Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    output = io.BytesIO()
    image.save(output, form, exif=exif)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "form"), [("anh.jpg", "JPEG"), ("anh.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_a_picture_of_an_ordinary_page_loses_its_private_data_and_nothing_else(name: str, form: str) -> None:
    assert SECRET.encode() in photograph(form)
    site = sites.tiny({"content/trang.md": f"![Ảnh]({name})", f"content/{name}": photograph(form)})
    assert site.code == 0, site.said
    with PIL.Image.open(site.site / name) as image:
        assert (image.format, image.size, dict(image.getexif())) == (form, (40, 30), {})
    assert site.mentions(SECRET) == []


def test_a_picture_of_a_record_loses_its_private_data_too() -> None:
    site = sites.tiny({"exemplars/individuals/co-anh.md": PICTURED, "exemplars/individuals/a.jpg": photograph()})
    assert site.code == 0, site.said
    assert [name for name in site.files() if name.startswith("media/")]
    assert site.mentions(SECRET) == []


def test_files_beside_records_are_published_only_if_a_public_record_names_them() -> None:
    draft = "---\ntitle: Nháp\nstatus: draft\nattachments: [{file: kin.txt, title: Kín}]\n---\n"
    site = sites.tiny(
        {
            "content/stories/nhap.md": draft,
            "content/stories/kin.txt": SECRET,
            "content/conferences/anh.jpg": photograph(),
            "exemplars/individuals/khong-ai-goi.txt": SECRET,
            "content/tai-lieu.txt": "công khai",
        }
    )
    assert site.code == 0, site.said
    assert site.mentions(SECRET) == []
    assert not [name for name in site.files() if name.endswith((".jpg", "kin.txt"))]
    assert site.files()["tai-lieu.txt"] == "công khai".encode()


@pytest.mark.parametrize("where", ["content/duong-dan.txt", "content/thu-muc", "exemplars/individuals/nguoi.md"])
def test_a_symbolic_link_is_never_followed(where: str) -> None:
    root = sites.lay({})
    outside = sites.folder()
    (outside / "kin.txt").write_text(SECRET)
    (outside / "nguoi.md").write_text(f"---\nname: {SECRET}\nsummary: Kể.\nsources: [{{title: Nguồn}}]\n---\n")
    target = {"thu-muc": outside, "nguoi.md": outside / "nguoi.md"}.get(pathlib.Path(where).name, outside / "kin.txt")
    (root / where).symlink_to(target)
    site = sites.build(root)
    assert site.mentions(SECRET) == []
    assert site.has("ca-nhan/le-thi-mau/")


@pytest.mark.parametrize(
    ("folder", "file", "text"),
    [
        ("exemplars/registers", "fields.yml", f"- {{id: an-sinh, name: {SECRET}}}\n"),
        ("exemplars", "individuals/kin.md", f"---\nname: {SECRET}\nsummary: Kể.\nsources: [{{title: Nguồn}}]\n---\n"),
        ("content", "kin.md", SECRET),
        ("content", "index.md", SECRET),
    ],
)
def test_a_linked_folder_is_reported_at_every_build_and_nothing_in_it_is_published(
    folder: str, file: str, text: str
) -> None:
    root = sites.lay({f"{folder}/{file}": text})
    outside = sites.folder() / "outside"
    (root / folder).rename(outside)
    (root / folder).symlink_to(outside)
    for _ in range(2):
        site = sites.build(root)
        assert site.code == 1
        assert f"{folder}:1:1: error: the file is a symbolic link" in site.said
        assert site.mentions(SECRET) == []


def test_a_linked_picture_of_a_record_is_refused() -> None:
    root = sites.lay({"exemplars/individuals/co-anh.md": PICTURED})
    outside = sites.folder() / "a.jpg"
    outside.write_bytes(photograph())
    (root / "exemplars/individuals/a.jpg").symlink_to(outside)
    site = sites.build(root)
    assert site.code == 1
    assert not site.has("ca-nhan/co-anh/")
    assert not (site.site / "media").exists()


@pytest.mark.parametrize("command", ["exemplary", "mkdocs"])
def test_an_unusable_picture_is_reported_and_the_rest_is_published(command: str) -> None:
    root = sites.lay({"content/anh/hong.jpg": b"not a picture", "content/tot.jpg": photograph()})
    for _ in range(2):
        ended = sites.run(command, "build", root=root)
        assert ended.returncode == (1 if command == "exemplary" else 0)
        assert "content/anh/hong.jpg:1:1" in ended.stderr
        assert "Traceback" not in ended.stderr
        site = sites.Built(root)
        assert site.has("ca-nhan/le-thi-mau/")
        assert (site.site / "tot.jpg").is_file()
        assert not (site.site / "anh").exists()


def test_a_picture_of_an_ordinary_page_is_checked_until_it_is_corrected() -> None:
    root = sites.lay({"content/hong.jpg": b"not a picture"})
    assert "hong.jpg" in sites.run("exemplary", "check", root=root).stderr
    assert sites.build(root).code == 1
    (root / "content/hong.jpg").write_bytes(photograph())
    site = sites.build(root)
    assert (site.code, (site.site / "hong.jpg").is_file()) == (0, True)
