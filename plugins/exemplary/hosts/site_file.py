"""mkdocs.yml as every host reads it, without MkDocs: with the files that it inherits from and the environment.

What only MkDocs can make (`!!python/name:`, `!relative`) is kept as a value that says so, and nothing is imported.
"""

import dataclasses
import os
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import yaml

from exemplary.diagnostics import ExemplaryError, Span

PLUGIN = "exemplary"
Options = Mapping[str, Any]
Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True, slots=True)
class PythonValue:
    """A value of Python: `tag` is what follows `!!python/`, such as `name:pymdownx.slugs.slugify`."""

    tag: str
    arguments: Any = None


@dataclasses.dataclass(frozen=True, slots=True)
class RelativePath:
    """A folder that MkDocs finds out for each page, or below `$config_dir` or `$docs_dir`."""

    text: str


@dataclasses.dataclass(frozen=True)
class SiteFile:
    """The values of a mkdocs.yml.

    path     in the folder where it was named, which is the project's root even if the file is a symbolic link
    parents  the files that it inherits from, nearest first
    reads_environment  whether a value comes from the environment
    """

    path: pathlib.Path
    values: Mapping[str, Any]
    parents: tuple[pathlib.Path, ...] = ()
    reads_environment: bool = False

    @property
    def root(self) -> pathlib.Path:
        return self.path.parent

    @property
    def content(self) -> pathlib.Path:
        return self._folder("docs_dir", "docs")

    @property
    def site_dir(self) -> pathlib.Path:
        return self._folder("site_dir", "site")

    def string(self, name: str) -> str:
        """A text value; empty if there is none."""
        value = self.values.get(name)
        return self._checked(name, "" if value is None else value, str)

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name)
        return self._checked(name, default if value is None else value, bool)

    def items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        return self._checked(name, [] if value is None else value, list)

    def named(self, name: str) -> dict[str, Options]:
        """The options of each plugin or extension, by its name: they are a list of names and mappings, or a mapping."""
        value = self.values.get(name)
        entries = [{key: given} for key, given in value.items()] if isinstance(value, dict) else self.items(name)
        return dict(self._option(name, entry) for entry in entries)

    @property
    def theme(self) -> Options:
        """The theme's settings; empty if mkdocs.yml asks for no theme."""
        value = self.values.get("theme")
        if value is None or isinstance(value, str):
            return {"name": value} if value else {}
        return self._checked("theme", value, dict)

    @property
    def plugin(self) -> Options | None:
        """The settings of this product's plugin; None if mkdocs.yml does not name it."""
        return self.named("plugins").get(PLUGIN)

    def locate(self, name: str) -> tuple[Span, str]:
        """The place of a name in the file, and its line; the top of the file if it is inherited."""
        lines = self.path.read_text("utf-8", errors="replace").splitlines()
        word = re.compile(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])")
        for number, line in enumerate(lines, 1):
            if match := word.search(line):
                return Span(self.path.name, number, match.start() + 1, len(name)), line
        return Span(self.path.name), ""

    def refused(self, name: str) -> ExemplaryError:
        return ExemplaryError("configuration-value", file=self.path.name, name=name)

    def _folder(self, name: str, default: str) -> pathlib.Path:
        return pathlib.Path(os.path.normpath(self.root / (self.string(name) or default)))

    def _option(self, name: str, entry: Any) -> tuple[str, Options]:
        key, options = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else (entry, None)
        if not isinstance(key, str) or not isinstance(options, dict | None):
            raise self.refused(name)
        return key, options or {}

    def _checked(self, name: str, value: Any, kind: type[Value]) -> Value:
        if not isinstance(value, kind):
            raise self.refused(name)
        return value


def read(file: pathlib.Path) -> SiteFile:
    """Read a mkdocs.yml and what it inherits from; ExemplaryError if that is impossible."""
    path = file.parent.resolve() / file.name
    chain = [*_chain(path)]
    values: dict[str, Any] = {}
    for link in reversed(chain):
        values = _merged(values, link.values)
    reads_environment = any(link.reads_environment for link in chain)
    return SiteFile(path, values, tuple(link.path for link in chain[1:]), reads_environment)


class _Link:
    """One file of the chain of inheritance."""

    def __init__(self, path: pathlib.Path, name: str) -> None:
        self.path = path
        self.values, self.reads_environment = _parsed(path, name)
        self.parent = self.values.pop("INHERIT", None)


def _chain(path: pathlib.Path) -> Iterator[_Link]:
    """The file, its parent, the parent of that one …"""
    passed: list[pathlib.Path] = []
    parent: Any = path.name
    while parent is not None:
        child, path = path, pathlib.Path(os.path.normpath(path.parent / str(parent)))
        if path in passed:
            raise ExemplaryError("parent-circular", file=child.name, parent=parent)
        if passed and not path.is_file():
            raise ExemplaryError("parent-missing", file=child.name, parent=parent)
        passed.append(path)
        yield (link := _Link(path, path.name if len(passed) == 1 else str(parent)))
        parent = link.parent


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """The parent's values under the child's, group by group; a list of the child's replaces the parent's."""
    both = {name for name in parent.keys() & child.keys() if isinstance(parent[name], dict)}
    groups = {name: _merged(parent[name], child[name]) for name in both if isinstance(child[name], dict)}
    return {**parent, **child, **groups}


def _parsed(path: pathlib.Path, name: str) -> tuple[dict[str, Any], bool]:
    """The values of one file, and whether one of them comes from the environment."""
    try:
        loader = _Loader(path.read_bytes())
        try:
            values = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise ExemplaryError("configuration-syntax", file=name, line=line + 1, column=column + 1) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ExemplaryError("configuration-unreadable", file=name) from error
    if not isinstance(values, dict | None):
        raise ExemplaryError("configuration-unreadable", file=name)
    return values or {}, loader.reads_environment


class _Loader(yaml.SafeLoader):
    """Makes plain values, and says whether the environment was read."""

    reads_environment = False


def _environment(loader: _Loader, node: Any) -> Any:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`: the first variable that is set, read like a value of YAML."""
    loader.reads_environment = True
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    default = loader.construct_object(nodes[-1], deep=True) if len(nodes) > 1 else None
    names = [loader.construct_scalar(item) for item in (nodes[:-1] if len(nodes) > 1 else nodes)]
    value = next((os.environ[name] for name in names if name in os.environ), None)
    if value is None:
        return default
    tag: str = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return loader.construct_object(yaml.ScalarNode(tag, value, node.start_mark, node.end_mark))


def _relative(loader: _Loader, node: Any) -> RelativePath:
    return RelativePath(str(loader.construct_scalar(node)))


def _python(loader: _Loader, tag: str, node: Any) -> PythonValue:
    if isinstance(node, yaml.MappingNode):
        return PythonValue(tag, loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return PythonValue(tag, loader.construct_sequence(node, deep=True))
    return PythonValue(tag)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_constructor("!relative", _relative)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _python)
