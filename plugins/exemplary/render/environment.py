"""The templates: the site's own first (`overrides/exemplary/` beside mkdocs.yml), then those of the package."""

import functools
import hashlib
import importlib.resources
import pathlib
import re
from collections.abc import Iterable
from typing import Any

import jinja2
import jinja2.bccache
import jinja2.compiler
import jinja2.nodes
import markupsafe

from exemplary import views
from exemplary.diagnostics import ExemplaryError
from exemplary.i18n import locales
from exemplary.render.typography import unbroken

HEADING = "h3"
"""The element for the name on a card, unless the template sets another."""
TEMPLATES = pathlib.Path(str(importlib.resources.files("exemplary.render"))) / "templates"


class Templates:
    """Renders views; every value is escaped, and an unknown name is an error."""

    def __init__(self, root: pathlib.Path) -> None:
        self.own = root / "overrides" / "exemplary"
        self.loader = jinja2.FileSystemLoader([self.own, TEMPLATES])
        self.environment = functools.cache(self._environment)

    @property
    def stamp(self) -> str:
        """A fingerprint of the site's own templates."""
        own = sorted(path for path in self.own.rglob("*") if path.is_file())
        contents = [(path.relative_to(self.own).as_posix(), path.read_bytes()) for path in own]
        return hashlib.blake2b(repr(contents).encode(), digest_size=16).hexdigest()

    def render(self, name: str, language: str, **values: Any) -> str:
        """Render a template.

        An error in the site's own template is reported; one in ours is a bug and keeps its traceback.
        """
        try:
            return self.environment(language).get_template(name).render(**values)
        except jinja2.TemplateError as error:
            if (self.own / name).is_file():
                raise ExemplaryError("template", file=self.own / name, reason=error) from error
            raise

    def faces(self, language: str) -> "Faces":
        faces = self.environment(language).globals["face"]
        assert isinstance(faces, Faces)
        return faces

    def _environment(self, language: str) -> jinja2.Environment:
        """One per language, since Jinja caches a template with the globals of its first use."""
        environment = _Environment(
            loader=self.loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        environment.filters["unbroken"] = unbroken
        environment.globals.update(t=locales.find(language).label, language=language, face=Faces(environment))
        return environment


class _Compiled(jinja2.BytecodeCache):
    """The compiled templates of this process."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()
_SPECIAL = re.compile("[&<>\"']")


def escape(value: object) -> object:
    """As in markupsafe, but plain text without special characters, the usual case, is returned unchanged."""
    return value if value.__class__ is str and not _SPECIAL.search(str(value)) else markupsafe.escape(value)


class _Generator(jinja2.compiler.CodeGenerator):
    """Compiles templates to use our `escape`."""

    def writeline(self, x: str, node: jinja2.nodes.Node | None = None, extra: int = 0) -> None:
        super().writeline(x, node, extra)
        if x.startswith("from jinja2.runtime import"):
            super().writeline(f"from {__name__} import escape")


class _Environment(jinja2.Environment):
    code_generator_class = _Generator


class Faces:
    """The rendered content of each card in one language: rendered once, stored compactly."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self.environment = environment
        self.drawn: dict[tuple[str, str], bytes] = {}

    def __call__(self, card: views.Card, heading: str) -> str:
        key = card.record, heading
        if key not in self.drawn:
            self.drawn[key] = self._draw(card, heading)
        return markupsafe.Markup(self.drawn[key], "utf-8")

    def draw_all(self, cards: Iterable[views.Card]) -> list[bytes]:
        return [self._draw(card, HEADING) for card in cards]

    def keep(self, cards: Iterable[views.Card], drawn: Iterable[bytes]) -> None:
        self.drawn |= {(card.record, HEADING): face for card, face in zip(cards, drawn, strict=True)}

    def _draw(self, card: views.Card, heading: str) -> bytes:
        template: Any = self.environment.get_template("parts.html").module
        return str(template.card_face(card.face(), heading)).encode()
