"""How many processors a process really has: those it may run on, and no more than its container pays for.

A container with a quota of two processors on a machine of sixty-four sees all sixty-four; as many workers would wait for
each other. The quota is read from Linux' control groups, of either version, of the process and of all groups above it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from math import ceil
from pathlib import Path, PurePosixPath

GROUPS = Path("/sys/fs/cgroup")
"""Where Linux shows control groups."""
OWN = Path("/proc/self/cgroup")
"""Where Linux tells a process which groups it is in."""


def processors(groups: Path = GROUPS, own: Path = OWN) -> int:
    """Processors this process may keep busy; at least one."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([allowed, *map(ceil, _quotas(groups, own))]))


def _quotas(groups: Path, own: Path) -> Iterator[float]:
    """Processors that each control group allows, where it has a limit."""
    for line in _text(own).splitlines():
        _, controllers, group = [*line.split(":", 2), "", ""][:3]
        base = groups if not controllers else groups / "cpu"
        if controllers and "cpu" not in controllers.split(","):
            continue
        # inside a container the group's path is that of the host, and the container's own lies at the top
        inside = PurePosixPath(group.lstrip("/"))
        for folder in (base / inside, *(base / above for above in inside.parents)):
            yield from _quota(folder)


def _quota(folder: Path) -> Iterator[float]:
    new = _text(folder / "cpu.max").split()
    old = [*_text(folder / "cpu.cfs_quota_us").split(), *_text(folder / "cpu.cfs_period_us").split()]
    for given in (new, old):
        if len(given) == 2 and all(part.isdigit() and int(part) for part in given):
            yield int(given[0]) / int(given[1])


def _text(path: Path) -> str:
    """A file's text, and nothing where there is none."""
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
