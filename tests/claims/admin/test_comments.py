import pytest
from django.test import Client

from claims.models import Comment, Review
from tests import factories
from tests.desk import editor, filled, messages_of, signed_in, submitted

pytestmark = pytest.mark.django_db


def _page(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/change/"


def _thread(review: Review) -> str:
    return f"/admin/claims/review/{review.pk}/comment/"


def test_author_and_approver_talk_under_the_review():
    author, second = editor(username="anna"), editor(username="boris")
    review = submitted(author=author)

    signed_in(second).post(_thread(review), {"text": "Which page?\n\nAnd which edition?"})
    page = signed_in(author).post(_thread(review), {"text": "Page 3."}, follow=True)

    text = page.content.decode().partition('id="comments"')[2]
    assert [said.text for said in page.context["thread"]] == ["Which page?\n\nAnd which edition?", "Page 3."]
    assert text.index("<strong>boris</strong>") < text.index("<p>And which edition?</p>") < text.index("<strong>anna</strong>")
    assert messages_of(page) == ["Comment added."]


@pytest.mark.parametrize(("text", "why"), [("  ", "This field is required."), ("x" * 2001, "at most 2000 characters (it has 2001)")])
def test_a_comment_says_something_and_not_too_much(text, why):
    review = factories.review()

    page = signed_in().post(_thread(review), {"text": text}, follow=True)

    assert why in messages_of(page)[0]
    assert not Comment.objects.exists()


def test_a_comment_is_shown_as_text():
    review = factories.review()
    factories.comment(review, "<img src=x onerror=alert(1)>")

    page = signed_in().get(_page(review)).content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("make", [factories.review, submitted, factories.published])
def test_a_review_can_be_talked_about_in_every_state(make):
    review = make()

    signed_in().post(_thread(review), {"text": "Look at this again."})

    assert review.comments.get().text == "Look at this again."


def test_readers_never_see_a_comment():
    review = factories.published()
    factories.comment(review, "A secret remark.")
    at = review.claim.get_absolute_url()

    answers = [
        Client().get(address) for address in (at, f"{at[:-1]}.json", f"{at}history/", f"/api/v1/claims/{review.claim.reference}", "/ledger.jsonl")
    ]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert not any(b"secret" in (b"".join(answer) if answer.streaming else answer.content) for answer in answers)


def test_only_editors_comment_and_only_by_sending_a_form():
    review = factories.review()

    stranger = Client().post(_thread(review), {"text": "Hello."})
    without_rights = signed_in(factories.account(is_staff=True)).post(_thread(review), {"text": "Hello."})
    looked = signed_in().get(_thread(review))

    assert (stranger.status_code, without_rights.status_code, looked.status_code) == (302, 403, 405)
    assert not Comment.objects.exists()


def test_a_draft_is_thrown_away_with_its_comments():
    review, client = factories.review(), signed_in()
    factories.comment(review)

    client.post(f"/admin/claims/review/{review.pk}/delete/", {"post": "yes"})

    assert (Review.objects.count(), Comment.objects.count()) == (0, 0)


def test_the_page_of_a_review_can_still_be_sent_back_beside_its_comments():
    review, client = factories.review(), signed_in()
    factories.comment(review)

    response = client.post(_page(review), filled(client.get(_page(review))) | {"answer": "Rewritten.", "_save": ""})

    review.refresh_from_db()
    assert (response.status_code, review.answer) == (302, "Rewritten.")
