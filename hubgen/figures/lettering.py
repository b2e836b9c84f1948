"""How wide a text is at most, and where it breaks into lines.

No font is measured: the reader's may be ours or any fallback. The widths are those of DejaVu, the widest that people
are likely to have, so that what fits here fits in Source Sans and Source Serif with room to spare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

SOFT_HYPHEN = "\u00ad"

_EMS = {
    **dict.fromkeys(" ',.:;ijl|\u00b7\u2018\u2019", 0.34),
    **dict.fromkeys("!()-/IJ[]frt", 0.42),
    **dict.fromkeys("Lcsz?\u2013", 0.57),
    **dict.fromkeys("%@MWmw\u2014\u2026", 1.0),
}
"""Widths of single glyphs in parts of the type size; the rest are judged by what they are (`_ems`)."""
_BOLD = 1.17
OWN = 0.84
"""The share of a drawing lettered in Source Sans, where a wider fallback would do no harm: a line to itself for each label."""
_LAST_LATIN = "\u024f"
_LAST_COMMON = "\u2044"
"""Latin letters and general punctuation: what the hub's own typefaces hold."""
ELLIPSIS = "\u2026"
_LOOSE_ENDS = " ,;:-\u2013\u2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A style of lettering: its class in the stylesheet, size and line height in pixels, and a colour class if any.

    `share` is the part of the widest lettering's width that it takes at most; it holds for Latin letters.
    """

    name: str
    size: int
    leading: int
    bold: bool = False
    tone: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The three styles that a variant of a figure is lettered in."""

    head: Face
    text: Face
    note: Face


WIDE = Faces(
    head=Face(name="head", size=17, leading=23, bold=True),
    text=Face(name="text", size=16, leading=22),
    note=Face(name="note", size=15, leading=21),
)
NARROW = Faces(
    head=Face(name="head", size=16, leading=22, bold=True),
    text=Face(name="text", size=15, leading=21),
    note=Face(name="note", size=14, leading=20),
)


def toned(face: Face, tone: str) -> Face:
    """Return `face` in a colour: `accent`, or `c1` to `c6` for a service category."""
    return replace(face, tone=tone)


def text_width(text: str, face: Face) -> float:
    """Return the width in pixels that `text` takes at most on one line."""
    if face.share == 1:
        ems = sum(map(_ems, text))
    else:
        ems = sum([_ems(glyph) * face.share if glyph <= _LAST_COMMON else _ems(glyph) for glyph in text])
    return ems * face.size * (_BOLD if face.bold else 1)


def shortened(text: str, width: float, face: Face) -> str:
    """Return `text` on one line no wider than `width` pixels: whole, or cut after a word and ended with "…".

    Where not even a word fits, it is cut after a letter.
    """
    if text_width(text, face) <= width:
        return text
    left = width - text_width(ELLIPSIS, face)
    for end, glyph in enumerate(text):
        left -= text_width(glyph, face)
        if left < 0:
            words = text[: end + 1].rpartition(" ")[0].rstrip(_LOOSE_ENDS)
            return (words or text[:end]) + ELLIPSIS
    return text


def fitted(text: str, width: float, face: Face, most: int) -> list[str]:
    """Return the lines of `text` as `wrap` makes them, at most `most`: the last one ends with "…" where text is left out."""
    if most == 1 or text_width(text, face) <= width:
        return [shortened(text, width, face)]
    lines = wrap(text, width, face)
    if len(lines) <= most:
        return lines
    full = _filled(text, width, face)
    return [*full[: most - 1], shortened(" ".join(full[most - 1 :]), width, face)]


def wrap(text: str, width: float, face: Face) -> list[str]:
    """Return the lines of `text`, none wider than `width` pixels and all about equally long.

    Lines break at spaces; a word too long for a line of its own breaks at a soft hyphen where it has one, else where
    the line is full.
    """
    lines = _filled(text, width, face)
    narrower = width
    while len(lines) > 1 and narrower > width / 2:
        narrower -= face.size / 2
        balanced = _filled(text, narrower, face)
        if len(balanced) > len(lines) or _broken(balanced) > _broken(lines):
            break
        lines = balanced
    return lines


def _filled(text: str, width: float, face: Face) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in (piece for word in text.split() for piece in _pieces(word, width, face)):
        longer = f"{line} {piece}" if line else piece
        if line and text_width(longer, face) > width:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line] if line else lines


def _broken(lines: list[str]) -> int:
    return sum(line.endswith("-") for line in lines)


@cache
def _ems(glyph: str) -> float:
    if glyph in _EMS:
        return _EMS[glyph]
    if glyph.isupper():
        return 0.79
    return 0.64 if glyph <= _LAST_LATIN else 1.0


def _pieces(word: str, width: float, face: Face) -> list[str]:
    whole = word.replace(SOFT_HYPHEN, "")
    if text_width(whole, face) <= width:
        return [whole]
    pieces = [""]
    for syllable in word.split(SOFT_HYPHEN) if SOFT_HYPHEN in word else word:
        if pieces[-1] and text_width(f"{pieces[-1]}{syllable}-", face) > width:
            pieces.append("")
        pieces[-1] += syllable
    return [f"{piece}-" for piece in pieces[:-1]] + pieces[-1:]
