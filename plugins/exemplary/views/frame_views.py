"""What surrounds the body of every page: title, breadcrumb, languages, imprint, header and footer."""

import dataclasses

from exemplary.views.pieces import Link, Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class Alternate:
    """This page in another language (or the default: x-default); `href` is absolute if the site has a `site_url`."""

    language: str
    label: str
    href: str
    absolute: str


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, and how to report a mistake; `report` is a mailto link that contains the page's address."""

    body: Phrase
    responsible: Phrase
    contact: Phrase
    licence: Phrase
    report: Link | None


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the body of every page.

    section      the current entry of the site's navigation, or empty
    home         the front page's address
    canonical    absolute address, if the site has one
    structured   JSON-LD text, or empty
    dated        when a record was published and last changed, in words
    indexed      False: search engines are told not to index the page
    """

    title: str
    description: str
    language: str
    section: str
    home: str
    canonical: str
    image: str
    trail: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    imprint: Imprint
    structured: str = ""
    dated: str = ""
    indexed: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the header: `section` is compared with the page's; `address` is relative to the site's root."""

    section: str
    text: str
    address: str


@dataclasses.dataclass(frozen=True, slots=True)
class Chrome:
    """What the layout needs in one language: the words of header and footer, and addresses relative to the site's root.

    pages    ordinary pages of the menu
    sites    JSON of the other sites to search: name and address of the index; empty if there are none
    styles   additional styles; these and the scripts may be at URLs
    scripts  additional scripts: address, and the attributes of the element
    """

    language: str
    site_name: str
    home: str
    navigation: tuple[NavigationItem, ...]
    footer: tuple[NavigationItem, ...]
    search: str
    index: str
    sites: str
    labels: dict[str, str]
    imprint: Imprint
    pages: tuple[Link, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[tuple[str, tuple[str, ...]], ...] = ()
