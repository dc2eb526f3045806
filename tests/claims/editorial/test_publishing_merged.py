"""A claim is withdrawn in favour of another: nothing forks, nothing goes round in a circle, and the ledger says so."""

import json

import pytest
from django.db import IntegrityError, transaction

from claims.editorial import ledger, publishing
from claims.editorial.publishing import Refused
from claims.models import Claim, LedgerEntry, Review
from claims.text_search import Query
from tests import factories

pytestmark = pytest.mark.django_db


def merged(review: Review, into: Claim) -> Review:
    return publishing.withdraw(review=review, reason="It says the same as another claim.", merged_into=into)


def codes(raised) -> list[str]:
    return [fault.code for fault in raised.value.faults]


def test_a_merged_claim_is_withdrawn_and_names_the_other_in_the_ledger():
    old, new = factories.published(), factories.published()
    merged(old, new.claim)
    entry = LedgerEntry.objects.order_by("-position").first()

    assert Claim.objects.get(pk=old.claim_id).standing == "withdrawn"
    assert (entry.deed, json.loads(entry.record)["merged_into"]) == ("withdrawn", new.claim.reference)
    assert ledger.first_divergence(LedgerEntry.objects.order_by("position")) is None
    assert ledger.first_disagreement(LedgerEntry.objects.order_by("position").prefetch_related(*ledger.RELATED)) is None


def test_a_search_for_the_old_words_finds_the_other_claim():
    old, new = factories.published(statement="Robot dogs patrol the debtors."), factories.published()
    before = list(Claim.objects.published().search(Query("robot dogs")))
    merged(old, new.claim)

    assert before == [old.claim]
    assert list(Claim.objects.published().search(Query("robot dogs"))) == [new.claim]


def test_a_claim_is_not_merged_into_a_draft():
    review, draft = factories.published(), factories.claim()

    with pytest.raises(Refused) as raised:
        merged(review, draft)

    assert codes(raised) == ["merge_into_draft"]
    assert Claim.objects.get(pk=review.claim_id).standing == "published"


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_merging_never_goes_round_in_a_circle(steps):
    chain = [factories.published() for _ in range(steps + 1)]
    for old, new in zip(chain[1:], chain, strict=False):
        merged(old, new.claim)

    with pytest.raises(Refused) as raised:
        merged(chain[0], chain[-1].claim)

    assert codes(raised) == ["merge_circle"]


def test_a_merged_claim_returns_with_a_new_review_and_leads_nowhere_else():
    old, new = factories.published(), factories.published()
    merged(old, new.claim)
    factories.published(old.claim, change="correction")

    assert Claim.objects.get(pk=old.claim_id).current.merged_into is None
    assert list(Review.objects.merged_into(new.claim)) == []


def test_where_a_claim_leads_never_changes():
    old, new, third = (factories.published() for _ in range(3))
    merged(old, new.claim)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Review.objects.filter(pk=old.pk).update(merged_into=third.claim)


@pytest.mark.parametrize("fields", [{"state": "published"}, {"state": "withdrawn", "own": True}])
def test_the_database_merges_no_published_review_and_none_into_its_own_claim(fields):
    review, other = factories.published(), factories.published()
    target = review.claim if fields.get("own") else other.claim
    gone = {"withdrawn_at": review.published_at, "withdrawn_reason": "It says the same."} if fields["state"] == "withdrawn" else {}

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state=fields["state"], merged_into=target, **gone)
