"""The types of text that is written once for all languages, or as `{vi: …, en: …}`."""

from collections.abc import Callable
from typing import Annotated

import pydantic

from exemplary.i18n.bilingual import LANGUAGES, Prose
from exemplary.records.schema.types.base import fault
from exemplary.records.schema.types.scalars import line, text


def _prose(read: Callable[[object], str]) -> Callable[[object], str]:
    def validate(value: object) -> str:
        if not isinstance(value, dict):
            return read(value)
        texts = {language: read(words) for language, words in value.items() if words is not None}
        return Prose(**texts) if texts and set(texts) <= set(LANGUAGES) else fault("wrong-shape", shape="prose")

    return validate


_SCHEMA = pydantic.WithJsonSchema({"type": "string"})
prose_line, prose_text = _prose(line), _prose(text)
ProseLine = Annotated[str, pydantic.PlainValidator(prose_line), _SCHEMA]
ProseText = Annotated[str, pydantic.PlainValidator(prose_text), _SCHEMA]
