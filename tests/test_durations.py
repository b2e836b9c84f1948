"""Lengths of time in words: what is read, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import durations
from hubgen.check import check
from hubgen.durations import Span
from hubgen.schema import values_at
from hubgen.source import Disk
from tests.checking import ROOT, TODAY

MONTH = 365.25 / 12


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("half a day", 0.5, 0.5),
        ("Half an hour", 0.0625, 0.0625),
        ("four hours", 0.5, 0.5),
        ("four hours on one afternoon, with follow-up afterwards", 0.5, 0.5),
        ("an afternoon", 0.5, 0.5),
        ("two half-days", 1, 1),
        ("two half-day workshops", 1, 1),
        ("a two-day", None, None),
        ("two-day workshop", 2, 2),
        ("1.5 days", 1.5, 1.5),
        ("1½ hours", 0.1875, 0.1875),
        ("one and a half days", 1.5, 1.5),
        ("2–3 hours", 0.25, 0.375),
        ("2 to 3 weeks", 14, 21),
        ("between two and three hours", 0.25, 0.375),
        ("half a day to a week", 0.5, 7),
        ("about six months for the platform", 6 * MONTH, 6 * MONTH),
        ("a couple of months for the dialogue; the rest is not told", 2 * MONTH, 2 * MONTH),
        ("within three weeks of the completed form", 0, 21),
        ("up to 12 months", 0, 12 * MONTH),
        ("at least 3 months", 3 * MONTH, None),
        ("more than a year", 365.25, None),
        ("one week and two days", 9, 9),
        ("a week plus a day", 8, 8),
        ("ten working days", 10, 10),
        ("3\u00a0weeks", 21, 21),
    ],
)
def test_a_length_is_read_as_days(words: str, least: float | None, most: float | None) -> None:
    found = durations.read(words)

    if least is None:
        assert found is None
    else:
        assert found is not None
        assert found.least == pytest.approx(least)
        assert found.most == (None if most is None else pytest.approx(most))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "long-term",
        "long-term, with regular meetings",
        "alongside the workshops",
        "the first part of the afternoon",
        "the second part; four hours for the whole event",
        "several weeks",
        "a few days",
        "two hours a week",
        "a day per participant",
        "a day every month",
        "once a year",
        "10",
        "1 to 2",
        "three to two days",
        "six months to one",
        "two days, three months later",
        "since 2011",
        "4:00",
    ],
)
def test_what_is_not_plainly_one_length_is_not_guessed(words: str) -> None:
    assert durations.read(words) is None


def test_lengths_add_up_and_an_open_end_stays_open() -> None:
    assert Span(1, 2) + Span(0.5, 0.5) == Span(1.5, 2.5)
    assert Span(1, None) + Span(1, 1) == Span(2, None)


PIECES = st.sampled_from(["about ", "up to ", "at least ", "between ", "half a ", "two ", "a ", "12 ", "1.5 ", "2–3 ", "to ", "and ", "plus ",
                          "hour ", "half-day ", "days ", "months ", "weeks", "; ", "(", "per ", "a couple of "])  # fmt: skip


@given(st.text(max_size=300) | st.lists(PIECES, max_size=8).map("".join))
def test_any_words_are_read_or_left_alone(words: str) -> None:
    found = durations.read(words)

    assert found is None or (found.least >= 0 and (found.most is None or found.most >= found.least))


def test_of_the_hubs_own_content_what_can_be_read_is_read() -> None:
    """Every length of time in the records, with what is made of it."""
    disk = Disk(ROOT)
    hub = check(disk, today=TODAY, exists=disk.has).hub
    ways = (("duration",), ("steps", "*", "duration"))
    told = sorted({value for e in hub.records.values() for way in ways if hasattr(e.record, way[0])
                   for _, value in values_at(e.record, way)})  # fmt: skip

    assert {words: round(found.most or 0, 1) if (found := durations.read(words)) else None for words in told} == {
        "a couple of months": 60.9,
        "a couple of months for the dialogue": 60.9,
        "a couple of months for the dialogue; the report gives no time for the other parts": 60.9,
        "about six months": 182.6,
        "about six months for the platform": 182.6,
        "alongside the workshops": None,
        "four hours on one afternoon, with follow-up afterwards": 0.5,
        "half a day": 0.5,
        "long-term": None,
        "long-term, with regular meetings": None,
        "the first part of the afternoon": None,
        "the second part; four hours for the whole event": None,
        "three weeks from the completed form to the answer": 21.0,
        "up to three weeks from the completed form to the answer": 21.0,
        "within three weeks of the completed form": 21.0,
    }
