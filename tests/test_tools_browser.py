"""The voucher finder and the form for adaptations in a browser, by keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser import Watch, violations


def test_the_voucher_finder_says_why_and_keeps_what_is_asked_in_the_address(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(f"{root}tools/vouchers/")
    status = page.locator(".hub-vouchers [role=status]")
    expect(status).to_contain_text("instruments could fit")
    page.get_by_label("Who you are").focus()
    page.keyboard.type("Small")
    page.get_by_label("Your country").select_option("DE")
    page.get_by_label("How much, in euro").fill("3.000")
    meet = page.locator(".hub-voucher", has=page.get_by_role("link", name="Meet & Greet incentive"))
    expect(meet).to_contain_text("Could fit · IN2LifeSciences")
    expect(meet).to_contain_text("Yes: For SME.")
    expect(meet).to_contain_text("not stated: The programme works in Belgium, Denmark, France, Germany, Netherlands")
    expect(meet).to_contain_text("It pays a part: up to EUR 500, per incentive.")
    expect(meet).to_contain_text("Approval comes first")
    expect(page.locator(".hub-voucher--no")).to_contain_text("No: Works in United Kingdom.")
    expect(meet).to_contain_text("State of 2014, by its newest source.")
    uk = page.locator(".hub-voucher--no", has_text="United Kingdom")
    expect(uk).to_contain_text("Whether approval must come first is not stated.")
    assert "size=small&country=DE&sum=3.000" in page.url
    page.reload()
    expect(page.get_by_label("Your country")).to_have_value("DE")
    page.get_by_role("button", name="Clear all").press("Enter")
    expect(page.locator(".hub-fit")).to_have_count(0)
    assert "?" not in page.url
    assert watch.troubles == []


def test_an_adaptation_is_told_of_by_keyboard_and_saved_as_a_file(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(f"{root}templates/market-check-form/")
    page.get_by_role("link", name="We used this").press("Enter")
    expect(page.locator(".hub-back__from")).to_have_text("You used: Market check form")
    page.get_by_label("Title").focus()
    page.keyboard.insert_text("market check of Chemie-Cluster Bayern")
    for label in ("Summary", "Who tells this", "What you changed", "What came of it"):
        page.get_by_label(label).fill(f"{label} & more")
    page.get_by_role("button", name="Make the record").press("Enter")
    title = page.get_by_label("Title")
    expect(title).to_be_focused()
    assert "has a record of this name already" in title.evaluate("field => field.validationMessage")
    expect(page.get_by_role("heading", name="Your record")).to_be_hidden()
    title.fill('Our "check": <b>')
    page.get_by_role("button", name="Make the record").press("Enter")
    expect(page.get_by_role("heading", name="Your record")).to_be_focused()
    expect(page.locator(".hub-back__path")).to_have_text("It belongs into the file content/cases/our-check-b.md.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the file").press("Enter")
    text = waiting.value.path().read_text()
    assert 'title: "Our \\"check\\": <b>"' in text
    assert "adapted_from: chemie-market-check" in text
    assert "[[templates/market-check-form]]" in text
    assert violations(page) == []
    assert watch.troubles == []


def test_without_a_script_all_is_there_in_plain_html(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}tools/vouchers/")
    expect(page.get_by_role("row", name="Meet & Greet incentive")).to_contain_text("yes, apply first")
    page.goto(f"{root}tools/give-back/")
    expect(page.get_by_text("adapted_from: id-of-the-practice")).to_be_visible()
    page.goto(f"{root}templates/market-check-form/")
    expect(page.get_by_role("heading", name="What to fill in")).to_be_visible()
    context.close()
