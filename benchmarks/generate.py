"""Writes a hub of realistic records, and beside it the same texts as a plain MkDocs + Material project.

    python -m benchmarks.generate FOLDER NUMBER [SEED [KIND]]

makes `FOLDER/hub` and `FOLDER/mkdocs`. The same number and seed give the same bytes. With a kind's folder, nearly all records
are of that kind: for directories that are longer than a mix would make them. The plain project is what somebody
who writes for MkDocs without a plugin would have, tuned for scale: no search, no navigation that is written into every
page, links between texts as relative `.md` links; what records say in front matter is not shown.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .places_and_terms import TERMS
from .prose import Dice
from .records import MIX, Named, Roster, front, roster, text

SEED = 2014


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folders of the two projects that hold the same texts."""

    hub: Path
    plain: Path


def generate(folder: Path, number: int, seed: int = SEED, mix: Mapping[str, int] = MIX) -> Corpus:
    """Writes a hub of `number` records and the plain project with the same texts."""
    dice = Dice(seed)
    corpus = Corpus(hub=folder / "hub", plain=folder / "mkdocs")
    every = roster(dice, number, mix)
    titles = {one.id: one for one in every.every}
    _start(corpus)
    for named in every.kinds.values():
        for one in named:
            _write(corpus, one, *_record(dice, one, every), titles)
    return corpus


def _record(dice: Dice, one: Named, every: Roster) -> tuple[str, str]:
    given = front(dice, one, every)
    return f"---\n{front_matter(given)}---\n", text(dice, one, every, given)


def _write(corpus: Corpus, one: Named, head: str, body: str, titles: Mapping[str, Named]) -> None:
    (corpus.hub / "content" / one.folder / f"{one.id}.md").write_text(head + body, encoding="utf-8", newline="\n")
    relative = head + with_relative_links(body, one.folder, titles)
    (corpus.plain / "docs" / one.folder / f"{one.id}.md").write_text(relative, encoding="utf-8", newline="\n")


# --- the projects around the records ----------------------------------------------------------------------------------

_INDEX = """\
# What clusters know

Good practice, partners and papers from cluster organisations: dated, linked to each other and free to copy.
"""
_ABOUT = """\
# About this hub

All records are made up. They are here to measure how long it takes to build a hub of this size.
"""


def hub_config(*, search: bool = False) -> str:
    """The `mkdocs.yml` of the hub."""
    return f"""\
site_name: Generated hub
site_url: https://hub.example.eu/
docs_dir: content
theme: material
plugins:
  - hubgen:
      schema: 1
      search: {str(search).lower()}
      documents: false
"""


def plain_config() -> str:
    """The `mkdocs.yml` of the plain project, tuned for scale."""
    folders = "\n".join(f"  /{folder}/" for folder in MIX)
    return f"""\
site_name: Generated hub
site_url: https://hub.example.eu/
theme:
  name: material
  font: false
plugins: []
nav:
  - index.md
  - about.md
not_in_nav: |
{folders}
# MkDocs leaves out folders of this name unless told otherwise
exclude_docs: |
  !/templates/
validation:
  links:
    not_found: warn
    anchors: warn
"""


def _start(corpus: Corpus) -> None:
    """Folders, configurations and ordinary pages."""
    for root, docs, config in ((corpus.hub, "content", hub_config()), (corpus.plain, "docs", plain_config())):
        for kind in MIX:
            (root / docs / kind).mkdir(parents=True)
        (root / "mkdocs.yml").write_text(config, encoding="utf-8", newline="\n")
        (root / docs / "index.md").write_text(_INDEX, encoding="utf-8", newline="\n")
        (root / docs / "about.md").write_text(_ABOUT, encoding="utf-8", newline="\n")
    vocabularies = corpus.hub / "content" / "vocabularies"
    vocabularies.mkdir()
    for name in TERMS:
        (vocabularies / f"{name}.yml").write_text(vocabulary(name), encoding="utf-8", newline="\n")


def vocabulary(name: str) -> str:
    """The file of one vocabulary. A question and an icon are what categories have, which lead to one another."""
    asked = {"question": "What comes next?", "icon": "material/radar"} if name == "categories" else {}
    terms = [
        {"id": term, "label": _label(term), "definition": f"All that is about {_label(term)}."} for term in TERMS[name]
    ]
    head = {"title": name.capitalize(), "summary": f"The {name} that records of this hub name.", "one": _label(name)}
    return front_matter(head | {"terms": [term | asked for term in terms]})


def _label(term: str) -> str:
    return term.replace("-", " ").capitalize()


_WIKI = re.compile(r"\[\[(?:[a-z-]+/)?([a-z0-9-]+)(?:\|([^\]]+))?\]\]")


def with_relative_links(body: str, folder: str, titles: Mapping[str, Named]) -> str:
    """A text of the hub with `[[id]]` and `[[id|words]]` as links to `.md` files, seen from a record in `folder`."""

    def link(found: re.Match[str]) -> str:
        other = titles[found[1]]
        there = "" if other.folder == folder else f"../{other.folder}/"
        return f"[{found[2] or other.title}]({there}{other.id}.md)"

    return _WIKI.sub(link, body)


# --- front matter -----------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,.;()'/*+–-]*[A-Za-z0-9.)])?")
_PLAIN_IN_BRACKETS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .'/–-]*[A-Za-z0-9.])?")
_NUMBER = re.compile(r"\d+\.\d+")
_WIDTH = 100


def front_matter(front: Mapping[str, Any]) -> str:
    """Front matter as an editor would write it: short values in a line, longer ones as lists and mappings below the key."""
    return "\n".join(line for key, value in front.items() for line in _lines(key, value, "")) + "\n"


def _lines(key: str, value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, list | dict):
        yield f"{indent}{key}: {_scalar(value, _PLAIN)}"
    elif len(flow := _flow(value)) <= _WIDTH:
        yield f"{indent}{key}: {flow}"
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        yield from _mapping(value, f"{indent}  ")
    else:
        yield f"{indent}{key}:"
        for item in value:
            yield from _item(item, f"{indent}  ")


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        if inner is not None:
            yield from _lines(key, inner, indent)


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{indent}- {_scalar(item, _PLAIN)}"
        return
    lines = [_flow(item)] if len(_flow(item)) <= _WIDTH else list(_mapping(item, ""))
    yield f"{indent}- {lines[0]}"
    yield from (f"{indent}  {line}" for line in lines[1:])


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items() if inner is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value, _PLAIN_IN_BRACKETS)


def _scalar(value: Any, plain: re.Pattern[str]) -> str:
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return value if plain.fullmatch(value) and not _NUMBER.fullmatch(value) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    seed, kinds = int(sys.argv[3]) if sys.argv[3:] else SEED, sys.argv[4:5]
    generate(Path(sys.argv[1]), int(sys.argv[2]), seed, dict.fromkeys(kinds, 1) or MIX)
