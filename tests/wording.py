"""Every text of the tables in `labels/`, for tests of their wording."""

import pathlib
import tomllib
from collections.abc import Iterator
from typing import Any

LABELS = pathlib.Path(__file__).parent.parent / "plugins" / "exemplary" / "labels"
ALONE = ("vi", "en")
"""Files in one language; the others contain both."""


def labels(language: str) -> dict[str, str]:
    """The texts of a language, by file and key."""
    found = {}
    for path in sorted(LABELS.glob("*.toml")):
        for key, text in strings(tomllib.loads(path.read_text("utf-8"))):
            if path.stem in ALONE and path.stem == language:
                found[key] = text
            elif path.stem not in ALONE and key.endswith(f".{language}"):
                found[f"{path.stem}: {key.removesuffix(f'.{language}')}"] = text
    return found


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(dotted key, text) for every text in nested tables and lists."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from strings(part, f"{key}.{name}" if key else str(name))
