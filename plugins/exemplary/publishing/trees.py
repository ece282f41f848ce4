"""The published site and the staging tree: two folders that share files by hard link, one build apart.

A build updates the staging tree and swaps it with the site in one step. Unchanged files are neither written nor
touched, so they keep their times; a build that fails or is killed leaves the site as it was. Where the folder of the
site cannot be swapped, its files are replaced one by one (`replacement.py`), and both trees hold the same site.
"""

import hashlib
import os
import pathlib
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from exemplary.cache.file_state import State, content_digest, walk
from exemplary.publishing import exchange, listing, ownership
from exemplary.publishing.disk_files import (
    FILE,
    folders_of,
    make_folder,
    open_to_all,
    relative,
    share,
    take_away,
    write,
)
from exemplary.publishing.ownership import Contents
from exemplary.publishing.replacement import replace
from exemplary.publishing.tree_manifest import Manifest, Manifests, TreeFile, identity, manifest_of

_NOTHING: Manifests = {}


class Publication(NamedTuple):
    """The manifests of both trees, and the paths of others' files that gave way to the site."""

    manifests: Manifests
    removed: tuple[str, ...]


class Trees:
    """A site's folder and its staging tree, during a build.

    folder  where the staging tree is, unless the folder beside a site on another disk can be written
    known   manifests by the identities of trees, both of these among them, as the last build returned them
    live    the files of the published site, by path
    staged  the files in the staging tree, left from the build before
    force   take over a folder that holds somebody else's files
    """

    def __init__(
        self, site_dir: pathlib.Path, folder: pathlib.Path, known: Manifests = _NOTHING, *, force: bool = False
    ) -> None:
        self.site = pathlib.Path(os.path.realpath(site_dir))  # if it is a link, the folder that it leads to
        self.known = known
        self.force = force
        self.staging = _staging_of(self.site, folder)
        self.live: Manifest = {}
        self.staged: Manifest = {}

    def begin(self, ready: tuple[Manifest, Manifest] | None = None) -> None:
        """Start writing to the staging tree, prepared now or earlier by another process."""
        self.live, self.staged = ready or self.ready()

    def ready(self) -> tuple[Manifest, Manifest]:
        """Return the contents of the live site and of the staging tree."""
        exchange.recover(self.staging, self.site)
        self.require_site()
        if self.staging.is_symlink():
            self.staging.unlink()
        self.staged = manifest_of(self.staging, self.known)
        if not self.staged:
            shutil.rmtree(self.staging, ignore_errors=True)
        make_folder(str(self.staging))
        self.staged = dict(self._sound()) or dict(self._linked())
        return self.live, self.staged

    def require_site(self) -> None:
        """Raise ExemplaryError if the site may not be published into its folder."""
        self.live = manifest_of(self.site, self.known)
        if not self.force:
            ownership.require_ours(self.site, self.live)

    def _linked(self) -> Iterator[tuple[str, TreeFile]]:
        """If there is no staging tree yet, link the files of the live site into it."""
        for path, file in self.live.items():
            if file.is_sound(f"{self.site}/{path}"):
                yield path, self._shared(f"{self.site}/{path}", path, file)

    def _sound(self) -> Iterator[tuple[str, TreeFile]]:
        """The unchanged files of the staging tree; files that something else added or changed are removed."""
        for path, status in walk(str(self.staging), ""):
            name = path.removeprefix("/")
            file = self.staged.get(name)
            if file and file.matches(State.of(status)):
                yield name, file
            else:
                self._take_away(name)

    # Existing files

    def has(self, path: str, digest: bytes) -> bool:
        """Whether either tree has a file with this content at the path."""
        file = self.staged.get(path)
        return (file is not None and file.digest == digest) or self._lives(path, digest)

    def _lives(self, path: str, digest: bytes) -> bool:
        file = self.live.get(path)
        return file is not None and file.digest == digest and file.is_sound(f"{self.site}/{path}")

    # Updating the staging tree

    def keep(self, path: str, digest: bytes) -> TreeFile:
        """Put the file that `has` found into the staging tree."""
        file = self.staged.get(path)
        return file if file and file.digest == digest else self._shared(f"{self.site}/{path}", path, self.live[path])

    def put(self, path: str, content: bytes, digest: bytes = b"") -> TreeFile:
        """Write a file, unless either tree already has it. A path outside the tree is a bug.

        digest  identifies the file, if not by its content
        """
        if not listing.is_inside(path):
            raise ValueError(f"outside the site: {path}")
        of_content = content_digest(content)
        digest = digest or of_content
        if self.has(path, digest):
            return self.keep(path, digest)
        self._clear(path)
        return TreeFile.of(digest, of_content, write(f"{self.staging}/{path}", content))

    def put_file(self, path: str, source: pathlib.Path, digest: bytes) -> TreeFile:
        """Link a finished file that is never modified, or copy it if links are impossible."""
        if self.has(path, digest):
            return self.keep(path, digest)
        self._clear(path)
        share(str(source), f"{self.staging}/{path}")
        open_to_all(f"{self.staging}/{path}", FILE)
        return TreeFile.of(digest, digest, os.stat(f"{self.staging}/{path}"))

    def _shared(self, source: str, path: str, file: TreeFile) -> TreeFile:
        self._clear(path)
        share(source, f"{self.staging}/{path}")
        return TreeFile.of(file.digest, file.content, os.lstat(f"{self.staging}/{path}"))

    def _clear(self, path: str) -> None:
        """Remove what is at the path: files are shared with the live site and must not be written into."""
        target = f"{self.staging}/{path}"
        try:
            os.unlink(target)
        except FileNotFoundError:
            make_folder(os.path.dirname(target))
        except (IsADirectoryError, PermissionError):
            shutil.rmtree(target)
        except NotADirectoryError:
            self._unblock(path)

    def _unblock(self, path: str) -> None:
        """Remove a file where a folder is needed."""
        for folder in folders_of(path):
            step = self.staging / folder
            if step.is_file() or step.is_symlink():
                step.unlink()
        make_folder(os.path.dirname(f"{self.staging}/{path}"))

    def _take_away(self, path: str) -> None:
        take_away(str(self.staging), path)

    # Publishing

    def publish(self, manifest: Manifest) -> Publication:
        """Make the staging tree the site."""
        files = {**manifest, listing.NAME: self.put(listing.NAME, listing.content_of(manifest))}
        for path in self.staged.keys() - files.keys():
            self._take_away(path)
        listed = listing.read(self.site)
        ours = self.live.keys() | (listed or frozenset())
        takes_over = bool(ownership.foreign_names(self.site, self.live, listed))
        contents = ownership.survey(self.site, ours, files.keys(), takes_over=takes_over)
        if self._is_swapped(contents):
            live: Manifest = files
            staged: Manifest = dict(self._following(files))
        else:
            make_folder(str(self.site))
            live, staged = replace(str(self.staging), str(self.site), files, self.live, contents), files
        manifests = {identity(self.site): live, identity(self.staging): staged}
        return Publication({name: files for name, files in manifests.items() if name}, contents.yielding)

    def _following(self, files: Manifest) -> Iterator[tuple[str, TreeFile]]:
        """Bring the other tree up to date after the swap, so that the next build, or an archive of it, begins there."""
        make_folder(str(self.staging))
        before, self.staged = self.live, {}
        for path in before.keys() - files.keys():
            self._take_away(path)
        for path, file in files.items():
            known = before.get(path)
            if known and known.digest == file.digest and known.is_sound(f"{self.staging}/{path}"):
                yield path, known
            else:
                yield path, self._shared(f"{self.site}/{path}", path, file)

    def _is_swapped(self, contents: Contents) -> bool:
        """Swap the staging tree with the site, others' files included; False if this folder cannot be swapped."""
        if self.site.exists() and exchange.has_mounts(self.site):
            return False
        try:
            if self.site.exists():
                self._carry(contents.staying)
                exchange.exchange(self.staging, self.site)
            else:
                make_folder(str(self.site.parent))
                self.staging.rename(self.site)
        except OSError as error:
            if error.errno not in exchange.IMMOVABLE:
                raise
            return False
        return True

    def _carry(self, paths: tuple[str, ...]) -> None:
        """Link others' files into the staging tree. What they add while this build swaps the folders is lost."""
        for path in paths:
            make_folder(os.path.dirname(f"{self.staging}/{path}"))
            if not path.endswith("/"):
                share(f"{self.site}/{path}", f"{self.staging}/{path}", mode=None)


def _staging_of(site: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """In the store's folder, unless the site is on another disk and the folder beside it can be written."""
    above = next(parent for parent in site.parents if parent.exists())
    disk = (site if site.exists() else above).stat().st_dev
    if disk != folder.stat().st_dev and disk == above.stat().st_dev and os.access(above, os.W_OK):
        return site.with_name(f".{site.name}.staging")
    name = hashlib.blake2b(os.fsencode(relative(str(site), str(folder))), digest_size=4).hexdigest()
    return folder / f"staging-{name}"
