"""What pages may know of photographs, downloads and assets."""

import dataclasses
from collections.abc import Mapping
from typing import Protocol


class Photograph(Protocol):
    """A published photograph: URLs relative to the site's root, sizes in pixels."""

    @property
    def variants(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def fallback(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclasses.dataclass(frozen=True, slots=True)
class MediaFiles:
    """The files that were prepared before the pages.

    photographs  by file, relative to the project's root
    downloads    (URL, size in bytes) by file
    assets       URL by name
    """

    photographs: Mapping[str, Photograph]
    downloads: Mapping[str, tuple[str, int]]
    assets: Mapping[str, str]
