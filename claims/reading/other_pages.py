"""Topics, sources with what leans on them, glossary, lessons, the ledger."""

import json
import re

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.markup.links import link
from claims.markup.standing import glossary
from claims.models import Claim, Collection, LedgerEntry, Term
from claims.outputs import citations
from claims.reading import leaning
from claims.reading.cite import reference_context
from claims.reading.facets import verdict_counts
from claims.reading.found import rows_of
from claims.reading.index.current import current
from claims.record import moment
from sources.models import Source

SHOWN = 100  # claims on the page of a topic; the list has all
PER_PAGE = 50  # pieces of evidence on a page of a source, and claims made there


@require_safe
def topics_page(request: HttpRequest) -> HttpResponse:
    index = current()
    counts = index.counts("topic", index.published)
    return TemplateResponse(request, "claims/topics.html", {"topics": [(topic, counts.get(topic.pk, 0)) for topic in index.topics]})


@require_safe
def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    index = current()
    topic = next((topic for topic in index.topics if topic.slug == slug), None)
    if topic is None:
        raise Http404(f"There is no topic “{slug}”.")
    here = index.having("topic", [topic.pk])
    context = {
        "topic": topic,
        "total": len(here),
        "rows": rows_of(index.newest(here, 0, SHOWN)),
        "verdicts": [(verdict, n) for verdict, n in verdict_counts(index, here) if n],
        "collections": Collection.objects.filter(items__claim__in=Claim.objects.published().under_topics([slug])).distinct(),
    }
    return TemplateResponse(request, "claims/topic.html", context)


@require_safe
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """A source: what it says, how we read it, and the claims that lean on it, by stance; with ?page=2 those that follow."""
    rows = Source.objects.select_related("read_in").prefetch_related("authors")
    source = get_object_or_404(rows, key=key)
    if source.merged_into_id:
        return HttpResponsePermanentRedirect(reverse("source", args=[source.merged_into_id]))
    uses = leaning.uses_of(source, current())
    pages, number = leaning.pages_of(uses, PER_PAGE), request.GET.get("page", "1")
    if not (re.fullmatch("[1-9][0-9]{0,6}", number) and int(number) <= pages.num_pages):
        said = f"There is no page “{number}” of this source; the last one is {pages.num_pages}."
        return TemplateResponse(request, "error.html", {"title": "There is no such page", "status": 400, "said": said}, status=400)
    page = pages.page(number)
    context = {
        "source": source,
        "page": page,
        "total": leaning.evidence(uses),
        "groups": leaning.on_page(source, uses, page),
        "made_total": len(uses[leaning.MADE]),
        "made_here": leaning.made_on_page(uses, page),
        "relays": source.relays.all(),
    }
    work = citations.of_source(source, timezone.now().date())
    context |= reference_context(work, lambda name: reverse("cite_source", args=[key, name]))
    return TemplateResponse(request, "sources/source.html", context)


@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    published = Claim.objects.published().defer("search_vector").order_by("reference")
    terms = Term.objects.prefetch_related(Prefetch("claims", queryset=published, to_attr="published_claims"))
    letters = sorted({term.sort_key[:1].upper() for term in terms})
    first = {}
    for term in terms:
        first.setdefault(term.sort_key[:1].upper(), term.slug)
    context = {"terms": terms, "letters": [(letter, first[letter]) for letter in letters], "json_ld": glossary(terms, link(request.path))}
    return TemplateResponse(request, "claims/glossary.html", context)


@require_safe
def collections_page(request: HttpRequest) -> HttpResponse:
    published = Count("items", filter=Q(items__claim__standing="published"))
    collections = Collection.objects.annotate(n=published).order_by("position", "title")  # a count drops the model's order
    return TemplateResponse(request, "claims/collections.html", {"collections": collections})


@require_safe
def collection_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A lesson; with ?answers=open every verdict is shown at once."""
    collection = get_object_or_404(Collection.objects.prefetch_related("terms"), slug=slug)
    items = collection.items.filter(claim__standing="published").select_related("claim").defer("claim__search_vector")
    work = citations.of_collection(collection, link(collection.get_absolute_url()), timezone.now().date())
    context = {
        "collection": collection,
        "items": items,
        "open": request.GET.get("answers") == "open",
    }
    context |= reference_context(work, lambda name: reverse("cite_collection", args=[slug, name]))
    return TemplateResponse(request, "claims/collection.html", context)


@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    rows = LedgerEntry.objects.select_related("review__claim").defer("record", "review__claim__search_vector").order_by("-position")
    entries = list(rows[:100])
    total = entries[0].position if entries else 0  # positions begin at 1 and have no gaps, and counting them would read an index of all
    return TemplateResponse(request, "claims/ledger.html", {"entries": entries, "total": total})


@require_safe
def ledger_jsonl(request: HttpRequest) -> HttpResponse:
    """The whole chain, one entry a line, oldest first: position, deed, at, previous, digest, record (the canonical JSON, as text)."""
    lines = (
        json.dumps(
            {"position": e.position, "deed": e.deed, "at": moment(e.at), "previous": e.previous, "digest": e.digest, "record": e.record},
            ensure_ascii=False,
        )
        + "\n"
        for e in LedgerEntry.objects.order_by("position").iterator(chunk_size=500)
    )
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
