"""The made-up records as a built site, and its searchable documents."""

import dataclasses
import pathlib
import shutil

from exemplary.build import pipeline
from exemplary.diagnostics import Report
from exemplary.hosts.choice import ChosenHost
from exemplary.search.documents import Document
from exemplary.search.texts import Texts
from tests.benchmarks import peers
from tests.benchmarks.entries import Entry, entries
from tests.benchmarks.peers import Peer
from tests.benchmarks.workload import lay

WORK = peers.ROOT / "build" / "bench-search"
TIMINGS = WORK / "timings.json"
LANGUAGE = "vi"


def laid(count: int) -> tuple[Peer, list[Entry]]:
    """Write the records, without building; return also how to build them."""
    folder = WORK / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    ours, made = site(folder), entries(count)
    lay(ours.form.files(made), ours.root)
    return ours, made


def site(folder: pathlib.Path) -> Peer:
    """A site below `folder/exemplary` and how to build it; its stages are written to a file of this benchmark."""
    return dataclasses.replace(
        peers.exemplary(folder), environment={"EXEMPLARY_TIMINGS": str(TIMINGS), **peers.BYTECODE}
    )


def documents(root: pathlib.Path) -> list[Document]:
    """The searchable documents of a project, ordered by reference."""
    host = ChosenHost(root / "mkdocs.yml")
    found = Texts(pipeline.prepare(host.project, Report()), LANGUAGE).findables()
    return [one.read()[0] for _, one in sorted(found.items())]
