"""How a kind of record declares its fields: labels, help, references, and what is required together.

Knows no kind and no type of value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

ANY = "*"
"""Stands in `to=` for a reference that may name a record of any kind."""


class Part(BaseModel):
    """A mapping inside a record: frozen, and closed to keys it does not declare."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


def field(
    label: str,
    about: str,
    default: Any = ...,
    *,
    to: str | tuple[str, ...] = (),
    inverse: str = "",
    example: str = "",
    renamed_from: str | tuple[str, ...] = (),
    deprecated: str = "",
) -> Any:
    """Declares one field of a kind.

    `label` heads it on a page, `about` is what an editor reads. `to` names the folders or vocabularies whose records the
    value refers to (`ANY` for any kind); `inverse` is the name of the relation as the other side shows it.
    `renamed_from` are names that the key once had: records may still use them, and are told of the new one.
    `deprecated` says what to write instead of a key that is to go.
    """
    extra: dict[str, Any] = {}
    if renamed_from:
        extra["x-renamed-from"] = [renamed_from] if isinstance(renamed_from, str) else list(renamed_from)
    if deprecated:
        extra |= {"deprecated": True, "x-deprecated": deprecated}
    if to:
        extra["x-to"] = [to] if isinstance(to, str) else list(to)
        extra["x-inverse"] = inverse
    return Field(
        default,
        title=label,
        description=about,
        examples=[example] if example else None,
        json_schema_extra=extra or None,
    )


def fault(code: str, message: str, hint: str = "", instead: str = "") -> PydanticCustomError:
    """A fault of a value, under the permanent code of the rule it breaks; `instead` is what to write without a doubt."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "instead": instead})


Step = str | int
Loc = tuple[Step, ...]
"""The way to a value: keys and list indexes from the top of the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """At least one of `keys` must be given, unless the field named first in `unless` has the value named second."""

    keys: tuple[str, ...]
    unless: tuple[str, str] | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """The fields of a kind that tell what it takes to take one of its records over, each "" where there is none.

    `purpose` are those that tell what it is good for, `steps` and `roles` lists of mappings, `duration` a length of time
    in words, `cost` claims, `funding` and `resources` words.
    """

    purpose: tuple[str, ...] = ("purpose",)
    steps: str = "steps"
    duration: str = "duration"
    cost: str = "cost"
    funding: str = "funding"
    resources: str = "resources"
    roles: str = "roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field that refers to other records: the way to it, what it may name, and both names of the relation."""

    way: tuple[str, ...]
    to: tuple[str, ...]
    label: str
    inverse: str
    stands_alone: bool = False
    """Whether the value may stand for the whole mapping it belongs to, whose first field it is."""

    @property
    def name(self) -> str:
        """The top-level field, which names the relation in a record."""
        return self.way[0]


def parts_of(annotation: Any) -> Iterator[tuple[bool, type[BaseModel]]]:
    """Models inside an annotation, each with whether it sits in a list."""
    origin = get_origin(annotation)
    if origin is None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield False, annotation
        return
    arguments = get_args(annotation)
    for argument in arguments[:1] if origin is Annotated else arguments:
        for listed, model in parts_of(argument):
            yield listed or origin is tuple, model


def is_list(info: FieldInfo) -> bool:
    annotation: Any = info.annotation
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_origin(annotation) is tuple or any(get_origin(a) is tuple for a in get_args(annotation))


@cache
def references(model: type[BaseModel]) -> tuple[Reference, ...]:
    """All reference fields of a model, those inside its parts too; `*` in a way stands for a list's items."""
    return tuple(_references(model, (), None))


def _references(model: type[BaseModel], above: tuple[str, ...], label: str | None) -> Iterator[Reference]:
    for name, info in model.model_fields.items():
        here = (*above, name, "*") if is_list(info) else (*above, name)
        extra = info.json_schema_extra
        if isinstance(extra, dict) and "x-to" in extra:
            to: Any = extra["x-to"]
            yield Reference(
                way=here,
                to=tuple(to),
                label=label or info.title or name,
                inverse=str(extra["x-inverse"]),
                stands_alone=bool(above) and name == next(iter(model.model_fields)),
            )
        for _, part in parts_of(info.annotation):
            yield from _references(part, here, label or info.title)


def values_at(record: BaseModel, way: tuple[str, ...]) -> Iterator[tuple[Loc, Any]]:
    """The values a way leads to in one record, each with its place; what is not given is left out."""
    first = way[0]
    whole = getattr(record, first, None)
    if whole is None or whole == ():  # as most fields are, in most records
        return iter(())
    found: list[tuple[Loc, Any]] = [((first,), whole)]
    for step in way[1:]:
        if step == "*":
            found = [((*loc, n), item) for loc, value in found for n, item in enumerate(value)]
        else:
            found = [((*loc, step), value) for loc, part in found if (value := getattr(part, step, None)) is not None]
    return iter(found)


def written_at(front: Any, reference: Reference) -> Iterator[tuple[Loc, str]]:
    """The values of a reference in front matter as it is written, each with its place: a lone value for a list of one,
    and a text for a mapping, where a kind allows that. What is at fault elsewhere does not matter."""
    found: list[tuple[Loc, Any]] = [((), front)]
    for n, step in enumerate(reference.way):
        if step == "*":
            found = [pair for at, value in found for pair in _items(at, value)]
        else:
            alone = reference.stands_alone and n == len(reference.way) - 1
            found = [
                ((*at, step), value[step]) if isinstance(value, dict) else (at, value)
                for at, value in found
                if (isinstance(value, dict) and step in value) or (alone and isinstance(value, str))
            ]
    return ((at, " ".join(value.split())) for at, value in found if isinstance(value, str))


def _items(at: Loc, value: Any) -> Iterator[tuple[Loc, Any]]:
    if isinstance(value, list):
        return (((*at, n), item) for n, item in enumerate(value))
    return iter([(at, value)])
