"""All that goes into a hub's site: texts and pictures, settings, theme, the program with all it is made of, and the day.

It is told before MkDocs is loaded. Where something may go in that is not known here, such as hooks, nothing is told.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..check import clock, package_folder
from ..configuration import configuration, files
from ..history import last_commit
from ..settings import Settings
from .files import State, Unsure, digest, installed, state, states

_THEMES = frozenset({None, "material", "mkdocs", "readthedocs"})
_PURE = frozenset(
    {
        *(
            "abbr",
            "admonition",
            "attr_list",
            "codehilite",
            "def_list",
            "extra",
            "fenced_code",
            "footnotes",
            "md_in_html",
        ),
        *("meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
        *(
            f"pymdownx.{name}"
            for name in ("betterem", "caret", "critic", "details", "extra", "highlight", "inlinehilite")
        ),
        *(
            f"pymdownx.{name}"
            for name in ("keys", "magiclink", "mark", "smartsymbols", "superfences", "tabbed", "tilde")
        ),
        *(f"pymdownx.{name}" for name in ("arithmatex", "emoji", "tasklist")),
    }
)
"""Extensions of Markdown that make of a text the same whenever they are asked, and read no other file."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What goes in: all that is no file as one mark, the last commit, and the files by path as they are."""

    mark: str
    commit: str
    files: dict[str, State]


def inputs(settings: Settings, site: Path) -> Inputs:
    """All that goes into a site in a folder. `Unsure` where that cannot be told."""
    config, _ = configuration(settings.config)
    named = [str(path) for path in files(settings.config)]
    _known_throughout(config, named)
    theme = config.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folders = [str(settings.root / settings.content), str(package_folder("theme")), str(package_folder("vocabularies"))]
    folders += [str(Path(__file__).parent.parent), *([str(settings.config.parent / str(custom))] if custom else ())]
    found = {path: told for folder in folders for path, told in states(folder).items()}
    for path in (*named, *_own_modules()):
        if told := state(path):
            found[path] = told
    return Inputs(_mark(settings, site, config), last_commit(settings.root), found)


def _mark(settings: Settings, site: Path, config: dict[str, Any]) -> str:
    told = (
        *(str(settings.config.resolve()), str(settings.root.resolve()), str(site), repr(config), clock().isoformat()),
        *(os.environ.get("SOURCE_DATE_EPOCH"), sys.version, sys.platform, sys.flags.utf8_mode),
        installed(path for path in sys.path if path),
    )
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def program(settings: Settings) -> str:
    """What stands for all that a file is read and parsed by: the program, a hub's own record types, and where the content is."""
    folder = Path(__file__).parent.parent
    files = [path for path in states(str(folder)) if path.endswith((".py", ".yml", ".json"))]
    told = (
        *(settings.content, [f"{kind.__module__}.{kind.__qualname__}" for kind in settings.kinds], sys.version),
        *(
            [(path, digest(path)) for path in sorted({*files, *_own_modules()})],
            installed(path for path in sys.path if path),
        ),
    )
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _known_throughout(config: dict[str, Any], named: list[str]) -> None:
    """`Unsure` where settings let code or files into the site of which nothing is known here."""
    plugins = _names(config.get("plugins"))
    theme = config.get("theme")
    name = theme.get("name", "mkdocs") if isinstance(theme, dict) else theme
    if config.get("hooks") or set(plugins) != {"hubgen"}:
        raise Unsure("hooks or other plugins have a say in the site")
    if not set(_names(config.get("markdown_extensions"))) <= _PURE:
        raise Unsure("extensions of Markdown may read other files")
    if name not in _THEMES or any("!!python" in Path(file).read_text(encoding="utf-8-sig") for file in named):
        raise Unsure("the settings name code")


def _names(listed: Any) -> list[str]:
    """The names in a setting that lists names, some with options."""
    each = listed if isinstance(listed, list | dict) else []
    return [str(next(iter(one), "")) if isinstance(one, dict) else str(one) for one in each]


def _own_modules() -> Iterator[str]:
    """The files of modules that are loaded and belong to no installed package: a hub's own record types."""
    known = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    known |= {str(Path(__file__).parent.parent)}
    started = sys.modules.get("__main__")  # the command itself, whichever it is
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if (
            isinstance(file, str)
            and module is not started
            and not file.startswith(tuple(f"{at}{os.sep}" for at in known))
        ):
            yield file
