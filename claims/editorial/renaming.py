"""A claim's address changes: the one that readers may have kept goes on leading to it."""

from claims.models import Claim, ClaimStanding, FormerSlug


def keep_former(*, claim: Claim, former: str) -> None:
    """After `claim` was saved with a new slug: remember `former`, unless nobody saw it. Does nothing where the slug is the same."""
    if not former or former == claim.slug:
        return
    FormerSlug.objects.filter(slug=claim.slug, claim=claim).delete()
    if claim.standing != ClaimStanding.DRAFT:
        FormerSlug.objects.create(slug=former, claim=claim)
