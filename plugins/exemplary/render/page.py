"""Page + View + Shell -> the bytes of a page."""

import html

from exemplary import views
from exemplary.presenters.context import PageContext
from exemplary.presenters.registry import view
from exemplary.render.assets import assets
from exemplary.render.environment import Templates
from exemplary.render.page_layout import Shells
from exemplary.settings import Settings
from exemplary.site import page_types, urls


def draw(context: PageContext, shells: Shells, templates: Templates) -> bytes:
    """The complete page."""
    page = context.page
    filled = shells[page.language, page.depth].fill(slots(view(context), templates, context))
    return context.finished(filled).encode()


def slots(shown: views.View, templates: Templates, context: PageContext) -> dict[str, str]:
    """The contents of the shell's slots for a view."""
    frame, name = shown.frame, context.settings.site_name
    title = frame.title if context.page.type is page_types.FRONT else f"{frame.title} – {name}"
    body = templates.render(context.page.type.template, frame.language, view=shown)
    return {**surroundings(frame, name, templates), "title": html.escape(title), "body": body}


def ordinary_slots(shown: views.OrdinaryView, settings: Settings, templates: Templates) -> dict[str, str]:
    """The contents of the layout's slots for an ordinary page."""
    frame, name = shown.frame, settings.site_name
    style = f'<link rel="stylesheet" href="{urls.ROOT}{assets()[0]["reading.css"]}">\n'
    body = templates.render("ordinary.html", frame.language, view=shown)
    title = html.escape(f"{frame.title} – {name}")
    return {**surroundings(frame, name, templates), "title": title, "styles": style, "body": body}


def surroundings(frame: views.Frame, name: str, templates: Templates) -> dict[str, str]:
    """The contents of the slots around the body of a page of the site `name`."""
    language = frame.language
    return {
        "head": templates.render("head.html", language, frame=frame, site_name=name),
        "switch": templates.render("switch.html", language, frame=frame) if frame.alternates else "",
        "report": html.escape(frame.imprint.report.href) if frame.imprint.report else "",
        f"current:{frame.section}": ' aria-current="page"',
        "printed": templates.render("printed.html", language, frame=frame, site_name=name),
    }
