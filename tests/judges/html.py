"""The Nu HTML checker, for every page."""

import collections
import json
import pathlib
from collections.abc import Iterator, Mapping

from tests.judges import programs
from tests.judges.verdicts import Verdict, at_most

JAR = programs.MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def judge(sites: Mapping[str, pathlib.Path]) -> Iterator[Verdict]:
    """`sites`: the folder of each built site, by name."""
    for name, folder in sites.items():
        pages = len(list(folder.rglob("*.html")))
        messages = _messages(folder)
        for kind in ("error", "warning"):
            said = collections.Counter(one["message"] for one in messages if _kind(one) == kind)
            notes = [f"{count} × {text} ({_example(messages, text)})" for text, count in said.most_common(10)]
            if kind == "error":
                yield at_most("Nu HTML checker", f"{name}, {pages} pages", said.total(), 0, "errors", notes)
            else:
                found = f"{said.total()} warnings"
                yield Verdict("Nu HTML checker", f"{name}, {pages} pages", found, "listed", True, tuple(notes))


def _messages(folder: pathlib.Path) -> list[dict[str, str]]:
    answer = programs.call("java", "-jar", JAR, "--skip-non-html", "--format", "json", ".", folder=folder)
    return list(json.loads(answer.stderr)["messages"])


def _kind(message: Mapping[str, str]) -> str:
    return "warning" if message.get("subType") == "warning" else message["type"].removeprefix("non-document-")


def _example(messages: list[dict[str, str]], text: str) -> str:
    one = next(one for one in messages if one["message"] == text)
    return f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine', '')}"
