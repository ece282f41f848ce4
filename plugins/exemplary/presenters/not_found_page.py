"""The page shown for an address that does not exist (404)."""

from exemplary import views
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import PageContext


def view(context: PageContext) -> views.MissingView:
    heading = context.label("missing.title")
    sections = [
        views.Link(context.label("kinds.all"), context.section("all")),
        views.Link(context.label("kinds.conferences"), context.section("conferences")),
    ]
    home = views.Link(context.label("missing.home"), context.href(context.queries.addresses.front(context.language)))
    return views.MissingView(
        frame=frame(context, heading, indexed=False),
        heading=heading,
        text=context.label("missing.text"),
        links=(home, *sections),
        search_href=context.section("search") if context.settings.search else "",
    )
