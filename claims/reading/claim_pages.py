"""The pages of one claim: as it stands, and its versions."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.markup.claimreview import claimreview
from claims.markup.links import link
from claims.models import Claim, ClaimStanding, Review
from claims.outputs import citations
from claims.reading import cite, kept_pages, kept_records
from claims.reading.index.bitmaps import Index
from claims.reading.index.current import at_hand
from claims.reading.loading import public_claim, ties, version_of
from claims.reading.responses import json_response
from claims.verdicts import Stance


def by_stance(review: Review) -> list[tuple[Stance, list]]:
    """The evidence under its stances: the larger of refuting and supporting first, context last; empty groups stay."""
    groups = {stance: [piece for piece in review.evidence.all() if piece.stance == stance] for stance in Stance}
    order = sorted([Stance.REFUTES, Stance.SUPPORTS], key=lambda stance: -len(groups[stance]))
    return [(stance, groups[stance]) for stance in (*order, Stance.CONTEXT)]


def review_context(review: Review) -> dict:
    """What the claim page and a preview of a draft share."""
    evidence = list(review.evidence.all())
    return {
        "review": review,
        "claim": review.claim,
        "groups": by_stance(review),
        "evidence_total": len(evidence),
        "unseen": [piece for piece in evidence if piece.source.read in ("cited", "unchecked")],
        "overdue": review.is_overdue,
    }


def cited(review: Review) -> dict:
    """How to cite `review`, at the address that never changes."""
    work = citations.of_review(review, link(review.get_absolute_url()), timezone.now().date())
    return cite.reference_context(work, lambda name: reverse("cite_review", args=[review.claim.slug, review.number, name]))


@require_safe
def claim_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The claim as it stands. Its parts are kept until something that they show changes; a withdrawn or merged claim is looked up each time."""
    index = at_hand()
    page = kept_pages.PAGES.get(slug, index)
    if page is None:
        return _made(request, slug, index)
    return _citable(TemplateResponse(request, "claims/claim.html", {"parts": page.parts}), page.cite_as)


def _made(request: HttpRequest, slug: str, index: Index | None) -> HttpResponse:
    """The page of the claim at `slug`, out of the database."""
    whole = public_claim(slug)
    claim, review, history = whole.claim, whole.claim.current, whole.history[::-1]
    if claim.slug != slug:
        return HttpResponsePermanentRedirect(claim.get_absolute_url())
    if review.merged_into:
        return HttpResponseRedirect(f"{review.merged_into.get_absolute_url()}#{claim.reference}")
    context = (
        review_context(review)
        | cited(review)
        | {
            "history": history,
            "alarms": whole.alarms,
            "ties": ties(claim, whole.links),
            "absorbed": whole.absorbed,
            "short_link": link(reverse("short_claim", args=[claim.reference])),
            "json_ld": claimreview(claim, review, history, link, settings.SITE_NAME),
            "parts": {},
        }
    )
    if claim.standing == ClaimStanding.WITHDRAWN:
        return TemplateResponse(request, "claims/withdrawn.html", context, status=410)
    page = kept_pages.Page(context["parts"], link(review.get_absolute_url()), kept_pages.shown(whole))
    response = TemplateResponse(request, "claims/claim.html", context)
    response.add_post_render_callback(lambda made: kept_pages.PAGES.keep(slug, page, index))
    return _citable(response, page.cite_as)


def _citable(response: HttpResponse, address: str) -> HttpResponse:
    """`response` with the address to cite, which is that of the version (RFC 8574)."""
    response["Link"] = f'<{address}>; rel="cite-as"'
    return response


@require_safe
def claim_json(request: HttpRequest, slug: str) -> HttpResponse:
    claim = Claim.objects.public().only("standing").filter(slug=slug).first()
    if claim is None:
        return HttpResponsePermanentRedirect(reverse("claim_json", args=[public_claim(slug).claim.slug]))
    [record] = kept_records.CLAIMS.of([claim.pk])
    return json_response(record, status=410 if claim.standing == ClaimStanding.WITHDRAWN else 200)


@require_safe
def review_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, for ever; a newer one is announced at its top."""
    whole = public_claim(slug)
    claim, review = whole.claim, version_of(whole, number)
    if claim.slug != slug:
        return HttpResponsePermanentRedirect(review.get_absolute_url())
    later = next((later for later in whole.history if later.number > number), None)
    context = review_context(review) | {"later": later, "short_link": link(reverse("short_claim", args=[claim.reference]))}
    context |= cited(review)
    return TemplateResponse(request, "claims/review.html", context)


@require_safe
def short_link(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """/SC-0007 to the claim, /SC-0007/2 to its second review."""
    claim = Claim.objects.public().filter(reference=reference).first()
    if claim is None or (number is not None and not claim.reviews.public().filter(number=number).exists()):
        raise Http404(f"There is no claim {reference}." if number is None else f"There is no review {number} of {reference}.")
    return HttpResponsePermanentRedirect(claim.get_absolute_url() if number is None else reverse("review", args=[claim.slug, number]))
