"""The command `exemplary`: parse arguments, call one function, print a report.

Exit codes: 0 success; 1 findings (`build`: some records were left out or, in strict mode, nothing was published);
2 the command could not run; 70 a fault of the command itself; 130 stopped with Ctrl-C. The help texts of commands and
options are in `labels/command.toml`, under their names.
"""

import os
import pathlib

import click

from exemplary import __version__, messages, report_format, starters, usage
from exemplary.build import session
from exemplary.diagnostics import ExemplaryError, Report, Severity
from exemplary.hosts.choice import ChosenHost, silent
from exemplary.i18n import locales
from exemplary.project import CACHE
from exemplary.rules import RULES

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

config_file = click.option("-f", "--config-file", type=click.Path(path_type=pathlib.Path), default="mkdocs.yml")
language = click.option("--lang", type=click.Choice(locales.CODES), expose_value=False)
"""Accepted by every command. `usage.Group.main` reads its value and passes it to the command."""
notes = click.option("--notes", is_flag=True)


def _choose_cache(ctx: click.Context, param: click.Parameter, value: pathlib.Path | None) -> None:
    if value is not None:
        os.environ[CACHE] = str(value)


cache = click.option("--cache", type=click.Path(path_type=pathlib.Path), expose_value=False, callback=_choose_cache)


@click.group(
    "exemplary",
    cls=usage.Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@language
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Print the help if no command is named."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(usage.FAILED)


@main.command()
@config_file
@language
@notes
@click.option("--strict", is_flag=True)
@click.option("--fresh", is_flag=True)
@click.option("--force", is_flag=True)
@cache
@click.pass_obj
def build(lang: str, config_file: pathlib.Path, notes: bool, strict: bool, fresh: bool, force: bool) -> int:
    """Build the site beside the live one and swap the two; unchanged pages are reused."""
    _require(config_file)
    options = session.Options(strict, fresh, force)
    host = ChosenHost(config_file, lang)
    report, place, size, removed = session.build(host, options, report_format.progress(lang))
    _print(report, lang, notes)
    if removed:
        files = messages.enumerated(removed)
        click.echo(messages.text("done.removed", lang, count=len(removed), place=place, files=files), err=True)
    if report.failed:
        click.echo(messages.text("done.not-published", lang), err=True)
    else:
        click.echo(report_format.built(place, size, lang))
    return int(report.failed or report.count(Severity.ERROR) > 0)


def _require(config_file: pathlib.Path) -> None:
    if not config_file.is_file():
        raise ExemplaryError("no-site", file=config_file)


@main.command()
@config_file
@language
@notes
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@click.pass_obj
def check(lang: str, config_file: pathlib.Path, notes: bool, form: str) -> int:
    """Report every mistake in every file."""
    from exemplary.build import pipeline

    _require(config_file)
    host = ChosenHost(config_file, lang)
    report = Report()
    report.extend((*host.findings, *silent(host.project.root)))
    pipeline.prepare(host.project, report, pipeline.reader())
    if form == "json":
        click.echo(report_format.as_json(report, lang))
    else:
        _print(report, lang, notes)
    return int(not report.clean)


@main.command()
@config_file
@language
@click.option("-a", "--address", default="127.0.0.1:8000")
@cache
@click.pass_obj
def serve(lang: str, config_file: pathlib.Path, address: str) -> int:
    """Preview the site; open tabs follow every change and show mistakes."""
    from exemplary.preview.command import serve as preview

    _require(config_file)
    preview(config_file, address, lang)
    return 0


@main.command()
@click.argument("folder", type=click.Path(path_type=pathlib.Path))
@click.option("--demo", is_flag=True)
@language
@click.pass_obj
def init(lang: str, folder: pathlib.Path, demo: bool) -> int:
    """Write a new site into FOLDER."""
    written = starters.copy("demo" if demo else "empty", folder)
    click.echo("\n".join(report_format.begun(folder, len(written), usage.program(), lang)))
    return 0


@main.command()
@click.argument("rule", required=False)
@language
@click.pass_obj
def explain(lang: str, rule: str | None) -> int:
    """Print what RULE requires, and why; without RULE, list all rules."""
    if rule is None:
        click.echo("\n".join(report_format.listed(RULES.values(), lang)))
        return 0
    if rule not in RULES:
        raise ExemplaryError("unknown-rule", rule=rule)
    click.echo(report_format.explained(RULES[rule], lang))
    return 0


def _print(report: Report, lang: str, notes: bool) -> None:
    for line in report_format.lines(report, lang, notes=notes):
        click.echo(line, err=bool(report.diagnostics))
