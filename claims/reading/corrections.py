"""The corrections log: what readers were told that we had changed, and how many typos were mended besides."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.models import Review
from claims.outputs import feeds
from claims.querysets import ReviewQuerySet
from claims.reading.responses import feed_response

KINDS = {"update": "Updates", "correction": "Corrections", "retraction": "Retractions", "withdrawal": "Withdrawals", "typo": "Typos"}
"""What ?kind= chooses. Typos are shown only when they are asked for."""


def _log(kind: str = "") -> ReviewQuerySet:
    """The rows of the log, or of one kind of them: page, feed and banner are the same."""
    rows = Review.objects.in_corrections_log()
    if kind == "withdrawal":
        rows = rows.withdrawn()
    elif kind == "typo":
        rows = Review.objects.typos()
    elif kind:
        rows = rows.filter(change=kind)
    return rows.newest_first().select_related("claim", "merged_into").defer("claim__search_vector")


@require_safe
def corrections_page(request: HttpRequest) -> HttpResponse:
    """The whole log; with ?kind= one kind of change."""
    kind = request.GET.get("kind", "")
    known = not kind or kind in KINDS
    rows = list(_log(kind).prefetch_related("claim__reviews")) if known else []
    for review in rows:
        review.before = next((r for r in review.claim.reviews.all() if r.number == review.number - 1), None)
    context = {"reviews": rows, "typos": Review.objects.typos().count(), "kind": kind, "kinds": KINDS, "known": known}
    return TemplateResponse(request, "claims/corrections.html", context, status=200 if known else 400)


@require_safe
def corrections_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest of the log as `kind`: atom or json."""
    about = feeds.Feed(
        title="Corrections – Social Credit Claims",
        subtitle="Every change to a published review but typos.",
        page=link(reverse("corrections")),
        address=link(request.path),
        counts={"corrections": _log().count(), "typos": Review.objects.typos().count()} if kind == "json" else None,
    )
    return feed_response(kind, about, feeds.of_corrections(_log()[:50], link))
