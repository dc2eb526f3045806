"""Everything is reached and worked with the keyboard alone, and the focus is always seen."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
_FOCUSED = "() => document.activeElement.id || document.activeElement.textContent.trim()"
_OUTLINED = "() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)"


def _tab_to(page, wanted: str) -> int:
    """Press Tab until the focused element's id or text is `wanted`; how often."""
    for presses in range(1, 200):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED) == wanted:
            return presses
    raise AssertionError(f"Tab never reached {wanted}")


def test_the_first_tab_offers_to_skip_to_the_content(page, site):
    page.goto(f"{site}/claims/")
    page.keyboard.press("Tab")
    offered = page.evaluate(_FOCUSED)
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert offered == "Skip to main content"
    assert page.evaluate(_FOCUSED) == "main"


def test_a_reader_filters_and_reaches_a_claim_by_keyboard(page, site):
    page.goto(f"{site}/claims/#main")
    _tab_to(page, "f-verdict-false")
    outline = page.evaluate(_OUTLINED)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("verdict=false"))
    page.wait_for_load_state("networkidle")
    focused = page.evaluate(_FOCUSED)
    first = page.locator("#results h3 a").first
    _tab_to(page, first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")

    assert outline >= 2
    assert focused == "f-verdict-false"
    expect(page.locator("#verdict-h")).to_have_text("Verdict: False")


def test_every_stop_of_the_first_page_shows_where_the_focus_is(page, site):
    page.goto(f"{site}/")
    faint = []
    for _ in range(page.locator("a[href], button, input:not([type=hidden]), summary").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body") and page.evaluate(_OUTLINED) < 2:
            faint.append(page.evaluate(_FOCUSED))

    assert faint == []


def test_the_sheet_of_a_phone_opens_and_closes_by_keyboard(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/claims/#main")
    _tab_to(page, "filters-open")
    page.keyboard.press("Enter")
    opened = page.locator("#filters").is_visible()
    _tab_to(page, "q-f")
    page.keyboard.press("Escape")

    assert opened
    assert page.locator("#filters").is_hidden()
    assert page.evaluate(_FOCUSED) == "filters-open"
