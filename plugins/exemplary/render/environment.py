"""The templates: the site's own first (`overrides/exemplary/` beside mkdocs.yml), then those of the package."""

import functools
import importlib.resources
import pathlib
from typing import Any

import jinja2
import markupsafe

from exemplary import locales

TEMPLATES = pathlib.Path(str(importlib.resources.files("exemplary.render"))) / "templates"


class Templates:
    """Renders views; every value is escaped, and an unknown name is an error."""

    def __init__(self, root: pathlib.Path) -> None:
        loader = jinja2.FileSystemLoader([root / "overrides" / "exemplary", TEMPLATES])
        self.environment = jinja2.Environment(
            loader=loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals["icon"] = self._icon
        self.template = functools.cache(self._template)

    def render(self, name: str, language: str, **values: Any) -> str:
        return self.template(name, language).render(**values)

    def _template(self, name: str, language: str) -> jinja2.Template:
        locale = locales.find(language)
        return self.environment.get_template(name, globals={"t": locale.label, "language": language})

    def _icon(self, name: str) -> markupsafe.Markup:
        source, _, _ = self.environment.loader.get_source(self.environment, f"icons/{name}.svg")  # type: ignore[union-attr]
        return markupsafe.Markup(source.strip())
