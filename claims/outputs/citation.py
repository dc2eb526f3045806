"""A claim as a reference that a reader can paste: verdict before the statement, pinned to the version read."""

from claims.models import Review
from sources.partial_dates import PartialDate


def plain(review: Review, address: str) -> str:
    """The review as one line of text; `address` is its permanent address."""
    as_of = PartialDate(review.as_of).printed
    published = PartialDate(review.published_at.date().isoformat()).printed
    return (
        f"Social Credit Claims. {review.verdict_.label}: “{review.statement}” "
        f"{review.claim.reference}, review {review.number}, {published} (as of {as_of}). {address}"
    )
