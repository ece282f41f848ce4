"""Page -> View: the module that makes the view of each kind of page."""

from collections.abc import Callable

from exemplary.pages import conference, exemplar, front, indexes, lists, special, views, writing
from exemplary.pages.edition import Edition
from exemplary.records.record import Record

OF_RECORD: dict[str, Callable[[Edition, Record], views.View]] = {
    "individuals": exemplar.view,
    "collectives": exemplar.view,
    "models": exemplar.view,
    "conferences": conference.view,
    "themes": writing.theme,
    "stories": writing.story,
    "tombstone": special.tombstone,
}
OF_SITE: dict[str, Callable[[Edition], views.View]] = {
    "list": lists.view,
    "index": indexes.view,
    "figures": special.figures,
    "search": special.search,
    "missing": special.missing,
}


def view(edition: Edition, intro_html: str = "") -> views.View:
    """The view of the page; `intro_html` is the text of the front page."""
    page = edition.page
    if page.kind == "front":
        return front.view(edition, intro_html)
    if page.subject:
        known = edition.graph.records if page.kind != "tombstone" else edition.graph.withdrawn
        return OF_RECORD[page.kind](edition, known[page.subject])
    return OF_SITE[page.kind](edition)
