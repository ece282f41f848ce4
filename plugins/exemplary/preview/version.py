"""The site at one moment; pages are rendered on request."""

import dataclasses
import functools
import pathlib
import threading
from collections.abc import Callable, Iterator, Mapping

from exemplary.diagnostics import Diagnostic
from exemplary.outputs import outputs
from exemplary.presenters.context import PageContext
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.render import markdown, page_layout, photographs
from exemplary.render.assets import assets
from exemplary.render.environment import Templates
from exemplary.render.page import draw
from exemplary.render.page_layout import Shells
from exemplary.search.draft import Draft
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site


class Photographs(Mapping[str, photographs.Photograph]):
    """Photographs by file, examined when a page shows them; their files are made when a browser requests them."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.shown: dict[str, tuple[pathlib.Path, photographs.Photograph]] = {}
        self.made = functools.lru_cache(64)(self._made)

    def __getitem__(self, file: str) -> photographs.Photograph:
        path = self.root / file
        try:
            photograph = photographs.photograph(path)
        except OSError as error:
            raise KeyError(file) from error
        self.shown.update((address, (path, photograph)) for address in photograph.files)
        return photograph

    def _made(self, address: str) -> bytes | None:
        if address not in self.shown:
            return None
        path, photograph = self.shown[address]
        return photographs.make(path, photograph, address)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Downloads(Mapping[str, tuple[str, int]]):
    """Downloads, served from their original location."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.shown: dict[str, pathlib.Path] = {}

    def __getitem__(self, file: str) -> tuple[str, int]:
        path = self.root / file
        if not path.is_file():
            raise KeyError(file)
        address = f"tep/xem-truoc/{file}"
        self.shown[address] = path
        return address, path.stat().st_size

    def __iter__(self) -> Iterator[str]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


@dataclasses.dataclass(frozen=True)
class Version:
    """One state of the site. Pages are rendered on request and cached for the life of the version.

    number  increases with each version
    host    the folder of the host's own pages
    found   the findings
    """

    number: int
    site: Site
    hosted: OrdinaryOutput
    host: pathlib.Path
    templates: Templates
    photographs: Photographs
    index: Draft
    found: tuple[Diagnostic, ...]

    def content(self, path: str) -> bytes | None:
        """The file at a path relative to the root; None if there is none."""
        page = self.pages.get(path)
        if page is not None:
            return self._kept(path, lambda: self._drawn(path))
        for read in (self.assets.get, self.photographs.made, self._download, self._index, self._output, self._hosts):
            if (content := read(path)) is not None:
                return content
        return None

    @functools.cached_property
    def pages(self) -> Mapping[str, int]:
        return {page.file: number for number, page in enumerate(self.site.pages)}

    @functools.cached_property
    def assets(self) -> Mapping[str, bytes]:
        return {artifact.path: artifact.content for artifact in assets()[1]}

    @functools.cached_property
    def materials(self) -> MediaFiles:
        return MediaFiles(self.photographs, Downloads(self.site.project.root), assets()[0])

    def _drawn(self, path: str) -> bytes:
        page = self.site.pages[self.pages[path]]
        context = PageContext(SiteQueries(self.site, self.materials), page, markdown.to_html)
        return draw(context, self.shells, self.templates)

    @functools.cached_property
    def shells(self) -> Shells:
        return page_layout.shells(self.site, self.templates)

    def _kept(self, path: str, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            if path not in self._made:
                self._made[path] = make()
            return self._made[path]

    @functools.cached_property
    def _lock(self) -> threading.RLock:
        return threading.RLock()

    @functools.cached_property
    def _made(self) -> dict[str, bytes]:
        return {}

    def _download(self, path: str) -> bytes | None:
        downloads = self.materials.downloads
        assert isinstance(downloads, Downloads)
        return downloads.shown[path].read_bytes() if path in downloads.shown else None

    def _index(self, path: str) -> bytes | None:
        return self.index.content(self.site, self.hosted, path)

    def _output(self, path: str) -> bytes | None:
        return self._outputs.get(path)

    @functools.cached_property
    def _outputs(self) -> Mapping[str, bytes]:
        return {artifact.path: artifact.content for artifact in outputs(self.site, self.hosted)}

    def _hosts(self, path: str) -> bytes | None:
        file = (self.host / path).resolve()
        return file.read_bytes() if file.is_relative_to(self.host.resolve()) and file.is_file() else None
