"""The scheduler in a real browser: from registrations to agendas, by keyboard, kept and cleared, printed and downloaded."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Watch, violations

TABLE = "organisation;wishes;away\nAqua <img src=x onerror=alert(1)>;Bakery;\nBakery;Chem;2\nChem;;\n{{7*7}};Nobody;\n"


@pytest.fixture
def scheduler(page: Page, root: str) -> Page:
    page.goto(f"{root}tools/scheduler/")
    expect(page.locator(".hub-scheduler")).to_be_visible()
    return page


def made(page: Page, table: str) -> None:
    page.get_by_label("Registrations, as a table").fill(table)
    page.get_by_role("button", name="Make the schedule").click()
    expect(page.get_by_role("heading", name="The schedule")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_schedule_is_made_shown_and_sound(browser: Browser, root: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(f"{root}tools/scheduler/")
    page.get_by_role("button", name="Use an example").click()
    page.get_by_role("button", name="Make the schedule").click()
    expect(page.locator(".hub-scheduler__result .hub-lead")).to_contain_text("wishes are honoured")
    page.locator("summary", has_text="Aqua Rein").click()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watch.troubles == []
    context.close()


def test_what_is_wrong_is_told_by_its_place_and_hostile_names_stay_text(scheduler: Page) -> None:
    made(scheduler, TABLE)

    expect(scheduler.locator("[data-faults] li")).to_have_text(
        ["Line 5, column 9. The wish “Nobody” names nobody in the table."]
    )
    expect(scheduler.locator(".hub-scheduler__result .hub-note")).to_contain_text("{{7*7}}")
    expect(scheduler.locator(".hub-scheduler__result img")).to_have_count(0)
    expect(scheduler.locator(".hub-scheduler__result .hub-lead")).to_contain_text("2 of 2 wishes are honoured.")


def test_by_keyboard_alone(scheduler: Page) -> None:
    scheduler.get_by_label("Registrations, as a table").focus()
    scheduler.keyboard.insert_text(TABLE)
    scheduler.get_by_label("Title of the event").focus()
    scheduler.keyboard.type("Water meets bread")
    scheduler.keyboard.press("Enter")

    expect(scheduler.get_by_role("heading", name="The schedule")).to_be_focused()


def test_what_is_typed_survives_a_reload_until_it_is_cleared(scheduler: Page) -> None:
    scheduler.get_by_label("Registrations, as a table").fill(TABLE)
    scheduler.get_by_label("Tables", exact=True).fill("3")
    scheduler.reload()
    expect(scheduler.get_by_label("Registrations, as a table")).to_have_value(TABLE)
    expect(scheduler.get_by_label("Tables", exact=True)).to_have_value("3")

    scheduler.get_by_role("button", name="Clear everything").click()
    scheduler.reload()
    expect(scheduler.get_by_label("Registrations, as a table")).to_have_value("")
    expect(scheduler.get_by_label("Tables", exact=True)).to_have_value("20")


def test_files_are_opened_and_given_away(scheduler: Page, tmp_path: Path) -> None:
    registrations = tmp_path / "registrations.csv"
    registrations.write_text("organisation,wishes\nAqua,Bäckerei\nBäckerei,\n", encoding="utf-8")
    scheduler.get_by_label("Or open a file").set_input_files(registrations)
    expect(scheduler.get_by_label("Registrations, as a table")).to_have_value(registrations.read_text(encoding="utf-8"))
    scheduler.get_by_label("Date", exact=True).fill("2027-04-21")
    scheduler.get_by_role("button", name="Make the schedule").click()
    with scheduler.expect_download() as table:
        scheduler.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.reader(Path(table.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1] == ["1", "14:00", "14:10", "1", "Aqua", "Bäckerei"]

    scheduler.locator("summary", has_text="Bäckerei").click()
    with scheduler.expect_download() as calendar:
        scheduler.get_by_role("button", name="Download for the calendar").last.click()
    assert calendar.value.suggested_filename == "backerei.ics"
    text = Path(calendar.value.path()).read_text(encoding="utf-8")
    assert "DTSTART:20270421T140000" in text
    assert "SUMMARY:Meeting with Aqua" in text


def test_paper_shows_the_agendas_one_to_a_page(scheduler: Page) -> None:
    made(scheduler, TABLE)
    scheduler.evaluate("window.print = () => {}")
    scheduler.get_by_role("button", name="Print the agendas").click()
    scheduler.emulate_media(media="print")

    expect(scheduler.locator(".hub-scheduler__agendas .hub-scheduler__plan")).to_have_count(4)
    for plan in scheduler.locator(".hub-scheduler__agendas .hub-scheduler__plan").all():
        expect(plan).to_be_visible()
    expect(scheduler.locator(".hub-scheduler form")).to_be_hidden()
    expect(scheduler.locator(".hub-scheduler__cards")).to_be_hidden()
    scheduler.evaluate("dispatchEvent(new Event('afterprint'))")
    scheduler.emulate_media(media="screen")
    expect(scheduler.locator(".hub-scheduler__agendas details[open]")).to_have_count(0)


def test_two_hundred_are_scheduled_while_the_page_answers(scheduler: Page) -> None:
    rows = [f"Org {n};{'|'.join(f'Org {(n * 7 + k * 13) % 200}' for k in range(1, 9))}" for n in range(200)]
    scheduler.get_by_label("Registrations, as a table").fill("organisation;wishes\n" + "\n".join(rows))
    scheduler.get_by_label("Tables", exact=True).fill("100")
    scheduler.evaluate(
        "() => { window.frames_ = 0; const tick = () => { window.frames_ += 1; requestAnimationFrame(tick) }; tick() }"
    )
    scheduler.get_by_role("button", name="Make the schedule").click()
    expect(scheduler.locator(".hub-scheduler__result .hub-lead")).to_be_visible()
    expect(scheduler.locator(".hub-scheduler__agendas details")).to_have_count(200)
    assert scheduler.evaluate("window.frames_") > 1


def test_without_javascript_the_page_says_how_to_do_it_by_hand(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}tools/scheduler/")
    expect(page.get_by_text("By hand, write each wish on a card")).to_be_visible()
    expect(page.locator(".hub-scheduler")).to_be_hidden()
    context.close()
