"""Comparison in a real browser: chosen anywhere, told by the address, against what the records say; by keyboard and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.hosting import served
from tests.browser import Watch, violations
from tests.hubs import run, write_hub
from tests.test_directories_browser import exported

THREE = "compare/?clusters=foodregio,packbridge,its-owl"
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"


def heads(page: Page) -> list[str]:
    """The records that are compared, from left to right."""
    return page.get_by_role("columnheader").get_by_role("link").all_inner_texts()


def lines(page: Page) -> dict[str, tuple[str, list[str]]]:
    """The lines that are shown, by field: how they are alike, and the cells."""
    found = {}
    for row in page.locator(".hub-comparison tbody tr:visible").all():
        label, _, likeness = row.get_by_role("rowheader").inner_text().partition("\n")
        found[label] = (
            likeness.strip(),
            [" ".join(text.split()) for text in row.get_by_role("cell").all_inner_texts()],
        )
    return found


def box(page: Page, selector: str) -> dict[str, float]:
    """Where the first element of a selector is on the screen: left, top, right, bottom."""
    found: dict[str, float] = page.locator(selector).first.evaluate("one => one.getBoundingClientRect().toJSON()")
    return found


def choose(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Compare {title}", exact=True).click()


def test_records_are_chosen_in_four_places_and_stand_side_by_side(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "clusters/", wait_until="networkidle")
    tray = page.get_by_role("region", name="Records to compare")
    expect(tray).to_be_hidden()
    choose(page, "foodRegio")
    expect(tray).to_contain_text("Choose another to compare")
    page.goto(root + "clusters/packbridge/", wait_until="networkidle")
    choose(page, "Packbridge")
    expect(tray.get_by_role("link", name="Compare 2 records")).to_be_visible()
    page.goto(root + "clusters/?q=ACstyria", wait_until="networkidle")
    choose(page, "ACstyria")
    page.goto(root + "search/?q=optitec&kind=clusters", wait_until="networkidle")
    choose(page, "Optitec")
    assert violations(page) == []
    assert tray.get_by_role("listitem").all_inner_texts() == ["foodRegio", "Packbridge", "ACstyria", "Optitec"]
    tray.get_by_role("link", name="Compare 4 records").click()
    page.wait_for_url(root + "compare/?clusters=foodregio,packbridge,acstyria,optitec")
    expect(page.get_by_role("table")).to_be_visible()
    assert heads(page) == ["foodRegio", "Packbridge", "ACstyria", "Optitec"]
    assert watch.troubles == []


def test_a_button_says_whether_its_record_is_chosen(page: Page, root: str) -> None:
    page.goto(root + "clusters/foodregio/", wait_until="networkidle")
    button = page.get_by_role("button", name="Compare foodRegio")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("foodRegio will be compared. 1 of 5.")).to_be_attached()
    page.goto(root + "clusters/", wait_until="networkidle")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("region", name="Records to compare")).to_be_hidden()


def test_each_kind_has_records_of_its_own_and_a_sixth_has_no_room(page: Page, root: str) -> None:
    tray = page.get_by_role("region", name="Records to compare")
    page.goto(root + "cases/", wait_until="networkidle")
    choose(page, "Poly4EmI")
    page.goto(root + "clusters/", wait_until="networkidle")
    expect(tray).to_be_hidden()
    buttons = page.locator(".hub-compare")
    for place in range(6):
        buttons.nth(place).click()
    expect(page.get_by_text("Five records have room. Take one out first.")).to_be_attached()
    expect(buttons.nth(5)).to_have_attribute("aria-pressed", "false")
    expect(tray.get_by_role("link")).to_have_text("Compare 5 records")
    tray.get_by_role("button", name="Hide").click()
    expect(tray).to_be_hidden()
    buttons.nth(0).click()
    expect(tray.get_by_role("link")).to_have_text("Compare 4 records")
    tray.get_by_role("button", name="Clear").press("Enter")
    expect(tray).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "content"
    page.goto(root + "cases/", wait_until="networkidle")
    expect(tray).to_contain_text("Choose another to compare")


def test_the_tray_hides_nothing_that_has_the_focus(page: Page, root: str) -> None:
    page.goto(root + "clusters/", wait_until="networkidle")
    choose(page, "ACstyria")
    page.locator(".hub-row__title a").first.focus()
    top = box(page, ".hub-tray")["top"]
    for _ in range(40):
        page.keyboard.press("Tab")
        bottom = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert bottom <= top or page.evaluate("document.activeElement.closest('.hub-tray') !== null")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert box(page, ".hub-footer")["bottom"] <= box(page, ".hub-tray")["top"] + 1


def test_the_address_is_all_that_somebody_else_needs(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + THREE, wait_until="networkidle")
    assert heads(page) == [
        one["title"]
        for key in ("foodregio", "packbridge", "its-owl")
        for one in exported(root, "clusters")
        if one["id"] == key
    ]
    assert violations(page) == []
    page.goto(root + "clusters/", wait_until="networkidle")
    expect(page.get_by_role("region", name="Records to compare")).to_be_hidden()  # looking at it chooses nothing
    assert watch.troubles == []


def test_likenesses_and_differences_are_those_of_the_records(page: Page, root: str) -> None:
    page.goto(root + THREE, wait_until="networkidle")
    food, pack, owl = (
        next(one for one in exported(root, "clusters") if one["id"] == key)
        for key in ("foodregio", "packbridge", "its-owl")
    )
    found = lines(page)

    assert found["Form"] == ("same in all", ["Cluster organisation"] * 3)
    assert found["Country"] == ("differs", ["Germany in 2", "Sweden", "Germany in 2"])
    for field, label in (
        ("founded", "Founded"),
        ("acronym", "Acronym"),
        ("place", "Place"),
        ("services", "Services"),
        ("seeks", "Seeks"),
    ):
        stated = [one.get(field) for one in (food, pack, owl)]
        if not any(stated):
            assert label not in found
            continue
        assert [cell == "not stated" for cell in found[label][1]] == [not value for value in stated], label
    [members, *_] = owl["member_count"]
    assert f"{members['value']} {members['as_of']} · section {members['section']}" in found["Members"][1][2]
    assert "foodRegio and Packbridge in 2" in found["Partnerships"][1][0]
    link = page.get_by_role("row", name="Members").get_by_role("link").first
    expect(link).to_have_attribute("href", f"{root}white-papers/{members['source']}/")


def test_only_what_differs_can_be_shown(page: Page, root: str) -> None:
    page.goto(root + THREE, wait_until="networkidle")
    every = lines(page)
    page.get_by_label("Show only what differs").check()
    left = lines(page)
    same = {label for label, (likeness, _) in every.items() if likeness == "same in all"}
    assert same
    assert set(every) - set(left) == same
    differing = sum(likeness in {"differs", "partly the same"} for likeness, _ in every.values())
    expect(
        page.get_by_text(f"{len(same)} of {len(every) - 1} lines are the same in all, {differing} differ.")
    ).to_be_visible()
    page.get_by_role("button", name="Remove Packbridge").click()
    expect(page.get_by_label("Show only what differs")).to_be_checked()


def test_records_are_added_and_removed_by_keyboard(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "compare/?clusters=foodregio", wait_until="networkidle")
    expect(page.get_by_text("One more makes a comparison.")).to_be_visible()
    field = page.get_by_role("combobox", name="Add a record")
    field.focus()
    page.keyboard.type("packb")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_text(["PackbridgeSweden"])
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(root + "compare/?clusters=foodregio,packbridge")
    expect(field).to_be_focused()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert heads(page) == ["foodRegio", "Packbridge"]
    page.get_by_role("button", name="Remove foodRegio").press("Enter")
    expect(page).to_have_url(root + "compare/?clusters=packbridge")
    expect(page.get_by_role("columnheader")).to_have_count(1)
    assert page.evaluate(FOCUSED) == "Remove Packbridge"
    page.go_back()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert heads(page) == ["foodRegio", "Packbridge"]
    assert watch.troubles == []


def test_what_is_changed_here_is_changed_in_what_this_browser_keeps_but_not_in_anothers(page: Page, root: str) -> None:
    page.goto(root + "clusters/", wait_until="networkidle")
    for title in ("ACstyria", "foodRegio"):
        choose(page, title)
    page.goto(root + "compare/?clusters=packbridge,its-owl", wait_until="networkidle")
    page.get_by_role("button", name="Remove Packbridge").click()
    expect(page.get_by_role("columnheader")).to_have_count(1)
    page.goto(root + "compare/", wait_until="networkidle")
    expect(page).to_have_url(root + "compare/?clusters=acstyria,foodregio")
    page.get_by_role("button", name="Remove ACstyria").click()
    expect(page.get_by_role("columnheader")).to_have_count(1)
    page.goto(root + "clusters/", wait_until="networkidle")
    expect(page.get_by_role("button", name="Compare foodRegio")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Compare ACstyria")).to_have_attribute("aria-pressed", "false")


def test_what_is_not_there_or_has_no_room_is_named_and_left_out(page: Page, root: str) -> None:
    ids = [one["id"] for one in exported(root, "clusters")]
    page.goto(
        root + f"compare/?clusters=nobody,{ids[0]},%3Cimg%20src=x%3E,{ids[1]},../../index,{ids[2]}",
        wait_until="networkidle",
    )
    expect(page.get_by_text("Not found here and left out: nobody, <img src=x>, ../../index")).to_be_visible()
    expect(page.get_by_text(f"Five have room. Left out: {ids[2]}")).to_be_visible()
    assert len(heads(page)) == 2
    assert page.locator(".hub-comparison img").count() == 0


def test_without_a_choice_the_page_says_how_to_choose(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "compare/", wait_until="networkidle")
    expect(page.get_by_role("heading", name="Where to choose")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Good practices"))).to_have_attribute("href", "../cases/")
    page.get_by_label("Kind").select_option(label="Good practices")
    expect(page.get_by_label("Kind")).to_be_focused()
    page.get_by_role("combobox", name="Add a record").click()
    page.get_by_role("listbox").get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(r"compare/\?cases=[a-z0-9-]+$"))
    assert watch.troubles == []


def test_what_cannot_be_fetched_can_be_tried_again(page: Page, root: str) -> None:
    page.route("**/compare/clusters.json", lambda route: route.abort())
    page.goto(root + THREE, wait_until="networkidle")
    expect(page.get_by_text("The records could not be fetched")).to_be_visible()
    page.unroute("**/compare/clusters.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table")).to_be_visible()


EVERY = ("clusters", "services", "cases", "templates", "white-papers", "partnerships", "challenges", "programmes")
WIDEST = ("clusters", "templates")
"""Kinds with the most rows and the longest texts."""


@pytest.mark.parametrize(
    ("scheme", "width", "folders"),
    [("light", 1280, EVERY), ("dark", 390, EVERY), ("dark", 800, WIDEST), ("light", 390, WIDEST)],
    ids=["light-1280", "dark-390", "dark-800", "light-390"],
)
def test_a_comparison_is_sound(browser: Browser, root: str, scheme: Any, width: int, folders: tuple[str, ...]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page, root)
    found = {}
    for folder in folders:
        ids = ",".join(one["id"] for one in exported(root, folder)[:5])
        page.goto(f"{root}compare/?{folder}={ids}", wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        text = page.locator(".hub-comparison").inner_text()
        faults = [*violations(page), *([f"{wide} px too wide"] if wide > 0 else [])]
        faults += [word for word in ("undefined", "null", "[object", "NaN") if word in text]
        if faults or len(heads(page)) < 2:
            found[folder] = faults or heads(page)
    context.close()
    assert found == {}
    assert watch.troubles == []


def test_where_columns_do_not_fit_the_table_scrolls_and_its_heads_stay(browser: Browser, root: str) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    ids = ",".join(one["id"] for one in exported(root, "clusters")[:5])
    page.goto(f"{root}compare/?clusters={ids}", wait_until="networkidle")
    region = page.get_by_role("region", name="Table of the comparison")
    region.focus()
    page.keyboard.press("ArrowRight")
    region.evaluate("one => one.scrollTo(300, 600)")
    frame = box(page, ".hub-comparison__scroll")
    assert box(page, "thead th")["top"] == pytest.approx(frame["top"] + 1, abs=2)
    assert box(page, "tbody tr:nth-child(9) th")["left"] == pytest.approx(frame["left"], abs=2)
    context.close()


def test_on_paper_it_is_the_table_alone_across_the_page(page: Page, root: str) -> None:
    page.goto(root + THREE, wait_until="networkidle")
    page.emulate_media(media="print")
    for chrome in (
        ".hub-comparison__head",
        ".hub-comparison__sum label",
        ".hub-comparison__remove >> nth=0",
        "header.hub-header",
    ):
        expect(page.locator(chrome)).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".hub-printed")).to_have_text(f"From https://hub.example.eu/hub/{THREE}")
    paper = page.pdf(prefer_css_page_size=True)
    assert set(re.findall(rb"MediaBox \[0 0 (\d+)\.\d* (\d+)\.", paper)) == {(b"841", b"594")}  # A4 on its side
    page.emulate_media(media="screen")
    page.goto(root + "compare/?cases=clean-innovation-model,poly4emi", wait_until="networkidle")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".hub-comparison details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_without_a_script_the_page_says_what_it_needs(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + THREE)
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Cluster organisations")).click()
    expect(page).to_have_url(root + "clusters/")
    context.close()


# --- hostile records ----------------------------------------------------------------------------------------------------

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
RECORD = """\
---
title: "{hostile} {n}"
summary: "{hostile}"
form: cluster
country: NO
place: "{hostile}"
region: constructor
acronym: __proto__
sectors: [food]
services: [matching]
member_count: {{value: "3 {hostile}", note: "{hostile}"}}
website: {{url: "https://a.eu/{n}", as_of: 2014, state: live}}
aliases: ["{hostile}"]
origin: hub
---
{hostile}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub whose records try to be more than text."""
    files = {f"content/clusters/h{n}.md": RECORD.format(n=n, hostile=HOSTILE) for n in range(2)}
    hub = write_hub(tmp_path_factory.mktemp("hostile"), files)
    done = run("hubgen", "build", cwd=hub)
    assert done.returncode == 0, done.stderr
    with served(hub / "site") as address:
        yield address


def test_what_records_say_is_text_everywhere(page: Page, hostile: str) -> None:
    watch = Watch(page, hostile)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(hostile + "clusters/?q=alert&sort=title", wait_until="networkidle")
    expect(page.locator(".hub-row:visible")).to_have_count(2)
    for button in page.locator(".hub-row:visible .hub-compare").all():
        button.click()
    expect(page.locator(".hub-tray")).to_contain_text(HOSTILE)
    page.get_by_role("link", name="Compare 2 records").click()
    page.get_by_role("combobox").click()
    expect(page.get_by_role("table")).to_contain_text(HOSTILE)
    expect(page.get_by_role("row", name="Region")).to_contain_text("constructor")
    assert page.locator("main img, main script:not([type='application/json'])").count() == 0
    assert dialogs == []
    assert watch.troubles == []
