"""How Vietnamese text breaks into lines."""

import re

import markupsafe

_PART = r"\w(?:[\w.]{0,6}\w)?"
_CODE = re.compile(rf"(?<![\w./–-])(?=[^\s&]{{0,14}}\d){_PART}(?:[–/-]{_PART}){{1,3}}(?![\w/–-])")
"""01-KL/TW, 2021–2022, 19/5/2024: short, with a figure in it; a sentence's own full stop stays outside."""


def unbroken(text: str) -> markupsafe.Markup:
    """Text, escaped, in which numbers of documents, years and dates keep their parts on one line."""
    escaped = str(markupsafe.escape(text))
    if not any(sign in escaped for sign in "-–/"):
        return markupsafe.Markup(escaped)
    return markupsafe.Markup(_CODE.sub(r'<span class="whole">\g<0></span>', escaped))
