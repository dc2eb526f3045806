from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import time_machine

from claims.editorial import publishing
from claims.editorial.publishing import Refused
from claims.models import Claim, LedgerEntry, Review
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def codes(raised) -> list[str]:
    return [fault.code for fault in raised.value.faults]


def submitted(**fields) -> Review:
    return publishing.submit(review=factories.review(**fields))


def test_a_draft_is_submitted():
    review = factories.review()

    publishing.submit(review=review)

    assert Review.objects.get(pk=review.pk).state == "submitted"


def test_a_draft_that_a_gate_refuses_stays_a_draft():
    review = factories.review(fact="")

    with pytest.raises(Refused, match="Write the fact: what is the case, in one sentence") as raised:
        publishing.submit(review=review)

    assert codes(raised) == ["needs_fact"]
    assert Review.objects.get(pk=review.pk).state == "draft"


def test_a_warning_does_not_keep_a_draft_from_being_submitted():
    assert submitted(evidence=1).state == "submitted"


def test_a_submitted_review_goes_back_with_a_note():
    review, second = submitted(missing="A page number.", second_reading=date(2026, 11, 1)), factories.account()

    publishing.return_to_author(review=review, user=second, note="  Which page? ")

    review.refresh_from_db()
    said = review.comments.get()
    assert (review.state, review.submitted_at, review.second_reading, review.missing) == ("draft", None, None, "A page number.")
    assert (said.author, said.kind, said.text) == (second, "returned", "Which page?")


@time_machine.travel(NOON, tick=False)
def test_a_submitted_review_says_since_when_it_waits():
    review = submitted()

    assert Review.objects.get(pk=review.pk).submitted_at == NOON


def test_a_review_does_not_go_back_without_a_note():
    review = submitted()

    with pytest.raises(Refused) as raised:
        publishing.return_to_author(review=review, user=factories.account(), note="  ")

    assert codes(raised) == ["needs_note"]
    assert Review.objects.get(pk=review.pk).state == "submitted"


def test_a_second_person_publishes():
    review, approver = submitted(missing="A page number."), factories.account()

    publishing.publish(review=review, approver=approver, at=NOON)

    review.refresh_from_db()
    assert (review.state, review.approver, review.published_at, review.missing) == ("published", approver, NOON, "")


def test_publishing_shows_the_review_and_records_it():
    review = factories.published(fact="Nobody has a national score.")

    claim, entry = Claim.objects.get(pk=review.claim_id), LedgerEntry.objects.get()
    assert (claim.current, claim.standing, claim.fact) == (review, "published", "Nobody has a national score.")
    assert (entry.review, entry.deed, entry.at, entry.position) == (review, "published", NOON, 1)


def test_a_review_is_published_now_unless_a_moment_is_given():
    before = datetime.now(UTC)

    review = publishing.publish(review=submitted(), approver=factories.account())

    assert before <= review.published_at <= datetime.now(UTC)


def test_whoever_wrote_a_review_cannot_publish_it():
    review = submitted()

    with pytest.raises(Refused, match="Whoever wrote a review cannot publish it") as raised:
        publishing.publish(review=review, approver=review.author)

    assert codes(raised) == ["same_person"]
    assert Review.objects.get(pk=review.pk).state == "submitted"
    assert not LedgerEntry.objects.exists()


def test_a_warning_keeps_a_review_from_being_published():
    review = submitted(evidence=1)

    with pytest.raises(Refused, match="Publish in spite of that only with a public note") as raised:
        publishing.publish(review=review, approver=factories.account())

    assert codes(raised) == ["one_source"]


def test_a_public_note_overrides_a_warning():
    review = submitted(evidence=1, override_note="Only one paper has looked into it.")

    assert publishing.publish(review=review, approver=factories.account()).state == "published"


def test_a_note_overrides_no_refusal():
    review = submitted(override_note="Only one paper has looked into it.")
    Review.objects.filter(pk=review.pk).update(answer="")

    with pytest.raises(Refused) as raised:
        publishing.publish(review=review, approver=review.author)

    assert codes(raised) == ["needs_answer", "same_person"]


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, True), (1, False)])
def test_review_by_lies_after_the_day_of_publication(days, refused):
    review = submitted(review_by=NOON.date() + timedelta(days))

    if refused:
        with pytest.raises(Refused) as raised:
            publishing.publish(review=review, approver=factories.account(), at=NOON)

    assert not refused or codes(raised) == ["overdue_already"]
    assert refused or publishing.publish(review=review, approver=factories.account(), at=NOON).state == "published"


def test_the_day_of_publication_is_that_of_utc():
    beijing = timezone(timedelta(hours=8))
    review = submitted(review_by=NOON.date())

    published = publishing.publish(review=review, approver=factories.account(), at=datetime(2026, 11, 22, 7, tzinfo=beijing))

    assert Review.objects.get(pk=published.pk).published_at == datetime(2026, 11, 21, 23, tzinfo=UTC)


def test_a_withdrawn_review_stays_and_says_why():
    review = publishing.withdraw(review=factories.published(at=NOON), reason=" A source was forged. ", at=NOON + timedelta(1))

    review.refresh_from_db()
    assert (review.state, review.withdrawn_reason, review.withdrawn_at) == ("withdrawn", "A source was forged.", NOON + timedelta(1))
    assert (review.claim.standing, review.claim.current, review.claim.fact) == ("withdrawn", review, "Nobody has a national score.")
    assert list(LedgerEntry.objects.values_list("deed", flat=True)) == ["published", "withdrawn"]


def test_nothing_is_withdrawn_without_a_reason():
    review = factories.published()

    with pytest.raises(Refused) as raised:
        publishing.withdraw(review=review, reason="  ")

    assert codes(raised) == ["needs_reason"]
    assert Review.objects.get(pk=review.pk).state == "published"


def test_only_the_review_that_readers_see_now_is_withdrawn():
    first = factories.published()
    factories.published(first.claim)

    with pytest.raises(Refused) as raised:
        publishing.withdraw(review=first, reason="A source was forged.")

    assert codes(raised) == ["not_current"]


def test_a_new_review_takes_the_place_of_the_old_one_which_stays():
    first = factories.published(verdict="false")
    second = factories.published(first.claim, verdict="misleading", at=NOON + timedelta(1))

    claim = Claim.objects.get(pk=first.claim_id)

    assert (claim.current, claim.verdict) == (second, "misleading")
    assert [(review.number, review.state, review.verdict) for review in claim.reviews.all()] == [
        (1, "published", "false"),
        (2, "published", "misleading"),
    ]


def test_a_withdrawn_claim_returns_with_a_new_review():
    first = publishing.withdraw(review=factories.published(), reason="A source was forged.")

    second = factories.published(first.claim, change="correction")

    assert Claim.objects.get(pk=first.claim_id).standing == "published"
    assert Claim.objects.get(pk=first.claim_id).current == second


def test_someone_who_changed_the_draft_cannot_publish_it_either():
    second = factories.account()
    review = factories.review()
    review.writers.add(second)
    submitted = publishing.submit(review=review)

    with pytest.raises(publishing.Refused, match="Whoever wrote a review cannot publish it"):
        publishing.publish(review=submitted, approver=second)
    assert publishing.publish(review=submitted, approver=factories.account()).state == "published"
