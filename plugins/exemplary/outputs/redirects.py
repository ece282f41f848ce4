"""A page at each former address that redirects to the current one, without JavaScript or server support."""

import html
from collections.abc import Iterator

from exemplary.artifacts import Artifact
from exemplary.i18n import locales
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import relative

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
{canonical}</head>
<body>
<h1>{title}</h1>
<p>{text} <a href="{target}">{target}</a></p>
</body>
</html>
"""


def redirects(site: Site, hosted: OrdinaryOutput) -> Iterator[Artifact]:
    for former, present in sorted(site.redirects.items()):
        if not site.has(former):
            yield Artifact(f"{former}index.html", _page(site, former, present).encode())


def _page(site: Site, former: str, present: str) -> str:
    language = site.by_address[present].language
    locale = locales.find(language)
    base = site.project.settings.site_url
    canonical = f'<link rel="canonical" href="{html.escape(base + present)}">\n' if base else ""
    return _PAGE.format(
        language=language,
        title=locale.label("redirect.title"),
        text=locale.label("redirect.text"),
        target=html.escape(relative(former, present)),
        canonical=canonical,
    )
