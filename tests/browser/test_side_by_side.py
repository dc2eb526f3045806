"""Two at once, or one who is cut off, in Chromium: nothing is published twice, nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from claims.editorial import ledger
from claims.models import LedgerEntry, Review
from tests import factories
from tests.browser.examining import axe_faults_in_light_and_dark
from tests.desk import submitted

pytestmark = pytest.mark.browser


def test_two_who_publish_the_same_draft_at_once_publish_it_once(people, newsroom):
    review = submitted()
    both = [people("editor"), people("publisher")]
    for hands in both:
        hands.page.goto(f"{newsroom}/admin/claims/review/{review.pk}/publish/")
    told = []

    for hands in both:  # both requests are under way before either is answered
        hands.page.evaluate("() => { window.sent = fetch('', {method: 'POST', body: new FormData(document.querySelector('#content-main form'))}) }")
    for hands in both:
        told.append(hands.page.evaluate("async () => (await (await window.sent).text())"))

    assert sum("Published." in text for text in told) == 1
    assert sum("can be published; this one is “Published”." in text for text in told) == 1
    assert LedgerEntry.objects.filter(review=review).count() == 1
    assert ledger.first_divergence(LedgerEntry.objects.order_by("position").iterator()) is None


def test_two_who_write_in_one_draft_lose_nothing(people, newsroom):
    review = factories.review()
    emma, paul = people("editor"), people("publisher")
    for hands in (emma, paul):
        hands.page.goto(f"{newsroom}/admin/claims/review/{review.pk}/change/")
    emma.write("fact", "Emma’s fact.")
    emma.go("Save")

    paul.write("fact", "Paul’s fact.")
    expect(paul.page.locator("#changed")).to_contain_text("Somebody saved this draft after you opened it.")
    paul.go("Save")
    expect(paul.page.locator(".merged del")).to_have_text("[removed: Emma’s]")
    assert axe_faults_in_light_and_dark(paul.page) == []
    paul.go("Save")

    assert Review.objects.get(pk=review.pk).fact == "Paul’s fact."


def test_what_is_typed_survives_a_lost_connection_and_a_lost_session(people, newsroom):
    review = factories.review()
    emma = people("editor")
    emma.page.goto(f"{newsroom}/admin/claims/review/{review.pk}/change/")
    session = emma.page.context.cookies()

    emma.page.context.set_offline(True)
    emma.write("fact", "Written on a train.")
    expect(emma.page.locator("#kept")).to_contain_text("The server cannot be reached. Your text is kept in this browser.")
    emma.page.context.set_offline(False)
    emma.page.context.clear_cookies(name="sessionid")
    emma.press("Save")
    expect(emma.page.locator("#kept")).to_contain_text("You are signed out")
    emma.page.context.add_cookies(session)
    emma.go("Save")

    assert Review.objects.get(pk=review.pk).fact == "Written on a train."
