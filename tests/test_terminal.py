"""What a terminal that shows colours gets: the line and a caret below the fault, whatever the line holds."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hubgen.issues import Issue, Report
from hubgen.terminal import text
from tests.checking import ROOT, record
from tests.hubs import write_hub


def shown(line: str, column: int, width: int = 80, message: str = "m") -> list[str]:
    """The lines printed for one issue, without colours."""
    issue = Issue(code="HG301", path="a.md", line=3, column=column, message=message, hint="h")
    found = text(Report(issues=(issue,), records=1), lambda path, number: line, width)
    return re.sub(r"\x1b\[\d+m", "", found).split("\n")


def test_an_issue_has_its_line_and_a_caret_below_the_fault() -> None:
    assert shown("services: [roadmaping]", 12) == [
        "a.md:3:12: error[HG301]: m",
        "    3 | services: [roadmaping]",
        "                   ^",
        "  hint: h",
        "1 record: 1 error, 0 warnings",
    ]


@pytest.mark.parametrize(
    ("line", "column", "above"),
    [
        ("\tcountry: Q", 11, "country: "),
        ("name: 食品 Q", 10, "食品 "),
        ("cafe\N{COMBINING ACUTE ACCENT}: Q", 8, "cafe\N{COMBINING ACUTE ACCENT}: "),
        ("a\x1bb: Q", 6, "a\\x1bb: "),
        ("x" * 300 + ": Q, and much more of it " + "y" * 300, 303, "xx: "),
    ],
    ids=["tab", "wide", "combining", "escape", "long"],
)
def test_the_caret_stands_below_the_fault_whatever_is_before_it(line: str, column: int, above: str) -> None:
    _, source, caret, *_ = shown(line, column)
    before, _, _ = source.partition("Q")
    wide = sum("\u2e80" < c < "\uffff" for c in before)
    joined = before.count("\N{COMBINING ACUTE ACCENT}")

    assert before.endswith(above)
    assert caret == " " * (len(before) + wide - joined) + "^"
    assert len(source) + wide <= 80


def test_what_can_be_mended_is_counted() -> None:
    issue = Issue(code="HG201", path="a.md", line=1, column=1, message="m", instead="x")
    assert text(Report(issues=(issue,), records=1), lambda path, number: "", 80).endswith(
        "1 record: 1 error, 0 warnings\n1 can be mended by hubgen check --fix"
    )


def test_a_file_that_is_at_fault_as_a_whole_shows_no_line() -> None:
    assert [line for line in shown("---", 1) if "|" in line] == []
    assert [line for line in shown("", 1) if "|" in line] == []


def on_a_terminal(hub: Path, **environment: str) -> str:
    """What `hubgen check` says to a terminal."""
    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "", **environment}
    command = [sys.executable, "-m", "hubgen", "check", "-C", str(hub)]
    with subprocess.Popen(command, stdout=slave, stderr=slave, env=env):
        os.close(slave)
        said = b""
        try:
            while part := os.read(master, 4096):
                said += part
        except OSError:
            pass
    os.close(master)
    return said.decode().replace("\r\n", "\n")


def test_a_colour_terminal_gets_the_line_and_others_do_not(tmp_path: Path) -> None:
    write_hub(tmp_path, {"content/clusters/food.md": record("place: Å\nservices: [matchin]").replace("\n", "\r\n")})

    coloured = on_a_terminal(tmp_path)
    assert "    3 | \x1b[0mservices: [matchin]\n" in coloured
    assert "\n                   \x1b[31m^\x1b[0m\n" in coloured
    for plain in (on_a_terminal(tmp_path, NO_COLOR="1"), on_a_terminal(tmp_path, TERM="dumb")):
        assert "\x1b" not in plain
        assert " | " not in plain
