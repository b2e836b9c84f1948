"""What is wrong with a hub although each record and each reference is right."""

from __future__ import annotations

import pytest

from hubgen.checks import CHECKS
from tests.checking import EXAMPLE, checked, issues, lines, record, told

NORTH, SOUTH, EAST, WEST = (f"content/clusters/{name}.md" for name in ("north", "south", "east", "west"))


def cluster(name: str, keys: str = "", body: str = "Text.\n") -> dict[str, str]:
    """One more cluster organisation, with a title of its own."""
    return {f"content/clusters/{name}.md": record(f"title: {name.title()}\n{keys}".strip(), body)}


def codes(files: dict[str, str]) -> list[str]:
    return [f"{issue.path.rpartition('/')[2]}:{issue.line} {issue.code}" for issue in issues(files)]


def test_each_check_is_run_once() -> None:
    assert len({*CHECKS}) == len(CHECKS)


# --- duplicates -------------------------------------------------------------------------------------------------------


def test_a_title_is_taken_once_in_a_kind_whatever_its_case_and_blanks() -> None:
    files = {
        NORTH: record("title: Solar Valley"),
        SOUTH: record("title: solar  valley"),
        EAST: record("title: Solar Hill"),
    }

    assert lines(files) == [
        (
            f'{SOUTH}:2:8: error[HG403]: title: {NORTH} has the title "solar  valley" too.\n'
            "  hint: say in the title what sets the two apart"
        )
    ]


def test_two_kinds_may_share_a_title() -> None:
    assert checked({}).report.issues == ()  # clusters/multicluster and partnerships/multicluster do


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://north.eu", "https://north.eu"),
        ("https://north.eu", "http://www.north.eu/"),
        ("https://NORTH.eu/a", "https://north.eu/a/"),
        ("{url: https://north.eu, as_of: 2014, state: dead}", "https://north.eu#top"),
    ],
)
def test_a_website_is_taken_once(one: str, other: str) -> None:
    files = cluster("north", f"website: {one}") | cluster("south", f"website: {other}")

    assert codes(files) == ["south.md:3 HG404"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://north.eu/a", "https://north.eu/b"),
        ("https://north.eu/?id=1", "https://north.eu/?id=2"),
        ("https://north.eu:8080/", "https://north.eu:9090/"),
    ],
)
def test_two_addresses_on_one_host_are_two(one: str, other: str) -> None:
    assert codes(cluster("north", f"website: {one}") | cluster("south", f"website: {other}")) == []


@pytest.mark.parametrize("tie", ["same_as: north", "successor_of: north"])
def test_one_body_may_have_two_records_with_one_website(tie: str) -> None:
    assert (
        codes(cluster("north", "website: https://north.eu") | cluster("south", f"website: https://north.eu\n{tie}"))
        == []
    )


# --- circles ----------------------------------------------------------------------------------------------------------


def test_a_circle_of_one_is_a_reference_to_itself() -> None:
    assert codes(cluster("north", "successor_of: north")) == ["north.md:3 HG312"]


def test_a_circle_is_told_of_once_at_its_first_record() -> None:
    files = (
        cluster("north", "successor_of: [foodregio, east]")
        | cluster("east", "successor_of: west")
        | cluster("west", "successor_of: north")
        | cluster("south", "successor_of: north")
    )

    assert lines(files) == [
        (
            f"{EAST}:3:15: error[HG311]: successor_of: this leads round in a circle: "
            "clusters/east → clusters/west → clusters/north → clusters/east.\n"
            "  hint: one of these does not hold: take it away"
        )
    ]


def test_each_knot_is_told_of() -> None:
    files = (
        cluster("north", "successor_of: south")
        | cluster("south", "successor_of: north")
        | cluster("east", "hosted_by: west\nsuccessor_of: west")
        | cluster("west", "hosted_by: [east]")
    )

    assert codes(files) == ["east.md:3 HG311", "north.md:3 HG311"]


def test_a_circle_too_long_to_read_is_shortened() -> None:
    ring = [f"c{n:03}" for n in range(300)]
    files: dict[str, str] = {}
    for one, following in zip(ring, [*ring[1:], ring[0]], strict=True):
        files |= cluster(one, f"successor_of: {following}")

    assert [issue.message for issue in issues(files)] == [
        (
            "successor_of: this leads round in a circle: clusters/c000 → clusters/c001 → clusters/c002 → clusters/c003 → "
            "clusters/c004 → 294 more → clusters/c299 → clusters/c000."
        )
    ]


def test_two_ways_to_one_record_are_no_circle() -> None:
    files = (
        cluster("north", "successor_of: [south, east]")
        | cluster("south", "successor_of: west")
        | cluster("east", "successor_of: west")
        | cluster("west")
    )

    assert codes(files) == []


