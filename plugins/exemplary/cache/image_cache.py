"""Cache of what is known about photographs and downloads, valid for one content of each file."""

from collections.abc import Callable
from typing import NamedTuple

from exemplary.cache.file_state import settled
from exemplary.cache.store import Store
from exemplary.project import Project
from exemplary.records.parsed import Seen
from exemplary.records.reader import look
from exemplary.render.media_files import Download
from exemplary.render.photographs import Photograph


class StoredFacts(NamedTuple):
    """A file as it was, when it was looked at in nanoseconds, and what it is."""

    seen: Seen
    moment: int
    photograph: Photograph | None
    download: Download | None


class ImageCache:
    """What was examined before, by file."""

    def __init__(self, store: Store) -> None:
        self.table = store.table("media", StoredFacts)
        self.known: dict[str, StoredFacts] = dict(self.table.items())
        self.used: dict[str, StoredFacts] = {}

    def photograph(self, project: Project, file: str, examine: Callable[[], Photograph]) -> Photograph:
        known = self._known(project, file)
        facts = known.photograph or examine()
        self.used[file] = known._replace(photograph=facts)
        return facts

    def download(self, project: Project, file: str, examine: Callable[[], Download]) -> Download:
        known = self._known(project, file)
        facts = known.download or examine()
        self.used[file] = known._replace(download=facts)
        return facts

    def _known(self, project: Project, file: str) -> StoredFacts:
        """What is known of this content of the file."""
        known, state = self.used.get(file) or self.known.get(file), project.files.get(file)
        if known and state and known.seen.state == state and settled([state], known.moment):
            return known
        seen = look(project, file)
        if known and known.seen.content == seen.content:
            return known._replace(seen=seen, moment=project.inputs.moment)
        return StoredFacts(seen, project.inputs.moment, None, None)

    def save(self) -> None:
        self.table.put_all((file, facts) for file, facts in self.used.items() if self.known.get(file) != facts)
        self.table.prune(self.used)
