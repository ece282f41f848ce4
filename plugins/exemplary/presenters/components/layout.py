"""The frame around the body of every page."""

import urllib.parse

from exemplary import views
from exemplary.presenters.components.navigation import imprint
from exemplary.presenters.context import Edition
from exemplary.records.schema.types import EXEMPLAR_KINDS
from exemplary.site.urls import ROOT

_SECTION_OF_KIND = {"themes": "themes", "conferences": "conferences", "stories": "stories", "figures": "figures"}
_SECTION_OF_FACET = {
    "place": "place",
    "all": "all",
    "themes": "themes",
    "conferences": "conferences",
    "stories": "stories",
}


def frame(
    edition: Edition,
    title: str,
    description: str = "",
    *,
    trail: tuple[views.Link, ...] = (),
    structured: str = "",
    dated: str = "",
    picture: views.Picture | None = None,
    indexed: bool = True,
) -> views.Frame:
    """The frame of a page; `trail` is its breadcrumb, to which the front page is prepended."""
    address = edition.page.address
    image = picture.fallback.removeprefix(ROOT) if picture else ""
    return views.Frame(
        title=title,
        description=description,
        language=edition.language,
        section=_section(edition),
        home=edition.href(edition.site.addresses.front(edition.language)),
        canonical=edition.absolute(address) if edition.page.kind != "missing" else "",
        image=edition.absolute(image) if image else "",
        trail=_trail(edition, trail),
        alternates=edition.alternates(),
        imprint=_imprint(edition, title),
        structured=structured,
        dated=dated,
        indexed=indexed,
    )


def _section(edition: Edition) -> str:
    page = edition.page
    if page.subject and page.subject.kind in EXEMPLAR_KINDS:
        return "all"
    facet = page.key.facet.partition("/")[0] if page.key else page.kind
    return "all" if facet in EXEMPLAR_KINDS else _SECTION_OF_FACET.get(facet, _SECTION_OF_KIND.get(facet, ""))


def _trail(edition: Edition, trail: tuple[views.Link, ...]) -> tuple[views.Link, ...]:
    home = views.Link(edition.label("page.home"), edition.href(edition.site.addresses.front(edition.language)))
    return (home, *trail) if trail else ()


def _imprint(edition: Edition, title: str) -> views.Imprint:
    """The publisher, and the mailto link for reporting a mistake on this page."""
    settings = edition.site.project.settings
    return imprint(settings, edition.language, _report(edition, settings.imprint.contact, title))


def _report(edition: Edition, contact: str, title: str) -> views.Link | None:
    if "@" not in contact:
        return None
    address = edition.absolute(edition.page.address) or f"/{edition.page.address}"
    subject = edition.label("correction.subject", title=title)
    body = edition.label("correction.body", address=address)
    query = urllib.parse.urlencode({"subject": subject, "body": body}, quote_via=urllib.parse.quote)
    return views.Link(edition.label("correction.link"), f"mailto:{urllib.parse.quote(contact, safe='@')}?{query}")
