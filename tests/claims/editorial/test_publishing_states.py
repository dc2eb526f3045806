"""From which state each deed starts, and what it leaves behind when it fails."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial import publishing
from claims.editorial.publishing import Refused
from claims.models import LedgerEntry, Review
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def codes(raised) -> list[str]:
    return [fault.code for fault in raised.value.faults]


def submitted() -> Review:
    return publishing.submit(review=factories.review())


DEEDS = {
    "submit": (lambda review: publishing.submit(review=review), "draft"),
    "return": (lambda review: publishing.return_to_author(review=review, user=factories.account(), note="Which page?"), "submitted"),
    "publish": (lambda review: publishing.publish(review=review, approver=factories.account()), "submitted"),
    "withdraw": (lambda review: publishing.withdraw(review=review, reason="A source was forged."), "published"),
}


@pytest.fixture
def in_state():
    """Makes a review in a state."""
    return {
        "draft": factories.review,
        "submitted": submitted,
        "published": factories.published,
        "withdrawn": lambda: publishing.withdraw(review=factories.published(), reason="A source was forged."),
    }


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", ["draft", "submitted", "published", "withdrawn"])
def test_each_deed_starts_from_one_state_only(in_state, deed, state):
    do, wanted = DEEDS[deed]
    review = in_state[state]()

    if state != wanted:
        with pytest.raises(Refused) as raised:
            do(review)

    assert state == wanted or codes(raised) == ["wrong_state"]
    assert state != wanted or do(review).state != state


def test_a_refusal_names_the_state_that_is_wanted_and_the_one_that_is():
    with pytest.raises(Refused, match="Only a review in the state “Waiting for approval” can be published; this one is “Draft”"):
        publishing.publish(review=factories.review(), approver=factories.account())


def test_a_deed_goes_by_the_database_and_not_by_a_stale_object():
    review = factories.review()
    stale = Review.objects.get(pk=review.pk)
    publishing.submit(review=review)

    with pytest.raises(Refused) as raised:
        publishing.submit(review=stale)

    assert codes(raised) == ["wrong_state"]


def test_a_deed_that_fails_halfway_leaves_nothing_behind(monkeypatch):
    review = submitted()
    monkeypatch.setattr(publishing.projection, "refresh", lambda claim: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publishing.publish(review=review, approver=factories.account())

    assert Review.objects.get(pk=review.pk).state == "submitted"
    assert not LedgerEntry.objects.exists()


def test_the_claim_is_locked_before_its_review():
    review = submitted()

    with CaptureQueriesContext(connection) as queries:
        publishing.publish(review=review, approver=factories.account(), at=NOON)

    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert ['FROM "claims_claim"' in sql for sql in locks] == [True, False]
    assert 'FROM "claims_review"' in locks[1]
