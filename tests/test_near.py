""" "Did you mean": what is taken for a slip, and what is not."""

from __future__ import annotations

import pytest

from hubgen.near import Near, nearest

KEYS = ["title", "summary", "country", "same_as", "as_of", "url", "website"]
IDS = ["foodregio", "umweltcluster-bayern", "multicluster-mazovia", "clusterland-ict", "clusterland-wood", "its-owl"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("conutry", "country"),
        ("Same-As", "same_as"),
        ("ulr", "url"),
        ("asof", "as_of"),
        ("summery", "summary"),
        ("colour", ""),
        ("", ""),
    ],
)
def test_the_nearest_of_a_few(word: str, meant: str) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("FoodRegio", "foodregio", id="capitals"),
        pytest.param("its_owl", "its-owl", id="an underscore"),
        pytest.param("food regio", "foodregio", id="a blank"),
        pytest.param("fodregio", "foodregio", id="a letter left out"),
        pytest.param("foodreggio", "foodregio", id="a letter too many"),
        pytest.param("foodrexio", "foodregio", id="another letter"),
        pytest.param("foodergio", "foodregio", id="two letters exchanged"),
        pytest.param("umweltcluster", "umweltcluster-bayern", id="the beginning of an id"),
        pytest.param("clusterland-wod", "clusterland-wood", id="the nearer of two"),
        pytest.param("packbridge", "", id="nothing like it"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_nearest_of_many(word: str, meant: str) -> None:
    assert Near(IDS)(word) == meant


def test_of_two_as_near_the_first_in_the_alphabet_is_meant_whatever_their_order() -> None:
    assert Near(["area-1", "area-2"])("area-3") == Near(["area-2", "area-1"])("area-3") == "area-1"


def test_words_without_end_are_compared_by_their_beginnings() -> None:
    assert Near(["a" * 5_000 + "b"])("a" * 5_000 + "c") == "a" * 5_000 + "b"
