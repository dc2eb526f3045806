"""The only door to what readers see: draft → submitted → published → withdrawn.

    draft ──submit──▶ submitted ──publish──▶ published ──withdraw──▶ withdrawn
      ▲                   │
      └─return_to_author──┘
Every function takes keywords only, runs in one transaction, locks the claim first, and either does the whole deed or raises and does nothing.
"""

from datetime import UTC, datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from claims.editorial import alarms, ledger, projection
from claims.editorial.gates import Fault, Refused, refusals, warnings
from claims.models import Claim, ClaimStanding, Comment, LedgerEntry, Review, State


@transaction.atomic
def submit(*, review: Review) -> Review:
    """Hand a draft over for approval. Raises Refused when it is not a draft, or a gate refuses it."""
    review = _locked(review, State.DRAFT, "submitted")
    if faults := refusals(review):
        raise Refused(faults)
    review.state, review.submitted_at = State.SUBMITTED, timezone.now()
    review.save(update_fields=["state", "submitted_at"])
    return review


@transaction.atomic
def return_to_author(*, review: Review, user: AbstractUser, note: str) -> Review:
    """Give a submitted review back as a draft; the note becomes a comment of `user`. Raises Refused when it is not submitted or the note is empty.

    The text may change now, so a second reading of it no longer holds.
    """
    review = _locked(review, State.SUBMITTED, "returned")
    if not note.strip():
        raise Refused([Fault("needs_note", "Say what the author should mend.")])
    review.state, review.submitted_at, review.second_reading = State.DRAFT, None, None
    review.save(update_fields=["state", "submitted_at", "second_reading"])
    Comment.objects.create(review=review, author=user, kind=Comment.Kind.RETURNED, text=note.strip())
    return review


@transaction.atomic
def publish(*, review: Review, approver: AbstractUser, at: datetime | None = None) -> Review:
    """Publish a submitted review at `at` (aware; now when left out), append it to the ledger, and show it on the claim.

    Raises Refused when it is not submitted, when the approver wrote any of it, or when a gate refuses it or warns without a public note.
    """
    review, at = _locked(review, State.SUBMITTED, "published"), at or timezone.now()
    faults = refusals(review)
    if review.review_by and review.review_by <= at.astimezone(UTC).date():
        faults.append(Fault("overdue_already", "“Review by” must lie after the day of publication. Set a later date."))
    if approver.pk == review.author_id or review.writers.filter(pk=approver.pk).exists():
        faults.append(Fault("same_person", "Whoever wrote a review cannot publish it. Ask a second person."))
    if not review.override_note:
        faults += [Fault(w.code, f"{w.message} Publish in spite of that only with a public note.") for w in warnings(review)]
    if faults:
        raise Refused(faults)
    review.state, review.approver, review.published_at = State.PUBLISHED, approver, at
    review.missing = ""
    review.save(update_fields=["state", "approver", "published_at", "missing"])
    ledger.append(deed=LedgerEntry.Deed.PUBLISHED, review=review, at=review.published_at)
    projection.refresh(review.claim)
    alarms.settle(review=review)
    return review


@transaction.atomic
def withdraw(*, review: Review, reason: str, merged_into: Claim | None = None, at: datetime | None = None) -> Review:
    """Withdraw the latest published review; its page stays and says why, or leads to the claim that it is `merged_into`.

    Raises Refused when it is not the latest, without a reason, or when the other claim is a draft or leads back here.
    """
    if merged_into:  # both are locked, always in one order, so that two merges never wait for each other
        list(Claim.objects.select_for_update().filter(pk__in=[review.claim_id, merged_into.pk]).order_by("pk").values("pk"))
    review = _locked(review, State.PUBLISHED, "withdrawn")
    if not reason.strip():
        raise Refused([Fault("needs_reason", "Give the public reason for the withdrawal.")])
    if review.pk != review.claim.current_id:
        raise Refused([Fault("not_current", "Only the review that readers see now can be withdrawn.")])
    if fault := merged_into and _unfit_to_absorb(merged_into, review.claim):
        raise Refused([fault])
    review.state, review.withdrawn_at, review.withdrawn_reason = State.WITHDRAWN, at or timezone.now(), reason.strip()
    review.merged_into = merged_into
    review.save(update_fields=["state", "withdrawn_at", "withdrawn_reason", "merged_into"])
    ledger.append(deed=LedgerEntry.Deed.WITHDRAWN, review=review, at=review.withdrawn_at)
    projection.refresh(review.claim)
    if merged_into:
        projection.refresh(Claim.objects.get(pk=merged_into.pk))  # a search for the old words finds it from now on
    return review


def _unfit_to_absorb(other: Claim, claim: Claim) -> Fault | None:
    """Why `claim` cannot be merged into `other`: readers would find nothing there, or be led round in a circle."""
    step = Claim.objects.get(pk=other.pk)
    if step.standing == ClaimStanding.DRAFT:
        return Fault("merge_into_draft", "Readers cannot see that claim yet. Choose a published one.")
    while step is not None:
        if step.pk == claim.pk:
            return Fault("merge_circle", "That claim leads back to this one. Choose another one.")
        step = step.current.merged_into
    return None


def _locked(review: Review, expected: State, deed: str) -> Review:
    """`review` as the database has it now, its claim locked until the transaction ends."""
    claim = Claim.objects.select_for_update().get(pk=review.claim_id)
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    fresh.claim = claim
    if fresh.state != expected:
        words = f"Only a review in the state “{expected.label}” can be {deed}; this one is “{fresh.get_state_display()}”."
        raise Refused([Fault("wrong_state", words)])
    return fresh
