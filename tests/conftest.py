"""What all tests share: the option that renews golden files; the real hub, built once and open in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from benchmarks.hosting import chromium, served
from hubgen.admin import bringing

ROOT = Path(__file__).parent.parent

# the same examples on every machine; `HYPOTHESIS_PROFILE=explore` looks for new ones
settings.register_profile("same", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew; read the diff.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or writes that file with `--update-golden`."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run pytest --update-golden and read it"
        assert found == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def decap() -> Path:
    """The folder with what the page /admin/ is made of, as the set-up of tests brought it."""
    bringing.brought(ROOT)
    return bringing.place(ROOT)


# --- the real hub in a browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real hub, built and served."""
    site = tmp_path_factory.mktemp("real") / "site"
    shutil.copy(ROOT / "mkdocs.yml", site.parent / "mkdocs.yml")
    settings = (
        (site.parent / "mkdocs.yml").read_text().replace("https://hub.example.eu/", "https://hub.example.eu/hub/")
    )
    (site.parent / "mkdocs.yml").write_text(settings)
    shutil.copytree(ROOT / "content", site.parent / "content")  # a link would lead to this hub's own settings
    done = subprocess.run(
        [sys.executable, "-m", "hubgen", "build", "-o", str(site)],
        cwd=site.parent, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
