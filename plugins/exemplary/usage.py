"""The command's help, and how it reports failures, in the reader's language.

Click parses the arguments; all texts are in `labels/command.toml` and `labels/failures.toml`. The language is the
`obj` of click's contexts.
"""

import os
import pathlib
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from exemplary import messages
from exemplary.diagnostics import ExemplaryError

FAILED = 2
FAULTY = 70
INTERRUPTED = 130
"""Exit codes; the second is EX_SOFTWARE of sysexits.h, and shells use the third for Ctrl-C."""
EXITS = (0, 1, FAILED, FAULTY, INTERRUPTED)

Rows = list[tuple[str, str]]


class _Translated(click.Command):
    """A command or a group with help in the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _failure(error, ctx) from error

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = ctx.obj
        usage = messages.text("help.usage", language)
        formatter.write_usage(ctx.command_path, " ".join(self.pieces(ctx)), f"{usage}: ")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(messages.text(f"command.{self.name}", language))
        for name, rows in self.sections(ctx):
            with formatter.section(messages.text(f"help.{name}", language)):
                formatter.write_dl(rows)

    def pieces(self, ctx: click.Context) -> Iterator[str]:
        """What follows the command's name in its usage line."""
        yield f"[{messages.text('metavar.options', ctx.obj)}]"
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                name = _metavar(param, ctx.obj)
                yield name if param.required else f"[{name}]"

    def sections(self, ctx: click.Context) -> Iterator[tuple[str, Rows]]:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        yield "options", [_row(option, ctx.obj) for option in options]

    def get_short_help_str(self, limit: int = 45) -> str:
        """For shell completion."""
        return messages.text(f"command.{self.name}", messages.of_system())


class Command(_Translated):
    allow_extra_args = True  # so that they are reported here

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise ExemplaryError("extra-argument", argument=rest[0], command=ctx.command_path)
        return rest


class Group(_Translated, click.Group):
    """The whole command. Failures are reported as sentences; bugs with their traceback too."""

    command_class = Command

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> Any:
        language = messages.of_arguments(sys.argv[1:] if args is None else args)
        settings.update(standalone_mode=False, obj=language)
        sys.exit(_ended(lambda: super(Group, self).main(args, *rest, **settings), language))

    def pieces(self, ctx: click.Context) -> Iterator[str]:
        yield from super().pieces(ctx)
        yield messages.text("metavar.command", ctx.obj)

    def sections(self, ctx: click.Context) -> Iterator[tuple[str, Rows]]:
        yield "commands", [(name, messages.text(f"command.{name}", ctx.obj)) for name in self.list_commands(ctx)]
        yield from super().sections(ctx)
        yield "exits", [(str(code), messages.text(f"exit.{code}", ctx.obj)) for code in EXITS]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise _unknown_command(args[0], self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)


def _ended(work: Callable[[], int], language: str) -> int:
    """The exit code of the work; if it fails, the reason is printed."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except click.Abort as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        _report(messages.text("done.interrupted", language))
        return INTERRUPTED
    except Exception as error:
        return _failed(error, language)


def _failed(error: Exception, language: str) -> int:
    """Report a failure, or a fault with what its authors need to find it."""
    import traceback  # seldom needed

    if isinstance(error, OSError) and sys.stdout is sys.__stdout__:
        _give_up_output()
    if failure := messages.failure_of(error):
        _report(messages.sentence(failure, language))
        return FAILED
    _report(messages.text("done.fault", language))
    click.echo("".join(traceback.format_exception(error)), err=True)
    return FAULTY


def _give_up_output() -> None:
    """If the output cannot be written, as to a full disk, discard the rest, at which Python would fail once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(sentence: str) -> None:
    click.echo(f"exemplary: {sentence}", err=True)


# Help


def _row(option: click.Option, language: str) -> tuple[str, str]:
    """An option with its value, and what it does."""
    names = ", ".join(option.opts)
    value = "" if option.is_flag else f" {_metavar(option, language)}"
    return f"{names}{value}", messages.text(f"option.{_name(option)}", language, default=option.default)


def _metavar(param: click.Parameter, language: str) -> str:
    if isinstance(param.type, click.Choice):
        return f"[{'|'.join(param.type.choices)}]"
    return messages.text(f"metavar.{_name(param)}", language)


def _name(param: click.Parameter) -> str:
    """The longest name of the parameter."""
    return max(param.opts, key=len).lstrip("-")


# Mistakes in the arguments


def _failure(error: click.UsageError, ctx: click.Context) -> ExemplaryError:
    command = ctx.command_path
    match error:
        case click.NoSuchOption(option_name=name, possibilities=[near, *_]):
            return ExemplaryError("unknown-option-like", option=name, near=near, command=command)
        case click.NoSuchOption(option_name=name):
            return ExemplaryError("unknown-option", option=name, command=command)
        case click.BadOptionUsage(option_name=name) if _is_flag(name, ctx):
            return ExemplaryError("needless-value", option=name, command=command)
        case click.BadOptionUsage(option_name=name):
            return ExemplaryError("missing-value", option=name, command=command)
        case click.MissingParameter(param=click.Argument() as argument):
            return ExemplaryError("missing-argument", argument=_metavar(argument, ctx.obj), command=command)
        case click.BadParameter(param=click.Option(type=click.Choice(choices=choices)) as option):
            name = option.opts[-1]
            return ExemplaryError("unknown-choice", option=name, choices=", ".join(choices), command=command)
    return ExemplaryError("command-line", reason=error.format_message(), command=command)


def _is_flag(name: str, ctx: click.Context) -> bool:
    params = ctx.command.get_params(ctx)
    return any(isinstance(param, click.Option) and param.is_flag and name in param.opts for param in params)


def _unknown_command(name: str, commands: list[str], command: str) -> ExemplaryError:
    import difflib  # seldom needed

    if near := difflib.get_close_matches(name, commands, 1):
        return ExemplaryError("unknown-command-like", name=name, near=near[0], command=command)
    return ExemplaryError("unknown-command", name=name, command=command)


# The command itself


def program() -> list[str]:
    """The words that call this command again from the same shell."""
    name = click.get_current_context().find_root().info_name or "exemplary"
    called = sys.argv[0]
    if pathlib.Path(called).name != name or shutil.which(name) == called:
        return name.split()
    return [called]
