"""The likely intent behind a word that is not known: "did you mean"."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile

_LONGEST = 100
"""Letters of a word that are looked at."""
_CANDIDATES = 200


@lru_cache(maxsize=1024)
def _plain(word: str) -> str:
    """The word without what people most often get wrong: case, blanks, underscores, hyphens."""
    return re.sub(r"[\W_]+", "", word.casefold())[:_LONGEST]


def _alike(one: str, other: str) -> float:
    """The share of letters before and after the part in which two words differ."""
    before = _shared(one, other)
    after = _shared(reversed(one[before:]), reversed(other[before:]))
    return 2 * (before + after) / ((len(one) + len(other)) or 1)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def same(word: str, known: Iterable[str]) -> str:
    """The one known word that differs from a word in case, blanks, hyphens and underscores only; empty without one."""
    found = [k for k in known if _plain(k) == _plain(word)]
    return found[0] if len(found) == 1 else ""


def slip(word: str, known: Iterable[str]) -> str:
    """The one known word that a slip of the finger makes of it: case, a letter too many, too few, another, two swapped."""
    plain = _plain(word)
    found = [k for k in known if len(plain) > 3 and _one_slip(plain, _plain(k))]
    return found[0] if len(found) == 1 else same(word, known)


def _one_slip(one: str, other: str) -> bool:
    # most pairs are told apart by this alone, and a file may hold thousands of unknown keys
    if abs(len(one) - len(other)) > 1 or (one[0] != other[:1] and one[-1] != other[-1:]):
        return False
    before = _shared(one, other)
    rest, wanted = one[before:], other[before:]
    after = _shared(reversed(rest), reversed(wanted))
    left = rest[: len(rest) - after], wanted[: len(wanted) - after]
    return max(map(len, left)) <= 1 or (len(left[0]) == 2 and left[0] == left[1][::-1])


def nearest(word: str, known: Collection[str]) -> str:
    """The known word nearest to one that is not, or the empty string. For short lists; see `Near` for long ones."""
    plain = {_plain(k): k for k in known}
    if found := plain.get(_plain(word)) or _transposed(_plain(word), plain):
        return found
    close = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else ""


def _transposed(word: str, plain: Mapping[str, str]) -> str:
    letters = sorted(word)
    return next((known for one, known in plain.items() if len(one) == len(word) and sorted(one) == letters), "")


class Near:
    """Looks up near spellings among many words in time that does not grow with their number.

    Two words are near when they are alike but for case and separators, when taking one letter from each makes them
    alike, or when one begins with the other.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._by_letters: dict[str, list[str]] | None = None

    def __call__(self, word: str) -> str:
        """The nearest known word, or the empty string."""
        if self._by_letters is None:
            self._by_letters = self._index()
        plain = _plain(word)
        found = (candidate for key in _variants(plain) for candidate in self._by_letters.get(key, ())[:20])
        candidates = dict.fromkeys(islice(found, _CANDIDATES))
        return min(candidates, key=lambda c: (-_alike(plain, _plain(c)), c), default="")

    def same(self, word: str) -> str:
        """The one known word that differs in case, blanks, hyphens and underscores only; empty without one."""
        self(word)
        assert self._by_letters is not None
        return same(word, set(self._by_letters.get(_plain(word), ())))

    def _index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for word in self._known:
            for key in _variants(_plain(word)):
                index[key].append(word)
            for key in _openings(word):
                index[key].append(word)
        return index


def _variants(plain: str) -> Iterator[str]:
    yield plain
    if len(plain) > 3:
        for n in range(len(plain)):
            yield plain[:n] + plain[n + 1 :]


def _openings(word: str) -> Iterator[str]:
    """The beginnings of an id that end at a hyphen: `umweltcluster` of `umweltcluster-bayern`."""
    for found in re.finditer("-", word):
        if found.start() > 3:
            yield _plain(word[: found.start()])
