"""The list of sources. The page of one source shows claims, so it lives with them (claims/reading)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sources.filters import SourceFilter
from sources.models import Source

PER_PAGE = 40


@require_safe
def sources_page(request: HttpRequest) -> HttpResponse:
    sources = SourceFilter(request.GET, Source.objects.standing_alone().by_key().prefetch_related("authors"))
    faults = sources.faults()
    page = None
    if not faults:
        pages = Paginator(sources.qs, PER_PAGE)
        if sources.page_number > pages.num_pages:
            faults = {"page": [f"There is no page {sources.page_number}; the last one is {pages.num_pages}."]}
        else:
            page = pages.page(sources.page_number)
    context = {"filter": sources, "faults": faults, "page": page}
    return TemplateResponse(request, "sources/sources.html", context, status=400 if faults else 200)
