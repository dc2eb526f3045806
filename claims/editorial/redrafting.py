"""A new review of a published claim starts as a copy of the one that readers see."""

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from claims.editorial.gates import Fault, Refused
from claims.models import Claim, Evidence, Review

_COPIED = (
    "statement", "fact", "verdict", "answer", "rationale", "systems", "places", "scope_from", "scope_to", "as_of", "scope_note",
    "why_checked", "would_change", "review_by", "confidence", "confidence_note",
)  # fmt: skip
_COPIED_EVIDENCE = ("source_id", "position", "stance", "finding", "locator", "quotation", "quotation_language", "translation")


@transaction.atomic
def draft_from_current(*, review: Review, author: AbstractUser, change: str, reason: str) -> Review:
    """A draft with the next number that copies `review` and its evidence. Raises Refused unless it is the current one and none is open.

    Not copied: the note on a warning, which the author has to mean anew; a "review by" that has passed.
    """
    claim = Claim.objects.select_for_update().get(pk=review.claim_id)
    if review.pk != claim.current_id:
        raise Refused([Fault("not_current", "Start from the review that readers see now.")])
    if claim.reviews.open().exists():
        raise Refused([Fault("open_review", "This claim has an open review already. Go on with that one.")])
    new = Review(claim=claim, author=author, change=change, reason=reason, **{name: getattr(review, name) for name in _COPIED})
    new.number = claim.reviews.order_by("-number").values_list("number", flat=True)[0] + 1
    if new.review_by <= timezone.now().date():
        new.review_by = None
    new.save(force_insert=True)
    Evidence.objects.bulk_create(Evidence(review=new, **{name: getattr(piece, name) for name in _COPIED_EVIDENCE}) for piece in review.evidence.all())
    return new
