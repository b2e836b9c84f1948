"""Text in front matter: lines, paragraphs, and ids."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from .declaring import fault


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
"""Plain text on one line, however many it was written on."""
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": "string", "minLength": 1, "x-paragraphs": True}),
]
"""Plain text of one or several paragraphs."""
Texts = tuple[Text, ...]
Cells = tuple[Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_one_line)], ...]
"""The cells of a row; any may be empty."""
Id = Text
Ids = tuple[Id, ...]
LooseText = Annotated[Text, WithJsonSchema({"type": ["string", "number"]})]
"""Text that an editor may write like a number: a section, a version, a time."""

ID_PATTERN = re.compile(r"(?=.{1,200}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: lower-case ASCII letters and digits in groups joined by single hyphens, short enough for a file's name."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


def id_of(title: str) -> str:
    """The id that a title suggests; empty for one without any Latin letter."""
    parted = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    words = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in parted if not unicodedata.combining(c)))
    short = words.strip("-")[:61]
    return short if len(short) < 61 else short.rpartition("-")[0] or short[:60]


_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def _place_name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise fault(
            "HG203",
            f'"{text[:60]}" cannot be the name of a place.',
            "write small letters, digits and _, a letter first: board_date",
        )
    return text


PlaceName = Annotated[Text, AfterValidator(_place_name)]
"""The name of a place in a document that is filled in."""


def _several(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = Annotated[Ids, BeforeValidator(_several, json_schema_input_type=Id | Ids)]
"""References written as a list, or as one id where there is only one."""
