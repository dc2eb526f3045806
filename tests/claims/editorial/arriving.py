"""ClaimReviews as tests send them."""

from django.conf import settings

from claims.markup.reader import Checked, read

ARTICLE = "https://www.check.example/2019/scores"


def theirs(**data) -> dict:
    """One of another publisher, with an appearance and a citation."""
    return {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": ARTICLE, "datePublished": "2019-01-04", "inLanguage": "en",
        "author": {"@type": "Organization", "name": "Check Desk"}, "claimReviewed": "Everyone in China has a social credit score.",
        "itemReviewed": {
            "@type": "Claim", "datePublished": "2018-11", "author": {"@type": "Person", "name": "Ann Example"},
            "appearance": {"@type": "NewsArticle", "url": "https://paper.example/a", "name": "A paper", "datePublished": "2018-11-02"},
        },
        "reviewRating": {"alternateName": "Mostly false", "ratingValue": 2, "ratingExplanation": "There are lists, and no score."},
        "citation": {"@type": "ScholarlyArticle", "name": "A study", "url": "https://study.example/s", "publisher": {"name": "A journal"}},
    } | data  # fmt: skip


def ours(slug: str = "everyone-has-a-score", reference: str = "SC-0300", **data) -> dict:
    """One that says that it stands on this site."""
    url = f"{settings.SITE_URL}/claims/{slug}/"
    rating = {"alternateName": "Mostly false", "ratingExplanation": "Nobody has a score. There are lists."}
    return theirs(url=url, identifier=reference, abstract="Nobody has a score.", version="3", reviewRating=rating) | {"@id": f"{url}#review-3"} | data


def checked(*entries: dict) -> list[Checked]:
    return [read(entry, site=settings.SITE_URL) for entry in entries]
