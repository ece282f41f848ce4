"""Formats the figures as Markdown tables; RESULTS.md keeps the latest for each number of records."""

import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version

from tests.benchmarks import figures, peers, scenarios
from tests.benchmarks.figures import Figure, Rounds
from tests.benchmarks.scenarios import Result

KEPT = pathlib.Path(__file__).with_name("RESULTS.md")
KEPT_FROM = 1000  # records; results for fewer are only printed
HEAD = """\
# What `make bench` measured last

Written by `make bench`; what it measures and how to read it: [README.md](README.md).
"""
FIGURES: dict[str, Figure] = {
    "processor s": figures.processor,
    "wall s": figures.wall,
    "memory MB": lambda result: result.memory / 1e6,
    "output MB": lambda result: result.size / 1e6,
    "files": lambda result: result.files,
    "written": lambda result: result.written,
}
COMPARED = ("processor s", "wall s", "memory MB")
SHARES: dict[str, Figure] = {
    "processor ms": lambda result: result.processor * 1e3,
    "wall ms": lambda result: result.wall * 1e3,
    "memory kB": lambda result: result.memory / 1e3,
}
STAGES_OF = (scenarios.CLEAN, scenarios.UNCHANGED, scenarios.CHANGED)


def section(count: int, rounds: Rounds, load: float) -> str:
    """All measurements for one number of records."""
    parts = [
        f"## {count:,} records",
        _rounds(len(rounds), load),
        "\n".join(_builds(rounds)),
        "\n".join(_shares(rounds)),
    ]
    if len(rounds) > 1:
        parts.append(_spread(rounds))
    if stages := list(_stages(count, rounds)):
        parts.append("\n".join(stages))
    return "\n\n".join(parts) + "\n"


def keep(text: str, file: pathlib.Path = KEPT, head: str = HEAD) -> None:
    """Add a section to a RESULTS.md, replacing an earlier one with the same heading."""
    known = re.split(r"^(?=## )", file.read_text("utf-8") if file.is_file() else head, flags=re.MULTILINE)[1:]
    heading = text.splitlines()[0]
    sections = [one for one in known if one.splitlines()[0] != heading] + [text]
    file.write_text("\n".join([head, *(one.rstrip() + "\n" for one in sorted(sections, key=_order))]), "utf-8")
    print(f"TreeFile in {file.relative_to(peers.ROOT)}.", flush=True)


def _order(text: str) -> tuple[bool, int]:
    """Targets before builds before previews, each by number of records."""
    heading = text.splitlines()[0]
    return "Preview" in heading, int(re.sub(r"\D", "", heading) or 0)


def circumstances(load: float, others: Mapping[str, str] | None = None) -> str:
    """Date, machine and versions: those of `others`, by default those of the site generators."""
    versions = {
        "Python": _python(),
        peers.OURS: version("mkdocs-exemplary"),
        **(others or _building()),
    }
    today = datetime.datetime.now(datetime.UTC).date()
    told = ", ".join(f"{name} {number}" for name, number in versions.items())
    return f"{today}, {_commit()}. {_machine()}; load {load:.1f} before the start. {told}."


def _python() -> str:
    """The interpreter's version and compiler, and whether it was configured to be optimised.

    Debian optimises by its own rules, without the option.
    """
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    has = "with" if "--enable-optimizations" in options else "without"
    return f"{platform.python_version()} ({platform.python_compiler()}, {has} --enable-optimizations)"


def _building() -> dict[str, str]:
    return {"MkDocs": version("mkdocs"), "Material": version("mkdocs-material"), "Hugo": peers.hugo_version()}


def _rounds(rounds: int, load: float) -> str:
    return f"{circumstances(load)} " + (f"Medians of {rounds} rounds." if rounds > 1 else "One round.")


def _machine() -> str:
    """Processor, cores, memory, system."""
    processor = _found(r"^model name\s*:\s*(.+)$", "/proc/cpuinfo") or platform.machine()
    memory = int(_found(r"^MemTotal:\s*(\d+)", "/proc/meminfo") or 0) / 2**20
    cores = len(os.sched_getaffinity(0))
    return f"{processor}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.release()}"


