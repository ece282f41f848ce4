"""The command speaks Vietnamese and English: every failure, every help text, every usage error."""

import ast
import errno
import functools
import pathlib
import re
import shlex
import signal
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import click
import click.testing
import pytest
import yaml

import exemplary
from exemplary import starters
from exemplary.cli import main
from exemplary.i18n import locales
from tests import projects, sites

SOURCE = pathlib.Path(exemplary.__file__).parent
LANGUAGES = locales.CODES
CASES: Mapping[str, Mapping[str, Any]] = yaml.safe_load((projects.CASES / "command.yml").read_text("utf-8"))
Words = Mapping[str, str]


def table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((SOURCE / "labels" / f"{name}.toml").read_text("utf-8"))


FAILURES: Mapping[str, Words] = table("failures")
COMMAND: Mapping[str, Words] = {
    f"{group}.{name}": words for group, named in table("command").items() for name, words in named.items()
}


def slots(text: str, language: str = "") -> set[str]:
    """The slots of a text; `reason_vi` and `reason_en` count as one."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix(f"_{language}") for name in names}


def run(*arguments: str, environment: Mapping[str, str] | None = None) -> click.testing.Result:
    runner = click.testing.CliRunner(env={"LC_ALL": None, "LANG": "vi_VN.UTF-8", **(environment or {})})
    return runner.invoke(main, list(arguments), catch_exceptions=False)


# Every failure has a message


class Raised(NamedTuple):
    """A place in the code that raises ExemplaryError: its code, and the names of its values."""

    place: str
    code: object
    values: frozenset[str | None]


def _raised() -> Iterator[Raised]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ExemplaryError":
                code = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                names = frozenset(keyword.arg for keyword in node.keywords)
                yield Raised(f"{path.relative_to(SOURCE)}:{node.lineno}", code, names)


RAISED = tuple(_raised())


def test_every_failure_has_sentences_and_every_sentence_a_failure() -> None:
    assert [failure.place for failure in RAISED if failure.code not in FAILURES] == []
    assert set(FAILURES) - {failure.code for failure in RAISED} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("failure", RAISED, ids=lambda failure: f"{failure.code} {failure.place}")
def test_a_failure_gives_its_sentences_the_values_they_name(failure: Raised, language: str) -> None:
    names = {str(name) for name in failure.values if not str(name).endswith(_others(language))}
    filled = {name.removesuffix(f"_{language}") for name in names}
    assert filled == slots(FAILURES[str(failure.code)][language], language)


def _others(language: str) -> tuple[str, ...]:
    return tuple(f"_{other}" for other in LANGUAGES if other != language)


@pytest.mark.parametrize("words", [*FAILURES.items(), *COMMAND.items()], ids=lambda words: words[0])
def test_both_languages_have_the_same_slots(words: tuple[str, Words]) -> None:
    assert set(words[1]) == set(LANGUAGES)
    assert slots(words[1]["vi"], "vi") == slots(words[1]["en"], "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FAILURES)
def test_a_failure_is_reported_in_whole_sentences_with_what_to_do_next(code: str, language: str) -> None:
    text = FAILURES[code][language]
    assert text.endswith((".", "”.")) and len(re.findall(r"[.?](?= |$)", text)) >= 2
    assert not re.search("[«»]|lỗi hệ thống|system error", text)
    assert re.findall(r"(?<!“)\{(?:file|path|folder)\}|\{(?:file|path|folder)\}(?!”)", text) == []


def test_every_key_in_the_code_has_words() -> None:
    keys = {key for path in SOURCE.rglob("*.py") for key in _keys(ast.parse(path.read_text("utf-8")))}
    assert keys - set(COMMAND) == set()
    assert {key for key in COMMAND if key.startswith(("done.", "report.hidden"))} - keys == set()


def _keys(tree: ast.AST) -> Iterator[str]:
    """The keys passed to `messages.text`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "text":
            yield from (first.value for first in node.args[:1] if isinstance(first, ast.Constant))


# Help

COMMANDS = ("", *main.commands)
HELP = ("help.", "metavar.", "command.", "option.")
CLICK = {"Usage", "Options", "Commands", "Arguments", "Show", "message", "exit", "default", "required", "Try", "Error"}
"""Words of click's own help and errors."""


def helped(command: str, language: str) -> str:
    return run(*[command] * bool(command), "--help", "--lang", language).stdout


