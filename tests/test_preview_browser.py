"""`hubgen serve` with a page open, while files change in the ways that editors, git and owners change them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.hosting import POLICY
from hubgen.preview import server
from tests.browser import Watch, violations
from tests.hubs import CLUSTER, MKDOCS, run, write_hub

BROKEN = CLUSTER.replace("services: [matching]", "services: [matchin]")
SLOW = 30_000
"""Milliseconds that a busy machine may take for what takes a tenth of a second."""
STYLE = "body { --owner: 1 }\n"


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of the preview of a hub, and its process."""
    command = [sys.executable, "-m", "hubgen", "serve", "-a", "127.0.0.1:0"]
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(root.parent)}
    with subprocess.Popen(command, cwd=root, env=surroundings, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        address = next((line.strip() for line in running.stderr if line.startswith("http://")), "")
        try:
            yield address, running
        finally:
            if running.poll() is None:
                running.send_signal(signal.SIGINT)
            running.communicate(timeout=30)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return write_hub(tmp_path / "hub")


def food(root: Path) -> Path:
    return root / "content/clusters/food.md"


def replaced(file: Path, text: str) -> None:
    """Saves as many editors do: a new file beside the old one, which then takes its name."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_fault_is_shown_above_the_last_page_until_it_is_mended(browser: Browser, hub: Path, colours: str) -> None:
    page = browser.new_page(color_scheme="light" if colours == "light" else "dark")
    with serving(hub) as (address, _):
        watch = Watch(page, address)
        page.goto(f"{address}clusters/food/")
        heading, box = page.get_by_role("heading", level=1), page.locator(".hubgen-preview")
        expect(heading).to_have_text("Food cluster")
        expect(box).to_be_hidden()

        replaced(food(hub), BROKEN)
        expect(box).to_contain_text("1 error in the content", timeout=SLOW)
        expect(box).to_contain_text("content/clusters/food.md:8:12")
        expect(box).to_contain_text('did you mean "matching"')
        expect(heading).to_have_text("Food cluster")
        assert violations(page) == []

        page.get_by_role("button", name="Hide").focus()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(page.get_by_role("button", name="1 error in the content")).to_be_focused()
        assert violations(page) == []

        replaced(food(hub), CLUSTER.replace("title: Food cluster", "title: Bread cluster"))
        expect(heading).to_have_text("Bread cluster", timeout=SLOW)
        expect(page.get_by_role("button", name="1 error in the content")).to_be_hidden()
        assert watch.troubles == []
    page.close()


def test_a_page_is_not_loaded_again_when_another_changes(page: Page, hub: Path) -> None:
    with serving(hub) as (address, _):
        page.goto(f"{address}clusters/packaging/")
        page.evaluate("window.here = true")
        service = hub / "content/services/matching.md"
        replaced(service, f"{service.read_text()}\nA new sentence.\n")
        other = page.context.new_page()
        other.goto(f"{address}services/matching/")
        expect(other.get_by_text("A new sentence.")).to_be_visible(timeout=SLOW)

        assert page.evaluate("window.here") is True
        packaging = hub / "content/clusters/packaging.md"
        replaced(packaging, f"{packaging.read_text()}\nAnother.\n")
        page.bring_to_front()
        expect(page.get_by_text("Another.")).to_be_visible(timeout=SLOW)
        assert page.evaluate("window.here") is None


def test_two_hundred_files_at_once_and_settings_and_looks(page: Page, hub: Path) -> None:
    (hub / "mkdocs.yml").write_text(
        MKDOCS.replace("theme: material", "theme: {name: material, custom_dir: own}\nextra_css: [own.css]")
    )
    (hub / "own").mkdir()
    (hub / "own" / "own.css").write_text(STYLE)
    with serving(hub) as (address, _):
        page.goto(f"{address}clusters/")
        for number in range(200):
            title = f"title: Cluster number {number}"
            (hub / f"content/clusters/number-{number}.md").write_text(CLUSTER.replace("title: Food cluster", title))
        expect(page.get_by_role("link", name="Cluster number 199", exact=True)).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("link", name="Cluster number 0", exact=True)).to_be_visible()

        replaced(hub / "mkdocs.yml", (hub / "mkdocs.yml").read_text().replace("Small hub", "Greater hub"))
        expect(page).to_have_title(re.compile("Greater hub"), timeout=SLOW)

        replaced(hub / "own" / "own.css", STYLE.replace("1", "2"))
        expect(page.locator("body")).to_have_css("--owner", "2", timeout=SLOW)


def test_a_hub_that_is_broken_at_the_start_appears_when_it_is_mended(page: Page, hub: Path) -> None:
    food(hub).write_text(BROKEN)
    with serving(hub) as (address, _):
        page.goto(f"{address}clusters/food/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing to show yet")
        expect(page.locator(".hubgen-preview")).to_contain_text("content/clusters/food.md:8:12")
        assert violations(page) == []

        replaced(food(hub), CLUSTER)
        expect(page.get_by_role("heading", level=1)).to_have_text("Food cluster", timeout=SLOW)


def test_it_ends_when_it_is_told_to_and_leaves_nothing(hub: Path) -> None:
    with serving(hub) as (address, running):
        assert address
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)

    assert running.returncode == 130
    assert "Traceback" not in said
    assert sorted(path.name for path in hub.parent.iterdir()) == ["hub"]
    assert not (hub / "site").exists()


def test_a_port_that_another_program_has_is_told(hub: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("hubgen", "serve", "-a", f"127.0.0.1:{port}", cwd=hub)

    other = port + 1 if port < 65535 else port - 1
    words = f"another program does; name another port with -a 127.0.0.1:{other}"
    assert (done.returncode, done.stderr) == (2, f"hubgen: cannot serve at 127.0.0.1:{port}: {words}\n")


def test_the_preview_has_the_policy_of_the_site() -> None:
    assert server.POLICY.replace(" 'wasm-unsafe-eval'", "") == POLICY
