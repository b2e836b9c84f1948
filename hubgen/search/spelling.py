"""How words are compared: in small letters without accents, so that Skane finds Skåne and Lodz finds Łódź.

`client/facets.js` folds what a visitor types in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LETTERS: Final = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
"""Letters that no decomposition parts from what is on or in them."""
_LETTERS = str.maketrans(LETTERS)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""What people type who know the language and lack the key: Muenchen, Aarhus."""
_WORD = re.compile(r"[^\W_]+")
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts words, where all is ASCII: faster than an expression."""


def folded(text: str) -> str:
    """A text as it is compared."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parted if unicodedata.category(c)[0] != "M").lower().translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order; a word with an umlaut is also there written out."""
    if text.isascii():
        return text.lower().translate(_APART).split()
    return [one for word in _WORD.findall(unicodedata.normalize("NFC", text)) for one in _spellings(word)]


@lru_cache(maxsize=1 << 16)
def _spellings(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (word.lower(),)
    plain = folded(word)
    written_out = folded(word.lower().translate(_WRITTEN_OUT))
    return tuple(dict.fromkeys(found for text in (plain, written_out) for found in _WORD.findall(text)))


def names(text: str) -> list[str]:
    """A name as somebody may type it, run together: `foodRegio`, `food regio` and `Food-Regio` are one."""
    if text.isascii():
        return ["".join(_WORD.findall(text.lower()))]
    plain = unicodedata.normalize("NFC", text)
    spelled = (folded(plain), folded(plain.lower().translate(_WRITTEN_OUT)))
    return list(dict.fromkeys("".join(_WORD.findall(one)) for one in spelled))
