"""Ordinary pages: those of content/ that are not records. A host renders them; the site's menu leads to them."""

import dataclasses
import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping

import pathspec.gitignore

from exemplary.diagnostics import Report
from exemplary.project import Project
from exemplary.records.parsing import front_matter
from exemplary.records.parsing.front_matter import FrontMatter
from exemplary.records.schema.types import RECORD_KINDS
from exemplary.settings import MenuEntry

FRONT = "index.md"
"""The front page's own file, below content/."""
_HIDDEN = (".*", "/templates/")
"""What MkDocs does not publish unless `exclude_docs` says otherwise."""
_HEADING = re.compile(r"\A\s*(?:# +(.+?)(?: +#+)? *$|(\S.*)\n=+ *$)", re.MULTILINE)
_MARKS = re.compile(r"[*_`]+|\{[^}]*\}$|!?\[([^\]]*)\]\([^)]*\)")


@dataclasses.dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu: a group with `items`, or a link to `address`, relative to the root unless it is a URL."""

    title: str
    address: str = ""
    is_page: bool = False
    items: "tuple[MenuItem, ...]" = ()


@dataclasses.dataclass(frozen=True, slots=True)
class OrdinaryPages:
    """The ordinary pages of a site.

    files    the file of each page, by address relative to the root
    flawed   files whose front matter cannot be read, and which are therefore not published
    menu     the entries that lead to pages
    """

    files: Mapping[str, str] = dataclasses.field(default_factory=dict)
    flawed: frozenset[str] = frozenset()
    menu: tuple[MenuItem, ...] = ()


def load(project: Project, report: Report) -> OrdinaryPages:
    """Find the pages, read their front matter, and resolve the menu."""
    paths = _paths(project)
    fronts = {path: front_matter.read(project.path(_name(project, path)), _name(project, path)) for path in paths}
    report.extend(front.flaw for front in fronts.values() if front.flaw)
    flawed = frozenset(_name(project, path) for path, front in fronts.items() if front.flaw)
    sound = {path: front for path, front in fronts.items() if not front.flaw}
    files = {address(path): _name(project, path) for path in sound}
    return OrdinaryPages(files, flawed, tuple(_menu(project, sound)))


def _paths(project: Project) -> list[str]:
    """The files of all pages, relative to content/."""
    start = f"{project.content_name}/"
    found = [name for name in project.files if name.endswith(".md") and name.startswith(start)]
    own = (name.removeprefix(start) for name in found if not project.path(name).is_symlink())
    return sorted(ordinary(project, own))


def ordinary(project: Project, paths: Iterable[str]) -> Iterator[str]:
    """Those files of content/, by path below it, that a host publishes: no records, nothing hidden or excluded."""
    excluded = _patterns((*_HIDDEN, *project.settings.excluded))
    for path in paths:
        if not is_ours(path) and not excluded.match_file(path):
            yield path


def is_ours(path: str) -> bool:
    """Whether a file of content/ belongs to a record or is the front page."""
    return path == FRONT or path.partition("/")[0] in RECORD_KINDS


def _patterns(lines: Iterable[str]) -> pathspec.gitignore.GitIgnoreSpec:
    return pathspec.gitignore.GitIgnoreSpec.from_lines(lines)


def _name(project: Project, path: str) -> str:
    return f"{project.content_name}/{path}"


def address(path: str) -> str:
    """The address of a page, from its file relative to content/."""
    folders = pathlib.PurePosixPath(path).with_suffix("").parts
    named = folders[:-1] if folders[-1].lower() in ("index", "readme") else folders
    return "".join(f"{folder}/" for folder in named)


def title(path: str, front: FrontMatter, heading: str = "") -> str:
    """A page's title: stated, its first heading, or made of its file's name."""
    stated = front.fields.get("title")
    if stated:
        return str(stated)
    return heading or _heading(front.text) or _worded(pathlib.PurePosixPath(path).stem)


def _heading(text: str) -> str:
    match = _HEADING.match(text)
    return _MARKS.sub(r"\1", match[1] or match[2]).strip() if match else ""


def _worded(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ")
    return words.capitalize() if words == words.lower() else words


# The menu


def _menu(project: Project, fronts: Mapping[str, FrontMatter]) -> Iterator[MenuItem]:
    """The entries of `nav`; without it, every page in its folder, as MkDocs orders them."""
    if project.settings.menu is None:
        unlisted = _patterns(project.settings.unlisted)
        listed = [path for path in sorted(fronts, key=_order) if not unlisted.match_file(path)]
        yield from _folder("", listed, fronts)
        return
    for entry in project.settings.menu:
        yield from _item(entry, fronts)


def _item(entry: MenuEntry, fronts: Mapping[str, FrontMatter]) -> Iterator[MenuItem]:
    """Nothing if the page does not exist."""
    if entry.entries:
        yield MenuItem(entry.title, items=tuple(item for part in entry.entries for item in _item(part, fronts)))
    elif entry.target in fronts:
        yield _page(entry.target, fronts[entry.target], entry.title)
    elif entry.target == FRONT and entry.title:
        yield MenuItem(entry.title, "", is_page=True)
    elif "://" in entry.target or entry.target.startswith("/"):
        yield MenuItem(entry.title or entry.target, entry.target)


def missing(entries: Iterable[MenuEntry], pages: OrdinaryPages, project: Project) -> Iterator[str]:
    """The targets of the menu that are no pages."""
    for entry in entries:
        yield from missing(entry.entries, pages, project)
        is_elsewhere = not entry.target or "://" in entry.target or entry.target.startswith("/")
        if not is_elsewhere and entry.target != FRONT and _name(project, entry.target) not in pages.files.values():
            yield entry.target


def all_pages(items: Iterable[MenuItem]) -> Iterator[MenuItem]:
    """The pages of a menu and of the groups in it, in order."""
    for item in items:
        if item.is_page:
            yield item
        yield from all_pages(item.items)


def _page(path: str, front: FrontMatter, stated: str = "") -> MenuItem:
    return MenuItem(stated or title(path, front), address(path), is_page=True)


def _order(path: str) -> tuple[tuple[bool, str], ...]:
    *folders, name = pathlib.PurePosixPath(path).parts
    is_index = pathlib.PurePosixPath(path).stem.lower() in ("index", "readme")
    return (*((True, folder) for folder in folders), (not is_index, name))


def _folder(start: str, paths: Iterable[str], fronts: Mapping[str, FrontMatter]) -> Iterator[MenuItem]:
    """The pages of a folder, and a group for each folder below, where its first page stands."""
    seen: set[str] = set()
    below = [path for path in paths if path.startswith(start)]
    for path in below:
        folder, inside, _ = path.removeprefix(start).partition("/")
        if not inside:
            yield _page(path, fronts[path])
        elif folder not in seen:
            seen.add(folder)
            yield MenuItem(_worded(folder), items=tuple(_folder(f"{start}{folder}/", below, fronts)))
