"""What search engines should know of."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from claims.models import Claim, Collection, ContentVersion, Evidence, Topic
from sources.models import Source


class Claims(Sitemap):
    def items(self):
        return Claim.objects.published().order_by("reference").defer("search_vector")

    def lastmod(self, claim):
        return claim.published_at


class Pages(Sitemap):
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


class _Gathering(Sitemap):
    """Pages that show claims: they change when one of these is published."""

    def lastmod(self, row):
        return row.latest


class Topics(_Gathering):
    def items(self):
        return Topic.objects.annotate(latest=Max("claims__published_at")).order_by("position", "name")


class Collections(_Gathering):
    def items(self):
        return Collection.objects.annotate(latest=Max("items__claim__published_at")).order_by("position", "title")


class Sources(_Gathering):
    def items(self):
        leaning = Evidence.objects.filter(source=OuterRef("pk"), review__state="published").order_by("-review__published_at")
        return Source.objects.standing_alone().by_key().annotate(latest=Subquery(leaning.values("review__published_at")[:1]))


class _Absolute:
    """The site's own address, in the form that Django's sitemaps ask for."""

    domain = settings.SITE_URL.split("://")[1]
    name = settings.SITE_NAME


SITEMAPS = {"pages": Pages, "claims": Claims, "topics": Topics, "collections": Collections, "sources": Sources}
for sitemap in SITEMAPS.values():
    sitemap.protocol = settings.SITE_URL.split("://")[0]
    sitemap.get_domain = lambda self, site=None: _Absolute.domain
