"""Builds with a cheap fake host, so that many can be compared, each with a clean build.

The build is the one of `exemplary build`, including the check whether anything changed; only the host is replaced: its
pages are the ordinary ones, as written.
"""

import atexit
import contextlib
import functools
import gc
import itertools
import os
import pathlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from unittest import mock

from exemplary.build import session
from exemplary.cache import file_state, last_build, store
from exemplary.diagnostics import Diagnostic, ExemplaryError, Report
from exemplary.hosts.choice import ChosenHost
from exemplary.publishing import exchange, trees
from exemplary.records.schema.types import RECORD_KINDS
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from tests import sites

SOURCES = ("mkdocs.yml", "content", "exemplars", "overrides")
CODE = functools.cache(file_state.code)
MEMORY = "/dev/shm"
DEAD = 9
"""The exit code of a build that was killed."""


def ordinary_pages(host: ChosenHost, site: Site, folder: pathlib.Path) -> OrdinaryOutput:
    """Replaces `ChosenHost.ordinary_pages`."""
    return OrdinaryOutput(tuple(_ordinary(site.project.content, folder)))


def _ordinary(content: pathlib.Path, tree: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Every page that is not a record, as written, and a file that belongs to them."""
    (tree / "assets").mkdir()
    (tree / "assets" / "host.css").write_text("p { margin: 0 }", "utf-8")
    for path in sorted(content.rglob("*.md")):
        folders = path.relative_to(content).with_suffix("").parts
        if folders[0] not in RECORD_KINDS and folders != ("index",):
            address = "".join(f"{one}/" for one in (folders[:-1] if folders[-1] == "index" else folders))
            (tree / address).mkdir(parents=True, exist_ok=True)
            (tree / address / "index.html").write_bytes(path.read_bytes())
            yield address, ""


# One build


def folder() -> pathlib.Path:
    """A new folder, deleted when the tests end; in memory if possible, since there are many files."""
    made = pathlib.Path(tempfile.mkdtemp(prefix="exemplary-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@contextlib.contextmanager
def fixed(moment: str, jobs: int = 1) -> Iterator[None]:
    """At a given moment, with the fake host, with this many processes even if there is little to do."""
    asked = {"SOURCE_DATE_EPOCH": moment, "EXEMPLARY_JOBS": str(jobs)}
    with (
        mock.patch.object(ChosenHost, "ordinary_pages", ordinary_pages),
        mock.patch.object(file_state, "code", CODE),
        mock.patch("exemplary.parallel.count", lambda items, least=0: max(1, min(jobs, items))),
        mock.patch.dict(os.environ, asked),
    ):
        yield


def build(root: pathlib.Path, moment: str = sites.MOMENT, jobs: int = 1, strict: bool = False) -> Report:
    """As the command does it."""
    with fixed(moment, jobs):
        try:
            return session.build(ChosenHost(root / "mkdocs.yml"), session.Options(strict)).report
        finally:
            gc.unfreeze()


Outcome = tuple[str, tuple[Diagnostic, ...], dict[str, bytes]]


def outcome(root: pathlib.Path, moment: str = sites.MOMENT, jobs: int = 1) -> Outcome:
    """(why it could not be built, the findings, the site); if it could not be built, the site does not count."""
    try:
        report = build(root, moment, jobs)
    except ExemplaryError as error:
        return str(error).replace(str(root), ""), (), {}
    return "", report.diagnostics, sites.tree(root / "site")


def clean(root: pathlib.Path, moment: str = sites.MOMENT) -> Outcome:
    """The result of a clean build of the same sources."""
    elsewhere = folder()
    for name in SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, elsewhere / name)
        elif (root / name).exists():
            shutil.copy(root / name, elsewhere)
    try:
        return outcome(elsewhere, moment)
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)


def differences(site: Mapping[str, bytes], clean: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """(file, its first differing line, the expected line) for each file in both sites."""
    for name in site.keys() & clean.keys():
        if site[name] != clean[name]:
            ours, theirs = (text.decode(errors="replace").splitlines() for text in (site[name], clean[name]))
            both = itertools.zip_longest(ours, theirs, fillvalue="")
            yield (name, *next((one, other) for one, other in both if one != other))


# Builds that end too early


def steps() -> dict[str, tuple[object, str]]:
    """Where a build may be stopped, by name: the function that changes the disk, and when it is called."""
    return {
        "put": (trees.Trees, "put"),
        "keep": (trees.Trees, "keep"),
        "take away": (trees, "take_away"),
        "begin": (trees.Trees, "begin"),
        "publish": (trees.Trees, "publish"),
        "exchange": (exchange, "exchange"),
        "store": (store.Store, "put"),
        "remove": (store.Store, "remove"),
        "commit": (store.Store, "commit"),
        "remember": (last_build.BuildCache, "put"),
    }


class Stopped(BaseException):
    """The user pressed Ctrl-C."""


def killed(root: pathlib.Path, moment: str, step: str, count: int, after: bool, jobs: int = 1) -> bool:
    """Build in a process that is killed when it reaches a step for the `count`-th time; return whether it was."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            with stopping(step, count, after, lambda: os._exit(DEAD)), contextlib.suppress(ExemplaryError):
                build(root, moment, jobs)
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in (0, DEAD), code
    return code == DEAD


def stopped(root: pathlib.Path, moment: str, step: str, count: int, after: bool) -> bool:
    """Build until it reaches a step for the `count`-th time; return whether it did."""

    def stop() -> None:
        raise Stopped

    with stopping(step, count, after, stop), contextlib.suppress(ExemplaryError):
        try:
            build(root, moment)
        except Stopped:
            return True
    return False


@contextlib.contextmanager
def stopping(step: str, count: int, after: bool, stop: Callable[[], None]) -> Iterator[None]:
    owner, name = steps()[step]
    real, seen = getattr(owner, name), []

    def counted(*given: object, **named: object) -> object:
        seen.append(name)
        if len(seen) == count and not after:
            stop()
        found = real(*given, **named)
        if len(seen) == count and after:
            stop()
        return found

    with mock.patch.object(owner, name, counted):
        yield
