"""The hub for machines: JSON and CSV of every kind, with JSON Schemas and CSV metadata.

Drafts and private fields are in none of them. The files are the same in the site and from `hubgen export`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import to_json

from .hub import Hub, RecordEntry
from .kinds import Record

API = "api/v1"
UNPUBLISHED = frozenset({"private", "draft"})
"""Fields that reach no output."""
_LEFT_OUT = set(UNPUBLISHED)
_encode = json.JSONEncoder(ensure_ascii=False).encode
_QUOTE, _TWO = '"', '""'
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a cell begins with that a spreadsheet would run, the wide forms of East Asian keyboards included (after OWASP)."""


class Artifact(NamedTuple):
    """A file made from the hub; `path` is relative to the site's root."""

    path: str
    content: bytes


class Exported(NamedTuple):
    """One record for machines: as a line of JSON and as a line of a table."""

    json: str
    row: str


def export(hub: Hub) -> Iterator[Artifact]:
    """All files of a hub."""
    rows, files = {}, {}
    for entry in hub.records.values():
        made = exported(hub, entry)
        rows[entry.key], file = made.row, of_record(entry, made)
        files[file.path] = file.content
        yield file
    for kind in hub.kinds:
        yield from of_kind(hub, kind, rows, files.__getitem__)
    yield from of_hub(hub)


def exported(hub: Hub, entry: RecordEntry) -> Exported:
    """One record in both forms: its fields as written, its text in Markdown and its relations both ways."""
    fields = {"id": entry.id, "page": entry.url} | entry.record.model_dump(
        mode="json", exclude=_LEFT_OUT, exclude_defaults=True
    )
    head = _dump(fields | {"text": entry.text.strip()})[:-1]
    relations = ",".join(_relations(hub, entry.key))
    return Exported(json=f'{head},"relations":[{relations}]}}', row=_row(entry.kind, fields))


def of_record(entry: RecordEntry, record: Exported) -> Artifact:
    """The file of one record."""
    return _artifact(f"{entry.key}.json", f"{_schema_of(entry.folder)}{record.json[1:]}\n")


def of_kind(hub: Hub, kind: type[Record], rows: Mapping[str, str], read: Callable[[str], bytes]) -> Iterator[Artifact]:
    """The files that hold all records of a kind, with what describes them.

    `rows` has each record's line of its table by key, `read` gives the file of a record by its path: to hold the texts of
    all records until here would take as much memory as all else.
    """
    listed = [entry.key for entry in hub.of_kind(kind.folder)]
    schema = f"{kind.folder}.schema.json"
    head = _dump({"$schema": schema, "kind": kind.one, "count": len(listed)})[:-1]
    after = len(_schema_of(kind.folder).encode())
    # one record a line: readable in a comparison of two versions
    lines = b",\n{".join([read(f"{API}/{key}.json")[after:-1] for key in listed])
    opened = b"{" if listed else b""
    yield Artifact(f"{API}/{kind.folder}.json", b'%b,"records": [\n%b%b\n]}\n' % (head.encode(), opened, lines))
    yield _json(schema, json_schema(kind, exported=True))
    yield _csv(kind, [rows[key] for key in listed])
    yield _json(f"{kind.folder}.csv-metadata.json", _csv_metadata(kind))


def of_hub(hub: Hub) -> Iterator[Artifact]:
    """The vocabularies, and what there is."""
    yield _json("vocabularies.json", _vocabularies(hub))
    yield _json("index.json", _index(hub))


def _schema_of(folder: str) -> str:
    """How a record's own file begins."""
    return f'{{"$schema":"../{folder}.schema.json#/$defs/record",'


def _relations(hub: Hub, key: str) -> list[str]:
    """A record's relations with other records, those that it names before those that name it, each as JSON."""
    records, out, into = hub.records, hub.out.get(key, ()), hub.into.get(key, ())
    return [
        *[f'{_tie(r.name, r.label)}"{r.target}"}}' for r in out if r.target in records],
        *[f'{_tie(r.name, r.inverse)}"{r.source}","inverse":true}}' for r in into if r.source in records],
    ]


@cache
def _tie(name: str, label: str) -> str:
    """How the JSON of a relation begins, which many have in common; what follows is a key, plain as ids are."""
    return f'{_dump({"name": name, "label": label})[:-1]},"record":'


def file_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a file of YAML: a vocabulary, the waivers."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | model.model_json_schema()


