"""What the layout needs to know about the site: the entries of header and footer in each language."""

import json
import urllib.parse
from collections.abc import Iterator

from exemplary import views
from exemplary.i18n import locales
from exemplary.presenters.components.phrases import phrase
from exemplary.settings import Script, Search, Settings
from exemplary.site.plan import INDEXES, Site
from exemplary.site.urls import search_index

NAVIGATION = (
    ("all", "page.exemplars"),
    ("themes", "kinds.themes"),
    ("conferences", "kinds.conferences"),
    ("place", "kinds.places"),
    ("stories", "kinds.stories"),
    ("figures", "page.figures"),
)
FOOTER = (
    ("year", "kinds.years"),
    ("field", "kinds.fields"),
    ("award", "kinds.award-forms"),
    ("level", "kinds.levels"),
    ("organisation", "kinds.organisations"),
    ("document", "kinds.documents"),
    ("bloc", "kinds.blocs"),
    ("tag", "kinds.tags"),
    ("a-z", "kinds.letters"),
)
LABELS = (
    "page.skip",
    "page.menu",
    "page.lists",
    "page.home",
    "search",
    "tool",
    "imprint",
    "correction.link",
    "language",
)


def chrome(site: Site, language: str) -> views.Chrome:
    settings, locale = site.project.settings, locales.find(language)
    return views.Chrome(
        language=language,
        site_name=settings.site_name,
        home=site.addresses.front(language),
        navigation=_items(site, locale, NAVIGATION),
        footer=_items(site, locale, FOOTER),
        search=site.addresses.section("search", language) if settings.search else "",
        index=search_index(language),
        sites=_sites(settings.search, language, language != settings.language),
        labels={key: text for key, text in locale.labels.items() if isinstance(text, str) and key.startswith(LABELS)},
        imprint=imprint(settings, language),
        pages=tuple(_pages(site)),
        styles=settings.styles,
        scripts=tuple((script.path, tuple(_attributes(script))) for script in settings.scripts),
    )


def _pages(site: Site) -> Iterator[views.Link]:
    for item in site.ordinary.menu:
        if item.is_page and item.address:
            yield views.Link(item.title, urllib.parse.quote(item.address))


def _attributes(script: Script) -> Iterator[str]:
    if script.module:
        yield 'type="module"'
    if script.deferred:
        yield "defer"
    if script.asynchronous:
        yield "async"


def imprint(settings: Settings, language: str, report: views.Link | None = None) -> views.Imprint:
    """Who publishes; `report` is the mailto link for reporting a mistake."""

    def words(text: str) -> views.Phrase:
        return phrase(text, language, settings.language)

    given = settings.imprint
    return views.Imprint(
        words(given.body), words(given.responsible), words(given.contact), words(given.licence), report
    )


def _sites(search: Search | None, language: str, optional: bool) -> str:
    """The other sites to search. They are optional outside the main language."""
    given = search.sites if search else ()
    found = [{"name": one.name, "index": one.url + search_index(language), "optional": optional} for one in given]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _items(site: Site, locale: locales.Locale, named: tuple[tuple[str, str], ...]) -> tuple[views.NavigationItem, ...]:
    """The entries that have a target."""
    return tuple(
        views.NavigationItem(name, locale.label(label), site.addresses.section(name, locale.code))
        for name, label in named
        if name not in INDEXES or site.lists_of(locale.code, name)
    )
