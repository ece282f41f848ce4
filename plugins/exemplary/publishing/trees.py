"""The published site and the staging tree: two folders that share files by hard link, one build apart.

A build updates the staging tree and swaps it with the site in one step. Unchanged files are neither written nor
touched, so they keep their times; a build that fails or is killed leaves the site as it was. Where the folder of the
site cannot be swapped, its files are replaced one by one (`replacement.py`), and both trees hold the same site.
"""

import hashlib
import os
import pathlib
import shutil
from collections.abc import Iterator, Mapping

from exemplary.cache.file_state import scan
from exemplary.cache.store import Store
from exemplary.publishing import exchange, listing, ownership
from exemplary.publishing.files import FILE, folders_of, make_folder, open_to_all, share, take_away, write
from exemplary.publishing.manifest import Kept, Manifest, Manifests, digest_of
from exemplary.publishing.ownership import Contents
from exemplary.publishing.replacement import replace


class Trees:
    """A site's folder and its staging tree, during a build.

    live    the files of the published site, by path
    staged  the files in the staging tree, left from the build before
    force   take over a folder that holds somebody else's files
    """

    def __init__(self, site_dir: pathlib.Path, store: Store, *, force: bool = False) -> None:
        self.site = pathlib.Path(os.path.realpath(site_dir))  # if it is a link, the folder that it leads to
        self.store = store
        self.force = force
        self.manifests = Manifests(store)
        self.staging = _staging_of(self.site, store.folder)
        self.live: Manifest = {}
        self.staged: Manifest = {}

    def begin(self, ready: tuple[Manifest, Manifest] | None = None) -> None:
        """Start writing to the staging tree, prepared now or earlier by another process."""
        self.live, self.staged = ready or self.ready()

    def ready(self) -> tuple[Manifest, Manifest]:
        """Return the contents of the live site and of the staging tree.

        Invalidates the manifest of the staging tree until it is published, so an interrupted build is never trusted.
        """
        exchange.recover(self.staging, self.site)
        self.require_site()
        if self.staging.is_symlink():
            self.staging.unlink()
        self.staged = self.manifests.load(self.staging)
        self.manifests.forget(self.staging)
        if not self.staged:
            shutil.rmtree(self.staging, ignore_errors=True)
        make_folder(str(self.staging))
        self._sweep_stagings()
        self.staged = dict(self._sound()) or dict(self._linked())
        return self.live, self.staged

    def require_site(self) -> None:
        """Raise ExemplaryError if the site may not be published into its folder."""
        self.live = self.manifests.load(self.site)
        if not self.force:
            ownership.require_ours(self.site, self.live)

    def _linked(self) -> Iterator[tuple[str, Kept]]:
        """If there is no staging tree yet, link the files of the live site into it."""
        for path, file in self.live.items():
            if file.is_sound(f"{self.site}/{path}"):
                yield path, self._shared(f"{self.site}/{path}", path, file.digest)

    def _sound(self) -> Iterator[tuple[str, Kept]]:
        """The unchanged files of the staging tree; files that something else added or changed are removed."""
        start = len(str(self.staging)) + 1
        for path, state in scan([str(self.staging)], special=True).items():
            file = self.staged.get(path[start:])
            if file and file.matches(state):
                yield path[start:], file
            else:
                self._take_away(path[start:])

    # Existing files

    def has(self, path: str, digest: bytes) -> bool:
        """Whether either tree has a file with this content at the path."""
        file = self.staged.get(path)
        return (file is not None and file.digest == digest) or self._lives(path, digest)

    def _lives(self, path: str, digest: bytes) -> bool:
        file = self.live.get(path)
        return file is not None and file.digest == digest and file.is_sound(f"{self.site}/{path}")

    # Updating the staging tree

    def keep(self, path: str, digest: bytes) -> Kept:
        """Put the file that `has` found into the staging tree."""
        file = self.staged.get(path)
        return file if file and file.digest == digest else self._shared(f"{self.site}/{path}", path, digest)

    def put(self, path: str, content: bytes, digest: bytes = b"") -> Kept:
        """Write a file, unless either tree already has it. A path outside the tree is a bug.

        digest  identifies the file, if not by its content
        """
        if not listing.is_inside(path):
            raise ValueError(f"outside the site: {path}")
        digest = digest or digest_of(content)
        if self.has(path, digest):
            return self.keep(path, digest)
        self._clear(path)
        return Kept.of(digest, write(f"{self.staging}/{path}", content))

    def put_file(self, path: str, source: pathlib.Path, digest: bytes) -> Kept:
        """Link a finished file that is never modified, or copy it if links are impossible."""
        if self.has(path, digest):
            return self.keep(path, digest)
        self._shared(str(source), path, digest)
        open_to_all(f"{self.staging}/{path}", FILE)
        return Kept.of(digest, os.stat(f"{self.staging}/{path}"))

    def _shared(self, source: str, path: str, digest: bytes) -> Kept:
        self._clear(path)
        share(source, f"{self.staging}/{path}")
        return Kept.of(digest, os.lstat(f"{self.staging}/{path}"))

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

    def publish(self, manifest: Mapping[str, Kept]) -> tuple[str, ...]:
        """Make the staging tree the site; return the paths of others' files that gave way to it."""
        files = {**manifest, listing.NAME: self.put(listing.NAME, listing.content_of(manifest))}
        for path in self.staged.keys() - files.keys():
            self._take_away(path)
        self.manifests.save(self.staging, files)
        listed = listing.read(self.site)
        ours = self.live.keys() | (listed or frozenset())
        takes_over = bool(ownership.strangers(self.site, self.live, listed))
        contents = ownership.survey(self.site, ours, files.keys(), takes_over=takes_over)
        if not self._is_swapped(contents):
            make_folder(str(self.site))
            self.manifests.save(self.site, replace(str(self.staging), str(self.site), files, self.live, contents))
        self.manifests.sweep(self.site, self.staging)
        return contents.yielding

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
        if not self.live:
            shutil.rmtree(self.staging, ignore_errors=True)
        return True

    def _carry(self, paths: tuple[str, ...]) -> None:
        """Link others' files into the staging tree. What they add while this build swaps the folders is lost."""
        for path in paths:
            make_folder(os.path.dirname(f"{self.staging}/{path}"))
            if not path.endswith("/"):
                share(f"{self.site}/{path}", f"{self.staging}/{path}", mode=None)

    def _sweep_stagings(self) -> None:
        """Remove staging trees of sites that no longer exist, such as a preview leaves."""
        table = self.store.table("stagings", lasting=True)
        sites = table.load() | {self.staging.name: str(self.site)}
        for path in self.store.folder.glob("staging-*"):
            if path != self.staging and not pathlib.Path(sites.get(path.name, path / "none")).exists():
                shutil.rmtree(path, ignore_errors=True)
        table.save({name: site for name, site in sites.items() if (self.store.folder / name).exists()})


def _staging_of(site: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """In the store's folder, unless the site is on another disk and the folder beside it can be written."""
    above = next(parent for parent in site.parents if parent.exists())
    disk = (site if site.exists() else above).stat().st_dev
    if disk != folder.stat().st_dev and disk == above.stat().st_dev and os.access(above, os.W_OK):
        return site.with_name(f".{site.name}.staging")
    name = hashlib.blake2b(os.fsencode(site), digest_size=4).hexdigest()
    return folder / f"staging-{name}"
