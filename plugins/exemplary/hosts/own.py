"""The host of our own: ordinary pages by Python-Markdown, in the layout of the site, without MkDocs."""

import functools
import html
import pathlib
import posixpath
import shutil
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

import markdown
import markdown.treeprocessors

from exemplary import views
from exemplary.diagnostics import Diagnostic
from exemplary.hosts import active_content, extensions, links, takeover
from exemplary.hosts.extensions import Extensions
from exemplary.hosts.site_file import PLUGIN, SiteFile
from exemplary.presenters import ordinary_page
from exemplary.project import Project
from exemplary.records import ordinary_pages
from exemplary.records.ordinary_pages import FRONT
from exemplary.records.parsing import front_matter
from exemplary.render import page_layout, photographs
from exemplary.render.environment import Templates
from exemplary.render.page import ordinary_slots
from exemplary.render.shell import Shell
from exemplary.rules import finding
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import ROOT, relative, way_to_root

NEEDLESS = (PLUGIN, "search", "material/search")
"""Plugins whose work is done without them."""


class OwnHost:
    """Renders ordinary pages with the extensions that mkdocs.yml names and that are installed."""

    def __init__(self, file: SiteFile) -> None:
        self.file = file

    @functools.cached_property
    def usable(self) -> Extensions:
        return extensions.ready(self.file)

    def findings(self) -> list[Diagnostic]:
        """What mkdocs.yml asks for in vain."""
        plugins = [name for name in self.file.named("plugins") if name not in NEEDLESS]
        names = [*plugins, *map(str, self.file.items("hooks"))]
        unused = [finding("plugin-unused", *self.file.locate(name), name=name) for name in names]
        return [*unused, *self.usable.findings]

    def ordinary_pages(self, site: Site, folder: pathlib.Path) -> OrdinaryOutput:
        """Write the pages and the files beside them."""
        files = _Files(site)
        writer = _Writer(site, folder, self.usable, files)
        pages = [writer.write(address, name) for address, name in site.ordinary.files.items()]
        for path in files.others:
            _publish(files.source(path), folder / path)
        return OrdinaryOutput(tuple(pages), (*files.findings, *writer.findings, *self._missing(site)))

    def _missing(self, site: Site) -> Iterator[Diagnostic]:
        """A finding for each page of the menu that does not exist."""
        for target in ordinary_pages.missing(site.project.settings.menu or (), site.ordinary, site.project):
            yield finding("dead-link", *self.file.locate(target), link=target)


