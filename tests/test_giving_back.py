"""Adaptations told of: the record of one is right whatever was typed, the forge's address, the tree, the day of a change."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.check import check
from hubgen.forge import Place, new_file, place
from hubgen.history import last_changes
from hubgen.kinds import KINDS
from hubgen.pages import Renderer, Surroundings
from hubgen.words import load
from tests.checking import ROOT, TODAY, Files, base

# --- the record -------------------------------------------------------------------------------------------------------

HOSTILE = st.sampled_from(
    [
        'a "b" \\ c: d # e', "---\nx: y\n---", "<img src=x onerror=alert(1)>", "{{7*7}}", "[[nowhere]]", "[a](missing.md#x)", "yes", "null", "2014", "- a",
        "# head\n## head", "<<<<<<< HEAD", "`a` *b*", "\t", "€ 😀 \u2028 \u200b", "http://a.example/<x>", "&amp; &#x0;", "[^1]", "| a |", "\ufeffx", "%TAG", "@a", "!b", "? c",
    ]
)  # fmt: skip
TYPED = st.one_of(HOSTILE, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)).map(
    lambda text: f"Told {text}"
)


@pytest.fixture(scope="module")
def makes() -> Any:
    """The browser's module, run by Node: what was typed gives a record."""
    words = dict(load()["give_back"]["client"])
    code = f"""
import readline from "node:readline";
import {{ record }} from "./hubgen/client/give-back-record.js";
const settings = {{ refer: [["services", true]], today: "2014-10-10", words: {json.dumps(words)} }};
const source = {{ adapted: "meeting", template: "", taken: {{ services: ["roadmapping"] }} }};
readline.createInterface({{ input: process.stdin }}).on("line", (line) => console.log(JSON.stringify(record(JSON.parse(line), source, settings))));
"""
    command = [sys.executable, "scripts/node.py", "--input-type=module", "-e", code]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        into, out = node.stdin, node.stdout

        def made(told: dict[str, Any]) -> str:
            into.write(json.dumps(told) + "\n")
            into.flush()
            text: str = json.loads(out.readline())
            return text

        yield made
        into.close()


MEETING = "---\ntitle: Meeting\nsummary: They met.\nservices: [roadmapping]\nproblem: They did not know each other.\norigin: hub\n---\nText.\n"


@settings(deadline=None)  # a process of its own answers, and a busy machine makes it slow
@given(told=st.fixed_dictionaries(dict.fromkeys(("title", "summary", "who", "changed", "result", "problem"), TYPED)))
def test_a_record_is_without_a_fault_whatever_was_typed(makes: Any, told: dict[str, str]) -> None:
    text = makes({**told, "cluster": "", "say": {"problem": told["problem"]}})
    files = {**BASE_FILES, "content/cases/meeting.md": MEETING, "content/cases/ours.md": text}
    found = check(Files(files), KINDS, today=TODAY)
    assert [str(issue) for issue in found.report.issues if issue.path == "content/cases/ours.md"] == []
    record: Any = found.hub.records["cases/ours"].record
    assert " ".join(record.title.split()).startswith("Told")
    assert record.adapted_from == "meeting"
    assert record.sources[0].origin == "hub"


BASE_FILES = base()


# --- the forge --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "forge", "expected"),
    [
        ("https://github.com/o/r", None, ("GitHub", "https://github.com/o/r/new/main/{folder}?filename={name}&value={text}")),
        ("https://gitlab.com/o/r.git", None, ("GitLab", "https://gitlab.com/o/r/-/new/main?file_name={folder}/{name}")),
        ("https://codeberg.org/o/r/", None, ("Forgejo", "https://codeberg.org/o/r/_new/main/{folder}?filename={name}&value={text}")),
        ("https://git.example.eu/o/r", "gitea", ("Gitea", "https://git.example.eu/o/r/_new/main/{folder}?filename={name}&value={text}")),
        ("https://git.example.eu/o/r", None, None),
        ("javascript:alert(1)", "github", None),
        ("", "github", None),
    ],
)  # fmt: skip
def test_a_new_file_is_proposed_where_the_forge_takes_it(repository: str, forge: Any, expected: Any) -> None:
    assert new_file(repository, forge, Place()) == expected


