"""The schema.org ClaimReview of a claim, for its canonical page only.

Rules and their sources: schema.org/ClaimReview, /Claim, /Rating; Google's "Fact Check (ClaimReview) structured data" guide. Numbers are given
only for the verdicts that lie on the line from false to true, always 1 to 5; the others carry words alone. Beside what the guide asks for, each
piece of evidence is a `citation` and each public change a `correction`. Stance has no schema.org term; it stands in our own JSON.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone

from claims.models import Appearance, Claim, Review
from claims.record import filled, moment
from claims.verdicts import BEST_RATING, WORST_RATING, Verdict
from sources.models import Source

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def claimreview(claim: Claim, review: Review, history: list[Review], link: Callable[[str], str], site: str) -> dict:
    """The JSON-LD of `claim` as `review` (the current one) assesses it. `history` has all public reviews; `link` makes addresses absolute.

    Reads the review's evidence with sources, the claim's appearances with sources. A draft is described as if it were published now.
    """
    page, published = link(claim.get_absolute_url()), review.published_at or timezone.now()
    return filled(
        **{
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{page}#review-{review.number}",
            "url": page,
            "identifier": claim.reference,
            "version": str(review.number),
            "inLanguage": "en",
            "datePublished": moment(claim.first_published_at or published),
            "dateModified": moment(published),
            "author": {
                "@type": "Organization",
                "name": site,
                "url": link("/"),
                "publishingPrinciples": link("/methodology/"),
                "correctionsPolicy": link("/methodology/"),
            },
            "claimReviewed": review.statement,
            "abstract": review.fact,
            "itemReviewed": _claim(claim, page),
            "reviewRating": rating(review),
            "citation": [_citation(piece.source) for piece in review.evidence.all()],
            "correction": [_correction(past, published, link) for past in history if past.change in ("update", "correction", "retraction")],
            "license": LICENCE,
            "sdLicense": LICENCE,
            "sdDatePublished": published.astimezone(UTC).date().isoformat(),
        }
    )


def rating(review: Review) -> dict:
    """The verdict as a Rating: always the word and the reason, numbers only where the verdict lies on the line."""
    verdict = Verdict(review.verdict)
    words = {"@type": "Rating", "alternateName": verdict.label, "ratingExplanation": f"{review.fact} {review.answer}"}
    if verdict.rating is None:
        return words
    return words | {"ratingValue": verdict.rating, "worstRating": WORST_RATING, "bestRating": BEST_RATING}


def _claim(claim: Claim, page: str) -> dict:
    appearances = [(appearance, _appearance(appearance)) for appearance in claim.appearances.all()]
    dated = sorted((a for a, _ in appearances if a.date), key=lambda a: a.date)
    first = next((work for appearance, work in appearances if dated and appearance.pk == dated[0].pk), None)
    return filled(
        **{
            "@type": "Claim",
            "@id": f"{page}#claim",
            "datePublished": claim.first_made,
            "author": _claimants(dated[0]) if dated else None,
            "firstAppearance": first,
            "appearance": [work for _, work in appearances if work is not first],
        }
    )


def _claimants(appearance: Appearance) -> list[dict]:
    """Who made the claim, as far as the source tells whether that is a person or a body; left out where it does not."""
    source = appearance.source
    if source is None:
        return []
    people = [
        {"@type": "Organization" if author.literal else "Person", "name": str(author)}
        for author in source.authors.all()
        if (author.family or author.literal) in appearance.claimant
    ]
    return people or ([{"@type": "Organization", "name": source.publisher}] if source.publisher in appearance.claimant else [])


def _appearance(appearance: Appearance) -> dict:
    source = appearance.source
    url = appearance.url or (source.url if source else "")
    return filled(
        **{
            "@type": "CreativeWork",
            "name": source.title if source else appearance.claimant,
            "url": url,
            "datePublished": appearance.date,
            "archivedAt": appearance.archived_url or (source.archived_url if source else ""),
        }
    )


def _citation(source: Source) -> dict:
    return filled(
        **{
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": source.date,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "inLanguage": source.language,
            "archivedAt": source.archived_url,
        }
    )


def _correction(review: Review, now: datetime, link: Callable[[str], str]) -> dict:
    at = moment(review.published_at or now)
    return {"@type": "CorrectionComment", "datePublished": at, "text": review.reason, "url": link(review.get_absolute_url())}
