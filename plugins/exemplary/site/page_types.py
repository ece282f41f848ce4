"""The types of page. `presenters/registry.py` names the presenter of each."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class PageType:
    """What distinguishes one type of page from another.

    name      identifies the type: the kind of a record, or what the page is
    template  the file that renders its view
    section   the item of the navigation that is marked on its pages; lists add items of their own
    indexed   whether search engines may list the page, and the sitemap names it
    rooted    whether its links start at the host's root, because it is shown at any address
    """

    name: str
    template: str
    section: str = ""
    indexed: bool = True
    rooted: bool = False


INDIVIDUAL = PageType("individuals", "exemplar.html", "all")
COLLECTIVE = PageType("collectives", "exemplar.html", "all")
MODEL = PageType("models", "exemplar.html", "all")
CONFERENCE = PageType("conferences", "conference.html", "conferences")
THEME = PageType("themes", "theme.html", "themes")
STORY = PageType("stories", "story.html", "stories")
WITHDRAWN = PageType("withdrawn", "tombstone.html", indexed=False)
FRONT = PageType("front", "front.html")
LIST = PageType("list", "list.html")
INDEX = PageType("index", "index.html")
STATISTICS = PageType("statistics", "figures.html", "figures")
SEARCH = PageType("search", "search.html", indexed=False)
NOT_FOUND = PageType("not-found", "missing.html", indexed=False, rooted=True)

OF_KIND = {page_type.name: page_type for page_type in (INDIVIDUAL, COLLECTIVE, MODEL, CONFERENCE, THEME, STORY)}
"""The type of the page of a published record, by its kind."""
