"""Nothing typed is lost: it is kept while it is written, taken up again, and never overwrites what somebody else saved."""

import pytest
from django.test import Client

from claims.models import Review, Unsaved
from tests import factories
from tests.desk import editor, filled, messages_of, opened, signed_in, submitted

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/review/add/"


def _page(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/change/"


def _keep(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/keep/"


def test_what_is_typed_is_kept_without_changing_the_review():
    review, user = factories.review(), editor()
    client = signed_in(user)

    answer = client.post(_keep(review), opened(client, _page(review)) | {"fact": "Half a sent"})

    kept = Unsaved.objects.get()
    assert (answer.status_code, kept.editor, kept.review, kept.written["mine"]["fields"]["fact"]) == (200, user, review, "Half a sent")
    assert Review.objects.get(pk=review.pk).fact == review.fact
    assert answer.json()["at"].endswith(" UTC")


def test_text_is_kept_once_for_each_editor_and_not_when_it_is_what_is_saved():
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review))

    for fact in ("One.", "Two."):
        client.post(_keep(review), sent | {"fact": fact})
    signed_in().post(_keep(review), sent | {"fact": "Three."})
    facts = sorted(kept.written["mine"]["fields"]["fact"] for kept in Unsaved.objects.all())
    client.post(_keep(review), sent)

    assert facts == ["Three.", "Two."]
    assert Unsaved.objects.count() == 1


def test_what_was_kept_is_offered_taken_up_and_gone_once_saved():
    review, client = factories.review(), signed_in()
    source = factories.source()
    sent = opened(client, _page(review)) | {
        "fact": "x" * 150,
        "evidence-TOTAL_FORMS": 3,
        "evidence-2-source": source.pk,
        "evidence-2-finding": "Half",
    }
    client.post(_keep(review), sent)

    offered = client.get(_page(review))
    taken = client.post(_page(review), {"_take_up": "Take it up"})
    mended = filled(taken) | {"seen": taken.context["seen"], "fact": "A short one.", "evidence-2-stance": "context", "_save": ""}
    client.post(_page(review), mended)

    fresh = Review.objects.get(pk=review.pk)
    assert b"You have text here that was not saved" in offered.content
    assert (taken.context["adminform"].form["fact"].value(), fresh.fact) == ("x" * 150, "A short one.")
    assert (fresh.evidence.last().source, fresh.evidence.last().finding, Unsaved.objects.count()) == (source, "Half", 0)


def test_taking_up_saves_nothing_even_when_everything_is_valid():
    review, client = factories.review(), signed_in()
    client.post(_keep(review), opened(client, _page(review)) | {"fact": "Another fact."})

    page = client.post(_page(review), {"_take_up": ""})

    assert Review.objects.get(pk=review.pk).fact == review.fact
    assert "This is your text that was not saved. Read it, then save." in page.content.decode()


def test_what_was_kept_can_be_thrown_away():
    review, client = factories.review(), signed_in()
    client.post(_keep(review), opened(client, _page(review)) | {"fact": "Another fact."})

    page = client.post(_page(review), {"_throw_away": ""}, follow=True)

    assert messages_of(page) == ["Thrown away."]
    assert not Unsaved.objects.exists()


def test_a_review_that_was_never_saved_is_kept_and_taken_up_too():
    claim, client = factories.claim(), signed_in()
    sent = opened(client, ADD) | {"claim": claim.pk, "statement": "Trains ask.", "systems": ["court-list", "local-pilot"]}

    answer = client.post("/admin/claims/review/keep/", sent)
    taken = client.post(ADD, {"_take_up": ""})
    client.post(ADD, filled(taken) | {"_save": ""})

    review = claim.reviews.get()
    assert "Write the fact: what is the case, in one sentence." in answer.json()["checklist"]
    assert (review.statement, review.systems, Unsaved.objects.count()) == ("Trains ask.", ["court-list", "local-pilot"], 0)


def test_an_empty_new_form_is_not_kept():
    client = signed_in()

    client.post("/admin/claims/review/keep/", opened(client, ADD))

    assert not Unsaved.objects.exists()


def test_the_second_save_is_refused_with_the_difference_and_both_texts_survive():
    review, first, second = factories.review(), signed_in(editor(username="anna")), signed_in(editor(username="boris"))
    of_first, of_second = opened(first, _page(review)), opened(second, _page(review))
    first.post(_page(review), of_first | {"fact": "No score at all.", "answer": "Theirs alone.", "_save": ""})

    page = second.post(_page(review), of_second | {"fact": "No national score.", "rationale": "Mine alone.", "_save": ""})

    form, text = page.context["adminform"].form, page.content.decode()
    assert (Review.objects.get(pk=review.pk).fact, page.status_code) == ("No score at all.", 200)
    assert [form[name].value() for name in ("fact", "answer", "rationale")] == ["No national score.", "Theirs alone.", "Mine alone."]
    assert "anna saved this draft after you opened it" in text
    assert '<del><span class="vh">[removed: </span>at all.<span class="vh">]</span></del>' in text
    assert '<dd class="whole">Theirs: No score at all.</dd>' in text


