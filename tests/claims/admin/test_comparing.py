import pytest
from django.test import Client

from claims.models import Review
from tests import factories
from tests.desk import signed_in, submitted

pytestmark = pytest.mark.django_db


def _at(review: Review, query: str = "") -> str:
    return f"/admin/claims/review/{review.pk}/compare/{query}"


def _second(**fields) -> Review:
    return factories.review(factories.published().claim, fact="Nobody has one score.", **fields)


def test_a_draft_is_compared_with_what_readers_see_now():
    draft = _second()

    page = signed_in().get(_at(draft))

    text = page.content.decode()
    assert (page.context["compared"].old.number, page.context["compared"].new) == (1, draft)
    assert '<ins><span class="vh">[added: </span>one<span class="vh">]</span></ins>' in text
    assert "Review 1 (published) and 2 (draft)" in text


def test_any_two_reviews_of_the_claim_can_be_chosen():
    draft = _second()

    page = signed_in().get(_at(draft, "?from=2&to=1"))

    assert (page.context["compared"].old.number, page.context["compared"].new.number) == (2, 1)


@pytest.mark.parametrize("query", ["?from=1&to=7", "?from=2&to=2", "?from=1", "?to=x&from=1"])
def test_what_cannot_be_compared_is_refused(query):
    page = signed_in().get(_at(_second(), query))

    assert page.status_code == 400
    assert page.context["form"].errors


def test_the_only_review_says_so():
    page = signed_in().get(_at(factories.review()))

    assert page.status_code == 200
    assert "This is the only review of the claim so far." in page.content.decode()


def test_whoever_approves_sees_what_changes_on_the_page_that_asks():
    waiting = submitted(factories.published().claim, fact="Nobody has one score.")

    text = signed_in().get(f"/admin/claims/review/{waiting.pk}/publish/").content.decode()

    assert "Review 1 (published) and 2 (waiting for approval)" in text
    assert '<ins><span class="vh">[added: </span>one<span class="vh">]</span></ins>' in text


def test_a_first_review_has_nothing_before_it():
    page = signed_in().get(f"/admin/claims/review/{submitted().pk}/publish/")

    assert page.context["compared"] is None


def test_only_editors_compare_drafts():
    draft = _second()

    answers = [Client().get(_at(draft)), signed_in(factories.account(is_staff=True)).get(_at(draft))]

    assert [answer.status_code for answer in answers] == [302, 403]
