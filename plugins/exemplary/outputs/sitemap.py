"""sitemap.xml: every page for search engines, with each record's date; includes ordinary pages.

Above 50,000 addresses, the protocol requires several files and an index.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from exemplary.artifacts import Artifact
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Page, Site

LIMIT = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, hosted: OrdinaryOutput) -> Iterator[Artifact]:
    """Nothing if the site has no `site_url`: the protocol requires absolute URLs."""
    base = site.project.settings.site_url
    if not base:
        return
    entries = sorted(
        {(page.address, _date(site, page)) for page in site.pages if page.type.indexed} | set(hosted.pages)
    )
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    if len(parts) == 1:
        yield Artifact("sitemap.xml", _file("urlset", "url", base, parts[0]))
        return
    for number, part in enumerate(parts, 1):
        yield Artifact(f"sitemap-{number}.xml", _file("urlset", "url", base, part))
    names = [(f"sitemap-{number}.xml", "") for number in range(1, len(parts) + 1)]
    yield Artifact("sitemap.xml", _file("sitemapindex", "sitemap", base, names))


def _date(site: Site, page: Page) -> str:
    """The date on which a record says it was last changed."""
    record = site.graph.records.get(page.subject) if page.subject else None
    stated = (record.summary.updated or record.summary.published) if record else None
    return stated.iso or "" if stated else ""


def _file(root: str, element: str, base: str, entries: list[tuple[str, str]]) -> bytes:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">']
    for address, date in entries:
        changed = f"<lastmod>{date}</lastmod>" if date else ""
        lines.append(f"<{element}><loc>{escape(base + address)}</loc>{changed}</{element}>")
    return "\n".join([*lines, f"</{root}>\n"]).encode()
