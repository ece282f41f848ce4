"""From records to a site: what is published and where, what is not, and what happens to the existing site."""

import functools
import pathlib
import re
import xml.etree.ElementTree
from collections.abc import Iterator

import pytest

from exemplary.records.schema.types import RECORD_KINDS
from tests import markup, projects, sites

MARKER = "Zyqxmark"
LISTS = (
    *("guong", "ca-nhan", "tap-the", "mo-hinh", "cau-chuyen", "chuyen-de", "hoi-nghi"),
    *("nam", "dia-phuong", "linh-vuc", "khen-thuong", "cap-khen", "to-chuc", "van-ban", "the", "a-z"),
    *("ca-nhan/linh-vuc", "tap-the/linh-vuc", "mo-hinh/linh-vuc", "so-lieu", "tim-kiem"),
)
SEGMENTS = dict(
    zip(RECORD_KINDS, ("ca-nhan", "tap-the", "mo-hinh", "cau-chuyen", "chuyen-de", "hoi-nghi"), strict=True)
)


def person(name: str = "Lê Thị Mẫu", *lines: str, story: str = "Chuyện.") -> str:
    facts = (f"name: {name}", "summary: Việc làm.", "sources: [{title: Bản tin ví dụ}]", *lines)
    return "\n".join(("---", *facts, "---", story, ""))


# A page for everything


def test_every_record_of_the_demo_has_its_page_in_each_language_it_is_written_in() -> None:
    site, _ = projects.prepared(sites.demo().root, languages=["vi", "en"])
    built = sites.demo()
    assert built.code == 0, built.said
    assert {ref.kind for ref in site.graph.records} == set(RECORD_KINDS)
    for ref, record in site.graph.records.items():
        address = f"{SEGMENTS[ref.kind]}/{ref.slug}/"
        assert built.page(address).one("h1").text == record.label("vi")
        assert built.has(f"en/{address}") == (record.translation("en") is not None)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_index_is_at_its_address_in_both_languages(name: str) -> None:
    for front, language in (("", "vi"), ("en/", "en")):
        page = sites.demo().page(f"{front}{name}/")
        assert page.one("html").attributes["lang"] == language
        assert page.one("h1").text


def test_what_a_record_shares_with_others_has_a_list_with_the_record_on_it() -> None:
    addresses = (
        *("nam/2026", "dia-phuong/ban-mau", "dia-phuong/mau-bac", "linh-vuc/giao-duc", "khen-thuong/bang-khen-mau"),
        *("cap-khen/provincial", "to-chuc/ubnd-mau-bac", "van-ban/00-kl-mau", "the/vung-cao", "a-z/h"),
        *("ca-nhan/linh-vuc/giao-duc", "ca-nhan", "guong"),
    )
    for address in addresses:
        for front in ("", "en/"):
            links = {one.attributes["href"] for one in sites.demo().page(f"{front}{address}/").all("a")}
            assert any(link.endswith("ca-nhan/nguyen-thi-minh-hoa/") for link in links), front + address


def test_a_long_list_is_cut_from_the_oldest_and_its_own_address_shows_the_newest() -> None:
    people = {
        f"exemplars/individuals/nguoi-{n:03}.md": person(f"Người {n:03}", f"published: {2000 + n}") for n in range(60)
    }
    site = sites.tiny({**people, "exemplars/individuals/le-thi-mau.md": ""})
    assert site.code == 0, site.said
    newest, oldest = site.page("guong/"), site.page("guong/trang/1/")
    assert len(oldest.all(class_="card")) == 48
    assert 0 < len(newest.all(class_="card")) <= 48
    assert {"Người 000", "Người 059"} <= {
        one.text for one in (*newest.all("h2"), *oldest.all("h2"), *newest.all("h3"), *oldest.all("h3"))
    }
    assert "Người 059" in newest.words and "Người 000" in oldest.words
    assert not site.has("guong/trang/2/")


PUBLISHER = {
    "vi": "Ban Thi đua – Khen thưởng tỉnh Mẫu Bắc (đơn vị hư cấu)",
    "en": "Board of Emulation and Commendation of Mẫu Bắc province (fictional)",
}


