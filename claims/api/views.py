"""The addresses of the API. Each reads the same rows as the page beside it."""

from functools import cached_property

from django.db.models import Prefetch
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from rest_framework.request import Request

from claims.api import documents
from claims.api.base import CONTROLS, ApiView, ItemView, ListView, Page, unfit
from claims.api.errors import Moved, Refused
from claims.api.paging import BadCursor, packed, unpacked
from claims.markup.links import link
from claims.models import Claim, ClaimStanding, Collection, CollectionItem, Review, Term, Topic
from claims.reading import kept_records, kept_rows, leaning, matches, walking
from claims.reading.filters import ClaimFilter
from claims.reading.found import Found
from claims.reading.index.current import current
from claims.reading.responses import json_response
from sources.filters import SourceFilter
from sources.models import Source


class Claims(ListView):
    """Published claims, with their verdict and the fact. Takes the same filters as the page /claims/."""

    serializer_class = documents.ClaimSummary
    filterset = ClaimFilter

    def page(self, query: QueryDict, cursor: str, limit: int) -> Page:
        claims = ClaimFilter(query)
        faults = claims.faults() | unfit(query)
        if faults:
            raise Refused(faults)
        found, what = Found(claims), f"claims:{claims.sort_in_use}:{claims.words.text if claims.sort_in_use == 'relevance' else ''}"
        try:
            keys, mark = walking.after(unpacked(cursor, what) if cursor else None, limit, claims, found)
        except matches.TooOld:
            raise BadCursor("is too old: too much was published since that matches, too. Start without one.") from None
        return Page(kept_rows.JSON.of(keys, claims.index), packed(mark, what) if mark else None, found.total)


class OneClaim(ItemView):
    """One claim with its current review, evidence and appearances. A withdrawn one comes with status 410 and the reason."""

    serializer_class = documents.ClaimFull
    gone = True

    def answer(self, reference: str) -> tuple[bytes, int]:
        claim = Claim.objects.public().only("standing").filter(reference=reference).first()
        if claim is None:
            raise Http404(f"There is no claim {reference}.")
        return *kept_records.CLAIMS.of([claim.pk]), 410 if claim.standing == ClaimStanding.WITHDRAWN else 200


class _Reviews:
    serializer_class = documents.ReviewShape

    def everything(self):
        return Review.objects.public().only("pk").order_by("-published_at", "-id")

    def documents(self, rows: list[Review]) -> list[bytes]:
        return kept_records.REVIEWS.of([row.pk for row in rows])


class Reviews(_Reviews, ListView):
    """Every published or withdrawn version of every claim, the latest first."""


class ReviewsOfClaim(_Reviews, ListView):
    """All versions of one claim, the latest first."""

    def everything(self):
        reference = self.kwargs["reference"]
        if not Claim.objects.public().filter(reference=reference).exists():
            raise Http404(f"There is no claim {reference}.")
        return super().everything().filter(claim__reference=reference).order_by("-number")


class OneReview(_Reviews, ItemView):
    """One version of a claim, which never changes."""

    def answer(self, reference: str, number: int) -> tuple[bytes, int]:
        review = self.everything().filter(claim__reference=reference, number=number).first()
        if review is None:
            raise Http404(f"There is no review {number} of {reference}.")
        return *self.documents([review]), 200


class Sources(ListView):
    """The documents that evidence rests on. Takes the same filters as the page /sources/."""

    serializer_class = documents.SourceShape
    filterset = SourceFilter

    def rows(self, query: QueryDict):
        sources = SourceFilter(query, Source.objects.standing_alone().only("pk").by_key())
        faults = sources.faults() | unfit(query)
        if faults:
            raise Refused(faults)
        return sources.qs

    def documents(self, rows: list[Source]) -> list[bytes]:
        return kept_records.SOURCES.of([row.pk for row in rows])


