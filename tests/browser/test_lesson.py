"""A lesson's verdicts are closed until somebody opens them."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LESSON

pytestmark = pytest.mark.browser


def test_verdicts_are_closed_and_open_one_by_one(page, site):
    page.goto(site + LESSON)
    verdicts = page.locator(".reveal .verdict")
    closed = [verdict.is_visible() for verdict in verdicts.all()]
    page.get_by_text("Verdict on claim 2").click()

    assert closed == [False] * 7
    assert [verdict.is_visible() for verdict in verdicts.all()] == [False, True, False, False, False, False, False]


def test_all_verdicts_open_at_once_and_close_again(page, site):
    page.goto(site + LESSON)
    page.get_by_role("link", name="Open all verdicts").click()
    expect(page.locator(".reveal .verdict").last).to_be_visible()
    page.get_by_role("link", name="Close all verdicts").click()
    expect(page.locator(".reveal .verdict").first).to_be_hidden()

    assert page.url == site + LESSON
