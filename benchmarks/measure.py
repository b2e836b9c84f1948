"""Times whole processes: wall, processor time of the process and all it started, memory. Knows nothing of what they do."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_UNIT = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What divides `ru_maxrss` to give MiB."""


class Failed(Exception):
    """A process that was to be timed ended with an error."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end: seconds, and the peak memory in MiB of the largest process among it and its children."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Runs a command to its end and measures it. Raises `Failed` with the end of its output where it ends with an error.

    The caller must be small: a new process inherits the peak memory of the one that starts it.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-2000:]
            raise Failed(f"{' '.join(command)} in {folder} ended with code {process.returncode}:\n{tail}")
    return Run(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / _UNIT)


def median(runs: Sequence[Run]) -> Run:
    """The median of each measure by itself."""
    return Run(
        wall=statistics.median(one.wall for one in runs),
        cpu=statistics.median(one.cpu for one in runs),
        peak=statistics.median(one.peak for one in runs),
    )


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> Run:
    """The median of the ratios of runs made in turn: what slows the machine down for a while slows both of a pair."""
    pairs = list(zip(runs, others, strict=True))
    return median([Run(a.wall / b.wall, a.cpu / b.cpu, a.peak / b.peak) for a, b in pairs])
