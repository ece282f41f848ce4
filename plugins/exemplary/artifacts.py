"""An output file: a path and its bytes."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site; `path` is relative to its root, with forward slashes."""

    path: str
    content: bytes
