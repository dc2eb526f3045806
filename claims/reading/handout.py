"""Sheets for a class: a claim on one page, a lesson as a booklet; as pages to print, and as PDF where this server can make one."""

import hashlib
from functools import cache

import segno
from django.conf import settings
from django.core.cache import cache as kept
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.models import Collection, Review, State
from claims.outputs import citations, pdf
from claims.outputs.handout import is_dense, key_evidence
from claims.reading.loading import public_review
from claims.reading.responses import problem_response, wants_json

_SIZES = {"a4": "A4", "letter": "Letter"}


@require_safe
def claim_handout(request: HttpRequest, slug: str, number: int | None = None, paper: str = "") -> HttpResponse:
    """A claim on one sheet: as it stands, or review `number`; with `paper` (a4 or letter) as PDF."""
    review = public_review(slug, number)
    if review.claim.slug != slug:
        match = request.resolver_match
        return HttpResponsePermanentRedirect(reverse(match.url_name, kwargs=match.captured_kwargs | {"slug": review.claim.slug}))
    status = 410 if number is None and review.state == State.WITHDRAWN else 200
    return _answer(request, "claims/_handout.html", _claim_context(review, number), paper, status)


@require_safe
def collection_handout(request: HttpRequest, slug: str, paper: str = "") -> HttpResponse:
    """A lesson as a booklet: the questions, then the verdicts, then the teacher's plan; with `paper` as PDF."""
    collection = get_object_or_404(Collection.objects.prefetch_related("terms"), slug=slug)
    items = list(collection.items.filter(claim__standing="published").select_related("claim__current").defer("claim__search_vector"))
    if not items:
        raise Http404("This lesson has no published claims yet.")
    work = citations.of_collection(collection, link(collection.get_absolute_url()), timezone.now().date())
    context = {
        "title": f"Booklet: {collection.title}", "collection": collection, "items": items, "citation": citations.apa(work),
        "name": f"{collection.slug}", "address": link(collection.get_absolute_url()), "canonical": link(collection.get_absolute_url()),
        "papers": [(label, reverse("collection_handout_pdf", args=[slug, size])) for size, label in _SIZES.items()],
    }  # fmt: skip
    return _answer(request, "claims/_booklet.html", context, paper, 200)


def _claim_context(review: Review, number: int | None) -> dict:
    claim, chosen = review.claim, key_evidence(review)
    work = citations.of_review(review, link(review.get_absolute_url()), timezone.now().date())
    pinned = {} if number is None else {"number": number}
    newer = claim.current_id != review.pk
    return {
        "title": f"Handout{f' of version {number}' if number else ''}: {review.verdict_.label}: “{review.statement}”",
        "review": review, "claim": claim, "chosen": chosen, "left_out": len(review.evidence.all()) - len(chosen), "newer": newer,
        "dense": is_dense(review, chosen), "citation": citations.apa(work), "name": f"{claim.reference}-{review.number}",
        "address": link(reverse("short_review", args=[claim.reference, review.number])), "canonical": link(claim.get_absolute_url()),
        "papers": [
            (label, reverse("handout_pdf_review" if pinned else "handout_pdf", kwargs={"slug": claim.slug, "paper": size, **pinned}))
            for size, label in _SIZES.items()
        ],
    }  # fmt: skip


def _answer(request: HttpRequest, sheet: str, context: dict, paper: str, status: int) -> HttpResponse:
    """The sheet as a page, or as a PDF on `paper`."""
    context |= {"sheet": sheet, "code": _code(context["address"])}
    if not paper:
        papers = context["papers"] if pdf.available() else []
        return TemplateResponse(request, "claims/handout.html", context | {"papers": papers}, status=status)
    if not pdf.available():
        raise Http404("This server cannot make PDFs. Print the handout from its page.")
    if paper not in _SIZES:
        raise Http404(f"There is no paper “{paper}”; there are {', '.join(_SIZES)}.")
    html = render_to_string("claims/handout_document.html", context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL})
    try:
        made = _kept(html, f"@page {{ size: {_SIZES[paper]} }} {_css()}")
    except pdf.Busy:
        return _busy(request)
    response = HttpResponse(made, content_type="application/pdf", status=status)
    response["Content-Disposition"] = f'inline; filename="{context["name"]}-{paper}.pdf"'
    return response


def _code(address: str) -> SafeString:
    """A QR code of `address` as part of a page."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(
        code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None, title="QR code of the address beside it")
    )  # numbers only


@cache
def _css() -> str:
    return (settings.BASE_DIR / "static" / "css" / "handout.css").read_text("utf-8")


def _kept(html: str, css: str) -> bytes:
    """The PDF of exactly these texts, from the shared cache, else made now. Whoever waited for a turn may find it made meanwhile."""
    key = "handout-" + hashlib.sha256(f"{pdf.MAKER}\n{html}\n{css}".encode()).hexdigest()
    made = kept.get(key)
    if made is None:
        with pdf.turn():
            made = kept.get(key) or pdf.make(html, css)
            kept.set(key, made, timeout=None)
    return made


def _busy(request: HttpRequest) -> HttpResponse:
    said = "Another handout is being made at this moment. Please try again in a few seconds, or print the page."
    if wants_json(request):
        response = problem_response(503, said, {})
    else:
        response = TemplateResponse(request, "error.html", {"title": "One moment", "status": 503, "said": said}, status=503)
    response["Retry-After"] = "5"
    return response
