"""What was meant for a link in a text and is none: brackets that readers would see.

Looks at the text as it is written, code aside; whether a link leads somewhere is told by `links.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TARGET = r"(?:https?://[^\s()\[\]]+|[\w./-]+\.md(?:#[\w-]*)?)"
_ID = r"(?:[a-z0-9-]+/)?[a-z0-9][a-z0-9-]*[a-z0-9](?:[#|][^\[\]\n]{0,80})?"
_ALMOST = re.compile(
    rf"\[(?<!\\\[)(?:"
    rf"\[(?P<unclosed>{_ID})\](?![\](])"
    rf"|(?<!\[\[)(?P<unopened>{_ID})\]\]"
    rf"|(?P<apart>[^\[\]\n]{{1,80}})\] (?P<away>\({_TARGET}\))"
    rf")|\((?P<words>[^()\[\]\n]{{1,80}})\)\[(?P<target>{_TARGET})\](?!\()"
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]*\1")


def seems_a_link(text: str) -> bool:
    """Whether there may be any: of two that make up for one another's brackets nothing is known, for the sake of speed."""
    return "] (" in text or ")[" in text or text.count("[[") != text.count("]]")


def almost_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Line and column of each in a text without blocks of code, and how it has to be written."""
    plain = _CODE.sub(lambda code: re.sub("[^\n]", " ", code[0]), text)
    for number, line in enumerate(plain.split("\n"), 1):
        for found in _ALMOST.finditer(line):
            yield number, found.start() + 1, _written(found)


def _written(found: re.Match[str]) -> str:
    if found["away"]:
        return f"[{found['apart']}]{found['away']}"
    if found["target"]:
        return f"[{found['words']}]({found['target']})"
    return f"[[{found['unclosed'] or found['unopened']}]]"
