"""Home, the standing pages, appearance, and what machines ask of a server."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from claims.markup.links import link
from claims.markup.standing import Download, dataset
from claims.models import Collection, LedgerEntry, Review, Term
from claims.reading import downloads, kept_rows
from claims.reading.coverage import coverage, leanings
from claims.reading.facets import verdict_counts
from claims.reading.index.current import current
from claims.reading.responses import problem_response, wants_json
from claims.record import moment

_PAGES = Path(settings.BASE_DIR) / "templates" / "pages"
FORMS = [
    Download("Claims as JSON", "application/json", "/claims.json"),
    Download("Claims as CSV", "text/csv", "/claims.csv"),
    Download("Claims as ClaimReview", "application/ld+json", "/claimreview.json"),
    Download("Latest reviews as Atom", "application/atom+xml", "/claims.atom"),
    Download("The ledger", "application/jsonl", "/ledger.jsonl"),
    Download("API", "application/json", "/api/v1/"),
]
_CORRECTION = ("number", "verdict", "statement", "published_at", "claim__reference")
THEMES = ("auto", "light", "dark")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    index = current()
    published, counts = index.published, index.counts("topic", index.published)
    featured, *_ = kept_rows.CARDS.of(index.most_evidence(published, 0, 1), index) or [None]
    context = {
        "total": len(published),
        "verdicts": tuple(verdict_counts(index, published)),
        "featured": featured,
        "latest": kept_rows.HTML.of(index.newest(published, 0, 5), index),
        "topics": [(topic, counts[topic.pk]) for topic in index.topics if topic.pk in counts],
        "collections": Collection.objects.only("slug", "title", "minutes")[:6],
        "corrections": Review.objects.in_corrections_log().newest_first().select_related("claim").only(*_CORRECTION)[:3],
        "term": Term.objects.filter(slug="shehui-xinyong-tixi").first(),
    }
    return TemplateResponse(request, "home.html", context)


@require_safe
def standing_page(request: HttpRequest, name: str, title: str) -> HttpResponse:
    """A page written as Markdown in templates/pages/; the page on the method ends with how our claims lean."""
    context = {"title": title, "text": (_PAGES / f"{name}.md").read_text("utf-8")}
    if name == "methodology":
        context["leanings"] = leanings(current())
    return TemplateResponse(request, "page.html", context)


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    last, dumped = LedgerEntry.objects.order_by("-position").first(), downloads.dumped()
    files = FORMS + (downloads.distribution(dumped) if dumped else [])
    described = dataset(settings.SITE_NAME, link(request.path), moment(last.at) if last else "", files, link)
    return TemplateResponse(request, "data.html", {"coverage": coverage(), "last": last, "dump": dumped, "json_ld": described})


@csrf_exempt  # it changes only the colours of this one browser, and a token would put a cookie on every public page
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of colours in a cookie, and go back to the page it was made on."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest("Choose one of: same as my device, light, dark.", content_type="text/plain; charset=utf-8")
    back = request.POST.get("back") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if theme == "auto":
        response.delete_cookie("theme", samesite="Lax")
    else:
        response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.PRODUCTION)
    return response


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """The reader's own choice of colours as a small stylesheet, so that the pages themselves are the same for all readers."""
    theme = request.COOKIES.get("theme", "")
    css = f"@layer tokens{{:root:not(:has([name=theme]:checked)){{color-scheme:{theme}}}}}" if theme in THEMES[1:] else ""
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{theme if css else "auto"}"'
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and holds published claims; 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM claims_claim WHERE standing = 'published')")
            ready = cursor.fetchone()[0]
    except DatabaseError:  # whatever kept the database from answering, the answer is the same: not ready
        ready = False
    return JsonResponse({"ready": ready}, status=200 if ready else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /account/",
        "Disallow: /appearance/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return TemplateResponse(request, "error.html", {"title": "This is too large", "status": 413, "said": str(exception)}, status=413)
    if wants_json(request):
        return problem_response(400, "The request is not understood.", {})
    return TemplateResponse(request, "error.html", {"title": "The request is not understood", "status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception) or "Your role does not include this."
    if wants_json(request):
        return problem_response(403, said, {})
    context = {"title": "You may not do this", "status": 403, "said": said, "of_the_desk": request.user.is_staff}
    return TemplateResponse(request, "error.html", context, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many wrong passwords or codes; the rate limits of signing in answer with this."""
    said = "Too many attempts. Wait five minutes, then try again."
    if wants_json(request):
        return problem_response(429, said, {})
    response = TemplateResponse(request, "error.html", {"title": "Too many attempts", "status": 429, "said": said}, status=429)
    response["Retry-After"] = "300"
    return response


def too_long(request: HttpRequest) -> HttpResponse:
    """What takes longer than a statement may (claims/reading/snapshot.py); written without the database."""
    title, said = "This takes too long", "The server gave up on this question. Ask for something narrower, or again in a moment."
    if wants_json(request):
        return problem_response(503, f"{title}. {said}", {})
    return HttpResponse(render_to_string("error.html", {"title": title, "said": said, "status": 503}, request), status=503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    if said.endswith("matches the given query."):  # Django's own words, for programmers
        said = ""
    if wants_json(request):
        return problem_response(404, said or "There is no such page.", {})
    context = {"title": "There is no such page", "status": 404, "said": said}
    index = current()
    context["claims"] = kept_rows.HTML.of(index.most_evidence(index.published, 0, 4), index)
    return TemplateResponse(request, "error.html", context, status=404)
