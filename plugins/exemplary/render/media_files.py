"""Files that pages show: photographs at web sizes, downloads, assets."""

import functools
import hashlib
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from exemplary import parallel
from exemplary.cache.file_state import content_digest
from exemplary.diagnostics import Diagnostic, Span
from exemplary.project import Project
from exemplary.publishing.tree_manifest import TreeFile
from exemplary.publishing.trees import Trees
from exemplary.queries.media import MediaFiles
from exemplary.records.ordinary_pages import ordinary
from exemplary.records.parsing.locating import record_location, story_location
from exemplary.records.record import Record
from exemplary.render import photographs
from exemplary.render.assets import assets
from exemplary.render.photographs import Photograph
from exemplary.rules import finding
from exemplary.site.plan import Site
from exemplary.site.urls import beside


class Download(NamedTuple):
    """A file to download: its URL relative to the site's root, its size in bytes, the digest of its content."""

    address: str
    size: int
    digest: bytes


class Examined(Protocol):
    """What is known about files: a photograph or a download as examined now, or before."""

    def photograph(self, project: Project, file: str, examine: Callable[[], Photograph]) -> Photograph: ...
    def download(self, project: Project, file: str, examine: Callable[[], Download]) -> Download: ...


def prepare(site: Site, examined: Examined, trees: Trees) -> tuple[MediaFiles, dict[str, TreeFile]]:
    """Put the files that records show into the staging tree; return what pages need to know, and the files."""
    project, (addresses, files) = site.project, assets()
    kept = {artifact.path: trees.put(artifact.path, artifact.content) for artifact in files}
    shown: dict[str, Photograph] = {}
    downloads: dict[str, tuple[str, int]] = {}
    waiting: list[tuple[pathlib.Path, Photograph, str]] = []
    for record in site.graph.records.values():
        for file in (beside(record.file, name) for name in record.summary.pictures):
            if file not in shown:
                path = project.path(file)
                shown[file] = examined.photograph(project, file, functools.partial(photographs.photograph, path))
                waiting += [(path, shown[file], address) for address in shown[file].files]
        for file in (beside(record.file, name) for name in record.summary.downloads):
            path = project.path(file)
            download = examined.download(project, file, functools.partial(_download, path))
            downloads[file] = download.address, download.size
            kept[download.address] = _downloaded(trees, download.address, path, download.digest)
    return MediaFiles(shown, downloads, addresses), kept | _pictures(trees, waiting)


def _pictures(trees: Trees, wanted: list[tuple[pathlib.Path, Photograph, str]]) -> dict[str, TreeFile]:
    """Every file of the photographs. The URL identifies the content, so each file is made once."""
    there = {address: content_digest(f"{address} {photographs.ENCODER}".encode()) for _, _, address in wanted}
    missing = {one[2]: one for one in wanted if not trees.has(one[2], there[one[2]])}

    def make(share: Sequence[tuple[pathlib.Path, Photograph, str]]) -> list[TreeFile]:
        return [
            trees.put(address, photographs.make(path, shown, address), there[address]) for path, shown, address in share
        ]

    made = dict(zip(missing, parallel.shared(make, list(missing.values()), least=4), strict=True))
    return {address: made[address] if address in made else trees.keep(address, there[address]) for address in there}


def _download(path: pathlib.Path) -> Download:
    """A download keeps its name, in a folder named by a hash of its content."""
    content = path.read_bytes()
    address = f"tep/{hashlib.blake2b(content, digest_size=5).hexdigest()}/{path.name}"
    return Download(address, len(content), content_digest(content))


def _downloaded(trees: Trees, address: str, path: pathlib.Path, digest: bytes) -> TreeFile:
    return trees.keep(address, digest) if trees.has(address, digest) else trees.put(address, path.read_bytes())


def check(record: Record, project: Project) -> Iterator[Diagnostic]:
    """A finding for each file of a record that cannot be published as a picture."""
    for number, image in enumerate(record.facts.images):
        if problem := photographs.examine(project.path(beside(record.file, image.file))):
            where = record_location(project, record, "images", number, "file")
            yield _bad_picture(where, image.file, problem)
    for story in record.stories:
        for file, start in story.images():
            if problem := photographs.examine(project.path(beside(record.file, file))):
                yield _bad_picture(story_location(project, record, start, len(file), story), file, problem)


def check_ordinary(project: Project) -> Iterator[Diagnostic]:
    """A finding for each picture of ordinary pages that cannot be published."""
    start = f"{project.content_name}/"
    names = (name.removeprefix(start) for name in sorted(project.files) if name.startswith(start))
    for name in filter(photographs.is_named_as_picture, ordinary(project, names)):
        file, path = f"{start}{name}", project.path(f"{start}{name}")
        if path.is_file() and not path.is_symlink() and (problem := photographs.examine(path)):
            yield _bad_picture((Span(file), ""), file, problem)


def _bad_picture(where: tuple[Span, str], file: str, problem: tuple[str, str]) -> Diagnostic:
    return finding("bad-picture", *where, given=file, problem_vi=problem[0], problem_en=problem[1])
