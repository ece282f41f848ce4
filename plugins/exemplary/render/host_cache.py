"""Cache of the ordinary pages that the host renders. It runs only if one of its inputs has changed."""

import contextlib
import hashlib
import pathlib
import shutil
from collections.abc import Callable, Iterator

from exemplary.cache.file_state import settled
from exemplary.cache.store import Store
from exemplary.presenters.components.navigation import chrome
from exemplary.records.schema.types import RECORD_KINDS
from exemplary.render.assets import assets
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.trees import Kept, Trees, digest_of

Render = Callable[[Site, pathlib.Path], OrdinaryOutput]


class HostCache:
    """The host's last output, and the fingerprint of its inputs."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.table = store.table("loans")
        self.known = self.table.load()

    def of(self, site: Site, render: Render, trees: Trees) -> tuple[OrdinaryOutput, dict[str, Kept]]:
        """The host's output, and its files in the staging tree."""
        key = _key(site)
        if key and self.known.get("key") == key and self._is_there(trees):
            return self.known["hosted"], {
                path: trees.keep(path, digest) for path, digest in self.known["files"].items()
            }
        with self._folder() as folder:
            hosted = render(site, folder)
            kept = adopted(folder, trees)
        self.table.save({"key": key, "hosted": hosted, "files": {path: one.digest for path, one in kept.items()}})
        return hosted, kept

    def _is_there(self, trees: Trees) -> bool:
        return all(trees.has(path, digest) for path, digest in self.known["files"].items())

    @contextlib.contextmanager
    def _folder(self) -> Iterator[pathlib.Path]:
        folder = self.store.folder / "host"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _key(site: Site) -> str:
    """Fingerprint of the host's inputs: files that are not records, and the data shown in header and footer.

    Empty if the host may read other files, or if a file changed so recently that another change might not show.
    """
    project = site.project
    if not project.is_pure:
        return ""
    kinds = (f"{project.content}/{kind}/" for kind in RECORD_KINDS)
    ours = (f"{project.records}/", f"{project.content}/index.md", *kinds)
    moment, files = project.snapshot
    own = sorted(item for item in files.items() if not item[0].startswith(ours))
    if not settled((state for _, state in own), moment):
        return ""
    chromes = [chrome(site, language) for language in site.languages]
    shown = own, project.settings, chromes, sorted(assets()[0].items()), project.environment
    return hashlib.blake2b(repr(shown).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def adopted(folder: pathlib.Path, trees: Trees) -> dict[str, Kept]:
    """Put all files that the host wrote to a temporary folder into the staging tree."""
    files = {path: path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: trees.put_file(name, path, digest_of(path.read_bytes())) for path, name in files.items()}
