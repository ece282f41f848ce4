"""The file `_headers` for hosts that read it (Netlify, Cloudflare Pages …); README.md covers other hosts."""

import urllib.parse
from collections.abc import Iterator

from exemplary.artifacts import Artifact
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site
from exemplary.site.urls import SEARCH

NAME = "_headers"


def hosting(site: Site, hosted: OrdinaryOutput) -> Iterator[Artifact]:
    """Nothing if the site has its own file."""
    search = site.project.settings.search
    if search is None or (site.project.content / NAME).exists():
        return
    lines = ["# Portals may search this site with their own.", f"/{SEARCH}/*", "  Access-Control-Allow-Origin: *"]
    if search.sites:
        origins = dict.fromkeys(_origin(one.url) for one in search.sites)
        lines.append(f"# A Content-Security-Policy must have: connect-src 'self' {' '.join(origins)}")
    yield Artifact(NAME, "".join(f"{line}\n" for line in lines).encode())


def _origin(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
