"""The tombstone of a withdrawn record: the date and the reason, without the record."""

from exemplary import views
from exemplary.presenters.components.layout import frame
from exemplary.presenters.context import PageContext


def view(context: PageContext) -> views.TombstoneView:
    heading = context.label("withdrawn.title")
    withdrawn = context.withdrawn.facts.withdrawn
    reason = context.label(f"withdrawn.reason.{withdrawn.reason}") if withdrawn else ""
    return views.TombstoneView(
        frame=frame(context, heading, indexed=False),
        heading=heading,
        text=context.label("withdrawn.text"),
        date=context.label("withdrawn.date", date=context.date(withdrawn.date)) if withdrawn else "",
        reason=f"{context.label('withdrawn.reason.label')}: {reason}" if reason else "",
        home=views.Link(context.label("missing.home"), context.href(context.queries.addresses.front(context.language))),
    )
