"""The file of an index that readers fetch first. FORMAT.md describes its lines."""

import json
import math
from collections.abc import Iterator, Sequence

from exemplary.search.files import File, Files, compressed
from exemplary.search.layouts import front_coded

FORMAT = 4


def manifest(facts: dict[str, object], folded: Sequence[str], made: Files, sample: str) -> bytes:
    """`facts` is the JSON of the first line without the format number, `sample` the last line."""
    known = [(word, count) for word, count in zip(folded, made.counts, strict=True) if not word.isdigit()]
    weights = [round(4 * math.log2(max(1, count))) for _, count in known]
    lines = (
        json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, separators=(",", ":")),
        front_coded([word for word, _ in known]),
        "".join(chr(48 + weight) for weight in weights),
        *(line for kind in "wpvr" for line in _table(made.of(kind))),
        _checks(made.of("q")),
        *(line for kind in "no" for line in _table(made.of(kind))),
        sample,
    )
    return compressed("\n".join(lines).encode())


def _table(files: Sequence[File]) -> Iterator[str]:
    yield front_coded([file.start for file in files])
    yield _checks(files)


def _checks(files: Sequence[File]) -> str:
    return "".join(file.check for file in files)
