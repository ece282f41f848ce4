"""What the command and the plugin print besides findings, in the reader's language.

The texts are in `labels/command.toml`; those of failures are in `labels/failures.toml`, by code.
"""

import errno
import functools
import importlib.resources
import itertools
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exemplary.diagnostics import ExemplaryError
from exemplary.i18n import locales

_SHOWN = 10
"""How many paths a sentence shows at most."""


def of_system() -> str:
    """Vietnamese, unless the system's locale is English."""
    return "en" if (os.environ.get("LC_ALL") or os.environ.get("LANG", "")).startswith("en") else "vi"


def of_arguments(arguments: Iterable[str]) -> str:
    """The language requested by `--lang`, wherever it is; otherwise the system's.

    This is read before the arguments are parsed, so that mistakes in them are reported in this language too.
    """
    before = itertools.takewhile(lambda word: word != "--", arguments)
    words = (part for word in before for part in (word.split("=", 1) if word.startswith("--lang=") else [word]))
    languages = [value for option, value in itertools.pairwise(words) if option == "--lang" and value in locales.CODES]
    return languages[-1] if languages else of_system()


def text(key: str, language: str, /, **values: object) -> str:
    """The text of a dotted key in `labels/command.toml`, with its slots filled."""
    table, _, name = key.partition(".")
    words: str = _words("command")[table][name][language]
    return words.format_map(values)


def stages(language: str) -> dict[str, str]:
    """The display name of each build stage, by its name in the code."""
    return {name: words[language] for name, words in _words("command")["stage"].items()}


def sentence(failure: ExemplaryError, language: str) -> str:
    """Why the command cannot continue, and what to do next."""
    words: str = _words("failures")[failure.code][language]
    return words.format_map(failure.values)


def enumerated(paths: Sequence[str]) -> str:
    """The paths in one line, which ends in “…” if there are many."""
    line = ", ".join(paths[:_SHOWN]) + ", …" * (len(paths) > _SHOWN)
    return line.encode(errors="surrogateescape").decode(errors="replace")


def failure_of(error: Exception) -> ExemplaryError | None:
    """The failure to report for an error; None for a bug. An error of the operating system has a number."""
    if isinstance(error, OSError):
        return _trouble(error) if error.errno is not None else None
    return error if isinstance(error, ExemplaryError) else None


def _trouble(error: OSError) -> ExemplaryError:
    """The failure for an error of the operating system."""
    if not isinstance(error.filename, str | bytes | os.PathLike):
        return _nameless(error)
    path = os.fsdecode(error.filename)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:  # while copying, the second file is the one written
            return ExemplaryError("disk-full-at", path=os.fsdecode(error.filename2 or path))
        case errno.EACCES | errno.EPERM:
            return ExemplaryError("no-permission", path=path)
        case errno.EROFS:
            return ExemplaryError("read-only-disk", path=path)
        case errno.ENOTDIR | errno.EEXIST:
            return ExemplaryError("not-a-folder", path=path)
        case errno.EISDIR:
            return ExemplaryError("not-a-file", path=path)
        case errno.ENOENT:
            return ExemplaryError("missing", path=path)
        case errno.EBUSY | errno.ETXTBSY:
            return ExemplaryError("busy", path=path)
        case errno.ENAMETOOLONG:
            return ExemplaryError("name-too-long", path=path)
        case errno.EIO | errno.ESTALE | errno.ETIMEDOUT:
            return ExemplaryError("disk-failure", path=path, reason=error.strerror)
        case errno.EMFILE | errno.ENFILE:
            return _nameless(error)
    return ExemplaryError("file-trouble", path=path, reason=error.strerror)


def _nameless(error: OSError) -> ExemplaryError:
    """The failure for an error that concerns no file in particular, or does not name it."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return ExemplaryError("disk-full")
        case errno.EMFILE | errno.ENFILE:
            return ExemplaryError("too-many-open-files")
        case errno.EPIPE:
            return ExemplaryError("output-closed")
    return ExemplaryError("system-trouble", reason=error.strerror)


@functools.cache
def _words(name: str) -> Mapping[str, Any]:
    return tomllib.loads(importlib.resources.files("exemplary").joinpath("labels", f"{name}.toml").read_text("utf-8"))
