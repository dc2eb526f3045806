"""Pages that the corpus has no example of yet: rendered here from a few rows, and shown by the browser in the site's own clothes."""

from datetime import date

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from justhtml import JustHTML

from claims.editorial import publishing
from claims.models import Claim
from tests import factories
from tests.browser import examining

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def _versions() -> Claim:
    """A claim with two versions that differ in text, verdict and evidence."""
    first = factories.published()
    factories.published(first.claim, change="correction", verdict="mostly-false", fact="Nobody has one national score.", reason="A word was wrong.")
    return first.claim


def _withdrawn() -> Claim:
    review = factories.published()
    publishing.withdraw(review=review, reason="Its main source was retracted.")
    return review.claim


def _page(address: str) -> str:
    return Client().get(address).content.decode()


def _overdue() -> str:
    claim = factories.published(review_by=date(2026, 12, 1), override_note="It rests on few sources.").claim
    with time_machine.travel("2026-12-02T12:00:00Z", tick=False):
        return _page(claim.get_absolute_url())


RARE = {
    "overdue": (_overdue, "Overdue for review."),
    "older version": (lambda: _page(f"{_versions().get_absolute_url()}reviews/1/"), "There is a newer version."),
    "history": (lambda: _page(f"{_versions().get_absolute_url()}history/"), "Version 2: Correction"),
    "corrections": (lambda: _page("/corrections/") if _versions() and _withdrawn() else "", "2 entries"),
    "withdrawn": (lambda: _page(_withdrawn().get_absolute_url()), "Our review of this claim was withdrawn"),
    "withdrawn version": (lambda: _page(f"{_withdrawn().get_absolute_url()}reviews/1/"), "This review was withdrawn"),
    "failure": (lambda: render_to_string("500.html"), "Something went wrong on our side"),
    "bad request": (lambda: Client(headers={"host": "elsewhere.example"}).get("/").content.decode(), "The request is not understood"),
}


@pytest.mark.parametrize("name", RARE)
def test_a_rare_page_is_as_sound_as_the_others(page, site, name):
    make, words = RARE[name]
    html = make()
    page.route("**/rare-page/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{site}/rare-page/")
    faults = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        faults += examining.axe_faults_in_light_and_dark(page) + examining.sticking_out(page)

    assert words in page.inner_text("main")
    assert faults == []
    assert JustHTML(html, sanitize=False, strict=True).errors == []
    assert examining.untagged_chinese(page) == []
