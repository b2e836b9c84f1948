"""What every page loads beside its own text: one stylesheet, the modules that start it, and the words that those say.

Knows texts by their names, not where they lie or how they get into a site.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .words import Words

SHEETS = (
    *("hub", "shell", "search", "content", "records", "pages", "insights", "filters", "compare", "map", "figures"),
    *("network", "tools", "forms", "print"),
)
"""The parts of the stylesheet in their order, each a file of the theme. Those on paper come last."""
ENTRY = "hub.js"
"""The module that every page starts."""
SAID = "said.js"
"""The module that is made of the words that the others say."""

WORD = "word-look.js"
"""The module with the look of Word documents, which is loaded when somebody asks for one."""

# a string is matched first, so that what only looks like a comment within one stays
_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?["']\./([\w.-]+)["'];""", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The addresses of what every page loads: the stylesheet, and the modules, of which the first starts the others."""

    stylesheet: str
    modules: tuple[str, ...]


def stylesheet(parts: Mapping[str, str]) -> str:
    """One stylesheet of the theme's, without comments; `parts` are texts by name, and one may be missing."""
    texts = [
        parts[name] if name != "print" else f"@media print {{\n{parts[name]}}}\n" for name in SHEETS if name in parts
    ]
    return _INDENT.sub("\n", _COMMENT.sub(lambda found: found[1] or "", "".join(texts))).strip() + "\n"


def said(words: Words) -> str:
    """The module that gives the other modules their words."""
    spoken = {"search": words["search"], "client": words["client"]}
    return f"export default {json.dumps(spoken, ensure_ascii=False)};\n"


def started(modules: Mapping[str, str], entry: str = ENTRY) -> list[str]:
    """The modules that `entry` needs before it runs, itself first: a browser that knows them fetches them all at once."""
    found = [entry]
    for name in found:
        found += [needed for needed in dict.fromkeys(_IMPORT.findall(modules.get(name, ""))) if needed not in found]
    return found


def stamp(content: str) -> str:
    """A short mark of a content, for an address that changes with it, so that no browser keeps an old one."""
    return hashlib.sha256(content.encode()).hexdigest()[:10]
