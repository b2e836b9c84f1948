"""The interface's words: one table per language, `words/<language>.yml`, read once and looked up by dotted name.

What a word means and where it stands is for templates and the theme; the words of records and kinds are content and are
declared with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class MissingWord(KeyError):
    """A word was asked for that the table does not have."""

    def __str__(self) -> str:
        return f'there is no word "{self.args[0]}" in hubgen/words/'


class Words(Mapping[str, Any]):
    """The words of one language. `words["record.edit"]` is one word, `words["search"]` a section as a dict."""

    __slots__ = ("_flat", "_sections", "lang")

    def __init__(self, sections: Mapping[str, Any], lang: str = "en") -> None:
        self.lang = lang
        self._sections = sections
        self._flat = {**sections, **dict(_flatten(sections, ""))}

    def __getitem__(self, name: str) -> Any:
        try:
            return self._flat[name]
        except KeyError:
            raise MissingWord(name) from None

    def __getattr__(self, section: str) -> Any:
        """A section, as templates write it: `words.search`."""
        try:
            return self._sections[section]
        except KeyError:
            raise AttributeError(section) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)

    def __call__(self, name: str, **filled: object) -> str:
        """A word with its {places} filled in."""
        return str(self[name]).format(**filled)

    def names(self) -> list[str]:
        """The dotted names of all words."""
        return [name for name, _ in _flatten(self._sections, "")]

    def value(self, folder: str, way: str, value: str) -> str:
        """A value of a closed list in words; the value itself where there are none, as in a hub's own kinds."""
        found = self._flat.get(f"values.{folder}.{way}.{value}")
        return found if isinstance(found, str) else value

    def count(self, name: str, number: int) -> str:
        """`1 record`, `2,000 records`: the word's `one` or `many`, with the number in it."""
        return str(self[f"{name}.{'one' if number == 1 else 'many'}"]).format(count=f"{number:,}")


def _flatten(section: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in section.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


@cache
def load(lang: str = "en") -> Words:
    """The words of a language; FileNotFoundError where the hub does not speak it."""
    text = resources.files("hubgen").joinpath("words", f"{lang}.yml").read_text(encoding="utf-8")
    return Words(yaml.load(text, Loader=_Loader), lang)  # noqa: S506 - it makes text of everything
