"""Filtering with script: the list is swapped, and everything a reader relies on stays in step."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import examining

pytestmark = pytest.mark.browser
FACETS = "#filters fieldset .opt"


@pytest.fixture
def claims(page, site):
    """The list of claims, with a mark that a reload would wipe out."""
    page.goto(f"{site}/claims/")
    page.evaluate("window.untouched = true")
    return page


def test_ticking_a_box_swaps_the_list_without_a_reload(claims, site):
    before = claims.inner_text("#count")
    claims.get_by_role("checkbox", name="False", exact=False).nth(1).check()
    expect(claims).to_have_url(f"{site}/claims/?verdict=false")
    expect(claims.locator("#count")).not_to_have_text(before)
    verdicts = set(claims.locator("#results .row .verdict").all_text_contents())

    assert {" ".join(verdict.split()) for verdict in verdicts} == {"Verdict: False"}
    assert claims.evaluate("window.untouched") is True


def test_after_a_swap_the_page_says_what_a_fresh_one_would_say(claims):
    for n, box in enumerate(("#f-verdict-false", "#f-topic-national-score", "#f-verdict-mixed"), start=1):
        claims.locator(box).check()
        expect(claims.locator("#filters-open")).to_contain_text(f"({n} on)")  # the answer to this tick has been swapped in
    swapped = (
        claims.locator(FACETS).all_inner_texts(),
        claims.inner_text("#results"),
        claims.inner_text("#announce"),
        claims.inner_html("#filters-open"),
    )
    untouched = claims.evaluate("window.untouched")
    claims.goto(claims.url)
    fresh = (
        claims.locator(FACETS).all_inner_texts(),
        claims.inner_text("#results"),
        claims.inner_text("#announce"),
        claims.inner_html("#filters-open"),
    )

    assert untouched is True
    assert swapped == fresh


def test_the_focus_stays_on_the_box_and_the_result_is_announced(claims):
    before = claims.inner_text("#count")
    claims.locator("#f-verdict-false").focus()
    claims.keyboard.press("Space")
    expect(claims.locator("#count")).not_to_have_text(before)
    expect(claims.locator("#announce")).to_have_text(f"{claims.inner_text('#count')} found.")
    focused = claims.evaluate("document.activeElement.id")

    assert focused == "f-verdict-false"
    assert claims.locator("#announce").get_attribute("role") == "status"


def test_back_restores_the_list_and_its_boxes(claims, site):
    before = claims.inner_text("#count")
    claims.locator("#f-verdict-false").check()
    expect(claims).to_have_url(re.compile("verdict=false"))
    claims.go_back()
    expect(claims.locator("#count")).to_have_text(before)

    assert claims.url == f"{site}/claims/"
    assert not claims.locator("#f-verdict-false").is_checked()


def test_back_from_a_claim_restores_the_filtered_list(claims):
    claims.locator("#f-verdict-false").check()
    expect(claims).to_have_url(re.compile("verdict=false"))
    found = claims.inner_text("#count")
    claims.locator("#results h3 a").first.click()
    claims.wait_for_url("**/claims/*/")
    claims.go_back()
    expect(claims.locator("#count")).to_have_text(found)

    assert claims.locator("#f-verdict-false").is_checked()


def test_words_are_searched_on_enter_and_empty_fields_stay_out_of_the_address(claims, site):
    claims.fill("#q-f", "blacklist")
    claims.keyboard.press("Enter")
    expect(claims).to_have_url(f"{site}/claims/?q=blacklist")

    assert claims.locator("#results mark").count() > 0
    assert claims.evaluate("window.untouched") is True


def test_a_fault_is_shown_in_place_of_the_list(claims):
    claims.fill("#made-from", "soon")
    claims.keyboard.press("Enter")
    alert = claims.get_by_role("alert")
    expect(alert).to_be_visible()

    assert "from" in alert.inner_text()
    assert claims.locator("#results .row").count() == 0
    assert claims.inner_text("#announce") == "The filters are not understood."


def test_when_a_swap_fails_the_page_itself_is_loaded(claims):
    claims.route("**/claims/?*", lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_())
    claims.locator("#f-verdict-false").check()
    claims.wait_for_function("window.untouched !== true")
    expect(claims.locator("#f-verdict-false")).to_be_checked()

    assert claims.url.endswith("/claims/?verdict=false")


def test_filtering_is_quiet_and_stays_accessible(page, site):
    watch = examining.Watch(page, site)
    page.goto(f"{site}/claims/")
    page.locator("#f-verdict-false").check()
    expect(page).to_have_url(re.compile("verdict=false"))
    page.wait_for_load_state("networkidle")

    assert (watch.complaints, watch.strangers) == ([], [])
    assert examining.axe_faults(page) == []
    assert examining.inline_code(page) == 0
