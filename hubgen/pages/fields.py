"""How each field of a kind is shown: its shape, from its declared type, and its place on the page.

The shapes are few, so that a hub's own kinds are laid out as well as the built-in ones; `templates/fields.html` draws
each of them.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from ..kinds import Amount, Record, Role, StepPart
from ..schema import (
    ANY,
    Address,
    Claim,
    Country,
    Day,
    Language,
    Location,
    LooseText,
    Mailbox,
    Nuts,
    Prose,
    Region,
    Url,
    When,
)

MAIN = frozenset({"steps", "roles", "parts", "mapping", "list", "prose"})
"""Shapes that stand in the text; the others stand among the facts, but for long texts."""
LISTS = frozenset({"steps", "roles", "parts", "claims"})
"""Shapes that are drawn item by item."""
LONG = 90
"""Characters from which a text is no fact but a section."""
MODELS: dict[type[BaseModel], str] = {
    Claim: "claims",
    Address: "address",
    StepPart: "steps",
    Role: "roles",
    Location: "location",
    Amount: "amount",
}
"""Models that a shape of their own stands for."""
_MARKED: tuple[tuple[Any, str], ...] = (
    (Country, "countries"),
    (Nuts, "regions"),
    (Region, "regions"),
    (Mailbox, "mail"),
    (When, "date"),
    (Day, "date"),
    (Language, "language"),
    (Url, "url"),
)


def _validator(marked: Any) -> AfterValidator:
    """What tells one kind of text from another: the check that its type makes."""
    return [mark for mark in marked.__metadata__ if isinstance(mark, AfterValidator)][-1]


_BY_VALIDATOR: dict[Any, str] = {_validator(marked).func: shape for marked, shape in _MARKED}
_LOOSE: Any = get_args(LooseText)[-1]
"""The mark of a text in free words, as a time or a version is: shown like a text, but no order fits it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as pages show it. `to` names what it refers to; `parts` are the fields of its mappings, if it has any.

    `default` is what a record means that leaves it out, where that is a plain value.
    """

    name: str
    label: str
    shape: str
    to: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    help: str = ""
    default: str | int | float | None = None


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a model in their order; what every record has is left out, for every page shows it in one way."""
    common = Record.model_fields if issubclass(model, Record) and model is not Record else {}
    return tuple(_field(name, info) for name, info in model.model_fields.items() if name not in common)


def _field(name: str, info: Any) -> Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    to = tuple(extra.get("x-to", ()))
    annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    shape, part = ("refs", None) if to else _shape(annotation)
    label = info.title or name.replace("_", " ").capitalize()
    default = info.default if isinstance(info.default, str | int | float) else None
    return Field(name, label, shape, to, fields(part) if part else (), info.description or "", default)


def _shape(annotation: Any) -> tuple[str, type[BaseModel] | None]:
    """The shape of a type, and the model of its mappings where it has some of its own."""
    seen = list(_inside(annotation))
    known = [shape for mark in seen if (shape := _known(mark))]
    if known:
        return known[0], None
    if dict in seen:
        return "keys", None
    if part := next((mark for mark in seen if isinstance(mark, type) and issubclass(mark, BaseModel)), None):
        return ("parts" if tuple in seen or list in seen else "mapping"), part
    if [mark for mark in seen if mark is not types.NoneType] == list(_inside(Prose)):
        return "prose", None
    return next((shape for mark, shape in _PLAIN if mark in seen), "text"), None


_PLAIN = (
    (Literal, "enum"),
    (bool, "bool"),
    (int, "number"),
    (float, "number"),
    (tuple, "list"),
    (list, "list"),
)
"""Shapes by what a type is made of; the first that is found holds."""


def _known(mark: Any) -> str:
    """The shape that a model or a check of the schema's own stands for."""
    if isinstance(mark, AfterValidator):
        return _BY_VALIDATOR.get(mark.func, "")
    if mark == _LOOSE:
        return "loose"
    return MODELS.get(mark, "") if isinstance(mark, type) else ""


def _inside(annotation: Any) -> Iterator[Any]:
    """All that an annotation is made of: types, models, and the marks that tell one kind of text from another."""
    origin = get_origin(annotation)
    if origin is None:
        yield annotation
    elif origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from marks
        yield from _inside(inner)
    elif origin is Literal:
        yield Literal
    else:
        if origin not in (Union, types.UnionType):
            yield origin
        for argument in get_args(annotation):
            yield from _inside(argument)


def template_of(kind: type[Record], exists: Any) -> str:
    """The template that lays a kind out: its own, that of the built-in kind it is made from, or the general one."""
    for ancestor in kind.__mro__:
        folder = ancestor.__dict__.get("folder")
        if folder and ancestor.__module__ == Record.__module__ and exists(name := f"records/{folder}.html"):
            return str(name)
    return "record.html"


def is_vocabulary(to: tuple[str, ...], folders: frozenset[str]) -> bool:
    """Whether a reference names terms, not records."""
    return bool(to) and to != (ANY,) and not any(folder in folders for folder in to)
