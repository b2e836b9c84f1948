"""The search in a real browser: the dialog by keyboard, the page with its facets, its address and what it says to all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.hosting import served
from tests.browser import Watch, violations
from tests.searching import Index, of_site

ROOT = Path(__file__).parent.parent
MORE = {
    "clusters/lodz.md": "title: Łódzki Klaster Mebli\nsummary: Furniture makers around Łódź.\nform: cluster\ncountry: PL\nplace: Łódź\nsectors: [wood]\nacronym: ŁKM",
    "clusters/verbund.md": "title: Verbund Süd\nlang: de\nsummary: Betriebe aus München für Meßtechnik.\nform: cluster\ncountry: DE\nsectors: [ict]",
    "clusters/hostile.md": "title: <img src=x onerror=alert(1)>\nsummary: A zyzzyva & <b>markup</b>.\nform: cluster\ncountry: DE\nsectors: [ict]",
    "clusters/hidden.md": "title: Qwyjibo draft\nsummary: Not ready.\ndraft: true\nform: cluster\ncountry: DE\nsectors: [ict]",
}
"""Records beside the real ones: letters of their own, another language, hostile text, a draft."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real hub with some more records, built."""
    hub = tmp_path_factory.mktemp("search")
    shutil.copy(ROOT / "mkdocs.yml", hub / "mkdocs.yml")
    shutil.copytree(ROOT / "content", hub / "content")
    for path, head in MORE.items():
        text = f"---\n{head}\norigin: hub\n---\nText of the record.\n"
        (hub / "content" / path).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hubgen", "build", "-o", str(hub / "site")],
        cwd=hub, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return hub / "site"


@pytest.fixture(scope="module")
def index(site: Path) -> Index:
    return of_site(site)


