"""The command line: exit codes, languages, output for people and for tools."""

import json
import os
import pathlib
from collections.abc import Iterator, Mapping

import click.testing
import pytest

from exemplary import __version__
from exemplary.cli import main
from exemplary.rules import RULES
from tests.projects import lay

MISTAKE = {
    "exemplars/individuals/mau.md": "---\nname: Mẫu\nsummary: Việc.\nsources: [bao-mau]\nfields: [an-sin]\n---\n"
}
NOTE = {
    "exemplars/models/mau.yml": "name: Mẫu\nsummary: Việc.\nsources: [bao-mau, {title: Tin}]\n"
    "figures: [{indicator: hộ, value: 3}]\n"
}
WARNING = {"exemplars/models/mau.yml": "name: Mẫu\nsummary: Việc.\nsources: [bao-mau]\nstory: <b>đậm</b>\n"}


def run(*arguments: object, environment: Mapping[str, str] | None = None) -> click.testing.Result:
    runner = click.testing.CliRunner(env={"LC_ALL": None, "LANG": "vi_VN.UTF-8", **(environment or {})})
    return runner.invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def check(root: pathlib.Path, files: Mapping[str, str], *arguments: str) -> click.testing.Result:
    return run("check", "-f", lay(root, files) / "mkdocs.yml", *arguments)


