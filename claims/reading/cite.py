"""References as downloads: of a claim (pinned to the version that is current now, or to a named one), of a source, of a lesson."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.models import Collection
from claims.outputs import citations, highwire
from claims.outputs.citations import FORMATS, Work
from claims.reading.loading import public_review
from sources.models import Source


def reference_context(work: Work, address: Callable[[str], str]) -> dict:
    """What a page needs to be cited: the reference in APA, the addresses of all formats, and the tags that reference managers read."""
    styles = [{"label": label, "url": address(name)} for name, (label, *_) in FORMATS.items()]
    return {"styles": styles, "citation": citations.apa(work), "reference_tags": highwire.tags(work)}


def _download(work: Work, name: str) -> HttpResponse:
    if name not in FORMATS:
        raise Http404(f"There is no citation format “{name}”; there are {', '.join(FORMATS)}.")
    _, make, media_type, ending = FORMATS[name]
    response = HttpResponse(make(work), content_type=f"{media_type}; charset=utf-8")
    deed = "inline" if media_type == "text/plain" else "attachment"
    response["Content-Disposition"] = f'{deed}; filename="{work.key}.{ending}"'
    return response


@require_safe
def cite_claim(request: HttpRequest, slug: str, style: str, number: int | None = None) -> HttpResponse:
    review = public_review(slug, number)
    if review.claim.slug != slug:
        return HttpResponsePermanentRedirect(reverse("cite_review", args=[review.claim.slug, review.number, style]))
    return _download(citations.of_review(review, link(review.get_absolute_url()), timezone.now().date()), style)


@require_safe
def cite_source(request: HttpRequest, key: str, style: str) -> HttpResponse:
    source = get_object_or_404(Source.objects.prefetch_related("authors"), key=key)
    if source.merged_into_id:
        return HttpResponsePermanentRedirect(reverse("cite_source", args=[source.merged_into_id, style]))
    return _download(citations.of_source(source, timezone.now().date()), style)


@require_safe
def cite_collection(request: HttpRequest, slug: str, style: str) -> HttpResponse:
    collection = get_object_or_404(Collection, slug=slug)
    return _download(citations.of_collection(collection, link(collection.get_absolute_url()), timezone.now().date()), style)
