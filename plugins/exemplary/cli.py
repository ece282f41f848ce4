"""The command `exemplary`: parse arguments, call one function, print a report.

Exit codes: 0 all well; 1 there were findings (of `build`: some records were left out, or in strict mode nothing was
published); 2 the work could not be done.
"""

import functools
import os
import pathlib
import sys
from collections.abc import Callable
from typing import Any

import click

from exemplary import __version__, memory, starters, terminal, workers
from exemplary.diagnostics import ExemplaryError, Report, Severity
from exemplary.progress import Progress
from exemplary.rules import RULES

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def _language() -> str:
    """Vietnamese, unless the system speaks English."""
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "vi"


config_file = click.option(
    "-f", "--config-file", type=click.Path(path_type=pathlib.Path), default="mkdocs.yml", help="The site's mkdocs.yml."
)
language = click.option(
    "--lang", type=click.Choice(("vi", "en")), default=_language, show_default="by the system", help="Of the messages."
)
notes = click.option("--notes", is_flag=True, help="Show notes too.")


def _sentence(command: Callable[..., int]) -> Callable[..., None]:
    """End with the command's exit code; a failure that is nobody's bug is one sentence and exit code 2."""

    @functools.wraps(command)
    def run(**options: Any) -> None:
        try:
            sys.exit(command(**options))
        except ExemplaryError as error:
            click.echo(f"exemplary: {error}", err=True)
            sys.exit(2)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish commended people, collectives and models from records in Git."""


@main.command()
@config_file
@language
@notes
@click.option("--strict", is_flag=True, help="Publish nothing where there is any error or warning.")
@click.option("--fresh", is_flag=True, help="Use nothing that earlier builds have kept.")
@_sentence
def build(config_file: pathlib.Path, lang: str, notes: bool, strict: bool, fresh: bool) -> int:
    """Build the site beside the live one and put it in its place; what has not changed is not made again."""
    _require(config_file)
    known = memory.Memory(config_file)
    with known.store.locked():
        report, place = _built(config_file, known, strict, fresh, terminal.progress(lang))
    _print(report, lang, notes)
    if not report.failed:
        click.echo(terminal.built(place, lang))
    return int(report.failed or report.count(Severity.ERROR) > 0)


def _require(config_file: pathlib.Path) -> None:
    if not config_file.is_file():
        raise ExemplaryError(f"There is no {config_file}; name the site's mkdocs.yml with -f, or run `exemplary init`.")


def _built(
    config_file: pathlib.Path, known: memory.Memory, strict: bool, fresh: bool, progress: Progress
) -> tuple[Report, pathlib.Path]:
    if fresh:
        known.store.clear()
    last = known.last()
    if last and last.last.asked == strict and last.holds():
        return last.report(), last.project.site_dir
    with workers.uncollected():
        from exemplary import once  # what a build needs takes longer to import than to see that there is nothing to do

        return once.run(config_file, known, last, strict, progress)


@main.command()
@config_file
@language
@notes
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people or for tools.")
@_sentence
def check(config_file: pathlib.Path, lang: str, notes: bool, form: str) -> int:
    """Report every mistake of every file."""
    from exemplary.build import prepare
    from exemplary.hosts.mkdocs import MkDocsHost

    _require(config_file)
    host = MkDocsHost(config_file)
    report = Report()
    host.findings(report)
    prepare(host.project, report)
    if form == "json":
        click.echo(terminal.as_json(report, lang))
    else:
        _print(report, lang, notes)
    return int(not report.clean)


@main.command()
@config_file
@language
@click.option(
    "-a", "--address", metavar="HOST:PORT", default="127.0.0.1:8000", show_default=True, help="Where to listen."
)
@_sentence
def serve(config_file: pathlib.Path, lang: str, address: str) -> int:
    """Preview the site; open tabs follow every change, and show what is wrong."""
    from exemplary.preview.run import serve as preview

    _require(config_file)
    preview(config_file, address, lang, terminal.serving(lang))
    return 0


@main.command()
@click.argument("folder", type=click.Path(path_type=pathlib.Path))
@click.option("--demo", is_flag=True, help="A demonstration with fictional records.")
@_sentence
def init(folder: pathlib.Path, demo: bool) -> int:
    """Write a new site into FOLDER."""
    written = starters.copy("demo" if demo else "empty", folder)
    click.echo(f"{len(written)} files in {folder}. Next: exemplary build -f {folder / 'mkdocs.yml'}")
    return 0


@main.command()
@click.argument("rule", required=False)
@language
@_sentence
def explain(rule: str | None, lang: str) -> int:
    """Say what RULE asks, and why; without it, list all rules."""
    if rule is None:
        click.echo("\n".join(terminal.listed(RULES.values(), lang)))
        return 0
    if rule not in RULES:
        raise ExemplaryError(f"There is no rule {rule}; `exemplary explain` lists them all.")
    click.echo(terminal.explained(RULES[rule], lang))
    return 0


def _print(report: Report, lang: str, notes: bool) -> None:
    for line in terminal.lines(report, lang, notes=notes):
        click.echo(line, err=bool(report.diagnostics))
