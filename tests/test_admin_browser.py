"""Records opened, changed and made on the page /admin/ of the preview: the files stay clean, and other bytes the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from hubgen.parallel import check_hub
from hubgen.settings import load
from tests.hubs import CLUSTER, write_hub

FOOD = CLUSTER.replace(
    "country: NO\n", "# of the seat\ncountry:   'NO'  # since 2001\nwebsite: https://food.example.eu\n"
)
NEW = """\
---
title: Água & Vinho
summary: Companies that make wine.
origin: hub
form: cluster
country: PT
sectors: [food]
services: [matching]
---
It works with [[food]].
"""
RECORDS = {"content/clusters/food.md": FOOD}


@pytest.fixture
def hub(tmp_path: Path, decap: Path) -> Path:
    root = write_hub(tmp_path, RECORDS)
    (root / ".hubgen").mkdir()
    (root / ".hubgen" / "admin").symlink_to(decap)
    return root


@pytest.fixture
def address(hub: Path) -> Iterator[str]:
    """The page's address in a preview that runs."""
    command = [sys.executable, "-m", "hubgen", "serve", "--admin", "-a", "127.0.0.1:0"]
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=hub, env=surroundings, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        said = next((line for line in running.stderr if "edited at" in line), "")
        yield said.split()[-1]
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)


def complaints(page: Page) -> list[str]:
    """What the page complains of from now on, and requests to other machines."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda request: found.append(request.url) if "//127.0.0.1:" not in request.url else None)
    return found


def shown(page: Page, address: str) -> None:
    """Opens an address of the page, and begins."""
    page.goto(address)
    begin = page.get_by_role("button", name="Login")
    expect(begin.or_(page.locator("[id^=title-field]"))).to_be_visible(timeout=20_000)
    if begin.is_visible():
        begin.click()


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[id^={name}-field]").last


def choose(page: Page, name: str, typed: str, option: str) -> None:
    """Takes an option of a list, found by typing."""
    field(page, name).fill(typed)
    page.get_by_role("option", name=option, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("menuitem", name="Publish now").click()
    expect(page.get_by_text("Changes saved")).to_be_visible()


def faults(hub: Path) -> list[str]:
    return [issue.message for issue in check_hub(load(hub)).report.issues]


def test_a_record_is_changed_and_another_made(page: Page, address: str, hub: Path) -> None:
    found = complaints(page)
    shown(page, f"{address}#/collections/clusters/entries/food")
    field(page, "summary").fill("Companies that make food: bread, mostly.")
    save(page)

    assert (hub / "content/clusters/food.md").read_text() == FOOD.replace(
        "summary: Companies that make food.", 'summary: "Companies that make food: bread, mostly."'
    )
    assert faults(hub) == []

    shown(page, f"{address}#/collections/clusters/new")
    field(page, "title").fill("Água & Vinho")
    field(page, "summary").fill("Companies that make wine.")
    choose(page, "form", "cluster", "cluster")
    choose(page, "country", "Portugal", "Portugal (PT)")
    choose(page, "sectors", "Food", "Food")
    choose(page, "services", "Match", "Matching")
    choose(page, "origin", "hub", "hub")
    page.locator("[data-slate-editor]").click()
    page.keyboard.type("It works with [[food]].")
    save(page)

    assert (hub / "content/clusters/agua-vinho.md").read_text() == NEW
    assert faults(hub) == []
    assert found == []