def test_saving_again_after_reading_the_difference_goes_through():
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review))
    Review.objects.filter(pk=review.pk).update(fact="Changed by a program.")

    refused = client.post(_page(review), sent | {"fact": "Mine.", "_submit": ""})
    saved = client.post(_page(review), filled(refused) | {"seen": refused.context["seen"], "_save": ""})

    assert "Somebody saved this draft after you opened it" in refused.content.decode()
    assert (saved.status_code, Review.objects.get(pk=review.pk).fact, Review.objects.get(pk=review.pk).state) == (302, "Mine.", "draft")


def test_evidence_of_two_editors_is_merged_in_the_form():
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review))
    theirs, mine = factories.source(key="theirs"), factories.source(key="mine")
    factories.piece(review, source=theirs, finding="Added by the other.")
    review.evidence.first().delete()

    added = {"evidence-TOTAL_FORMS": 3, "evidence-2-source": mine.pk, "evidence-2-stance": "context", "evidence-2-finding": "Mine."}
    page = client.post(_page(review), sent | added | {"_save": ""})
    client.post(_page(review), filled(page) | {"seen": page.context["seen"], "_save": ""})

    assert [change["label"] for change in page.context["merged"]["taken"]] == [f"Evidence {name}" for name in (_key(sent), "theirs")]
    assert [piece.source.key for piece in review.evidence.all()][1:] == ["mine", "theirs"]
    assert review.evidence.count() == 3


def _key(sent: dict) -> str:
    return factories.Source.objects.get(pk=sent["evidence-0-source"]).key


def test_whoever_is_late_is_told_while_still_writing():
    review, client, other = factories.review(), signed_in(), signed_in(editor(username="anna"))
    sent = opened(client, _page(review))
    other.post(_keep(review), opened(other, _page(review)) | {"fact": "Hers."})
    Review.objects.filter(pk=review.pk).update(fact="Changed.")

    answer = client.post(_keep(review), sent | {"answer": "Mine."}).json()

    assert answer["changed"].startswith("Somebody saved this draft after you opened it.")
    assert answer["others"] == ["anna has text in this draft that is not saved yet."]


@pytest.mark.parametrize("seen", ["{", "[]", '{"fields": {}, "evidence": [{}]}', '{"fields": {"fact": 3}, "evidence": []}', '{"fields": 1}'])
def test_a_tampered_page_is_refused(seen):
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review)) | {"seen": seen, "fact": "Mine."}

    answers = [client.post(at, sent | {"_save": ""}) for at in (_page(review), _keep(review))]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert Review.objects.get(pk=review.pk).fact == review.fact


def test_taking_up_what_was_never_kept_is_refused():
    assert signed_in().post(_page(factories.review()), {"_take_up": ""}).status_code == 400


def test_a_review_that_waits_is_not_kept():
    review, client = factories.review(), signed_in()
    sent = opened(client, _page(review))
    factories.publishing.submit(review=review)

    answer = client.post(_keep(review), sent | {"fact": "Mine."})

    assert (answer.status_code, Unsaved.objects.count()) == (409, 0)
    assert answer.json()["refused"].startswith("This review is no draft any more.")


def test_who_may_not_change_a_draft_keeps_nothing_in_it():
    review = factories.review()

    answers = [signed_in(user).post(_keep(review), {"fact": "x"}) for user in (editor("contributor"), factories.account(is_staff=True))]
    stranger, looked = Client().post(_keep(review), {"fact": "x"}), signed_in().get(_keep(review))

    assert [answer.status_code for answer in (*answers, stranger, looked)] == [403, 403, 302, 405]
    assert not Unsaved.objects.exists()


def test_markdown_is_shown_by_the_same_rules_as_to_readers():
    client = signed_in()

    shown = client.post("/admin/claims/review/markdown/", {"text": "**No** rule.\n\n<script>alert(1)</script> 社会信用"}).content.decode()

    assert "<strong>No</strong>" in shown
    assert "<script>" not in shown
    assert '<span lang="zh-Hans">社会信用</span>' in shown


def test_a_waiting_review_is_not_written_in():
    page = signed_in().get(_page(submitted()))

    assert "drafting" not in page.context
    assert b"drafting.js" not in page.content
