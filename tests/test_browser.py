"""The built site in a real browser: both schemes, two widths, by keyboard, under a sub-path and a strict policy."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Watch, violations

PAGES = {
    "home": "",
    "cluster": "clusters/its-owl/",
    "host of clusters": "clusters/clusterland-upper-austria/",
    "service": "services/competitive-dialogue/",
    "case": "cases/clean-innovation-model/",
    "template": "templates/screening-checklist/",
    "publication": "white-papers/eco-d41-2014/",
    "partnership": "partnerships/food-innovation-3p4i/",
    "challenge": "challenges/waste-plastics/",
    "programme": "programmes/in2lifesciences/",
    "network": "network/",
    "network, one name chosen": "network/#clusters/mechatronics-cluster",
    "directory of clusters": "clusters/",
    "directory of practices": "cases/",
    "map": "clusters/map/",
    "all directories": "directory/",
    "search": "search/",
    "categories": "categories/",
    "category": "categories/matchmaking/",
    "sector": "sectors/food/",
    "competence": "competences/smart-packaging/",
    "country": "countries/pl/",
    "glossary": "glossary/",
    "coverage": "coverage/",
    "finder": "finder/",
    "finder that was asked": "finder/?goal=matchmaking&time=1&role=company&sector=food",
    "quality": "quality/",
    "voucher finder": "tools/vouchers/?size=small&country=DE&sum=3000",
    "telling of an adaptation": "tools/give-back/?from=templates/market-check-form",
    "ordinary page": "about/",
    "page to fill in": "imprint/",
    "not found": "nowhere/at/all/",
}
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
FOCUSED = "document.activeElement.textContent.trim()"


LARGEST = 12 * 1024
"""Bytes of a record's page, compressed, at most."""


def test_the_longest_pages_of_records_are_small(page: Page, root: str) -> None:
    context = page.context
    pages = [PAGES[name] for name in ("case", "cluster", "host of clusters", "template", "publication", "partnership")]
    sizes = {url: len(gzip.compress(context.request.get(root + url).body(), 9)) for url in pages}
    assert {url: size for url, size in sizes.items() if size > LARGEST} == {}


def test_icons_are_drawn_in_the_colour_of_their_text(page: Page, root: str) -> None:
    page.goto(root + "services/")
    drawn = page.locator(".hub-group > .hub-icon").first
    expect(drawn).to_be_visible()
    assert drawn.evaluate("icon => icon.getBBox().width") > 10
    assert drawn.evaluate("icon => getComputedStyle(icon).fill === getComputedStyle(icon).color")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_sort_of_page_is_sound(browser: Browser, root: str, scheme: str, width: int) -> None:
    """No complaint in the console, no request to another host, nothing wider than the screen, nothing of note for axe-core."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    watch = Watch(page, root)
    found: dict[str, list[str]] = {}
    for name, url in PAGES.items():
        page.goto(root + url, wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        troubles = [*watch.troubles, *violations(page), *([f"{wide} px too wide"] if wide > 0 else [])]
        watch.troubles.clear()
        if page.locator("h1").count() != 1:
            troubles.append(f"{page.locator('h1').count()} headings of the first level")
        if troubles:
            found[name] = troubles
    context.close()
    assert found == {}


def test_search_opens_by_key_and_finds_by_words(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "about/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type("smart packaging")
    first = dialog.get_by_role("list", name="Results").get_by_role("link").first
    expect(first).to_contain_text("packaging", ignore_case=True, timeout=10_000)
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "about/" not in url)
    assert watch.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_search_dialog_is_sound(browser: Browser, root: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(root + "cases/", wait_until="networkidle")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search the hub")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    assert violations(page) == []
    for term, status in (("voucher", "results for “voucher”"), ("ÿÿ", "Nothing found for “ÿÿ”")):
        dialog.get_by_role("searchbox").fill(term)
        expect(dialog.get_by_role("status")).to_contain_text(status, timeout=10_000)
        assert violations(page) == []
    context.close()
    assert watch.troubles == []


def test_search_is_walked_by_arrows_and_says_what_each_result_is(page: Page, root: str) -> None:
    page.goto(root, wait_until="networkidle")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    page.keyboard.type("speed dating")
    results = dialog.get_by_role("list", name="Results").get_by_role("link")
    expect(results.first).to_contain_text("dating", ignore_case=True, timeout=10_000)
    expect(results.filter(has_text="Service ").first).to_contain_text("Matchmaking")
    for at in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(results.nth(at)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")


def test_the_menu_of_a_phone_is_opened_and_closed_by_keyboard(browser: Browser, root: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(root + "clusters/", wait_until="networkidle")
    menu, places = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Main places")
    expect(places).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(places).to_be_visible()
    expect(places.get_by_role("link", name="Clusters")).to_have_attribute("aria-current", "page")
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Practices"
    page.keyboard.press("Escape")
    expect(places).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(root + "cases/")
    context.close()


def test_search_gives_the_focus_back(page: Page, root: str) -> None:
    page.goto(root, wait_until="networkidle")
    opener = page.locator("[data-hub-search]").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert opener.evaluate("element => element === document.activeElement")


def test_the_colours_can_be_chosen_and_are_remembered(page: Page, root: str) -> None:
    page.goto(root, wait_until="networkidle")
    assert page.evaluate(PAPER) == "rgb(251, 250, 247)"
    page.get_by_role("button", name="Colours").click()
    page.get_by_label("Dark").check()
    assert page.evaluate(PAPER) == "rgb(16, 26, 40)"
    page.goto(root + "clusters/", wait_until="networkidle")
    assert page.evaluate(PAPER) == "rgb(16, 26, 40)"


def test_the_first_key_leads_past_the_header(page: Page, root: str) -> None:
    page.goto(root + "cases/poly4emi/", wait_until="networkidle")
    page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.textContent.trim(), document.activeElement.getAttribute('href')]")
    assert focused == ["Skip to content", "#content"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_template_is_copied_and_downloaded(page: Page, root: str) -> None:
    page.goto(root + "templates/screening-checklist/", wait_until="networkidle")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Four criteria" in copied
    with page.expect_download() as download:
        page.locator('a[download][href$=".md"]').click()
    text = Path(download.value.path()).read_text()
    assert text.startswith("# Screening checklist")
    assert "{{" not in text


def titles(page: Page) -> list[str]:
    """The titles of a directory's rows, from above."""
    return page.locator(".hub-row:visible .hub-row__title").all_inner_texts()


