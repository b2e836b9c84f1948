"""Directories in a real browser: filtering, sorting and counting against the records as exported, by keyboard and by address."""

from __future__ import annotations

import json
import re
import urllib.request
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.hosting import served
from tests.browser import Watch, violations
from tests.hubs import run, write_hub

FOCUSED = "document.activeElement.textContent.trim()"


@cache
def exported(root: str, folder: str) -> list[dict[str, Any]]:
    """The records of a kind, as the site exports them."""
    with urllib.request.urlopen(f"{root}api/v1/{folder}.json") as answer:  # noqa: S310 - the test's own server
        found: list[dict[str, Any]] = json.load(answer)["records"]
    return found


@cache
def terms(root: str, vocabulary: str) -> dict[str, str]:
    """The labels of a vocabulary's terms by id."""
    with urllib.request.urlopen(f"{root}api/v1/vocabularies.json") as answer:  # noqa: S310 - the test's own server
        return {term["id"]: term["label"] for term in json.load(answer)[vocabulary]["terms"]}


def titles(page: Page) -> list[str]:
    """The titles of the rows that are shown, from above."""
    return page.locator(".hub-row:visible .hub-row__title").all_inner_texts()


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def counts(page: Page, name: str) -> dict[str, int]:
    """The values of a facet, all of them shown, with the number said beside each; without those that find nothing."""
    group = facet(page, name)
    if group.get_by_role("button", name="Show all").is_visible():
        group.get_by_role("button", name="Show all").click()
    said = [text.split("\n") for text in group.get_by_role("listitem").all_inner_texts()]
    return {label.strip(): int(number.replace(",", "")) for label, number in said if number != "0"}


