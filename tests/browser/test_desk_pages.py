"""Every page of the desk that takes rows of its own: accessible in both colours at 1280 px, accessible and no wider than a phone at 360."""

import pytest
from playwright.sync_api import Page

from claims.editorial import alarms
from claims.models import Claim
from sources.models import Source
from tests import factories
from tests.browser.examining import axe_faults, axe_faults_in_light_and_dark
from tests.desk import submitted

pytestmark = pytest.mark.browser
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_HIGH = 5000  # the row of buttons, which sticks to the lower edge, covers no field then
GOOD, FAULTY = "reference,slug\n,one\n,two\n", "reference,slug\n,one\nSC-0001,not a slug\n"
BATCHES = ["add_topic", "assign", "set_review_by"]


def _faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands; it is not loaded again, so that it may be the answer to a form."""
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": 1280, "height": _HIGH})
    found = axe_faults_in_light_and_dark(page)
    page.set_viewport_size({"width": 360, "height": _HIGH})
    found += [f"360 px: {fault}" for fault in axe_faults(page)] + ["wider than a phone"] * page.evaluate(_WIDER)
    page.set_viewport_size({"width": 1280, "height": _HIGH})
    return [f"{page.url} {fault}" for fault in found]


def _rows() -> list[str]:
    """Rows in every state; the addresses of the pages that work on them."""
    public, waiting = Claim.objects.get().current, submitted()
    draft = factories.review(factories.published().claim, author=factories.account())
    factories.comment(draft)
    Source.objects.filter(pk=public.evidence.first().source_id).update(standing="retracted", standing_note="Its publisher took it back.")
    (alarm,) = alarms.raise_due()
    deeds = [f"{waiting.pk}/change", f"{draft.pk}/change", f"{waiting.pk}/publish", f"{waiting.pk}/return", f"{draft.pk}/compare"]
    deeds += [f"{public.pk}/change", f"{public.pk}/withdraw", f"{public.pk}/new", "add"]
    others = ["claims/alarm/", f"claims/alarm/{alarm.pk}/change/", f"claims/claim/{public.claim_id}/change/"]
    return ["", *(f"claims/review/{deed}/" for deed in deeds), *others, f"sources/source/{alarm.source_id}/merge/"]


def test_every_page_about_a_row_is_accessible(people, newsroom):
    paul, faults = people("publisher"), []

    for path in _rows():
        answer = paul.page.goto(f"{newsroom}/admin/{path}")
        faults += _faults(paul.page) + [path] * (answer.status != 200)

    assert faults == []


def test_files_looked_at_and_many_claims_at_once_are_accessible(people, newsroom):
    page, faults = people("publisher").page, []

    for text in (GOOD, FAULTY):
        page.goto(f"{newsroom}/admin/claims/claim/import/")
        page.set_input_files("#id_file", {"name": "claims.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.get_by_role("button", name="Look at it").click()
        faults += _faults(page)
    for action in BATCHES:
        page.goto(f"{newsroom}/admin/claims/claim/")
        page.locator(".action-select").first.check()
        page.select_option("select[name=action]", action)
        page.get_by_role("button", name="Go", exact=True).click()
        faults += _faults(page)

    assert faults == []
