"""How well a hub is kept: what editors see of it, and the same as JSON."""

from __future__ import annotations

import json
import re
from functools import partial

import jsonschema

from hubgen.check import Checked
from hubgen.insights.quality import QUALITY_SCHEMA, Figure, Kind, Waived, as_data, quality
from hubgen.links import ALWAYS
from hubgen.pages import Page, Renderer, Surroundings
from tests.checking import checked, record

FILES = {
    "content/clusters/fresh.md": record("title: Fresh\nreviewed: 2026-11-01\nmember_count: {value: 10, source: eco-d41-2014}"),
    "content/clusters/stale.md": record("title: Stale\nreviewed: 2019-11-01\nmember_count: {value: 20, as_of: 2014, source: eco-d41-2014}"),
    "content/clusters/never.md": record("title: Never\nmember_count: {value: 30, as_of: 2025, source: eco-d41-2014}"),
    "content/waivers.yml": "waivers:\n  - {rule: HG401, path: content/clusters/fresh.md, reason: Being asked., until: 2026-12-02}\n",
}  # fmt: skip


def page(found: Checked) -> Page:
    surroundings = Surroundings(site_name="Small hub", quality=partial(quality, found))
    return next(one for one in Renderer(found.hub, surroundings).derived() if one.url == "quality/")


def test_reviews_figures_and_waivers_are_counted() -> None:
    found = quality(checked(FILES))
    assert found.today == "2026-11-22"
    [clusters] = [one for one in found.kinds if one.folder == "clusters"]
    assert isinstance(clusters, Kind)
    assert clusters.records == sum(clusters.ages)
    assert {"clusters/stale": "2019-11-01", "clusters/never": ""}.items() <= dict(found.oldest).items()
    assert "clusters/fresh" not in dict(found.oldest)
    assert Figure("clusters/fresh", "member_count", "10") in found.undated
    assert Figure("clusters/stale", "member_count", "20", "2014") in found.old
    assert "clusters/never" not in {figure.record for figure in (*found.undated, *found.old)}
    assert found.waivers == (Waived("HG401", "content/clusters/fresh.md", "Being asked.", "2026-12-02", 10),)


def test_what_stands_alone_and_what_is_warned_of() -> None:
    alone = {"content/clusters/alone.md": record("title: Alone", drop="services")}
    found = quality(checked({**FILES, **alone}))
    assert found.orphans == ("clusters/alone",)
    assert ("HG405", "Record on its own", 1) in found.warnings


def test_the_page_says_it_and_escapes_what_editors_wrote() -> None:
    files = {**FILES, "content/waivers.yml": FILES["content/waivers.yml"].replace("Being asked.", "<b>asked</b>")}
    html = page(checked(files)).html
    text = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert "As of 22 November 2026." in text
    assert "Stale reviewed 1 November 2019" in text
    assert "Never never reviewed" in text
    assert "Fresh : 10 members" in text
    assert "HG401 content/clusters/fresh.md &lt;b&gt;asked&lt;/b&gt; 2 December 2026 10 days left" in text


def test_long_lists_are_cut_on_the_page_and_whole_in_the_json() -> None:
    many = {f"content/clusters/never-{n}.md": record(f"title: Never {n}") for n in range(150)}
    found = page(checked(many))
    files = {path: json.loads(content) for path, content in found.beside}
    assert "And " in found.html
    assert len(files["api/v1/quality.json"]["not_reviewed_within_a_year"]) >= 150
    jsonschema.validate(files["api/v1/quality.json"], files["api/v1/quality.schema.json"])


def test_the_json_keeps_to_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(QUALITY_SCHEMA)
    jsonschema.validate({"$schema": "x"} | as_data(quality(checked(FILES))), QUALITY_SCHEMA)


def test_texts_may_link_to_the_pages_that_are_always_there() -> None:
    found = checked(
        FILES | {"content/vocabularies/glossary.yml": "terms:\n  - {id: a, label: A, definition: The first.}\n"}
    )
    urls = {
        one.url
        for one in Renderer(found.hub, Surroundings(site_name="Small hub", quality=partial(quality, found))).derived()
    }
    assert {f"{name}/" for name in ALWAYS} <= urls
