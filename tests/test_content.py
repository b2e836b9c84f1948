"""The hub's own content: without a fault, true to the traps of its source, and in its own words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from typing import Any

import pytest

from hubgen.check import Checked, check
from hubgen.hub import RecordEntry
from hubgen.schema import Address, Claim
from hubgen.source import Disk
from tests.checking import ROOT
from tests.shingles import digest, known, runs, words

CONTENT = ROOT / "content"
TODAY = dt.date(2026, 11, 27)
"""The day on which the content was last looked through as a whole."""
FILES = sorted(path for path in CONTENT.rglob("*") if path.suffix in {".md", ".yml"})


@cache
def real() -> Checked:
    disk = Disk(ROOT)
    return check(disk, today=TODAY, exists=disk.has)


def entry(key: str) -> RecordEntry:
    return real().hub.records[key]


def record(key: str) -> Any:
    return entry(key).record


def claims(key: str, field: str) -> dict[str, str | None]:
    """The values of a figure, each with the section that has it."""
    return {claim.value: claim.section for claim in getattr(record(key), field) if isinstance(claim, Claim)}


# --- without a fault --------------------------------------------------------------------------------------------------


def test_the_content_is_clean_but_for_what_only_its_owner_knows() -> None:
    assert [issue for issue in real().report.issues if issue.code != "HG902"] == []


def test_what_the_owner_must_fill_in_is_on_the_pages_that_name_the_owner() -> None:
    pages = {issue.path for issue in real().report.issues}

    assert pages <= {f"content/{page}.md" for page in ("imprint", "privacy", "accessibility", "about/contribute")}


def test_nothing_is_a_draft() -> None:
    assert real().hub.index.hidden == {}


# --- as much as the source names --------------------------------------------------------------------------------------


def test_there_are_as_many_records_as_the_source_names() -> None:
    assert {kind.folder: len(real().hub.of_kind(kind.folder)) for kind in real().hub.kinds} == {
        "clusters": 41,
        "services": 24,
        "cases": 18,
        "templates": 22,
        "white-papers": 17,
        "partnerships": 20,
        "challenges": 4,
        "programmes": 7,
    }


def test_the_categories_are_the_six_in_their_order_and_strategy() -> None:
    assert [term.id for term in real().hub.vocabularies["categories"].terms] == [
        "market-intelligence",
        "matchmaking",
        "project-development",
        "technology-transfer",
        "innovation-vouchers",
        "strategic-collaboration",
        "strategy",
    ]


def test_there_are_ten_emerging_industries() -> None:
    assert [term.label.title() for term in real().hub.vocabularies["industries"].terms] == [
        "Advanced Packaging",
        "Biopharmaceuticals",
        "Blue Growth Industries",
        "Creative Industries",
        "Digital Industries",
        "Environmental Industries",
        "Experience Industries",
        "Logistical Services",
        "Medical Devices",
        "Mobility Technologies",
    ]


def test_there_are_thirteen_european_strategic_cluster_partnerships() -> None:
    forms = Counter(form for one in real().hub.of_kind("partnerships") for form in record(one.key).forms)

    assert forms == {"escp": 13, "special-interest-group": 5, "strategic-network": 1, "meta-cluster": 1, "bilateral": 1}


def test_members_are_those_that_are_named() -> None:
    def members(key: str) -> set[str]:
        return {member.ref for member in record(f"partnerships/{key}").members}

    assert members("food-innovation-3p4i") == {
        "secpho",
        "optitec",
        "foodregio",
        "food-processing-initiative",
        "packaging-cluster",
    }
    assert len(members("international-cleantech-network")) == 8
    assert claims("partnerships/international-cleantech-network", "member_count") == {"16": "3.6.1"}
    assert not record("partnerships/international-cleantech-network").members_complete
    assert len(members("multicluster-mazovia")) == 9
    assert members("foodregio-packbridge") == {"foodregio", "packbridge"}


# --- the traps --------------------------------------------------------------------------------------------------------


def test_figures_that_the_source_contradicts_are_both_kept_with_their_sections() -> None:
    for case in ("its-owl-technology-transfer", "integrated-service-portfolio"):
        found = claims(f"cases/{case}", "evidence")
        assert (found["more than 30"], found["nearly 50"]) == ("2", "3.4")
    assert "more than 30" in entry("clusters/its-owl").text
    assert "nearly 50" in entry("clusters/its-owl").text
    assert claims("clusters/its-owl", "team_size") == {"14": "2"}


def test_oslo_is_in_norway() -> None:
    assert record("clusters/oreec").country == "NO"
    assert [one.key for one in real().hub.records.values() if "NO" in str(getattr(one.record, "country", ""))] == [
        "clusters/oreec"
    ]


def test_four_hours_are_four_hours() -> None:
    assert "four hours" in claims("cases/environmental-technology-meets", "evidence")


def test_one_body_under_several_kinds_is_tied_both_ways() -> None:
    def same(key: str) -> set[str]:
        ties = (*real().hub.out[key], *real().hub.into[key])
        return {end for tie in ties if tie.name == "same_as" for end in (tie.source, tie.target)} - {key}

    mazovia = {
        "clusters/multicluster-mazovia",
        "partnerships/multicluster-mazovia",
        "cases/multicluster-mazovia-collaboration",
    }
    for key in mazovia:
        assert same(key) == mazovia - {key}
    assert same("partnerships/international-cleantech-network") == {"cases/running-the-cleantech-network"}


def test_one_partnership_may_have_two_forms() -> None:
    assert set(record("partnerships/international-cleantech-network").forms) == {"strategic-network", "escp"}


def test_organisations_of_clusters_are_told_from_clusters() -> None:
    assert record("clusters/multicluster-mazovia").form == "meta-cluster"
    assert record("clusters/clusterland-upper-austria").form == "host"
    assert record("clusters/ecoplus").form == "agency"
    assert set(record("clusters/mechatronics-cluster").hosted_by) == {"clusterland-upper-austria", "ecoplus"}
    hosted = [tie.source for tie in real().hub.into["clusters/clusterland-upper-austria"] if tie.name == "hosted_by"]
    assert len(hosted) == 7


def test_a_successor_names_what_it_came_from() -> None:
    assert record("clusters/clean").successor_of == ("copenhagen-cleantech-cluster",)
    assert record("clusters/copenhagen-cleantech-cluster").state == "merged"


@pytest.mark.parametrize(
    ("challenge", "phase", "expected"),
    [
        ("big-data-digital-infrastructure", "Implementation", "by end 2014"),
        ("building-and-construction-waste", "Tender and competitive dialogue", "by end 2014"),
        ("waste-plastics", "Tender and competitive dialogue", "by August 2014"),
    ],
)
def test_what_was_expected_stays_as_it_was_worded(challenge: str, phase: str, expected: str) -> None:
    found = {one.phase: one for one in record(f"challenges/{challenge}").phases}

    assert (found[phase].expected, found[phase].done) == (expected, None)


@pytest.mark.parametrize(
    ("key", "title", "also"),
    [
        ("cases/poly4emi", "Poly4EmI", "Poly4Eml"),
        ("clusters/foodregio", "foodRegio", "FoodRegio"),
        ("clusters/tenerrdis", "Tenerrdis Energy Cluster", "Tennerdis Energy Cluster"),
        ("programmes/in2lifesciences", "IN2LifeSciences", "IN2LifeScience"),
        ("clusters/its-owl", "it's owl – Intelligent Technical Systems OstWestfalenLippe", "it's OWL"),
        (
            "partnerships/food-innovation-3p4i",
            "Food Innovation Partnership 3P4I",
            "Photonics & Packaging for Innovation",
        ),
    ],
)
def test_a_name_is_spelt_one_way_and_found_by_the_other(key: str, title: str, also: str) -> None:
    assert entry(key).title == title
    assert also in record(key).aliases


def test_a_wrong_spelling_is_in_no_title_and_no_summary() -> None:
    wrong = ("Poly4Eml", "FoodRegio", "Tennerdis", "VDI/WDE", "Technology Systems")

    assert [
        one.key for one in real().hub.records.values() if any(w in f"{one.title} {one.summary}" for w in wrong)
    ] == []


def test_no_address_is_taken_for_live_and_none_ends_in_a_full_stop() -> None:
    addresses = [value for one in real().hub.records.values() for _, value in one.record if isinstance(value, Address)]

    assert len(addresses) > 20
    assert {address.as_of for address in addresses} == {"2014"}
    assert {address.state for address in addresses} <= {"unknown", "dead"}
    assert not [address.url for address in addresses if address.url.endswith(".")]


def test_every_figure_has_its_date_and_its_section() -> None:
    figures = [
        (one.key, claim)
        for one in real().hub.records.values()
        for _, value in one.record
        for claim in (value if isinstance(value, tuple) else ())
        if isinstance(claim, Claim)
    ]

    assert len(figures) > 40
    assert [key for key, claim in figures if not (claim.as_of and claim.source and claim.section)] == []


# --- in words of its own ----------------------------------------------------------------------------------------------

NAMES = (
    # titles of publications and names of programmes
    "Cluster Collaboration and Business Support Tools to Facilitate Entrepreneurship, Cross-sectoral Collaboration and Growth",
    "NGPExcellence – Cluster Excellence in the Nordic Countries, Germany and Poland",
    "Do innovation vouchers help SMEs to cross the bridge towards science?",
    "Let's make a perfect cluster policy and cluster programme. Smart recommendations for policy makers",
    "The Smart Guide to Service Innovation. How to better capitalise on service innovation for regional structural change and industrial modernisation",
    "TO DO. Development of cultural and creative industries in practices",
    # names of people and of organisations, one after the other
    "Christensen, Thomas Alslev; Lämmer-Gamp, Thomas; Meier zu Köcker, Gerd",
    "Mazovia Cluster ICT, Alternatywny Klaster.INFO, Digital Knowledge Cluster, E-Innovative Cluster",
    # addresses
    "http://ec.europa.eu/enterprise/initiatives/cluster/observatory/index_en.htm",
    "http://ec.europa.eu/enterprise/policies/sme/regional-sme-policies/documents/no.4_service_innovation_en.pdf",
)
"""What the content shares with the report, and must: nobody can call these otherwise."""


@cache
def of_the_report() -> frozenset[bytes]:
    """The hashes of the report's runs, those of names aside."""
    return known() - {digest(run) for name in NAMES for run in runs(name)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_no_ten_words_in_a_row_are_the_reports(path: Any) -> None:
    text = path.read_text(encoding="utf-8")

    assert [" ".join(run) for run in runs(text) if digest(run) in of_the_report()] == []


def test_the_runs_of_the_report_are_at_hand_and_each_exception_is_one() -> None:
    assert len(of_the_report()) > 10_000
    assert [name for name in NAMES if not {digest(run) for run in runs(name)} & known()] == []


def test_marks_case_and_line_ends_do_not_hide_a_run() -> None:
    title = NAMES[0]

    assert words("Cross-\nsectoral **Collaboration**") == ["cross", "sectoral", "collaboration"]
    assert {digest(run) for run in runs(title.upper().replace(" ", " *\n"))} & known()
