"""Text of a record or a setting in the language of a page, or in the main language if there is none."""

from exemplary import views
from exemplary.i18n.bilingual import Prose, in_language

NOTHING = views.Phrase()


def phrase(text: str | None, language: str, main: str) -> views.Phrase:
    if not text:
        return NOTHING
    if isinstance(text, Prose) and text.text(language):
        return views.Phrase(text.text(language))
    return views.Phrase(in_language(text, main), main if main != language else "")
