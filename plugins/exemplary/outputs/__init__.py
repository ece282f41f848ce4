"""The files of a site besides its pages: each output maps a Site to Artifacts."""

from collections.abc import Callable, Iterator

from exemplary.artifacts import Artifact
from exemplary.outputs import hosting, redirects, sitemap
from exemplary.site.ordinary_output import OrdinaryOutput
from exemplary.site.plan import Site

OUTPUTS: dict[str, Callable[[Site, OrdinaryOutput], Iterator[Artifact]]] = {
    "sitemap": sitemap.sitemap,
    "redirects": redirects.redirects,
    "hosting": hosting.hosting,
}


def outputs(site: Site, hosted: OrdinaryOutput) -> Iterator[Artifact]:
    for make in OUTPUTS.values():
        yield from make(site, hosted)
