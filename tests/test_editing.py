"""The commands that change records, as an editor meets them: what they say, and what is in the files afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubgen import transaction
from hubgen.cli import main
from hubgen.commands.common import CLEAN, FAULTS, INTERRUPTED, WRONG_USE
from tests.hubs import CLUSTER, PACKAGING, THREE_RECORDS, run, tree, write_hub

Said = pytest.CaptureFixture[str]


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return write_hub(tmp_path)


def files(hub: Path) -> dict[str, str]:
    return {name: raw.decode() for name, raw in tree(hub).items()}


# --- rename -----------------------------------------------------------------------------------------------------------


def test_rename_says_what_it_did(hub: Path, capsys: Said) -> None:
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().out == (
        "clusters/food is now clusters/nordfood; 4 places changed\n"
        "  gone     content/clusters/food.md\n"
        "  new      content/clusters/nordfood.md\n"
        "  changed  content/clusters/packaging.md\n"
        "  changed  content/index.md\n"
    )
    assert files(hub) == {
        **{path: text for path, text in THREE_RECORDS.items() if path != "content/clusters/food.md"},
        "content/clusters/nordfood.md": CLUSTER.replace("---\nIt", "former_ids: [food]\n---\nIt"),
        "content/clusters/packaging.md": PACKAGING.replace("by: food", "by: nordfood").replace(
            "food.md", "nordfood.md"
        ),
        "content/index.md": "# A small hub\n\nIt begins with [[nordfood]].\n",
    }
    assert main(["check", "-C", str(hub), "--strict"]) == CLEAN


def test_all_addresses_a_record_ever_had_lead_to_it(hub: Path) -> None:
    for old, new in [("food", "nordfood"), ("nordfood", "clusters/eastfood"), ("clusters/eastfood.md", "food")]:
        assert main(["rename", old, new, "-C", str(hub)]) == CLEAN
    assert "\nformer_ids: [eastfood, nordfood]\n" in (hub / "content/clusters/food.md").read_text()
    assert main(["rename", "food", "southfood", "-C", str(hub)]) == CLEAN

    assert run("hubgen", "build", cwd=hub).returncode == 0
    for old in ("food", "nordfood", "eastfood"):
        page = (hub / f"site/clusters/{old}/index.html").read_text()
        assert 'http-equiv="refresh" content="0; url=../../clusters/southfood/"' in page


def test_a_dry_run_shows_the_change_and_makes_none(hub: Path, capsys: Said) -> None:
    before = files(hub)
    assert main(["rename", "packaging", "packing", "-C", str(hub), "-n"]) == CLEAN
    assert capsys.readouterr().out == (
        "--- content/clusters/food.md\n"
        "+++ content/clusters/food.md\n"
        "@@ -8,7 +8,7 @@\n"
        " services: [matching]\n"
        " origin: hub\n"
        " ---\n"
        "-It offers [[matching]] and works with [[packaging|the packagers]].\n"
        "+It offers [[matching]] and works with [[packing|the packagers]].\n"
        " \n"
        " ## Members\n"
        " \n"
        "--- content/clusters/packaging.md\n"
        "+++ content/clusters/packing.md\n"
        "@@ -4,7 +4,7 @@\n"
        " form: cluster\n"
        " country: SE\n"
        " sectors: [packaging]\n"
        "-former_ids: [packers]\n"
        "+former_ids: [packers, packaging]\n"
        " hosted_by: food\n"
        " origin: hub\n"
        " ---\n"
    )
    assert files(hub) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename", "fodo", "x"], 'hubgen: there is no record "fodo"; did you mean clusters/food?'),
        (["rename", "food", "packaging"], "hubgen: the id is taken by content/clusters/packaging.md"),
        (
            ["rename", "food", "packers"],
            "hubgen: the address of clusters/packers leads to content/clusters/packaging.md",
        ),
        (["rename", "food"], "Missing argument 'NEW'"),
        (["delete", "fodo"], 'hubgen: there is no record "fodo"'),
        (
            ["delete", "food", "--merge-into", "matching"],
            "hubgen: clusters/food cannot be merged into services/matching",
        ),
        (["delete", "food", "--merge-into", "packaging", "--leave-notice", "x"], "there is no place for a notice"),
        (["delete", "food", "--merge-into", "packaging"], "error[HG312]: hosted_by: the record refers to itself."),
    ],
)
def test_what_cannot_be_done_is_wrong_use_and_changes_nothing(
    arguments: list[str], said: str, hub: Path, capsys: Said
) -> None:
    before = files(hub)
    assert main([*arguments, "-C", str(hub)]) == WRONG_USE
    assert said in capsys.readouterr().err
    assert files(hub) == before


def test_a_rename_that_would_bring_a_fault_is_not_made(hub: Path, capsys: Said) -> None:
    """A page that is not the hub's to read stands at the new address."""
    write_hub(hub, {"content/clusters/nordfood/index.md": "# Nordfood\n"})
    before = files(hub)
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == WRONG_USE
    assert "hubgen: clusters/food cannot be renamed: that would bring faults with it; nothing was changed\n" in (
        said := capsys.readouterr().err
    )
    assert "content/clusters/nordfood/index.md:1:1: error[HG309]" in said
    assert files(hub) == before


