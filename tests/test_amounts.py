"""Sums of money in words: what is read, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import amounts
from hubgen.amounts import Sum


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("EUR 4,000", Sum(4000, 4000, "EUR")),
        ("EUR 4,000, fixed", Sum(4000, 4000, "EUR")),
        ("up to EUR 500", Sum(0, 500, "EUR")),
        ("at least EUR 500", Sum(500, None, "EUR")),
        ("EUR 500 to 7,000", Sum(500, 7000, "EUR")),
        ("EUR 500–7,000", Sum(500, 7000, "EUR")),
        ("between EUR 500 and EUR 700", Sum(500, 700, "EUR")),
        ("€500", Sum(500, 500, "EUR")),
        ("500 euros", Sum(500, 500, "EUR")),
        ("DKK 10.000", Sum(10_000, 10_000, "DKK")),
        ("about EUR 1.5 million", Sum(1_500_000, 1_500_000, "EUR")),
        ("1 to 2 million EUR", Sum(1_000_000, 2_000_000, "EUR")),
        ("EUR 4 000", Sum(4000, 4000, "EUR")),
        ("EUR 0.50", Sum(0.5, 0.5, "EUR")),
        ("free of charge", Sum(0, 0, "")),
        ("0", Sum(0, 0, "")),
    ],
)
def test_a_sum_is_read(words: str, found: Sum) -> None:
    assert amounts.read(words) == found


@pytest.mark.parametrize(
    "words",
    ["", "174", "60 firms", "EUR 50 per participant", "EUR 5 a month", "EUR 5, then EUR 7", "EUR 5 and EUR 7",
     "10 % of EUR 500", "5 SEKtions", "EUR", "a small fee"],
)  # fmt: skip
def test_what_is_not_plainly_one_sum_is_not_guessed(words: str) -> None:
    assert amounts.read(words) is None


PIECES = st.sampled_from(
    [
        "EUR ",
        "€",
        "up to ",
        "between ",
        "and ",
        "to ",
        "500 ",
        "7,000 ",
        "1.5 ",
        "million ",
        "k ",
        "DKK",
        "0",
        "per ",
        "–",
    ]
)


@given(st.text(max_size=300) | st.lists(PIECES, max_size=8).map("".join))
def test_any_words_are_read_or_left_alone(words: str) -> None:
    found = amounts.read(words)

    assert found is None or (found.least >= 0 and (found.most is None or found.most >= found.least))