def _publish(source: pathlib.Path, target: pathlib.Path) -> None:
    """Copy a file; a picture loses its private data. One that cannot be read is left out; the core reports it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not takeover.is_picture(source):
        shutil.copyfile(source, target)
    elif content := photographs.strip(source):
        target.write_bytes(content)


class _Files:
    """The addresses of all published files of content/, by path below it.

    others  the files that are no pages
    """

    def __init__(self, site: Site) -> None:
        self.project = site.project
        project, start = site.project, f"{site.project.content_name}/"
        names = sorted({*project.files, *project.inputs.special})
        below = [name.removeprefix(start) for name in names if name.startswith(start)]
        paths = list(ordinary_pages.ordinary(project, below))
        refusals = {path: takeover.refusal(self.source(path), project) for path in paths}
        self.findings = [refusal for refusal in refusals.values() if refusal]
        pages = {_below(project, name): address for address, name in site.ordinary.files.items()}
        self.others = [path for path in paths if not refusals[path] and not path.endswith(".md")]
        self.addresses = {FRONT: "", **{path: path for path in self.others}, **pages}

    def source(self, path: str) -> pathlib.Path:
        """The file of a path below content/."""
        return self.project.path(f"{self.project.content_name}/{path}")


def _below(project: Project, name: str) -> str:
    """The path below content/ of a file."""
    return name.removeprefix(f"{project.content_name}/")


class _Writer:
    """Writes pages; `findings` are about all written so far."""

    def __init__(self, site: Site, folder: pathlib.Path, usable: Extensions, files: _Files) -> None:
        self.site = site
        self.folder = folder
        self.usable = usable
        self.files = files
        self.templates = Templates(site.project.root)
        self.shell = Shell.of(page_layout.rendered("layout.html", site, site.languages[0], self.templates))
        self.findings: list[Diagnostic] = []

    def write(self, address: str, name: str) -> tuple[str, str]:
        """Write one page; return its address and the date on which it says it was changed."""
        path = self.site.project.path(name)
        front = front_matter.read(path, name)
        converted = self._converted(front.text, _below(self.site.project, name), address)
        self.findings += [links.dead(path, name, link) for link in converted.dead]
        self.findings += active_content.findings(str(front.fields.get("title") or ""), converted.html, name)
        title = ordinary_pages.title(path.name, front, converted.heading)
        view = ordinary_page.view(self.site, address, title, converted.html, converted.contents, front.fields)
        page = self.shell.fill(ordinary_slots(view, self.site.project.settings, self.templates))
        target = self.folder / address / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.replace(ROOT, way_to_root(address)), "utf-8")
        date = front.fields.get("updated") or front.fields.get("date") or ""
        return urllib.parse.quote(address), str(date)

    def _converted(self, text: str, path: str, address: str) -> "_Converted":
        converter = self.usable.converter()
        resolver = _Links(converter, self.files.addresses, path, address)
        converter.treeprocessors.register(resolver, "exemplary-links", 0)
        content = converter.convert(text)
        tokens: list[Any] = getattr(converter, "toc_tokens", [])
        return _Converted(content, resolver.heading, tuple(_contents(tokens)), tuple(dict.fromkeys(resolver.dead)))


class _Converted(NamedTuple):
    """A page's HTML, its first heading if it begins with one, its table of contents, links that lead nowhere."""

    html: str
    heading: str
    contents: tuple[views.Entry, ...]
    dead: tuple[str, ...]


def _contents(tokens: list[Any]) -> Iterator[views.Entry]:
    """The headings below the page's own."""
    if len(tokens) == 1 and tokens[0]["level"] == 1:
        tokens = tokens[0]["children"]
    for token in tokens:
        yield views.Entry(html.unescape(token["name"]), f"#{token['id']}", tuple(_contents(token["children"])))


class _Links(markdown.treeprocessors.Treeprocessor):
    """Turns links between files into links between addresses, and collects those that lead nowhere."""

    def __init__(self, converter: markdown.Markdown, addresses: Mapping[str, str], path: str, address: str) -> None:
        super().__init__(converter)
        self.addresses = addresses
        self.path = path
        self.address = address
        self.heading = ""
        self.dead: list[str] = []

    def run(self, root: ElementTree.Element) -> None:
        first = next(iter(root), None)
        if first is not None and first.tag == "h1":
            self.heading = self._text(first)
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag if isinstance(element.tag, str) else "")
            if name and (url := element.get(name)):
                element.set(name, self._resolved(url))

    def _text(self, heading: ElementTree.Element) -> str:
        """The heading's text, without the link to itself."""
        texts = [heading.text or ""]
        for child in heading:
            texts += ["".join(child.itertext())] * (child.get("class") != "headerlink") + [child.tail or ""]
        return " ".join("".join(texts).split())

    def _resolved(self, url: str) -> str:
        scheme, host, path, query, anchor = urllib.parse.urlsplit(url)
        if scheme or host or not path or url.startswith(("/", "\\")) or markdown.util.STX in url:
            return url
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), urllib.parse.unquote(path)))
        if target not in self.addresses:
            if posixpath.splitext(path)[1]:  # anything else may be an address of a record
                self.dead.append(url)
            return url
        resolved = relative(self.address, urllib.parse.quote(self.addresses[target]))
        return urllib.parse.urlunsplit(("", "", resolved, query, anchor))
