"""The layout of all pages: head, header and footer, rendered once per language and split into shells."""

import functools
import urllib.parse
from collections.abc import Callable, Mapping

import markupsafe

from exemplary.presenters.components.navigation import chrome
from exemplary.render.assets import assets
from exemplary.render.environment import Templates
from exemplary.render.shell import Shell, slot
from exemplary.site.plan import Site
from exemplary.site.urls import ROOT, root_path

Shells = Mapping[tuple[str, int], Shell]
"""By language and depth; the depth of the 404 page is -1."""


def shells(site: Site, templates: Templates) -> Shells:
    """The shell of every page of the site."""
    layout = functools.cache(lambda language: rendered("layout.html", site, language, templates))
    return {(language, depth): at(layout(language), _way(site, depth)) for language, depth in sorted(site.shells)}


def at(html: str, root: str) -> Shell:
    """A part of the layout as a shell for pages from which `root` leads to the site's root."""
    return Shell.of(html.replace(ROOT, root))


def _way(site: Site, depth: int) -> str:
    return root_path(site.project.settings.site_url) if depth < 0 else "../" * depth or "./"


def rendered(name: str, site: Site, language: str, templates: Templates) -> str:
    """A part of the layout, with open slots, and with placeholders for the path to the site's root."""
    values = {"chrome": chrome(site, language), "assets": assets()[0], "href": _href, "slot": _slot}
    return templates.render(name, language, **values)


def _slot(name: str) -> markupsafe.Markup:
    return markupsafe.Markup(slot(name))


def _href(address: str) -> str:
    """A link to an address below the site's root, or to a URL as it is."""
    return address if address.startswith("/") or urllib.parse.urlsplit(address).scheme else ROOT + address


class Surroundings:
    """Header and footer of the ordinary pages that a host lays out by its own templates."""

    def __init__(self, site: Site, templates: Templates) -> None:
        self._rendered = functools.partial(rendered, site=site, language=site.languages[0], templates=templates)
        self._shell: Callable[[str, str], Shell] = functools.cache(self._shell_of)

    def part(self, name: str, root: str, **slots: str) -> str:
        """The template `name`, for a page from which `root` leads to the site's root."""
        return self._shell(name, root).fill(slots)

    def _shell_of(self, name: str, root: str) -> Shell:
        return at(self._rendered(name), root)
