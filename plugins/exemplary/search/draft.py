"""The index in memory, for the preview: made on first use, then updated."""

import threading

from exemplary.cache.file_state import content_digest
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.search.index import Index, Known
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import SEARCH


class Draft:
    """The files of each language, for the site of the last request."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.digests: dict[str, bytes] = {}
        self.known: dict[str, Known] = {}
        self.sites: dict[str, Site] = {}
        self.lock = threading.Lock()

    def content(self, site: Site, hosted: OrdinaryOutput, path: str) -> bytes | None:
        """A file of the index by its path from the root; None if there is none."""
        language = path.removeprefix(f"{SEARCH}/").partition("/")[0]
        if not path.startswith(f"{SEARCH}/") or language not in site.languages or not site.project.settings.search:
            return None
        with self.lock:
            if self.sites.get(language) is not site:
                self._bring_up(site, hosted, language)
            return self.files.get(path)

    def _bring_up(self, site: Site, hosted: OrdinaryOutput, language: str) -> None:
        index = Index(site, hosted, language, self, self.known.get(language))
        kept, state, rows = index.published()
        for path in [path for path in self.files if path.startswith(f"{index.folder}/") and path not in kept]:
            del self.files[path], self.digests[path]
        if rows:
            self.known[language] = state, lambda: rows
        self.sites[language] = site

    # The interface of a tree, for `Index`

    def has(self, path: str, digest: bytes) -> bool:
        return self.digests.get(path) == digest

    def keep(self, path: str, digest: bytes) -> TreeFile:
        return TreeFile(digest, digest, len(self.files[path]), 0, 0)

    def put(self, path: str, content: bytes) -> TreeFile:
        self.files[path], self.digests[path] = content, content_digest(content)
        return self.keep(path, self.digests[path])
