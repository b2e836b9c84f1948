"""The live preview: each page made on request, what changed and nothing else made again, errors beside the last good page."""

from __future__ import annotations

import datetime as dt
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hubgen.check import check
from hubgen.keeping import Kept
from hubgen.plugin import PreviewHost
from hubgen.preview import Live, NoSuchPage, Server, address_of
from hubgen.preview.server import parts, said, site_path
from hubgen.publish import Refused
from hubgen.settings import load
from hubgen.source import Disk
from hubgen.words import load as load_words
from tests.hubs import CLUSTER, run, tree, write_hub

FOOD = "clusters/food/index.html"


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Live:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # the day on which `run` builds
    root = write_hub(tmp_path / "hub")
    site = tmp_path / "preview"
    found = Live(root, site, lambda settings: PreviewHost(settings, site, "https://small.example.eu/hub/"))
    found.refresh()
    assert not found.failure
    return found


def save(live: Live, path: str, text: str) -> bool:
    (live.settings.root / path).write_text(text, encoding="utf-8")
    return live.refresh()


def test_every_file_of_a_built_site_is_there_on_request(live: Live) -> None:
    done = run("hubgen", "build", cwd=live.settings.root)
    assert done.returncode == 0, done.stderr
    built = tree(live.settings.root / "site")
    # a sitemap is for search engines, which see no preview
    assert {path for path, content in built.items() if live.file(path) != content} == {"sitemap.xml"}


def test_a_save_changes_the_page_and_those_that_name_it_and_no_other(live: Live) -> None:
    paths = (
        FOOD,
        "clusters/packaging/index.html",
        "index.html",
        "services/matching/index.html",
        "sectors/packaging/index.html",
    )
    before = {path: live.file(path) for path in paths}
    assert save(live, "content/clusters/food.md", CLUSTER.replace("title: Food cluster", "title: Kitchen cluster"))
    changed = {path for path in paths if live.file(path) != before[path]}
    assert changed == {*paths[:4]}


def test_a_fault_leaves_the_last_page_and_is_told_with_its_place_until_it_is_mended(live: Live) -> None:
    before = live.file(FOOD)
    save(live, "content/clusters/food.md", CLUSTER.replace("services: [matching]", "services: [matchin]"))
    told = said(live, load_words())
    assert live.file(FOOD) == before
    assert told["title"] == "1 error in the content"
    assert told["issues"][0]["place"] == "content/clusters/food.md:8:12"
    save(live, "content/clusters/food.md", CLUSTER)
    assert said(live, load_words()) == {"title": ""}


def test_nothing_is_told_where_nothing_has_changed(live: Live) -> None:
    assert not live.refresh()


def test_what_is_kept_says_the_same_as_a_check_of_everything(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    settings, kept = load(root), Kept()
    kept(settings)
    food = root / "content/clusters/food.md"
    for text in (CLUSTER.replace("Oslo", "Bergen"), CLUSTER.replace("## Members", "## People"), "---\n", None, CLUSTER):
        food.unlink() if text is None else food.write_text(text)
        disk = Disk(root, "content")
        assert kept(settings).report == check(disk, exists=disk.has).report


@contextmanager
def serving(live: Live) -> Iterator[str]:
    with Server("127.0.0.1:0", live) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


def fetched(address: str, host: str = "") -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310 - the test's own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_pages_are_served_with_the_script_and_to_names_of_this_machine_only(live: Live) -> None:
    with serving(live) as address:
        status, page = fetched(f"{address}clusters/food/")
        assert (status, page.count("/_hubgen/preview.js")) == (200, 1)
        assert fetched(f"{address}nothing/")[0] == 404
        assert fetched(f"{address}%2e%2e/%2e%2e/mkdocs.yml")[0] == 404
        assert fetched(address, host="evil.example")[0] == 421
        with pytest.raises(Refused, match="another program does; name another port"):
            Server(address.removeprefix("http://").rstrip("/"), live)


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "8000", "127.0.0.1:x", "example.eu:80"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Refused):
        parts(address)


@pytest.mark.parametrize("address", ["/../x", "/a/../../x", "/%2e%2e/x", "/a\\..\\x", "/%00", "//x"])
def test_no_address_leads_out_of_the_site(address: str) -> None:
    assert site_path(address) is None


@pytest.mark.parametrize(
    ("given", "address"),
    [("", ""), ("food", "clusters/food/"), ("clusters/food", "clusters/food/"), ("content/clusters/food.md", "clusters/food/"),
     ("content/index.md", ""), ("clusters", "clusters/"), ("/clusters/", "clusters/")],
)  # fmt: skip
def test_the_page_to_open_is_named_by_file_id_or_address(given: str, address: str, live: Live) -> None:
    assert live.checked
    assert address_of(given, live.checked, live.settings.root, live.settings.root) == address


def test_a_page_that_is_not_there_is_told_with_what_may_be_meant(live: Live) -> None:
    assert live.checked
    with pytest.raises(NoSuchPage, match='there is no page "foood"; did you mean "food"'):
        address_of("foood", live.checked, live.settings.root, live.settings.root)
    assert live.checked.hub.today <= dt.datetime.now(dt.UTC).date()
