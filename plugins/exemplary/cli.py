"""The command `exemplary`: parse arguments, call one function, print a report.

Exit codes: 0 all well; 1 there were findings (of `build`: some records were left out, or in strict mode nothing was
published); 2 the work could not be done.
"""

import argparse
import os
import pathlib
import sys
from collections.abc import Sequence

from exemplary import __version__, starters, terminal
from exemplary.diagnostics import ExemplaryError, Report, Severity
from exemplary.rules import RULES

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except ExemplaryError as error:
        print(f"exemplary: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="exemplary", description="Publish commended people, collectives and models from records in Git."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_check(commands)
    _add_serve(commands)
    _add_init(commands)
    _add_explain(commands)
    return parser


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _site_command(commands, "build", "build the site beside the live one and put it in its place", build)
    command.add_argument("--strict", action="store_true", help="publish nothing where there is any error or warning")
    command.add_argument("--notes", action="store_true", help="show notes too")


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _site_command(commands, "check", "report every mistake of every file", check)
    command.add_argument("--notes", action="store_true", help="show notes too")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="text for people (default), json for tools"
    )


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _site_command(commands, "serve", "preview the site, rebuilt at every change", serve)
    command.add_argument("-a", "--address", metavar="HOST:PORT", help="where to listen (default 127.0.0.1:8000)")


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("init", help="write a new site into a folder")
    command.add_argument("folder", type=pathlib.Path, metavar="DIR")
    command.add_argument("--demo", action="store_true", help="a demonstration with fictional records")
    command.set_defaults(run=init)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("explain", help="say what a rule asks, and why")
    command.add_argument(
        "rule", nargs="?", help="the code in brackets at the end of a finding; without it, all are listed"
    )
    command.add_argument("--lang", choices=("vi", "en"), default=_language())
    command.set_defaults(run=explain)


def _site_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, run: object
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("-f", "--config-file", type=pathlib.Path, default=pathlib.Path("mkdocs.yml"), metavar="FILE")
    command.add_argument("--lang", choices=("vi", "en"), default=_language(), help="the language of messages")
    command.set_defaults(run=run)
    return command


def _language() -> str:
    """Vietnamese, unless the system speaks English."""
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "vi"


# Commands


def build(chosen: argparse.Namespace) -> int:
    from exemplary.build import build as build_site  # the host takes a second to import; `init` and `explain` need none
    from exemplary.hosts.mkdocs import MkDocsHost

    host = MkDocsHost(chosen.config_file)
    report = Report(strict=chosen.strict)
    host.findings(report)
    build_site(host.project, host, report)
    _print(report, chosen)
    return int(report.failed or report.count(Severity.ERROR) > 0)


def check(chosen: argparse.Namespace) -> int:
    from exemplary.build import prepare
    from exemplary.hosts.mkdocs import MkDocsHost

    host = MkDocsHost(chosen.config_file)
    report = Report()
    host.findings(report)
    prepare(host.project, report)
    if chosen.format == "json":
        print(terminal.as_json(report, chosen.lang))
    else:
        _print(report, chosen)
    return int(not report.clean)


def serve(chosen: argparse.Namespace) -> int:
    from exemplary.hosts.mkdocs import preview

    preview(chosen.config_file, chosen.address)
    return 0


def init(chosen: argparse.Namespace) -> int:
    written = starters.copy("demo" if chosen.demo else "empty", chosen.folder)
    print(f"{len(written)} files in {chosen.folder}. Next: exemplary build -f {chosen.folder / 'mkdocs.yml'}")
    return 0


def explain(chosen: argparse.Namespace) -> int:
    if not chosen.rule:
        print("\n".join(f"{code:24}{rule.severity.value:9}{rule.message[chosen.lang]}" for code, rule in RULES.items()))
        return 0
    rule = RULES.get(chosen.rule)
    if rule is None:
        raise ExemplaryError(f"There is no rule {chosen.rule}; `exemplary explain` lists them all.")
    language = chosen.lang
    print(f"{chosen.rule} ({rule.severity.value})\n\n{rule.message[language]}")
    print(f"→ {rule.hint[language]}\n\n{rule.why[language]}")
    return 0


def _print(report: Report, chosen: argparse.Namespace) -> None:
    for line in terminal.lines(report, chosen.lang, notes=chosen.notes):
        print(line, file=sys.stderr if report.diagnostics else sys.stdout)
