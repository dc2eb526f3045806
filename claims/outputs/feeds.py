"""Feeds, as Atom (RFC 4287) and as JSON Feed 1.1: of any filtered list of claims, and of corrections.

Ids are tag: URIs (RFC 4151), so that they outlive an address. Every title has the verdict before the claim. Both kinds are made from one list of
`Entry`, so that they cannot disagree.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

from claims.models import Claim, Review, State
from claims.record import moment
from claims.verdicts import Verdict

Link = Callable[[str], str]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TAG = "tag:social-credit-claims,2026"
_SITE = "Social Credit Claims"


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. Moments are aware."""

    key: str
    url: str
    title: str
    text: str
    published: datetime
    updated: datetime
    verdict: str
    fact: str


@dataclass(frozen=True)
class Feed:
    """What stands above the entries: `page` is the address of the same list as a page, `address` that of the feed itself.

    `counts` are numbers of all that the list is about, for JSON Feed only.
    """

    title: str
    subtitle: str
    page: str
    address: str
    counts: dict[str, int] | None = None


def of_claims(claims: Iterable[Claim], link: Link) -> Iterator[Entry]:
    """One entry a claim."""
    for claim in claims:
        yield Entry(
            key=claim.reference,
            url=link(claim.get_absolute_url()),
            title=f"{Verdict(claim.verdict).label}: “{claim.statement}”",
            text=f"{claim.fact} {claim.answer}",
            published=claim.first_published_at,
            updated=claim.published_at,
            verdict=claim.verdict,
            fact=claim.fact,
        )


def of_corrections(reviews: Iterable[Review], link: Link) -> Iterator[Entry]:
    """One entry for each change or withdrawal. Reads `claim`."""
    for review in reviews:
        withdrawn = review.state == State.WITHDRAWN
        deed = "Withdrawn" if withdrawn else review.get_change_display()
        yield Entry(
            key=f"{review.claim.reference}/{review.number}:{review.state}",
            url=link(review.get_absolute_url()),
            title=f"{deed}: {Verdict(review.verdict).label}: “{review.statement}”",
            text=" · ".join(filter(None, [review.withdrawn_reason, review.reason])),
            published=review.published_at,
            updated=review.withdrawn_at if withdrawn else review.published_at,
            verdict=review.verdict,
            fact=review.fact,
        )


def atom(feed: Feed, entries: Iterable[Entry]) -> str:
    """The feed as Atom. An empty one carries a fixed date: nothing in it was ever updated."""
    made = Atom1Feed(
        title=feed.title,
        link=feed.page,
        description=feed.subtitle,
        language="en",
        feed_url=feed.address,
        author_name=_SITE,
        feed_guid=f"{_TAG}:{feed.address}",
        feed_copyright=f"CC BY 4.0 {LICENCE}",
    )
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.text,
            unique_id=f"{_TAG}:{entry.key}",
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    if not made.items:
        made.latest_post_date = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    return made.writeString("utf-8")


def json_feed(feed: Feed, entries: Iterable[Entry]) -> dict:
    """The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); verdict and fact stand in an extension of ours."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": "en",
        "authors": [{"name": _SITE}],
        "_licence": {"about": LICENCE, "url": LICENCE},
        **({"_counts": feed.counts} if feed.counts else {}),
        "items": [
            {
                "id": f"{_TAG}:{entry.key}",
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": moment(entry.published),
                "date_modified": moment(entry.updated),
                "_claim": {"verdict": entry.verdict, "fact": entry.fact},
            }
            for entry in entries
        ],
    }
