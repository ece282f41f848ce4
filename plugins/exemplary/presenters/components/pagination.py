"""Links between the pages of one list."""

from collections.abc import Iterator

from exemplary import views
from exemplary.presenters.context import PageContext
from exemplary.queries.site_queries import ListQueries


def step(context: PageContext, listing: ListQueries, number: int, by: int) -> views.Link | None:
    """The page with newer (+1) or older (-1) records; in a list by letter, the page before (-1) or after (+1)."""
    if not 1 <= number + by <= listing.page_count:
        return None
    words = context.label("pagination.newer" if by > 0 else "pagination.older")
    return views.Link(words, _href(context, listing, number + by))


def numbers(context: PageContext, listing: ListQueries, number: int) -> Iterator[views.PageLink]:
    """The first and last pages and those around this one; a gap is “…”."""
    count = listing.page_count
    if count < 2:
        return
    near = {1, 2, count - 1, count, number - 1, number, number + 1} & set(range(1, count + 1))
    before = None
    for one in sorted(near, reverse=not listing.alphabetical):
        if before is not None and abs(before - one) > 1:
            yield views.PageLink("…", "")
        yield views.PageLink(context.number(one), _href(context, listing, one), current=one == number)
        before = one


def _href(context: PageContext, listing: ListQueries, number: int) -> str:
    if number == listing.front_number:
        return context.href(listing.address)
    return context.href(context.queries.addresses.numbered(listing.address, number))
