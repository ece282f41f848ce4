"""Made-up commended people, collectives and models: the same on every run, for any number of records.

They are all fictional: the province is “tỉnh Mẫu” (sample province), and every address is below example.org. A story
has
about 300 words. The first N records are the same for any total, except for the records they are related to.
"""

import dataclasses
import functools
import random
import unicodedata
from collections.abc import Iterator

from tests.benchmarks.words import (
    ACTS,
    BODIES,
    COMMUNE_A,
    COMMUNE_B,
    CROPS,
    FAMILY,
    FIELDS,
    FORMS,
    GIVEN,
    MIDDLE,
    MODELS,
    OPENINGS,
    SUBJECTS,
    TAILS,
    UNITS,
    VERBS,
)

YEARS = range(2006, 2027)
COMMUNES = 168
KINDS = {"individuals": 60, "collectives": 25, "models": 15}  # percent


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One record, before it is written in any form; `related` are the indexes of others."""

    kind: str
    slug: str
    name: str
    place: str
    commune: str
    fields: tuple[str, ...]
    year: int
    summary: str
    body: str
    form: str
    by: str
    at_conference: bool
    english: bool
    decision: str
    date: str
    sources: tuple[tuple[str, str], ...]
    related: tuple[int, ...] = ()


def entries(count: int, seed: int = 1) -> list[Entry]:
    chance = random.Random(seed)
    made = list(_drawn(count, chance))
    return [dataclasses.replace(entry, related=_related(number, count, chance)) for number, entry in enumerate(made)]


def addition(count: int, seed: int = 1) -> Entry:
    """The record after the first `count`."""
    *_, last = _drawn(count + 1, random.Random(seed))
    return dataclasses.replace(last, related=tuple(range(min(count, 3))))


def fold(text: str) -> str:
    """ASCII slug of Vietnamese text."""
    parted = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign)).lower()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


# The order of these draws from `chance` determines the result


def _drawn(count: int, chance: random.Random) -> Iterator[Entry]:
    communes = _communes(chance)
    return (_entry(number, communes, chance) for number in range(count))


def _communes(chance: random.Random) -> list[str]:
    names = sorted({f"xã {first} {second}" for first in COMMUNE_A for second in COMMUNE_B if first != second})
    chance.shuffle(names)
    return list({fold(name): name for name in names}.values())[:COMMUNES]


def _entry(number: int, communes: list[str], chance: random.Random) -> Entry:
    kind = chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    commune = chance.choice(communes)
    year = YEARS[0] + int(20 * chance.random() ** 0.6)
    names = {
        "individuals": _person(chance),
        "collectives": f"{chance.choice(UNITS)} {commune}",
        "models": f"Mô hình {chance.choice(MODELS)} {commune}",
    }
    summary, body = _story(commune, year, number, chance)
    return Entry(
        kind=kind,
        slug=f"{fold(names[kind])}-{number:06d}",
        name=names[kind],
        place=fold(commune),
        commune=commune,
        fields=tuple(chance.sample(sorted(FIELDS), chance.choice((1, 1, 2, 3)))),
        year=year,
        summary=summary,
        body=body,
        form=chance.choice([form for form, (_, _, to) in sorted(FORMS.items()) if kind[:-1] in to]),
        by=chance.choice(sorted(BODIES)),
        at_conference=chance.random() < 0.33,
        english=chance.random() < 0.05,
        decision=f"{chance.randint(1, 4999)}/QĐ-UBND",
        date=f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        sources=(
            (f"Báo địa phương số {chance.randint(1, 9999)}", f"https://example.org/nguon/{number}"),
            ("Hồ sơ khen thưởng", f"https://example.org/ho-so/{number}"),
        ),
    )


def _story(commune: str, year: int, number: int, chance: random.Random) -> tuple[str, str]:
    """The summary, and the story as Markdown."""
    sentence = functools.partial(_sentence, commune, year, chance)
    parts = [
        _paragraph(3, sentence),
        "## Bối cảnh",
        _paragraph(2, sentence).replace("nhân dân", "**nhân dân**", 1),
        "## Cách làm",
        _paragraph(1, sentence),
        "\n".join(f"- {sentence()}" for _ in range(3)),
        "> " + sentence(),
        "## Kết quả",
        _paragraph(1, sentence).replace("triệu đồng", "*triệu đồng*", 1)
        + f" Xem [cổng thông tin](https://example.org/tin/{number}).",
    ]
    summary = sentence()
    return summary if len(summary) <= 195 else summary[:195].rsplit(" ", 1)[0] + "…", "\n\n".join(parts)


def _paragraph(sentences: int, sentence: functools.partial[str]) -> str:
    return " ".join(sentence() for _ in range(sentences))


def _sentence(commune: str, year: int, chance: random.Random) -> str:
    words = {
        "xa": commune,
        "ten": _person(chance),
        "n": chance.randint(2, 980),
        "y": year,
        "crop": chance.choice(CROPS),
    }
    text = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ACTS)}, {chance.choice(TAILS)}."
    if chance.random() < 0.7:
        text = f"{chance.choice(OPENINGS)} {text}"
    text = text.format(**words)
    return text[0].upper() + text[1:]


def _person(chance: random.Random) -> str:
    return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"


def _related(number: int, count: int, chance: random.Random) -> tuple[int, ...]:
    return tuple(sorted({chance.randrange(count) for _ in range(4)} - {number}))
