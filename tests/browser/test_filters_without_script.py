"""Filtering without script: the same form, sent to the same addresses."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False}


def test_the_form_is_sent_and_empty_fields_are_dropped(page, site):
    page.goto(f"{site}/claims/")
    page.locator("#f-verdict-false").check()
    page.locator("#f-topic-national-score").check()
    page.get_by_role("button", name="Show results").click()
    verdicts = {" ".join(text.split()) for text in page.locator("#results .row .verdict").all_text_contents()}

    assert page.url == f"{site}/claims/?verdict=false&topic=national-score"
    assert verdicts == {"Verdict: False"}
    assert page.locator("#f-topic-national-score").is_checked()


def test_a_chip_takes_one_filter_off(page, site):
    page.goto(f"{site}/claims/?verdict=false&topic=national-score")
    page.get_by_role("link", name="Remove filter: Verdict: False").click()

    assert page.url == f"{site}/claims/?topic=national-score#count"
    assert not page.locator("#f-verdict-false").is_checked()


def test_sorting_and_paging_keep_the_filters(page, site):
    page.goto(f"{site}/claims/?kind=journalism")
    page.get_by_role("link", name="Oldest claim").click()
    page.get_by_role("link", name="Next page").click()

    assert page.url == f"{site}/claims/?kind=journalism&sort=oldest&page=2#count"
    assert page.get_by_role("link", name="Page 2", exact=True).get_attribute("aria-current") == "page"


def test_a_verdict_of_a_lesson_opens_without_script(page, site):
    page.goto(f"{site}/collections/score-or-no-score/")
    before = page.locator(".reveal .verdict").first.is_visible()
    page.locator("summary").first.click()

    assert before is False
    assert page.locator(".reveal .verdict").first.is_visible()


def test_the_menu_of_a_phone_opens_without_script(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Glossary").click()

    assert page.url == f"{site}/glossary/"