def json_schema(kind: type[Record], *, exported: bool = False) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a kind's front matter; where `exported`, of the file that holds all its records."""
    schema = kind.model_json_schema()
    required = [
        {"anyOf": [*({"required": [key]} for key in rule.keys), *_unless(rule.unless)]} for rule in kind.requires
    ]
    schema |= {"title": kind.one, "description": " ".join((kind.__doc__ or kind.about).split()), "allOf": required}
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if not exported:
        return head | schema
    definitions = schema.pop("$defs", {})
    for name in UNPUBLISHED:
        schema["properties"].pop(name, None)
    schema["properties"] |= _ADDED
    schema["required"] = [*schema.get("required", ()), "id", "page", "text", "relations"]
    listed = {"type": "array", "items": {"$ref": "#/$defs/record"}}
    properties = {
        "$schema": {"type": "string"},
        "kind": {"const": kind.one},
        "count": {"type": "integer"},
        "records": listed,
    }
    return head | {
        "title": kind.many,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions | {"record": schema},
    }


_ADDED: dict[str, Any] = {
    "$schema": {"type": "string"},
    "id": {"type": "string", "description": "Unique among records of its kind."},
    "page": {"type": "string", "description": "The record's page, relative to the site's root."},
    "text": {"type": "string", "description": "The text, in Markdown."},
    "relations": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "label": {"type": "string"},
                "record": {"type": "string"},
                "inverse": {"const": True},
            },
            "required": ["name", "label", "record"],
        },
    },
}


def _unless(condition: tuple[str, str] | None) -> list[dict[str, Any]]:
    return [{"properties": {condition[0]: {"const": condition[1]}}, "required": [condition[0]]}] if condition else []


def _dump(content: Any) -> str:
    # pydantic's encoder is compiled: with ten thousand records that is half a second
    return to_json(content).decode()


def _artifact(path: str, text: str) -> Artifact:
    return Artifact(path=f"{API}/{path}", content=text.encode())


def _json(path: str, content: Any) -> Artifact:
    return _artifact(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


# --- tables -----------------------------------------------------------------------------------------------------------


@cache
def _columns(kind: type[Record]) -> dict[str, int]:
    """The columns of a kind's table by name, with their places."""
    names = ["id", "page", *(name for name in kind.model_fields if name not in UNPUBLISHED)]
    return {name: place for place, name in enumerate(names)}


def _csv(kind: type[Record], rows: Iterable[str]) -> Artifact:
    """A table that spreadsheets open: UTF-8 with a mark, lists joined by " | ", mappings as JSON."""
    lines = [f"{','.join(_columns(kind))}\r\n", *rows]
    return Artifact(path=f"{API}/{kind.folder}.csv", content="".join(lines).encode("utf-8-sig"))


def _row(kind: type[Record], fields: Mapping[str, Any]) -> str:
    """A record's line of its kind's table."""
    columns = _columns(kind)
    cells = [""] * len(columns)
    for name, value in fields.items():
        cells[columns[name]] = _quoted(_cell(value))
    return f"{','.join(cells)}\r\n"


def _quoted(cell: str) -> str:
    """A cell after RFC 4180, as `csv` writes it; that takes five times as long for a line."""
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return f'"{cell.replace(_QUOTE, _TWO)}"'
    return cell


def _cell(value: Any) -> str:
    """A value in a table: text as it is, several texts in one, all else as JSON."""
    if isinstance(value, list) and {*map(type, value)} <= {str}:
        value = " | ".join(value)
    if not isinstance(value, str):
        return _encode(value)
    # a cell that begins like a formula would be run by a spreadsheet
    return f"'{value}" if value[:1] in _FORMULA else value


def _csv_metadata(kind: type[Record]) -> dict[str, Any]:
    """What the columns mean, after the W3C's "Metadata Vocabulary for Tabular Data"."""
    columns = []
    for name in _columns(kind):
        info = kind.model_fields.get(name)
        title, text = (info.title or name, info.description or "") if info else (name, _ADDED[name]["description"])
        columns.append({"name": name, "titles": name, "dc:title": title, "dc:description": text, "datatype": "string"})
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{kind.folder}.csv",
        "tableSchema": {"primaryKey": "id", "columns": columns},
    }


def _vocabularies(hub: Hub) -> dict[str, Any]:
    def dump(model: BaseModel) -> dict[str, Any]:
        return model.model_dump(mode="json", exclude_defaults=True)

    return {name: dump(vocabulary) for name, vocabulary in hub.vocabularies.items()}


def _index(hub: Hub) -> dict[str, Any]:
    kinds = [
        {
            "folder": kind.folder,
            "kind": kind.one,
            "count": len(hub.of_kind(kind.folder)),
            "json": f"{kind.folder}.json",
            "csv": f"{kind.folder}.csv",
            "schema": f"{kind.folder}.schema.json",
        }
        for kind in hub.kinds
    ]
    return {"version": 1, "kinds": kinds, "vocabularies": "vocabularies.json"}
