"""The pipelines that owners copy: they can be read, every command in them exists, and those of the hub run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from hubgen.cli import cli
from tests.checking import ROOT
from tests.hubs import write_hub

FOLDER = ROOT / "docs" / "pipelines"
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".yml", ".yaml"})
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text of everything


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inside)


def commands_in(path: Path) -> list[list[str]]:
    """The words of each call of hubgen in a file."""
    lines = "\n".join(texts(loaded(path))).splitlines()
    return [
        shlex.split(found[0].split("|")[0].split(">")[0])
        for line in lines
        if (found := re.search(r"(?<!<!-- )(?<![\w/.-])hubgen (?:check|diff|build).*", line))
    ]


@pytest.mark.parametrize("path", [*FILES, HOOKS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_and_option_exists(path: Path) -> None:
    for _, name, *arguments in commands_in(path):
        command = cli.commands[name]
        known = {option for one in command.params if isinstance(one, click.Option) for option in one.opts}
        assert {word for word in arguments if word.startswith("-")} <= known


def test_there_is_a_check_and_a_build_for_each_forge() -> None:
    for forge in ("github", "gitlab", "forgejo"):
        named = {words[1] for path in FILES if path.parent.name == forge for words in commands_in(path)}
        assert named == {"check", "diff", "build"}


def test_proposals_get_no_more_than_they_need() -> None:
    check = loaded(FOLDER / "github" / "check.yml")
    assert check["permissions"] == {"contents": "read"}
    for path in (FOLDER / "github").iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            # what a proposal says is handed over by the environment, never put into a script
            assert "${{" not in line or re.search(r"^\s+(?:[A-Z]+|url|run-id|github-token): ", line), line
            assert not re.search(r"uses: (?!.*@v\d+$)", line), line


def test_the_hooks_are_told_in_the_way_that_pre_commit_reads() -> None:
    hooks = loaded(HOOKS)
    [repository] = loaded(FOLDER / "pre-commit" / ".pre-commit-config.yaml")["repos"]
    for hook in (*hooks, *repository["hooks"]):
        assert {"id", "name", "entry", "language", "pass_filenames", "files"} <= hook.keys()
        assert re.search(hook["files"], "content/clusters/foodregio.md")
    assert repository["hooks"][0]["additional_dependencies"] == ["hubgen"]


@pytest.fixture
def hub(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A repository with a hub, one commit behind the files as they are; and the environment of a pipeline."""
    root = write_hub(tmp_path / "hub")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "hubgen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hubgen "$@"\n')
    (tools / "hubgen").chmod(0o755)
    env = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "NO_MKDOCS_2_WARNING": "1",
    }
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.eu"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *arguments], check=True, env=env)
    env["BASE"] = subprocess.run(
        [*git, "rev-parse", "HEAD"], check=True, env=env, capture_output=True, text=True
    ).stdout.strip()
    record = root / "content" / "clusters" / "food.md"
    record.write_text(record.read_text().replace("Companies that make food.", "Companies that grow food."))
    subprocess.run([*git, "commit", "-qam", "two"], check=True, env=env)
    return root, env


def steps(forge: str, file: str) -> list[str]:
    """The scripts of a workflow that only call hubgen and git."""
    jobs = loaded(FOLDER / forge / file)["jobs"].values()
    scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    return [script for script in scripts if "hubgen " in script and not re.search(r"pip|curl|clone|push|fetch", script)]


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_the_scripts_of_a_check_run(hub: tuple[Path, dict[str, str]], forge: str) -> None:
    root, env = hub
    scripts = steps(forge, "check.yml")
    assert len(scripts) == 2
    for script in scripts:
        subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=root, env=env, check=True, capture_output=True)
    assert "Companies that grow food." in (root / "changes.md").read_text()


def test_the_scripts_of_publishing_run(hub: tuple[Path, dict[str, str]]) -> None:
    root, env = hub
    for script in steps("github", "publish.yml"):
        subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=root, env=env, check=True, capture_output=True)
    assert (root / "site" / "index.html").is_file()


def test_the_report_for_gitlab_has_what_its_merge_requests_show(hub: tuple[Path, dict[str, str]]) -> None:
    root, env = hub
    (root / "content/clusters/packaging.md").write_text("---\ntitle: Two\ntitle: Two\n---\n")
    done = subprocess.run(
        ["hubgen", "check", "--format", "gitlab"], cwd=root, env=env, check=False, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert found
    assert len({one["fingerprint"] for one in found}) == len(found)
    for one in found:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["location"]["lines"]["begin"] >= 1
