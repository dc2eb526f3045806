"""What other sites show of a claim: a card in a frame, oEmbed, a QR code.

Only the card may be framed; every other page refuses. A card needs no script and no cookie, and a withdrawn claim says so in its card too.
"""

import io
from urllib.parse import urlsplit

import segno
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.models import ClaimStanding, Review, State
from claims.reading.loading import public_review
from claims.reading.responses import json_response, problem_response

WIDTH, HEIGHT = 600, 240
NARROW, TALL = 480, 320
"""Below this width the card is given this height, so that the fact has room beside the statement."""
NARROWEST = 280


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The card of a claim as it stands, or of one version for ever."""
    review = public_review(slug, number)
    claim = review.claim
    if claim.slug != slug:
        path = reverse("embed", args=[claim.slug]) if number is None else reverse("embed_review", args=[claim.slug, number])
        return HttpResponsePermanentRedirect(path)
    withdrawn = review.state == State.WITHDRAWN
    context = {"claim": claim, "review": review, "withdrawn": withdrawn, "pinned": number is not None}
    return TemplateResponse(request, "claims/embed.html", context, status=410 if withdrawn and number is None else 200)


@require_safe
def qr(request: HttpRequest, slug: str, kind: str, number: int | None = None) -> HttpResponse:
    """A QR code of the short link to one version (the current one when no number is given), as `kind`: svg or png."""
    review = public_review(slug, number)
    claim = review.claim
    if claim.slug != slug:
        return HttpResponsePermanentRedirect(request.path.replace(f"/{slug}/", f"/{claim.slug}/", 1))
    code = segno.make(link(reverse("short_review", args=[claim.reference, review.number])), error="m", micro=False)
    out = io.BytesIO()
    if kind == "png":
        code.save(out, kind="png", scale=20, border=4)  # about 7 cm at 300 dots an inch, with the quiet zone that ISO/IEC 18004 asks for
        return HttpResponse(out.getvalue(), content_type="image/png")
    code.save(out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0, type rich: `url` of a claim or of one version, `maxwidth`, `maxheight`, `format` json or xml."""
    style = request.GET.get("format", "json")
    if style not in ("json", "xml"):
        return problem_response(501, "The format must be json or xml.", {"format": [f"“{style}” is not offered."]})
    try:
        width = _limit(request, "maxwidth", WIDTH)
        height = _limit(request, "maxheight", HEIGHT if width >= NARROW else TALL)
    except ValueError as error:
        return problem_response(400, "The size is not understood.", {"maxwidth": [str(error)]})
    review, frame = _framed(request.GET.get("url", ""))
    if review.claim.standing == ClaimStanding.WITHDRAWN:
        raise Http404("That claim was withdrawn.")
    title = f"{review.verdict_.label}: “{review.statement}”"
    html = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>', link(frame), width, height, f"Fact check: {title}"
    )
    answer = {
        "version": "1.0", "type": "rich", "title": title, "provider_name": settings.SITE_NAME, "provider_url": link("/"), "cache_age": 3600,
        "html": str(html), "width": width, "height": height,
    }  # fmt: skip
    return json_response(answer) if style == "json" else _xml(answer)


def _framed(address: str) -> tuple[Review, str]:
    """The review at one of our own addresses, and the path of its card. Raises Http404 for any other address."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        match = None
    if match is None or parts.netloc != urlsplit(settings.SITE_URL).netloc or match.url_name not in ("claim", "review"):
        raise Http404("Give the address of a claim on this site as “url”.")
    slug, number = match.kwargs["slug"], match.kwargs.get("number")
    review = public_review(slug, number)
    return review, reverse("embed", args=[review.claim.slug]) if number is None else reverse("embed_review", args=[slug, number])


def _limit(request: HttpRequest, name: str, default: int) -> int:
    """A size that the asker allows: at most our own, at least the narrowest the card can be read at."""
    given = request.GET.get(name)
    if given is None:
        return default
    if not given.isdecimal() or len(given) > 6:
        raise ValueError(f"{name} must be a whole number of pixels.")
    return max(min(int(given), default), NARROWEST if name == "maxwidth" else 120)


def _xml(answer: dict) -> HttpResponse:
    response = HttpResponse(content_type="text/xml; charset=utf-8")
    writer = SimplerXMLGenerator(response, "utf-8")
    writer.startDocument()
    writer.startElement("oembed", {})
    for name, value in answer.items():
        writer.addQuickElement(name, str(value))
    writer.endElement("oembed")
    writer.endDocument()
    return response
