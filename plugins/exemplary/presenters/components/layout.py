"""The frame around the body of every page."""

import urllib.parse

from exemplary import views
from exemplary.i18n import locales
from exemplary.presenters.components.navigation import imprint
from exemplary.presenters.context import PageContext
from exemplary.records.schema.types import EXEMPLAR_KINDS
from exemplary.settings import Settings
from exemplary.site.urls import ROOT

_SECTIONS = ("place", "all", "themes", "conferences", "stories")
"""The facets that are items of the navigation."""


def frame(
    context: PageContext,
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
    address = context.page.address
    image = picture.fallback.removeprefix(ROOT) if picture else ""
    return views.Frame(
        title=title,
        description=description,
        language=context.language,
        section=_section(context),
        home=context.href(context.queries.addresses.front(context.language)),
        canonical=context.absolute(address) if not context.page.type.rooted else "",
        image=context.absolute(image) if image else "",
        trail=_trail(context, trail),
        alternates=context.alternates(),
        imprint=_imprint(context, title),
        structured=structured,
        dated=dated,
        indexed=indexed,
    )


def _section(context: PageContext) -> str:
    """The item of the navigation that is marked."""
    page = context.page
    facet = page.key.facet.partition("/")[0] if page.key else page.subject.kind if page.subject else ""
    if facet in EXEMPLAR_KINDS:
        return "all"
    return facet if facet in _SECTIONS else page.type.section


def _trail(context: PageContext, trail: tuple[views.Link, ...]) -> tuple[views.Link, ...]:
    home = views.Link(context.label("page.home"), context.href(context.queries.addresses.front(context.language)))
    return (home, *trail) if trail else ()


def _imprint(context: PageContext, title: str) -> views.Imprint:
    """The publisher, and the mailto link for reporting a mistake on this page."""
    settings, language = context.settings, context.language
    return imprint(settings, language, report_link(settings, language, context.page.address, title))


def report_link(settings: Settings, language: str, address: str, title: str) -> views.Link | None:
    """A mailto link for reporting a mistake on a page; None if the site has no e-mail address."""
    contact, label = settings.imprint.contact, locales.find(language).label
    if "@" not in contact:
        return None
    place = f"{settings.site_url or '/'}{address}"
    subject, body = label("correction.subject", title=title), label("correction.body", address=place)
    query = urllib.parse.urlencode({"subject": subject, "body": body}, quote_via=urllib.parse.quote)
    return views.Link(label("correction.link"), f"mailto:{urllib.parse.quote(contact, safe='@')}?{query}")
