"""What `hubgen check --fix` mends, what it leaves, and that no other byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.check import again
from hubgen.cli import main
from hubgen.commands.common import CLEAN, FAULTS
from hubgen.dates import as_iso
from hubgen.mending import mend
from hubgen.near import same, slip
from hubgen.source import Overlay
from tests.checking import EXAMPLE, Text, base, record
from tests.editing import editing
from tests.hubs import CLUSTER, write_hub


def mended(files: dict[str, Text]) -> tuple[dict[str, bytes | None], list[str]]:
    """The files that are mended, and the codes of what is left."""
    hub = editing(files)
    there = base() | files
    change, _, checked = mend(
        hub,
        lambda issue: issue.path in files,
        lambda change: again(hub.checked, Overlay(hub.source, change.files), change.files, exists=there.__contains__),
    )
    assert all(hub.before[path] == hub.source.read(path) for path in change.files)
    return dict(change.files), [issue.code for issue in checked.report.issues if issue.path in files]


def keys(before: str, body: str = "Text.\n", drop: str = "") -> str:
    """The example record after it was mended."""
    files, _ = mended({EXAMPLE: record(before, body, drop=drop)})
    found = files.get(EXAMPLE)
    return found.decode() if found else record(before, body, drop=drop)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plcae: Augsburg  # the old town", "place: Augsburg  # the old town"),
        ("Place:   'Augsburg'", "place:   'Augsburg'"),
        ("'hosted-by': foodregio", "'hosted_by': foodregio"),
        ("location: {lat: 48.3, lon: 10.9, precison: city}", "location: {lat: 48.3, lon: 10.9, precision: city}"),
        ("hosted_by: [FoodRegio, 'PackBridge']", "hosted_by: [foodregio, 'packbridge']"),
        ("hosted_by: food_regio", "hosted_by: foodregio"),
        ("same_as: Services/FoodRegio", "same_as: Services/FoodRegio"),
        ("same_as: clusters/FoodRegio", "same_as: clusters/foodregio"),
        ("sectors: [Food]", "sectors: [food]"),
        ("form: Meta Cluster", "form: meta-cluster"),
        ("country: Germany", "country: DE"),
        ("website: https://www.example.eu/a.", "website: https://www.example.eu/a"),
        ('website: {url: "https://www.example.eu..", state: Dead}', 'website: {url: "https://www.example.eu", state: dead}'),
        ("reviewed: 2014-4-3", "reviewed: 2014-04-03"),
        ("reviewed: 30.4.2014", "reviewed: 2014-04-30"),
        ("reviewed: '30 April 2014'", "reviewed: '2014-04-30'"),
        ("founded: 30/04/2014", "founded: 2014-04-30"),
        ("Industries: [Food]\nPlcae: A", "industries: [Food]\nplace: A"),
        ("plcae: A\npalce: B", "place: A\npalce: B"),
        ("plcae: A\nplace: B", "plcae: A\nplace: B"),
        ("servces: x", "servces: x"),
        ("colour: red", "colour: red"),
        ("sectors: [foood]", "sectors: [foood]"),
        ("services: [roadmaping]", "services: [roadmaping]"),
        ("form: clutser", "form: clutser"),
        ("website: www.example.eu.", "website: www.example.eu."),
        ("founded: 04/05/2014", "founded: 04/05/2014"),
        ("founded: 2014-02-30", "founded: 2014-02-30"),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_mended(before: str, after: str) -> None:
    assert keys(before) == record(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[FoodRegio|x]] [[clusters/FoodRegio#its]]", "[[foodregio|x]] [[clusters/foodregio#its]]"),
        ("[x](FoodRegio.md#a) [y]\n\n[y]: <../Clusters/PackBridge.md> 'z'", "[x](foodregio.md#a) [y]\n\n[y]: <packbridge.md> 'z'"),
        ("[[foodreggio]] `[[FoodRegio]]`", "[[foodreggio]] `[[FoodRegio]]`"),
    ],
)  # fmt: skip
def test_the_case_of_a_link_is_mended(before: str, after: str) -> None:
    assert keys("title: É", before) == record("title: É", after)


def test_a_former_id_is_mended_to_the_one_that_holds() -> None:
    other = "content/clusters/other.md"
    files, left = mended(
        {
            other: record("title: O\nformer_ids: [older]"),
            EXAMPLE: record("hosted_by: older", "[[older]] [[clusters/older]]"),
        }
    )
    assert files == {EXAMPLE: record("hosted_by: other", "[[other]] [[clusters/other]]").encode()}
    assert left == []


def test_a_key_whose_value_is_at_fault_too_is_mended_in_two_rounds() -> None:
    files, left = mended({EXAMPLE: record("Form: Cluster")})
    assert files == {}
    files, left = mended({EXAMPLE: record("Form: Cluster", drop="form")})
    assert files == {EXAMPLE: record("form: cluster").encode()}
    assert left == []


def test_vocabularies_and_waivers_are_mended_too() -> None:
    vocabulary = "title: T\nsummary: S\none: O\nterms:\n  - {id: food, lable: F, definition: D}\n"
    files, _ = mended({"content/vocabularies/topics.yml": vocabulary})
    assert files == {"content/vocabularies/topics.yml": vocabulary.replace("lable", "label").encode()}


def test_front_matter_that_is_no_yaml_is_left_alone() -> None:
    assert mended({EXAMPLE: "---\nPlace: [\n---\n[[FoodRegio]]\n"})[0] == {
        EXAMPLE: b"---\nPlace: [\n---\n[[foodregio]]\n"
    }


LINES = st.sampled_from(
    ["# a comment é", "", "place: '食品: x'   # y", "aliases:\n    -  \"a\\u0020b\"\n    - 'c'", "name_local: >-\n  é\n\n  x", "acronym:  E  "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(LINES, unique=True, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.booleans(),
    ends=st.booleans(),
)
def test_every_other_byte_is_kept(lines: list[str], line_end: str, mark: bool, ends: bool) -> None:
    def written(keys: str, body: str) -> bytes:
        text = record("\n".join([*lines, keys]), body)
        text = text if ends else text.rstrip("\n")
        return b"\xef\xbb\xbf" * mark + text.replace("\n", line_end).encode()

    before = written("Founded: 30.4.2014 # é\nhosted_by: [ FoodRegio ,packbridge]", "é [[FoodRegio|食]]\n\n\tx  \n")
    after = written("founded: 2014-04-30 # é\nhosted_by: [ foodregio ,packbridge]", "é [[foodregio|食]]\n\n\tx  \n")
    assert mended({EXAMPLE: before}) == ({EXAMPLE: after}, [])


def test_the_command_says_what_it_mended_and_prints_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = CLUSTER.replace("country", "Country").replace("[[matching]]", "[[Matching]]")
    hub = write_hub(tmp_path, {"content/clusters/food.md": spoilt, "content/clusters/bad.md": "---\ntitel: x\n---\n"})

    assert main(["check", "--fix", "-C", str(hub), "content/clusters/food.md"]) == CLEAN
    found = capsys.readouterr()
    assert found.err == (
        'content/clusters/food.md:5:1: mended[HG201]: wrote "country"\n'
        'content/clusters/food.md:11:11: mended[HG301]: wrote "matching"\n'
    )
    assert found.out == "4 records: 0 errors, 0 warnings\n"
    assert (hub / "content/clusters/food.md").read_text() == CLUSTER
    assert (hub / "content/clusters/bad.md").read_text() == "---\ntitel: x\n---\n"

    assert main(["check", "--fix", "-C", str(hub)]) == FAULTS
    assert 'the required key "summary" is missing' in capsys.readouterr().out
    assert (hub / "content/clusters/bad.md").read_text() == "---\ntitle: x\n---\n"
    assert main(["check", "--fix", "-C", str(hub)]) == FAULTS
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2014/04/30", "2014-04-30"),
        ("2014.4.3", "2014-04-03"),
        ("30.04.2014", "2014-04-30"),
        ("4/30/2014", "2014-04-30"),
        ("04.04.2014", "2014-04-04"),
        ("04.05.2014", ""),
        ("2014-4", "2014-04"),
        ("4/2014", "2014-04"),
        ("2011/12", ""),
        ("30 April 2014", "2014-04-30"),
        ("April 30, 2014", "2014-04-30"),
        ("30.2.2014", ""),
        ("14", ""),
        ("٣٠.04.2014", ""),
    ],
)
def test_a_date_is_written_anew_where_it_can_mean_one_thing_only(text: str, iso: str) -> None:
    assert as_iso(text) == iso


def test_a_slip_is_one_letter_and_has_one_way_out() -> None:
    known = ["services", "serves", "place", "state", "country"]
    assert [slip(word, known) for word in ("plce", "plaace", "plave", "lpace", "Place", "conutry")] == [
        *["place"] * 5,
        "country",
    ]
    assert [slip(word, known) for word in ("servces", "palec", "pl", "status", "")] == [""] * 5
    assert [same(word, known) for word in ("PLACE", "pla-ce", "plcae")] == ["place", "place", ""]
    assert same("a b", ["a-b", "ab"]) == ""
