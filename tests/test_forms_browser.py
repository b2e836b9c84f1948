"""Templates filled in in a browser: typing, saving, reloading, opening, clearing, printing, taking home; by keyboard too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.hosting import served
from hubgen.plugin import build_site
from hubgen.settings import load
from tests.browser import Watch, violations
from tests.checking import EXAMPLE, lines, record
from tests.hubs import write_hub

CHECK = """\
---
title: Market check
summary: Asks for a market.
origin: hub
services: [matching]
version: "1.1"
fields:
  - {id: name, label: Your name, section: Who asks, help: "As on the door. Example: Ada.", required: true}
  - {id: why, label: Why, type: long-text}
  - {id: sum, label: Sum, type: money, section: What is asked}
  - {id: received, label: Received on, type: date, required: true}
  - {id: market, label: The market, type: choice, options: [Met, Not met], required: true}
  - {id: owner, label: The owner, type: choice, options: [Met, Not met]}
  - {id: level, label: How far it is, type: scale, options: [idea, sold]}
  - {id: offers, label: What you offer, type: choices, options_from: competences}
  - {id: done, label: Done, type: checklist, options: [Asked, Answered]}
  - id: steps
    label: Steps
    type: table
    columns: [{id: step, label: Step}, {id: due, label: Due, type: date}]
    rows: [[Ask, ""], [Answer, ""]]
dates: [{id: due, label: Answer due, since: received, after: 3 weeks}]
calendar: [{title: Answer due, date: due, remind: 2 days}, {each: steps, title: step, date: due}]
verdicts:
  - {says: Go on., tone: go, when: [{answer: market, equals: Met, label: A world market}, {answer: owner, equals: Met}]}
  - {says: Stop here., tone: stop, when: [{answer: market, equals: Not met}]}
  - {says: Not decided., tone: open, missing: true}
scores: [{id: state, label: State, fields: [level], weak_below: 3, leads_to: [matching]}]
writes: {kind: clusters, keys: [{key: offers, answer: offers}]}
---
## Who

Name: {{ name }}, {{ sum }}

{{ why }}

Received {{ received }}, due {{ due }}. {{ market }} {{ owner }} {{ level }} {{ offers }}

{% if market == "Met" %}
It has a market.
{% endif %}

{{ verdict }}

{{ done }}

{{ steps }}

{{ scores }}
"""


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page of a template with a field of every type."""
    root = write_hub(tmp_path_factory.mktemp("hub"), {"content/templates/check.md": CHECK})
    report, built = build_site(load(root), root / "site", lambda line: None)
    assert built, report
    with served(root / "site") as address:
        yield f"{address}templates/check/"


@pytest.fixture
def form(page: Page, check: str) -> Iterator[Page]:
    """The form, open, and without a complaint at the end."""
    watch = Watch(page, check.removesuffix("templates/check/"))
    page.goto(check)
    expect(page.get_by_role("heading", name="Fill it in")).to_be_visible()
    yield page
    assert watch.troubles == []


def paper(page: Page) -> Locator:
    return page.locator(".hub-template__paper")


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=False).first


def fill(page: Page) -> None:
    field(page, "Your name").fill("Ada <b>L.</b> {{7*7}}")
    field(page, "Why").fill("First.\n\n# Second <img src=x onerror=alert(1)>")
    field(page, "Sum").fill("EUR 12.500,50")
    field(page, "Received on").fill("2027-03-01")
    page.get_by_role("group", name="The market").get_by_label("Met", exact=True).check()
    page.get_by_role("group", name="How far it is").get_by_label("2").check()
    page.get_by_role("group", name="What you offer").get_by_label("Smart packaging").check()
    page.get_by_role("group", name="Done").get_by_label("Asked").check()
    page.get_by_role("group", name="Row 1").get_by_label("Due").fill("2027-03-08")


def test_typing_fills_the_document_and_stays_text(form: Page) -> None:
    expect(paper(form)).to_contain_text("Name: Your name")
    fill(form)
    expect(paper(form)).to_contain_text("Name: Ada <b>L.</b> {{7*7}}, 12,500.50")
    expect(paper(form)).to_contain_text("# Second <img src=x onerror=alert(1)>")
    expect(paper(form)).to_contain_text(
        "Received 1 March 2027, due 22 March 2027. Met The owner 2 of 5 Smart packaging"
    )
    expect(paper(form)).to_contain_text("It has a market.")
    expect(paper(form)).to_contain_text("Not decided.")
    expect(paper(form).locator("img, b")).to_have_count(0)
    expect(paper(form).get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(paper(form).get_by_role("row", name="Ask 8 March 2027")).to_be_visible()


def test_rows_that_a_table_begins_with_are_no_answer(form: Page) -> None:
    field(form, "Your name").fill("Ada")
    expect(paper(form)).to_contain_text("Ada")
    stored = form.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('hub-form'))[1]")
    assert json.loads(stored)["values"] == {"name": "Ada"}
    expect(paper(form).get_by_role("row", name="Answer")).to_be_visible()


