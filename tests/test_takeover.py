"""What it takes to take a practice over: read where it is told, unknown where it is not."""

from __future__ import annotations

import pytest

from hubgen.amounts import Sum
from hubgen.durations import Span
from hubgen.insights.coverage import Coverage
from hubgen.insights.takeover import Practice, Practices, Time, common_roles, role_key
from tests.checking import checked, record

SERVICE = (
    "---\ntitle: Dating\nsummary: A service.\ncategory: matchmaking\npurpose: To meet.\n{}origin: hub\n---\nText.\n"
)
CASE = "---\ntitle: A case\nsummary: A case.\nservices: [dating]\nproblem: Too few meet.\n{}origin: hub\n---\nText.\n"


def practices(case: str = "", service: str = "", **clusters: str) -> Practices:
    files = {"content/services/dating.md": SERVICE.format(service), "content/cases/one.md": CASE.format(case)}
    files |= {
        f"content/clusters/{name}.md": record(f"title: {name}\n{keys}", drop="services")
        for name, keys in clusters.items()
    }
    found = checked(files, over={})
    assert [issue for issue in found.report.issues if issue.severity == "error"] == []
    return Practices(found.hub, Coverage(found.hub))


def case(keys: str) -> Practice:
    found = practices(keys)
    return found.of(found.hub.records["cases/one"])


def test_kinds_that_tell_what_it_takes_are_found() -> None:
    assert [entry.key for entry in practices().entries] == ["services/dating", "cases/one"]


def test_what_is_not_told_is_unknown() -> None:
    found = case("")

    assert found.time == Time()
    assert (found.money.words, found.money.sum, found.money.funding) == ((), None, "")
    assert found.roles == found.resources == ()


def test_the_time_is_that_of_the_whole_where_it_is_told() -> None:
    found = case("duration: half a day\nsteps: [{title: Meet, duration: a week}]\n")

    assert found.time == Time(words=("half a day",), span=Span(0.5, 0.5))


def test_else_the_steps_add_up_if_all_of_them_tell_theirs() -> None:
    found = case("steps: [{title: Ask, duration: half a day}, {title: Meet, duration: 2 to 3 days}]\n")

    assert found.time == Time(("half a day", "2 to 3 days"), Span(2.5, 3.5), stated=2, steps=2)


def test_if_some_steps_tell_no_time_the_sum_has_no_end() -> None:
    found = case(
        "steps: [{title: Ask, duration: half a day}, {title: Meet}, {title: Go on, duration: as long as it takes}]\n"
    )

    assert found.time == Time(("half a day", "as long as it takes"), Span(0.5, None), stated=1, steps=3)


def test_a_time_that_cannot_be_read_keeps_its_words() -> None:
    assert case("duration: long-term\n").time == Time(words=("long-term",))
    assert case("steps: [{title: Meet, duration: long-term}]\n").time == Time(words=("long-term",), steps=1)


@pytest.mark.parametrize(
    ("cost", "found"),
    [
        ("EUR 500", Sum(500, 500, "EUR")),
        ("[{value: up to EUR 500}, {value: 'EUR 4,000', note: A larger one.}]", Sum(0, 4000, "EUR")),
        ("[EUR 500, a small fee]", None),
        ("[EUR 500, DKK 500]", None),
        ("[{value: free of charge}, {value: at least EUR 10}]", Sum(0, None, "EUR")),
    ],
)
def test_costs_come_to_a_range_where_all_of_them_can_be_read(cost: str, found: Sum | None) -> None:
    assert case(f"cost: {cost}\n").money.sum == found


def test_the_note_of_a_cost_stands_with_it() -> None:
    assert case("cost: {value: EUR 500, note: For a trip.}\n").money.words == ("EUR 500 (For a trip)",)


def test_sectors_are_those_of_who_does_it_and_are_shown_by_them() -> None:
    found = practices("clusters: [a, b]\n", a="sectors: [food, wood]", b="sectors: [food]", c="sectors: [ict]")
    sectors = found.sectors(found.hub.records["cases/one"])

    assert {sector: [one.id for one in shown] for sector, shown in sectors.items()} == {
        "food": ["a", "b"],
        "wood": ["a"],
    }


def test_a_service_is_used_where_those_are_that_provide_it_or_show_it() -> None:
    found = practices(
        "clusters: [a]\n", a="sectors: [food]", b="sectors: [wood]\nservices: [dating]", c="sectors: [ict]"
    )
    sectors = found.sectors(found.hub.records["services/dating"])

    assert {sector: [one.id for one in shown] for sector, shown in sectors.items()} == {"food": ["a"], "wood": ["b"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cluster manager", "cluster managers"),
        ("Cluster manager", "Cluster manager (host)"),
        ("Cluster manager", "Cluster management of foodRegio"),
        ("Cluster managements", "Cluster manager"),
        ("Company", "Companies in the cluster"),
        ("Expert", "Experts"),
    ],
)
def test_a_role_is_the_same_in_whatever_wording(one: str, other: str) -> None:
    assert role_key(one) == role_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cluster manager", "Cluster organisation"),
        ("Member", "Member cluster"),
        ("Problem owner", "Owner"),
        ("Press", "Pres"),
    ],
)
def test_roles_of_other_words_stay_apart(one: str, other: str) -> None:
    assert role_key(one) != role_key(other)


def test_common_roles_are_those_of_most_practices_in_their_commonest_wording() -> None:
    named = [("Companies", "Chair"), ("Companies of the group", "Member"), ("Company",), ("Member", "Members")]

    assert common_roles(named, most=2) == [("company", "Companies"), ("member", "Member")]
    assert common_roles(named, most=9, least=1)[-1] == ("chair", "Chair")