class OneSource(ItemView):
    """One source, with the published claims that rest on it and how: all of them, or a page at a time where there are more."""

    serializer_class = documents.SourceFull
    controls = CONTROLS

    def item(self, key: str) -> Source:
        source = Source.objects.select_related("read_in").prefetch_related("authors").filter(key=key).first()
        if source is None:
            raise Http404(f"There is no source {key}.")
        if source.merged_into_id:
            raise Moved(reverse("api_source", args=[source.merged_into_id]))
        what, cursor = f"leaning:{source.pk}", self.asked_for["cursor"]
        mark = unpacked(cursor, what)[0] if cursor else None
        source.leaning, mark, source.of_all = leaning.after(mark, int(self.asked_for["limit"]), source, leaning.uses_of(source, current()))
        source.next = self.following(packed([mark], what) if mark else None)
        return source


class _Topics:
    serializer_class = documents.TopicShape

    def everything(self):
        return Topic.objects.order_by("position", "name", "id")

    @cached_property
    def numbers_of_claims(self) -> dict[int, int]:
        """By topic; views live for one request."""
        index = current()
        return index.counts("topic", index.published)

    def written(self, row: Topic) -> bytes:
        row.n = self.numbers_of_claims.get(row.pk, 0)
        return super().written(row)


class Topics(_Topics, ListView):
    """Subject headings, with the number of claims under each."""


class OneTopic(_Topics, ItemView):
    """One subject heading."""

    def item(self, slug: str) -> Topic:
        return _found(self.everything(), slug, "topic")


class _Collections:
    serializer_class = documents.CollectionShape

    def everything(self):
        items = CollectionItem.objects.filter(claim__standing="published").select_related("claim").defer("claim__search_vector")
        return Collection.objects.prefetch_related("terms", Prefetch("items", items, to_attr="published_items")).order_by("position", "title", "id")


class Collections(_Collections, ListView):
    """Lesson packs: claims in teaching order, with questions, prompts and a plan."""


class OneCollection(_Collections, ItemView):
    """One lesson pack."""

    def item(self, slug: str) -> Collection:
        return _found(self.everything(), slug, "lesson")


class _Glossary:
    serializer_class = documents.TermShape

    def everything(self):
        published = Claim.objects.published().defer("search_vector").order_by("reference")
        return Term.objects.prefetch_related(Prefetch("claims", published, to_attr="published_claims")).order_by("sort_key", "slug")


class Glossary(_Glossary, ListView):
    """The Chinese words behind the claims, by pinyin."""


class OneTerm(_Glossary, ItemView):
    """One glossary entry."""

    def item(self, slug: str) -> Term:
        return _found(self.everything(), slug, "term")


class Corrections(ListView):
    """Public changes of published reviews (all but typos) and withdrawals, the latest first."""

    serializer_class = documents.CorrectionShape
    beside = {"typos": "Number of typos that were mended besides; they are not among the rows."}

    def numbers(self) -> dict[str, int]:
        return {"typos": self.counted(Review.objects.typos(), "-typos")}

    def everything(self):
        rows = Review.objects.in_corrections_log().newest_first()
        return rows.select_related("claim").defer("claim__search_vector").prefetch_related("claim__reviews")

    def written(self, row: Review) -> bytes:
        row.before = next((review for review in row.claim.reviews.all() if review.number == row.number - 1), None)
        return super().written(row)


class Index(ApiView):
    """The addresses of the API."""

    serializer_class = documents.IndexShape
    controls = ()

    def get(self, request: Request) -> HttpResponse:
        if request.query_params:
            raise Refused({name: ["is not a parameter we know."] for name in request.query_params})
        names = ("claims", "reviews", "sources", "topics", "collections", "glossary", "corrections", "openapi.json")
        return json_response({name.removesuffix(".json"): link(f"/api/v1/{name}") for name in names} | {"docs": link("/api/docs/")})


def _found(rows, slug: str, what: str):
    row = rows.filter(slug=slug).first()
    if row is None:
        raise Http404(f"There is no {what} “{slug}”.")
    return row
