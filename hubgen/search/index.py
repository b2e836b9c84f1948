"""The files that the browser searches: all below `search/`, each small, so that a query fetches only what it needs.

    index.json      how many pages there are, by kind, and where each shelf begins
    words/<n>.bin   a shelf: words in order, each with the pages that hold it and how much it tells of them
    names/<n>.bin   a shelf of names, run together
    cards/<n>.bin   what a result shows, for CARDS pages
    facets.bin      what every page can be filtered and sorted by
    spellings.bin   words that somebody may have meant

Pages have numbers: by kind, and within a kind by title. So the kinds are ranges of numbers. A list of pages is written
as the differences between its numbers, each in as few bytes as it needs (LEB128).
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import itemgetter, sub
from typing import Any, Final

from pydantic_core import to_json

from ..exports import Artifact
from ..pages.facets import KIND, YEAR, Facets
from .documents import Documents
from .findable import LEVELS, Findable
from .spelling import folded

FOLDER: Final = "search"
CARDS: Final = 2
"""Pages whose cards lie in one file: fewer would be many files, more would be fetched in vain."""
SHELF: Final = 24_000
"""Bytes of a shelf before it is compressed; a word that alone has more has a shelf of its own."""
SPELLINGS: Final = 60_000
"""Bytes that the words somebody may have meant take at most."""
VALUES: Final = 2000
"""Values of the longest facet that is offered: what nearly every record has one of its own of is a name, no facet."""
TITLED, NAMED = 2, 1
"""What a name is to a page: its title, or another name."""
FIRST: Final = ("countries", "region", "sectors", "industries", "categories", "forms", YEAR)
"""Facets in the order in which they are offered; the kind is before them, all others after."""

_SMALL: Final = tuple(bytes((number,)) for number in range(0x80))

Postings = dict[str, dict[int, "array[int]"]]
"""Pages by word and level."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """Shelves, and the first word of each."""

    begins: list[str]
    files: list[bytes]


def index(found: Iterable[Findable], documents: Documents) -> Iterator[Artifact]:
    """All files of the index."""
    kinds = {kind: place for place, kind in enumerate(documents.kinds())}
    pages = sorted(found, key=lambda one: (kinds[one.kind], one.title, one.url))
    words, names = shelved(_words(pages)), shelved(_names(pages))
    files = {
        **{f"words/{number}.bin": content for number, content in enumerate(words.files)},
        **{f"names/{number}.bin": content for number, content in enumerate(names.files)},
        **{f"cards/{at // CARDS}.bin": _cards(pages[at : at + CARDS]) for at in range(0, len(pages), CARDS)},
        "facets.bin": _packed(_facets(pages, kinds, documents.facets)),
        "spellings.bin": spellings(pages),
    }
    manifest = {
        "version": _version(files),
        "size": len(pages),
        "cards": CARDS,
        "kinds": _kinds(pages, documents),
        "categories": documents.categories(),
        "words": words.begins,
        "names": names.begins,
    }
    yield Artifact(path=f"{FOLDER}/index.json", content=to_json(manifest))
    for path, content in files.items():
        yield Artifact(path=f"{FOLDER}/{path}", content=content)


def _version(files: Mapping[str, bytes]) -> str:
    """A name for this index: a browser that kept a file of the last one must not mix them."""
    digest = blake2b(digest_size=6)
    for path, content in files.items():
        digest.update(f"{path} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _kinds(pages: Sequence[Findable], documents: Documents) -> list[dict[str, object]]:
    """The kinds that there are pages of, in the order of the pages' numbers."""
    found = []
    for kind, size in Counter(page.kind for page in pages).items():
        one, many, icon = documents.kind_words(kind)
        found.append({"id": kind, "one": one, "many": many, "icon": icon, "size": size})
    return found


# --- shelves ----------------------------------------------------------------------------------------------------------


def _words(pages: Sequence[Findable]) -> Postings:
    """Every word with the pages that hold it, by how much it tells of them."""
    by_level: list[dict[str, array[int]]] = [defaultdict(_numbers) for _ in range(LEVELS)]
    for number, page in enumerate(pages):
        for held, line in zip(by_level, page.terms.split("\n"), strict=True):
            for word in line.split():
                held[word].append(number)
    postings: Postings = defaultdict(dict)
    for level, held in enumerate(by_level, 1):
        for word, numbers in held.items():
            postings[word][level] = numbers
    return postings


def _names(pages: Sequence[Findable]) -> Postings:
    """Every name with the pages that have it."""
    postings: Postings = defaultdict(dict)
    for number, page in enumerate(pages):
        for name in page.names:
            level = TITLED if name == page.names[0] else NAMED
            postings[name].setdefault(level, _numbers()).append(number)
    return postings


