"""Page + View + Shell -> the bytes of a page."""

import html
from collections.abc import Mapping

from exemplary import views
from exemplary.presenters.context import PageContext
from exemplary.presenters.registry import view
from exemplary.render.environment import Templates
from exemplary.render.shell import Shell
from exemplary.site import page_types

Shells = Mapping[tuple[str, int], Shell]


def draw(context: PageContext, shells: Shells, templates: Templates) -> bytes:
    """The complete page."""
    page = context.page
    filled = shells[page.language, page.depth].fill(slots(view(context), templates, context))
    return context.finished(filled).encode()


def slots(shown: views.View, templates: Templates, context: PageContext) -> dict[str, str]:
    """The contents of the shell's slots for a view."""
    frame, language = shown.frame, shown.frame.language
    name = context.settings.site_name
    title = frame.title if context.page.type is page_types.FRONT else f"{frame.title} – {name}"
    return {
        "language": language,
        "title": html.escape(title),
        "head": templates.render("head.html", language, frame=frame, site_name=name),
        "switch": templates.render("switch.html", language, frame=frame) if frame.alternates else "",
        "report": html.escape(frame.imprint.report.href) if frame.imprint.report else "",
        f"current:{frame.section}": ' aria-current="page"',
        "body": templates.render(context.page.type.template, language, view=shown),
        "printed": templates.render("printed.html", language, frame=frame, site_name=name),
    }
