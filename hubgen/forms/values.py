"""What a file with the answers of a form holds, as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from .filling import Field, Plan

_DECIMAL = {"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,6})?$"}
"""Decimals are texts, so that no cent is lost on the way through a program."""


def values_schema(plan: Plan) -> dict[str, Any]:
    """The schema of the file that a form saves. Answers may be missing: a file holds work that is under way."""
    answers = {field["id"]: _described(field) for field in plan["fields"] if not field.get("made")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": plan["title"],
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "template": {"const": plan["id"]},
            "version": {"type": "string"},
            "values": {"type": "object", "properties": answers, "additionalProperties": False},
        },
        "required": ["template", "values"],
    }


def _described(field: Field) -> dict[str, Any]:
    return {"title": field["label"]} | ({"description": field["help"]} if field.get("help") else {}) | _type(field)


def _type(field: Field) -> dict[str, Any]:
    options = [option for option, _ in field.get("options", ())]
    match field["type"]:
        case "number" | "money":
            return _DECIMAL
        case "date":
            return {"type": "string", "format": "date"}
        case "choice" | "scale":
            return {"enum": options}
        case "choices" | "checklist":
            return {"type": "array", "items": {"enum": options}, "uniqueItems": True}
        case "table":
            cells = {column["id"]: {"title": column["label"]} | _cell(column) for column in field["columns"]}
            return {"type": "array", "items": {"type": "object", "properties": cells, "additionalProperties": False}}
        case _:
            return {"type": "string"}


def _cell(column: Field) -> dict[str, Any]:
    """A cell's type; any may be empty."""
    return {"anyOf": [_type(column), {"const": ""}]} if column["type"] != "text" else {"type": "string"}
