"""Puts the theme and the vocabularies into the wheel, so that a hub made elsewhere looks the same.

A checkout linked with `pip install -e` uses its own folders and gets no copies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INCLUDED = {"theme": "hubgen/theme", "content/vocabularies": "hubgen/vocabularies"}
UNSHIPPED = "glossary.yml"


class Included(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the folders, file by file: which files there are depends on what npm brought."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / "theme" / "assets" / "vendor").is_dir():
            raise RuntimeError("the typefaces are missing: run `make wheel`, which fetches them first")
        for folder, inside in INCLUDED.items():
            for path in sorted((root / folder).rglob("*")):
                if path.is_file() and path.name != UNSHIPPED:
                    build_data["force_include"][str(path)] = f"{inside}/{path.relative_to(root / folder).as_posix()}"
