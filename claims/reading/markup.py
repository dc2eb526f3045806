"""ClaimReview for machines that do not read pages: all of them in one feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from claims.markup.claimreview import claimreview
from claims.markup.datafeed import datafeed
from claims.markup.links import link
from claims.models import Claim
from claims.reading.loading import by_reference
from claims.reading.responses import json_response


@require_safe
def claimreview_feed(request: HttpRequest) -> HttpResponse:
    """The ClaimReview of every published claim, word for word as on its page, by reference."""
    claims = by_reference(Claim.objects.published())
    reviews = [claimreview(claim, claim.current, history[::-1], link, settings.SITE_NAME) for claim, history, *_ in claims]
    feed = datafeed(reviews, name=f"{settings.SITE_NAME}: ClaimReviews", page=link(request.path))
    return json_response(feed, content_type="application/ld+json")
