"""PageContext -> View: the presenter of each type of page."""

from collections.abc import Callable, Mapping

from exemplary import views
from exemplary.presenters import (
    conference_page,
    exemplar_page,
    front_page,
    index_page,
    list_page,
    not_found_page,
    search_page,
    statistics_page,
    story_page,
    theme_page,
    withdrawn_page,
)
from exemplary.presenters.context import PageContext
from exemplary.site import page_types
from exemplary.site.page_types import PageType

PRESENTERS: Mapping[PageType, Callable[[PageContext], views.View]] = {
    page_types.INDIVIDUAL: exemplar_page.view,
    page_types.COLLECTIVE: exemplar_page.view,
    page_types.MODEL: exemplar_page.view,
    page_types.CONFERENCE: conference_page.view,
    page_types.THEME: theme_page.view,
    page_types.STORY: story_page.view,
    page_types.WITHDRAWN: withdrawn_page.view,
    page_types.FRONT: front_page.view,
    page_types.LIST: list_page.view,
    page_types.INDEX: index_page.view,
    page_types.STATISTICS: statistics_page.view,
    page_types.SEARCH: search_page.view,
    page_types.NOT_FOUND: not_found_page.view,
}


def view(context: PageContext) -> views.View:
    """The view of the context's page."""
    return PRESENTERS[context.page.type](context)
