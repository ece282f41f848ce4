"""The view of an ordinary page, for the host of our own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exemplary import views
from exemplary.presenters.components.layout import report_link
from exemplary.presenters.components.navigation import imprint
from exemplary.records.ordinary_pages import MenuItem, all_pages
from exemplary.settings import Settings
from exemplary.site.plan import Site
from exemplary.site.urls import ROOT
from exemplary.views import Entry


def view(
    site: Site, address: str, title: str, html: str, contents: tuple[Entry, ...], fields: Mapping[str, Any]
) -> views.OrdinaryView:
    """The view of the page at `address`; `fields` is its front matter."""
    settings = site.project.settings
    return views.OrdinaryView(
        frame=_frame(settings, address, title, str(fields.get("description") or "")),
        heading="" if "<h1" in html else title,
        html=html,
        contents=contents,
        menu=tuple(_entries(site.ordinary.menu, address)) if len(list(all_pages(site.ordinary.menu))) > 1 else (),
    )


def _entries(items: Iterable[MenuItem], current: str) -> Iterator[Entry]:
    for item in items:
        href = ROOT + item.address if item.is_page else item.address
        is_current = item.is_page and item.address == current
        yield Entry(item.title, href, tuple(_entries(item.items, current)), is_current)


def _frame(settings: Settings, address: str, title: str, description: str) -> views.Frame:
    language = settings.language
    return views.Frame(
        title=title,
        description=description,
        language=language,
        section="",
        home=ROOT,
        canonical=f"{settings.site_url}{address}" if settings.site_url else "",
        image="",
        trail=(),
        alternates=(),
        imprint=imprint(settings, language, report_link(settings, language, address, title)),
    )
