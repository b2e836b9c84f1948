"""Keys that were renamed or are to go: read all the same, told of, and rewritten by `hubgen migrate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hubgen import kinds
from hubgen.check import check
from hubgen.cli import main
from hubgen.commands.common import CLEAN, WRONG_USE
from hubgen.exports import json_schema
from hubgen.outdated import outdated
from hubgen.schema import Id, Part, Text, Texts, field
from tests.checking import EXAMPLE, TODAY, Files, base, record
from tests.hubs import write_hub


class Prize(Part):
    """Something that was won."""

    name: Text = field("Name", "What it is called.", renamed_from=("title", "label"))
    by: Id | None = field("By", "Who gave it.", None, to="clusters", inverse="Prizes")


class Cluster(kinds.Cluster):
    """A cluster organisation with names that changed."""

    slogan: Text | None = field("Slogan", "What it says of itself.", None, renamed_from="motto")
    prizes: tuple[Prize, ...] = field("Prizes", "What it won.", (), renamed_from="awards")
    best: Prize | None = field("Best prize", "The best of them.", None)
    fax: Text | None = field("Fax", "Its fax.", None, deprecated="write an address under contact")
    topics: Texts = field("Topics", "What it is about.", ())


KINDS = (Cluster, *(kind for kind in kinds.KINDS if kind is not kinds.Cluster))


def found(keys: str) -> tuple[Any, list[str]]:
    """The record, and what is said of it."""
    everything = base() | {EXAMPLE: record(keys)}
    checked = check(Files(everything), KINDS, today=TODAY, exists=everything.__contains__)
    (one,) = [one for one in checked.parsed if one.path == EXAMPLE]
    said = [f"{i.line}:{i.column} {i.code} {i.message}" for i in checked.report.issues if i.path == EXAMPLE]
    return one.record, said


def test_an_old_name_is_read_as_the_new_one_and_told_of() -> None:
    one, said = found("place: A\nmotto: Light  # still")
    assert one.slogan == "Light"
    assert said == ['3:1 HG213 the key "motto" is now called "slogan".']


def test_names_inside_of_mappings_and_lists_change_too_with_places_kept() -> None:
    one, said = found("awards:\n  - {title: One}\n  - label: Two\nbest: {title: 3, name: 4}\nmotto: [x]")
    assert [prize.name for prize in one.prizes] == ["One", "Two"]
    assert said == [
        '2:1 HG213 the key "awards" is now called "prizes".',
        '3:6 HG213 the key "title" is now called "name".',
        '4:5 HG213 the key "label" is now called "name".',
        '5:8 HG201 best: there is no key "title".',
        '6:1 HG213 the key "motto" is now called "slogan".',
        "6:8 HG203 slogan: expected one value, found a list.",
    ]


def test_a_reference_under_an_old_name_is_followed_and_its_place_is_right() -> None:
    _, said = found("awards:\n  - {title: One, by: nobody}")
    assert said[-1] == '3:22 HG301 prizes: no cluster has the id "nobody".'


def test_a_key_that_is_to_go_is_told_of_with_the_advice() -> None:
    one, said = found("fax: '123'")
    assert one.fax == "123"
    assert said == ['2:1 HG214 the key "fax" is to go.']


def test_kinds_without_such_keys_are_not_walked() -> None:
    assert list(outdated(kinds.Cluster, {"motto": "x"})) == []


def test_the_json_schema_tells_of_them() -> None:
    properties = json_schema(Cluster)["properties"]
    assert properties["fax"]["deprecated"] is True
    assert properties["slogan"]["x-renamed-from"] == ["motto"]


OWN = '''\
"""Own kinds."""
from hubgen import kinds
from hubgen.schema import Ids, Text, field


class Cluster(kinds.Cluster):
    """With a slogan."""

    slogan: Text | None = field("Slogan", "S.", None, renamed_from="motto")
    friends: Ids = field("Friends", "F.", (), to="clusters", inverse="Friends", renamed_from="partners")


KINDS = (Cluster, *(kind for kind in kinds.KINDS if kind is not kinds.Cluster))
'''


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    write_hub(
        tmp_path,
        {
            "kinds_that_were_renamed.py": OWN,
            "mkdocs.yml": "site_name: S\nplugins:\n  - hubgen: {kinds: kinds_that_were_renamed}\n",
            "content/clusters/one.md": record(
                "title: One\n'motto': >  # é\n  motto\npartners: [food]\n", drop="services"
            ),
        },
    )
    return tmp_path


def test_migrate_rewrites_the_keys_and_nothing_else(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = hub / "content/clusters/one.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()

    assert main(["migrate", "-n", "-C", str(hub)]) == CLEAN
    assert "-partners: [food]\n+friends: [food]\n" in capsys.readouterr().out
    assert path.read_bytes() == before

    assert main(["migrate", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().out == (
        "the records use the names that keys have now; 2 places changed\n  changed  content/clusters/one.md\n"
    )
    assert path.read_bytes() == before.replace(b"'motto'", b"'slogan'").replace(b"partners", b"friends")

    assert main(["migrate", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().out == "no record uses a key by an old name\n"
    assert main(["check", "-C", str(hub), "--format", "json"]) == CLEAN
    assert json.loads(capsys.readouterr().out)["warnings"] == 0


def test_as_long_as_old_names_are_used_records_are_not_renamed(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == WRONG_USE
    assert capsys.readouterr().err == (
        "hubgen: content/clusters/one.md uses a key by an old name: run hubgen migrate first\n"
    )
    assert main(["migrate", "-C", str(hub)]) == CLEAN
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == CLEAN
    assert "friends: [nordfood]" in (hub / "content/clusters/one.md").read_text()
