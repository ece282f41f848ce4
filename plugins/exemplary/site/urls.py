"""The URL scheme. No other module builds URLs.

Addresses are relative to the site's root and end with a slash: `ca-nhan/le-thi-mau/`; the front page's is empty.
The main language determines the segments; pages in other languages are below their code, with the same segments.
"""

import dataclasses
import urllib.parse
from collections.abc import Mapping

from exemplary.diagnostics import ExemplaryError
from exemplary.records.schema.types import SLUG, Ref

SEGMENTS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "individuals": "ca-nhan",
        "collectives": "tap-the",
        "models": "mo-hinh",
        "stories": "cau-chuyen",
        "themes": "chuyen-de",
        "conferences": "hoi-nghi",
        "all": "guong",
        "year": "nam",
        "place": "dia-phuong",
        "field": "linh-vuc",
        "award": "khen-thuong",
        "level": "cap-khen",
        "organisation": "to-chuc",
        "document": "van-ban",
        "bloc": "khoi-cum",
        "tag": "the",
        "a-z": "a-z",
        "figures": "so-lieu",
        "search": "tim-kiem",
        "corrections": "dinh-chinh",
        "press": "bao-chi",
        "data": "du-lieu",
        "page": "trang",
    },
    "en": {
        name: name
        for name in (
            "individuals",
            "collectives",
            "models",
            "stories",
            "themes",
            "conferences",
            "all",
            "year",
            "place",
            "field",
            "award",
            "level",
            "organisation",
            "document",
            "bloc",
            "tag",
            "a-z",
            "figures",
            "search",
            "corrections",
            "press",
            "data",
            "page",
        )
    },
}
FACET_OF_REGISTER = {
    "places": "place",
    "organisations": "organisation",
    "documents": "document",
    "award-forms": "award",
    "blocs": "bloc",
    "fields": "field",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Addresses:
    """All addresses of a site whose main language is `main`."""

    main: str
    segments: Mapping[str, str]

    @classmethod
    def of(cls, main: str, changed: Mapping[str, str]) -> "Addresses":
        """The scheme with the site's own segments; an unknown name, or an invalid or repeated segment, is an error."""
        unknown = set(changed) - set(SEGMENTS[main])
        segments = {**SEGMENTS[main], **changed}
        bad = [text for text in segments.values() if not SLUG.fullmatch(str(text))]
        if unknown or bad or len(set(segments.values())) < len(segments):
            raise ExemplaryError("setting-paths", names=", ".join(sorted(SEGMENTS[main])))
        return cls(main, segments)

    def front(self, language: str) -> str:
        return "" if language == self.main else f"{language}/"

    def section(self, name: str, language: str) -> str:
        """The list of a kind, an index, or a single page: `section("year", "vi")` is `nam/`."""
        return f"{self.front(language)}{self.segments[name]}/"

    def record(self, ref: Ref, language: str) -> str:
        return f"{self.section(ref.kind, language)}{ref.slug}/"

    def facet(self, name: str, key: str, language: str) -> str:
        """A list of records with a common property: `facet("place", "gia-lai", "vi")`."""
        return f"{self.section(name, language)}{key}/"

    def entry(self, ref: Ref, language: str) -> str:
        return self.facet(FACET_OF_REGISTER[ref.kind], ref.slug, language)

    def kind_field(self, kind: str, field: str, language: str) -> str:
        return f"{self.section(kind, language)}{self.segments['field']}/{field}/".replace("//", "/")

    def numbered(self, listing: str, number: int) -> str:
        return f"{listing}{self.segments['page']}/{number}/"


SEARCH = "assets/exemplary/search"
"""The folder of the search indexes, one per language."""


def search_index(language: str) -> str:
    """The file of an index that is read first."""
    return f"{SEARCH}/{language}/index"


ROOT = "\ufdd0"
"""Placeholder for the path to the site's root until a page is finished, so that a piece is the same at any depth.

Unicode reserves this character, so it never occurs in text.
"""


def root_path(site_url: str) -> str:
    """The path of the site on its host: `/` or `/guong/`."""
    return urllib.parse.urlsplit(site_url).path or "/"


def way_to_root(address: str) -> str:
    """The relative path from a page to the site's root."""
    return "../" * depth(address) or "./"


def relative(source: str, target: str) -> str:
    """The relative path from one page to another; both are addresses from the root."""
    return way_to_root(source) + target


def beside(file: str, name: str) -> str:
    """A file beside another, relative to the project's root."""
    return f"{file.rpartition('/')[0]}/{name}"


def depth(address: str) -> int:
    return address.count("/")
