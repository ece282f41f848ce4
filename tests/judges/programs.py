"""Judges that are external programs: found or installed, and run."""

import functools
import os
import pathlib
import re
import shutil
import subprocess
from collections.abc import Mapping

HERE = pathlib.Path(__file__).parent
WORK = HERE.parents[1] / "build" / "judge"
MODULES = WORK / "node_modules"
LOCK = "package-lock.json"
NEEDED = {"node": (("--version",), 18), "java": (("-version",), 11)}
"""The option that prints a program's version, and the oldest acceptable version."""


class ProgramMissing(Exception):
    """A program that the judges need is missing or too old."""


@functools.cache
def version(name: str) -> str:
    """The version that a program reports; empty if it is missing."""
    if shutil.which(name) is None:
        return ""
    said = subprocess.run([name, *NEEDED[name][0]], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)*", said.stdout + said.stderr)
    return found[0] if found else ""


def install() -> None:
    """Install the pinned packages into build/judge/, once per state of the lock file."""
    for name, (_, oldest) in NEEDED.items():
        if not version(name) or int(version(name).partition(".")[0]) < oldest:
            raise ProgramMissing("`make judge` needs Node 18 or newer with npm, and Java 11 or newer.")
    if shutil.which("npm") is None:
        raise ProgramMissing("`make judge` needs npm beside Node 18 or newer.")
    kept = WORK / "installed.json"
    if kept.is_file() and kept.read_bytes() == (HERE / LOCK).read_bytes():
        return
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", LOCK):
        shutil.copy(HERE / name, WORK)
    if subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WORK, check=False).returncode:
        raise ProgramMissing("npm could not install what tests/judges/package-lock.json names; why not, it says above.")
    shutil.copy(HERE / LOCK, kept)


def call(
    *command: str | pathlib.Path, folder: pathlib.Path = WORK, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The complete output of a program; the caller interprets its exit code."""
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
