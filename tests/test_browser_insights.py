"""The matrix of coverage and the finder in a browser: by keyboard, on a phone, by address, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import Watch, violations

ASKED = "finder/?goal=matchmaking&time=1&money=0&role=company&sector=food&q=partner"


def results(page: Page) -> Locator:
    return page.locator(".hub-finder__results")


def titles(page: Page) -> list[str]:
    """The titles of what is shown as fitting, from above."""
    return results(page).locator(":scope > div > div > .hub-rows .hub-row__title").all_inner_texts()


# --- coverage ---------------------------------------------------------------------------------------------------------


def test_the_matrix_is_read_by_keyboard(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "coverage/", wait_until="networkidle")
    row = page.get_by_role("row", name="foodRegio")
    cell = row.get_by_role("cell").nth(0)
    expect(cell.get_by_role("link", name="Roadmapping", exact=True)).to_be_hidden()
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("link", name="Roadmapping", exact=True)).to_be_visible()
    expect(cell).to_contain_text("sections 3.1.1, 3.6.3")
    expect(row.get_by_role("cell").nth(1)).to_have_text("Not stated")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(root + "services/roadmapping/")
    assert watch.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_names_and_categories_stay_in_sight(browser: Browser, root: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(root + "coverage/", wait_until="networkidle")
    for summary in page.locator(".hub-matrix summary").all()[:6]:
        summary.click()
    assert violations(page) == []
    matrix = page.get_by_role("group", name="Coverage of service categories, table")
    matrix.focus()
    matrix.evaluate("element => element.scrollIntoView()")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.hub-matrix').scrollLeft > 20")
    matrix.evaluate("element => element.scrollTo(260, 900)")
    name = page.get_by_role("rowheader", name="CLEAN – Connecting Danish Cleantech").bounding_box()
    head = page.get_by_role("columnheader", name="Technology transfer").bounding_box()
    frame = matrix.bounding_box()
    assert name
    assert head
    assert frame
    assert name["x"] == pytest.approx(0, abs=1)
    assert head["y"] == pytest.approx(frame["y"], abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_matrix_reads_without_a_script(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "coverage/")
    cell = page.get_by_role("row", name="BioPeople").get_by_role("cell").nth(4)
    cell.locator("summary").click()
    expect(cell.get_by_role("link", name="Innovation vouchers for the life sciences")).to_be_visible()
    context.close()


# --- finder -----------------------------------------------------------------------------------------------------------


def test_the_finder_is_asked_by_keyboard_and_says_why(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "finder/", wait_until="networkidle")
    expect(results(page)).to_be_hidden()
    page.get_by_role("radio", name="Anything").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Matchmaking")).to_be_checked()
    expect(page).to_have_url(root + "finder/?goal=matchmaking")
    page.get_by_label("Time you have, at most").focus()
    page.keyboard.type("a day")
    expect(page).to_have_url(root + "finder/?goal=matchmaking&time=1")
    status = page.get_by_role("status").filter(has_text="fit in all that you said")
    expect(status).to_have_text("2 fit in all that you said. 13 may fit: not everything is known of them.")
    assert titles(page)[:2] == ["Cross-sectoral speed dating", "Environmental technology meets…"]
    first = results(page).get_by_role("listitem").filter(has_text="Cross-sectoral speed dating").first
    expect(first).to_contain_text("Fits serves matchmaking")
    expect(first).to_contain_text("Fits takes four hours on one afternoon, with follow-up afterwards")
    expect(results(page)).to_contain_text("Not known how long it takes is not stated")
    expect(page.get_by_role("heading", name="All that can be taken over")).to_be_hidden()
    assert violations(page) == []
    assert watch.troubles == []


def test_what_does_not_fit_is_told_apart_with_the_reason(page: Page, root: str) -> None:
    page.goto(root + "finder/?goal=project-development&time=31", wait_until="networkidle")
    left = results(page).locator("details")
    expect(left.locator(".hub-row")).to_have_count(0)
    left.locator("summary").click()
    row = left.get_by_role("listitem").filter(has_text="CLEAN innovation model").first
    expect(row).to_contain_text("Does not fit")
    expect(row).to_contain_text("already longer than you have")
    assert "CLEAN innovation model" not in titles(page)
    assert violations(page) == []


def test_what_was_asked_is_in_the_address(page: Page, root: str) -> None:
    page.goto(root + ASKED, wait_until="networkidle")
    expect(page.get_by_role("radio", name="Matchmaking")).to_be_checked()
    expect(page.get_by_label("In words")).to_have_value("partner")
    expect(page.get_by_label("Time you have, at most")).to_have_value("1")
    expect(page.get_by_label("Money you can spend, at most")).to_have_value("0")
    expect(page.get_by_label("Your sector")).to_have_value("food")
    expect(page.get_by_role("checkbox", name="Companies")).to_be_checked()
    expect(results(page)).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    expect(page).to_have_url(root + "finder/")
    expect(results(page)).to_be_hidden()
    expect(page.get_by_role("radio", name="Anything")).to_be_checked()
    expect(page.get_by_role("heading", name="All that can be taken over")).to_be_visible()


def test_an_address_with_nonsense_asks_nothing(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "finder/?goal=flying&time=soon&role=nobody&sector=%3Cb%3E", wait_until="networkidle")
    expect(page.get_by_role("heading", name="All that can be taken over")).to_be_visible()
    expect(results(page)).to_be_hidden()
    expect(page.get_by_role("radio", name="Anything")).to_be_checked()
    expect(page.get_by_label("Time you have, at most")).to_have_value("")
    assert watch.troubles == []


def test_more_results_come_by_a_button_that_keeps_the_place(page: Page, root: str) -> None:
    page.goto(root + "finder/?time=183", wait_until="networkidle")
    expect(results(page)).to_be_visible()
    before = len(titles(page))
    assert before == 30
    page.get_by_role("button", name="Show").click()
    after = titles(page)
    assert len(after) > before
    assert page.evaluate("document.activeElement.textContent") == after[before]


def test_data_that_cannot_be_loaded_leaves_the_list(page: Page, root: str) -> None:
    page.route("**/practices.json", lambda route: route.fulfill(status=500, body="no"))
    page.goto(root + "finder/?time=1", wait_until="networkidle")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    expect(page.get_by_role("heading", name="All that can be taken over")).to_be_visible()
    page.unroute("**/practices.json")
    page.get_by_label("Time you have, at most").select_option("7")
    expect(results(page).locator(".hub-row").first).to_be_visible()


def test_without_a_script_the_finder_is_a_list_with_what_each_takes(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "finder/")
    expect(page.locator(".hub-finder__form")).to_be_hidden()
    row = page.get_by_role("listitem").filter(has_text="Cross-sectoral speed dating").first
    expect(row).to_contain_text("four hours on one afternoon")
    expect(row).to_contain_text("not stated")
    expect(page.get_by_role("heading", name="Matchmaking 6")).to_be_visible()
    context.close()


# --- on a record ------------------------------------------------------------------------------------------------------


def test_a_clusters_page_leads_along_the_chain_and_to_what_is_alike(page: Page, root: str) -> None:
    page.goto(root + "clusters/its-owl/", wait_until="networkidle")
    chain = page.get_by_role("region", name="Along the chain of services")
    expect(chain.locator("ol > li")).to_have_count(6)
    expect(chain.locator("ol > li").nth(3)).to_contain_text("Technology transfer at it's owl")
    expect(chain.locator("ol > li").first).to_contain_text("Not stated")
    alike = page.get_by_role("region", name="Related").get_by_role("listitem").filter(has_text="Mechatronics Cluster")
    expect(alike).to_contain_text("Both offer mechatronic systems; same sector: mechanical engineering")
    chain.get_by_role("link", name="All organisations and categories").click()
    page.wait_for_url(root + "coverage/")
