"""Faults of fields in an editor's words: what was found, where, what is allowed and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from . import yaml
from .issues import Issue
from .near import nearest, same, slip
from .schema import Loc
from .syntax import ODD_BLANKS, odd_blank


def field_issue(path: str, model: type[BaseModel], detail: ErrorDetails, tree: yaml.Tree) -> Issue:
    """A fault that pydantic found, under the hub's own code and in its words."""
    loc, context = detail["loc"], detail.get("ctx", {})
    where = _breadcrumb(tree.way(loc))
    line, column = tree.place(loc)
    above = tree.way(loc[:-1])
    key = (*above, *loc[-1:])
    code, message, hint, instead = "HG203", "", "", ""
    match detail["type"]:
        case "extra_forbidden":
            line, column = tree.keys.get(key, (line, column))
            allowed = fields_at(model, loc[:-1])
            code, message, hint = unknown_key(allowed, key)
            meant = slip(str(key[-1]), allowed)
            instead = meant if (*key[:-1], meant) not in tree.keys else ""
        case "missing":
            state = "empty" if key in tree.keys else "missing"
            code, message = "HG202", f'{_prefix(above)}the required key "{loc[-1]}" is {state}.'
            hint = _help(model, loc)
            line, column = tree.keys.get(key, (line, column))
        case "literal_error" if isinstance(detail["input"], str):
            values = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            code, message, hint = "HG204", *_not_allowed(where, detail["input"], values)
            instead = same(detail["input"], values)
        case known if known.startswith("HG"):
            code, message, hint = known, f"{where}: {context['message']}", str(context.get("hint", ""))
            instead = str(context.get("instead", ""))
        case other:
            message, hint = _one_too_many(model, where, detail) or _wrong_type(where, other, detail)
            hint = _as_keys(model, loc) if hint == A_MAPPING and fields_at(model, loc) else hint
    return Issue(code=code, path=path, line=line, column=column, message=message, hint=hint, instead=instead)


def _breadcrumb(loc: Loc) -> str:
    """`steps[2].gate` for people: items counted from one."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "front matter"


def _prefix(loc: Loc) -> str:
    return f"{_breadcrumb(loc)}: " if loc else ""


@lru_cache(maxsize=128)
def fields_at(model: type[BaseModel], loc: Loc) -> Mapping[str, str]:
    """The keys allowed where a way leads to, with the help of each."""
    properties: dict[str, Any] = next((o["properties"] for o in _allowed_at(model, loc) if "properties" in o), {})
    return {key: str(value.get("description", "")) for key, value in properties.items()}


def _allowed_at(model: type[BaseModel], loc: Loc) -> list[dict[str, Any]]:
    """What a value may be where a way leads to, as JSON Schemas."""
    schema = _schema(model)
    here = [schema]
    for step in loc:
        options = [option for node in here for option in _options(schema, node)]
        if isinstance(step, int):
            here = [option["items"] for option in options if "items" in option]
        else:
            here = [option["properties"][step] for option in options if step in option.get("properties", ())]
    return [option for node in here for option in _options(schema, node)]


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _options(schema: dict[str, Any], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a value may be: the schema itself, or each of those it names."""
    if "$ref" in node:
        yield from _options(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    elif "anyOf" in node:
        for option in node["anyOf"]:
            yield from _options(schema, option)
    else:
        yield node


def misspelt(model: type[BaseModel], details: Iterable[ErrorDetails]) -> set[Loc]:
    """The ways to keys that are there under a slip of the pen, which is told of: they are not missing as well."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return {(*loc[:-1], nearest(str(loc[-1]), fields_at(model, loc[:-1]))) for loc in unknown}


def _as_keys(model: type[BaseModel], loc: Loc) -> str:
    """How a mapping is written that has keys of its own: the first few, with their places."""
    keys = ", ".join(f"{key}: …" for key in [*fields_at(model, loc)][:3])
    return f"write {{{keys}}}, or one key a line, indented"


def _one_too_many(model: type[BaseModel], where: str, detail: ErrorDetails) -> tuple[str, str] | None:
    """Message and hint for a list where one text is wanted, such as `[[foodregio]]` for `foodregio`."""
    given = detail["input"]
    if not isinstance(given, list) or not any(
        "string" in str(o.get("type")) for o in _allowed_at(model, detail["loc"])
    ):
        return None
    lone = _lone(given)
    hint = f"write it without brackets: {lone}" if lone else "keep one, and write it without brackets"
    return f"{where}: expected one value, found a list.", hint


def unknown_key(allowed: Mapping[str, str], loc: Loc) -> tuple[str, str, str]:
    key = str(loc[-1])
    if re.match(f"[{ODD_BLANKS}]", key):
        return "HG106", *odd_blank()
    message = f'{_prefix(loc[:-1])}there is no key "{key[:60]}".'
    if close := nearest(key, allowed):
        return "HG201", message, f'did you mean "{close}"?'
    return "HG201", message, f"allowed here: {', '.join(allowed)}" if allowed else "take it away"


def _help(model: type[BaseModel], loc: Loc) -> str:
    text = fields_at(model, loc[:-1]).get(str(loc[-1]), "")
    words = text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"
    return f"add {loc[-1]}: {words.removesuffix('.')}" if text else ""


def _not_allowed(where: str, value: str, allowed: list[str]) -> tuple[str, str]:
    message = f'{where}: "{value[:60]}" is not one of its values.'
    if close := nearest(value, allowed):
        return message, f'did you mean "{close}"? Allowed: {", ".join(allowed)}'
    return message, f"allowed: {', '.join(allowed)}"


A_MAPPING = "write {key: value}, or one key a line, indented"
_EXPECTED = {
    "string": ("text", "write one value; quote it if it holds a colon, a bracket or a brace"),
    "tuple": ("a list", "write [one, two], or one item a line after a hyphen"),
    "list": ("a list", "write [one, two], or one item a line after a hyphen"),
    "dict": ("a mapping", A_MAPPING),
    "model": ("a mapping", A_MAPPING),
    "int": ("a whole number", "write digits only"),
    "finite": ("a number", "write digits, with a point for decimals"),
    "float": ("a number", "write digits, with a point for decimals"),
    "bool": ("true or false", "write true or false"),
    "literal": ("one value", "write it without brackets, and without a list"),
}


def _wrong_type(where: str, kind: str, detail: ErrorDetails) -> tuple[str, str]:
    given = _found(detail["input"])
    if detail["input"] is None:
        return f"{where}: nothing stands here.", "write the value, or take the line or the comma away"
    if kind == "string_too_short":
        return f"{where}: the text is empty.", "write something, or take the key away"
    context = detail.get("ctx", {})
    bounds = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
    if kind in bounds:
        key, words = bounds[kind]
        return (
            f"{where}: {given} is out of range; it must be {words} {context[key]:g}.",
            "check the sign and the order of latitude and longitude",
        )
    expected, hint = _EXPECTED.get(kind.split("_")[0], ("something else", "see the reference"))
    if expected == "a list" and isinstance(detail["input"], str) and len(detail["input"]) <= 40:
        hint = f"write [{detail['input']}], or one item a line after a hyphen"
    return f"{where}: expected {expected}, found {given}.", hint


def _lone(value: Any) -> str:
    """The text in a list that holds nothing else, as in `[[foodregio]]`; empty for anything else."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
        if isinstance(value, str):
            return value[:60]
    return ""


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
