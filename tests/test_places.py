"""Places by their codes."""

from __future__ import annotations

from hubgen import places


def test_labels_of_regions_are_those_that_their_package_gives() -> None:
    labels = places._read_labels()

    assert labels == places._imported_labels()
    assert (labels["DE2"], labels["UKK11"]) == ("Bayern", "Bristol, City of")


def test_countries_are_called_by_their_own_names_too() -> None:
    assert places.own_names("BE") == ("België", "Belgique", "Belgien")
    assert places.own_names("GB") == ()
    assert places.own_names("XX") == ()
