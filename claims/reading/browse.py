"""Browse and search: one filtered queryset, as a page, JSON, CSV or Atom."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.models import Claim
from claims.outputs import as_csv, as_json, feeds
from claims.reading import facets, highlights, kept_rows, suggestions
from claims.reading.filters import ClaimFilter
from claims.reading.found import Found, rows_of
from claims.reading.responses import feed_response, json_response, problem_response, table_response
from claims.text_search import Query

PER_PAGE = 20
FEED_LENGTH = 50
AT_ONCE = 1_000
"""Claims of a table that are read at a time."""


def _page_of(claims: ClaimFilter, found: Found):
    """The page asked for, of primary keys, and the fault when there is no such page."""
    pages = Paginator(found, PER_PAGE)
    number = claims.page_number
    if number > pages.num_pages:
        return pages.page(pages.num_pages), {"page": [f"There is no page {number}; the last one is {pages.num_pages}."]}
    return pages.page(number), {}


def _rows(keys: list[int], query: Query, claims: ClaimFilter) -> list:
    """The rows of a page, as HTML, marked where a search matched."""
    rows = kept_rows.HTML.of(keys, claims.index)
    return highlights.marked(rows, query) if query else rows


def _without_empty(request: HttpRequest) -> str:
    """The address without the empty fields that a form without script sends."""
    kept = request.GET.copy()
    for name, values in request.GET.lists():
        kept.setlist(name, [value for value in values if value.strip()])
    return f"{request.path}?{kept.urlencode()}" if kept.urlencode() else request.path


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The list as a page; with htmx the same page, of which the browser swaps the list."""
    if not all(value.strip() for _, values in request.GET.lists() for value in values):
        return HttpResponseRedirect(_without_empty(request))
    claims = ClaimFilter(request.GET)
    faults = claims.faults()
    found, page, rows, query = None, None, [], Query("")
    if not faults:
        found, query = Found(claims), claims.words
        page, faults = _page_of(claims, found)
        rows = _rows(page.object_list, query, claims) if not faults else []
    counted, total = facets.counted(claims, found), 0 if found is None else found.total
    context = {
        "filter": claims,
        "faults": faults,
        "facets": counted,
        "facet_ids": ",".join(f"#facet-{facet.name}" for facet in counted),
        "chips": facets.chips(claims, request.GET),
        "sorts": facets.sorts(claims, request.GET) if not claims.faults() else [],
        "total": total,
        "page": page,
        "rows": rows,
        "terms": suggestions.terms_for(query.text, claims.index.version) if query else [],
        "did_you_mean": suggestions.did_you_mean(query.text, claims.index) if query and not total else "",
        "ranked_in_part": found.ranked_in_part if found is not None else 0,
        "ways_out": facets.ways_out(claims, found, request.GET) if found is not None and not total else [],
        "query_string": request.GET.urlencode(),
    }
    return TemplateResponse(request, "claims/browse.html", context, status=400 if faults else 200)


@require_safe
def browse_json(request: HttpRequest) -> HttpResponse:
    claims = ClaimFilter(request.GET)
    if faults := claims.faults():
        return problem_response(400, "The query string is not understood.", faults)
    found = Found(claims)
    page, faults = _page_of(claims, found)
    if faults:
        return problem_response(400, "There is no such page.", faults)
    next_url = None
    if page.has_next():
        following = request.GET.copy()
        following["page"] = str(page.next_page_number())
        next_url = link(f"{request.path}?{following.urlencode()}")
    return json_response(
        as_json.claim_list(
            kept_rows.JSON.of(page.object_list, claims.index),
            total=found.total,
            page=page.number,
            pages=page.paginator.num_pages,
            next_url=next_url,
        )
    )


@require_safe
def browse_csv(request: HttpRequest) -> HttpResponseBase:
    """All claims of the list, not only one page of them; so they are read a few at a time."""
    claims = ClaimFilter(request.GET)
    if faults := claims.faults():
        return problem_response(400, "The query string is not understood.", faults)
    return table_response(as_csv.lines(_all(Found(claims)), link), "social-credit-claims.csv")


def _all(found: Found) -> Iterator[Claim]:
    """Every claim found, in order, with the slugs of its topics."""
    for start in range(0, found.total, AT_ONCE):
        yield from rows_of(found.keys(start, start + AT_ONCE), Claim.objects.with_topic_slugs())


@require_safe
def browse_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest claims of the list, whatever its order, as `kind`: atom or json."""
    claims = ClaimFilter(request.GET)
    if faults := claims.faults():
        return problem_response(400, "The query string is not understood.", faults)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    rows = rows_of(Found(claims).newest(FEED_LENGTH))
    about = feeds.Feed(
        title="Claims – Social Credit Claims",
        subtitle="Claims about China’s social credit system, each with its verdict.",
        page=link(reverse("claims") + query),
        address=link(request.path + query),
    )
    return feed_response(kind, about, feeds.of_claims(rows, link))
