"""What is typed is tried in the form and rolled back, so that the checklist says what is missing before anything is saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Evidence, Review
from tests import factories
from tests.desk import opened, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/review/add/"


def _page(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/change/"


def _keep(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/keep/"


def test_the_checklist_judges_what_is_typed_and_rolls_it_back():
    review, client = factories.review(fact="", evidence=1), signed_in()
    sent = opened(client, _page(review))

    before = client.post(_keep(review), sent).json()
    typed = {"fact": "A fact.", "evidence-TOTAL_FORMS": 2, "evidence-1-stance": "refutes", "evidence-1-finding": "F", "evidence-1-locator": "p. 1"}
    after = client.post(_keep(review), sent | typed | {"evidence-1-source": factories.source().pk}).json()
    removed = client.post(_keep(review), sent | {"evidence-0-DELETE": "on", "fact": "A fact."}).json()

    assert [answer["said"] for answer in (before, after)] == ["1 thing needed, 1 weak point", "Everything is there"]
    assert "Add at least one piece of evidence with a finding and a locator" in removed["checklist"]
    assert (Review.objects.get(pk=review.pk).fact, Evidence.objects.count()) == ("", 1)


def test_the_checklist_says_what_cannot_be_saved():
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review)) | {"as_of": "soon", "evidence-0-finding": "", "fact": "x" * 141}

    answer = client.post(_keep(review), sent).json()

    assert answer["said"].startswith("3 things cannot be saved as they stand")
    assert "<li>Fact: Ensure this value has at most 140 characters (it has 141).</li>" in answer["checklist"]
    assert "<li>Evidence 1, Finding: This field is required.</li>" in answer["checklist"]


def test_a_form_without_a_claim_asks_for_it_first():
    client = signed_in()

    answer = client.post("/admin/claims/review/keep/", opened(client, ADD) | {"statement": "Trains ask."}).json()

    assert "Choose the claim that the review is about." in answer["checklist"]
    assert not Review.objects.exists()


def test_the_same_source_twice_is_said_and_breaks_nothing():
    review, client = factories.review(), signed_in()
    twice = {"evidence-1-source": review.evidence.first().source_id}

    answer = client.post(_keep(review), opened(client, _page(review)) | twice)

    assert (answer.status_code, review.evidence.count()) == (200, 2)


def test_keeping_asks_the_database_no_more_for_evidence_that_nobody_touched():
    client, asked = signed_in(), []

    for evidence in (2, 8):
        review = factories.review(evidence=evidence)
        sent = opened(client, _page(review)) | {"fact": "Typed."}
        with CaptureQueriesContext(connection) as queries:
            client.post(_keep(review), sent)
        asked.append(len(queries))

    assert asked[1] - asked[0] <= 6  # the authors of each further source, for the markup
