"""Waivers: which rules, for which files, how long; and what is said of waivers that do not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubgen.check import check
from hubgen.issues import summary
from hubgen.source import Disk
from tests.checking import TODAY, checked, lines, record
from tests.hubs import run, write_hub

ALONE = record(drop="services")
"""A record that breaks HG405: nothing is tied to it."""
NORTH = {
    "content/clusters/north/one.md": ALONE.replace("Example", "One"),
    "content/clusters/north/two.md": ALONE.replace("Example", "Two"),
}
FILE = "content/waivers.yml"


def waiver(rule: str = "HG405", path: str = "content/clusters/north", until: str = "2026-12-31") -> str:
    return f"  - {{rule: {rule}, path: {path}, reason: they are new, until: {until}}}\n"


def told(*waivers: str) -> list[str]:
    """What is said of two records on their own and of these waivers."""
    return lines({**NORTH, FILE: "waivers:\n" + "".join(waivers)})


def test_a_rule_is_switched_off_for_all_in_a_folder() -> None:
    assert told(waiver()) == []
    assert told(waiver(path="content/clusters/north/")) == []
    assert told(waiver(path="content")) == []


def test_a_rule_is_switched_off_for_one_record_only() -> None:
    (found,) = told(waiver(path="content/clusters/north/one.md"))
    assert found.startswith("content/clusters/north/two.md:1:1: warning[HG405]")


def test_other_rules_hold_all_the_same() -> None:
    files = {"content/clusters/north/one.md": ALONE.replace("---\nText", "lang: de\nform2: x\n---\nText")}
    found = lines({**files, FILE: "waivers:\n" + waiver()})
    assert [line.partition("]")[0][-5:] for line in found] == ["HG201"]


def test_the_count_says_how_many_are_waived() -> None:
    report = checked({**NORTH, FILE: "waivers:\n" + waiver()}).report
    assert summary(report) == "10 records: 0 errors, 0 warnings; 2 waived"


@pytest.mark.parametrize(("until", "holds"), [("2026-11-21", False), ("2026-11-22", True), ("2026-11-23", True)])
def test_a_waiver_holds_to_the_end_of_its_last_day(until: str, holds: bool) -> None:
    assert TODAY.isoformat() == "2026-11-22"
    found = told(waiver(until=until))
    assert [line.partition(":")[0] for line in found] == ([] if holds else [*NORTH, FILE])
    if not holds:
        assert found[-1] == (
            "content/waivers.yml:2:78: error[HG905]: this waiver of HG405 for content/clusters/north ended on 2026-11-21.\n"
            "  hint: mend what it was for and take it away, or give it another end"
        )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (waiver("HG301"), "2:12: error[HG904]: HG301 cannot be waived: what breaks it cannot be published."),
        (waiver("HG905"), "2:12: error[HG904]: HG905 cannot be waived: what breaks it cannot be published."),
        (waiver("HG999"), '2:12: error[HG904]: there is no rule "HG999".'),
        (
            waiver(path="content/clusters/nort"),
            '2:25: error[HG904]: there is no file or folder "content/clusters/nort".\n  hint: did you mean "content/clusters/north"?',
        ),
        (waiver(path="clusters/north"), '2:25: error[HG904]: there is no file or folder "clusters/north".'),
        (waiver("HG401"), "2:12: warning[HG906]: nothing in content/clusters/north breaks HG401."),
        (
            "  - {rule: HG405, path: content, until: 2027-01-01}\n",
            'HG202]: waivers[1]: the required key "reason" is missing.',
        ),
        ("  - {rule: HG405, path: content, reason: r}\n", 'HG202]: waivers[1]: the required key "until" is missing.'),
        (waiver(until="soon"), 'HG206]: waivers[1].until: "soon" is not a full date.'),
        ("  - HG405\n", "HG203]: waivers[1]: expected a mapping"),
    ],
)
def test_what_is_wrong_with_a_waiver_is_told_and_it_does_not_hold(written: str, said: str) -> None:
    found = told(written)
    assert [line for line in found if said in line] == [found[-1]]
    assert [line.partition(":")[0] for line in found[:-1]] == list(NORTH)


@pytest.mark.parametrize("text", ["", "waivers:\n", "waivers: []\n"])
def test_a_hub_may_have_no_waivers(text: str) -> None:
    assert [line for line in told("") if "waivers.yml" in line] == []
    assert [line for line in lines({FILE: text}) if "HG105" not in line] == []


def test_a_file_of_waivers_that_is_no_yaml_is_told_of() -> None:
    (found,) = lines({FILE: "waivers: [\n"})
    assert found.startswith("content/waivers.yml:1:10: error[HG106]: a bracket is opened here and never closed.")


def test_a_waived_error_does_not_stop_a_build_and_waivers_are_not_published(tmp_path: Path) -> None:
    other = record("title: Food cluster\nwebsite: https://www.example.eu")
    write_hub(tmp_path, {"content/clusters/other.md": other.replace("[roadmapping]", "[matching]")})
    assert run("hubgen", "build", cwd=tmp_path).returncode == 1

    (tmp_path / FILE).write_text("waivers:\n" + waiver("HG403", "content/clusters/other.md", "2999-01-01"))
    found = run("hubgen", "build", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "site/clusters/other/index.html").is_file()
    assert not [path for path in (tmp_path / "site").rglob("*") if "waivers" in path.name]


def test_only_the_file_beside_the_folders_of_records_holds_waivers(tmp_path: Path) -> None:
    write_hub(tmp_path, {"content/clusters/waivers.yml": "x: [", "content/about/waivers.yml": "x: ["})
    assert check(Disk(tmp_path)).report.issues == ()