def test_every_page_has_the_imprint_and_a_link_to_report_an_error() -> None:
    for path in sites.demo().site.rglob("index.html"):
        page = markup.read_file(path)
        if page.all("meta", http_equiv="refresh"):
            continue
        language = page.one("html").attributes["lang"]
        assert PUBLISHER[language] in page.one("footer", class_="colophon").text, path
        assert page.one("a", class_="report").attributes["href"].startswith("mailto:ban-mau@example.org?subject="), path


# What is not public appears nowhere


@functools.cache
def guarded() -> sites.Built:
    picture_line = "images: [{file: nhap.png, alt: a, credit: b}]"
    withdrawn = ("status: withdrawn", "withdrawn: {date: 2026-09-01, reason: request}")
    embargoed = ("publish_at: 2099-01-01T00:00", "tags: [zyqxmark]", "aliases: [zyqxmark-cu]")
    about = "about: [individuals/nhap, individuals/hen, individuals/rut]"
    told = "[[individuals/nhap|một người]], [[individuals/hen|một người nữa]], [[individuals/rut|người đã rút]]."
    hidden = {
        "exemplars/individuals/nhap.md": person(f"{MARKER} nháp", "status: draft", picture_line),
        "exemplars/individuals/hen.md": person(f"{MARKER} hẹn", *embargoed),
        "exemplars/individuals/rut.md": person(f"{MARKER} rút", *withdrawn),
        "exemplars/collectives/xau.md": person(f"{MARKER} hỏng", "khong_co: 1"),
        "content/stories/ke.md": f"---\ntitle: Kể\nsummary: Kể.\ndate: 2024\n{about}\n---\n{told}\n",
        "content/stories/zyqxmark.txt": MARKER,
        "content/conferences/.zyqxmark.md": MARKER,
    }
    return sites.tiny({**hidden, "exemplars/individuals/nhap.png": picture()})


def picture() -> bytes:
    """A PNG of one pixel."""
    return (
        pathlib.Path(sites.starters.__file__).parent / "demo/exemplars/individuals/nguyen-thi-minh-hoa.png"
    ).read_bytes()


def test_the_output_has_no_trace_of_drafts_embargoed_withdrawn_and_broken_records() -> None:
    assert guarded().code == 1
    assert guarded().mentions(MARKER) == []
    assert guarded().mentions(MARKER.lower()) == []
    assert not (guarded().site / "media").exists()


def test_a_record_that_is_not_public_leaves_only_the_words_of_the_story() -> None:
    page = guarded().page("cau-chuyen/ke/")
    assert "một người, một người nữa, người đã rút." in page.words
    assert not [
        a
        for a in page.one("main") and page.all("a")
        if "ca-nhan/" in a.attributes["href"] and "rut" in a.attributes["href"]
    ]


def test_a_withdrawn_record_leaves_a_tombstone_without_a_name() -> None:
    page = guarded().page("ca-nhan/rut/")
    assert "1/9/2026" in page.words
    assert page.is_unlisted
    assert guarded().page("ca-nhan/").all("a", href="../ca-nhan/rut/") == []


def test_an_embargo_ends_at_its_moment() -> None:
    root = sites.lay({"exemplars/individuals/hen.md": person("Người hẹn", "publish_at: 2026-11-22T10:00")})
    assert not sites.build(root, moment=str(1795316400 - 1)).has("ca-nhan/hen/")  # 22/11/2026 10:00 in Việt Nam
    assert sites.build(root, moment="1795316400").has("ca-nhan/hen/")


# Former addresses, and unknown addresses


def test_an_alias_leads_to_the_record_in_each_language() -> None:
    for front in ("", "en/"):
        page = sites.demo().page(f"{front}ca-nhan/co-giao-minh-hoa/")
        assert page.one("meta", http_equiv="refresh").attributes[
            "content"
        ] == "0; url=../../ca-nhan/nguyen-thi-minh-hoa/".replace("../../", f"../../../{front}" if front else "../../")
        assert (
            page.one("link", rel="canonical").attributes["href"]
            == f"{sites.DEMO_URL}{front}ca-nhan/nguyen-thi-minh-hoa/"
        )
        assert page.is_unlisted