@pytest.fixture(scope="module")
def root(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    """A page that must not complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch(page, root)
    yield page
    context.close()
    assert watch.troubles == []


def ask(page: Page, words: str) -> Locator:
    """Types words into the open dialog and gives the results, when they are there."""
    dialog = page.get_by_role("dialog", name="Search the hub")
    dialog.get_by_role("searchbox").fill(words)
    expect(dialog.get_by_role("status")).to_contain_text(f"“{words}”")
    return dialog.get_by_role("list", name="Results", exact=True).get_by_role("link")


def found(page: Page, words: str = "") -> str:
    """What the search page says it found, for words where they are given, when it has."""
    expect(page.locator(".hub-search-page[data-ready]")).to_be_attached()
    expect(page.locator(".hub-search-page .hub-found")).to_contain_text(f"for “{words}”" if words else "result")
    return page.locator(".hub-search-page .hub-found").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".hub-search-page__results .hub-row__title").all_inner_texts()


# --- the dialog -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("VDC", "VDC"),
        ("vdc", "VDC"),
        ("ACS", "Automotive Cluster Slovenia"),
        ("food regio", "foodRegio"),
        ("foodReg", "foodRegio"),
        ("it's owl", "it's owl"),
        ("Skane", "Packbridge"),
        ("pole optitec", "Optitec"),
        ("Lodz", "Łódzki Klaster Mebli"),
        ("łódź", "Łódzki Klaster Mebli"),
        ("lkm", "Łódzki Klaster Mebli"),
        ("Muenchen", "Verbund Süd"),
        ("munchen", "Verbund Süd"),
        ("messtechnik", "Verbund Süd"),
    ],
)
def test_names_acronyms_and_aliases_come_first_however_they_are_typed(
    page: Page, root: str, index: Index, words: str, first: str
) -> None:
    page.goto(f"{root}about/")
    page.keyboard.press("Control+k")
    title = ask(page, words).first.locator(".hub-search__title")
    if first == "VDC":
        numbers = index.names["vdc"]
        first = index.cards[next(iter(numbers))].title
    expect(title).to_contain_text(first)


def test_a_result_says_its_kind_and_where_the_words_stand(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    results = ask(page, "smart packaging")
    for row in results.all():
        assert row.locator(".hub-result__kind").inner_text()
        assert row.locator(".hub-result__kind svg").count() == 1
        assert row.locator("mark").count() >= 1
    partnership = results.filter(has=page.locator(".hub-search__title", has_text="foodRegio and Packbridge"))
    expect(partnership.locator(".hub-result__kind")).to_have_text("Partnership")
    expect(partnership.locator(".hub-passage mark").first).to_contain_text(re.compile("smart|packaging", re.IGNORECASE))
    kinds = page.get_by_role("list", name="Found, by kind").get_by_role("link")
    assert kinds.count() >= 2


def test_alone_other_names_that_are_meant_are_said(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    row = ask(page, "lkm").first
    expect(row.locator(".hub-result__names")).to_have_text("Also known as ŁKM")
    expect(ask(page, "Klaster Mebli").first.locator(".hub-result__names")).to_have_count(0)


def test_enter_opens_the_first_result_though_it_is_not_there_yet(page: Page, root: str) -> None:
    page.goto(root)
    page.route("**/search/words/*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.keyboard.press("/")
    page.keyboard.type("Packbridge")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}clusters/packbridge/")


def test_enter_without_a_result_leads_to_the_search_page(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    ask(page, "zzqqy")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}search/?q=zzqqy")
    expect(page.locator(".hub-search-page .hub-found")).to_have_text("Nothing found for “zzqqy”")
    expect(page.locator(".hub-search-page .hub-empty").get_by_role("link", name="Good practices")).to_be_visible()


def test_all_results_are_a_link_away_with_the_words(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    ask(page, "voucher")
    way = page.get_by_role("dialog").get_by_role("link", name=re.compile(r"All \d+ results"))
    count = re.findall(r"\d+", way.inner_text())[0]
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(way).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}search/?q=voucher")
    assert found(page) == f"{count} results for “voucher”"
    expect(page.get_by_label("Words to search for")).to_have_value("voucher")


def test_mistyped_words_are_asked_about_and_the_answer_is_searched(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    ask(page, "smrat packging")
    button = page.get_by_role("dialog").get_by_role("button", name="smart packaging")
    page.keyboard.press("ArrowDown")
    expect(button).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_have_value("smart packaging")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("results for “smart packaging”")
    ask(page, "zzqqy")
    expect(page.locator(".hub-meant")).to_have_count(0)
    ask(page, "voucher")
    expect(page.locator(".hub-meant")).to_have_count(0)


def test_words_that_no_page_has_together_find_those_with_most(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    rows = ask(page, "roadmapping zzqqy")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Nothing has all words")
    expect(rows.first).to_contain_text("oadmap")


def test_markup_in_a_record_is_text_and_drafts_are_not_found(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("/")
    row = ask(page, "zyzzyva").first
    expect(row).to_contain_text("<img src=x onerror=alert(1)>")
    expect(row).to_contain_text("A zyzzyva & <b>markup</b>.")
    assert row.locator("img, b").count() == 0
    assert ask(page, "qwyjibo").count() == 0


def test_a_request_that_fails_is_told_and_can_be_tried_again(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(root)
    page.route("**/search/words/*", lambda route: route.abort())
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("voucher")
    expect(dialog.get_by_role("status")).to_have_text("The search could not be loaded")
    page.unroute("**/search/words/*")
    dialog.get_by_role("searchbox").fill("vouchers")
    expect(dialog.get_by_role("status")).to_contain_text("results for “vouchers”")
    context.close()


def test_a_copy_without_an_index_says_so(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/index.json", lambda route: route.fulfill(status=404, body="no"))
    page.goto(root)
    page.keyboard.press("/")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "There is no search index in this copy of the hub"
    )
    page.goto(f"{root}search/?q=voucher")
    expect(page.locator(".hub-search-page__without")).to_contain_text(
        "There is no search index in this copy of the hub"
    )
    expect(page.locator(".hub-search-page__without").get_by_role("link", name="Good practices")).to_be_visible()
    expect(page.get_by_label("Words to search for")).to_be_hidden()
    assert violations(page) == []
    context.close()


# --- the page ---------------------------------------------------------------------------------------------------------


def box(page: Page, facet: str, value: str) -> Locator:
    """A value's box, its facet opened where it is not."""
    group = page.get_by_role("group", name=facet, exact=True)
    head = group.get_by_role("button", name=facet, exact=True)
    if head.get_attribute("aria-expanded") == "false":
        head.click()
    return group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(value)} "))


