"""`hubgen schema`: JSON Schemas that other tools can check front matter with, and that agree with the check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from hubgen.cli import main
from hubgen.commands.common import CLEAN
from hubgen.kinds import KINDS
from tests.checking import ROOT, record


class _YAML12(yaml.SafeLoader):
    """YAML 1.2's core schema, as other tools read it: NO is text, 4:00 and dates too."""


_YAML12.yaml_implicit_resolvers = {}
for pattern, tag, first in (
    (r"(?:true|True|TRUE|false|False|FALSE)$", "bool", "tTfF"),
    (r"(?:~|null|Null|NULL|)$", "null", ["~", "n", "N", ""]),
    (r"[-+]?[0-9]+$", "int", "-+0123456789"),
    (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "float", "-+.0123456789"),
):
    _YAML12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_the_schema_of_a_kind_is_valid_and_every_real_record_keeps_to_it(
    kind: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "-C", str(ROOT), kind.folder]) == CLEAN
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted((ROOT / "content" / kind.folder).rglob("*.md"))

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert paths
    for path in paths:
        front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
        found = yaml.load(front, Loader=_YAML12)  # noqa: S506 - a SafeLoader
        assert [f"{path.name}: {error.json_path} {error.message}" for error in validator.iter_errors(found)] == []


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("conutry: DE", "$"),
        ("form: clutser", "$.form"),
        ("sectors: food", "$.sectors"),
        ("location: {lat: 91, lon: 0}", "$.location"),
        ("draft: maybe", "$.draft"),
    ],
)
def test_the_schema_finds_what_the_check_finds(keys: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", "clusters"])
    validator = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))
    found = yaml.load(record(keys).split("---\n")[1], Loader=_YAML12)  # noqa: S506 - a SafeLoader

    assert [error.json_path for error in validator.iter_errors(found)] == [path]


@pytest.mark.parametrize("name", ["white-papers", "white-paper", "whitepaper"])
def test_a_kind_is_known_by_its_folder_in_one_and_many(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == CLEAN
    assert json.loads(capsys.readouterr().out)["title"] == "Publication"


def test_all_schemas_are_printed_where_no_kind_is_named_even_outside_of_a_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["schema"]) == CLEAN
    assert list(json.loads(capsys.readouterr().out)) == [kind.folder for kind in KINDS]
