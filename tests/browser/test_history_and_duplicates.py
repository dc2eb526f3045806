"""The history of a row, its restoration, and duplicates while typing, in Chromium: on drafts, so that readers see nothing of it."""

import pytest
from playwright.sync_api import expect

from claims.models import Review
from sources.models import Source
from tests.browser.examining import Watch, axe_faults
from tests.browser.signing_in import kept_session

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("on_corpus")]


@pytest.fixture(scope="module")
def session(browser, site, on_corpus) -> dict:
    return kept_session(browser, site, "publisher")


@pytest.fixture
def desk(browser, session):
    """A page of 1280 px, signed in as a publisher."""
    context = browser.new_context(storage_state=session, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def draft() -> Review:
    """A draft of the corpus, which other tests want back as it was."""
    draft = Review.objects.filter(state="draft").first()
    yield draft
    Review.objects.filter(pk=draft.pk).update(missing=draft.missing)


def test_a_note_goes_back_with_the_keyboard_and_every_page_on_the_way_is_accessible(desk, site, draft):
    Review.objects.filter(pk=draft.pk).update(missing="Somebody wrote this with SQL.")
    watch = Watch(desk, site)
    desk.goto(f"{site}/admin/claims/review/{draft.pk}/change/")

    desk.get_by_role("link", name="History").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"History of {draft}")
    faults = axe_faults(desk)
    expect(desk.get_by_text("Not through the site").first).to_be_visible()
    desk.get_by_role("link", name="Restore how it was before this change…").first.press("Enter")
    expect(desk.get_by_role("heading", name="What would change")).to_be_visible()
    faults += axe_faults(desk)
    desk.get_by_role("button", name="Restore this version").press("Enter")

    expect(desk.locator(".messagelist .success").first).to_be_visible()
    assert Review.objects.get(pk=draft.pk).missing == draft.missing
    assert (faults, watch.complaints, watch.strangers) == ([], [], [])


def test_what_is_there_already_shows_while_a_source_is_typed_and_is_announced(desk, site):
    known, watch = Source.objects.exclude(url="").first(), Watch(desk, site)
    desk.goto(f"{site}/admin/sources/source/add/")

    desk.get_by_label("Address", exact=False).first.press_sequentially(known.url.replace("https://www.", "http://") + "?utm_source=mail")
    region = desk.get_by_role("status").filter(has_text="like this is there already")

    expect(region.get_by_role("link", name=f"{known.key}: {known.title}")).to_be_visible()
    expect(region).to_contain_text("the same address")
    assert (axe_faults(desk), watch.complaints, watch.strangers) == ([], [], [])


def test_what_is_there_already_shows_while_a_statement_is_typed_and_goes_when_it_is_another(desk, site):
    desk.goto(f"{site}/admin/claims/review/add/")
    statement = desk.locator("#id_statement")

    statement.fill("People with low credit scores are barred from trains and flights.")
    expect(desk.locator(".near")).to_contain_text("People with low social credit scores are barred")
    assert axe_faults(desk) == []
    statement.fill("Zwölf Boxkämpfer jagen Viktor quer.")

    expect(desk.locator(".near")).to_be_empty()


def test_two_sources_are_compared_side_by_side(desk, site):
    goes, stays = Source.objects.order_by("key")[:2]
    desk.goto(f"{site}/admin/sources/source/{goes.pk}/merge/?into={stays.pk}", wait_until="networkidle")

    expect(desk.get_by_role("button", name=f"Merge {goes.key} into {stays.key}")).to_be_visible()
    faults = axe_faults(desk)
    desk.set_viewport_size({"width": 360, "height": 800})

    assert faults + axe_faults(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
