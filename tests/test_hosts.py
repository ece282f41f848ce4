"""The two hosts: MkDocs and properdocs build the same site as `exemplary build`, and publish only what they may."""

import functools
import io
import pathlib
import re

import PIL.Image
import pytest

import exemplary.hosts
from exemplary.hosts.mkdocs import MkDocsHost
from exemplary.presenters.context import PageContext
from exemplary.presenters.registry import view
from exemplary.publishing.trees import Trees
from exemplary.queries.site_queries import MediaFiles, SiteQueries
from exemplary.render import markdown, media_files
from exemplary.render.environment import Templates
from exemplary.render.page import slots
from exemplary.site.plan import Site
from tests import projects, sites

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


@functools.cache
def hosted(host: str) -> sites.Built:
    """The demonstration built by `mkdocs build` or `properdocs build`."""
    root = sites.demo_source()
    ended = sites.run(host, "build", root=root)
    return sites.Built(root, ended.returncode, ended.stderr)


def comparable(built: sites.Built) -> dict[str, bytes]:
    """The site's files without the line that names the host."""
    return {name: GENERATOR.sub(b"", content) for name, content in built.files().items()}


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_host_gives_the_same_site_as_the_command(host: str) -> None:
    assert hosted(host).code == 0, hosted(host).said
    theirs, ours = comparable(hosted(host)), comparable(sites.demo())
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if theirs[name] != ours[name]] == []


def test_the_host_is_named_in_the_generator_line() -> None:
    page = sites.demo().page("guong/")
    assert re.fullmatch(r"mkdocs-1\.\d[.\d]*, exemplary", page.one("meta", name="generator").attributes["content"])


@pytest.mark.parametrize("address", ["", "ca-nhan/nguyen-thi-minh-hoa/", "en/hoi-nghi/2026-mau-bac/", "guong/"])
def test_a_filled_page_is_the_page_that_the_whole_theme_renders(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs renders the shell's template again, with the text of one page in place of the slots."""
    root = sites.demo_source()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.MOMENT)
    host = MkDocsHost(root / "mkdocs.yml")
    report = projects.Report()
    site = projects.build.prepare(host.project, report)
    page = site.by_address[address]
    edition = PageContext(SiteQueries(site, shown(site)), page, markdown.to_html)
    words = slots(view(edition), Templates(root), edition)
    speak(words, root / "overrides")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    own_theme = settings.replace("name: material", "name: material\n  custom_dir: overrides")
    (root / "mkdocs.yml").write_text(own_theme, "utf-8")
    whole = MkDocsHost(root / "mkdocs.yml").shells(site, sites.folder()).shells[page.language, page.depth].fill({})
    assert edition.finished(whole) == (sites.demo().site / page.file).read_text("utf-8")


def shown(site: Site) -> MediaFiles:
    """What the pages of a site know about its photographs, files and assets."""
    store = projects.build.store_of(site.project)
    with store.locked():
        trees = Trees(site.project.site_dir, store)
        trees.begin()
        return media_files.prepare(site, media_files.ImageCache(store), trees)[0]


def speak(words: dict[str, str], overrides: pathlib.Path) -> None:
    """The shell's templates, with each slot replaced by Jinja's own variable for a text."""
    theme = pathlib.Path(exemplary.hosts.__file__).with_name("theme")
    for name in ("exemplary/shell.html", "partials/exemplary-header.html", "partials/exemplary-footer.html"):
        text = (theme / name).read_text("utf-8")
        text = text.replace("@@current:{{ item.section }}@@", "{{ words['current:' ~ item.section] | default('') }}")
        text = re.sub(r"@@([a-z]+)@@", r"{{ words['\1'] | default('') }}", text)
        assert "@@" not in text
        (overrides / name).parent.mkdir(parents=True, exist_ok=True)
        (overrides / name).write_text(("{% set words = " + repr(words) + " %}") * ("shell" in name) + text, "utf-8")


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
