"""The commands as a person, a script or a forge meets them: exit codes, what is printed, and to whom."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hubgen.cli import main
from hubgen.commands import checking
from hubgen.commands.common import BUG, CLEAN, FAULTS, INTERRUPTED, WRONG_USE
from hubgen.rules import RULES
from tests.checking import ROOT, record

MKDOCS = "site_name: Small\ndocs_dir: content\nplugins:\n  - hubgen\n"
SERVICE = "---\ntitle: Roadmapping\nsummary: S.\ncategory: market-intelligence\npurpose: P.\norigin: hub\n---\nText.\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub of two records without a fault."""
    write(tmp_path, "mkdocs.yml", MKDOCS)
    write(tmp_path, "content/clusters/example.md", record())
    write(tmp_path, "content/services/roadmapping.md", SERVICE)
    return tmp_path


def write(root: Path, path: str, text: str) -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return root / path


def spoil(hub: Path) -> None:
    """One error and one warning in one file, another error in another."""
    write(hub, "content/clusters/example.md", record("member_count: {value: 5, source: paper}"))
    write(hub, "content/services/roadmapping.md", SERVICE.replace("purpose", "purpuse"))


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "hubgen", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="cp1252", check=False)


# --- exit codes -------------------------------------------------------------------------------------------------------


def test_a_clean_hub_is_0(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(hub)]) == CLEAN == 0
    assert capsys.readouterr() == ("2 records: 0 errors, 0 warnings\n", "")


def test_errors_are_1(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)

    assert main(["check", "-C", str(hub)]) == FAULTS == 1
    assert capsys.readouterr().out == (
        'content/clusters/example.md:2:15: warning[HG401]: member_count: the figure "5" has no date.\n'
        '  hint: add its year: {value: "5", as_of: 2014}\n'
        'content/clusters/example.md:2:34: error[HG301]: member_count: no white paper has the id "paper".\n'
        "  hint: add white-papers/paper.md, or correct the id\n"
        'content/services/roadmapping.md:5:1: error[HG201]: there is no key "purpuse".\n'
        '  hint: did you mean "purpose"?\n'
        "2 records: 2 errors, 1 warning\n"
    )


