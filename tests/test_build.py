"""Hubs built whole, through MkDocs and through the hub's own command, as editors and owners do."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import sys
import time
import urllib.request
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.config import load_config

from hubgen.icons import icon
from hubgen.plugin.translating import editor
from tests.hubs import CLUSTER, MKDOCS, THREE_RECORDS, run, tree, write_hub


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small hub, built by `mkdocs build`."""
    root = write_hub(tmp_path_factory.mktemp("hub"))
    done = run("mkdocs", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


def test_mkdocs_and_the_hubs_own_command_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == tree(built / "site")


def test_a_second_build_gives_the_same_bytes(built: Path) -> None:
    before = tree(built / "site")
    assert run("mkdocs", "build", cwd=built).returncode == 0
    assert tree(built / "site") == before


def test_mkdocs_own_default_exclusions_do_not_hide_records(tmp_path: Path) -> None:
    template = "---\ntitle: Plan\nsummary: A plan.\nservices: [matching]\norigin: hub\n---\nText.\n"
    root = write_hub(tmp_path, {"content/templates/plan.md": template})
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    assert (root / "site/templates/plan/index.html").is_file()


def test_pages_are_where_they_belong_and_sources_are_not_published(built: Path) -> None:
    names = {name for name in tree(built / "site") if not name.startswith(("assets/", "api/"))}
    assert {
        "index.html", "404.html", "sitemap.xml", "clusters/index.html", "clusters/food/index.html",
        "clusters/packaging/index.html", "clusters/packers/index.html", "services/matching/index.html",
        "countries/no/index.html", "sectors/food/index.html", "categories/matchmaking/index.html",
    } <= names  # fmt: skip
    assert not [name for name in names if name.endswith((".yml", ".yaml"))]
    assert not [name for name in names if re.fullmatch(r"(clusters|services)/.*\.md", name)]


def test_every_page_is_in_the_sitemap_and_every_address_in_it_is_a_page(built: Path) -> None:
    site = built / "site"
    listed = {
        (loc.text or "").removeprefix("https://small.example.eu/hub/")
        for loc in ET.fromstring((site / "sitemap.xml").read_bytes()).iter(
            "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
        )
    }
    pages = {
        name.removesuffix("index.html")
        for name, content in tree(site).items()
        if name.endswith("index.html") and b'http-equiv="refresh"' not in content
    }
    assert listed == pages


class Links(HTMLParser):
    """Collects what a page links to, the ids and attributes it has, and what its scripts say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts = ""
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name in {"href", "src"} and value and tag != "meta":
                self.links.append(value)
            if name == "id" and value:
                self.ids.add(value)

    def handle_data(self, data: str) -> None:
        self.scripts += data if self._in_script else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def dead_links(site: Path) -> list[str]:
    """Links of a site that lead to no file of it, or to no element of the page."""
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        for link in page.links:
            where, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link) or path.name == "404.html" or "/" in where[:1]:
                continue
            target = (path.parent / where.partition("?")[0]).resolve() if where else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                dead.append(f"{path.relative_to(site)}: {link}")
    return dead


def test_no_link_of_the_site_is_dead(built: Path) -> None:
    assert dead_links(built / "site") == []


def test_links_in_texts_lead_to_pages_both_ways(built: Path) -> None:
    food = (built / "site/clusters/food/index.html").read_text()
    assert '<a href="../../services/matching/">Matching</a>' in food
    assert '<a href="../../clusters/packaging/">the packagers</a>' in food
    assert "Hosts" in food
    packaging = (built / "site/clusters/packaging/index.html").read_text()
    assert '<a href="../../clusters/food/#members">the food cluster</a>' in packaging
    assert '<a href="clusters/food/">Food cluster</a>' in (built / "site/index.html").read_text()


def test_the_page_not_found_can_be_shown_at_any_depth(built: Path) -> None:
    page = (built / "site/404.html").read_text()
    assert 'href="/hub/clusters/"' in page
    local = [link for link in Links(page).links if not link.startswith(("#", "https:"))]
    assert local
    assert all(link.startswith("/hub/") or link == "/hub" for link in local)


def test_a_former_address_leads_to_the_new_one(built: Path) -> None:
    page = (built / "site/clusters/packers/index.html").read_text()
    assert 'http-equiv="refresh" content="0; url=../../clusters/packaging/"' in page
    assert '<link rel="canonical" href="https://small.example.eu/hub/clusters/packaging/">' in page


def test_the_head_says_what_the_page_is(built: Path) -> None:
    page = (built / "site/clusters/food/index.html").read_text()
    assert "<title>Food cluster · Small hub</title>" in page
    assert 'content="Companies that make food."' in page
    assert '<link rel="canonical" href="https://small.example.eu/hub/clusters/food/">' in page
    assert '<meta property="og:title" content="Food cluster">' in page


def test_a_main_template_of_ones_own_adds_to_every_page(tmp_path: Path) -> None:
    own = '{% extends "base.html" %}{% block extrahead %}<link rel="me" href="https://social.example.eu/@hub">{% endblock %}'
    settings = MKDOCS.replace("theme: material", "theme: {name: material, custom_dir: own}")
    root = write_hub(tmp_path, {"mkdocs.yml": settings, "own/main.html": own})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "clusters/food/index.html", "clusters/index.html", "404.html"):
        text = (root / "site" / page).read_text()
        assert text.count('rel="me"') == 1, page
        assert "assets/stylesheets/site.css" in text


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_a_template_of_ones_own_can_show_any_icon(tmp_path: Path, theme: str) -> None:
    own = '{% extends "base.html" %}{% block content %}{% include ".icons/material/home.svg" %}{% endblock %}'
    settings = MKDOCS.replace("theme: material", f"theme: {{name: {theme}, custom_dir: own}}")
    root = write_hub(tmp_path, {"mkdocs.yml": settings, "own/main.html": own})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert icon("material/home") in (root / "site/clusters/food/index.html").read_text()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, 'odd.md asks for the template "own.html", which is in neither custom_dir nor the hub\'s theme'),
        ({"own/own.html": "{% if %}"}, 'the template "own.html" of odd.md, line 1: Expected an expression'),
    ],
)
def test_a_page_whose_template_cannot_be_used_is_told_of(tmp_path: Path, files: dict[str, str], said: str) -> None:
    settings = MKDOCS.replace("theme: material", "theme: {name: material, custom_dir: own}")
    (tmp_path / "own").mkdir()
    page = {"mkdocs.yml": settings, "content/odd.md": "---\ntemplate: own.html\n---\n# Odd\n"}
    done = run("hubgen", "build", cwd=write_hub(tmp_path, {**page, **files}))
    assert done.returncode == 2
    assert said in done.stderr


def test_nothing_of_material_is_shipped_and_nothing_asks_another_host(built: Path) -> None:
    names = tree(built / "site")
    assert not [
        name
        for name in names
        if name.startswith(("assets/javascripts/bundle", "assets/stylesheets/main")) or name.endswith((".map", ".scss"))
    ]
    for name, content in names.items():
        if name.endswith(".html"):
            assert not re.search(rb'(?:src|srcset)="(?:https?:)?//', content), name
            assert not re.search(
                rb'<link[^>]+rel="(?:stylesheet|preload|preconnect|icon)"[^>]+href="(?:https?:)?//', content
            ), name


def test_every_icon_on_a_page_is_drawn_once_for_all(built: Path) -> None:
    site = built / "site"
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (site / "assets/images/icons.svg").read_text()))
    pointed = {path: re.findall(r'<use href="([^"]+)"', path.read_text()) for path in site.rglob("*.html")}
    assert {icon.partition("#")[2] for icons in pointed.values() for icon in icons} <= drawn
    food = pointed[site / "clusters/food/index.html"]
    assert {icon.partition("#")[0] for icon in food} == {"../../assets/images/icons.svg"}
    assert "../../assets/images/icons.svg#material-magnify" in food


def test_a_page_loads_one_stylesheet_and_says_all_modules_that_start(built: Path) -> None:
    page = (built / "site/clusters/food/index.html").read_text()
    assert re.findall(r'rel="stylesheet" href="([^?"]+)', page) == ["../../assets/stylesheets/site.css"]
    assert (built / "site/assets/stylesheets/site.css").is_file()
    modules = re.findall(r'(?:rel="modulepreload" href|type="module" src)="../../([^"]+)"', page)
    assert modules[0] == "assets/javascripts/hub.js"
    assert all((built / "site" / module).is_file() for module in modules)


def test_what_surrounds_every_page_is_small(built: Path) -> None:
    """At most 2 kB compressed, of the 6 kB that were asked."""
    page = (built / "site/clusters/food/index.html").read_text()
    start, end = page.index("<article"), page.index("</article>")
    assert len(gzip.compress((page[:start] + page[end:]).encode(), 9)) < 2048


@pytest.mark.parametrize("flags", [(), ("--strict",), ("-q",)])
def test_a_content_error_fails_the_build_and_leaves_the_last_site(tmp_path: Path, flags: tuple[str, ...]) -> None:
    root = write_hub(tmp_path)
    assert run("mkdocs", "build", "-q", cwd=root).returncode == 0
    before = tree(root / "site")
    (root / "content/clusters/food.md").write_text(CLUSTER.replace("[matching]", "[macthing]").replace("NO", "XX"))
    done = run("mkdocs", "build", *flags, cwd=root)
    assert done.returncode != 0
    assert 'content/clusters/food.md:5:10: error[HG209]: country: "XX" is not a country code.' in done.stderr
    assert 'content/clusters/food.md:8:12: error[HG301]: services: no service has the id "macthing".' in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []


def test_the_hubs_own_command_fails_alike(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"content/clusters/food.md": CLUSTER.replace("[matching]", "[macthing]")})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 1
    assert 'error[HG301]: services: no service has the id "macthing".' in done.stdout
    assert not (root / "site").exists()


def test_a_warning_fails_a_strict_build_only_and_leaves_the_last_site(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    assert run("mkdocs", "build", "-q", "--strict", cwd=root).returncode == 0
    before = tree(root / "site")
    (root / "content/clusters/food.md").write_text(CLUSTER.replace("place:", "member_count: 12\nplace:"))
    strict = run("mkdocs", "build", "--strict", cwd=root)
    assert strict.returncode != 0
    assert "warning[HG401]" in strict.stderr
    assert tree(root / "site") == before
    assert run("mkdocs", "build", "-q", cwd=root).returncode == 0
    assert tree(root / "site") != before


def test_a_strict_hub_is_not_built_by_its_own_command_with_a_warning(tmp_path: Path) -> None:
    warned = CLUSTER.replace("place:", "member_count: 12\nplace:")
    files = {"mkdocs.yml": MKDOCS + "strict: true\n", "content/clusters/food.md": warned}
    root = write_hub(tmp_path, files)
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 1
    assert "warning[HG401]" in done.stdout
    assert not (root / "site").exists()


def test_drafts_and_private_fields_reach_no_output(tmp_path: Path) -> None:
    draft = CLUSTER.replace("title: Food cluster", "title: Canary in a draft\ndraft: true").replace(
        "summary: C", "summary: Canary C"
    )
    private = CLUSTER.replace("place: Oslo", "place: Oslo\nprivate: {note: Canary in a private field}")
    root = write_hub(tmp_path, {"content/clusters/unready.md": draft, "content/clusters/food.md": private})
    (root / "mkdocs.yml").write_text(MKDOCS.replace("search: false", "search: true"))
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    found = [path for path in (root / "site").rglob("*") if path.is_file() and b"anary" in path.read_bytes()]
    assert found == []
    assert not (root / "site/clusters/unready").exists()
    assert (root / "site/search/index.json").is_file()


def test_translations_and_files_from_elsewhere_are_not_published(tmp_path: Path) -> None:
    root = write_hub(tmp_path / "hub", {"content/clusters/food.de.md": CLUSTER, "content/own.txt": "own"})
    (tmp_path / "secret.txt").write_text("secret")
    (root / "content/linked.txt").symlink_to(tmp_path / "secret.txt")
    assert run("hubgen", "build", cwd=root).returncode == 0
    assert not (root / "site/clusters/food.de").exists()
    assert (root / "site/own.txt").exists()
    assert not (root / "site/linked.txt").exists()


def test_the_folder_of_records_may_lie_below_one_that_is_named_like_a_kind(tmp_path: Path) -> None:
    food = CLUSTER.replace("See", "").replace("It offers", "[Packers](/clusters/packaging.md)")
    root = write_hub(tmp_path, {"content/clusters/food.md": food})
    (root / "clusters").mkdir()
    (root / "content").rename(root / "clusters/content")
    (root / "mkdocs.yml").write_text(MKDOCS.replace("docs_dir: content", "docs_dir: clusters/content"))
    assert run("hubgen", "build", cwd=root).returncode == 0
    assert '<a href="../../clusters/packaging/">Packers</a>' in (root / "site/clusters/food/index.html").read_text()


@pytest.mark.parametrize(
    ("edit", "address"),
    [
        ("edit_uri: edit/main/content/", "https://git.example.eu/x/edit/main/content/clusters/my%20own/%231.md"),
        ("edit_uri: '?file=content/'", "https://git.example.eu/x?file=content/clusters/my%20own/%231.md"),
        ("edit_uri_template: 'go?p={path!q}'", "https://git.example.eu/x/go?p=clusters%2Fmy%20own%2F%231.md"),
    ],
)
def test_edit_links_lead_where_those_of_ordinary_pages_do(edit: str, address: str, tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": f"{MKDOCS}repo_url: https://git.example.eu/x\n{edit}\n"})
    plugin_config = load_config(str(root / "mkdocs.yml"))
    assert editor(plugin_config, "content")("content/clusters/my own/#1.md") == address


def test_front_matter_of_an_ordinary_page_cannot_stop_a_build(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"content/news.md": "---\ncrumbs: 5\ntitle: 2014\n---\n# News\n"})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("folder", "said"),
    [("../out", 'the folder "../out"'), ("api", 'the folder "api"'), ("", "each with a folder")],
)
def test_types_that_no_site_can_have_are_wrong_use(folder: str, said: str, tmp_path: Path) -> None:
    types = f"from hubgen import Record\nclass Thing(Record):\n    folder = {folder!r}\nKINDS = (Thing,)\n"
    root = write_hub(tmp_path, {"types_at_fault.py": types, "mkdocs.yml": MKDOCS + "      kinds: types_at_fault\n"})
    for command in ("hubgen", "mkdocs"):
        done = run(command, "build", cwd=root)
        assert done.returncode in {1, 2}, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


HOSTILE = """\
---
title: '<script>alert(1)</script> & "quotes" {{ 7*7 }} hubgen-slot-title-e7c1'
summary: "<img src=x onerror=alert(2)> {% raw %} '; --"
form: cluster
country: DE
place: "<svg/onload=alert(3)>"
sectors: [food]
services: [matching]
aliases: ['"><script>alert(4)</script>']
website: {url: "https://example.eu/?a=1&b=\\"x", state: dead, as_of: 2014}
sources: [{origin: hub, note: "</title><script>alert(5)</script>"}]
---
<script>alert(6)</script> [x](https://example.eu/"onmouseover="alert(7)) **{{ 7*7 }}** {% include "x" %}
"""


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = HOSTILE.replace('b=\\"x', "b=x")
    root = write_hub(tmp_path, {"content/clusters/hostile.md": hostile})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (root / "site").rglob("*.html"):
        page = path.read_text()
        parsed = Links(page)
        assert "alert" not in parsed.scripts, path
        assert not [name for name in parsed.attributes if name.startswith("on") or name == "style"], path
        assert not [link for link in parsed.links if link.lower().startswith(("javascript:", "data:"))], path
    page = (root / "site/clusters/hostile/index.html").read_text()
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quotes&#34; {{ 7*7 }} hubgen-slot-title-e7c1" in page


def test_a_site_that_strangers_made_is_not_replaced(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    target = tmp_path / "letters"
    target.mkdir()
    (target / "mother.txt").write_text("dear")
    done = run("hubgen", "build", "-o", str(target), cwd=root)
    assert done.returncode == 2, done.stderr
    assert "holds something that is not a site" in done.stderr
    assert (target / "mother.txt").read_text() == "dear"


def test_an_ordinary_page_takes_the_place_of_a_derived_one(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"content/clusters/index.md": "# Our own list\n\n[[food]] comes first.\n"})
    assert run("mkdocs", "build", "-q", cwd=root).returncode == 0
    page = (root / "site/clusters/index.html").read_text()
    assert "Our own list" in page
    assert '<a href="food/">Food cluster</a>' in page or '<a href="../clusters/food/">Food cluster</a>' in page


@pytest.mark.parametrize("theme", ["theme: mkdocs", "theme: {name: material, features: [navigation.instant]}", ""])
def test_any_theme_below_gives_the_same_site(built: Path, tmp_path: Path, theme: str) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": MKDOCS.replace("theme: material", theme)})
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == tree(built / "site")


def test_content_may_be_a_link_to_a_folder_elsewhere(built: Path, tmp_path: Path) -> None:
    elsewhere = write_hub(tmp_path / "elsewhere")
    root = tmp_path / "hub"
    root.mkdir()
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "content").symlink_to(elsewhere / "content")
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == tree(built / "site")


def test_a_hub_of_its_own_types(tmp_path: Path) -> None:
    types = """\
from hubgen.kinds import KINDS as BUILT_IN, Record
from hubgen.schema import Ids, Text, field

class Laboratory(Record):
    \"\"\"A place where things are tried.\"\"\"
    folder = "laboratories"
    one = "Laboratory"
    many = "Laboratories"
    about = "Places where things are tried."
    facets = ("run_by",)
    run_by: Ids = field("Run by", "Who runs it.", (), to="clusters", inverse="Laboratories")
    benches: Text | None = field("Benches", "How many.", None)

KINDS = (*BUILT_IN, Laboratory)
"""
    lab = "---\ntitle: Test kitchen\nsummary: A kitchen.\nrun_by: [food]\nbenches: 12 in two rooms\norigin: hub\n---\nText.\n"
    files = {
        "my_types.py": types,
        "content/laboratories/kitchen.md": lab,
        "mkdocs.yml": MKDOCS + "      kinds: my_types\n",
    }
    root = write_hub(tmp_path, files)
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "12 in two rooms" in (root / "site/laboratories/kitchen/index.html").read_text()
    assert "Laboratories" in (root / "site/clusters/food/index.html").read_text()
    assert "Test kitchen" in (root / "site/laboratories/index.html").read_text()
    assert (root / "site/api/v1/laboratories.csv").is_file()


def test_serving_shows_the_hub_and_follows_a_change(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=root,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stderr
            line = next(line for line in server.stderr if "Serving on" in line)
            address = re.search(r"http://\S+", line)
            assert address
            page = f"{address[0]}clusters/food/"
            assert "Companies that make food." in fetch(page)
            (root / "content/clusters/food.md").write_text(CLUSTER.replace("that make food", "that cook"))
            deadline = time.monotonic() + 20
            while "Companies that cook." not in fetch(page):
                assert time.monotonic() < deadline
                time.sleep(0.2)
        finally:
            server.terminate()


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
        return str(answer.read().decode())


def test_a_hub_elsewhere_with_nothing_but_the_wheel_looks_the_same(built: Path, tmp_path: Path) -> None:
    """Three records, six lines of settings and the wheel: the pages are those of the checkout, byte for byte."""
    checkout = Path(__file__).parent.parent
    dist, packages = tmp_path / "dist", tmp_path / "packages"
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    [wheel] = dist.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--target", str(packages), str(wheel)],
        check=True,
    )  # fmt: skip
    root = write_hub(tmp_path / "hub")
    where = run("hubgen", "--version", cwd=root, PYTHONPATH=str(packages))
    assert where.returncode == 0
    done = run("hubgen", "build", cwd=root, PYTHONPATH=str(packages))
    assert done.returncode == 0, done.stderr + done.stdout
    assert tree(root / "site") == tree(built / "site")
    used = subprocess.run(
        [sys.executable, "-c", "import hubgen; print(hubgen.__file__)"],
        env={"PYTHONPATH": str(packages)}, cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert used.stdout.startswith(str(packages))


def test_three_records_are_what_a_newcomer_would_write() -> None:
    assert sum(name.startswith("content/") and name != "content/index.md" for name in THREE_RECORDS) == 3
