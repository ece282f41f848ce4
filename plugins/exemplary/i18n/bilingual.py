"""Text that is written once for all languages, or in Vietnamese and English side by side."""

from typing import Any

LANGUAGES = ("vi", "en")


class Prose(str):
    """Text written as `{vi: …, en: …}`. As a plain string it is the Vietnamese text, or else the English."""

    __slots__ = ("en", "vi")

    vi: str
    en: str

    def __new__(cls, vi: str = "", en: str = "") -> "Prose":
        prose = super().__new__(cls, vi or en)
        prose.vi, prose.en = vi, en
        return prose

    def __reduce__(self) -> Any:
        return Prose, (self.vi, self.en)

    def __repr__(self) -> str:
        return f"Prose({self.vi!r}, {self.en!r})"

    def text(self, language: str) -> str:
        """The text in a language; empty if there is none."""
        return self.en if language == "en" else self.vi


def in_language(text: str, language: str) -> str:
    """The text in a language if there is one, otherwise the text as it is."""
    return text.text(language) or str(text) if isinstance(text, Prose) else text
