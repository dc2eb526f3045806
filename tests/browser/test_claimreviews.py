"""ClaimReviews come in through the page of the desk: looked at, ticked by keyboard, accessible at 1280 and 360 px. Nothing is imported here."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.examining import Watch, axe_faults
from tests.browser.signing_in import kept_session
from tests.claims.editorial.arriving import theirs

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def session(browser, site, on_corpus) -> dict:
    return kept_session(browser, site, "contributor")


@pytest.fixture(params=[1280, 360])
def desk(request, browser, session):
    context = browser.new_context(storage_state=session, viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def file(*entries: dict) -> dict:
    return {"name": "feed.json", "mimeType": "application/json", "buffer": json.dumps(entries).encode()}


def test_a_file_is_looked_at_and_ticked(desk, site):
    watch = Watch(desk, site)
    ours = theirs(url=f"{site}/claims/no-single-national-score/")
    desk.goto(f"{site}/admin/claims/claim/claimreviews/")
    assert axe_faults(desk) == []

    desk.set_input_files("#id_file", file(ours, theirs(), theirs(claimReviewed="Pandas are fed by score. " * 16), theirs(url="")))
    desk.get_by_role("button", name="Look at it").click()

    expect(desk.get_by_text("4 ClaimReviews, 1 here already")).to_be_visible()
    expect(desk.get_by_role("checkbox", name="1. ")).to_be_disabled()
    fresh = desk.get_by_role("checkbox", name="3. ")
    expect(fresh).to_be_checked()
    fresh.focus()
    desk.keyboard.press("Space")
    expect(fresh).not_to_be_checked()
    assert axe_faults(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert (watch.complaints, watch.strangers) == ([], [])
