"""Places by their codes."""

from __future__ import annotations

from hubgen import places


def test_labels_of_regions_are_those_that_their_package_gives() -> None:
    labels = places._read_labels()

    assert labels == places._imported_labels()
    assert (labels["DE2"], labels["UKK11"]) == ("Bayern", "Bristol, City of")