# --- figures ----------------------------------------------------------------------------------------------------------


def test_a_figure_needs_a_date_and_a_source() -> None:
    assert told("member_count: 100") == (
        '2:15: warning[HG401]: member_count: the figure "100" has no date.\n'
        '  hint: add its year: {value: "100", as_of: 2014}\n'
        '2:15: warning[HG402]: member_count: the figure "100" has no source.\n'
        "  hint: add source: and section: to the figure, or sources: to the record"
    )


def test_each_of_several_figures_is_told_of_at_its_place() -> None:
    keys = "member_count:\n  - {value: 100, as_of: 2014, source: eco-d41-2014}\n  - {value: about 90, source: eco-d41-2014}"

    assert told(keys) == (
        '4:5: warning[HG401]: member_count: the figure "about 90" has no date.\n'
        '  hint: add its year: {value: "about 90", as_of: 2014}'
    )


def test_a_record_with_a_publication_is_the_source_of_its_figures() -> None:
    assert told("member_count: {value: 100, as_of: 2014}\nsources: [{publication: eco-d41-2014}]") == ""
    assert "HG402" in told("member_count: {value: 100, as_of: 2014}\nsources: [{origin: hub}]")


# --- on their own -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        pytest.param("", "Text.\n", id="no tie"),
        pytest.param("sources: [{publication: eco-d41-2014}]", "Text.\n", id="a source only"),
        pytest.param("", "See [[food]] and [[example]].\n", id="terms and itself only"),
    ],
)
def test_a_record_that_nothing_ties_to_another_is_told_of(keys: str, body: str) -> None:
    assert told(keys, body, drop="services") == (
        '1:1: warning[HG405]: nothing links to "Example cluster", and it links to no other record.\n'
        "  hint: name it where it belongs, so that readers find it"
    )


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        pytest.param("hosted_by: foodregio", "Text.\n", id="a field"),
        pytest.param("", "See [[foodregio]].\n", id="a link in the text"),
    ],
)
def test_any_tie_will_do(keys: str, body: str) -> None:
    assert told(keys, body, drop="services") == ""


def test_a_link_from_another_record_will_do() -> None:
    other = cluster("north", body="See [[example]].\n")

    assert lines({EXAMPLE: record(drop="services")} | other) == []


def test_a_tie_that_is_at_fault_is_told_of_as_that() -> None:
    assert "HG405" not in told("services: [roadmaping]")
    assert "HG405" not in told("services: [[roadmapping]]")


def test_a_publication_that_is_cited_is_not_on_its_own() -> None:
    assert checked({}).report.issues == ()  # white-papers/eco-d41-2014 names no other record


# --- vocabularies -----------------------------------------------------------------------------------------------------

SECTORS = "content/vocabularies/sectors.yml"
HEAD = "title: Sectors\nsummary: None.\none: Sector\nterms:\n"
TWO = "  - {id: food, label: Food, definition: D}\n  - {id: packaging, label: Packaging, definition: D}\n"


def test_a_term_that_nothing_uses_is_told_of_unless_another_is_part_of_it() -> None:
    more = "  - {id: things, label: Things, definition: D}\n  - {id: boxes, label: Boxes, definition: D, broader: things}\n"

    assert lines({SECTORS: HEAD + TWO + more}) == [
        (
            f'{SECTORS}:8:10: warning[HG406]: no record uses the term "boxes".\n'
            "  hint: take it away, or use it where it holds"
        )
    ]


def test_terms_are_checked_like_records() -> None:
    more = (
        "  - {id: food, label: Fodder, definition: D}\n"
        "  - {id: Big Boxes, label: Boxes, definition: D, broader: packagin, see: [food, alchemy]}\n"
    )

    assert lines({SECTORS: HEAD + TWO + more}) == [
        f'{SECTORS}:7:10: error[HG309]: the id "food" is taken by another term.\n  hint: rename one of the two',
        (
            f'{SECTORS}:8:10: error[HG117]: "Big Boxes" is not an id.\n'
            "  hint: use lower-case letters a to z, digits and single hyphens"
        ),
        f'{SECTORS}:8:10: warning[HG406]: no record uses the term "Big Boxes".\n  hint: take it away, or use it where it holds',
        (
            f'{SECTORS}:8:59: error[HG205]: there is no term "packagin" in this vocabulary.\n'
            '  hint: did you mean "packaging"?'
        ),
        (
            f'{SECTORS}:8:81: error[HG205]: there is no term "alchemy" in this vocabulary.\n'
            "  hint: correct the id, or add the term"
        ),
    ]


