"""The editors' desk in Chromium: accessible, quiet, and its search boxes work under the policy that allows no inline script."""

import pytest
from playwright.sync_api import expect

from tests.browser.examining import Watch, axe_faults, laid_out_whole
from tests.browser.signing_in import kept_session

pytestmark = pytest.mark.browser
PAGES = [
    "", "claims/claim/", "claims/review/", "sources/source/", "claims/claim/add/", "claims/review/add/", "sources/source/add/", "claims/term/add/",
    "claims/collection/add/",
]  # fmt: skip


@pytest.fixture(scope="module")
def session(browser, site, on_corpus) -> dict:
    """A publisher's session in the database with the corpus; readers see nothing of it."""
    return kept_session(browser, site, "publisher")


@pytest.fixture
def desk(browser, session):
    """A page of 1280 px that is signed in."""
    context = browser.new_context(storage_state=session, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_is_accessible_and_quiet(desk, site, path):
    watch = Watch(desk, site)

    desk.goto(f"{site}/admin/{path}", wait_until="networkidle")

    assert axe_faults(laid_out_whole(desk)) == []
    assert (watch.complaints, watch.strangers) == ([], [])


@pytest.mark.parametrize("model", ["claims/claim", "claims/review", "claims/collection", "claims/term", "sources/source"])
def test_the_page_of_a_row_is_accessible(desk, site, model):
    desk.goto(f"{site}/admin/{model}/")

    desk.click("#result_list tbody th a")
    desk.wait_for_load_state("networkidle")

    assert axe_faults(desk) == []


def test_a_source_is_found_while_typing_and_the_box_has_the_name_of_its_field(desk, site):
    desk.goto(f"{site}/admin/claims/review/add/")

    desk.get_by_role("combobox", name="Source").click()
    desk.keyboard.type("guofa2014")

    expect(desk.locator(".select2-results__option", has_text="guofa2014-21")).to_be_visible()
