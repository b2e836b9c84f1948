"""Reads the index of the search as the browser does, all of it at once."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from hubgen.exports import Artifact


@dataclass(frozen=True)
class Card:
    """What a result shows."""

    url: str
    title: str
    category: str
    group: str
    names: list[str]
    summary: str
    text: str


class Index:
    """The index in the files of `read`: by path below the site, bytes."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self.manifest: dict[str, Any] = json.loads(read("search/index.json"))
        self.words = dict(self._shelves("words"))
        self.names = dict(self._shelves("names"))
        self.cards = list(self._cards())
        packed = json.loads(zlib.decompress(read("search/facets.bin")))
        self.titles: str = packed["titles"]
        self.facets: dict[str, dict[str, tuple[str, list[int]]]] = {
            facet["name"]: {value: (label, list(accumulate(steps))) for value, label, steps in facet["values"]}
            for facet in packed["facets"]
        }
        spelled, often = json.loads(zlib.decompress(read("search/spellings.bin")))
        self.spellings = dict(zip(spelled.split(), map(int, often), strict=True))

    def _shelves(self, kind: str) -> Iterator[tuple[str, dict[int, int]]]:
        """Every word with its pages, and the level in each."""
        for number, begins in enumerate(self.manifest[kind]):
            head, _, lists = zlib.decompress(self._read(f"search/{kind}/{number}.bin")).partition(b"\n")
            words, lengths = json.loads(head)
            assert words[0] == begins
            ends = list(accumulate(lengths))
            assert ends[-1] == len(lists)
            for word, length, end in zip(words, lengths, ends, strict=True):
                yield word, dict(levels(lists[end - length : end]))

    def _cards(self) -> Iterator[Card]:
        size, held = self.manifest["size"], self.manifest["cards"]
        for first in range(0, size, held):
            content = self._read(f"search/cards/{first // held}.bin")
            lengths, at = numbers(content, min(held, size - first))
            for length in lengths:
                yield Card(*json.loads(zlib.decompress(content[at : at + length])))
                at += length

    def everything(self) -> str:
        """All that the index says, as one text."""
        return json.dumps(
            [self.manifest, self.words, self.names, [vars(card) for card in self.cards], self.facets, self.spellings],
            ensure_ascii=False,
        )

    def found(self, word: str) -> set[str]:
        """The addresses of the pages that hold a word, as it is in the index."""
        return {self.cards[number].url for number in self.words.get(word, {})}


def of_site(site: Path) -> Index:
    """The index of a built site."""
    return Index(lambda path: (site / path).read_bytes())


def of_files(files: Iterable[Artifact]) -> Index:
    """The index in files not yet written."""
    content: Mapping[str, bytes] = {file.path: file.content for file in files}
    return Index(content.__getitem__)


def numbers(content: bytes, most: int) -> tuple[list[int], int]:
    """That many numbers from the beginning of bytes, and where they end."""
    found: list[int] = []
    value = shift = at = 0
    while len(found) < most:
        value |= (content[at] & 0x7F) << shift
        shift += 7
        if content[at] < 0x80:
            found.append(value)
            value = shift = 0
        at += 1
    return found, at


def levels(content: bytes) -> Iterator[tuple[int, int]]:
    """The pages in a list, each with its level."""
    at = 0
    while at < len(content):
        (level, size), step = numbers(content[at:], 2)
        steps, length = numbers(content[at + step :], size)
        yield from ((page, level) for page in accumulate(steps))
        at += step + length
