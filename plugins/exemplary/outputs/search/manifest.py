"""The file that a reader of an index fetches first. FORMAT.md has its lines."""

import base64
import json
import math
import zlib
from collections.abc import Iterable, Sequence

from exemplary.outputs.search.files import File, Files, compressed, front_coded

FORMAT = 1


def named(made: Files) -> dict[str, bytes]:
    """The word files and the pair files by their names."""
    kinds = (("w", made.words), ("p", made.pairs))
    return {_name(kind, file.start): file.content for kind, those in kinds for file in those}


def manifest(facts: dict[str, object], folded: Sequence[str], made: Files) -> bytes:
    """`facts` are the JSON of the first line, but for the format."""
    known = [(word, count) for word, count in zip(folded, made.counts, strict=True) if not word.isdigit()]
    weights = [round(4 * math.log2(max(1, count))) for _, count in known]
    lines = (
        json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, separators=(",", ":")),
        front_coded([word for word, _ in known]),
        "".join(chr(48 + weight) for weight in weights),
        front_coded([file.start for file in made.words]),
        _checks(made.words),
        front_coded([file.start for file in made.pairs]),
        _checks(made.pairs),
    )
    return compressed("\n".join(lines).encode())


def _checks(files: Iterable[File]) -> str:
    return "".join(check(file.content) for file in files)


def check(content: bytes) -> str:
    """Two characters that tell one state of a file from another."""
    return base64.urlsafe_b64encode((zlib.crc32(content) >> 20 << 4).to_bytes(2, "big"))[:2].decode()


def _name(kind: str, start: str) -> str:
    """The name of a word file, `w`, or a pair file, `p`."""
    spelled = "".join(sign if sign in _PLAIN else "-" if sign == "," else f"_{ord(sign):x}_" for sign in start)
    return f"{kind}-{spelled}"


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
