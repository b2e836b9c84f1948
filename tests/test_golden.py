"""Each rule's bad example, laid over the base hub, with exactly what `hubgen check` says of it; and its good example.

`tests/golden/HGxxx.txt` holds the files as written and the command's output: read the message as the editor who made
the mistake. `pytest --update-golden` writes the files anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen.cli import main
from hubgen.commands.common import CLEAN, FAULTS
from hubgen.rules import RULES, Rule
from tests.checking import BASE, ROOT, record

GOLDEN = Path(__file__).parent / "golden"

_HEADER = re.compile(r"^=== (\S+\.\w+|\S[^(\n]*\.md)(?: \((.+)\))?\n", re.MULTILINE)
"""`=== path (how it is made)`, where the file that follows is not plain text."""


def _latin_1(path: Path, text: str) -> None:
    path.write_bytes(text.encode("latin-1"))


def _three_megabytes(path: Path, text: str) -> None:
    path.write_bytes(record(body="a word \n" * 400_000).encode())


def _link_out(path: Path, text: str) -> None:
    (path.parents[3] / "secret.md").write_text("secret\n")
    path.symlink_to("../../../secret.md")


def _broken_link(path: Path, text: str) -> None:
    path.symlink_to("nowhere.md")


def _plain(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


BUILDERS: dict[str, Callable[[Path, str], None]] = {
    "": _plain,
    "Latin-1": _latin_1,
    "3 MB": _three_megabytes,
    "a link to ../../../secret.md": _link_out,
    "a broken link": _broken_link,
}
"""How the files are made of which an example says more than their text."""


def parts(example: str) -> list[tuple[str, str, str]]:
    """Path, how it is made, and text of each file of an example."""
    if not example.startswith("=== "):
        return [("content/clusters/example.md", "", record(example))]
    _, *found = _HEADER.split(example)
    triples = zip(found[::3], found[1::3], found[2::3], strict=True)
    return [
        (path if path.endswith((".py", "mkdocs.yml")) else f"content/{path}", how or "", text)
        for path, how, text in triples
    ]


def lay(example: str, root: Path) -> list[str]:
    """Copies the base hub to `root`, lays an example over it and returns the paths of its files."""
    shutil.copytree(BASE, root)
    for path, how, text in parts(example):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        BUILDERS[how](target, text)
    return [path for path, _, _ in parts(example)]


def said(root: Path, paths: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and output of `hubgen check` for some files."""
    code = main(["check", "-C", str(root), *(str(root / path) for path in paths)])
    return code, capsys.readouterr().out


def shown(example: str) -> str:
    """The files of an example with their lines numbered, for reading beside the places in messages."""
    text = ""
    for path, how, content in parts(example):
        text += f"--- {path}{f' ({how})' if how else ''}\n"
        text += "".join(f"{n:3} | {line}\n".replace(" | \n", " |\n") for n, line in enumerate(_lines(content), 1))
    return text.replace("\x07", "\N{SYMBOL FOR BELL}").replace("\t", "\N{RIGHTWARDS ARROW TO BAR}")


def _lines(text: str) -> list[str]:
    return text.split("\n")[:-1] if text.endswith("\n") else text.split("\n") if text else []


RULE = pytest.mark.parametrize("rule", [pytest.param(rule, id=code) for code, rule in RULES.items()])


@RULE
def test_the_bad_example_is_told_of_in_these_words(
    rule: Rule, tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    code, output = said(tmp_path / "hub", lay(rule.bad, tmp_path / "hub"), capsys)

    assert f"{rule.severity}[{rule.code}]" in output
    assert code == (FAULTS if "error[" in output else CLEAN)
    golden(GOLDEN / f"{rule.code}.txt", f"{rule.title}\n\n{shown(rule.bad)}\n$ hubgen check\n{output}")


@RULE
def test_the_good_example_does_not_break_the_rule(
    rule: Rule, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, output = said(tmp_path / "hub", lay(rule.good, tmp_path / "hub"), capsys)

    assert f"[{rule.code}]" not in output


def test_each_rule_has_a_golden_file_and_each_golden_file_a_rule() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(RULES)


def test_each_code_that_the_package_uses_is_in_the_table_and_the_other_way_round() -> None:
    sources = [path for path in (ROOT / "hubgen").rglob("*.py") if path.name != "rules.py"]
    used = {code for path in sources for code in re.findall(r"\"(HG\d{3})\"", path.read_text(encoding="utf-8"))}

    assert used == set(RULES)


def test_the_base_hub_is_without_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(BASE), "--strict"]) == CLEAN
    assert capsys.readouterr().out == "8 records: 0 errors, 0 warnings\n"