def _found(pattern: str, file: str) -> str:
    found = re.search(pattern, pathlib.Path(file).read_text("utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""


def _commit() -> str:
    """The commit of the work tree, with `+` if there are changes."""
    command = ["git", "describe", "--always", "--exclude=*", "--dirty=+"]
    done = subprocess.run(command, cwd=peers.ROOT, capture_output=True, text=True, check=False)
    return f"commit {done.stdout.strip()}" if done.returncode == 0 else "no commit"


def _builds(rounds: Rounds) -> Iterator[str]:
    """One row per scenario and generator, and one that compares the two."""
    yield "| build | with | " + " | ".join(FIGURES) + " |"
    yield "|-|-|" + "-:|" * len(FIGURES)
    for scenario in dict.fromkeys(result.scenario for results in rounds for result in results):
        label = scenario
        for name in _peers(rounds, scenario):
            results = figures.series(rounds, name, scenario)
            shown = (_number(figures.median(figure, results)) for figure in FIGURES.values())
            yield f"| {label} | {name} | " + " | ".join(shown) + " |"
            label = ""
        if ratios := list(_ratios(rounds, scenario)):
            yield (
                "| | **exemplary ÷ Hugo, the same pages** | "
                + " | ".join(ratios)
                + " |"
                + " |" * (len(FIGURES) - len(ratios))
            )


def _ratios(rounds: Rounds, scenario: str) -> Iterator[str]:
    for name in COMPARED:
        value = figures.ratio(rounds, scenario, FIGURES[name])
        if value is not None:
            yield f"**{value:.2f}**"


def _shares(rounds: Rounds) -> Iterator[str]:
    """What a clean build takes per page and per megabyte of output."""
    shares = (f"{name} a {unit}" for unit in ("page", "MB") for name in SHARES)
    yield "| clean build | pages | " + " | ".join(shares) + " |\n|-|" + "-:|" * (1 + 2 * len(SHARES))
    for name in _peers(rounds, scenarios.CLEAN):
        results = figures.series(rounds, name, scenarios.CLEAN)
        pages, megabytes = results[0].pages, results[0].size / 1e6
        spent = [figures.median(figure, results) for figure in SHARES.values()]
        shown = [_number(value / unit) for unit in (pages, megabytes) for value in spent]
        yield f"| {name} | {pages:,} | " + " | ".join(shown) + " |"


def _peers(rounds: Rounds, scenario: str) -> Iterable[str]:
    return dict.fromkeys(result.peer for results in rounds for result in results if result.scenario == scenario)


def _spread(rounds: Rounds) -> str:
    """The spread of the rounds, which shows how much of a difference is noise."""
    widest, where = max(
        (_width([result.wall for result in figures.series(rounds, peer, scenario)]), f"{peer}, {scenario}")
        for peer, scenario in {(result.peer, result.scenario) for results in rounds for result in results}
    )
    return f"Between a build's rounds the wall time differs by at most {widest:.0%} of its median ({where})."


def _width(values: Sequence[float]) -> float:
    return (max(values) - min(values)) / statistics.median(values)


def _stages(count: int, rounds: Rounds) -> Iterator[str]:
    """The stages of our own build, where reported."""
    columns = {scenario: _of_stages(figures.series(rounds, peers.OURS, scenario)) for scenario in STAGES_OF}
    if not any(columns.values()):
        return
    yield "| stage, µs a record | " + " | ".join(STAGES_OF) + " |"
    yield "|-|" + "-:|" * len(STAGES_OF)
    for name in dict.fromkeys(name for column in columns.values() for name in column):
        shown = (f"{column[name] * 1e6 / count:,.0f}" if name in column else "" for column in columns.values())
        yield f"| {name} | " + " | ".join(shown) + " |"
    sums = (f"{sum(column.values()) * 1e6 / count:,.0f}" for column in columns.values())
    yield "| together | " + " | ".join(sums) + " |"


def _of_stages(results: Iterable[Result]) -> dict[str, float]:
    """Median seconds by stage; a stage that occurs twice in a build is summed."""
    told: dict[str, list[float]] = {}
    for result in results:
        build: dict[str, float] = {}
        for name, seconds in result.stages:
            build[name] = build.get(name, 0.0) + seconds
        for name, seconds in build.items():
            told.setdefault(name, []).append(seconds)
    return {name: statistics.median(seconds) for name, seconds in told.items()}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}" if value < 10 else f"{value:.1f}"
