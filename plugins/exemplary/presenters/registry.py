"""Page -> View: the module that makes the view of each kind of page."""

from collections.abc import Callable

from exemplary import views
from exemplary.presenters import (
    conference_page,
    exemplar_page,
    front_page,
    index_page,
    list_page,
    special_pages,
    writing_pages,
)
from exemplary.presenters.context import PageContext
from exemplary.records.record import Record

OF_RECORD: dict[str, Callable[[PageContext, Record], views.View]] = {
    "individuals": exemplar_page.view,
    "collectives": exemplar_page.view,
    "models": exemplar_page.view,
    "conferences": conference_page.view,
    "themes": writing_pages.theme,
    "stories": writing_pages.story,
    "tombstone": special_pages.tombstone,
}
OF_SITE: dict[str, Callable[[PageContext], views.View]] = {
    "list": list_page.view,
    "index": index_page.view,
    "figures": special_pages.figures,
    "search": special_pages.search,
    "missing": special_pages.missing,
}


def view(context: PageContext, intro_html: str = "") -> views.View:
    """The view of the page; `intro_html` is the text of the front page."""
    page = context.page
    if page.kind == "front":
        return front_page.view(context, intro_html)
    if page.subject:
        known = context.graph.records if page.kind != "tombstone" else context.graph.withdrawn
        return OF_RECORD[page.kind](context, known[page.subject])
    return OF_SITE[page.kind](context)
