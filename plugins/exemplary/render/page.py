"""Page + View + Shell -> the bytes of a page."""

import html
from collections.abc import Mapping

from exemplary import views
from exemplary.presenters.context import PageContext
from exemplary.presenters.registry import view
from exemplary.render import markdown
from exemplary.render.environment import Templates
from exemplary.render.shell import Shell

Shells = Mapping[tuple[str, int], Shell]

TEMPLATE_OF = {
    views.ExemplarView: "exemplar.html",
    views.ConferenceView: "conference.html",
    views.ThemeView: "theme.html",
    views.StoryView: "story.html",
    views.ListView: "list.html",
    views.IndexView: "index.html",
    views.FrontView: "front.html",
    views.FiguresView: "figures.html",
    views.SearchView: "search.html",
    views.TombstoneView: "tombstone.html",
    views.MissingView: "missing.html",
}


def draw(context: PageContext, shells: Shells, templates: Templates) -> bytes:
    """The complete page."""
    page = context.page
    intro = _intro(context) if page.kind == "front" else ""
    shown = view(context, intro)
    filled = shells[page.language, page.depth].fill(slots(shown, templates, context))
    return context.finished(filled).encode()


def _intro(context: PageContext) -> str:
    """The front page's own text, in the main language."""
    front = context.site.front
    if front is None or context.language != context.site.project.settings.language:
        return ""
    return markdown.to_html(front.story, context)


def slots(shown: views.View, templates: Templates, context: PageContext) -> dict[str, str]:
    """The contents of the shell's slots for a view."""
    frame, language = shown.frame, shown.frame.language
    name = context.site.project.settings.site_name
    title = frame.title if context.page.kind == "front" else f"{frame.title} – {name}"
    return {
        "language": language,
        "title": html.escape(title),
        "head": templates.render("head.html", language, frame=frame, site_name=name),
        "switch": templates.render("switch.html", language, frame=frame) if frame.alternates else "",
        "report": html.escape(frame.imprint.report.href) if frame.imprint.report else "",
        f"current:{frame.section}": ' aria-current="page"',
        "body": templates.render(TEMPLATE_OF[type(shown)], language, view=shown),
        "printed": templates.render("printed.html", language, frame=frame, site_name=name),
    }
