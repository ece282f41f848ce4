"""What pages show besides text: photographs made to web sizes, files to download, assets."""

import hashlib
import pathlib
from collections.abc import Iterator

from exemplary.artifacts import Artifact, write
from exemplary.diagnostics import Diagnostic, Span
from exemplary.pages.edition import Materials, Photograph, beside
from exemplary.pages.plan import Site
from exemplary.project import Project
from exemplary.records.locating import record_location, story_location
from exemplary.records.record import Record
from exemplary.render import media
from exemplary.render.assets import assets
from exemplary.rules import finding


def prepare(site: Site, tree: pathlib.Path) -> Materials:
    """Make and publish what the site's records show; a second build finds the photographs in the cache."""
    addresses, files = assets()
    write(files, tree)
    photographs: dict[str, Photograph] = {}
    downloads: dict[str, tuple[str, int]] = {}
    for record in site.graph.records.values():
        for file in pictures(record):
            if file not in photographs:
                photographs[file] = media.publish(site.project.root / file, tree, site.project.cache / "media")
        for attachment in record.facts.attachments:
            artifact = _download(site.project.root / beside(record, attachment.file))
            write((artifact,), tree)
            downloads[beside(record, attachment.file)] = artifact.path, len(artifact.content)
    return Materials(photographs, downloads, addresses)


def pictures(record: Record) -> Iterator[str]:
    """The picture files of a record, from the project's root."""
    for image in record.facts.images:
        yield beside(record, image.file)
    for story in record.stories:
        for file, _ in story.images():
            yield beside(record, file)


def _download(path: pathlib.Path) -> Artifact:
    """A file to download keeps its name, behind a hash that changes with its content."""
    content = path.read_bytes()
    return Artifact(f"tep/{hashlib.blake2b(content, digest_size=5).hexdigest()}/{path.name}", content)


def check(record: Record, project: Project) -> Iterator[Diagnostic]:
    """A finding for each file of a record that cannot be a picture."""
    for number, image in enumerate(record.facts.images):
        if problem := media.examine(project.root / beside(record, image.file)):
            where = record_location(project, record, "images", number, "file")
            yield _bad_picture(where, image.file, problem)
    for story in record.stories:
        for file, start in story.images():
            if problem := media.examine(project.root / beside(record, file)):
                yield _bad_picture(story_location(project, record, start, len(file), story), file, problem)


def _bad_picture(where: tuple[Span, str], file: str, problem: tuple[str, str]) -> Diagnostic:
    return finding("bad-picture", *where, given=file, problem_vi=problem[0], problem_en=problem[1])
