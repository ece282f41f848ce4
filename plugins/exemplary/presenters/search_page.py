"""The search page: the scripts of the search, and links to browse by without them."""

from exemplary import views
from exemplary.presenters.components.layout import frame
from exemplary.presenters.components.list_headings import INDEX_LABEL
from exemplary.presenters.context import PageContext
from exemplary.site.urls import search_index


def view(context: PageContext) -> views.SearchView:
    heading = context.label("page.search")
    browse = [
        views.Link(context.label(f"kinds.{kind}"), context.section(kind))
        for kind in ("all", "themes", "conferences", "stories")
    ]
    indexes = [(facet, label) for facet, label in INDEX_LABEL.items() if context.listings(facet)]
    browse += [views.Link(context.label(label), context.section(facet)) for facet, label in indexes]

    def script(name: str) -> str:
        return context.href(context.queries.asset(f"js/{name}.js"))

    return views.SearchView(
        frame=frame(context, heading, heading, indexed=False),
        heading=heading,
        scripts=tuple(script(name) for name in ("reader", "search-index")),
        index_href=context.href(search_index(context.language)),
        facets_href=script("search-facets"),
        browse=tuple(browse),
    )
