"""Line breaks in Vietnamese text."""

import re

import markupsafe

_PART = r"\w(?:[\w.]{0,6}\w)?"
_CODE = re.compile(rf"(?<![\w./–-])(?=[^\s&]{{0,14}}\d){_PART}(?:[–/-]{_PART}){{1,3}}(?![\w/–-])")
"""01-KL/TW, 2021–2022, 19/5/2024: short, with a digit; excludes a full stop at the end of a sentence."""


def unbroken(text: str) -> markupsafe.Markup:
    """Escaped text in which document numbers, year ranges and dates do not break across lines."""
    escaped = str(markupsafe.escape(text))
    if not any(sign in escaped for sign in "-–/"):
        return markupsafe.Markup(escaped)
    return markupsafe.Markup(_CODE.sub(r'<span class="whole">\g<0></span>', escaped))
