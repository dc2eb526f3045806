from datetime import timedelta

import pytest
from django.utils import timezone

from claims.editorial import batches
from claims.editorial.gates import Refused
from claims.models import Assignment, Claim
from tests import desk, factories

pytestmark = pytest.mark.django_db
SOME_DAY = timezone.now().date() + timedelta(days=90)


def test_a_topic_goes_behind_those_a_claim_is_under_and_only_once():
    first, second = factories.topic(slug="first"), factories.topic(slug="second")
    one, other = factories.claim(topics=[first]), factories.claim(topics=[first, second])

    outcome = batches.add_topic(claims=[one, other], topic=second, user=desk.editor())

    assert (outcome.done, outcome.already, outcome.refused) == ([one], [other], [])
    assert [place.topic.slug for place in one.claimtopic_set.all()] == ["first", "second"]


def test_a_claim_is_given_to_one_editor_to_another_and_to_nobody():
    giver, one, other = desk.editor(), desk.editor(), desk.editor("contributor")
    claim = factories.claim()

    for to, done in ((one, True), (one, False), (other, True), (None, True), (None, False)):
        outcome = batches.assign(claims=[claim], to=to, user=giver)
        assert bool(outcome.done) is done
        assert list(Assignment.objects.values_list("editor", "by")) == ([(to.pk, giver.pk)] if to else [])


def test_a_claim_is_not_given_to_somebody_who_could_not_write():
    with pytest.raises(Refused, match="may not write reviews"):
        batches.assign(claims=[], to=factories.account(is_staff=True), user=desk.editor())


def test_a_date_goes_into_drafts_and_not_into_what_is_published():
    user, draft, shown = desk.editor(), factories.review(), factories.published()
    claims = [draft.claim, shown.claim]

    outcome = batches.set_review_by(claims=claims, day=SOME_DAY, user=user)
    again = batches.set_review_by(claims=claims, day=SOME_DAY, user=user)

    draft.refresh_from_db()
    assert (draft.review_by, list(draft.writers.all())) == (SOME_DAY, [user])
    assert (outcome.done, [reference for reference, _ in outcome.refused]) == ([draft.claim], [shown.claim.reference])
    assert again.already == [draft.claim]
    with pytest.raises(Refused, match="has passed"):
        batches.set_review_by(claims=claims, day=timezone.now().date(), user=user)


def test_who_may_not_change_one_claim_is_told_so_of_that_one():
    contributor, shown, mine = desk.editor("contributor"), factories.published().claim, factories.claim()

    outcome = batches.add_topic(claims=Claim.objects.order_by("pk"), topic=factories.topic(), user=contributor)

    assert outcome.done == [mine]
    assert outcome.refused == [(shown.reference, "Readers see this claim: only editors change it.")]
    assert batches.set_review_by(claims=[factories.review().claim], day=SOME_DAY, user=contributor).refused[0][1].startswith("Only its author")
