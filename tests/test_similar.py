"""Likeness: symmetric, the same every time, by what is rare, and in a number of steps that grows with the hub only."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.hub import Hub
from hubgen.insights import similar
from hubgen.insights.similar import Mark, Similar
from tests.checking import checked, record

SECTORS = ["food", "packaging", "chemistry", "energy", "water", "wood", "textile", "health", "ict", "photonics"]
SKILLS = ["smart-packaging", "sensor-technology", "simulation", "imaging", "water-treatment"]
COUNTRIES = ["DE", "SE", "PL", "AT"]


def hub(clusters: list[str], **more: str) -> Hub:
    """A hub of clusters with these keys, numbered, and more files by folder and id."""
    files = {
        f"content/clusters/c{n}.md": record(f"title: Cluster {n:04}\n{keys}", drop="services")
        for n, keys in enumerate(clusters)
    } | {f"content/{name.replace('__', '/')}.md": text for name, text in more.items()}
    found = checked(files, over={})
    assert [issue for issue in found.report.issues if issue.severity == "error"] == []
    return found.hub


def plain(number: int, keys: str = "sectors: [{}]") -> list[str]:
    """Clusters that share little: each sector and country goes round."""
    return [f"country: {COUNTRIES[n % 4]}\n{keys.format(SECTORS[n % 10])}" for n in range(number)]


def alike(found: Hub, name: str = "c0") -> list[str]:
    return [one.entry.id for one in Similar(found).to(found.records[f"clusters/{name}"])]


def test_what_few_have_makes_records_more_alike_than_what_many_have() -> None:
    clusters = plain(80)
    clusters[0] = "country: DE\nsectors: [food]\noffers: [smart-packaging]"
    clusters[7] = "country: PL\nsectors: [ict]\noffers: [smart-packaging]"

    made = hub(clusters)
    found = Similar(made).to(made.records["clusters/c0"])

    assert found[0].entry.id == "c7"
    assert found[0].shared == (Mark("offers", "competences/smart-packaging"),)
    assert Mark("sectors", "sectors/food") in found[1].shared
    assert found[0].score > found[1].score


def test_a_country_alone_makes_nothing_alike() -> None:
    clusters = [f"country: {'NO' if n < 2 else 'DE'}\nsectors: [{SECTORS[n % 10]}]" for n in range(10)]

    assert alike(hub(clusters)) == []


def test_what_most_have_tells_nothing() -> None:
    found = Similar(hub([*plain(19), "form: agency\ncountry: DE\nsectors: [food]"]))
    marks = {mark for one in found.to(found.hub.records["clusters/c0"]) for mark in one.shared}

    assert marks
    assert not any(mark.way == "form" for mark in marks)


def test_members_of_one_partnership_are_alike_by_it() -> None:
    together = "---\ntitle: Both\nsummary: Both.\nforms: [bilateral]\nmembers: [c1, c2]\norigin: hub\n---\nText.\n"
    found = Similar(hub(plain(10), partnerships__both=together))
    first = found.to(found.hub.records["clusters/c1"])[0]

    assert first.entry.id == "c2"
    assert Mark("members", "partnerships/both", "partnerships") in first.shared


def test_what_two_share_over_a_relation_is_part_of_sharing_its_target() -> None:
    service = "---\ntitle: {0}\nsummary: {0}.\ncategory: {1}\npurpose: To help.\norigin: hub\n---\nText.\n"
    services = {
        "services__one": service.format("One", "matchmaking"),
        "services__two": service.format("Two", "strategy"),
    }
    clusters = plain(64)
    for n in (3, 5):
        clusters[n] += "\nservices: [one]"
    found = Similar(hub(clusters, **services))
    first = found.to(found.hub.records["clusters/c3"])[0]

    assert first.entry.id == "c5"
    assert {mark.way for mark in first.shared} >= {"services", "services.category"}
    assert first.score == pytest.approx(5, abs=0.01)  # two of 64 have the service; the category adds nothing


def test_records_that_are_left_out_make_room_for_others() -> None:
    found = Similar(hub(plain(60)))
    entry = found.hub.records["clusters/c0"]
    first = [one.entry.key for one in found.to(entry)]
    rest = [one.entry.key for one in found.to(entry, without=first[:1])]

    assert len(first) == similar.MOST
    assert rest[: similar.MOST - 1] == first[1:]
    assert first[0] not in rest
    assert entry.key not in first + rest


def test_drafts_are_like_nothing() -> None:
    clusters = plain(20)
    clusters[10] += "\ndraft: true"

    assert "c10" not in alike(hub(clusters))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(COUNTRIES), st.sets(st.sampled_from(SECTORS), min_size=1), st.sets(st.sampled_from(SKILLS))),
                min_size=2, max_size=14))  # fmt: skip
def test_a_score_is_the_same_from_both_sides(drawn: list[tuple[str, set[str], set[str]]]) -> None:
    keys = [
        f"country: {country}\nsectors: [{', '.join(sorted(sectors))}]\noffers: [{', '.join(sorted(skills))}]"
        for country, sectors, skills in drawn
    ]
    found = Similar(hub(keys))
    records = found.hub.of_kind("clusters")

    for one in records:
        assert all(found.score(one, other) == found.score(other, one) for other in records)
        for alike in found.to(one, most=len(records)):
            assert alike.score == found.score(one, alike.entry) >= similar.LEAST


def test_the_same_hub_gives_the_same_likeness_in_whatever_order_it_is_asked() -> None:
    first, second = Similar(hub(plain(40))), Similar(hub(plain(40)))
    keys = list(first.hub.records)
    forwards = {key: first.to(first.hub.records[key]) for key in keys}
    backwards = {key: second.to(second.hub.records[key]) for key in reversed(keys)}

    assert {key: [(one.entry.key, one.score) for one in forwards[key]] for key in keys} == {
        key: [(one.entry.key, one.score) for one in backwards[key]] for key in keys
    }


def looked_at(number: int) -> int:
    """How many places of other records are looked at for all records of a hub of that size."""
    dice = random.Random(7)  # noqa: S311 - no secret
    clusters = [
        f"country: {dice.choice(COUNTRIES)}\nsectors: [{', '.join(dice.sample(SECTORS, 3))}]\noffers: [{dice.choice(SKILLS)}]"
        for _ in range(number)
    ]
    found = Similar(hub(clusters))
    marked = found._marked(found.hub.of_kind("clusters")[0].kind)
    return sum(len(others) for n in range(number) for _, others in marked.looked_at(n))


def test_the_steps_grow_with_the_hub_and_not_with_its_square() -> None:
    steps = [(number, looked_at(number)) for number in (300, 600, 1200)]

    assert all(taken <= number * similar.LOOKED_AT for number, taken in steps)
    assert all(more / fewer < 2.1 for (_, fewer), (_, more) in pairwise(steps))


def test_of_a_mark_that_many_have_those_next_to_a_record_are_looked_at() -> None:
    numbers = list(range(0, 1000, 2))

    assert similar._around(numbers, 500, 4) == [496, 498, 500, 502]
    assert similar._around(numbers, 0, 4) == [996, 998, 0, 2]
    assert similar._around(numbers, 998, 4) == [994, 996, 998, 0]
    assert similar._around(numbers[:3], 0, 4) == [0, 2, 4]


def test_what_one_seeks_and_the_other_offers_brings_them_together() -> None:
    challenge = "---\ntitle: A challenge\nsummary: A challenge.\nform: systemic\norganiser: c9\nseeks: [imaging]\norigin: hub\n---\nText.\n"
    clusters = plain(10)
    clusters[1] += "\nseeks: [smart-packaging, imaging]"
    clusters[2] += "\noffers: [smart-packaging]\nseeks: [simulation]"
    clusters[3] += "\noffers: [simulation, imaging]"
    found = Similar(hub(clusters, challenges__one=challenge))

    def answers(key: str) -> list[tuple[str, list[str], list[str]]]:
        ids = [
            (one.entry.key, [key.partition("/")[2] for key in one.offers], [key.partition("/")[2] for key in one.seeks])
            for one in found.answers(found.hub.records[key])
        ]
        return sorted(ids)

    assert answers("clusters/c1") == [("clusters/c2", ["smart-packaging"], []), ("clusters/c3", ["imaging"], [])]
    assert answers("clusters/c2") == [("clusters/c1", [], ["smart-packaging"]), ("clusters/c3", ["simulation"], [])]
    assert answers("challenges/one") == [("clusters/c3", ["imaging"], [])]
    assert answers("clusters/c3") == [
        ("challenges/one", [], ["imaging"]),
        ("clusters/c1", [], ["imaging"]),
        ("clusters/c2", [], ["simulation"]),
    ]
    assert [one.entry.key for one in found.answers(found.hub.records["clusters/c1"], without=["clusters/c2"])] == [
        "clusters/c3"
    ]