def test_a_directory_can_be_sorted_by_keyboard(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "clusters/", wait_until="networkidle")
    grouped = titles(page)
    choice = page.get_by_label("Sort by")
    choice.focus()
    page.keyboard.type("Title")
    page.keyboard.press("Enter")
    expect(page).to_have_url(root + "clusters/?sort=title")
    assert page.evaluate("document.activeElement.id") == "hub-sort"
    expect(page.get_by_role("status")).to_have_text(f"{len(grouped)} records · Sorted by: Title")
    by_title = titles(page)
    assert by_title == sorted(by_title, key=str.casefold)
    assert sorted(by_title) == sorted(grouped) != by_title
    expect(page.locator(".hub-group:visible, .hub-jump:visible")).to_have_count(0)
    expect(page.locator(".hub-row", has_text="ACLIMA").first).to_contain_text("Spain")
    assert violations(page) == []
    assert watch.troubles == []


def test_the_order_of_a_directory_is_in_its_address(page: Page, root: str) -> None:
    page.goto(root + "white-papers/?sort=-year", wait_until="networkidle")
    expect(page.get_by_label("Sort by")).to_have_value("-year")
    years = [row.split(" ")[-1] for row in page.locator(".hub-row:visible .hub-row__facts li").all_text_contents()]
    years = [year for year in years if year.isdigit()]
    assert len(years) > 1
    assert years == sorted(years, reverse=True)
    page.get_by_label("Sort by").select_option("")
    expect(page).to_have_url(root + "white-papers/")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.goto(root + "white-papers/?sort=nothing", wait_until="networkidle")
    expect(page.get_by_label("Sort by")).to_have_value("")


def test_the_site_reads_without_javascript(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "clusters/")
    assert page.get_by_role("link", name="foodRegio").count() >= 1
    expect(page.get_by_role("heading", name="Austria 11")).to_be_visible()
    expect(page.get_by_label("Sort by")).to_be_hidden()
    page.goto(root + "cases/clean-innovation-model/")
    expect(page.get_by_role("heading", name="Screening").first).to_be_visible()
    opener = page.locator("[data-hub-search]").first
    opener.click()
    assert page.url.startswith(root + "directory/")
    context.close()


def test_print_shows_the_content_alone(page: Page, root: str) -> None:
    page.goto(root + "clusters/foodregio/", wait_until="networkidle")
    page.emulate_media(media="print")
    expect(page.locator("header.hub-header")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".hub-printed")).to_have_text("From https://hub.example.eu/hub/clusters/foodregio/")
    expect(page.locator(".hub-printed")).to_be_visible()
    for chrome in (".hub-footer", ".hub-cite button", ".hub-skip"):
        expect(page.locator(chrome)).to_be_hidden()
