"""Each text of a page is in the language that the page declares: English on English pages, or marked as Vietnamese."""

import html.parser
import pathlib
import re
from collections.abc import Callable, Iterator

import pytest
import yaml

from tests import sites

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "cases" / "languages.yml").read_text("utf-8"))
SILENT = {"script", "style", "template", "title"}
READ_ALOUD = ("aria-label", "alt", "placeholder", "title", "data-label")


class Texts(html.parser.HTMLParser):
    """(language, text) for every text of the page's body, and of attributes that screen readers read."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or self.language
        self.found += [(language, values[name]) for name in READ_ALOUD if name in values]
        if tag not in ("br", "img", "input", "link", "meta", "source", "wbr", "hr", "path", "rect", "line", "use"):
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(name in SILENT for name, _ in self.open):
            self.found.append((self.language, " ".join(data.split())))


def texts(page: pathlib.Path) -> list[tuple[str, str]]:
    reader = Texts()
    reader.feed(page.read_text("utf-8"))
    return reader.found


def strangers(site: pathlib.Path, pages: list[pathlib.Path], language: str) -> Iterator[str]:
    """Texts that a page declares to be in `language`, but with a word that exists only in another language."""
    words = re.compile(rf"(?<!\w)(?:{'|'.join(CASES['words not in'][language])})(?!\w)", re.IGNORECASE)
    for page in pages:
        for marked, text in texts(page):
            if marked == language and text not in CASES["names"] and (found := words.search(text)):
                yield f"{page.relative_to(site).as_posix()}: “{found[0]}” in “{text[:90]}”"


@pytest.mark.parametrize("site", [sites.demo, sites.own], ids=["demo", "own"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_is_in_another_language_than_it_says(site: Callable[[], sites.Built], language: str) -> None:
    root = site().site
    english = set((root / "en").rglob("*.html"))
    pages = sorted(english if language == "en" else set(root.rglob("*.html")) - english)
    assert pages
    assert list(strangers(root, pages, language)) == []


def test_a_text_in_another_language_would_be_seen(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "index.html"
    body = '<p>Name</p><p>Ghi chú của nguồn</p><p lang="vi">nguồn</p>'
    page.write_text(f'<html lang="en"><body>{body}</body></html>', "utf-8")
    assert list(strangers(tmp_path, [page], "en")) == ["index.html: “Ghi chú” in “Ghi chú của nguồn”"]
