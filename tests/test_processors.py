"""Workers are as many as the processors that the process really has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hubgen.processors import processors


@pytest.fixture(autouse=True)
def sixty_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(64)), raising=False)


def machine(folder: Path, own: str, files: dict[str, str]) -> int:
    """The processors on a machine with these control groups."""
    (folder / "own").write_text(own)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return processors(folder, folder / "own")


@pytest.mark.parametrize(
    ("own", "files", "number"),
    [
        ("", {}, 64),
        ("0::/\n", {"cpu.max": "max 100000\n"}, 64),
        ("0::/\n", {"cpu.max": "200000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "150000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "20000 100000\n"}, 1),
        ("0::/jobs/one\n", {"jobs/cpu.max": "300000 100000\n", "jobs/one/cpu.max": "800000 100000\n"}, 3),
        ("0::/a/path/of/the/host\n", {"cpu.max": "400000 100000\n"}, 4),
        ("3:cpu,cpuacct:/jobs\n", {"cpu/jobs/cpu.cfs_quota_us": "500000\n", "cpu/jobs/cpu.cfs_period_us": "100000\n"}, 5),
        ("3:cpu,cpuacct:/jobs\n", {"cpu/jobs/cpu.cfs_quota_us": "-1\n", "cpu/jobs/cpu.cfs_period_us": "100000\n"}, 64),
        ("2:memory:/jobs\n", {"cpu/jobs/cpu.cfs_quota_us": "500000\n", "cpu/jobs/cpu.cfs_period_us": "100000\n"}, 64),
        ("nonsense", {"cpu.max": "nonsense"}, 64),
        ("0::/\n", {"cpu.max": "100000 0\n"}, 64),
    ],
)  # fmt: skip
def test_a_quota_is_respected(tmp_path: Path, own: str, files: dict[str, str], number: int) -> None:
    assert machine(tmp_path, own, files) == number