def vocabulary(text: str) -> set[str]:
    return set(re.findall(r"[^\s\[\]():;,.|]+", text))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_is_in_one_language(command: str) -> None:
    vietnamese, english = (
        vocabulary(" ".join(words[language] for key, words in COMMAND.items() if key.startswith(HELP)))
        for language in ("vi", "en")
    )
    only_english = (english | CLICK) - vietnamese
    assert vocabulary(helped(command, "vi")) & only_english == set()
    assert helped(command, "en").isascii()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_says_what_a_command_and_each_of_its_options_are_for(command: str, language: str) -> None:
    shown = " ".join(helped(command, language).split())
    assert COMMAND[f"command.{command or 'exemplary'}"][language] in shown
    options = [param for param in _command(command).params if isinstance(param, click.Option)]
    assert any("--lang" in option.opts for option in options)
    for option in options:
        assert ", ".join(option.opts) in shown
        assert COMMAND[f"option.{_name(option)}"][language].format(default=option.default) in shown


def _command(name: str) -> click.Command:
    return main.commands[name] if name else main


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len).lstrip("-")


def test_no_words_are_kept_for_a_command_or_an_option_that_is_not_there() -> None:
    params = [param for command in COMMANDS for param in _command(command).params]
    options = {_name(param) for param in params if isinstance(param, click.Option)}
    assert {key for key in COMMAND if key.startswith("option.")} == {f"option.{name}" for name in (*options, "help")}
    assert {key for key in COMMAND if key.startswith("command.")} == {
        f"command.{name}" for name in (*main.commands, "exemplary")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_command_there_is_the_help(language: str) -> None:
    done = run("--lang", language)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", helped("", language))


def test_the_version_is_the_same_in_both_languages() -> None:
    for language in LANGUAGES:
        assert run("--version", "--lang", language).stdout == f"exemplary {exemplary.__version__}\n"


# What cannot be done


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_failures_are_reported_in_the_requested_language(
    name: str, language: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    settings = case.get("settings", "theme: {name: material}\nplugins: [exemplary]\n")
    configuration = f"site_name: Gương\ndocs_dir: content\n{settings}"
    projects.lay(tmp_path, {"mkdocs.yml": configuration, **case.get("files", {})}, base=case.get("base", projects.BASE))
    monkeypatch.chdir(tmp_path)
    done = run("--lang", language, *case["arguments"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"exemplary: {case[language].replace('{root}', str(tmp_path))}\n"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["check", "--xyz"], {}, "vi"),
        (["check", "--xyz"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["check", "--xyz"], {"LANG": "en_GB.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        (["check", "--xyz"], {"LANG": "en_GB.UTF-8", "LC_ALL": ""}, "en"),
        (["check", "--xyz", "--lang", "en"], {}, "en"),
        (["check", "--lang=en", "--xyz"], {}, "en"),
        (["--lang", "en", "check", "--xyz"], {}, "en"),
        (["--lang", "en", "check", "--lang", "vi", "--xyz"], {}, "vi"),
        (["check", "--lang", "fr", "--xyz"], {}, "vi"),
        (["check", "--xyz", "--", "--lang", "en"], {}, "vi"),
    ],
    ids=str,
)
def test_a_mistake_in_the_arguments_is_reported_in_the_language_they_request(
    arguments: list[str], environment: Mapping[str, str], language: str
) -> None:
    first = {"vi": "exemplary: Không có tùy chọn “--xyz”", "en": "exemplary: There is no option “--xyz”"}[language]
    assert run(*arguments, environment=environment).stderr.startswith(first)


@pytest.mark.parametrize(
    ("language", "sentence"), [("vi", "exemplary: Đã dừng bằng Ctrl-C."), ("en", "exemplary: Stopped with Ctrl-C.")]
)
def test_ctrl_c_ends_with_130_and_a_sentence(language: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starters, "copy", _raising(KeyboardInterrupt()))
    done = run("init", "moi", "--lang", language)
    assert (done.exit_code, done.stdout, done.stderr.strip()) == (130, "", sentence)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied", "site"), "no-permission"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (OSError(errno.ENOSPC, "No space left on device", "site"), "disk-full-at"),
        (OSError(errno.ENOSPC, "No space left on device", "template", None, "site"), "disk-full-at"),
        (OSError(errno.EROFS, "Read-only file system", b"site"), "read-only-disk"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "site"), "not-a-folder"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "site"), "not-a-file"),
        (FileNotFoundError(errno.ENOENT, "No such file", "site"), "missing"),
        (OSError(errno.EBUSY, "Device or resource busy", "site"), "busy"),
        (OSError(errno.EMFILE, "Too many open files", "site"), "too-many-open-files"),
        (OSError(errno.ENFILE, "Too many open files in system"), "too-many-open-files"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "site"), "name-too-long"),
        (OSError(errno.EIO, "reason", "site"), "disk-failure"),
        (OSError(errno.EXDEV, "reason", "site", None, "other"), "file-trouble"),
        (OSError(errno.ENOMEM, "reason"), "system-trouble"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_of_the_system_are_sentences(error: OSError, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starters, "copy", _raising(error))
    for language in LANGUAGES:
        done = run("init", "moi", "--lang", language)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"exemplary: {FAILURES[code][language].format(path='site', reason='reason')}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", [RuntimeError("bug"), OSError("bug")], ids=repr)
def test_a_bug_has_a_code_of_its_own_a_sentence_and_its_traceback(
    error: Exception, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starters, "copy", _raising(error))
    done = run("init", "moi", "--lang", language)
    sentence, first, *_, last = done.stderr.strip().splitlines()
    assert (done.exit_code, done.stdout, sentence) == (70, "", f"exemplary: {COMMAND['done.fault'][language]}")
    assert (first, last) == ("Traceback (most recent call last):", f"{type(error).__name__}: bug")


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_cannot_be_written_is_a_sentence() -> None:
    with pathlib.Path("/dev/full").open("w") as full:
        command = [str(sites.BIN / "exemplary"), "explain", "--lang", "en"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"exemplary: {FAILURES['disk-full']['en']}\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_says_what_the_exit_codes_mean(language: str) -> None:
    shown = " ".join(helped("", language).split())
    for code in (0, 1, 2, 70, 130):
        assert f"{code} {COMMAND[f'exit.{code}'][language]}" in shown


def _raising(error: BaseException) -> Any:
    def copy(*_: object) -> None:
        raise error

    return copy


# A new site


@pytest.mark.parametrize("folder", ["moi", "trang mới", "a'b", "sâu/hơn", "$HOME", "/tuyệt đối"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_init_says_the_next_two_commands_as_the_shell_takes_them(
    folder: str, language: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder.replace("/tuyệt đối", f"{tmp_path}/tuyệt đối")
    first, *commands = run("init", folder, "--lang", language).stdout.splitlines()
    files = sum(path.is_file() for path in pathlib.Path(folder).rglob("*"))
    assert first == COMMAND["done.begun"][language].format(count=files, folder=folder)
    assert [shlex.split(command) for command in commands] == [
        ["exemplary", command, "-f", f"{folder}/mkdocs.yml"] for command in ("serve", "build")
    ]


def test_in_the_present_folder_the_next_commands_need_no_path(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").stdout.splitlines()[1:] == ["  exemplary serve", "  exemplary build"]


@pytest.mark.parametrize(
    ("called", "path", "named"),
    [
        (".venv/bin/exemplary", "/usr/bin", ".venv/bin/exemplary"),
        ("{bin}/exemplary", "/usr/bin", "{bin}/exemplary"),
        ("{bin}/exemplary", "{bin}", "exemplary"),
    ],
)
def test_the_next_commands_are_called_as_this_one_was(
    called: str, path: str, named: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [called.format(bin=sites.BIN)])
    monkeypatch.setenv("PATH", path.format(bin=sites.BIN))
    assert f"  {named.format(bin=sites.BIN)} serve -f moi/mkdocs.yml" in run("init", "moi").stdout.splitlines()


# The preview


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_says_where_it_is_and_that_it_has_stopped(language: str) -> None:
    root = sites.lay({})
    command = [str(sites.BIN / "exemplary"), "serve", "-f", str(root / "mkdocs.yml"), "-a", "127.0.0.1:0"]
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also where the tests run in the background
    with subprocess.Popen(
        [*command, "--lang", language], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed
    ) as process:
        assert process.stdout
        address = COMMAND["done.preview"][language].format(address=r"http://127\.0\.0\.1:\d+/")
        assert re.fullmatch(address.replace("(", r"\(").replace(")", r"\)"), process.stdout.readline().strip())
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=30)
    assert (process.returncode, said, errors.strip()) == (0, f"{COMMAND['done.preview-ended'][language]}\n", "")


# The plugin's log


@pytest.mark.parametrize(("locale", "language"), [("C.UTF-8", "vi"), ("en_US.UTF-8", "en")])
def test_under_mkdocs_findings_and_failures_are_in_the_language_of_the_system(locale: str, language: str) -> None:
    broken = "---\nname: Mẫu\nsummary: Việc.\nsources: [{title: A}]\nfields: [an-sin]\n---\n"
    root = sites.lay({"exemplars/individuals/mau.md": broken})
    ended = sites.run("mkdocs", "build", "--strict", root=root, locale=locale)
    assert {"vi": "không tìm thấy", "en": "is not found"}[language] in ended.stderr
    assert FAILURES["strict"][language] in ended.stderr
    assert "Traceback" not in ended.stderr


def test_under_mkdocs_a_bad_setting_is_reported_in_the_language_of_the_system() -> None:
    root = sites.lay({"mkdocs.yml": sites.SETTINGS.replace("- exemplary", "- exemplary: {languages: [fr]}")})
    ended = sites.run("mkdocs", "build", root=root)
    assert ended.returncode != 0
    assert FAILURES["setting-languages"]["vi"].format(names="vi, en") in ended.stderr
