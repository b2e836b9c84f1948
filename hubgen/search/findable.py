"""What one page is found by, small enough to be handed from one process to another."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pydantic_core import to_json

from .documents import Document
from .spelling import folded, names, words

LEVELS: Final = 15
"""How much a word tells of a page, from 1 to this."""
TITLE, SUMMARY, HEADINGS, ABOUT = 10, 3, 2, 2
"""What a word counts for by where it stands; in the text, 1."""
_SATURATION, _LENGTH, _USUAL = 4.0, 0.6, 300
"""BM25's k1 and b, and a page's usual number of words: a word on a long page, or once more on the same, tells less."""
_LONGEST = 40
"""Letters of the longest word that is kept; what is longer is an address or nonsense."""
_NAME = 120
"""Letters of the longest name that is looked up as a whole."""
_SHOWN = 20_000
"""Characters of a text that passages are shown from; every word of a longer one is still found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """One page in the index. `terms` has a line of words for each level, the least telling first."""

    title: str
    """Folded: pages of a kind are in this order."""
    url: str
    kind: str
    facets: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    """Its title, run together, and then its other names."""
    spelled: str
    """The words that somebody may misspell."""
    terms: str
    card: bytes
    """What a result shows, compressed."""


def findable(document: Document) -> Findable:
    """A page for the index."""
    said = words(document.text)
    called = [word for name in (document.title, *document.names) for word in words(name)]
    about = [word for label in document.about for word in _words_of(label)]
    # words count by where they stand, and each place of a word adds to what it counts for
    counts = Counter(said)
    for weight, found in (
        (TITLE, called),
        (SUMMARY, words(document.summary)),
        (HEADINGS, [word for heading in document.headings for word in words(heading)]),
        (ABOUT, [*about, *_words_of(document.kind_label)]),
    ):
        for word in dict.fromkeys(found):
            counts[word] += weight
    return Findable(
        title=folded(document.title),
        url=document.url,
        kind=document.kind,
        facets=document.facets,
        names=tuple(
            dict.fromkeys(
                one for name in (document.title, *document.names) for one in names(name) if 0 < len(one) <= _NAME
            )
        ),
        spelled=" ".join(dict.fromkeys([*called, *about])),
        terms=_by_level(counts, len(said)),
        card=_card(document),
    )


@lru_cache(maxsize=1 << 16)
def _words_of(label: str) -> list[str]:
    """The words of a label, which many pages share."""
    return words(label)


def _by_level(counts: Mapping[str, int], length: int) -> str:
    """Words by how much they tell: BM25's share of a word's weight, in whole numbers."""
    if max(map(len, counts), default=0) > _LONGEST:
        counts = {word: count for word, count in counts.items() if len(word) <= _LONGEST}
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        by_count[count].append(word)
    saturation = _SATURATION * (1 - _LENGTH + _LENGTH * length / _USUAL)
    levels: list[list[str]] = [[] for _ in range(LEVELS)]
    for count, found in by_count.items():
        levels[int(LEVELS * count / (count + saturation))] += found
    return "\n".join(map(" ".join, levels))


def _card(document: Document) -> bytes:
    """Address, title, category, group, names, summary and text of a page, as a compressed list."""
    shown = document.text[:_SHOWN]
    fields = (document.url, document.title, document.category, document.group, document.names, document.summary, shown)
    return zlib.compress(to_json(fields), 4)
