"""The site shows what its five founding articles state, atom by atom; whatever is left out has a reason."""

import functools
import pathlib
import re
import unicodedata

import pytest
import yaml

from tests import markup, sites

CASES = pathlib.Path(__file__).parent / "cases" / "founding"
ARTICLES = sorted(path.stem for path in CASES.glob("*.yml"))
KINDS = {
    *("award", "date", "document", "model", "name", "number", "office", "organisation", "place", "quote"),
    *("source", "statement", "theme"),
}
UNSEEN = {0x2060: None, 0x200B: None, 0x00AD: None, 0x2011: "-"}


@functools.cache
def article(name: str) -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))


def folded(text: str) -> str:
    """NFC, with blanks merged, without invisible characters that only affect line breaks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())


@functools.cache
def visible(address: str) -> str:
    """The visible text of a page, without the numbers that link statements to their sources."""
    html = markup.file_of(sites.own().site, address).read_text("utf-8")
    html = re.sub(r'<sup class="source-mark">.*?</sup>', "", html)
    return folded(markup.read(html).words)


def missing(name: str) -> list[str]:
    return [
        f"{atom['kind']} “{atom['text']}” is not on {atom['page']}"
        for atom in article(name)["atoms"]
        if folded(atom["text"]) not in visible(atom["page"])
    ]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_site_shows_every_atom_of_the_article(name: str) -> None:
    absent, total = missing(name), len(article(name)["atoms"])
    assert not absent, "\n".join([f"{name}: {total - len(absent)} of {total} atoms are shown", *absent])


@pytest.mark.parametrize("name", ARTICLES)
def test_each_atom_is_named_once_on_its_page_and_has_a_known_kind(name: str) -> None:
    atoms = article(name)["atoms"]
    assert {atom["kind"] for atom in atoms} <= KINDS
    assert len({(atom["text"], atom["page"]) for atom in atoms}) == len(atoms)


@pytest.mark.parametrize("name", ARTICLES)
def test_what_stays_out_has_a_reason(name: str) -> None:
    assert all(set(one) == {"what", "why"} and all(one.values()) for one in article(name)["absent"])


def test_the_cases_hold_the_five_articles_nearly_whole() -> None:
    assert ARTICLES == ["bac-giang", "chu-puh", "dang-uy-khoi", "dong-nai", "tien-giang"]
    assert sum(len(article(name)["atoms"]) for name in ARTICLES) >= 220


def test_an_atom_that_is_not_shown_is_named() -> None:
    assert folded("Hà Giang") not in visible("hoi-nghi/2024-dong-nai/")
    assert folded("Đồng\u00a0Nai") in visible("hoi-nghi/2024-dong-nai/")
