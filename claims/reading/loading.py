"""Rows with everything a page shows of them, in a pinned number of queries."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q
from django.http import Http404

from claims.models import Appearance, Claim, ClaimLink, ClaimStanding, Evidence, FormerSlug, Review
from claims.querysets import ClaimQuerySet, ReviewQuerySet


def public_claim(slug: str) -> Claim:
    """The public claim at `slug` with its current review, topics, appearances and evidence. Raises Http404.

    A former slug gives the claim too; the view compares and redirects.
    """
    claims = claims_with_records()
    claim = claims.filter(slug=slug).first()
    if claim is None:
        former = FormerSlug.objects.filter(slug=slug).first()
        claim = former and claims.filter(pk=former.claim_id).first()
    if claim is None:
        raise Http404(f"There is no claim at “{slug}”.")
    if claim.slug == slug:
        claim.current.claim = claim
    return claim


def claims_with_records() -> ClaimQuerySet:
    """Public claims with their current review, topics, appearances and evidence."""
    return Claim.objects.public().defer("search_vector").select_related(
        "current__author", "current__approver", "current__merged_into"
    ).prefetch_related(
        Prefetch("claimtopic_set", queryset=Claim.topics.through.objects.select_related("topic")),
        Prefetch("appearances", queryset=Appearance.objects.select_related("source").prefetch_related("source__authors")),
        Prefetch("current__evidence", queryset=evidence_rows()),
    )  # fmt: skip


def claims_with_histories() -> ClaimQuerySet:
    """As `claims_with_records`, with every public review, oldest first, as the list `history`."""
    return claims_with_records().prefetch_related(Prefetch("reviews", queryset=Review.objects.public().order_by("number"), to_attr="history"))


def evidence_rows():
    """Evidence with its source, that source's authors, and the source it is known through."""
    return Evidence.objects.select_related("source__read_in").prefetch_related("source__authors")


def public_review(slug: str, number: int) -> Review:
    """Review `number` of the claim at `slug`, with its evidence and its claim's appearances. Raises Http404."""
    topics = Prefetch("claim__claimtopic_set", queryset=Claim.topics.through.objects.select_related("topic"))
    rows = reviews_with_records().select_related("author", "approver").prefetch_related(topics)
    review = rows.filter(Q(claim__slug=slug) | Q(claim__former_slugs__slug=slug), number=number).first()
    if review is None:
        raise Http404(f"There is no review {number} of “{slug}”.")
    return review


def reviews_with_records() -> ReviewQuerySet:
    """Public reviews with their claim, its appearances, and their evidence."""
    return Review.objects.public().select_related("claim", "merged_into").defer(
        "claim__search_vector", "merged_into__search_vector"
    ).prefetch_related(
        Prefetch("evidence", queryset=evidence_rows()),
        Prefetch("claim__appearances", queryset=Appearance.objects.select_related("source")),
    )  # fmt: skip


def links_of(claim: Claim) -> list[ClaimLink]:
    """The ties of `claim` to others, in both directions, with the claims at both ends. One query."""
    return list(
        ClaimLink.objects.filter(Q(claim=claim) | Q(other=claim))
        .select_related("claim", "other")
        .defer("claim__search_vector", "other__search_vector")
    )


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
