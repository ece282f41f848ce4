"""Dates: accepted forms, suggestions for others, and their order."""

import datetime
import pathlib

import hypothesis
import pytest
import yaml
from hypothesis import strategies

from exemplary.i18n.dates import BadDate, Day, PartialDate, parse

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "cases" / "dates.yml").read_text("utf-8"))


def precisions(date: datetime.date) -> strategies.SearchStrategy[Day]:
    return strategies.sampled_from([Day(date.year), Day(date.year, date.month), Day(date.year, date.month, date.day)])


DAYS = strategies.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 30)).flatmap(precisions)
DATES = (
    strategies.builds(lambda day, uncertain: PartialDate(day, day, uncertain, "single"), DAYS, strategies.booleans())
    | DAYS.map(lambda day: PartialDate(None, day, False, "before"))
    | DAYS.map(lambda day: PartialDate(day, None, False, "after"))
    | strategies.tuples(DAYS, DAYS)
    .filter(lambda ends: ends[0].first <= ends[1].last)
    .map(lambda ends: PartialDate(*ends, False, "period"))
)


@pytest.mark.parametrize("case", CASES["good"], ids=lambda case: case["written"])
def test_good(case: dict) -> None:
    date = parse(case["written"])
    assert (str(date), str(date.last), date.year) == (case["written"], case["last"], case["year"])


@pytest.mark.parametrize("text", CASES["bad"])
def test_bad(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse(text)
    assert (caught.value.text, caught.value.suggestion) == (text, CASES["bad"][text])


@hypothesis.given(DATES)
def test_written_and_read_again(date: PartialDate) -> None:
    assert parse(str(date)) == date


@hypothesis.given(DAYS)
def test_a_day_lies_within_itself(day: Day) -> None:
    assert day.first <= day.last < day.following.first
    assert len([part for part in day.following if part]) == len([part for part in day if part])


@hypothesis.given(strategies.text() | strategies.text(alphabet="0123456789-/.? từđến–"))
def test_any_text_is_a_date_or_a_mistake(text: str) -> None:
    try:
        assert str(parse(text)) == text
    except BadDate as mistake:
        assert mistake.suggestion is None or str(parse(mistake.suggestion)) == mistake.suggestion


def test_a_long_text_is_refused_at_once() -> None:
    for sign in "/?-1 ":
        with pytest.raises(BadDate):
            parse(f"x{sign * 100_000}x")


def test_sorted_by_the_last_possible_day() -> None:
    written = ["../2023", "2024-01-31", "2024-02", "2016/2024-03-01", "2024-06/..", "2024?"]
    mixed = written[::-1]
    assert sorted(mixed, key=lambda text: parse(text).last) == written


def test_only_a_single_date_is_for_machines() -> None:
    assert parse("2024-05?").iso == "2024-05"
    assert parse("2016/2021").iso is None
