"""Pictures of relations in a real browser: by keyboard, with and without scripts, and that no two names lie on each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Watch, violations

FOCUSED = "document.activeElement.textContent.trim()"
BOXES = """names => [...document.querySelectorAll(names)].filter(one => one.getClientRects().length).map(one => {
  const {left, top, right, bottom} = one.getBoundingClientRect();
  return [one.textContent, left, top, right, bottom];
})"""
NAMES = ".hub-net text:not(:has(tspan)), .hub-net tspan, .hub-ties text, .hub-ties figcaption, .hub-network__loose a"
PICTURES = (
    "network/",
    "clusters/foodregio/",
    "clusters/clusterland-upper-austria/",
    "partnerships/international-cleantech-network/",
    "white-papers/eco-d41-2014/",
    "services/special-interest-groups/",
)
Named = tuple[str, float, float, float, float]


def overlapping(found: list[Named]) -> list[tuple[str, str]]:
    """Names that lie on each other by more than a pixel; the room above and below letters does not count."""

    def is_apart(one: Named, other: Named) -> bool:
        beside = one[3] <= other[1] + 1 or other[3] <= one[1] + 1
        return beside or one[4] - 3 <= other[2] + 3 or other[4] - 3 <= one[2] + 3

    return [(one[0], other[0]) for one, other in combinations(found, 2) if not is_apart(one, other)]


@pytest.mark.parametrize("width", [1280, 1024, 768, 390, 320])
def test_no_name_lies_on_another_at_any_width(browser: Browser, root: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for url in PICTURES:
        page.goto(root + url, wait_until="networkidle")
        found: list[Named] = [tuple(one) for one in page.evaluate(BOXES, NAMES)]
        assert len(found) > 5, url
        assert overlapping(found) == [], url
        assert [name for name, left, *_, right, _ in found if left < 0 or right > width] == [], url
        assert page.evaluate("document.querySelector('main').scrollWidth") <= width, url
    context.close()


def test_arrow_keys_walk_through_the_network_and_enter_opens(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "network/", wait_until="networkidle")
    choice = page.get_by_label("Show the ties of")
    choice.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Austrian Advanced Lightweight Technologies"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "ACstyria"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "Clusterland automotive cluster in 2 partnerships"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "Smart Plastics"
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED) == "Virtual Dimension Center"
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Food Innovation Partnership 3P4I"  # Tab goes on to the next picture
    page.keyboard.press("Enter")
    page.wait_for_url(root + "partnerships/food-innovation-3p4i/")
    assert watch.troubles == []


def test_arrow_keys_walk_through_the_ties_of_a_record(page: Page, root: str) -> None:
    page.goto(root + "clusters/foodregio/", wait_until="networkidle")
    first = page.locator(".hub-ties a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('svg').classList.contains('l')") is False
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    stops = page.locator(".hub-ties a[tabindex='0']")
    expect(stops).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "See the whole network"


def on(page: Page) -> set[str]:
    """The names whose ties are shown."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('[data-n].is-on')].map(one => one.dataset.n)")
    return set(found)


MECHATRONICS = {
    "clusters/mechatronics-cluster",
    "partnerships/a2lt",
    "partnerships/additive-manufacturing-medical-devices",
    "partnerships/smart-manufacturing",
    "partnerships/smart-plastics",
}


def test_one_names_ties_can_be_shown_and_are_in_the_address(page: Page, root: str) -> None:
    watch = Watch(page, root)
    page.goto(root + "network/", wait_until="networkidle")
    assert on(page) == set()
    choice = page.get_by_label("Show the ties of")
    choice.select_option("Mechatronics Cluster")
    expect(page).to_have_url(root + "network/#clusters/mechatronics-cluster")
    assert on(page) == MECHATRONICS
    expect(page.get_by_role("status")).to_have_text("Mechatronics Cluster: number of ties shown: 4")
    expect(page.locator(".hub-net--wide .t.is-on")).to_have_count(4)
    assert violations(page) == []
    # what has the focus is shown for as long as it has it
    page.locator(".hub-net--wide a", has_text="foodRegio in").focus()
    assert on(page) == {
        "clusters/foodregio",
        "partnerships/food-innovation-3p4i",
        "partnerships/foodregio-packbridge",
    }
    choice.focus()
    assert on(page) == MECHATRONICS
    page.locator(".hub-net--wide a").first.focus()
    page.keyboard.press("Escape")
    expect(page).to_have_url(root + "network/")
    expect(choice).to_have_value("")
    assert watch.troubles == []


def test_a_record_leads_to_its_place_in_the_network(page: Page, root: str) -> None:
    page.goto(root + "clusters/mechatronics-cluster/", wait_until="networkidle")
    page.get_by_role("link", name="See the whole network").click()
    page.wait_for_url(root + "network/#clusters/mechatronics-cluster")
    expect(page.get_by_label("Show the ties of")).to_have_value("clusters/mechatronics-cluster")
    assert on(page) == MECHATRONICS
    expect(page.locator("#picture")).to_be_in_viewport()


def test_the_network_is_read_without_javascript(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + "network/#clusters/mechatronics-cluster")
    expect(page.get_by_label("Show the ties of")).to_be_hidden()
    row = page.get_by_role("row", name="Mechatronics Cluster Austria")
    expect(row).to_be_in_viewport()
    expect(row.get_by_role("link")).to_have_count(5)
    expect(page.get_by_role("row", name="BioPeople Denmark")).to_contain_text("no partnership on record")
    page.locator(".hub-net--wide a", has_text="Smart Plastics").click()
    page.wait_for_url(root + "partnerships/smart-plastics/")
    page.goto(root + "clusters/foodregio/")
    page.locator(".hub-ties a", has_text="Roadmapping").first.click()
    page.wait_for_url(root + "services/roadmapping/")
    context.close()


def test_the_pictures_read_as_what_they_are(page: Page, root: str) -> None:
    """A screen reader meets groups by name, and in them links with whole names."""
    page.goto(root + "network/", wait_until="networkidle")
    group = page.get_by_role("group", name="2 partnerships that share members, through 1 cluster organisation")
    names = [link.get_attribute("href") for link in group.get_by_role("link").all()]
    assert names == [
        "../partnerships/food-innovation-3p4i/",
        "../clusters/food-processing-initiative/",
        "../clusters/optitec/",
        "../clusters/packaging-cluster/",
        "../clusters/secpho/",
        "../clusters/foodregio/",
        "../partnerships/foodregio-packbridge/",
        "../clusters/packbridge/",
    ]
    expect(group.get_by_role("link", name="foodRegio in 2 partnerships")).to_have_count(1)
    page.goto(root + "clusters/foodregio/", wait_until="networkidle")
    ties = page.get_by_role("figure", name="What it is tied to")
    expect(ties.get_by_role("link", name="European strategic cluster partnerships", exact=True)).to_have_count(1)


def test_pictures_are_printed(page: Page, root: str) -> None:
    page.goto(root + "network/", wait_until="networkidle")
    page.set_viewport_size({"width": 660, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator(".hub-net--wide").first).to_be_visible()
    expect(page.locator(".hub-net--narrow").first).to_be_hidden()
    expect(page.get_by_label("Show the ties of")).to_be_hidden()
    assert overlapping([tuple(one) for one in page.evaluate(BOXES, NAMES)]) == []
    page.goto(root + "clusters/foodregio/", wait_until="networkidle")
    expect(page.locator(".hub-ties")).to_be_visible()
    assert overlapping([tuple(one) for one in page.evaluate(BOXES, NAMES)]) == []
