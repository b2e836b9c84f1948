"""New records: what is asked, what is proposed, and that what is written is valid, for every kind."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import KINDS, Record, yaml
from hubgen.cli import main
from hubgen.commands.common import CLEAN, WRONG_USE, kind_named
from hubgen.scaffold import Value, faults, question, questions, read, text
from hubgen.texts import ID_PATTERN, id_of
from tests.checking import ROOT, checked, lines
from tests.hubs import write_hub

HUB = checked({}).hub
ANSWERS: dict[str, Value] = {
    "summary": "A summary: with a colon.",
    "sources": ["eco-d41-2014"],
    "form": "cluster",
    "country": "DE",
    "sectors": ["food"],
    "category": "matchmaking",
    "purpose": "One.\n\nTwo: three.",
    "services": ["roadmapping"],
    "problem": "A problem #1.",
    "forms": ["escp", "bilateral"],
    "organiser": "foodregio",
}


def minimal(kind: type[Record]) -> dict[str, Value]:
    """The values that a record needs, found by asking."""
    values: dict[str, Value] = {"title": "A new one"}
    while asked := next(questions(kind, values, HUB), None):
        values[asked.key] = "systemic" if kind.folder == "challenges" and asked.key == "form" else ANSWERS[asked.key]
    return values


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
@pytest.mark.parametrize("notes", [True, False])
def test_a_record_of_each_kind_is_valid_with_what_is_asked_for_it(kind: type[Record], notes: bool) -> None:
    values = minimal(kind)
    assert [key for key, value in values.items() if faults(kind, key, value, HUB)] == []
    found = lines({f"content/{kind.folder}/new.md": text(kind, values, HUB, notes=notes)})
    assert [line for line in found if "HG405" not in line] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_key_stands_there_with_its_help_and_can_be_used_by_taking_the_mark_away(kind: type[Record]) -> None:
    written = text(kind, minimal(kind), HUB)
    front = written.split("---\n")[1]
    assert max(map(len, written.splitlines())) <= 120
    for key, info in kind.model_fields.items():
        assert " ".join((info.description or "").split()) in " ".join(front.replace("\n# ", " ").split())
        assert f"\n{key}:" in f"\n{front}" or f"\n# {key}:" in front
    opened = "".join(
        line.removeprefix("# ") for line in front.splitlines(keepends=True) if ": " in line or line[:1] != "#"
    )
    assert {fault.code for fault in yaml.read(opened).faults} <= {"HG106", "HG118"}


def test_only_what_is_needed_is_asked_and_one_answer_can_make_another_needless() -> None:
    (cluster,) = [kind for kind in KINDS if kind.folder == "clusters"]
    asked = [one.key for one in questions(cluster, {"title": "x"}, HUB)]
    assert asked == ["summary", "sources", "form", "country", "sectors"]
    agency: dict[str, Value] = {"title": "x", "form": "agency", "origin": "hub"}
    assert [one.key for one in questions(cluster, agency, HUB)] == ["summary", "country"]
    assert [one.key for one in questions(cluster, agency | {"origin": "hub"}, HUB, ["summary"])] == [
        "summary",
        "country",
    ]
    assert [one.key for one in questions(cluster, {"title": "x"}, HUB, ["sources"])][1] == "origin"


def test_values_that_are_known_are_proposed() -> None:
    (cluster,) = [kind for kind in KINDS if kind.folder == "clusters"]
    (partnership,) = [kind for kind in KINDS if kind.folder == "partnerships"]
    assert list(question(cluster, "form", HUB).proposals) == ["cluster", "host", "meta-cluster", "agency"]
    assert question(cluster, "sectors", HUB).proposals["food"] == "Food"
    assert question(cluster, "services", HUB).proposals == {"roadmapping": "Roadmapping"}
    assert "eco-d41-2014" in question(cluster, "sources", HUB).proposals
    assert "foodregio" in question(partnership, "members", HUB).proposals
    assert question(cluster, "summary", HUB).proposals == {}


@pytest.mark.parametrize(
    ("key", "answer", "value", "said"),
    [
        ("form", "clutser", "clutser", 'form: "clutser" is not one of its values.\n  hint: did you mean "cluster"?'),
        (
            "sectors",
            "food, foood",
            ["food", "foood"],
            'sectors: the vocabulary "sectors" has no term "foood".\n  hint: did',
        ),
        ("services", "foodregio", ["foodregio"], "services: "),
        ("country", "Germany", "Germany", 'country: "Germany" is not a country code.\n  hint: write DE'),
        ("aliases", "One, two", ["One, two"], ""),
        ("location", "{lat: 1, lon: 2}", "{lat: 1, lon: 2}", ""),
        ("location", "{lat: 1", "{lat: 1", "location: expected a mapping"),
        ("member_count", "[{value: 5, as_of: 2014}]", "[{value: 5, as_of: 2014}]", ""),
        ("website", "www.example.eu", "www.example.eu", "website"),
        ("reviewed", "30.4.2014", "30.4.2014", "reviewed"),
        ("summary", "  ", "", "summary"),
    ],
)
def test_an_answer_is_checked_as_the_check_would(key: str, answer: str, value: Value, said: str) -> None:
    (cluster,) = [kind for kind in KINDS if kind.folder == "clusters"]
    asked = question(cluster, key, HUB)
    assert read(asked, answer) == value
    found = "\n".join(faults(cluster, key, value, HUB))
    assert found.startswith(said)
    assert bool(found) == bool(said)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Umweltcluster Bayern", "umweltcluster-bayern"),
        ("Ørsted & Łódź: Straße – 3P4I!", "orsted-lodz-strasse-3p4i"),
        ("Ὀδυσσεύς", ""),
        ("a" * 70, "a" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
        ("  ", ""),
    ],
)
def test_a_title_suggests_an_id(title: str, name: str) -> None:
    assert id_of(title) == name


@given(st.text(max_size=200))
def test_what_is_suggested_is_an_id(title: str) -> None:
    assert not id_of(title) or ID_PATTERN.fullmatch(id_of(title))


@given(st.text(max_size=60).filter(lambda text: text.strip() and text.isprintable()), st.booleans())
def test_any_text_can_be_a_value_and_comes_back_the_same(words: str, listed: bool) -> None:
    (cluster,) = [kind for kind in KINDS if kind.folder == "clusters"]
    value: Value = [words, "x"] if listed else words
    if not listed and words[0] in "[{":
        return
    front = text(cluster, {"aliases" if listed else "place": value}, HUB, notes=False).split("---\n", 1)[1]
    found = yaml.read(front.rpartition("---\n")[0]).value
    assert found == {"aliases": [" ".join(words.split()), "x"]} if listed else {"place": words}


# --- the command ------------------------------------------------------------------------------------------------------

GIVEN = ["-s", "summary=S.", "-s", "form=cluster", "-s", "country=NO", "-s", "sectors=food", "-s", "origin=hub"]


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return write_hub(tmp_path)


def test_new_writes_a_record_that_is_valid(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*GIVEN, "-s", "services=matching", "--no-notes", "-C", str(hub)]
    assert main(["new", "cluster", "Øst: Food", *arguments]) == CLEAN
    assert capsys.readouterr().out == "clusters/ost-food is there\n  new      content/clusters/ost-food.md\n"
    assert (hub / "content/clusters/ost-food.md").read_text() == (
        "---\ntitle: 'Øst: Food'\nsummary: S.\norigin: hub\nform: cluster\ncountry: NO\nsectors: [food]\n"
        "services: [matching]\n---\n"
    )
    assert main(["check", "--strict", "-C", str(hub)]) == CLEAN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cluster", "Food"], "hubgen: the id is taken by content/clusters/food.md"),
        (["clusters", "Packers"], "hubgen: the address of clusters/packers leads to content/clusters/packaging.md"),
        (["cluster", "New"], "  --set summary=…  One or two sentences"),
        (["clutser", "New"], 'there is no kind "clutser"; kinds: clusters, services'),
        (["cluster"], "Missing argument 'TITLE'."),
        ([], "Missing argument 'KIND'."),
        (["cluster", "New", "-s", "sumary=x"], 'clusters have no key "sumary"; did you mean "summary"?'),
        (["cluster", "New", "-s", "summary"], '--set takes KEY=VALUE, not "summary"'),
        (["cluster", "New", "-s", "country=XX"], '"XX" is not a country code'),
        (["cluster", "Ὀδυσσεύς"], '"Ὀδυσσεύς" suggests no id: name one with --id'),
        (["cluster", "New", "--id", "A b"], '"A b" is not an id: name one with --id'),
        (
            ["cluster", "Food cluster", "--id", "other", *GIVEN],
            "error[HG403]: title: content/clusters/food.md has the title",
        ),
    ],
)
def test_what_cannot_be_written_is_told_of_and_nothing_is(
    arguments: list[str], said: str, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in hub.rglob("*.md")}
    assert main(["new", *arguments, "-C", str(hub)]) == WRONG_USE
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in hub.rglob("*.md")} == before


def test_a_dry_run_shows_the_file(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "cluster", "New", *GIVEN, "-n", "-C", str(hub)]) == CLEAN
    assert "+++ content/clusters/new.md\n@@ -0,0 +1," in capsys.readouterr().out
    assert not (hub / "content/clusters/new.md").exists()


def test_kinds_are_named_by_folder_class_or_what_readers_call_them() -> None:
    names = [
        "clusters",
        "cluster",
        "Cluster organisation",
        "white-papers",
        "white paper",
        "WhitePaper",
        "publication",
        "case",
    ]
    assert [kind_named(name, KINDS).folder for name in names] == [*["clusters"] * 3, *["white-papers"] * 4, "cases"]


def test_at_a_terminal_new_asks_and_proposes_until_an_answer_fits(hub: Path) -> None:
    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    command = [sys.executable, "-m", "hubgen", "new", "-C", str(hub)]
    answers = [
        "cluster",
        "North food",
        "Makes food.",
        "",
        "hub",
        "clutser",
        "",
        "NO",
        "?",
        "food, foood",
        "food",
    ]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env) as process:
        os.close(slave)
        os.write(master, "".join(f"{answer}\n" for answer in answers).encode())
        said = b""
        try:
            while part := os.read(master, 4096):
                said += part
        except OSError:
            pass
    os.close(master)
    talk = said.decode().replace("\r\n", "\n")
    assert process.returncode == CLEAN, talk
    assert "form [cluster]> " in talk
    assert 'form: "clutser" is not one of its values.\n  hint: did you mean "cluster"?' in talk
    assert "  cluster, host, meta-cluster, agency\n" in talk
    assert "food (Food)" in talk
    assert " more: ? shows them" in talk
    assert 'no term "foood".\n  hint: did you mean "food"?' in talk
    found = (hub / "content/clusters/north-food.md").read_text()
    for line in ("title: North food", "origin: hub", "form: cluster", "country: NO", "sectors: [food]"):
        assert f"\n{line}\n" in found
