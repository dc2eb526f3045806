"""Claims and sources as JSON-ready dicts. Pure: an object with its relations at hand in, a dict out, no query inside.

Addresses are absolute, built with `link`, a function from a path to an address.
"""

from collections.abc import Callable

from claims.models import Claim, Review, State
from claims.record import moment, review_record
from claims.verdicts import Verdict

Link = Callable[[str], str]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def verdict(value: str) -> dict:
    """A verdict as its name, label, meaning and rating (1 to 5; absent for the three that are not on that line)."""
    member = Verdict(value)
    described = {"name": member.value, "label": member.label, "meaning": member.meaning}
    return described | ({"rating": member.rating} if member.rating else {})


def claim_summary(claim: Claim, link: Link) -> dict:
    """What a list says of a claim: the verdict and the fact before the statement. Reads `claimtopic_set`."""
    return {
        "reference": claim.reference,
        "url": link(claim.get_absolute_url()),
        "verdict": verdict(claim.verdict),
        "fact": claim.fact,
        "statement": claim.statement,
        "answer": claim.answer,
        "systems": claim.systems,
        "places": claim.places,
        "topics": [place.topic.slug for place in claim.claimtopic_set.all()],
        "as_of": claim.as_of,
        "review_by": claim.review_by.isoformat(),
        "first_made": claim.first_made or None,
        "evidence": {"refutes": claim.refuting, "supports": claim.supporting, "context": claim.contextual},
        "first_published": moment(claim.first_published_at),
        "published": moment(claim.published_at),
    }


def claim_full(claim: Claim, review: Review, link: Link) -> dict:
    """A claim with the review that readers see, its evidence and appearances. Reads all relations of the record."""
    shown = review_record(review) | {"url": link(review.get_absolute_url())}
    if review.state == State.WITHDRAWN:
        shown |= {"withdrawn": moment(review.withdrawn_at), "withdrawn_reason": review.withdrawn_reason}
    return claim_summary(claim, link) | {"standing": claim.standing, "review": shown, "licence": LICENCE}


def claim_list(claims: list[Claim], *, total: int, page: int, pages: int, link: Link, next_url: str | None) -> dict:
    return {
        "count": total,
        "page": page,
        "pages": pages,
        "next": next_url,
        "licence": LICENCE,
        "claims": [claim_summary(claim, link) for claim in claims],
    }


def problem(status: int, title: str, faults: dict[str, list[str]]) -> dict:
    """An error as RFC 9457 problem details; `faults` maps parameters to what is wrong with them."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "errors": [{"parameter": name, "detail": message} for name, messages in faults.items() for message in messages],
    }
