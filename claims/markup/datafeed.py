"""Every published ClaimReview in one file, as aggregators collect them: schema.org DataFeed, the shape that Data Commons keeps its fact checks in."""

from collections.abc import Iterable

from claims.markup.claimreview import LICENCE


def datafeed(reviews: Iterable[dict], *, name: str, page: str) -> dict:
    """The feed at `page` of ClaimReviews as `claimreview` makes them, in the order given; dated by the latest of them."""
    items = [
        {
            "@type": "DataFeedItem",
            "url": review["url"],
            "dateCreated": review["datePublished"],
            "dateModified": review["dateModified"],
            "item": {name: value for name, value in review.items() if name != "@context"},
        }
        for review in reviews
    ]
    dated = {"dateModified": max(item["dateModified"] for item in items)} if items else {}
    return (
        {"@context": "https://schema.org", "@type": "DataFeed", "@id": page, "url": page, "name": name, "license": LICENCE}
        | dated
        | {"dataFeedElement": items}
    )
