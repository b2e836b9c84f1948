"""When files were last changed, by the history of the git repository that holds them."""

from __future__ import annotations

import subprocess
from pathlib import Path

_MARK = "\x01"


def last_changes(root: Path, folder: str) -> dict[str, str]:
    """The day of the last commit of each file below a folder, by its path from `root`.

    Empty where there is no git, no repository, or only the end of its history, which tells nothing of most files.
    """
    asked = _git(root, "rev-parse", "--is-shallow-repository", "--show-prefix").splitlines()
    if not asked or asked[0] != "false":
        return {}
    prefix = asked[1] if len(asked) > 1 else ""
    listed = _git(root, "log", "--no-renames", f"--format={_MARK}%cs", "--name-only", "-z", "--", folder)
    found: dict[str, str] = {}
    for commit in listed.split(_MARK)[1:]:
        day, _, names = commit.partition("\0")
        for name in names.strip("\n").split("\0"):
            if name:
                found.setdefault(name.removeprefix("\n").removeprefix(prefix), day.strip())
    return found


def last_commit(root: Path) -> str:
    """What stands for all that the history tells: its last commit, and whether it is there as a whole."""
    return _git(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")


def _git(root: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails, or is not there."""
    command = ["git", "-C", str(root), "-c", "log.showSignature=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - git by its name, as in revision.py
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
