"""What readers see: labels, numbers and dates in each language."""

import decimal
import pathlib
import re
import string

import hypothesis
import pytest
import yaml
from hypothesis import strategies

from exemplary.i18n import dates, locales
from tests.wording import labels

HERE = pathlib.Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases" / "locales.yml").read_text("utf-8"))
OTHERS_WORDS = yaml.safe_load((HERE / "cases" / "languages.yml").read_text("utf-8"))["words not in"]
DATES = yaml.safe_load((HERE / "cases" / "dates.yml").read_text("utf-8"))["good"]


def each(cases: list[dict]) -> list[tuple[dict, str]]:
    return [(case, code) for case in cases for code in locales.CODES]


def slots(label: locales.Label) -> set[str]:
    forms = [label] if isinstance(label, str) else label.values()
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}


@pytest.mark.parametrize(("case", "code"), each(DATES), ids=str)
def test_dates(case: dict, code: str) -> None:
    assert locales.find(code).date(dates.parse(case["written"])) == case[code]


@pytest.mark.parametrize(("case", "code"), each(CASES["numbers"]), ids=str)
def test_numbers(case: dict, code: str) -> None:
    assert locales.find(code).number(decimal.Decimal(case["value"])) == case[code]


@pytest.mark.parametrize(("case", "code"), each(CASES["percents"]), ids=str)
def test_percents(case: dict, code: str) -> None:
    assert locales.find(code).percent(decimal.Decimal(case["value"])) == case[code]


@pytest.mark.parametrize(("case", "code"), each(CASES["done"]), ids=str)
def test_when_something_was_done(case: dict, code: str) -> None:
    assert locales.find(code).on(dates.parse(case["date"])) == case[code]


@pytest.mark.parametrize(("case", "code"), each(CASES["lasted"]), ids=str)
def test_from_when_to_when_something_lasted(case: dict, code: str) -> None:
    start, end = (dates.parse(str(case[name])) if case[name] else None for name in ("from", "to"))
    assert locales.find(code).between(start, end) == case[code]


@pytest.mark.parametrize(("case", "code"), each(CASES["labels"]), ids=str)
def test_labels(case: dict, code: str) -> None:
    assert locales.find(code).label(case["key"], **case["values"]) == case[code]


def test_every_language_has_the_same_labels_with_the_same_slots() -> None:
    tables = [locales.find(code).labels for code in locales.CODES]
    shapes = [{key: slots(label) - {"day", "month", "name"} for key, label in table.items()} for table in tables]
    assert shapes[0] == shapes[1]


def spoken(text: str) -> str:
    """The words of a label, without slots and without text to be typed, which is the same in every language."""
    return re.sub(r"\{\{.*?\}\}|\{[^{}]*\}|`[^`]*`|“[^”]*”|\([^)]*…[^)]*\)|\[\[.*?\]\]", "", text)


def test_labels_are_translated_but_for_those_that_are_listed() -> None:
    vi, en = labels("vi"), labels("en")
    same = {key for key in vi.keys() & en.keys() if vi[key] == en[key] and re.search(r"[^\W\d_]", spoken(vi[key]))}
    assert same == set(CASES["same"])


def test_english_labels_have_no_vietnamese_letter() -> None:
    found = {key for key, text in labels("en").items() if not re.sub("[“”‘’–…→]", "", spoken(text)).isascii()}
    assert found == set(CASES["foreign"])


def test_vietnamese_labels_are_written_in_vietnamese() -> None:
    """Three words in a row without marks are not Vietnamese, and neither is a word that only English has."""
    words = re.compile(rf"(?<!\w)(?:{'|'.join(OTHERS_WORDS['vi'])})(?!\w)", re.IGNORECASE)
    shown = {key: spoken(text) for key, text in labels("vi").items() if ": " not in key}
    unmarked = {key for key, text in shown.items() if text.isascii() and len(re.findall(r"[a-zA-Z]+", text)) > 2}
    assert unmarked | {key for key, text in shown.items() if words.search(text)} == set(CASES["foreign"])


def test_every_plural_form_of_a_language_is_there() -> None:
    for code in locales.CODES:
        labels = locales.find(code).labels.values()
        assert all(label.keys() == {"one", "other"} for label in labels if not isinstance(label, str))


def test_labels_are_clean() -> None:
    for code in locales.CODES:
        for key, label in locales.find(code).labels.items():
            for text in [label] if isinstance(label, str) else label.values():
                assert text.strip(" ") == text, key
                assert text, key


def test_missing_label_slot_or_language() -> None:
    locale = locales.find("vi")
    with pytest.raises(KeyError):
        locale.label("kind.nothing")
    with pytest.raises(KeyError):
        locale.label("page.year")
    with pytest.raises(KeyError):
        locales.find("en").label("count.individuals")
    with pytest.raises(LookupError):
        locales.find("fr")
    assert locale.has("kind.individuals")
    assert not locale.has("kind.nothing")


@hypothesis.given(
    strategies.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
)
def test_number_can_be_read_back(value: decimal.Decimal) -> None:
    vietnamese = locales.find("vi").number(value)
    assert decimal.Decimal(vietnamese.replace(".", "").replace(",", ".")) == value
    assert decimal.Decimal(locales.find("en").number(value).replace(",", "")) == value