def test_a_term_at_fault_is_not_reported_as_missing_where_another_names_it() -> None:
    terms = TWO.replace("label: Food, definition: D", "label: Food").replace("D}\n", "D, broader: food, see: [food]}\n")

    assert lines({SECTORS: HEAD + terms}) == [
        (
            f'{SECTORS}:5:5: error[HG202]: terms[1]: the required key "definition" is missing.\n'
            "  hint: add definition: what is meant, in the hub's own words"
        )
    ]


def test_a_vocabulary_is_in_one_file() -> None:
    assert lines({SECTORS: HEAD + TWO, SECTORS.replace("yml", "yaml"): HEAD + TWO}) == [
        f"{SECTORS}:1:1: error[HG309]: the vocabulary is taken by content/vocabularies/sectors.yaml.\n  hint: keep one of the two files"
    ]


# --- folders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "meant"), [("cluster", "clusters"), ("white_papers", "white-papers"), ("Services", "services")]
)
def test_a_folder_with_nearly_the_name_of_a_kind_is_told_of_once(folder: str, meant: str) -> None:
    files = {f"content/{folder}/a.md": "# A\n", f"content/{folder}/b.md": "# B\n"}

    assert lines(files) == [
        (
            f'content/{folder}/a.md:1:1: warning[HG903]: the folder "{folder}" holds no records: no kind has that name.\n'
            f'  hint: did you mean "{meant}"?'
        )
    ]


def test_a_folder_of_ordinary_pages_is_right() -> None:
    assert (
        lines(
            {
                "content/about/a.md": "# A\n",
                "content/clusters/index.md": "# Clusters\n",
                "content/clusters/README.md": "R\n",
            }
        )
        == []
    )


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("country: DE\nlocation: {lat: 48.37, lon: 10.9}", ""),
        ("country: DE\nlocation: {lat: 10.9, lon: 48.37}", "write lat: 48.37, lon: 10.9"),
        ("country: FR\nlocation: {lat: -21.1, lon: 55.5}", ""),
        ("country: FR\nlocation: {lat: 55.5, lon: -21.1}", "write lat: -21.1, lon: 55.5"),
        ("country: PT\nlocation: {lat: 38.7, lon: 9.1}", "correct the point or the country"),
        ("country: EL\nlocation: {lat: 37.98, lon: 23.73}", ""),
        ("country: FJ\nlocation: {lat: -17, lon: -179.9}", ""),
        ("country: US\nlocation: {lat: 52, lon: 173}", ""),
        ("country: TV\nlocation: {lat: 52, lon: 173}", ""),
        ("country: NL\nlocation: {lat: 53.6, lon: 6.7}", ""),
    ],
)
def test_a_point_is_in_its_country(keys: str, said: str) -> None:
    found = told(keys)
    assert "HG408" in found if said else found == ""
    assert found.endswith(said)


def test_a_point_in_the_wrong_place_is_told_of_where_it_stands() -> None:
    assert told("country: DE\nlocation:\n  lon: 48.37\n  lat: 10.9").splitlines()[0] == (
        "4:3: warning[HG408]: location: 10.9 degrees north and 48.37 degrees east is not in Germany."
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("country: DE\nregion: DE27", ""),
        ("country: EL\nregion: EL30", ""),
        ("country: GR\nregion: EL30", ""),
        ("country: UK\nregion: UKI", ""),
        ("country: DE\nregion: The north of somewhere", ""),
        ("country: DE\nserves: [AT33]", ""),
        (
            "country: DE\nregion: AT33",
            (
                "3:9: warning[HG409]: region: AT33 (Tirol) is in Austria, the record in Germany.\n"
                "  hint: correct the region or the country"
            ),
        ),
    ],
)
def test_a_region_is_in_its_country(keys: str, said: str) -> None:
    assert told(keys) == said


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["clusters", "countries", "api", "tools"])
def test_a_vocabulary_cannot_have_an_address_that_the_hub_has(name: str) -> None:
    path = f"content/vocabularies/{name}.yml"
    found = lines({path: "title: T\nsummary: S.\none: O\nterms: []\n"})
    assert found[0] == (
        f'{path}:1:1: error[HG309]: the address "{name}/" of this vocabulary is taken by the hub itself.\n'
        "  hint: give the file another name"
    )


def test_a_page_at_an_address_that_leads_to_a_record_is_told_of() -> None:
    page = "content/clusters/older/index.md"
    (found,) = lines({page: "# Older\n", EXAMPLE: record("former_ids: [older]")})
    assert found == (
        f"{page}:1:1: error[HG310]: the address of this page leads to {EXAMPLE}, which once had it.\n"
        "  hint: delete the page, or take the id out of former_ids there"
    )