def test_a_directory_is_filtered_by_keyboard(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "clusters/", wait_until="networkidle")
    page.get_by_label("Find in this list").focus()
    page.keyboard.type("cluster")
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\d+ of \d+ records$"))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Country"
    while not page.evaluate("document.activeElement.value === 'de'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(root + "clusters/?q=cluster&countries=de")
    assert page.evaluate("document.activeElement.value") == "de"  # the focus stays

    german = [one for one in exported(root, "clusters") if one["country"] == "DE"]
    found = [one["title"] for one in german if one["title"] in titles(page)]
    assert sorted(titles(page)) == sorted(found) != []
    expect(page.get_by_role("status").first).to_have_text(f"{len(found)} of {len(exported(root, 'clusters'))} records")
    assert violations(page) == []
    assert watch.troubles == []


def test_counts_are_those_of_the_records(page: Page, root: str) -> None:
    """Each facet is counted with its own choice left out; a choice within a facet is an "or", across facets an "and"."""
    page.goto(root + "clusters/?countries=at&countries=de&sectors=automotive", wait_until="networkidle")
    every = exported(root, "clusters")
    here = [one for one in every if one["country"] in {"AT", "DE"}]
    automotive = [one for one in every if "automotive" in one.get("sectors", ())]
    both = [one for one in here if one in automotive]

    assert sorted(titles(page)) == sorted(one["title"] for one in both) != []
    expect(page.get_by_role("status").first).to_have_text(f"{len(both)} of {len(every)} records")
    labels = terms(root, "sectors")
    assert counts(page, "Sector") == Counter(labels[sector] for one in here for sector in one.get("sectors", ()))
    names = {"AT": "Austria", "DE": "Germany", "ES": "Spain", "SI": "Slovenia", "FR": "France", "SE": "Sweden"}
    assert counts(page, "Country") == Counter(names[one["country"]] for one in automotive)


def test_before_anything_is_chosen_the_counts_are_those_of_all(page: Page, root: str) -> None:
    page.goto(root + "clusters/", wait_until="networkidle")
    assert not any(
        "rows.json" in url for url in page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    )
    labels = terms(root, "sectors")
    assert counts(page, "Sector") == Counter(
        labels[sector] for one in exported(root, "clusters") for sector in one.get("sectors", ())
    )


def test_words_are_found_without_accents_in_other_names_too(page: Page, root: str) -> None:
    page.goto(root + "clusters/?q=SKANE", wait_until="networkidle")
    assert "Packbridge" in titles(page)
    named = next(one for one in exported(root, "clusters") if one.get("acronym"))
    page.get_by_label("Find in this list").fill(named["acronym"].lower())
    expect(page.locator(".hub-row:visible .hub-row__title", has_text=named["title"]).first).to_be_visible()


def test_the_way_back_leads_through_what_was_chosen(page: Page, root: str) -> None:
    page.goto(root + "clusters/", wait_until="networkidle")
    delivered = titles(page)
    page.get_by_role("checkbox", name="Germany").check()
    expect(page).to_have_url(root + "clusters/?countries=de")
    expect(page.locator(".hub-row")).not_to_have_count(len(delivered))  # the rows have to be fetched first
    german = titles(page)
    page.get_by_label("Find in this list").press_sequentially("food", delay=30)
    expect(page).to_have_url(root + "clusters/?q=food&countries=de")
    expect(page.locator(".hub-chip")).to_have_count(2)
    page.go_back()
    expect(page).to_have_url(root + "clusters/?countries=de")  # all that was typed is one step
    expect(page.get_by_label("Find in this list")).to_have_value("")
    assert titles(page) == german
    page.go_back()
    expect(page).to_have_url(root + "clusters/")
    expect(page.get_by_role("checkbox", name="Germany")).not_to_be_checked()
    assert titles(page) == delivered
    page.go_forward()
    expect(page.get_by_role("checkbox", name="Germany")).to_be_checked()
    assert titles(page) == german


def test_chips_say_what_is_chosen_and_take_it_back(page: Page, root: str) -> None:
    page.goto(root + "clusters/?q=e&countries=de&countries=se&countries=xx", wait_until="networkidle")
    chips = page.get_by_role("list", name="Chosen filters").get_by_role("button")
    assert chips.all_inner_texts() == ["“e”", "Germany", "Sweden", "xx", "Clear all"]
    page.get_by_role("button", name="Remove the filter Germany").focus()
    page.keyboard.press("Enter")
    assert chips.all_inner_texts() == ["“e”", "Sweden", "xx", "Clear all"]
    assert page.evaluate(FOCUSED) == "Sweden"
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(page).to_have_url(root + "clusters/")
    expect(chips).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "hub-found"


def test_where_nothing_is_found_there_is_a_way_out(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "clusters/?q=nothing+of+the+sort&countries=de", wait_until="networkidle")
    expect(page.get_by_text("No record has all of this.")).to_be_visible()
    assert violations(page) == []
    german = sum(one["country"] == "DE" for one in exported(root, "clusters"))
    page.get_by_role("button", name=f"Without “nothing of the sort”: {german}").click()
    expect(page).to_have_url(root + "clusters/?countries=de")
    assert len(titles(page)) == german
    assert watch.troubles == []


def test_rows_are_drawn_as_they_are_delivered(page: Page, root: str) -> None:
    """All but the group, which a row says itself where there is no heading."""
    read = """[...document.querySelectorAll('.hub-directory__%s .hub-row')].map((row) => {
        const [copy, link] = [row.cloneNode(true), row.querySelector('a').href];
        copy.querySelector('.hub-row__kind')?.remove();
        copy.querySelector('a').href = link;
        copy.removeAttribute('id');
        return copy.outerHTML.replace(/<(\\/?)h[23]/g, '<$1h').replace(/\\s+/g, ' ').replaceAll('> <', '><').replace(/ type="button"| class="hub-compare"| data-compare="[^"]*"/g, '');
    })"""
    for folder in ("clusters", "cases", "partnerships", "challenges"):
        page.goto(f"{root}{folder}/", wait_until="networkidle")
        delivered = page.evaluate(read % "all")
        page.get_by_label("Sort by").select_option("title")
        expect(page.get_by_role("status").first).to_contain_text("Sorted by: Title")
        assert sorted(page.evaluate(read % "found")) == sorted(delivered) != []


def test_the_map_shows_what_is_chosen(page: Page, root: str) -> None:
    page.goto(root + "clusters/?sectors=food&q=cluster&sort=title", wait_until="networkidle")
    expect(page.get_by_role("link", name="See them on the map")).to_have_attribute(
        "href", root + "clusters/map/?sectors=food"
    )


def test_on_a_phone_the_filters_are_a_drawer(browser: Browser, root: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(root + "clusters/", wait_until="networkidle")
    expect(page.get_by_label("Find in this list")).to_be_hidden()
    page.locator("summary", has_text="Filter").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Germany").check()
    german = sum(one["country"] == "DE" for one in exported(root, "clusters"))
    expect(page.locator("summary", has_text="Filter")).to_contain_text("1 chosen")
    assert violations(page) == []
    page.get_by_role("button", name=f"Show {german} records").click()
    expect(page.get_by_label("Find in this list")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "hub-found"
    assert len(titles(page)) == german
    context.close()
    assert watch.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_filtered_directory_is_sound(browser: Browser, root: str, scheme: Any, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page, root)
    found = {}
    for url in (
        "clusters/?countries=de&q=e",
        "cases/?categories=matchmaking",
        "white-papers/?sort=-year",
        "clusters/?q=none+of+this",
    ):
        page.goto(root + url, wait_until="networkidle")
        if width < 900:
            page.locator("summary", has_text="Filter").click()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[url] = [*violations(page), *([f"{wide} px too wide"] if wide > 0 else [])]
    context.close()
    assert {url: faults for url, faults in found.items() if faults} == {}
    assert watch.troubles == []


def test_what_cannot_be_fetched_is_said_and_the_page_stays(page: Page, root: str) -> None:
    page.route("**/rows.json", lambda route: route.abort())
    page.goto(root + "clusters/", wait_until="networkidle")
    delivered = titles(page)
    page.get_by_role("checkbox", name="Germany").check()
    expect(page.get_by_role("status").first).to_contain_text("could not be loaded")
    assert titles(page) == delivered
    page.unroute("**/rows.json")
    page.get_by_role("checkbox", name="Poland").check()
    expect(page.get_by_role("status").first).to_contain_text(" of ")


def test_without_a_script_there_is_nothing_to_press(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "clusters/?countries=de")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    for hidden in (".hub-directory__filters", ".hub-compare >> nth=0", ".hub-sort"):
        expect(page.locator(hidden)).to_be_hidden()
    assert len(titles(page)) == len(exported(root, "clusters"))
    context.close()


# --- long directories ---------------------------------------------------------------------------------------------------

CLUSTER = """\
---
title: Cluster {n:03}
summary: The cluster of the number {n}.
form: cluster
country: {country}
sectors: [{sector}]
founded: {year}
origin: hub
---
Text.
"""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub whose directory of clusters has three pages."""
    sectors = ("food", "packaging", "wood")
    files = {
        f"content/clusters/c{n:03}.md": CLUSTER.format(
            n=n, country="NO" if n % 4 else "SE", sector=sectors[n % 3], year=1900 + n % 100
        )
        for n in range(600)
    }
    hub = write_hub(tmp_path_factory.mktemp("long"), files)
    done = run("hubgen", "build", cwd=hub)
    assert done.returncode == 0, done.stderr
    with served(hub / "site") as address:
        yield address


def test_a_choice_is_of_all_pages_and_is_shown_by_the_hundred(page: Page, long: str) -> None:
    watch = Watch(page, long)
    page.goto(long + "clusters/page/2/", wait_until="networkidle")
    page.get_by_role("link", name="Filter and sort all 602 records").click()
    page.wait_for_url("**/clusters/#hub-filter")
    assert page.evaluate("document.activeElement.id") == "hub-filter"
    page.get_by_role("checkbox", name="Sweden").check()
    expect(page.get_by_role("status").first).to_have_text("151 of 602 records")
    assert len(titles(page)) == 100
    page.get_by_role("button", name="Show 51 more").focus()
    page.keyboard.press("Enter")
    assert len(set(titles(page))) == 151
    assert page.evaluate(FOCUSED) == titles(page)[100]
    page.get_by_label("Sort by").select_option("title")
    assert titles(page) == sorted(titles(page))
    expect(page.get_by_role("status").first).to_have_text("151 of 602 records · Sorted by: Title")
    page.get_by_role("button", name="Remove the filter Sweden").click()
    expect(page.get_by_role("status").first).to_have_text("602 records · Sorted by: Title")
    assert watch.troubles == []


def test_who_comes_back_finds_as_many_rows_as_there_were(page: Page, long: str) -> None:
    page.goto(long + "clusters/?countries=no", wait_until="networkidle")
    page.get_by_role("button", name="Show 100 more").click()
    last = titles(page)[150]
    page.get_by_role("link", name=last).click()
    page.wait_for_url(lambda url: "?" not in url)
    page.go_back()
    expect(page.locator(".hub-row:visible")).to_have_count(200)
    assert last in titles(page)