# Exit codes


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, 0), (NOTE, 0), (WARNING, 1), (MISTAKE, 1)],
    ids=["clean", "a note", "a warning", "an error"],
)
def test_check_ends_with_1_if_there_is_an_error_or_a_warning(
    files: Mapping[str, str], code: int, tmp_path: pathlib.Path
) -> None:
    assert check(tmp_path, files).exit_code == code


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("theme: {name: material}\nplugins: []\n", "plugin"),
        ("theme: {name: mkdocs}\nplugins: [exemplary]\n", "material"),
        ("theme: {name: material}\nplugins: [exemplary]\nuse_directory_urls: false\n", "use_directory_urls"),
        ("theme: {name: material}\nplugins: [exemplary: {languages: [fr]}]\n", "languages"),
        ("theme: {name: material}\nplugins: [exemplary: {timezone: Mars/Olympus}]\n", "Mars/Olympus"),
        ("theme: {name: material}\nplugins: [exemplary: {paths: {people: nguoi}}]\n", "paths"),
        ("theme: [\n", "mkdocs.yml"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_check_ends_with_2_and_a_sentence_if_it_cannot_run(
    setting: str, word: str, tmp_path: pathlib.Path, caplog: pytest.LogCaptureFixture
) -> None:
    done = check(tmp_path, {"mkdocs.yml": f"site_name: Gương\ndocs_dir: content\n{setting}"})
    assert (done.exit_code, done.stdout) == (2, "")
    assert word in done.stderr + caplog.text
    assert done.stderr.startswith("exemplary: ")


def test_a_missing_site_is_reported(tmp_path: pathlib.Path) -> None:
    done = run("check", "-f", tmp_path / "mkdocs.yml")
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.stderr


def test_an_unknown_command_ends_with_2() -> None:
    assert run("publish").exit_code == 2


# What is printed


def test_a_finding_shows_the_line_and_a_mark_under_the_place(tmp_path: pathlib.Path) -> None:
    assert check(tmp_path, MISTAKE, "--lang", "vi").stderr.splitlines() == [
        "exemplars/individuals/mau.md:5:10: lỗi: không tìm thấy “an-sin” [unknown-reference]",
        "    fields: [an-sin]",
        "             ^^^^^^",
        "    → dùng “an-sinh”?",
        "1 lỗi, 0 cảnh báo, 0 ghi chú",
    ]


def test_a_finding_is_reported_in_english_on_request(tmp_path: pathlib.Path) -> None:
    first, *_, hint, last = check(tmp_path, MISTAKE, "--lang", "en").stderr.splitlines()
    assert first == "exemplars/individuals/mau.md:5:10: error: “an-sin” is not found [unknown-reference]"
    assert (hint, last) == ("    → did you mean “an-sinh”?", "1 error, 0 warnings, 0 notes")


@pytest.mark.parametrize(
    ("environment", "word"),
    [({"LANG": "en_GB.UTF-8"}, "error"), ({"LANG": "C.UTF-8"}, "lỗi"), ({"LC_ALL": "en_US"}, "error")],
)
def test_the_language_of_the_system_counts(environment: dict[str, str], word: str, tmp_path: pathlib.Path) -> None:
    done = run("check", "-f", lay(tmp_path, MISTAKE) / "mkdocs.yml", environment=environment)
    assert f": {word}: " in done.stderr


def test_notes_are_shown_when_asked_for(tmp_path: pathlib.Path) -> None:
    hidden, shown = check(tmp_path, NOTE).stderr, check(tmp_path, NOTE, "--notes").stderr
    assert hidden.splitlines() == ["0 lỗi, 0 cảnh báo, 1 ghi chú (thêm --notes để xem)"]
    assert "exemplars/models/mau.yml:4:11: ghi chú: " in shown
    assert shown.splitlines()[-1] == "0 lỗi, 0 cảnh báo, 1 ghi chú"


def test_tabs_stay_tabs_under_the_line(tmp_path: pathlib.Path) -> None:
    files = {
        "exemplars/individuals/mau.md": "---\nname: Mẫu\nsummary:\tViệc\nfields:\t[x y]\nsources: [bao-mau]\n---\n"
    }
    lines = check(tmp_path, files).stderr.splitlines()
    assert lines[1:3] == ["    fields:\t[x y]", "           \t ^^^"]


def test_of_a_very_long_line_the_part_around_the_place_is_shown(tmp_path: pathlib.Path) -> None:
    wrong = f"tags: [{'một, ' * 1000}[x], {'hai, ' * 1000}]"
    files = {"exemplars/individuals/mau.md": f"---\nname: Mẫu\nsummary: Việc\n{wrong}\nsources: [bao-mau]\n---\n"}
    line, marks = check(tmp_path, files).stderr.splitlines()[1:3]
    assert len(line) == 4 + 1 + 400 + 1
    assert line[marks.index("^")] == "["


def test_tools_get_json(tmp_path: pathlib.Path) -> None:
    done = check(tmp_path, MISTAKE, "--format", "json", "--lang", "en")
    assert (done.exit_code, done.stderr) == (1, "")
    assert json.loads(done.stdout) == [
        {
            "file": "exemplars/individuals/mau.md",
            "line": 5,
            "column": 10,
            "severity": "error",
            "rule": "unknown-reference",
            "message": "“an-sin” is not found",
            "hint": "did you mean “an-sinh”?",
        }
    ]


def test_tools_get_an_empty_list_if_there_are_no_findings(tmp_path: pathlib.Path) -> None:
    done = check(tmp_path, {}, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: pathlib.Path) -> None:
    lay(tmp_path, {})
    name = os.fsencode(tmp_path / "exemplars" / "individuals") + b"/m\xe2u.md"
    try:
        pathlib.Path(os.fsdecode(name)).write_text("---\n---\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    for form in ("text", "json"):
        assert check(tmp_path, {}, "--format", form).exit_code == 1


# explain and init


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained(code: str, language: str) -> None:
    done = run("explain", code, "--lang", language)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{code} (")
    assert "{{" not in done.stdout
    assert len(done.stdout.splitlines()) == 6


def test_all_rules_are_listed() -> None:
    assert [line.split()[0] for line in run("explain").stdout.splitlines()] == list(RULES)


def test_an_unknown_rule_is_reported() -> None:
    done = run("explain", "no-such-rule")
    assert done.exit_code == 2
    assert "no-such-rule" in done.stderr


@pytest.mark.parametrize("demo", [False, True], ids=["empty", "demo"])
def test_a_new_site_is_clean(demo: bool, tmp_path: pathlib.Path) -> None:
    assert run("init", tmp_path / "moi", *["--demo"] * demo).exit_code == 0
    done = run("check", "-f", tmp_path / "moi" / "mkdocs.yml", "--format", "json")
    found = json.loads(done.stdout)
    assert [one for one in found if one["severity"] == "error"] == []


def test_init_overwrites_nothing(tmp_path: pathlib.Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: của tôi\n", "utf-8")
    done = run("init", tmp_path)
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.stderr
    assert {path.name: path.read_text("utf-8") for path in _files(tmp_path)} == {"mkdocs.yml": "site_name: của tôi\n"}


def _files(root: pathlib.Path) -> Iterator[pathlib.Path]:
    return (path for path in root.rglob("*") if path.is_file())


def test_the_version_is_printed() -> None:
    assert __version__ in run("--version").stdout
