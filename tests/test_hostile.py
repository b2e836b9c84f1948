"""Files made to bring a build to its knees: each is told of in under 2 s and 500 MB, and its neighbours as ever.

One interpreter checks all hubs, each in a child of its own under limits that the system enforces.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checking import BASE, ROOT, record

MANY = 500_000
"""Nearly as many bytes as a file may have."""


def keys(text: str) -> str:
    return record(text)


FILES: dict[str, tuple[str, str | bytes, str]] = {
    "laughs": (
        "2 HG112",
        keys(
            "private: {a0: &a0 [x, x, x, x, x, x, x, x], "
            + ", ".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
            + "}"
        ),
        "a billion laughs",
    ),
    "brackets": ("2 HG112", keys("private: " + "[" * 100_000), "100,000 opening brackets"),
    "braces": ("2 HG112", keys("private: " + "{a: " * 100_000), "100,000 opening braces"),
    "merges": (
        "12 HG112",
        keys(
            "private:\n  m0: &m0 {k: v}\n"
            + "".join(f"  m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: v}}\n" for n in range(1, 25))
        ),
        "24-fold doubling by merge keys",
    ),
    "blocks": ("3 HG112", keys("private:\n  " + "- " * 10_000 + "x"), "10,000 nested blocks"),
    "depth": (
        "4 HG112",
        keys(
            "private:\n"
            + "\n".join(f"  l{n}: &l{n} {'[' * 60}{f'*l{n - 1}' if n else 'x'}{']' * 60}" for n in range(17))
        ),
        "a depth that only aliases reach",
    ),
    "complex": ("2 HG106", f"---\n{'? ' * 100_000}\n---\n", "100,000 keys that are mappings"),
    "digits": ("2 HG206", keys(f"founded: {'9' * 5_000}"), "5,000 digits for a year"),
    "number": ("2 HG203", keys(f"location: {{lat: {'9' * 5_000}, lon: 0}}"), "5,000 digits for a latitude"),
    "region": ("2 HG210", keys(f"serves: [{'A' * 400_000}]"), "a region of 400,000 letters"),
    "mailbox": ("2 HG208", keys(f"contact: a@{'a.' * 200_000}@"), "a mailbox that makes patterns go back and forth"),
    "key": ("2 HG118", keys(f"{'k' * 400_000}: v: w"), "a key of 400,000 letters"),
    "keys": ("2 HG201", keys("".join(f"k{n}: v\n" for n in range(4_900))), "4,900 unknown keys"),
    "twice": ("3 HG107", keys("place: v\n" * 4_900), "a key 4,900 times"),
    "dangling": (
        "2 HG301",
        keys(f"services: [{', '.join(f's{n}' for n in range(9_900))}]"),
        "9,900 dangling references",
    ),
    "types": ("2 HG203", keys(f"services: [{', '.join(['[x]'] * 4_900)}]"), "4,900 values of the wrong type"),
    "list": ("10000 HG112", keys("sectors:\n" + "- a\n" * 120_000), "a list of 120,000"),
    "quote": ("2 HG106", keys('place: "' + "x\n " * 100_000), "a quotation of 100,000 lines that is not closed"),
    "late": ("100002 HG118", keys("# c\n" * 100_000 + "x: y: z"), "an error after 100,000 lines"),
    "blanks": ("1 HG104", "---\n" + " " * MANY, "blanks in place of a closing line"),
    "lines": ("1 HG104", "---\n" + "\n" * MANY, "empty lines in place of a closing line"),
    "conflict": ("2 HG109", "---\n" + "<<<<<<< \n" * 50_000, "50,000 merge conflicts"),
    "json": ("1 HG110", '{"a":' * 100_000, "JSON as deep as the file is long"),
    "bytes": ("1 HG101", b"a" * MANY + b"\xff", "one wrong byte at the end"),
    "empty": ("1 HG102", "\n" * MANY, "nothing but empty lines"),
    "large": ("1 HG113", "x" * (512 * 1024 + 1), "one byte too many"),
    "html": ("10 HG308", record(body="<b>" * 100_000), "100,000 tags"),
    "anchors": (
        "10 HG306",
        record(body="".join(f"[a](#x{n})\n" for n in range(9_000)) + "".join(f"\n# h{n}\n" for n in range(900))),
        "9,000 wrong anchors among 900 right ones",
    ),
}
"""Name of the file: line and code of its first error, its text, and what it is."""

DRIVER = """
import os, resource, sys
from hubgen.cli import main
for hub in sys.argv[1:]:
    if not os.fork():
        resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
        resource.setrlimit(resource.RLIMIT_DATA, (500 << 20, 500 << 20))
        os.dup2(os.open(f"{hub}/said.json", os.O_WRONLY | os.O_CREAT), 1)
        os._exit(main(["check", "-C", hub, "--format", "json"]))
    status = os.waitstatus_to_exitcode(os.wait()[1])
    open(f"{hub}/status", "w").write(str(status))
"""
NEIGHBOUR = "content/clusters/neighbour.md"


@pytest.fixture(scope="module")
def hubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of checked hubs, one for each hostile file, with exit status and output beside them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (_, text, _) in FILES.items():
        shutil.copytree(BASE, folder / name)
        (folder / name / NEIGHBOUR).write_text(record("title: Neighbour\nform: clutser"), encoding="utf-8")
        (folder / name / "content/clusters/hostile.md").write_bytes(text.encode() if isinstance(text, str) else text)
    subprocess.run([sys.executable, "-c", DRIVER, *(str(folder / name) for name in FILES)], check=True, cwd=ROOT)
    return folder


def told(hub: Path) -> list[dict[str, Any]]:
    assert (hub / "status").read_text(encoding="utf-8") == "1", "killed for its time or memory, or a bug"
    issues: list[dict[str, Any]] = json.loads((hub / "said.json").read_text(encoding="utf-8"))["issues"]
    return issues


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are set in a child")
@pytest.mark.parametrize("name", [pytest.param(name, id=FILES[name][2]) for name in FILES])
def test_a_hostile_file_is_told_of_within_bounds_and_hides_nothing(name: str, hubs: Path) -> None:
    issues = told(hubs / name)
    own = [f"{issue['line']} {issue['code']}" for issue in issues if issue["path"].endswith("hostile.md")]

    assert own[0] == FILES[name][0]
    assert [issue["code"] for issue in issues if issue["path"] == NEIGHBOUR] == ["HG204"]
    assert all(len(issue["message"]) < 500 for issue in issues)
