"""TypeScript's compiler checks the types that the scripts state in comments."""

import pathlib
import re
from collections.abc import Iterator

from tests.judges import programs
from tests.judges.verdicts import Verdict, at_most

PACKAGE = pathlib.Path(__file__).parents[2] / "plugins" / "exemplary"
OPTIONS = "--allowJs --checkJs --noEmit --strict --target es2022 --module esnext --moduleResolution bundler".split()
LIBRARIES = ("--lib", "es2023,dom,dom.iterable", "--types", "")


def judge() -> Iterator[Verdict]:
    scripts = [*sorted((PACKAGE / "render" / "assets" / "js").rglob("*.js")), *_of_pages()]
    answer = programs.call("node", programs.MODULES / "typescript" / "bin" / "tsc", *OPTIONS, *LIBRARIES, *scripts)
    errors = [line for line in answer.stdout.splitlines() if ": error TS" in line or line.startswith("error")]
    if answer.returncode and not errors:
        errors = [answer.stdout + answer.stderr]
    yield at_most("tsc --checkJs --strict", f"{len(scripts)} scripts", len(errors), 0, "errors", errors)


def _of_pages() -> Iterator[pathlib.Path]:
    """The scripts inside the preview's pages, each as a separate file."""
    for page in sorted((PACKAGE / "preview").glob("*.html")):
        for number, text in enumerate(re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S)):
            path = programs.WORK / f"preview-{page.stem}-{number}.js"
            path.write_text(text, "utf-8")
            yield path