def test_read_only_files_are_left_alone_and_so_are_all_others(hub: Path, capsys: Said) -> None:
    (hub / "content/index.md").chmod(0o444)
    before = files(hub)
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == WRONG_USE
    assert capsys.readouterr().err == "hubgen: content/index.md is read-only; nothing was changed\n"
    assert files(hub) == before


def test_faults_elsewhere_do_not_hinder_a_rename(hub: Path) -> None:
    write_hub(
        hub,
        {
            "content/clusters/bad.md": "---\ntitle: [\n---\n",
            "content/clusters/worse.md": "\xff",
            "content/services/x.md": "",
        },
    )
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == CLEAN
    assert "[[nordfood]]" in files(hub)["content/index.md"]


def test_the_next_command_undoes_what_was_interrupted(hub: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(hub)

    def stop(*arguments: object) -> None:
        raise SystemExit(9)

    monkeypatch.setattr(transaction, "_restore", stop)
    monkeypatch.setattr(transaction, "_forget", stop)
    with pytest.raises(SystemExit):
        main(["rename", "food", "nordfood", "-C", str(hub)])
    monkeypatch.undo()
    assert files(hub) != before

    assert main(["check", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().err == "hubgen: a change that was interrupted has been undone\n"
    assert files(hub) == before
    assert not (hub / ".hubgen").exists()


# --- delete -----------------------------------------------------------------------------------------------------------


def test_delete_says_who_names_a_record_and_refuses(hub: Path, capsys: Said) -> None:
    before = files(hub)
    assert main(["delete", "food", "-C", str(hub)]) == FAULTS
    assert capsys.readouterr().out == (
        "content/clusters/packaging.md:8:12: hosted_by\n"
        "content/clusters/packaging.md:11:5: the text\n"
        "content/index.md:3:16: the text\n"
        "3 places name clusters/food; nothing was deleted\n"
        "  hint: change them, or lead them to another record with --merge-into, or delete it all the same with --yes\n"
    )
    assert files(hub) == before


def test_delete_does_it_all_the_same_if_told_to(hub: Path, capsys: Said) -> None:
    assert main(["delete", "food", "--yes", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().out.endswith("clusters/food is deleted\n  gone     content/clusters/food.md\n")
    assert main(["check", "-C", str(hub)]) == FAULTS


def test_delete_asks_where_nothing_names_the_record(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_hub(hub, {"content/clusters/lone.md": PACKAGING.replace("Packaging", "Lone").replace("packers", "alone")})
    for answer, outcome in [("n\n", INTERRUPTED), ("", INTERRUPTED), ("y\n", CLEAN)]:
        found = run("hubgen", "delete", "lone", cwd=hub, input=answer)
        assert found.returncode == outcome
        assert (
            "Delete content/clusters/lone.md? Its address and 1 former address will lead nowhere. [y/N]" in found.stdout
        )
        assert (hub / "content/clusters/lone.md").exists() == (outcome != CLEAN)


def test_a_notice_stands_where_the_record_was(hub: Path) -> None:
    write_hub(hub, {"content/clusters/lone.md": PACKAGING.replace("Packaging", "Lone").replace("packers", "alone")})
    assert main(["delete", "lone", "-y", "--leave-notice", "Merged into [[packaging]].", "-C", str(hub)]) == CLEAN
    assert run("hubgen", "build", cwd=hub).returncode == 0
    page = (hub / "site/clusters/lone/index.html").read_text()
    assert 'Merged into <a href="../packaging/">Packaging cluster</a>.' in page


def test_merging_leads_everything_to_the_other_record(hub: Path, capsys: Said) -> None:
    write_hub(
        hub,
        {
            "content/clusters/double.md": CLUSTER.replace("Food", "Double"),
            "content/clusters/third.md": PACKAGING.replace("Packaging", "Third").replace("[packers]", "[]")
            .replace("by: food", "by: [double, food]"),
        },
    )  # fmt: skip
    assert main(["delete", "double", "--merge-into", "food", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr().out == (
        "clusters/double is merged into clusters/food; 2 places changed\n"
        "  gone     content/clusters/double.md\n"
        "  changed  content/clusters/food.md\n"
        "  changed  content/clusters/third.md\n"
        "to be looked at:\n"
        'content/clusters/third.md:8:19: warning[HG211]: hosted_by: "food" is named twice.\n'
        "  hint: take one away\n"
    )
    assert run("hubgen", "build", cwd=hub).returncode == 0
    assert "url=../../clusters/food/" in (hub / "site/clusters/double/index.html").read_text()
