"""The list that most people would write over the same tables: the measure for what our own way is worth.

django-filter, icontains, a paginator that counts, a GROUP BY for each facet, OFFSET, no index of its own. Its page shows fewer columns than ours; its
JSON and its API say the same of each claim, of as many claims.
"""

import django_filters
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from claims.expressions import Unnest
from claims.models import Claim

PER_PAGE = 20


class NaiveFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search")
    verdict = django_filters.CharFilter()
    system = django_filters.CharFilter(field_name="systems", lookup_expr="contains", method="holding")
    place = django_filters.CharFilter(field_name="places", method="holding")
    topic = django_filters.CharFilter(field_name="topics__slug")

    class Meta:
        model = Claim
        fields: list[str] = []

    def search(self, rows, name, value):
        for word in value.split():
            rows = rows.filter(
                Q(statement__icontains=word) | Q(fact__icontains=word) | Q(answer__icontains=word) | Q(current__rationale__icontains=word)
            )
        return rows

    def holding(self, rows, name, value):
        return rows.filter(**{f"{name}__contains": [value]})


def _asked(request: HttpRequest):
    with connection.cursor() as cursor:  # our readers' snapshot gives up after eight seconds, which at a million claims this list needs
        cursor.execute("SET LOCAL statement_timeout = 0")
    rows = Claim.objects.filter(standing="published").defer("search_vector").order_by("-published_at", "-id")
    return NaiveFilter(request.GET, rows).qs


def _page(request: HttpRequest):
    rows = _asked(request).select_related("current").prefetch_related("topics")
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def browse(request: HttpRequest) -> HttpResponse:
    rows = _asked(request).order_by()
    facets = {
        "verdict": rows.values(value=F("verdict")),
        "topic": rows.values(value=F("topics__slug")),
        "system": rows.annotate(value=Unnest("systems")).values("value"),
        "place": rows.annotate(value=Unnest("places")).values("value"),
        "kind": rows.annotate(value=Unnest("source_kinds")).values("value"),
    }
    counted = {name: list(values.annotate(n=Count("pk")).order_by("-n")) for name, values in facets.items()}
    return render(request, "bench/naive.html", {"page": _page(request), "facets": counted})


def browse_json(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    return JsonResponse({"total": page.paginator.count, "claims": NaiveSerializer(page, many=True).data})


class NaiveSerializer(serializers.ModelSerializer):
    """What our own list says of a claim."""

    url = serializers.CharField(source="get_absolute_url")
    topics = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)

    class Meta:
        model = Claim
        fields = (
            "reference", "url", "verdict", "fact", "statement", "answer", "systems", "places", "topics", "as_of", "review_by", "first_made",
            "refuting", "supporting", "contextual", "first_published_at", "published_at",
        )  # fmt: skip


class NaivePages(PageNumberPagination):
    page_size = 50


class NaiveApi(ListAPIView):
    """The list of an API as Django REST framework's tutorial has it, with as many rows as ours.

    It counts nobody: at its address, among those of pages, an answer is made from a snapshot, which cannot write.
    """

    queryset = Claim.objects.filter(standing="published").defer("search_vector").order_by("-published_at", "-id").prefetch_related("topics")
    serializer_class, pagination_class, throttle_classes = NaiveSerializer, NaivePages, []
    filter_backends, filterset_class, schema = [DjangoFilterBackend], NaiveFilter, None
