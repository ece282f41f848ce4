"""Our published styles, scripts and fonts, lent to the Hugo site that makes the same pages."""

import pathlib
import re
import shutil

from tests.benchmarks.forms import File
from tests.benchmarks.workload import lay

_LINKS = re.compile(
    r'<link rel="(?:icon|stylesheet)"[^>]*>|<meta name="(?:generator|color-scheme)"[^>]*>'
    r'|<script src="[^"]*assets/[^>]*></script>'
)


def lend(built: pathlib.Path, root: pathlib.Path) -> None:
    """Copy the assets of our built site, and the links to them in the head of its front page."""
    shutil.copytree(built / "assets", root / "static" / "assets", dirs_exist_ok=True)
    links = _LINKS.findall((built / "index.html").read_text("utf-8"))
    text = "\n".join(links).replace('"assets/', '"/assets/')
    lay([File("layouts/_partials/assets.html", f"{text}\n")], root)
