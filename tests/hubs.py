"""Small hubs on disk for tests that build whole sites."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MKDOCS = """\
site_name: Small hub
site_url: https://small.example.eu/hub/
docs_dir: content
theme: material
plugins:
  - hubgen:
      search: false
"""

CLUSTER = """\
---
title: Food cluster
summary: Companies that make food.
form: cluster
country: NO
place: Oslo
sectors: [food]
services: [matching]
origin: hub
---
It offers [[matching]] and works with [[packaging|the packagers]].

## Members

A table of members.
"""

PACKAGING = """\
---
title: Packaging cluster
summary: Companies that pack food.
form: cluster
country: SE
sectors: [packaging]
former_ids: [packers]
hosted_by: food
origin: hub
---
See [the food cluster](food.md#members).
"""

SERVICE = """\
---
title: Matching
summary: Brings members together.
category: matchmaking
purpose: Partners find each other.
origin: hub
---
Text.
"""

THREE_RECORDS = {
    "mkdocs.yml": MKDOCS,
    "content/index.md": "# A small hub\n\nIt begins with [[food]].\n",
    "content/clusters/food.md": CLUSTER,
    "content/clusters/packaging.md": PACKAGING,
    "content/services/matching.md": SERVICE,
}


def write_hub(root: Path, files: dict[str, str] | None = None, **more: str) -> Path:
    """Writes a hub's files below `root` and returns it."""
    for name, text in {**THREE_RECORDS, **(files or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def run(
    module: str,
    *arguments: str,
    cwd: Path,
    input: str = "",  # noqa: A002 - as subprocess has it
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m module …` as an editor would, and returns what it said."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600", **environment}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=env,
        input=input,
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a site with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