def test_the_form_decides_and_says_what_is_missing(form: Page) -> None:
    verdict = form.locator(".hub-verdict")
    expect(verdict).to_contain_text("Not decided.Missing: A world marketMissing: The owner")
    form.get_by_role("group", name="The market").get_by_label("Not met").check()
    expect(verdict).to_contain_text("Stop here.")
    form.get_by_role("group", name="The market").get_by_label("Met", exact=True).check()
    form.get_by_role("group", name="The owner").get_by_label("Met", exact=True).check()
    expect(verdict).to_have_text("VerdictGo on.")
    form.get_by_role("group", name="How far it is").get_by_label("2").check()
    expect(form.locator(".hub-scores")).to_contain_text("State2 of 5 · weakHow others do it: Matching")
    expect(form.locator(".hub-scores").get_by_role("link", name="Matching")).to_have_attribute(
        "href", "../../services/matching/"
    )
    expect(form.locator(".hub-scores")).to_contain_text("no ranking")
    form.get_by_role("group", name="What you offer").get_by_label("Smart packaging").check()
    expect(form.locator(".hub-form pre")).to_have_text("offers: [smart-packaging]\n")
    assert lines({EXAMPLE: record(form.locator(".hub-form pre").inner_text())}) == []


def test_what_is_missing_is_said_at_the_field_and_all_at_once(form: Page) -> None:
    name = field(form, "Your name")
    name.focus()
    form.keyboard.press("Tab")
    expect(form.locator("#fill-name-fault")).to_have_text("An answer is needed here.")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("As on the door. Example: Ada. An answer is needed here.")
    form.get_by_role("button", name="Show what is missing").click()
    expect(form.get_by_role("alert")).to_contain_text(
        "3 answers are missing or cannot be readYour nameReceived onThe market"
    )
    form.get_by_role("alert").get_by_role("link", name="Received on").click()
    expect(field(form, "Received on")).to_be_focused()
    fill(form)
    field(form, "Sum").fill("a lot")
    form.keyboard.press("Tab")
    expect(form.locator("#fill-sum-fault")).to_contain_text("Write a number")
    field(form, "Sum").fill("1.000,5")
    form.keyboard.press("Tab")
    expect(form.locator("#fill-sum-fault")).to_have_text("")
    expect(form.locator(".hub-form__progress")).to_have_text("3 of 3 required answers")
    form.get_by_role("button", name="Show what is missing").click()
    expect(form.get_by_role("alert")).to_have_text("Nothing is missing.")


