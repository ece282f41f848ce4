"""The extensions of Python-Markdown that mkdocs.yml names, made ready for our own host."""

import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import markdown

from exemplary.diagnostics import Diagnostic
from exemplary.hosts.site_file import PythonValue, RelativePath, SiteFile
from exemplary.rules import finding

ALWAYS = ("toc", "tables", "fenced_code")
"""MkDocs uses these without being asked."""


class Extensions(NamedTuple):
    """The usable extensions with their options, and findings about the others."""

    options: Mapping[str, Mapping[str, Any]]
    findings: tuple[Diagnostic, ...] = ()

    def converter(self) -> markdown.Markdown:
        return markdown.Markdown(extensions=list(self.options), extension_configs=self.options)


def ready(file: SiteFile) -> Extensions:
    """Import what mkdocs.yml names; an extension that fails is left out."""
    usable: dict[str, Mapping[str, Any]] = {name: {} for name in ALWAYS}
    findings: list[Diagnostic] = []
    for name, options in file.named("markdown_extensions").items():
        try:
            values = _value(options, file)
            markdown.Markdown(extensions=[name], extension_configs={name: values})
        except Exception as error:  # an extension is foreign code
            reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            findings.append(finding("extension-missing", *file.locate(name), name=name, reason=reason))
        else:
            usable[name.removeprefix("markdown.extensions.")] = values
    return Extensions(usable, tuple(findings))


def _value(value: Any, file: SiteFile) -> Any:
    """An option as the extension expects it."""
    match value:
        case PythonValue():
            return _python(value, file)
        case RelativePath(text=text):
            return _folder(text, file)
        case Mapping():
            return {name: _value(part, file) for name, part in value.items()}
        case list():
            return [_value(part, file) for part in value]
    return value


def _python(value: PythonValue, file: SiteFile) -> Any:
    kind, _, name = value.tag.partition(":")
    module, _, attribute = name.rpartition(".")
    target = getattr(importlib.import_module(module or "builtins"), attribute)
    if kind == "name":
        return target
    if kind != "object/apply":
        raise ValueError(f"!!python/{value.tag}")
    given = _value(value.arguments, file) or {}
    if isinstance(given, list):
        return target(*given)
    arguments, named = given.get("args", ()), given.get("kwds", {})
    return target(*arguments, **named)


def _folder(text: str, file: SiteFile) -> str:
    prefix, _, rest = text.partition("/")
    folders = {"$config_dir": file.root, "$docs_dir": file.content}
    if prefix not in folders:
        raise ValueError(f"!relative {text}".strip())
    return str(folders[prefix] / rest)