def test_facets_narrow_the_results_and_stand_in_the_address(page: Page, root: str) -> None:
    page.goto(f"{root}search/")
    found(page)
    page.get_by_label("Words to search for").fill("cluster")
    expect(page).to_have_url(f"{root}search/?q=cluster")
    before = found(page, "cluster")
    box(page, "Kind", "Good practices").check()
    expect(page).to_have_url(f"{root}search/?q=cluster&kind=cases")
    expect(page.locator(".hub-found")).not_to_have_text(before)
    assert set(page.locator(".hub-result__kind").all_inner_texts()) == {"Good practice"}
    box(page, "Country", "Germany").check()
    box(page, "Country", "Sweden").check()
    expect(page).to_have_url(f"{root}search/?q=cluster&kind=cases&countries=de&countries=se")
    expect(page.get_by_role("button", name="Remove the filter Sweden")).to_be_visible()
    both = found(page, "cluster")
    page.reload()
    assert found(page) == both
    expect(box(page, "Country", "Sweden")).to_be_checked()
    page.get_by_role("button", name="Remove the filter Germany").click()
    expect(page).to_have_url(f"{root}search/?q=cluster&kind=cases&countries=se")
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(f"{root}search/?q=cluster")
    expect(page.locator(".hub-found")).to_have_text(before)


def test_back_and_forward_restore_each_step(page: Page, root: str) -> None:
    page.goto(f"{root}search/")
    found(page)
    field = page.get_by_label("Words to search for")
    field.press_sequentially("food", delay=90)  # slower than the pause: each letter is searched, and all are one step
    expect(page).to_have_url(f"{root}search/?q=food")
    box(page, "Kind", "Cluster organisations").check()
    expect(page).to_have_url(f"{root}search/?q=food&kind=clusters")
    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(f"{root}search/?q=food&kind=clusters&sort=title")
    # the address is told first, the list a moment later
    for _ in range(50):
        by_title = titles(page)
        if by_title == sorted(by_title, key=str.casefold):
            break
        page.wait_for_timeout(100)
    assert by_title == sorted(by_title, key=str.casefold)
    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{root}search/?q=food")
    expect(box(page, "Kind", "Cluster organisations")).not_to_be_checked()
    page.go_back()
    expect(page).to_have_url(f"{root}search/")
    expect(field).to_have_value("")
    page.go_forward()
    page.go_forward()
    expect(box(page, "Kind", "Cluster organisations")).to_be_checked()
    expect(field).to_have_value("food")


def test_counts_are_those_of_the_results(page: Page, root: str, index: Index) -> None:
    """Each facet's counts, its own choice left out, against what the index says of every page."""
    values: dict[str, dict[int, set[str]]] = {name: defaultdict(set) for name in [*index.facets, "kind"]}
    for name, held in index.facets.items():
        for value, (_, numbers) in held.items():
            for number in numbers:
                values[name][number].add(value)
    kinds = [kind["id"] for kind in index.manifest["kinds"] for _ in range(kind["size"])]
    values["kind"] = defaultdict(set, {number: {kind} for number, kind in enumerate(kinds)})
    labels = {name: {value: label for value, (label, _) in held.items()} for name, held in index.facets.items()}
    labels["kind"] = {kind["id"]: kind["many"] for kind in index.manifest["kinds"]}
    holding = {number for form, held in index.words.items() if form.startswith("innovat") for number in held}

    def passing(chosen: dict[str, set[str]], but: str = "") -> set[int]:
        return {n for n in holding if all(name == but or values[name][n] & wanted for name, wanted in chosen.items())}

    for chosen in (
        {},
        {"kind": {"cases", "clusters"}},
        {"countries": {"de", "dk"}, "kind": {"cases"}, "categories": {"matchmaking", "project-development"}},
    ):
        query = "".join(f"&{name}={value}" for name, wanted in sorted(chosen.items()) for value in sorted(wanted))
        page.goto(f"{root}search/?q=innovat{query}")
        said = found(page)
        assert int(re.findall(r"\d+", said)[0]) == len(passing(chosen))
        for title, name in (("Kind", "kind"), ("Country", "countries"), ("Service category", "categories")):
            expected = {
                labels[name][value]: sum(value in values[name][n] for n in passing(chosen, but=name))
                for value in labels[name]
            }
            group = page.get_by_role("group", name=title, exact=True)
            head = group.get_by_role("button", name=title, exact=True)
            if head.get_attribute("aria-expanded") == "false":
                head.click()
            more = group.get_by_role("button", name=re.compile("Show all"))
            if more.is_visible():
                more.click()
            rows = group.locator("li:not([hidden]) label").all()
            counts = {
                row.locator("span").first.inner_text(): int(row.locator(".hub-filters__count").inner_text())
                for row in rows
            }
            assert counts == expected, (title, chosen)