def _numbers() -> array[int]:
    return array("I")


def shelved(postings: Postings) -> Shelved:
    """Postings on shelves, in the order in which JavaScript compares words."""
    begins: list[str] = []
    files: list[bytes] = []
    words: list[str] = []
    lists: list[bytes] = []
    size = 0
    for word in sorted(postings, key=lambda word: word.encode("utf-16-be")):
        held = b"".join(
            bytes((level,)) + _varint(len(numbers)) + _deltas(numbers)
            for level, numbers in sorted(postings[word].items(), reverse=True)
        )
        if words and size + len(held) > SHELF:
            files.append(_shelf(words, lists))
            words, lists, size = [], [], 0
        if not words:
            begins.append(word)
        words.append(word)
        lists.append(held)
        size += len(held) + len(word)
    if words:
        files.append(_shelf(words, lists))
    return Shelved(begins, files)


def _shelf(words: Sequence[str], lists: Sequence[bytes]) -> bytes:
    """The words and the length of each one's list as a line of JSON, and then the lists."""
    return zlib.compress(to_json([words, [len(one) for one in lists]]) + b"\n" + b"".join(lists), 9)


def _deltas(numbers: Sequence[int]) -> bytes:
    """Ascending numbers as differences."""
    steps = [numbers[0], *map(sub, numbers[1:], numbers)]
    if max(steps) < 0x80:
        return bytes(steps)
    return b"".join([_SMALL[step] if step < 0x80 else _varint(step) for step in steps])


def _varint(number: int) -> bytes:
    """A number in bytes of seven bits, the lowest first; all but the last have their highest bit set."""
    if number < 0x80:
        return bytes((number,))
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _packed(value: Any) -> bytes:
    return zlib.compress(to_json(value), 9)


def _cards(pages: Sequence[Findable]) -> bytes:
    """Cards one after the other, behind the length of each."""
    return b"".join(_varint(len(page.card)) for page in pages) + b"".join(page.card for page in pages)


# --- facets and spellings ---------------------------------------------------------------------------------------------


def _facets(pages: Sequence[Findable], kinds: Mapping[str, int], facets: Facets) -> dict[str, object]:
    """For each facet its values in the order to show them in, each with id, label and pages; and the order by title."""
    held: dict[str, dict[str, list[int]]] = {name: {} for name in FIRST}
    for number, page in enumerate(pages):
        for name, values in page.facets.items():
            for value in values:
                held.setdefault(name, {}).setdefault(value, []).append(number)
    # a facet whose values are records is another way to say what a record refers to, and as long as the hub
    offered = [
        name for name in held if 0 < len(held[name]) <= VALUES and name != KIND and name not in facets.of_records
    ]
    places = {kind: chr(0x30 + place) for place, kind in enumerate(dict.fromkeys(page.kind for page in pages))}
    titles = sorted((page.title, kinds[page.kind], page.url, places[page.kind]) for page in pages)
    return {
        "facets": [
            {"name": name, "title": facets.title(name), "values": _values(name, held[name], facets)} for name in offered
        ],
        # pages of a kind are in this order anyway: which kind comes next says all
        "titles": "".join(one[-1] for one in titles),
        "kind": facets.title(KIND),
    }


def _values(name: str, held: Mapping[str, list[int]], facets: Facets) -> list[tuple[str, str, list[int]]]:
    """A facet's values: those of a vocabulary in its order, years from the newest, others by label."""
    order = facets.order(name)
    found = [
        (value, facets.label(name, value), [numbers[0], *map(sub, numbers[1:], numbers)])
        for value, numbers in held.items()
    ]
    found.sort(key=lambda one: (order.get(one[0], len(order)), folded(one[1]), one[0]))
    return found[::-1] if name == YEAR else found


def spellings(pages: Iterable[Findable], most: int = SPELLINGS) -> bytes:
    """Words of titles, names and labels, with how often they are there: 0 for one page, one more for each doubling.

    Where they would take more bytes than `most`, those that the fewest pages have are left out.
    """
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(word for word in page.spelled.split() if not word.isdigit() and len(word) > 1)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    packed = _spellings(ranked)
    while len(packed) > most:
        ranked = ranked[: min(len(ranked) * most // len(packed), len(ranked) - 1)]
        packed = _spellings(ranked)
    return packed


def _spellings(counted: Sequence[tuple[str, int]]) -> bytes:
    found = sorted(counted, key=itemgetter(0))
    often = "".join(str(min(count.bit_length() - 1, 9)) for _, count in found)
    return _packed([" ".join(word for word, _ in found), often])
