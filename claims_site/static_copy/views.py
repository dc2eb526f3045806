"""Two pages that only copies have: what a copy is, and every claim on one page to search with the browser."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from claims.models import Claim


@require_safe
def about_copy(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "copy/about.html", {})


@require_safe
def search_copy(request: HttpRequest) -> HttpResponse:
    """Every claim with verdict and fact; a browser's own search finds words in it, and a script can narrow it."""
    return TemplateResponse(request, "copy/search.html", {"rows": Claim.objects.published().for_cards().order_by("reference")})
