"""The demonstration under attack: every text of every record tries to become markup, every story to run code."""

import pathlib
import re
from collections.abc import Iterator

import yaml

from tests import sites

PAYLOAD = '"><img src=x onerror=alert(1)></script><script>alert(1)</script>'
STORY = """

<script>alert(1)</script>

<img src=x onerror=alert(1)> and <svg/onload=alert(1)> and <a href="javascript:alert(1)">raw</a>

[one](javascript:alert(1)) [two](JaVaScRiPt:alert(1)) [three](data:text/html,<script>alert(1)</script>)
[four](vbscript:alert(1)) <javascript:alert(1)> [five](https://example.org/"onmouseover="alert(1))
[six](<java	script:alert(1)>) [seven][ref] [[models/tu-sach-ban-mau|"><img src=x onerror=alert(1)>]]

[ref]: data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+

`"><img src=x onerror=alert(1)>` and "><img src=x onerror=alert(1)>

| "><img src=x onerror=alert(1)> |
|--|
| <script>alert(1)</script> |

## "><img src=x onerror=alert(1)>
"""
CATEGORIES = (
    *"unit team village household school enterprise armed-forces association party-body other".split(),
    *"model practice movement campaign regulation story interview feature".split(),
)
# Keys of records and registers below which there is a text that readers may see.
TEXTS = frozenset(
    "name title summary other_names honorific tags caption credit alt licence do detail text speaker position "
    "indicator unit scope printed inferred note as role group outlet byline republished_from for number results "
    "shortcomings tasks proposals targets occasion signer section photographer designation category editor_note "
    "ref kind short also law legal_basis code description vi en".split()
)
CHOICES = frozenset(
    {"audio", "video", "bloc", "cluster", "family", "couple", *CATEGORIES}
)  # kinds and categories, which are not text
ALONE = frozenset({"summary", "description"})  # too short for more than the payload


def source() -> pathlib.Path:
    """The hostile project's files, not built."""
    root = sites.demo_source()
    for path in sorted((root / "exemplars").rglob("*")) + sorted((root / "content").glob("*/*.md")):
        if path.suffix == ".yml":
            path.write_text(poisoned(path.read_text("utf-8"), story=path.parent.name != "registers"), "utf-8")
        elif path.suffix == ".md":
            _, front, story = re.split(r"^---\n", path.read_text("utf-8"), maxsplit=2, flags=re.M)
            withdrawn = "status: withdrawn" in front
            path.write_text(f"---\n{poisoned(front)}---\n{story}{'' if withdrawn else STORY}", "utf-8")
    return root


def poisoned(text: str, *, story: bool = False) -> str:
    """YAML with the payload in every text; everything else keeps its form, including quotes."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        return text
    for key, scalar in texts(node):
        scalar.value = PAYLOAD if key in ALONE else f"{scalar.value} {PAYLOAD}"
        scalar.style = '"'
    if story:
        for key, value in node.value:
            if key.value == "story":
                value.value += STORY
    return yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10_000)


def texts(node: yaml.Node, key: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """(key, text) for every text below a node; a `value` counts under the key above it."""
    if isinstance(node, yaml.ScalarNode):
        if key in TEXTS and node.value and node.value not in CHOICES:
            yield key, node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from texts(one, key)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from texts(value, key if name.value == "value" else name.value)