def test_answers_survive_a_reload_until_they_are_cleared(form: Page) -> None:
    fill(form)
    expect(paper(form)).to_contain_text("Ada")
    form.reload()
    expect(form.get_by_role("status").filter(has_text="Your answers of the last time are here.")).to_be_visible()
    expect(field(form, "Why")).to_have_value("First.\n\n# Second <img src=x onerror=alert(1)>")
    expect(paper(form)).to_contain_text("Ada")
    form.once("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("button", name="Clear everything").click()
    expect(field(form, "Sum")).to_have_value("12500.50")
    form.once("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Clear everything").click()
    expect(field(form, "Your name")).to_have_value("")
    expect(field(form, "Your name")).to_be_focused()
    form.reload()
    expect(field(form, "Your name")).to_have_value("")
    expect(paper(form)).not_to_contain_text("Ada")


def test_answers_are_saved_to_a_file_and_opened_again(form: Page, tmp_path: Path) -> None:
    fill(form)
    with form.expect_download() as waiting:
        form.get_by_role("button", name="Save the answers").click()
    assert waiting.value.suggested_filename == "check.json"
    file = tmp_path / "check.json"
    waiting.value.save_as(file)
    saved = json.loads(file.read_text())
    assert saved["template"] == "check"
    schema = form.evaluate("fetch('values.schema.json').then((answer) => answer.json())")
    Draft202012Validator(schema).validate(saved)
    assert saved["$schema"] == "https://small.example.eu/hub/templates/check/values.schema.json"
    assert saved["values"]["sum"] == "12500.50"
    assert saved["values"]["steps"] == [{"step": "Ask", "due": "2027-03-08"}, {"step": "Answer"}]
    form.once("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Clear everything").click()
    saved["values"]["gone"] = "x"
    file.write_text(json.dumps(saved))
    choose = form.locator("input[type=file]")
    choose.set_input_files(file)
    said = form.locator(".hub-form__note")
    expect(said).to_have_text("The answers of check.json are open. Not part of this template, and left out: gone.")
    expect(paper(form)).to_contain_text("Name: Ada <b>L.</b>")
    file.write_text("no")
    choose.set_input_files(file)
    expect(said).to_contain_text("This file holds no saved answers.")
    file.write_text('{"template": "other", "values": {}}')
    choose.set_input_files(file)
    expect(said).to_have_text("These are answers to another template: other.")
    expect(paper(form)).to_contain_text("Name: Ada <b>L.</b>")


def test_rows_are_added_moved_and_taken_away_by_keyboard(form: Page) -> None:
    steps = form.get_by_role("group", name="Steps")
    steps.get_by_role("button", name="Add a row").press("Enter")
    expect(steps.get_by_role("group", name="Row 3").get_by_label("Step")).to_be_focused()
    form.keyboard.type("Thank")
    steps.get_by_role("button", name="Move row 3 up").press("Enter")
    expect(steps.get_by_role("button", name="Move row 2 up")).to_be_focused()
    expect(paper(form).locator("tbody tr").nth(1)).to_contain_text("Thank")
    steps.get_by_role("button", name="Remove row 1").press("Enter")
    expect(steps.get_by_role("group", name="Row 1").get_by_label("Step")).to_be_focused()
    expect(paper(form).locator("tbody tr").nth(0)).to_contain_text("Thank")
    # a mark in the document leads to its field
    paper(form).get_by_role("link", name="Your name").press("Enter")
    expect(field(form, "Your name")).to_be_focused()


def test_paper_shows_the_document_alone_with_room_for_a_pen(form: Page) -> None:
    field(form, "Your name").fill("Ada")
    expect(paper(form)).to_contain_text("Ada")
    form.emulate_media(media="print")
    form.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = form.locator("body").inner_text()
    assert "Name: Ada, ____" in shown
    assert "☐ Met ☐ Not met" in " ".join(shown.split())
    for other in ("Fill it in", "Market check", "Sources", "Print", "Search", "Version"):
        assert other not in shown, other
    form.evaluate("dispatchEvent(new Event('afterprint'))")
    form.emulate_media(media="screen")
    expect(paper(form).get_by_role("link", name="Why")).to_be_visible()


def test_the_document_and_the_calendar_are_taken_home(form: Page) -> None:
    expect(form.get_by_role("button", name="For the calendar")).to_be_disabled()
    fill(form)
    expect(paper(form)).to_contain_text("due 22 March 2027")
    with form.expect_download() as waiting:
        form.get_by_role("button", name="As Markdown", exact=True).click()
    text = waiting.value.path().read_text()
    assert text.startswith("# Market check\n\n## Who\n\nName: Ada \\<b\\>L.\\</b\\> \\{\\{7\\*7\\}\\}, 12,500.50\n")
    with form.expect_download() as waiting:
        form.get_by_role("button", name="As a Word file").click()
    assert waiting.value.suggested_filename == "check.docx"
    word = docx.Document(str(waiting.value.path()))
    assert [one.text for one in word.paragraphs[:3]] == [
        "Market check",
        "Who",
        "Name: Ada <b>L.</b> {{7*7}}, 12,500.50",
    ]
    assert word.sections[0].footer.paragraphs[0].text == "Market check · version 1.1 · Small hub\t1 / 1"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Ask", "8 March 2027"]
    with form.expect_download() as waiting:
        form.get_by_role("button", name="For the calendar").click()
    entries = waiting.value.path().read_text()
    assert "DTSTART;VALUE=DATE:20270322" in entries
    assert "TRIGGER:-PT2880M" in entries
    assert entries.count("BEGIN:VEVENT") == 2


def test_the_document_is_copied_as_text_and_with_its_layout(form: Page) -> None:
    form.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(form, "Your name").fill("Ada")
    expect(paper(form)).to_contain_text("Ada")
    form.get_by_role("button", name="Copy with layout").click()
    expect(form.locator(".hub-form__note")).to_have_text("Copied")
    html = form.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<h2>Who</h2>" in html
    assert "☐ Asked" in html
    assert '<table border="1"' in html
    form.get_by_role("button", name="Copy as Markdown").click()
    assert form.evaluate("navigator.clipboard.readText()").startswith("# Market check")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_a_form_is_sound(browser: Browser, check: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(check)
    expect(page.get_by_role("heading", name="Fill it in")).to_be_visible()
    assert violations(page) == []
    fill(page)
    page.get_by_role("button", name="Show what is missing").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()
