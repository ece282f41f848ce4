"""What stands around every page: title, trail, languages, imprint, header and footer."""

import dataclasses

from exemplary.pages.views.pieces import Link, Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class Alternate:
    """This page in another language (or the default: x-default); `href` absolute where the site has an address."""

    language: str
    label: str
    href: str
    absolute: str


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, and how to report a mistake; `report` is a mailto: link with the address of the page filled in."""

    body: Phrase
    responsible: Phrase
    contact: Phrase
    licence: Phrase
    report: Link | None


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its body.

    section      which entry of the site's navigation is current, or empty
    home         the front page's address
    canonical    absolute address, where the site has one
    structured   JSON-LD text, or empty
    dated        when a record was published and last changed, in words
    indexed      False: search engines are asked to pass the page over
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
    """What the host's shell needs in one language: the header's and the footer's words and addresses.

    sites  JSON of the other sites that are searched too: name, and address of the index; empty for none
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