def test_facets_alone_list_every_record_that_has_them(page: Page, root: str, index: Index) -> None:
    page.goto(f"{root}search/?countries=dk")
    _, numbers = index.facets["countries"]["dk"]
    assert re.findall(r"\d+", found(page))[0] == str(len(numbers))
    while (more := page.get_by_role("button", name=re.compile(r"Show \d+ more"))).is_visible():
        rows = len(titles(page))
        more.click()
        expect(page.locator(".hub-search-page .hub-row").nth(rows).get_by_role("link")).to_be_focused()
    assert titles(page) == [index.cards[number].title for number in numbers]


def test_results_shown_are_still_there_after_going_back(page: Page, root: str) -> None:
    page.goto(f"{root}search/?q=cluster")
    found(page)
    page.get_by_role("button", name="Show 10 more").click()
    expect(page.locator(".hub-search-page .hub-row")).to_have_count(20)
    page.locator(".hub-search-page .hub-row").nth(15).get_by_role("link").click()
    page.wait_for_url(lambda url: "search/" not in url)
    page.go_back()
    expect(page.locator(".hub-search-page .hub-row")).to_have_count(20)


def test_filters_that_leave_nothing_show_the_way_out(page: Page, root: str) -> None:
    page.goto(f"{root}search/?q=voucher&countries=si&kind=challenges")
    expect(page.locator(".hub-found")).to_contain_text(re.compile(r"^0 of \d+ results for “voucher”"))
    expect(box(page, "Kind", "Challenges")).to_be_checked()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile(r"All \d+ results, without filters")).click()
    expect(page).to_have_url(f"{root}search/?q=voucher")
    expect(page.locator(".hub-search-page .hub-row")).to_have_count(10)


def test_the_newest_come_first_where_that_is_asked(page: Page, root: str, index: Index) -> None:
    page.goto(f"{root}search/?kind=white-papers&sort=-year")
    found(page)
    year = {
        index.cards[number].title: value
        for value, (_, numbers) in reversed(index.facets["year"].items())
        for number in numbers
    }
    years = [year.get(title, "") for title in titles(page)]
    assert years[0]
    assert years == sorted(years, reverse=True)


def test_what_was_meant_is_asked_on_the_page_too(page: Page, root: str) -> None:
    page.goto(f"{root}search/?q=speed+datng")
    found(page)
    page.get_by_role("button", name="speed dating", exact=True).click()
    expect(page).to_have_url(f"{root}search/?q=speed+dating")


def test_counts_are_spoken_and_the_slash_leads_to_the_field(page: Page, root: str) -> None:
    page.goto(f"{root}search/?q=voucher")
    said = found(page)
    expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_label("Words to search for")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.title().startswith("voucher · Search · ")


def test_an_address_with_values_that_nobody_knows_is_no_fault(page: Page, root: str) -> None:
    page.goto(f"{root}search/?kind=nothing&sort=sideways&countries=xx&q=%3Cb%3E")
    expect(page.locator(".hub-search-page[data-ready] .hub-found")).to_be_visible()
    expect(page.get_by_label("Sort by")).to_have_value("")
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(f"{root}search/?q=%3Cb%3E")


def test_without_javascript_the_page_says_what_to_do(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}search/")
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    expect(page.get_by_label("Words to search for")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="Good practices").click()
    assert page.url == f"{root}cases/"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_search_is_sound_with_results(browser: Browser, root: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(f"{root}cases/")
    page.keyboard.press("/")
    ask(page, "cluster innovation")
    assert violations(page) == []
    ask(page, "smrat packging")
    assert violations(page) == []
    page.goto(f"{root}search/?q=cluster+innovation&kind=cases&kind=clusters")
    found(page)
    assert violations(page) == []
    if width < 600:
        page.locator(".hub-filters > summary").click()
        expect(box(page, "Kind", "Good practices")).to_be_checked()
        assert violations(page) == []
        page.get_by_role("button", name=re.compile(r"Show \d+ results")).click()
        expect(page.locator(".hub-facets")).to_be_hidden()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    context.close()
    assert watch.troubles == []
