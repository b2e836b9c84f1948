"""Settings for editors that are kept in the repository: they are what the program says."""

from __future__ import annotations

import json
import re

import pytest

from hubgen.cli import main
from hubgen.issues import Issue, as_line
from tests.checking import ROOT

FOLDER = ROOT / ".vscode"


def without_comments(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["vocabulary", "waivers"])
def test_schemas_are_those_that_the_command_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`hubgen schema NAME > .vscode/NAME.schema.json` renews one."""
    assert main(["schema", name]) == 0
    assert capsys.readouterr().out == (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")


def test_each_schema_is_given_to_files_that_there_are() -> None:
    settings = json.loads(without_comments((FOLDER / "settings.json").read_text(encoding="utf-8")))
    for schema in settings["yaml.schemas"]:
        assert (ROOT / schema).is_file()


def test_the_task_reads_what_a_check_prints() -> None:
    [task] = json.loads((FOLDER / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    line = as_line(Issue(code="HG301", path="content/clusters/a b.md", line=3, column=14, message="members: no."))
    found = re.search(pattern["regexp"], line)
    assert found
    assert found.groups() == ("content/clusters/a b.md", "3", "14", "error", "HG301", "members: no.")
