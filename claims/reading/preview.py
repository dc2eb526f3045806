"""Preview images for links: of a claim as it stands, of one version, of the site. Drawn once, then kept in the shared cache."""

import hashlib
from dataclasses import astuple
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import Review, State
from claims.outputs.preview import card
from claims.reading.loading import public_review
from sources.partial_dates import PartialDate

_DRAWING = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(card.__file__).parent.glob("*.py")))).hexdigest()
"""What draws: kept images are of no use once it changes."""


@require_safe
def preview(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The image of a claim's current review, or of review `number`."""
    review = public_review(slug, number)
    if review.claim.slug != slug:
        path = reverse("preview", args=[review.claim.slug]) if number is None else reverse("preview_review", args=[review.claim.slug, number])
        return HttpResponsePermanentRedirect(path)
    return _answer(_card(review))


@require_safe
def site_preview(request: HttpRequest) -> HttpResponse:
    """The image of every page that has none of its own."""
    words = "Claims about China’s social credit system, each with its verdict and the evidence for it."
    return _answer(card.Card("", None, settings.SITE_NAME, words, "", ("Verdicts with evidence, source by source", _host())))


def _card(review: Review) -> card.Card:
    day = PartialDate(review.published_at.astimezone(UTC).date().isoformat()).printed
    foot = (f"{review.claim.reference} · version {review.number}, {day}", _host())
    if review.state == State.WITHDRAWN:
        return card.Card(settings.SITE_NAME, None, "Withdrawn", review.withdrawn_reason, f"Claim: “{review.statement}”", foot)
    return card.Card(settings.SITE_NAME, review.verdict_, review.verdict_.label, review.fact, f"Claim: “{review.statement}”", foot)


def _host() -> str:
    return urlsplit(settings.SITE_URL).netloc


def _answer(drawn: card.Card) -> HttpResponse:
    key = "preview-" + hashlib.sha256(repr((_DRAWING, astuple(drawn))).encode()).hexdigest()
    image = cache.get(key)
    if image is None:
        image = card.draw(drawn)
        cache.set(key, image, timeout=None)
    return HttpResponse(image, content_type="image/png")
