"""Settings as MkDocs reads them: variables of the environment, and files that inherit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hubgen.cli import main
from hubgen.commands.common import CLEAN, FAULTS, WRONG_USE
from hubgen.configuration import NotAHub, configuration
from hubgen.settings import load
from tests.hubs import run, write_hub


def written(folder: Path, **files: str) -> dict[str, Any]:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return configuration(folder / "mkdocs.yml")[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!ENV HUB_SET", "here"),
        ("!ENV HUB_UNSET", None),
        ("!ENV [HUB_UNSET, HUB_SET, other]", "here"),
        ("!ENV [HUB_UNSET, other]", "other"),
        ("!ENV [HUB_UNSET, [1, 2]]", [1, 2]),
        ("!ENV [HUB_TRUE, false]", True),
        ("!ENV [HUB_SET]", "here"),
        ("!!python/name:material.x", None),
        ("!relative $docs", None),
    ],
)
def test_values_from_the_environment_are_read(
    text: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_SET", "here")
    monkeypatch.setenv("HUB_TRUE", "true")
    assert written(tmp_path, mkdocs=f"a: {text}\n") == {"a": value}


def test_what_is_inherited_is_laid_below(tmp_path: Path) -> None:
    base = "a: 1\nb: {x: 1, y: {p: 1}}\nc: [1, 2]\nINHERIT: root.yml\n"
    assert written(
        tmp_path, mkdocs="INHERIT: base.yml\nb: {y: {q: 2}, z: 3}\nc: [3]\n", base=base, root="a: 0\nd: 4\n"
    ) == {"a": 1, "b": {"x": 1, "y": {"p": 1, "q": 2}, "z": 3}, "c": [3], "d": 4}


@pytest.mark.parametrize(
    ("mkdocs", "why"),
    [
        ("INHERIT: nowhere.yml\n", "inherits from .*nowhere.yml, which is no file"),
        ("INHERIT: mkdocs.yml\n", "inherits from files that inherit from one another"),
        ("a: [\n", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_of(mkdocs: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(NotAHub, match=why):
        written(tmp_path, mkdocs=mkdocs)


def test_a_hub_may_have_its_options_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base = "site_name: S\ntheme: material\nplugins:\n  - hubgen: {schema: 1, search: !ENV [HUB_SEARCH, false]}\n"
    hub = write_hub(tmp_path / "hub", {"mkdocs.yml": "INHERIT: ../base.yml\ndocs_dir: !ENV [HUB_DOCS, content]\n"})
    (tmp_path / "base.yml").write_text(base, encoding="utf-8")

    settings = load(hub)
    assert (settings.site_name, settings.content, settings.options.search) == ("S", "content", False)
    assert run("hubgen", "build", cwd=hub).returncode == CLEAN
    assert not (hub / "site/pagefind").exists()
    monkeypatch.setenv("HUB_SEARCH", "often")
    assert main(["check", "-C", str(hub)]) == FAULTS
    assert "error[HG901]: search: " in capsys.readouterr().out


@pytest.mark.parametrize("address", ["https://[x/", "http://a:b/"])
def test_an_address_that_is_none_is_told_of(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub = write_hub(tmp_path, {"mkdocs.yml": f'site_name: S\nsite_url: "{address}"\nplugins: [hubgen]\n'})
    for command in ("check", "build"):
        assert main([command, "-C", str(hub)]) == WRONG_USE
        assert capsys.readouterr().err == f'hubgen: site_url in {hub}/mkdocs.yml is no address: "{address}"\n'
