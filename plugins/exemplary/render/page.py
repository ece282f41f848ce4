"""Page + View + Shell -> the bytes of a page."""

import html
from collections.abc import Mapping

from exemplary import views
from exemplary.presenters.context import Edition
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


def draw(edition: Edition, shells: Shells, templates: Templates) -> bytes:
    """The complete page."""
    page = edition.page
    intro = _intro(edition) if page.kind == "front" else ""
    shown = view(edition, intro)
    filled = shells[page.language, page.depth].fill(slots(shown, templates, edition))
    return edition.finished(filled).encode()


def _intro(edition: Edition) -> str:
    """The front page's own text, in the main language."""
    front = edition.site.front
    if front is None or edition.language != edition.site.project.settings.language:
        return ""
    return markdown.to_html(front.story, edition)


def slots(shown: views.View, templates: Templates, edition: Edition) -> dict[str, str]:
    """The contents of the shell's slots for a view."""
    frame, language = shown.frame, shown.frame.language
    name = edition.site.project.settings.site_name
    title = frame.title if edition.page.kind == "front" else f"{frame.title} – {name}"
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
