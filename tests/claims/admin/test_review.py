from datetime import date

import pytest

from claims.models import Evidence, Review
from tests import factories
from tests.desk import editor, filled, messages_of, signed_in, submitted

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/review/add/"
WRITTEN = {
    "statement": "Trains ask for a score.", "verdict": "false", "fact": "No train asks for a score.", "answer": "Trains ask for a ticket.",
    "confidence": "high", "rationale": "No rule asks for one.\n\nNor does any train.", "why_checked": "It is repeated.",
    "systems": ["court-list", "local-pilot"], "places": "China, Rongcheng", "as_of": "2026", "would_change": "A rule.\nA train.",
    "review_by": "2099-11-01", "evidence-0-stance": "refutes", "evidence-0-finding": "It says so.", "evidence-0-locator": "p. 1",
}  # fmt: skip


def _page(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/change/"


def test_a_review_is_written_with_its_evidence_and_belongs_to_who_wrote_it():
    claim, source, author = factories.claim(), factories.source(), editor()
    client = signed_in(author)

    response = client.post(ADD, filled(client.get(f"{ADD}?claim={claim.pk}")) | WRITTEN | {"evidence-0-source": source.pk, "_save": ""})

    review = claim.reviews.get()
    assert (response.status_code, response["Location"]) == (302, _page(review))
    assert (review.number, review.change, review.state, review.author) == (1, "first", "draft", author)
    assert (review.systems, review.places, review.would_change) == (["court-list", "local-pilot"], ["china", "rongcheng"], ["A rule.", "A train."])
    assert (review.evidence.get().source, review.evidence.get().locator) == (source, "p. 1")


@pytest.mark.parametrize("field", ["author", "state", "number", "approver", "published_at"])
def test_what_the_site_fills_in_cannot_be_sent(field):
    review, client = factories.review(), signed_in()
    before = getattr(review, field)
    sent = {"author": editor().pk, "state": "published", "number": 7, "approver": editor().pk, "published_at": "2026-01-01 12:00"}

    response = client.post(_page(review), filled(client.get(_page(review))) | {field: sent[field]})

    assert response.status_code == 302
    assert getattr(Review.objects.get(pk=review.pk), field) == before


def test_the_checklist_names_what_is_needed_and_what_is_weak():
    review = factories.review(evidence=1, fact="")

    page = signed_in().get(_page(review))

    assert [fault.code for fault in page.context["checklist"].refusals] == ["needs_fact"]
    assert [fault.code for fault in page.context["checklist"].warnings] == ["one_source"]
    assert "<li>Write the fact: what is the case, in one sentence.</li>" in page.content.decode()
    assert "<li>Fewer than two independent sources.</li>" in page.content.decode()


def test_a_refused_submission_keeps_what_was_written_and_says_why():
    review, client = factories.review(fact=""), signed_in()

    response = client.post(_page(review), filled(client.get(_page(review))) | {"answer": "Rewritten.", "_submit": ""}, follow=True)

    review.refresh_from_db()
    assert (review.state, review.answer) == ("draft", "Rewritten.")
    assert messages_of(response) == ["Saved, but not submitted: 1 thing is still needed. The checklist below says what."]
    assert "<li>Write the fact: what is the case, in one sentence.</li>" in response.content.decode()


def test_a_submitted_review_waits_for_a_second_person():
    review, client = factories.review(), signed_in()

    response = client.post(_page(review), filled(client.get(_page(review))) | {"_submit": ""}, follow=True)

    review.refresh_from_db()
    assert review.state == "submitted"
    assert messages_of(response) == ["Submitted. A second person can now publish it."]


def test_submitting_twice_says_that_it_was_submitted_already():
    review = submitted()
    review.author.is_superuser = review.author.is_staff = True
    review.author.save()
    client = signed_in(review.author)

    response = client.post(_page(review), filled(client.get(_page(review))) | {"_submit": ""}, follow=True)

    assert messages_of(response) == ["Only a review in the state “Draft” can be submitted; this one is “Waiting for approval”."]


def test_while_it_waits_only_the_note_and_the_second_reading_can_change():
    review, client = submitted(), signed_in()
    page = client.get(_page(review))
    sent = filled(page) | {
        "statement": "Else.",
        "places": "suining",
        "systems": ["local-pilot"],
        "override_note": "Few sources.",
        "second_reading": "2026-11-20",
    }

    client.post(_page(review), sent)

    fresh = Review.objects.get(pk=review.pk)
    assert list(page.context["adminform"].form.fields) == ["override_note", "second_reading"]
    assert (fresh.override_note, fresh.second_reading) == ("Few sources.", date(2026, 11, 20))
    assert (fresh.statement, fresh.places, fresh.systems) == (review.statement, ["china"], ["national-policy"])


def test_the_author_cannot_claim_a_second_reading():
    author = editor()
    review = submitted(author=author)
    client = signed_in(author)

    client.post(_page(review), filled(client.get(_page(review))) | {"second_reading": "2026-11-20", "override_note": "Few."})

    review.refresh_from_db()
    assert (review.second_reading, review.override_note) == (None, "Few.")


def test_the_author_is_offered_no_publication():
    author = editor()
    review = submitted(author=author)

    mine, theirs = (signed_in(person).get(_page(review)).content.decode() for person in (author, editor()))

    assert "You wrote this review, so a second person publishes it." in mine
    assert 'name="_publish"' not in mine
    assert 'name="_publish"' in theirs


@pytest.mark.parametrize("button", ["preview", "return", "publish"])
def test_buttons_save_before_they_lead_on(button):
    review, client = submitted(), signed_in()

    response = client.post(_page(review), filled(client.get(_page(review))) | {"override_note": "Few.", f"_{button}": ""})

    review.refresh_from_db()
    assert response["Location"] == f"/admin/claims/review/{review.pk}/{button}/"
    assert review.override_note == "Few."


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_public_review_is_only_looked_at(withdrawn):
    review = factories.published()
    if withdrawn:
        factories.publishing.withdraw(review=review, reason="Wrong.")
    client = signed_in(factories.account(is_staff=True, is_superuser=True))

    page, change, delete = client.get(_page(review)), client.post(_page(review), {}), client.get(f"/admin/claims/review/{review.pk}/delete/")

    assert (page.status_code, change.status_code, delete.status_code) == (200, 403, 403)
    assert page.content.count(b"<textarea") == 1  # that of the next comment
    assert page.context["inline_admin_formsets"][0].has_change_permission is False
    assert b'name="_save"' not in page.content


def test_evidence_of_a_waiting_review_cannot_be_changed_added_or_removed():
    review, client = submitted(), signed_in()
    piece = review.evidence.first()
    sent = filled(client.get(_page(review))) | {
        "evidence-TOTAL_FORMS": 3, "evidence-0-finding": "Else.", "evidence-1-DELETE": "on", "evidence-2-source": factories.source().pk,
        "evidence-2-stance": "supports", "evidence-2-finding": "New.",
    }  # fmt: skip

    client.post(_page(review), sent)

    assert review.evidence.count() == 2
    assert Evidence.objects.get(pk=piece.pk).finding == piece.finding


def test_only_a_draft_can_be_deleted_and_its_evidence_goes_with_it():
    draft, waiting, client = factories.review(), submitted(), signed_in()

    gone = client.post(f"/admin/claims/review/{draft.pk}/delete/", {"post": "yes"})
    kept = client.post(f"/admin/claims/review/{waiting.pk}/delete/", {"post": "yes"})

    assert (gone.status_code, kept.status_code) == (302, 403)
    assert list(Review.objects.all()) == [waiting]
    assert Evidence.objects.count() == 2


def test_evidence_keeps_the_order_that_its_numbers_give():
    review, client = factories.review(evidence=3), signed_in()
    first, second, third = review.evidence.all()

    client.post(_page(review), filled(client.get(_page(review))) | {"evidence-0-order": 3, "evidence-1-order": 1, "evidence-2-order": 2})

    assert list(review.evidence.all()) == [second, third, first]


def test_the_list_is_filtered_by_state_verdict_and_author_and_searched():
    author = editor()
    wanted = submitted(author=author, verdict="false", statement="Trains ask for a score.")
    submitted(author=author, verdict="false")
    factories.review(author=author, verdict="false", statement="Trains ask for a score.")

    page = signed_in().get(f"/admin/claims/review/?state__exact=submitted&verdict__exact=false&author__id__exact={author.pk}&q=trains")

    assert list(page.context["cl"].result_list) == [wanted]


def test_the_list_takes_the_same_queries_whatever_the_number_of_rows(django_assert_num_queries):
    client = signed_in()
    for _ in range(4):
        factories.published()
    client.get("/admin/claims/review/")

    # session, user, second factor, roles, authors of the filter, 2 counts, reviews with claim and author
    with django_assert_num_queries(8):
        response = client.get("/admin/claims/review/")

    assert response.context["cl"].result_count == 4


def test_whoever_changes_a_draft_counts_as_its_writer_and_whoever_only_submits_it_does_not():
    review, changer, submitter = factories.review(), editor(), editor()
    client = signed_in(changer)
    client.post(_page(review), filled(client.get(_page(review))) | {"fact": "There are only lists.", "_save": ""})

    client = signed_in(submitter)
    client.post(_page(review), filled(client.get(_page(review))) | {"_submit": ""})

    review.refresh_from_db()
    assert (review.state, review.fact) == ("submitted", "There are only lists.")
    assert list(review.writers.all()) == [changer]
