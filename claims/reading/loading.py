"""Rows with everything a page shows of them, in a pinned number of queries."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404

from claims.models import Appearance, Claim, ClaimLink, ClaimStanding, Evidence, FormerSlug, Review
from claims.querysets import ClaimQuerySet, ReviewQuerySet
from claims.reading.whole import Whole, whole_claim, whole_claims


def public_claim(slug: str) -> Whole:
    """The public claim at `slug`. Raises Http404.

    A former slug gives the claim too; the view compares and redirects.
    """
    whole = whole_claim(slug)
    if whole is None and (former := FormerSlug.objects.filter(slug=slug).first()):
        whole = next(whole_claims([former.claim_id]), None)
    if whole is None:
        raise Http404(f"There is no claim at “{slug}”.")
    return whole


def by_reference(claims: ClaimQuerySet) -> Iterator[Whole]:
    """The public ones of `claims`, whole, by reference; a few hundred at a time."""
    return whole_claims(list(claims.order_by("reference").values_list("pk", flat=True)))


def evidence_rows():
    """Evidence with its source, that source's authors, and the source it is known through."""
    return Evidence.objects.select_related("source__read_in").prefetch_related("source__authors")


def public_review(slug: str, number: int | None) -> Review:
    """Review `number` of the claim at `slug`, or the current one, with its evidence, its claim and that one's appearances. Raises Http404."""
    return version_of(public_claim(slug), number)


def version_of(whole: Whole, number: int | None) -> Review:
    """Review `number` of a claim, or the current one, with its evidence. Raises Http404."""
    if number is None:
        return whole.claim.current
    review = next((review for review in whole.history if review.number == number), None)
    if review is None:
        raise Http404(f"There is no review {number} of {whole.claim.reference}.")
    prefetch_evidence([review])
    return review


def prefetch_evidence(reviews: list[Review]) -> None:
    """Bring the evidence of `reviews` with its sources, unless it is at hand. At most two queries."""
    prefetch_related_objects(reviews, Prefetch("evidence", queryset=evidence_rows()))


def reviews_with_records() -> ReviewQuerySet:
    """Public reviews with their claim, its appearances, and their evidence."""
    return Review.objects.public().select_related("claim", "merged_into").defer(
        "claim__search_vector", "merged_into__search_vector"
    ).prefetch_related(
        Prefetch("evidence", queryset=evidence_rows()),
        Prefetch("claim__appearances", queryset=Appearance.objects.select_related("source")),
    )  # fmt: skip


def ties(claim: Claim, links: Iterable[ClaimLink]) -> dict[str, list[Claim]]:
    """The published claims that `links` tie to `claim`: those it is part of, its own parts, and related ones."""
    found: dict[str, list[Claim]] = {"wholes": [], "parts": [], "related": []}
    for tie in links:
        other = tie.other if tie.claim_id == claim.pk else tie.claim
        upwards = "wholes" if tie.claim_id == claim.pk else "parts"
        group = "related" if tie.tie == ClaimLink.Tie.RELATED else upwards
        if other.standing == ClaimStanding.PUBLISHED and other not in found[group]:
            found[group].append(other)
    return found
