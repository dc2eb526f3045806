from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from claims.models import LedgerEntry, Review
from tests import factories
from tests.desk import editor, messages_of, signed_in, submitted

pytestmark = pytest.mark.django_db


def _at(review: Review, deed: str) -> str:
    return f"/admin/claims/review/{review.pk}/{deed}/"


def _state(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_a_second_person_publishes_and_readers_see_it():
    review, second = submitted(), editor()
    client = signed_in(second)

    response = client.post(_at(review, "publish"), follow=True)

    fresh = Review.objects.get(pk=review.pk)
    assert (fresh.state, fresh.approver, messages_of(response)) == ("published", second, ["Published."])
    assert Client().get(fresh.claim.get_absolute_url()).status_code == 200
    assert LedgerEntry.objects.get().review == fresh


def test_the_author_cannot_publish_even_by_the_address():
    author = editor()
    review = submitted(author=author)

    response = signed_in(author).post(_at(review, "publish"))

    assert response.context["form"].non_field_errors() == ["Whoever wrote a review cannot publish it. Ask a second person."]
    assert _state(review) == "submitted"


def test_a_weak_review_is_published_only_with_a_public_note():
    review, client = submitted(evidence=1), signed_in()

    refused = client.post(_at(review, "publish"))
    Review.objects.filter(pk=review.pk).update(override_note="Only one source was found.")
    client.post(_at(review, "publish"))

    message = "Fewer than two independent sources. Publish in spite of that only with a public note."
    assert refused.context["form"].non_field_errors() == [message]
    assert _state(review) == "published"


def test_looking_at_the_page_of_a_deed_does_nothing():
    review, client = submitted(), signed_in()

    responses = [client.get(_at(review, deed)) for deed in ("publish", "return", "withdraw", "new")]

    assert [response.status_code for response in responses] == [200] * 4
    assert _state(review) == "submitted"


def test_a_returned_review_tells_its_author_what_to_mend():
    review, client = submitted(), signed_in()
    Review.objects.filter(pk=review.pk).update(second_reading=date(2026, 11, 1))

    page = client.post(_at(review, "return"), {"note": "Add the law."}, follow=True)

    fresh = Review.objects.get(pk=review.pk)
    assert (fresh.state, fresh.second_reading, fresh.comments.get().text) == ("draft", None, "Add the law.")
    assert ":</strong> Add the law.</p>" in page.content.decode()


def test_withdrawing_takes_a_public_reason():
    review, client = factories.published(), signed_in()

    without = client.post(_at(review, "withdraw"), {"reason": " "})
    client.post(_at(review, "withdraw"), {"reason": "The source was forged."})

    fresh = Review.objects.get(pk=review.pk)
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    assert (fresh.state, fresh.withdrawn_reason, fresh.claim.standing) == ("withdrawn", "The source was forged.", "withdrawn")


@pytest.mark.parametrize(
    ("deed", "sent", "message"),
    [
        ("publish", {}, "Only a review in the state “Waiting for approval” can be published; this one is “Draft”."),
        ("return", {"note": "x"}, "Only a review in the state “Waiting for approval” can be returned; this one is “Draft”."),
        ("withdraw", {"reason": "x"}, "Only a review in the state “Published” can be withdrawn; this one is “Draft”."),
        ("new", {"change": "update", "reason": "x"}, "Start from the review that readers see now."),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(deed, sent, message):
    review = factories.review()

    response = signed_in().post(_at(review, deed), sent)

    assert response.context["form"].non_field_errors() == [message]
    assert {name: response.context["form"][name].value() for name in sent} == sent
    assert not LogEntry.objects.exists()


def test_a_new_review_starts_from_the_current_one():
    review, author = factories.published(), editor()

    response = signed_in(author).post(_at(review, "new"), {"change": "correction", "reason": "A date was wrong."})

    draft = review.claim.reviews.get(number=2)
    assert response["Location"] == f"/admin/claims/review/{draft.pk}/change/"
    assert (draft.change, draft.reason, draft.author, draft.evidence.count()) == ("correction", "A date was wrong.", author, 2)


@pytest.mark.parametrize("sent", [{"change": "", "reason": "x"}, {"change": "first", "reason": "x"}, {"change": "update", "reason": ""}])
def test_a_new_review_needs_its_kind_of_change_and_its_reason(sent):
    review = factories.published()

    response = signed_in().post(_at(review, "new"), sent)

    assert len(response.context["form"].errors) == 1
    assert review.claim.reviews.count() == 1


def test_what_was_done_stands_in_the_history_of_the_review():
    review = submitted()

    signed_in().post(_at(review, "publish"))

    assert LogEntry.objects.get().get_change_message() == "Published."


def test_a_draft_is_previewed_as_its_readers_will_see_it():
    review = factories.review(statement="Trains ask for a score.", rationale="Because **no** rule asks.")

    response = signed_in().get(_at(review, "preview"))

    page = response.content.decode()
    assert response.templates[0].name == "claims/claim.html"
    assert "<strong>Preview – not published.</strong>" in page
    assert "“Trains ask for a score.”" in page
    assert "<strong>no</strong>" in page


def test_a_draft_with_nothing_but_its_statement_can_be_previewed():
    bare = dict.fromkeys(["fact", "verdict", "answer", "rationale", "as_of", "why_checked", "confidence"], "")
    review = factories.review(evidence=0, systems=[], places=[], would_change=[], review_by=None, **bare)

    response = signed_in().get(_at(review, "preview"))

    assert response.status_code == 200


def test_the_preview_takes_the_same_queries_whatever_the_evidence(django_assert_num_queries):
    review, client = factories.review(evidence=6), signed_in()
    client.get(_at(review, "preview"))

    # session, user, second factor, roles, review with claim and people, evidence with sources, authors, appearances with sources, topics
    with django_assert_num_queries(9):
        client.get(_at(review, "preview"))


def test_a_public_review_is_shown_where_its_readers_see_it():
    review = factories.published()

    response = signed_in().get(_at(review, "preview"))

    assert response["Location"] == review.get_absolute_url()


@pytest.mark.parametrize("deed", ["preview", "publish", "return", "withdraw", "new"])
def test_only_editors_get_at_these_pages(deed):
    review = submitted()

    stranger = Client().get(_at(review, deed))
    reader = signed_in(factories.account()).get(_at(review, deed))
    without_rights = signed_in(factories.account(is_staff=True)).get(_at(review, deed))

    assert (stranger.status_code, reader.status_code, without_rights.status_code) == (302, 302, 403)
    assert stranger["Location"].startswith("/admin/login/")


def test_withdrawing_in_favour_of_another_claim_leads_readers_there():
    review, other, draft = factories.published(), factories.published().claim, factories.claim()
    client = signed_in()

    page = client.get(_at(review, "withdraw")).content.decode()
    client.post(_at(review, "withdraw"), {"reason": "It says the same.", "merged_into": other.pk})

    assert f"{other.reference} False: Everyone has a score." in page
    assert f'value="{draft.pk}"' not in page
    assert Review.objects.get(pk=review.pk).merged_into == other


def test_a_claim_is_not_merged_into_itself():
    review, client = factories.published(), signed_in()

    response = client.post(_at(review, "withdraw"), {"reason": "It says the same.", "merged_into": review.claim_id})

    assert response.context["form"].non_field_errors() == ["That claim leads back to this one. Choose another one."]
    assert _state(review) == "published"