@pytest.mark.parametrize(
    ("edit_uri", "branch", "expected"),
    [
        ("", None, Place("main")),
        ("edit/master/content/", None, Place("master")),
        ("-/edit/main/deep/my hub/content/", None, Place("main", "deep/my hub/")),
        ("_edit/work/2027/hub/content", "work/2027", Place("work/2027", "hub/")),
        ("edit/master/content/", "trunk", Place("trunk")),
        ("edit/master/docs/", None, Place("main")),
        ("?file=content/", None, Place("main")),
    ],
)
def test_the_address_for_editing_tells_where_a_hub_is_in_its_repository(
    edit_uri: str, branch: str | None, expected: Place
) -> None:
    assert place(edit_uri, "content", branch) == expected


def test_a_new_file_goes_below_the_folders_above_a_hub() -> None:
    found = new_file("https://codeberg.org/o/r", None, Place("main", "my hub/"))
    assert found
    assert found.address == "https://codeberg.org/o/r/_new/main/my%20hub/{folder}?filename={name}&value={text}"


# --- the tree ---------------------------------------------------------------------------------------------------------


def case(title: str, origin: str = "") -> str:
    adapted = f"adapted_from: {origin}\n" if origin else ""
    return MEETING.replace("title: Meeting", f"title: {title}\n{adapted}".rstrip())


def page(files: dict[str, str], key: str) -> str:
    checked = check(Files({**BASE_FILES, **files}), KINDS, today=TODAY)
    return Renderer(checked.hub, Surroundings(site_name="Small hub")).record(checked.hub.records[key]).html


def test_a_practice_shows_what_it_came_from_and_what_came_of_it() -> None:
    files = {
        "content/cases/meeting.md": case("Meeting"),
        "content/cases/second.md": case("Second <b>", "meeting"),
        "content/cases/third.md": case("Third", "second"),
        "content/cases/other.md": case("Other", "meeting"),
        "content/cases/alone.md": case("Alone"),
    }
    tree = (
        '<ul><li><a href="../../cases/meeting/">Meeting</a><ul><li><a href="../../cases/other/">Other</a></li>'
        '<li><b aria-current="page">Second &lt;b&gt;</b><ul><li><a href="../../cases/third/">Third</a></li></ul></li></ul></li></ul>'
    )
    assert tree in page(files, "cases/second")
    assert "Adaptations" not in page(files, "cases/alone")
    assert 'href="../../tools/give-back/?from=cases/second"' in page(files, "cases/second")
    assert "tools/give-back/" not in page(files, "services/roadmapping")


def test_a_long_tree_is_cut_and_says_so() -> None:
    files = {"content/cases/meeting.md": case("Meeting")}
    files |= {f"content/cases/copy-{n}.md": case(f"Copy {n}", "meeting") for n in range(80)}
    html = page(files, "cases/meeting")
    assert "And 21 more." in html


def test_what_lies_deeper_than_a_tree_shows_is_counted() -> None:
    files = {"content/cases/copy-0.md": case("Copy 0")}
    files |= {f"content/cases/copy-{n}.md": case(f"Copy {n}", f"copy-{n - 1}") for n in range(1, 40)}
    # twelve generations upwards, twice as many below the first of them
    assert "And 15 more." in page(files, "cases/copy-0")
    assert "And 3 more." in page(files, "cases/copy-24")


# --- the day of a change ----------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> None:
    env = {
        "GIT_AUTHOR_DATE": f"{day}T12:00:00+0000",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000",
        "HOME": str(root),
        "PATH": "/usr/bin:/bin",
    }
    names = ["-c", "user.name=A", "-c", "user.email=a@example.eu"]
    subprocess.run(["git", "-C", str(root), *names, *arguments], check=True, capture_output=True, env=env)


def test_the_day_of_the_last_commit_of_each_file(tmp_path: Path) -> None:
    hub = tmp_path / "deep" / "hub"
    folder = hub / "content" / "templates"
    folder.mkdir(parents=True)
    git(tmp_path, "init", "-q")
    for name in ("a b.md", "ö.md"):
        (folder / name).write_text("one")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one", day="2026-01-01")
    (folder / "ö.md").write_text("two")
    git(tmp_path, "commit", "-qam", "two", day="2026-03-01")
    assert last_changes(hub, "content/templates") == {
        "content/templates/a b.md": "2026-01-01",
        "content/templates/ö.md": "2026-03-01",
    }
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}", str(tmp_path / "shallow"))
    assert last_changes(tmp_path / "shallow" / "deep" / "hub", "content/templates") == {}


def test_without_a_repository_there_is_no_day(tmp_path: Path) -> None:
    assert last_changes(tmp_path, "content") == {}
