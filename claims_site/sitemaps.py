"""What search engines should know of: one file while it is small, else an index of files, each of the rows of a range of primary keys."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.contrib.sitemaps.views import sitemap as answer
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from claims.models import Claim, Collection, ContentVersion, Evidence
from claims.reading.index.current import current
from sources.models import Source

LIMIT = 10_000
"""Addresses in a file, about; the protocol allows 50,000."""


class _Section(Sitemap):
    """Addresses of one sort. All go in one file, unless a subclass says otherwise."""

    protocol, _, domain = settings.SITE_URL.partition("://")

    def get_domain(self, site=None) -> str:
        return self.domain

    def files(self) -> Mapping[int, datetime | None]:
        """The numbers of its files, and when something in each last changed, if that is known."""
        return {1: None}


class _Rows(_Section):
    """Rows of a table without end: those of file `number`, or all. A row keeps its file, so that a change is a change of one file."""

    def __init__(self, number: int | None = None):
        self._number = number

    def _among(self, rows: QuerySet) -> QuerySet:
        return rows.filter(pk__gte=(self._number - 1) * LIMIT, pk__lt=self._number * LIMIT) if self._number else rows


class Claims(_Rows):
    def items(self):
        return self._among(Claim.objects.published()).order_by("reference").only("slug", "published_at")

    def lastmod(self, claim):
        return claim.published_at

    def files(self):
        index, found = current(), {}
        for number, start in enumerate(range(0, len(index.slots), LIMIT), 1):
            if held := BitMap(index.slots[start : start + LIMIT]) & index.published:
                found[number] = index.moment(held.max())  # slots grow with time
        return found


class Pages(_Section):
    def items(self):
        return [
            "home",
            "claims",
            "sources",
            "topics",
            "glossary",
            "collections",
            "corrections",
            "methodology",
            "about",
            "data",
            "ledger",
            "seed",
            "api_docs",
        ]

    def location(self, name):
        return reverse(name)

    @cached_property
    def _changed(self):
        return ContentVersion.now().at

    def lastmod(self, name):
        return self._changed


class Topics(_Section):
    """They change when one of their claims is published, as lessons do."""

    def items(self):
        return self._index.topics

    @cached_property
    def _index(self):
        return current()

    def lastmod(self, topic):
        slots = self._index.values["topic"].get(topic.pk)
        return self._index.moment(slots.max()) if slots else None


class Collections(_Section):
    def items(self):
        return Collection.objects.annotate(latest=Max("items__claim__published_at")).order_by("position", "title")

    def lastmod(self, collection):
        return collection.latest


class Sources(_Rows):
    """They change when a claim that rests on them is published."""

    def items(self):
        return self._among(Source.objects.standing_alone()).by_key().only("key")

    @cached_property
    def _latest(self):
        """By source. One pass: some sources are in a third of all claims, and looking for the newest of each would read those again and again."""
        leaning = Evidence.objects.filter(source__in=self._among(Source.objects.all()), review__state="published").order_by()
        return dict(leaning.values_list("source").annotate(Max("review__published_at")))

    def lastmod(self, source):
        return self._latest.get(source.pk)

    def files(self):
        keys = Source.objects.standing_alone().order_by("pk").values_list("pk", flat=True)
        return dict.fromkeys(key // LIMIT + 1 for key in keys)


SITEMAPS = {"pages": Pages, "claims": Claims, "topics": Topics, "collections": Collections, "sources": Sources}


def files() -> dict[str, datetime | None]:
    """The addresses of the files that the sitemap is an index of, each with when it last changed, if known; none while all is in one file."""
    if len(current().published) + Source.objects.standing_alone().count() <= LIMIT:
        return {}
    return {
        reverse("sitemap_file", args=[section, number]): changed
        for section, sitemap in SITEMAPS.items()
        for number, changed in sitemap().files().items()
    }


@require_safe
@x_robots_tag
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses, or an index of the files that hold them."""
    if not (found := files()):
        return answer(request, SITEMAPS)
    listed = [SitemapIndexItem(settings.SITE_URL + address, changed) for address, changed in found.items()]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": listed}, content_type="application/xml")


@require_safe
def sitemap_file(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One of these files; it lies beside the index, for a file may name only what lies below its own folder."""
    kind = SITEMAPS.get(section)
    if kind is None or number not in kind().files():
        raise Http404
    return answer(request, {section: kind(number) if issubclass(kind, _Rows) else kind})
