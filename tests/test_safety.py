"""Nothing in a record runs in a reader's browser, and no page makes external requests."""

import functools
import inspect
import json
import re
import typing
import urllib.parse
from collections.abc import Callable, Iterator

import playwright.sync_api
import pydantic
import pytest

from exemplary.records.schema import kinds, registers, types
from tests import hostile, markup, sites

_TEXTS = (types.Line, types.Text, types.Summary, types.ProseLine, types.ProseText)
TEXT_READERS = [typing.get_args(one)[1] for one in _TEXTS]
FORMER = "ca-nhan/co-giao-minh-hoa/"
LAYOUTS = (
    *("", "guong/", "ca-nhan/nguyen-thi-minh-hoa/", "tap-the/to-tu-quan-kenh-mau/", "mo-hinh/tu-sach-ban-mau/"),
    *("cau-chuyen/duong-len-ban-mau/", "chuyen-de/2026-mau-bac/", "hoi-nghi/2026-mau-bac/", "van-ban/00-kl-mau/"),
    *(
        "to-chuc/ubnd-mau-bac/",
        "khoi-cum/khoi-co-quan-mau-bac/",
        "dia-phuong/mau-bac/",
        "dia-phuong/",
        "a-z/",
        "so-lieu/",
        "tim-kiem/?q=mau",
    ),
    *("ca-nhan/ho-so-mau-da-rut/", FORMER, "gioi-thieu/", "404.html", "en/", "en/guong/"),
)


@functools.cache
def attacked() -> sites.Built:
    return sites.build(hostile.source())


def sites_both() -> tuple[sites.Built, sites.Built]:
    return attacked(), sites.demo()


def pages() -> Iterator[tuple[str, markup.Markup]]:
    for path in sorted(attacked().site.rglob("*.html")):
        yield path.relative_to(attacked().site).as_posix(), markup.read_file(path)


# The attack is as broad as it claims


def test_the_attack_reaches_every_text_of_every_kind_and_register() -> None:
    known = {
        name
        for module in (types, kinds, registers)
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, pydantic.BaseModel)
        for name in names_of_texts(model)
    }
    structural = {
        "id",
        "source",
        "file",
        "story",
        "value",
        "transcript",
    }  # ids, files, and keys that contain a text of another key
    assert known - structural - hostile.TEXTS == set()
    assert {"name", "title", "summary", "note", "printed", "for", "as", "unit"} <= known


def names_of_texts(model: type[pydantic.BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if any(map(holds_text, (field.annotation, *field.metadata))):
            yield field.alias or name


def holds_text(part: object) -> bool:
    """Whether a type, or a part of one, is read as arbitrary text."""
    if isinstance(part, pydantic.PlainValidator):
        return part in TEXT_READERS
    inside = getattr(part, "__pydantic_generic_metadata__", {}).get("args") or typing.get_args(part)
    return part is types.Label or any(map(holds_text, inside))


def test_the_attacked_site_is_built_with_every_record() -> None:
    assert attacked().code == 0, attacked().said
    assert "0 error" in attacked().said
    for kind in ("ca-nhan", "tap-the", "mo-hinh", "cau-chuyen", "chuyen-de", "hoi-nghi"):
        theirs, ours = (
            {path.parent.name for path in built.site.glob(f"{kind}/*/index.html")} for built in sites_both()
        )
        assert theirs == ours
    assert hostile.PAYLOAD in attacked().page("ca-nhan/nguyen-thi-minh-hoa/").one("h1").text


# In the written files


def test_no_text_becomes_markup() -> None:
    for name, page in pages():
        for one in page.elements:
            events = [key for key in one.attributes if key.startswith("on")]
            assert events == [], f"{name}: <{one.name} {events}>"
        pictures = [one.attributes.get("src", "") for one in page.all("img")]
        assert [src for src in pictures if not re.fullmatch(r"(\./|(\.\./)+)media/[0-9a-f]+\.jpg", src)] == [], name


def test_only_the_products_own_scripts_are_published() -> None:
    for name, page in pages():
        for script in page.all("script"):
            if script.attributes.get("type") == "application/ld+json":
                json.loads(script.text)
            elif name != "gioi-thieu/index.html":
                assert re.fullmatch(r".*assets/exemplary/js/[\w.]+\.js", script.attributes["src"]), name


def test_no_address_runs_anything() -> None:
    for name, page in pages():
        schemes = {urllib.parse.urlsplit(address.strip()).scheme.lower() for address in page.addresses()}
        assert schemes <= {"", "http", "https", "mailto"}, name


# In a browser


def test_no_page_opens_a_dialog_or_runs_what_a_record_holds(
    tab: playwright.sync_api.Page, serve: Callable[..., str]
) -> None:
    base, alarms = serve(attacked().site), []
    tab.on("dialog", lambda dialog: (alarms.append(tab.url), dialog.dismiss()))
    tab.on("pageerror", lambda error: alarms.append(f"{tab.url}: {error}"))
    tab.add_init_script("window.alert = () => { window.broken = true }")
    for name, page in pages():
        if page.all("meta", http_equiv="refresh"):
            continue
        tab.goto(base + name.removesuffix("index.html"), wait_until="load")
        if tab.evaluate("window.broken"):
            alarms.append(name)
    assert alarms == []


@pytest.mark.parametrize("typed", ["minh hoa", '"><img src=x onerror=alert(1)>'])
def test_the_search_shows_hostile_names_as_words(
    tab: playwright.sync_api.Page, serve: Callable[..., str], typed: str
) -> None:
    alarms: list[str] = []
    tab.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    tab.add_init_script("window.alert = () => { window.broken = true }")
    base = serve(attacked().site)
    tab.goto(f"{base}tim-kiem/?q={urllib.parse.quote(typed)}")
    tab.locator("main a", has_text="Minh Họa").first.wait_for()
    tab.locator("#tim-nhanh").fill(typed)
    tab.locator("#tim-nhanh-list [role=option]").first.wait_for()
    assert "<img" in tab.locator("#tim-nhanh-list").inner_text()
    assert tab.locator("img[src=x]").count() == 0
    assert not tab.evaluate("window.broken")
    assert alarms == []


def test_no_page_makes_external_requests(tab: playwright.sync_api.Page, serve: Callable[..., str]) -> None:
    base, asked = serve(sites.demo().site), []
    tab.on("request", lambda request: asked.append(request.url))
    for address in LAYOUTS:
        tab.goto(base + address, wait_until="networkidle" if "?" in address else "load")
        if address == FORMER:
            tab.wait_for_url(f"{base}ca-nhan/nguyen-thi-minh-hoa/")
    hosts = {urllib.parse.urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    assert hosts == {urllib.parse.urlsplit(base).netloc}
    assert len(asked) > len(LAYOUTS)


def test_no_page_names_another_host_where_a_browser_would_fetch_from_it() -> None:
    for built in (sites.demo(), sites.own()):
        for path in built.site.rglob("*.html"):
            for one in markup.read_file(path).elements:
                if one.name in ("script", "img", "source", "iframe", "video", "audio", "object", "embed"):
                    for key in ("src", "srcset", "data"):
                        assert "//" not in one.attributes.get(key, ""), f"{path}: {one}"
                if one.name == "link" and one.attributes.get("rel") not in ("canonical", "alternate", "license"):
                    assert "//" not in one.attributes.get("href", ""), f"{path}: {one}"
        styles = b"".join(path.read_bytes() for path in sorted(built.site.glob("assets/exemplary/*.css")))
        assert re.findall(rb"url\([\"']?(?:https?:)?//", styles) == []
