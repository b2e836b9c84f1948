"""A kind's fields as Decap's: which form each value is written in follows from the kind's JSON Schema.

What no form can show, such as a mapping with keys of an editor's own, is left out; it stays in the file as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..exports import json_schema
from ..kinds import Record
from ..places import country_names

Field = dict[str, Any]
"""A field of Decap's configuration. `alone` and `single` are the hub's own: a value may be written without its mapping,
or without its list."""

_DAY = ["^\\d{4}-\\d{2}-\\d{2}$", "a day: 2026-11-22"]
_NUMBER = ["^-?\\d+(\\.\\d+)?$", "a number: 48.37"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What references may name: vocabularies with the labels of their terms, and folders whose records a form can list."""

    terms: Mapping[str, Mapping[str, str]]
    folders: frozenset[str]


def fields(kind: type[Record], targets: Targets) -> list[Field]:
    """The fields of a kind's front matter, in their order."""
    schema = json_schema(kind)
    return _Form(schema.get("$defs", {}), targets).fields(schema, needed=True)


class _Form:
    """Makes fields of one schema, whose named parts are `parts`."""

    def __init__(self, parts: Mapping[str, Any], targets: Targets) -> None:
        self._parts, self._targets = parts, targets

    def fields(self, schema: Mapping[str, Any], *, needed: bool) -> list[Field]:
        """The fields of a mapping; where it is not `needed` as a whole, none of them is."""
        required = set(schema.get("required", ())) if needed else set()
        made = ((name, self._field(name, one, name in required)) for name, one in schema["properties"].items())
        return [field for name, field in made if field]

    def _field(self, name: str, schema: Mapping[str, Any], required: bool) -> Field | None:
        widget = self._widget(self._shapes(schema), schema, required)
        if widget is None:
            return None
        head = {"name": name, "label": schema.get("title", name), "required": required}
        return head | {"hint": _hint(schema)} | widget

    def _shapes(self, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The shapes that a value may have, named parts looked up."""
        if "$ref" in schema:
            return self._shapes(self._parts[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return [shape for one in schema["anyOf"] for shape in self._shapes(one) if shape.get("type") != "null"]
        return [schema]

    def _widget(self, shapes: list[Mapping[str, Any]], given: Mapping[str, Any], required: bool) -> Field | None:
        if listed := next((one for one in shapes if one.get("type") == "array"), None):
            inner = self._list(self._shapes(listed.get("items", {})), given)
            return inner and inner | ({"single": True} if len(shapes) > 1 else {})
        if mapping := next((one for one in shapes if one.get("type") == "object"), None):
            return self._mapping(mapping, shapes, needed=required)
        return self._scalar(shapes, given, required)

    def _list(self, items: list[Mapping[str, Any]], given: Mapping[str, Any]) -> Field | None:
        if "x-to" in given:
            return self._reference(given["x-to"], many=True)
        if any(one.get("type") == "array" for one in items):
            return None
        if mapping := next((one for one in items if one.get("type") == "object"), None):
            inner = self._mapping(mapping, items, needed=True)
            if inner is None:
                return None
            first = inner["fields"][0]["name"]
            return inner | {"widget": "list", "collapsed": True, "summary": f"{{{{fields.{first}}}}}"}
        item = self._scalar(items, {}, required=True)
        if item and item["widget"] == "select":
            return item | {"multiple": True}
        return {"widget": "list", "field": {"name": "item", "label": given.get("title", ""), **(item or _LINE)}}

    def _mapping(self, mapping: Mapping[str, Any], shapes: list[Mapping[str, Any]], *, needed: bool) -> Field | None:
        if not mapping.get("properties"):
            return None
        alone = {"alone": True} if any(one.get("type") != "object" for one in shapes) else {}
        return {"widget": "object", "collapsed": True, "fields": self.fields(mapping, needed=needed)} | alone

    def _scalar(self, shapes: list[Mapping[str, Any]], given: Mapping[str, Any], required: bool) -> Field:
        if "x-to" in given:
            return self._reference(given["x-to"], many=False)
        if closed := _closed(shapes):
            return {"widget": "select", "options": closed}
        kinds = {kind for one in shapes for kind in _types(one)}
        if kinds == {"boolean"}:
            # one that may be left open has three answers
            return _BOX if given.get("default") is False else {"widget": "select", "options": ["true", "false"]}
        if any("x-paragraphs" in one for one in shapes) or (required and _is_long(given)):
            return {"widget": "text"}
        pattern = (
            _NUMBER if kinds == {"number"} else _DAY if any(one.get("format") == "date" for one in shapes) else None
        )
        return _LINE | ({"pattern": pattern} if pattern else {})

    def _reference(self, to: list[str], *, many: bool) -> Field:
        several = {"multiple": True} if many else {}
        terms = [self._targets.terms[name] for name in to if name in self._targets.terms]
        if len(terms) == len(to):
            return {"widget": "select", "options": _options(terms)} | several
        if len(to) == 1 and to[0] in self._targets.folders:
            return _RELATION | {"collection": to[0]} | several
        return {"widget": "list", "field": {"name": "item", "label": "Id", **_LINE}} if many else _LINE


_LINE: Field = {"widget": "string"}
_BOX: Field = {"widget": "boolean"}
_RELATION: Field = {
    "widget": "relation",
    "search_fields": ["title"],
    "display_fields": ["title"],
    # an id is the name of its file
    "value_field": "{{filename}}",
    "options_length": 30,
}


def _types(shape: Mapping[str, Any]) -> list[str]:
    kinds = shape.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _closed(shapes: list[Mapping[str, Any]]) -> list[Any]:
    """The values of a closed list, as text; none where any other value is allowed too."""
    if any("x-countries" in one for one in shapes):
        return [{"value": code, "label": f"{name} ({code})"} for code, name in _countries()]
    if not all("enum" in one or "const" in one for one in shapes):
        return []
    values = [str(value) for one in shapes for value in one.get("enum", [one.get("const")])]
    return list(dict.fromkeys(values))


def _countries() -> list[tuple[str, str]]:
    return sorted(country_names().items(), key=lambda pair: pair[1])


def _options(vocabularies: list[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"value": term, "label": label} for terms in vocabularies for term, label in terms.items()]


def _is_long(given: Mapping[str, Any]) -> bool:
    """Whether a text is likely a sentence: names and figures have an example."""
    return given.get("type") == "string" and "examples" not in given


def _hint(schema: Mapping[str, Any]) -> str:
    words = str(schema.get("description", ""))
    example = str(next(iter(schema.get("examples", ())), ""))
    # one in YAML's brackets means nothing to somebody who fills in a form
    shown = example and example not in words and example[0] not in "[{"
    return f"{words} Example: {example}" if shown else words
