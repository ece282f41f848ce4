"""Cache of the host's output. The host runs only if one of its inputs has changed."""

import contextlib
import hashlib
import pathlib
import shutil
from collections.abc import Callable, Iterator
from typing import NamedTuple

from exemplary.cache.file_state import content_digest, is_in, settled
from exemplary.cache.findings import StoredFinding, restored, stored
from exemplary.cache.store import Store, understood
from exemplary.presenters.components.navigation import chrome
from exemplary.project import Project
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Trees
from exemplary.records.ordinary_pages import is_ours
from exemplary.render.assets import assets
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

RenderPages = Callable[[Site, pathlib.Path], OrdinaryOutput]


class StoredHost(NamedTuple):
    """The host's last output.

    states    fingerprint of its inputs by the states of their files; empty if these may hide a change
    contents  the same by their contents
    """

    states: bytes
    contents: bytes
    pages: tuple[tuple[str, str], ...]
    findings: tuple[StoredFinding, ...]
    files: dict[str, bytes]

    def output(self) -> OrdinaryOutput:
        with understood("host"):
            return OrdinaryOutput(self.pages, restored(self.findings))


class HostCache:
    """The ordinary pages that the host rendered last, with its findings."""

    def __init__(self, store: Store) -> None:
        self.folder = store.folder / "host"
        self.table = store.table("host", StoredHost)

    def output(self, site: Site, render: RenderPages, trees: Trees) -> tuple[OrdinaryOutput, dict[str, TreeFile]]:
        """The host's output, and its files in the staging tree. A host that may read anything always runs."""
        if not site.project.is_pure:
            return self._made(site, render, trees)
        known, states = self.table.get("host"), _states(site)
        if not (known and _is_there(known, trees)):
            return self._made(site, render, trees, states, _contents(site))
        if not (states and states == known.states):
            contents = _contents(site)
            if contents != known.contents:
                return self._made(site, render, trees, states, contents)
            self.table.put("host", known._replace(states=states))
        return known.output(), {path: trees.keep(path, digest) for path, digest in known.files.items()}

    def _made(
        self, site: Site, render: RenderPages, trees: Trees, states: bytes = b"", contents: bytes = b""
    ) -> tuple[OrdinaryOutput, dict[str, TreeFile]]:
        """Have the pages rendered; `states` and `contents` are those of the inputs, as far as they are known."""
        with self._empty_folder() as folder:
            output = render(site, folder)
            kept = adopted(folder, trees)
        files = {path: one.digest for path, one in kept.items()}
        self.table.put("host", StoredHost(states, contents, output.pages, stored(output.findings), files))
        return output, kept

    @contextlib.contextmanager
    def _empty_folder(self) -> Iterator[pathlib.Path]:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            yield self.folder
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def _is_there(known: StoredHost, trees: Trees) -> bool:
    return all(trees.has(path, digest) for path, digest in known.files.items())


def _states(site: Site) -> bytes:
    """Empty if a file changed so recently that another change might not show in its state."""
    states = {name: site.project.files[name] for name in _inputs(site.project)}
    if not settled(states.values(), site.project.inputs.moment):
        return b""
    return _digest(site, sorted(states.items()))


def _contents(site: Site) -> bytes:
    return _digest(site, [(name, _content(site.project, name)) for name in sorted(_inputs(site.project))])


def _content(project: Project, name: str) -> bytes:
    try:
        return content_digest(project.path(name).read_bytes())
    except OSError:
        return b""


def _inputs(project: Project) -> list[str]:
    """The files that are not records."""
    records, content = project.name(project.records), f"{project.content_name}/"
    others = (name for name in project.files if not is_in(name, [records]))
    return [name for name in others if not (name.startswith(content) and is_ours(name.removeprefix(content)))]


def _digest(site: Site, files: object) -> bytes:
    chromes = [chrome(site, language) for language in site.languages]
    special = sorted(site.project.inputs.special)
    shown = files, special, chromes, sorted(assets()[0].items()), site.project.environment
    return hashlib.blake2b(
        repr((shown, site.project.settings)).encode(errors="surrogateescape"), digest_size=16
    ).digest()


def adopted(folder: pathlib.Path, trees: Trees) -> dict[str, TreeFile]:
    """Put all files that the host wrote to a temporary folder into the staging tree."""
    files = {path: path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: trees.put_file(name, path, content_digest(path.read_bytes())) for path, name in files.items()}
