"""Make the web fonts of the site: Be Vietnam Pro in three weights, reduced to what Vietnamese and English need.

The licence of the fonts, OFL.txt, is beside them and is published with them.
A development-time script; its dependencies are not in the lock file:
    pip install fonttools brotli fontpkg-be-vietnam-pro
    python tests/fonts/subset.py
"""

import importlib.resources
import pathlib
import unicodedata

from fontTools import subset

TARGET = pathlib.Path(__file__).parents[2] / "plugins" / "exemplary" / "render" / "assets" / "fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
SIGNS = "“”‘’«»–—…·•✓←→↩−×°²³₫§©\u00a0\u202f"


def characters() -> str:
    """Every precomposed letter of Vietnamese, ASCII, and the symbols that the pages use."""
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    ascii_signs = {chr(code) for code in range(0x20, 0x7F)}
    return "".join(sorted(letters | {letter.upper() for letter in letters} | ascii_signs | set(SIGNS)))


def main() -> None:
    files = importlib.resources.files("fontpkg_be_vietnam_pro") / "files"
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        options = subset.Options(flavor="woff2", hinting=False, layout_features=FEATURES)
        font = subset.load_font(str(files / f"BeVietnamPro-{name}.ttf"), options)
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters())
        cutter.subset(font)
        subset.save_font(font, str(TARGET / f"be-vietnam-pro-{weight}.woff2"), options)


if __name__ == "__main__":
    main()
