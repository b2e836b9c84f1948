"""The hub for machines: every file keeps to its schema, tables are safe to open, and nothing private gets out."""

from __future__ import annotations

import calendar
import csv
import io
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.check import Checked, check
from hubgen.cli import main
from hubgen.commands.common import CLEAN, FAULTS
from hubgen.exports import UNPUBLISHED, _quoted, export
from hubgen.insights.quality import quality
from hubgen.kinds import KINDS, RESERVED
from hubgen.pages.quality import quality_files
from hubgen.source import Disk
from tests.checking import BASE, EXAMPLE, ROOT, TODAY, checked, record

CANARY = "canary-that-must-not-sing"


def files(found: Checked) -> dict[str, bytes]:
    """The exported files by path below `api/v1/`."""
    assert found.report.errors == 0
    all_ = [*export(found.hub), *quality_files(quality(found))]
    return {path.removeprefix("api/v1/"): content for path, content in all_}


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    """The exports of the hub's own content."""
    disk = Disk(ROOT)
    return files(check(disk, today=TODAY, exists=disk.has))


# --- what is written --------------------------------------------------------------------------------------------------


def test_a_record_is_exported_with_its_text_and_its_relations_both_ways() -> None:
    found = files(
        checked(
            {
                EXAMPLE: record(
                    "place: Bad Wörishofen\nhosted_by: foodregio\nmember_count: {value: 1.10, as_of: 2014}\nsources: [eco-d41-2014]"
                )
            }
        )
    )

    assert json.loads(found["clusters/example.json"]) == {
        "$schema": "../clusters.schema.json#/$defs/record",
        "id": "example",
        "page": "clusters/example/",
        "title": "Example cluster",
        "summary": "An example.",
        "sources": [{"publication": "eco-d41-2014"}],
        "origin": "hub",
        "form": "cluster",
        "country": "DE",
        "place": "Bad Wörishofen",
        "sectors": ["food"],
        "member_count": [{"value": "1.10", "as_of": "2014"}],
        "services": ["roadmapping"],
        "hosted_by": ["foodregio"],
        "text": "Text.",
        "relations": [
            {"name": "sources", "label": "Sources", "record": "white-papers/eco-d41-2014"},
            {"name": "services", "label": "Services", "record": "services/roadmapping"},
            {"name": "hosted_by", "label": "Hosted by", "record": "clusters/foodregio"},
        ],
    }
    assert {"name": "hosted_by", "label": "Hosts", "record": "clusters/example", "inverse": True} in json.loads(
        found["clusters/foodregio.json"]
    )["relations"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_file_of_a_kind_keeps_to_the_schema_beside_it(kind: Any, real: dict[str, bytes]) -> None:
    schema = json.loads(real[f"{kind.folder}.schema.json"])
    listed = json.loads(real[f"{kind.folder}.json"])
    alone = [json.loads(content) for path, content in real.items() if path.startswith(f"{kind.folder}/")]
    one = jsonschema.Draft202012Validator({**schema["$defs"]["record"], "$defs": schema["$defs"]})

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(listed)
    assert listed["count"] == len(listed["records"]) == len(alone) > 0
    for record_alone in alone:
        one.validate(record_alone)
        record_alone.pop("$schema")
        assert record_alone in listed["records"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_a_table_has_the_columns_that_its_metadata_names(kind: Any, real: dict[str, bytes]) -> None:
    metadata = json.loads(real[f"{kind.folder}.csv-metadata.json"])
    table = rows(real[f"{kind.folder}.csv"])

    assert [column["name"] for column in metadata["tableSchema"]["columns"]] == list(table[0])
    assert [row["id"] for row in table] == [one["id"] for one in json.loads(real[f"{kind.folder}.json"])["records"]]


def test_no_field_has_a_name_that_exports_use_for_something_else(real: dict[str, bytes]) -> None:
    assert not [kind for kind in KINDS if RESERVED & kind.model_fields.keys()]
    assert json.loads(real["clusters.schema.json"])["$defs"]["record"]["required"][-4:] == [
        "id",
        "page",
        "text",
        "relations",
    ]
    assert {"id", "page", "text", "relations"} == RESERVED


def test_the_index_names_every_file_of_a_kind(real: dict[str, bytes]) -> None:
    index = json.loads(real["index.json"])
    named = {kind[style] for kind in index["kinds"] for style in ("json", "csv", "schema")}

    assert {kind["folder"]: kind["count"] for kind in index["kinds"]} == {
        kind.folder: len(rows(real[f"{kind.folder}.csv"])) for kind in KINDS
    }
    assert {*named, index["vocabularies"]} <= real.keys()


def test_all_json_is_strict(real: dict[str, bytes]) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    for path, content in real.items():
        if path.endswith(".json"):
            json.loads(content, parse_constant=refuse)


def test_what_is_no_number_does_not_get_as_far_as_an_export() -> None:
    programme = "---\ntitle: P\nsummary: S.\norigin: hub\ninstruments: [{name: V, amount: {min: nan, max: 1e999}}]\n---\nText.\n"

    found = checked({"content/programmes/p.md": programme}).report.issues
    assert [(issue.code, issue.line, issue.column) for issue in found if issue.severity == "error"] == [
        ("HG203", 5, 39),
        ("HG203", 5, 49),
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "\uff1d1+1"])
def test_a_cell_is_not_run_as_a_formula(formula: str) -> None:
    quoted = formula.replace("'", "''")
    found = files(checked({EXAMPLE: record(f"place: '{quoted}'\naliases: ['{quoted}', b]")}))
    (row,) = [row for row in rows(found["clusters.csv"]) if row["id"] == "example"]

    assert row["place"] == f"'{formula}"
    assert row["aliases"] == f"'{formula} | b"


def test_commas_quotation_marks_and_lines_stay_in_their_cell() -> None:
    summary = 'Says "a, b"; and more.'
    found = files(checked({EXAMPLE: record(f"summary: '{summary}'", "Line one.\n\nLine two.\n")}))
    (row,) = [row for row in rows(found["clusters.csv"]) if row["id"] == "example"]

    assert row["summary"] == summary
    assert row["sectors"] == "food"


@given(st.lists(st.text("ab,;\" '\r\n\x00é"), min_size=2))
def test_cells_of_a_table_are_as_the_standard_library_writes_them(cells: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    assert ",".join(map(_quoted, cells)) + "\r\n" == out.getvalue()


# --- what stays in the repository -------------------------------------------------------------------------------------


def test_nothing_of_a_draft_or_of_private_fields_is_in_any_file() -> None:
    draft = record(
        f"title: {CANARY}\ndraft: true\naliases: [{CANARY}]\nformer_ids: [{CANARY}-old]\nhosted_by: foodregio\nsectors: [food]\ncountry: IS",
        f"{CANARY} [[foodregio]]\n",
    )
    public = record(f"private: {{note: {CANARY}, more: [{{{CANARY}: x}}]}}")
    found = files(checked({f"content/clusters/{CANARY}.md": draft, EXAMPLE: public}))

    assert not [path for path, content in found.items() if CANARY in path or CANARY.encode() in content]
    assert not [path for path, content in found.items() if "schema" not in path and b"Iceland" in content]
    assert "clusters/example.json" in found


def test_the_schemas_of_exports_do_not_speak_of_what_is_not_exported(real: dict[str, bytes]) -> None:
    for kind in KINDS:
        properties = json.loads(real[f"{kind.folder}.schema.json"])["$defs"]["record"]["properties"]
        assert not UNPUBLISHED & properties.keys()


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_files(
    tmp_path: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(calendar.timegm(TODAY.timetuple())))
    assert main(["export", "-C", str(BASE), str(tmp_path / "out")]) == CLEAN
    written = {
        path.relative_to(tmp_path / "out/api/v1").as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }

    assert written == files(checked({}))
    assert capsys.readouterr().err == f"{len(written)} files in {tmp_path / 'out'}\n"


def test_a_hub_with_errors_is_not_exported(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content/clusters").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("plugins: [hubgen]\n", encoding="utf-8")
    (tmp_path / "content/clusters/example.md").write_text(record(), encoding="utf-8")

    assert main(["export", "-C", str(tmp_path), str(tmp_path / "out")]) == FAULTS
    assert "error[HG301]" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
