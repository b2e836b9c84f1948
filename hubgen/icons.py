"""Icons by name, from the set that the theme's package brings."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def templates() -> Path:
    """The folder that holds the set: templates find it there as `.icons/…`."""
    import material

    return Path(str(material.__file__)).parent / "templates"


@cache
def icon(name: str) -> str:
    """The inner markup of one of Material's icons; nothing for a name it does not have."""
    folder = templates() / ".icons"
    path = (folder / f"{name}.svg").resolve()
    if not path.is_relative_to(folder.resolve()):
        return ""
    try:
        markup = path.read_text(encoding="utf-8")
    except OSError:
        return ""
    return markup[markup.index(">") + 1 : markup.rindex("</svg>")]
