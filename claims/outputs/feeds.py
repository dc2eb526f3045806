"""Atom feeds: of any filtered list of claims, and of corrections. Ids are tag: URIs (RFC 4151), so that they outlive an address.

Every title has the verdict before the claim.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

from claims.models import Claim, Review, State
from claims.verdicts import Verdict

_TAG = "tag:social-credit-claims,2026"


def _feed(title: str, subtitle: str, *, page: str, address: str) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=page,
        description=subtitle,
        language="en",
        feed_url=address,
        author_name="Social Credit Claims",
        feed_guid=f"{_TAG}:{address}",
        feed_copyright="CC BY 4.0",
    )


def claims_atom(claims: Iterable[Claim], *, title: str, page: str, address: str, link: Callable[[str], str]) -> str:
    """The claims as an Atom feed; `page` is the address of the same list as a page, `address` that of the feed."""
    feed = _feed(title, "Claims about China’s social credit system, each with its verdict.", page=page, address=address)
    for claim in claims:
        feed.add_item(
            title=f"{Verdict(claim.verdict).label}: “{claim.statement}”",
            link=link(claim.get_absolute_url()),
            description=f"{claim.fact} {claim.answer}",
            unique_id=f"{_TAG}:{claim.reference}",
            pubdate=claim.first_published_at,
            updateddate=claim.published_at,
        )
    return feed.writeString("utf-8")


def corrections_atom(reviews: Iterable[Review], *, page: str, address: str, link: Callable[[str], str]) -> str:
    """Changes and withdrawals as an Atom feed. Reads `claim`."""
    feed = _feed("Corrections – Social Credit Claims", "Every change to a published review but typos.", page=page, address=address)
    for review in reviews:
        withdrawn = review.state == State.WITHDRAWN
        deed = "Withdrawn" if withdrawn else review.get_change_display()
        feed.add_item(
            title=f"{deed}: {Verdict(review.verdict).label}: “{review.statement}”",
            link=link(review.get_absolute_url()),
            description=" · ".join(filter(None, [review.withdrawn_reason, review.reason])),
            unique_id=f"{_TAG}:{review.claim.reference}/{review.number}:{review.state}",
            pubdate=review.published_at,
            updateddate=review.withdrawn_at if withdrawn else review.published_at,
        )
    if not feed.items:
        feed.latest_post_date = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    return feed.writeString("utf-8")