def test_the_404_page_works_at_any_depth_since_its_links_begin_at_the_root_of_the_host() -> None:
    addresses = list(markup.read_file(sites.demo().site / "404.html").addresses())
    own = [address for address in addresses if not re.match(r"mailto:|https:|#", address)]
    assert len(own) > 10
    assert [address for address in own if not address.startswith("/guong/")] == []


@pytest.mark.parametrize(("built", "url"), [(sites.demo, sites.DEMO_URL), (sites.own, sites.OWN_URL)])
def test_no_address_on_any_page_leads_nowhere(built: object, url: str) -> None:
    assert callable(built)
    assert list(markup.dead_ends(built().site, url)) == []


# The sitemap


def entries(site: sites.Built) -> dict[str, str]:
    """The date of change by URL, from sitemap.xml."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = xml.etree.ElementTree.fromstring((site.site / "sitemap.xml").read_bytes())
    return {one.findtext(f"{space}loc", ""): one.findtext(f"{space}lastmod", "") for one in root.iter(f"{space}url")}


def test_the_sitemap_has_every_page_that_search_engines_may_show_and_no_other() -> None:
    listed = set(entries(sites.demo()))
    pages = {path: markup.read_file(path) for path in sites.demo().site.rglob("index.html")}
    shown = {
        sites.DEMO_URL + path.relative_to(sites.demo().site).as_posix().removesuffix("index.html")
        for path, page in pages.items()
        if not page.is_unlisted
    }
    assert listed == shown
    assert f"{sites.DEMO_URL}gioi-thieu/" in listed


def test_the_sitemap_gives_each_record_its_own_date() -> None:
    found = entries(sites.demo())
    assert found[f"{sites.DEMO_URL}ca-nhan/nguyen-thi-minh-hoa/"] == "2026-06-02"  # updated
    assert found[f"{sites.DEMO_URL}ca-nhan/do-thi-hu-cau/"] == "2026-05-20"  # published
    assert found[sites.DEMO_URL] == ""


def test_without_an_address_of_its_own_the_site_works_and_what_needs_one_is_left_out_and_said() -> None:
    site = sites.tiny({"mkdocs.yml": sites.SETTINGS.replace(f"site_url: {sites.TINY_URL}\n", "")})
    assert site.code == 0, site.said
    assert "site-url" in site.said
    assert "1 warning" in site.said
    assert not [name for name in site.files() if name.startswith("sitemap")]
    assert site.page("ca-nhan/le-thi-mau/").all("link", rel="canonical") == []
    assert list(markup.dead_ends(site.site, "https://any.example/")) == []


# The same records give the same site


def test_two_builds_of_one_state_as_of_one_moment_are_equal_byte_for_byte() -> None:
    other = sites.build(sites.demo_source())
    assert sites.demo().files() == other.files()


def test_a_rebuild_after_a_change_gives_what_a_clean_build_gives() -> None:
    root = sites.demo_source()
    sites.build(root)
    changed = root / "exemplars/individuals/do-thi-hu-cau.md"
    changed.write_text(changed.read_text("utf-8").replace("Đỗ Thị Hư Cấu", "Đỗ Thị Đổi Tên"), "utf-8")
    rebuilt = sites.build(root).files()
    clean = sites.demo_source()
    (clean / "exemplars/individuals/do-thi-hu-cau.md").write_bytes(changed.read_bytes())
    assert rebuilt == sites.build(clean).files()
    assert rebuilt != sites.demo().files()


def test_what_is_gone_from_the_records_is_gone_from_the_site() -> None:
    root = sites.lay(
        {"exemplars/individuals/tam.md": person("Người Tạm", "tags: [tạm]"), "content/trang.md": "# Trang\n"}
    )
    assert {"ca-nhan/tam/index.html", "the/tam/index.html", "trang/index.html"} <= set(sites.build(root).files())
    (root / "exemplars/individuals/tam.md").unlink()
    (root / "content/trang.md").unlink()
    after = sites.build(root)
    assert not {"ca-nhan/tam/index.html", "the/tam/index.html", "trang/index.html"} & set(after.files())
    assert after.mentions("Người Tạm") == []


# A build that fails leaves the site as it was


def leftovers(root: pathlib.Path) -> list[str]:
    """New files beside the site, and what a build left in its cache."""
    expected = {".cache", "content", "exemplars", "mkdocs.yml", "site"}
    beside = [path.name for path in root.iterdir() if path.name not in expected]
    kept = root.glob(".cache/exemplary/*")
    return sorted([*beside, *(path.name for path in kept if path.name == "host" or path.suffix == ".writing")])


def moments() -> Iterator[str]:
    """What a build has just written when it is killed, from early to late."""
    yield "gioi-thieu/index.html"
    yield "a-z/*/index.html"
    yield "ca-nhan/*/index.html"
    yield "en/ca-nhan/*/index.html"
    yield "to-chuc/*/index.html"
    yield "sitemap.xml"


def test_a_build_that_is_killed_leaves_the_earlier_site_whole_and_the_next_one_sweeps_up() -> None:
    root = sites.demo_source()
    before = sites.build(root).files()
    changed = root / "mkdocs.yml"
    changed.write_text(changed.read_text("utf-8").replace("Gương sáng (bản mẫu)", "Tên mới"), "utf-8")
    interrupted = 0
    for written in moments():
        sites.killed_once(root, written=written)
        found = sites.tree(root / "site")
        interrupted += found == before
        if found != before:
            assert "Tên mới" in found["index.html"].decode(), "neither the earlier site nor the new one"
            assert set(found) == set(before)
    assert interrupted >= 4, "hardly any build was killed midway"
    after = sites.build(root)
    assert after.code == 0, after.said
    assert leftovers(root) == []
    clean = sites.demo_source()
    (clean / "mkdocs.yml").write_bytes(changed.read_bytes())
    assert after.files() == sites.build(clean).files()


def test_a_bad_record_is_left_out_and_the_rest_is_built() -> None:
    site = sites.tiny({"exemplars/individuals/xau.md": person("Người Xấu Số", "khong_co: 1")})
    assert site.code == 1
    assert "exemplars/individuals/xau.md:5:1" in site.said
    assert site.mentions("Người Xấu Số") == []
    assert site.page("ca-nhan/le-thi-mau/").one("h1").text == "Lê Thị Mẫu"


def test_a_record_nested_without_end_is_left_out_and_the_rest_is_built() -> None:
    built = sites.tiny(
        {
            "exemplars/individuals/sau.md": person("Trích Sâu", story="> " * 300 + "x"),
            "exemplars/individuals/vua.md": person("Trích Vừa", story="- " * 28 + "*đến **đây** thôi*"),
            "content/index.md": "# Gương sáng\n\nLời đầu.\n\n" + "> " * 300 + "x\n",
            "content/trang.md": "# Trang\n\n" + "> " * 300 + "x\n",
        }
    )
    assert built.code == 1
    assert "exemplars/individuals/sau.md:6:121: error: nested too deeply" in built.said
    assert "content/index.md:5:121: error: nested too deeply" in built.said
    assert not built.has("ca-nhan/sau/")
    assert built.page("ca-nhan/vua/").one("strong").text == "đây"
    assert "Lời đầu." in [one.text for one in built.page("").all("p")]
    assert built.has("trang/")


def test_equal_headings_are_numbered_in_their_order() -> None:
    story = "## Việc\n" * 10_000 + "## Việc 2\n"
    built = sites.tiny({"exemplars/individuals/nhieu.md": person("Nhiều Mục", story=story)})
    ids = [one.attributes["id"] for one in built.page("ca-nhan/nhieu/").all("h2") if one.text.startswith("Việc")]
    assert ids[:3] == ["viec", "viec-2", "viec-3"]
    assert ids[-1] == "viec-2-2"
    assert len(ids) == len(set(ids)) == 10_001


def test_a_damaged_picture_leaves_its_record_out() -> None:
    lines = ("images: [{file: a.png, alt: Ảnh, credit: Ai}]",)
    site = sites.tiny(
        {"exemplars/individuals/anh.md": person("Có Ảnh", *lines), "exemplars/individuals/a.png": b"GIF89a"}
    )
    assert site.code == 1
    assert "bad-picture" in site.said
    assert not site.has("ca-nhan/anh/")


STRICT = {
    "exemplary": ("exemplary", "build", "--strict"),
    "mkdocs": ("mkdocs", "build", "--strict"),
    "properdocs": ("properdocs", "build", "--strict"),
}


@pytest.mark.parametrize("command", STRICT.values(), ids=STRICT)
def test_a_strict_build_with_a_finding_publishes_nothing(command: tuple[str, ...]) -> None:
    root = sites.lay({})
    before = sites.build(root).files()
    (root / "exemplars/individuals/xau.md").write_text(person("Người Xấu Số", "khong_co: 1"), "utf-8")
    ended = sites.run(*command, root=root)
    assert ended.returncode == 1, ended.stderr
    assert sites.tree(root / "site") == before
    assert leftovers(root) == []


@pytest.mark.parametrize("command", STRICT.values(), ids=STRICT)
def test_a_strict_build_with_a_dead_link_on_an_ordinary_page_publishes_nothing(command: tuple[str, ...]) -> None:
    root = sites.lay({"content/trang.md": "[đi đâu](khong-co.md)"})
    ended = sites.run(*command, root=root)
    assert ended.returncode != 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert sites.tree(root / "site") == {}
    assert leftovers(root) == []


def test_a_site_may_ask_for_strictness_in_its_settings() -> None:
    site = sites.tiny(
        {"mkdocs.yml": f"{sites.SETTINGS}strict: true\n", "exemplars/individuals/xau.md": person("Xấu", "khong_co: 1")}
    )
    assert site.code == 1
    assert not site.site.exists()


@pytest.mark.parametrize("command", STRICT.values(), ids=STRICT)
def test_a_strict_build_without_findings_publishes(command: tuple[str, ...]) -> None:
    root = sites.lay({})
    ended = sites.run(*command, root=root)
    assert ended.returncode == 0, ended.stderr
    assert (root / "site/ca-nhan/le-thi-mau/index.html").is_file()
    assert leftovers(root) == []


@pytest.mark.parametrize("command", [("exemplary", "build"), ("mkdocs", "build")], ids=["exemplary", "mkdocs"])
def test_a_folder_with_files_of_somebody_else_is_never_replaced(command: tuple[str, ...]) -> None:
    root = sites.lay({})
    (root / "site").mkdir()
    (root / "site/luan-van.odt").write_text("của tôi")
    ended = sites.run(*command, root=root)
    assert ended.returncode not in (0, None)
    assert sites.tree(root / "site") == {"luan-van.odt": "của tôi".encode()}
    assert "Traceback" not in ended.stderr


# What cannot be done is reported in a sentence


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("use_directory_urls: false", "exemplary cần `use_directory_urls: true`"),
        ("site_dir: content/site", "`site_dir`"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_a_sentence(setting: str, words: str) -> None:
    root = sites.lay({"mkdocs.yml": f"{sites.SETTINGS}{setting}\n"})
    ended = sites.run("exemplary", "build", root=root)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (root / "site").exists()


def test_another_theme_is_refused() -> None:
    site = sites.tiny({"mkdocs.yml": sites.SETTINGS.replace("material", "readthedocs")})
    assert site.code == 2
    assert "theme: {name: material}" in site.said


def test_a_missing_mkdocs_yml_is_reported_with_exit_code_2(tmp_path: pathlib.Path) -> None:
    built = sites.build(tmp_path)
    assert built.code == 2
    assert re.search(r"exemplary: There is no .*mkdocs\.yml", built.said)


def test_a_site_without_the_plugin_is_told_how_to_add_it() -> None:
    site = sites.tiny({"mkdocs.yml": sites.SETTINGS.replace("- exemplary", "- search")})
    assert site.code == 2
    assert "- exemplary" in site.said


def test_a_site_without_any_record_is_built_clean() -> None:
    root = sites.folder() / "empty"
    sites.starters.copy("empty", root)
    site = sites.build(root)
    assert site.code == 0, site.said
    assert site.has("") and site.has("guong/")
