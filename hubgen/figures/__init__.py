"""The report's figures, drawn anew as SVG from its text.

The report's plotted values did not survive, so no figure holds a number that the text does not state. Each figure has
a wide and a narrow variant; `figures.css` shows the one that there is room for. Colours are classes, words are
parameters, icons come from the caller.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from . import portfolio, process
from .shapes import Icon, Piece
from .words import CATEGORIES, WORDS

__all__ = ["CATEGORIES", "FIGURES", "WORDS", "Figure", "Icon", "figure_html", "svg"]

_Draw = Callable[[Mapping[str, str], Icon | None, float], Piece]

_WIDE = 800.0
_NARROW = 340.0
_MARGIN = 2
"""Room for the half of a stroke that lies outside its box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the report: its English words, and how each variant is drawn."""

    number: str
    section: str
    wide: _Draw = field(repr=False)
    narrow: _Draw = field(repr=False)

    @property
    def title(self) -> str:
        """What the figure is about, in a line."""
        return WORDS[f"{self.number}.title"]

    @property
    def caption(self) -> str:
        """What to see in it, and which figure of the report it is drawn anew from."""
        return WORDS[f"{self.number}.caption"]

    @property
    def description(self) -> str:
        """The text alternative: all that the figure shows, in sentences."""
        return WORDS[f"{self.number}.description"]


def _figure(number: str, section: str, wide: _Draw, narrow: _Draw) -> Figure:
    return Figure(number=number, section=section, wide=wide, narrow=narrow)


FIGURES: dict[str, Figure] = {
    figure.number: figure
    for figure in (
        _figure("1", "2", portfolio.services_wide, portfolio.services_narrow),
        _figure("2", "2", portfolio.integrated_wide, portfolio.integrated_narrow),
        _figure("4", "3", portfolio.categories_wide, portfolio.categories_narrow),
        _figure("5", "3.1.1", process.roadmap_wide, process.roadmap_narrow),
        _figure("6", "3.3.1", process.clean_wide, process.clean_narrow),
        _figure("7", "3.4", process.transfer_wide, process.transfer_narrow),
    )
}


def svg(
    figure_id: str, *, words: Mapping[str, str] | None = None, narrow: bool = False, icon: Icon | None = None
) -> str:
    """Return a variant of a figure as inline SVG, 800 or 340 pixels wide at natural size.

    `words` replaces any of `WORDS`; `icon` gives the drawing of an icon by name, without it category discs bear their
    number. Raises KeyError for a figure that is not in `FIGURES`.
    """
    figure, said = FIGURES[figure_id], ChainMap(dict(words or {}), dict(WORDS))
    width, draw = (_NARROW, figure.narrow) if narrow else (_WIDE, figure.wide)
    drawn = draw(said, icon, width)
    variant = "narrow" if narrow else "wide"
    name = f"hub-figure-{figure_id}-{variant}"
    across, down = f"{width + 2 * _MARGIN:g}", f"{round(drawn.bottom) + 2 * _MARGIN:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="hub-figure hub-figure--{variant}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" width="{across}" height="{down}"'
        f' viewBox="-{_MARGIN} -{_MARGIN} {across} {down}">'
        f'<title id="{name}-title">{escape(said[f"{figure_id}.title"])}</title>'
        f'<desc id="{name}-desc">{escape(said[f"{figure_id}.description"])}</desc>\n{drawn.markup}</svg>'
    )


def figure_html(figure_id: str, *, words: Mapping[str, str] | None = None, icon: Icon | None = None) -> str:
    """Return a figure with both variants, its caption, and the text alternative to open.

    `figures.css` displays one variant at a time, which also keeps the other from assistive technology.
    """
    said = ChainMap(dict(words or {}), dict(WORDS))
    title, caption, description = (escape(said[f"{figure_id}.{key}"]) for key in ("title", "caption", "description"))
    variants = (svg(figure_id, words=words, narrow=narrow, icon=icon) for narrow in (False, True))
    return (
        f'<figure class="hub-figure-wrap">\n{"".join(variants)}\n'
        f'<figcaption class="hub-figure-caption"><p><strong>{title}</strong> {caption}</p>\n'
        f'<details class="hub-figure-alternative"><summary>{escape(said["alternative"])}</summary>'
        f"<p>{description}</p></details></figcaption>\n</figure>"
    )
