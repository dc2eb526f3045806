"""On a phone the filters are a sheet: readers choose first and see the results afterwards."""

import pytest
from playwright.sync_api import expect

from tests.browser import examining

pytestmark = pytest.mark.browser


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 360, "height": 740}, "has_touch": True}


def test_ticking_in_the_sheet_fetches_nothing_and_show_results_sends_the_form(page, site):
    watch = examining.Watch(page, site)
    page.goto(f"{site}/claims/")
    page.get_by_role("button", name="Filters").click()
    page.wait_for_load_state("networkidle")
    asked = len(watch.asked)
    page.locator("#f-verdict-false").check()
    page.locator("#f-topic-national-score").check()
    page.wait_for_timeout(300)
    fetched = watch.asked[asked:]
    page.get_by_role("button", name="Show results").click()
    page.wait_for_url("**topic=national-score")

    assert fetched == []
    assert page.url == f"{site}/claims/?verdict=false&topic=national-score"
    assert page.locator("#filters").is_hidden()
    assert page.inner_text("#filters-open") == "Filters (2 on)"


def test_the_sheet_opens_closes_and_gives_the_focus_back(page, site):
    page.goto(f"{site}/claims/")
    opener = page.get_by_role("button", name="Filters")
    hidden_at_first = page.locator("#filters").is_hidden()
    opener.click()
    opened = page.locator("#filters").is_visible()
    page.get_by_role("button", name="Close filters").click()

    assert (hidden_at_first, opened) == (True, True)
    assert page.locator("#filters").is_hidden()
    expect(opener).to_be_focused()


def test_the_button_that_shows_results_stays_in_view(page, site):
    page.goto(f"{site}/claims/")
    page.get_by_role("button", name="Filters").click()
    page.locator("#filters").evaluate("(sheet) => sheet.scrollTo(0, 300)")

    expect(page.get_by_role("button", name="Show results")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_sheet_and_menu_have_no_accessibility_fault(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/claims/")
    page.get_by_role("button", name="Filters").click()
    with_sheet = examining.axe_faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    with_menu = examining.axe_faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Appearance").click()

    assert (with_sheet, with_menu, examining.axe_faults(page)) == ([], [], [])


def test_the_menu_leads_to_every_part_of_the_site(page, site):
    page.goto(f"{site}/claims/")
    page.get_by_role("button", name="Menu").click()
    links = page.get_by_role("navigation", name="Main").get_by_role("link")

    assert links.all_inner_texts() == ["Claims", "Topics", "Sources", "Lessons", "Glossary", "About"]
    assert page.get_by_role("searchbox", name="Search claims").is_visible()