def test_warnings_are_0_unless_they_count_as_errors(hub: Path) -> None:
    write(hub, "content/clusters/example.md", record("member_count: {value: 5, as_of: 2014}"))

    assert main(["check", "-C", str(hub)]) == CLEAN
    assert main(["check", "-C", str(hub), "--strict"]) == FAULTS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "-C", "{hub}/nowhere"], "Directory '{hub}/nowhere' does not exist"),
        (["check", "-C", "{hub}", "nowhere.md"], "there is no nowhere.md"),
        (["check", "-C", "{hub}", "content", "nowhere.md"], "there is no nowhere.md"),
        (["check", "-C", "{hub}", "/etc/hostname"], "/etc/hostname is not in the hub {hub}"),
        (["check", "-C", "{hub}", "--format", "xml"], "'xml' is not one of"),
        (["chekc"], "No such command 'chekc'"),
        (["schema", "-C", "{hub}", "thing"], 'there is no kind "thing"; kinds: clusters, services'),
        (["export", "-C", "{hub}"], "Missing argument 'DIR'"),
        (["export", "-C", "{hub}", "{hub}/mkdocs.yml"], "is a file"),
        (["export", "-C", "{hub}", "/proc/nowhere"], "/proc/nowhere cannot be written to: "),
    ],
)
def test_wrong_use_is_2_and_told_of(
    arguments: list[str], said: str, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(hub=hub) for argument in arguments]) == WRONG_USE == 2
    assert said.format(hub=hub) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("mkdocs", "said"),
    [
        ("site_name: [", "mkdocs.yml cannot be read: "),
        ("docs_dir: nowhere\n", "must name a folder of its own; "),
        ("docs_dir: .\n", "must name a folder of its own; "),
    ],
)
def test_a_hub_that_cannot_be_read_is_wrong_use(
    mkdocs: str, said: str, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(hub, "mkdocs.yml", mkdocs)

    assert main(["check", "-C", str(hub)]) == WRONG_USE
    assert said in capsys.readouterr().err


def test_outside_of_any_hub_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == WRONG_USE
    assert capsys.readouterr().err == (
        "hubgen: no mkdocs.yml in . or any folder above it; go into a hub, or name its folder with -C\n"
    )


def test_a_bug_is_3_and_says_so(hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(checking, "report_kept", fail)

    assert main(["check", "-C", str(hub)]) == BUG == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in said
    assert "this is a bug in hubgen" in said
    assert "report it" in said


def test_an_interrupt_is_130(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "report_kept", interrupt)

    assert main(["check", "-C", str(hub)]) == INTERRUPTED == 130


def test_control_c_ends_a_check_with_130(hub: Path) -> None:
    slow = "import time; import hubgen.cli; from hubgen.commands import checking; checking.report_kept = lambda s: (print('on', flush=True), time.sleep(60)); hubgen.cli.run()"
    command = [sys.executable, "-c", slow, "check", "-C", str(hub)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "on\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)

    assert process.returncode == INTERRUPTED
    assert "Traceback" not in error


# --- where the hub is, and which part of it ---------------------------------------------------------------------------


def test_a_hub_is_found_from_any_folder_of_it(
    hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(hub)
    monkeypatch.chdir(hub / "content/clusters")

    assert main(["check", "example.md"]) == FAULTS
    assert capsys.readouterr().out.splitlines()[-1] == "2 records: 1 error, 1 warning"


@pytest.mark.parametrize(
    ("cwd", "path", "counted"),
    [
        ("content/clusters", "example.md", "1 error, 1 warning"),
        ("content/clusters", ".", "1 error, 1 warning"),
        ("content/clusters", "..", "2 errors, 1 warning"),
        ("content/clusters", "../services", "1 error, 0 warnings"),
        ("content/clusters", "content/services/roadmapping.md", "1 error, 0 warnings"),
        (".", "content/services/", "1 error, 0 warnings"),
        (".", "{hub}/content/services", "1 error, 0 warnings"),
        (".", "mkdocs.yml", "0 errors, 0 warnings"),
    ],
)
def test_paths_are_those_of_the_folder_one_stands_in_or_of_the_hub(
    cwd: str, path: str, counted: str, hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(hub)
    monkeypatch.chdir(hub / cwd)

    code = main(["check", path.format(hub=hub)])
    assert capsys.readouterr().out.splitlines()[-1] == f"2 records: {counted}"
    assert code == (CLEAN if counted.startswith("0") else FAULTS)


def test_a_hub_behind_a_link_is_the_same_hub(hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)
    (tmp_path / "link").symlink_to(hub, target_is_directory=True)

    assert main(["check", "-C", str(tmp_path / "link"), str(tmp_path / "link/content/clusters")]) == FAULTS
    assert capsys.readouterr().out.splitlines()[-1] == "2 records: 1 error, 1 warning"


def test_several_paths_are_added_up(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)

    main(["check", "-C", str(hub), "content/clusters", "content/services", "content"])
    assert capsys.readouterr().out.splitlines()[-1] == "2 records: 2 errors, 1 warning"


def test_the_folder_of_records_may_have_another_name(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (hub / "content").rename(hub / "docs")
    write(hub, "mkdocs.yml", "site_name: Small\nplugins: [hubgen]\n")
    write(hub, "docs/clusters/example.md", record("place: ''"))

    assert main(["check", "-C", str(hub)]) == FAULTS
    assert capsys.readouterr().out.startswith("docs/clusters/example.md:2:8: error[HG203]")


def test_faults_of_the_settings_are_told_with_all_others(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        hub,
        "mkdocs.yml",
        MKDOCS.rstrip()
        + ":\n      schema: 2\n      serach: false\n      workers: 0\n      forge: GitHup\n      branch: a b\n",
    )

    assert main(["check", "-C", str(hub)]) == FAULTS
    assert capsys.readouterr().out == (
        "mkdocs.yml:5:7: error[HG901]: schema 2 is not one this version of hubgen reads.\n"
        "  hint: write schema: 1, or install the version of hubgen that the hub was written for\n"
        'mkdocs.yml:6:7: error[HG901]: the plugin has no option "serach".\n'
        '  hint: did you mean "search"?\n'
        "mkdocs.yml:7:7: error[HG901]: workers: input should be greater than or equal to 1.\n"
        "  hint: How many processes share the work; by default as many as there are processors.\n"
        'mkdocs.yml:8:7: error[HG901]: forge: "GitHup" is not known.\n'
        '  hint: did you mean "github"?\n'
        'mkdocs.yml:9:7: error[HG901]: branch: "a b" has characters that cannot stand there.\n'
        "  hint: The branch of the repository that proposals are made against, where `edit_uri` does not tell.\n"
        "2 records: 5 errors, 0 warnings\n"
    )


def test_an_option_that_is_no_word_is_told_like_any_other(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(hub, "mkdocs.yml", MKDOCS.rstrip() + ":\n      1: 2\n")

    assert main(["check", "-C", str(hub)]) == FAULTS
    assert 'error[HG901]: the plugin has no option "1".' in capsys.readouterr().out


def test_an_own_type_cannot_take_a_name_that_exports_need(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        hub,
        "own_types_with_a_page.py",
        "import hubgen\nclass E(hubgen.Record):\n    folder = 'events'\n    page: str\nKINDS = [E]\n",
    )
    write(hub, "mkdocs.yml", MKDOCS.rstrip() + ":\n      kinds: own_types_with_a_page\n")

    assert main(["check", "-C", str(hub)]) == FAULTS
    assert capsys.readouterr().out.splitlines()[:2] == [
        'mkdocs.yml:5:7: error[HG901]: a record type in "own_types_with_a_page" has a field that exports use for something else: page.',
        "  hint: name a module that can be imported from the hub's folder",
    ]


# --- formats ----------------------------------------------------------------------------------------------------------


def printed(hub: Path, style: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", "-C", str(hub), "--format", style]) == FAULTS
    return capsys.readouterr().out


def test_json_is_one_object(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)
    found = json.loads(printed(hub, "json", capsys))

    assert list(found) == ["records", "errors", "warnings", "issues"]
    assert (found["records"], found["errors"], found["warnings"], len(found["issues"])) == (2, 2, 1, 3)
    assert found["issues"][2] == {
        "code": "HG201",
        "severity": "error",
        "message": 'there is no key "purpuse".',
        "path": "content/services/roadmapping.md",
        "line": 5,
        "column": 1,
        "hint": 'did you mean "purpose"?',
    }


def test_github_shows_annotations(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(hub, "content/clusters/A, b.md", "Text: 100%\n")

    assert printed(hub, "github", capsys).splitlines() == [
        (
            "::error file=content/clusters/A%2C b.md,line=1,col=1,title=HG103::this file in clusters/ has no front matter."
            "%0Ahint: begin it with a line of three hyphens, the record's keys and another line of three hyphens"
        ),
        (
            '::error file=content/clusters/A%2C b.md,line=1,col=1,title=HG117::"A, b" cannot be an id, and so not an address.'
            "%0Ahint: call it a-b.md"
        ),
        "3 records: 2 errors, 0 warnings",
    ]


def test_sarif_has_what_version_2_1_0_asks_for(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)
    write(hub, "content/clusters/Ä b.md", record("title: Other"))
    log: dict[str, Any] = json.loads(printed(hub, "sarif", capsys))
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    assert one["tool"]["driver"]["name"] == "hubgen"
    assert [rule["id"] for rule in rules] == ["HG117", "HG201", "HG301", "HG401"]
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in one["results"])
    assert one["results"][-1] == {
        "ruleId": "HG201",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": 'there is no key "purpuse". Did you mean "purpose"?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/services/roadmapping.md"},
                    "region": {"startLine": 5, "startColumn": 1},
                }
            }
        ],
    }
    assert "content/clusters/%C3%84%20b.md" in [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in one["results"]
    ]


def shape(required: str, **properties: object) -> dict[str, Any]:
    """JSON Schema of an object with these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


TEXT = shape("text", text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ONE = {"type": "integer", "minimum": 1}
REGION = shape("startLine startColumn", startLine=ONE, startColumn=ONE)
URI = {"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"}
LOCATION = shape("artifactLocation region", artifactLocation=shape("uri", uri=URI), region=REGION)
SARIF_RULE = shape(
    "id",
    id={"type": "string"},
    shortDescription=TEXT,
    fullDescription=TEXT,
    defaultConfiguration=shape("level", level=LEVEL),
)
RESULT = shape(
    "message ruleId ruleIndex level locations",
    message=TEXT,
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    locations={"type": "array", "minItems": 1, "items": shape("physicalLocation", physicalLocation=LOCATION)},
)
DRIVER = shape("name", name={"type": "string"}, rules={"type": "array", "uniqueItems": True, "items": SARIF_RULE})
RUN = shape(
    "tool results",
    tool=shape("driver", driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
SARIF = shape(
    "version runs $schema",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": RUN},
)
"""What the schema of SARIF 2.1.0 says of the part of it that is used: closed objects, and what is required."""


def test_sarif_fits_its_schema_whatever_files_are_called(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(hub)
    write(hub, "content/clusters/Ä b#%25?.md", record("title: Other\nbad: 1", "[[nope]]"))
    (hub / "content/clusters/z.md").write_bytes(b"\xff")
    log = json.loads(printed(hub, "sarif", capsys))

    jsonschema.validate(log, SARIF)
    assert len(log["runs"][0]["results"]) > 5


@pytest.mark.parametrize("style", ["text", "json", "github", "gitlab", "sarif"])
def test_what_a_terminal_would_act_on_is_printed_as_an_escape(
    style: str, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(hub, "content/clusters/example.md", record(r'form: "\e[31m\u009b\u202ered"' + "\nserves: ['\u2067x']"))
    write(hub, "content/clusters/b\x1b[31m\n::error ::\u202e.md", record("title: Other"))
    found = printed(hub, style, capsys)

    assert "red" in found
    assert all(c.isprintable() or c == "\n" for c in found)
    assert not any(line.startswith("::error ::") for line in found.splitlines())


def test_any_terminal_can_show_a_message_and_no_bytes_of_a_name_stop_it(hub: Path) -> None:
    (hub / os.fsdecode(b"content/clusters/caf\xe9.md")).write_text(
        record("title: Caf\N{LATIN SMALL LETTER E WITH ACUTE}\nplace: ''"), encoding="utf-8"
    )
    write(hub, "content/clusters/łódź.md", record("title: →"))

    for style in ("text", "json", "github", "gitlab", "sarif"):
        found = run("check", "-C", str(hub), "--format", style, PYTHONIOENCODING="cp1252")
        assert (found.returncode, found.stderr) == (FAULTS, "")


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_reader_that_goes_early_does_not_change_the_outcome(spoilt: bool, hub: Path) -> None:
    write(hub, "content/clusters/example.md", record(f"member_count: [{', '.join(['5'] * 3_000)}]"))
    if spoilt:
        write(hub, "content/clusters/a.md", record("form: clutser"))
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "hubgen", "check", "-C", str(hub)]
    found = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)

    assert (found.returncode, found.stderr) == (FAULTS if spoilt else CLEAN, "")


# --- explain ----------------------------------------------------------------------------------------------------------


def test_explain_tells_why_a_rule_exists_with_a_bad_and_a_good_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "hg108"]) == CLEAN
    assert capsys.readouterr().out == (
        "HG108: Tab in the indentation (error)\n\n"
        "YAML takes blanks only; a tab looks like blanks and is not.\n\n"
        "Wrong:\n\n    location:\n    \\tlat: 48.37\n    \\tlon: 10.90\n\n"
        "Right:\n\n    location:\n      lat: 48.37\n      lon: 10.90\n"
    )


def test_explain_without_a_code_lists_all_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == CLEAN
    found = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in found] == list(RULES)


def test_explain_says_what_can_be_waived(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "HG405"]) == main(["explain", "HG301"]) == CLEAN
    waivable, _, other = capsys.readouterr().out.partition("HG301: ")
    assert "It can be waived" in waivable
    assert "It can be waived" not in other


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", f"[{code}]"]) == CLEAN
    found = capsys.readouterr().out
    assert found.startswith(f"{code}: {RULES[code].title}")
    assert "\nWrong:\n" in found
    assert "\nRight:\n" in found
    assert all(c.isprintable() or c == "\n" for c in found)


def test_there_is_nothing_to_explain_of_what_is_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "HG999"]) == WRONG_USE
    assert 'there is no rule "HG999"; `hubgen explain` lists them all' in capsys.readouterr().err
