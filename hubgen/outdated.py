"""Keys of another time: those that a kind has renamed since a record was written, and those that are to go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from .declaring import Loc, parts_of
from .syntax import Place
from .yaml import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A key of another time: the way to it, and what it is called now, or what to write instead of it."""

    loc: Loc
    now: str = ""
    advice: str = ""


def outdated(model: type[BaseModel], given: Any, loc: Loc = ()) -> Iterator[Outdated]:
    """The keys in front matter that have a new name, or are to go; those inside its parts too."""
    if not isinstance(given, dict) or not _has_outdated(model):
        return
    for name, info in model.model_fields.items():
        extra: Any = info.json_schema_extra or {}
        old = next((key for key in extra.get("x-renamed-from", ()) if key in given and name not in given), "")
        if old:
            yield Outdated(loc=(*loc, old), now=name)
        elif name in given and (advice := extra.get("x-deprecated")):
            yield Outdated(loc=(*loc, name), advice=advice)
        value = given.get(old or name)
        for _, part in parts_of(info.annotation):
            for n, item in enumerate(value if isinstance(value, list) else ()):
                yield from outdated(part, item, (*loc, old or name, n))
            yield from outdated(part, value, (*loc, old or name))


@cache
def _has_outdated(model: type[BaseModel]) -> bool:
    return any(
        (
            isinstance(info.json_schema_extra, dict)
            and {"x-renamed-from", "x-deprecated"} & info.json_schema_extra.keys()
        )
        or any(_has_outdated(part) for _, part in parts_of(info.annotation))
        for info in model.model_fields.values()
    )


def with_new_names(tree: Tree, model: type[BaseModel]) -> list[tuple[Outdated, Place]]:
    """Gives a tree's keys the names that they have now, with their places, and returns what was outdated in it and where."""
    found = list(outdated(model, tree.value))
    where = [(one, tree.keys.get(one.loc, tree.place(one.loc))) for one in found]
    # from the inside out, for each way is told in old names
    for old in sorted((one for one in found if one.now), key=lambda one: -len(one.loc)):
        inside = tree.value
        for step in old.loc[:-1]:
            inside = inside[step]
        # an alias shows the same mapping twice
        if old.loc[-1] in inside:
            inside[old.now] = inside.pop(old.loc[-1])
        for ways in (tree.places, tree.keys):
            for way in [way for way in ways if way[: len(old.loc)] == old.loc]:
                ways[*old.loc[:-1], old.now, *way[len(old.loc) :]] = ways.pop(way)
    return where
