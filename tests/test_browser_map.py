"""The map of the real hub in a browser: by keyboard, filtered, on a phone, on paper, without a script."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import Watch, violations

MAP = "clusters/map/"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.getAttribute('aria-label')"


def symbols(page: Page) -> Locator:
    """The links of the drawing that is shown."""
    return page.locator(".hub-sheet__points:visible a:not([hidden])")


def rows(page: Page) -> Locator:
    return page.locator(".hub-map__area li:visible")


def places(page: Page) -> list[dict[str, Any]]:
    """Middle and name of each symbol on the screen."""
    return symbols(page).evaluate_all(
        """links => links.map(link => {
            const {x, y, width, height} = link.querySelector("circle").getBoundingClientRect();
            return {x: x + width / 2, y: y + height / 2, width, label: link.getAttribute("aria-label")};
        })"""
    )


def test_tab_leads_to_the_map_once_arrows_through_it_and_enter_opens(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + MAP, wait_until="networkidle")
    page.get_by_role("button", name="Competence").focus()
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first == symbols(page).first.get_attribute("aria-label")
    expect(page.locator(".hub-map__tip:visible")).to_have_text(first)
    reached = {first}
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        before = next(one for one in places(page) if one["label"] == page.evaluate(FOCUSED))
        page.keyboard.press(key)
        after = next(one for one in places(page) if one["label"] == page.evaluate(FOCUSED))
        across, down = after["x"] - before["x"], after["y"] - before["y"]
        ahead = {"ArrowUp": -down, "ArrowDown": down, "ArrowLeft": -across, "ArrowRight": across}[key]
        assert ahead > 0 or after == before
        reached.add(after["label"])
    assert len(reached) > 4
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate(FOCUSED) == first
    for _ in range(symbols(page).count()):
        if "Oslo" in page.evaluate(FOCUSED):
            break
        page.keyboard.press("PageDown")
    assert page.evaluate(FOCUSED) == "Oslo Renewable Energy and Environment Cluster: Oslo, Norway"
    page.keyboard.press("Escape")
    expect(page.locator(".hub-map__tip:visible")).to_have_count(0)
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.hub-sheet')")
    page.keyboard.press("Shift+Tab")
    assert "Oslo" in page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.wait_for_url(root + "clusters/oreec/")
    assert watch.troubles == []


def test_a_screen_reader_hears_what_each_symbol_stands_for(page: Page, root: str) -> None:
    page.goto(root + MAP, wait_until="networkidle")
    drawing = page.get_by_role("group", name="Map of Europe: Cluster organisations")
    expect(drawing).to_have_accessible_description("Arrow keys move from point to point, Enter opens.")
    expect(drawing.get_by_role("link", name="10 cluster organisations: Mazovia")).to_have_count(1)
    expect(drawing.get_by_role("link", name="Renewable Energy Hamburg: Hamburg, Germany")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_leads_to_its_records_in_the_list(browser: Browser, root: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(root + MAP, wait_until="networkidle")
    group = page.locator(".hub-sheet__points:visible").get_by_role("link", name="10 cluster organisations: Mazovia")
    group.focus()
    page.keyboard.press("Enter")
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    expect(target.locator("li")).to_have_count(10)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest(':target') !== null")
    context.close()


def test_filters_count_anew_stand_in_the_address_and_are_announced(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + MAP, wait_until="networkidle")
    total = rows(page).count()
    expect(page.locator(".hub-found")).to_have_text(f"All {total} shown")
    page.get_by_role("checkbox", name="Cleantech").check()
    expect(page).to_have_url(root + MAP + "?sectors=cleantech")
    shown = rows(page).count()
    assert 1 < shown < total
    expect(page.locator(".hub-found")).to_have_text(f"{shown} of {total} shown")
    expect(page.get_by_role("status")).to_have_text(f"{shown} of {total} shown")
    on_map = page.locator(".hub-sheet__points:visible a:not([hidden]) text").all_text_contents()
    assert sum(int(text or 1) for text in on_map) == shown
    # of a group one is left: the symbol is its record's point, at its own place
    styria = page.locator(".hub-sheet__points:visible").get_by_role("link", name="ECO WORLD STYRIA: Styria, Austria")
    expect(styria).to_have_attribute("href", "../../clusters/eco-world-styria/")
    assert page.locator("#eco-world-styria").get_attribute("data-at") == styria.locator("svg").evaluate(
        "svg => [svg.getAttribute('x'), svg.getAttribute('y')].map(parseFloat).join(' ')"
    )
    assert violations(page) == []
    page.get_by_role("button", name="Service category").click()
    page.get_by_role("checkbox", name="Strategic cross-cluster collaboration").check()
    expect(page).to_have_url(root + MAP + "?sectors=cleantech&categories=strategic-collaboration")
    both = rows(page).count()
    assert 0 < both < shown
    # within a facet one value is enough
    page.locator("input[value=energy]").check()
    expect(page).to_have_url(root + MAP + "?sectors=cleantech&sectors=energy&categories=strategic-collaboration")
    assert rows(page).count() > both
    page.go_back()
    expect(page.locator("input[value=energy]")).not_to_be_checked()
    assert rows(page).count() == both
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(root + MAP)
    expect(page.locator(".hub-found")).to_be_focused()
    assert rows(page).count() == total
    assert watch.troubles == []


def test_on_a_phone_filters_are_a_drawer_that_leads_back_to_what_it_found(browser: Browser, root: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(root + MAP, wait_until="networkidle")
    expect(page.get_by_role("checkbox", name="Cleantech")).to_be_hidden()
    page.locator(".hub-filters > summary").click()
    page.get_by_role("checkbox", name="Cleantech").check()
    shown = rows(page).count()
    assert page.evaluate(TOO_WIDE) <= 0
    page.get_by_role("button", name=f"Show {shown} records").click()
    expect(page.get_by_role("checkbox", name="Cleantech")).to_be_hidden()
    expect(page.locator(".hub-found")).to_be_focused()
    expect(page.get_by_role("button", name="Remove the filter Cleantech")).to_be_visible()
    assert violations(page) == []
    context.close()


def test_keys_find_a_point_after_the_filter_took_theirs_away(page: Page, root: str) -> None:
    page.goto(root + MAP, wait_until="networkidle")
    page.get_by_role("button", name="Show all").first.click()
    page.get_by_role("checkbox", name="Wood").check()
    page.get_by_role("button", name="Remove the filter Wood").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hub-sheet__points') !== null")
    expect(page.locator(":focus")).to_be_visible()


def test_the_address_restores_a_filter_and_leaves_out_what_it_does_not_know(page: Page, root: str) -> None:
    page.goto(root + MAP + "?categories=technology-transfer&sectors=nothing", wait_until="networkidle")
    expect(page.get_by_role("checkbox", name="Technology transfer")).to_be_checked()
    expect(page.locator(".hub-chip")).to_have_count(1)
    assert rows(page).count() < page.locator(".hub-map__area li").count()


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_symbols_are_far_enough_apart_to_hit_and_their_tips_fit(browser: Browser, root: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(root + MAP, wait_until="networkidle")
    found = places(page)
    assert len(found) > 4
    assert all(one["width"] > 23.9 for one in found)
    apart = min(((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 for a, b in combinations(found, 2))
    assert apart >= (24 if width > 320 else 21)  # at the narrowest the map is 280 pixels wide
    for _ in found:
        symbols(page).first.focus()
        page.keyboard.press("PageDown")
        assert page.evaluate(TOO_WIDE) <= 0
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_without_a_script_every_point_is_a_link_and_the_list_is_whole(browser: Browser, root: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(root + MAP)
    drawing = page.locator(".hub-sheet__points:visible")
    expect(drawing).to_have_count(1)
    expect(page.locator(".hub-map__filters")).to_be_hidden()
    expect(page.locator(".hub-map__keys")).to_be_hidden()
    assert page.locator(".hub-map__area li").count() > 39
    expect(drawing.get_by_role("link", name="ACLIMA: Basque Autonomous Community")).to_have_count(int(width > 1000))
    drawing.get_by_role("link", name="10 cluster organisations: Mazovia").click()
    expect(page.locator(":target li")).to_have_count(10)
    page.go_back()
    drawing.get_by_role("link", name="Oslo Renewable").click()
    assert page.url == root + "clusters/oreec/"
    context.close()


def test_on_paper_there_are_land_points_and_list(page: Page, root: str) -> None:
    page.goto(root + MAP, wait_until="networkidle")
    page.emulate_media(media="print")
    expect(page.locator(".hub-map__filters")).to_be_hidden()
    expect(page.locator(".hub-sheet__land")).to_be_visible()
    expect(page.locator(".hub-sheet__points:visible")).to_have_count(1)
    expect(rows(page).first).to_be_visible()
    assert page.locator(".hub-land").first.evaluate("path => getComputedStyle(path).printColorAdjust") == "exact"


@pytest.mark.parametrize(("record", "land"), [("umweltcluster-bayern", "europe"), ("foodregio", "europe")])
def test_the_small_map_of_a_record_draws_the_shared_land(page: Page, root: str, record: str, land: str) -> None:
    watch = Watch(page, root)
    page.goto(f"{root}clusters/{record}/", wait_until="networkidle")
    drawing = page.locator(".hub-where svg")
    assert drawing.locator("use").first.evaluate("use => use.getBBox().width") > 500
    assert drawing.locator("use").first.get_attribute("href") == f"../../assets/images/{land}.svg#land"
    page.get_by_role("link", name="Cluster organisations on the map").click()
    page.wait_for_url(f"{root}{MAP}#{record}")
    expect(page.locator(f"#{record}")).to_be_in_viewport()
    assert watch.troubles == []


def test_the_map_is_seen_where_the_reader_chooses_the_colours(page: Page, root: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(root + MAP, wait_until="networkidle")
    fill = "element => getComputedStyle(element).fill"
    land, spot = page.locator(".hub-land").first.evaluate(fill), page.locator(".hub-spot").first.evaluate(fill)
    assert land != spot or page.locator(".hub-land").first.evaluate("path => getComputedStyle(path).stroke") != land
