"""Small factories: each makes one row with sensible values; keywords change what a test is about."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.auth import get_user_model

from claims.editorial import publishing
from claims.models import Appearance, Claim, ClaimTopic, Comment, Evidence, Review, Topic
from sources.models import Source

_numbers = count(9001)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def account(username: str = "", **fields):
    """An account; `is_staff` makes an editor."""
    return get_user_model().objects.create_user(username or f"editor-{next(_numbers)}", **fields)


def topic(**fields) -> Topic:
    n = next(_numbers)
    return Topic.objects.create(**{"slug": f"topic-{n}", "name": f"Topic {n}", "summary": "What this topic is about."} | fields)


def source(**fields) -> Source:
    """A source that was read in full, at an address seen."""
    made = unsaved_source(**fields)
    made.save(force_insert=True)
    return made


def unsaved_source(**fields) -> Source:
    n = next(_numbers)
    values = {
        "key": f"source-{n}", "title": f"Document {n}", "language": "en", "publisher": f"Publisher {n}", "date": "2018-12", "kind": "journalism",
        "url": f"https://example.org/{n}", "link": "seen", "read": "full", "summary": "What the document says.",
    }  # fmt: skip
    return Source(**values | fields)


def claim(*, topics=(), appearances: int = 1, **fields) -> Claim:
    """A claim without a review, with an appearance in a source of its own."""
    n = next(_numbers)
    made = Claim.objects.create(**{"reference": f"SC-{n}", "slug": f"claim-{n}"} | fields)
    for position, heading in enumerate(topics):
        ClaimTopic.objects.create(claim=made, topic=heading, position=position)
    for position in range(appearances):
        Appearance.objects.create(claim=made, position=position, claimant="A newspaper", source=source(), date="2018-11")
    return made


def review(of: Claim | None = None, *, evidence: int = 2, **fields) -> Review:
    """A draft that passes every gate: complete, with evidence from independent sources."""
    of = of or claim()
    number = of.reviews.count() + 1
    values = {
        "claim": of, "number": number, "change": "first" if number == 1 else "update", "reason": "" if number == 1 else "There is new evidence.",
        "statement": "Everyone has a score.", "fact": "Nobody has a national score.", "verdict": "false",
        "answer": "There is no such score anywhere.",
        "rationale": "For the claim to be true, there would have to be a score. There is none.", "systems": ["national-policy"], "places": ["china"],
        "as_of": "2025", "why_checked": "It is repeated often.", "would_change": ["A rule that gives each person a score."],
        "review_by": date(2027, 11, 22), "confidence": "high",
    }  # fmt: skip
    values |= {"author": fields.pop("author", None) or account()}
    made = Review.objects.create(**values | fields)
    for position in range(evidence):
        piece(made, position=position)
    return made


def piece(of: Review, **fields) -> Evidence:
    """Evidence that refutes, with a finding and a locator."""
    values = {"review": of, "position": of.evidence.count(), "stance": "refutes", "finding": "It describes lists, and no score.", "locator": "p. 3"}
    values |= {"source": fields.pop("source", None) or source()}
    return Evidence.objects.create(**values | fields)


def published(of: Claim | None = None, *, at: datetime = NOON, **fields) -> Review:
    """A review that went through the door: submitted, then published by a second person."""
    draft = publishing.submit(review=review(of, **fields))
    return publishing.publish(review=draft, approver=account(), at=at)


def comment(on: Review, text: str = "Which page?", **fields) -> Comment:
    return Comment.objects.create(**{"review": on, "author": fields.pop("author", None) or account(), "text": text} | fields)
