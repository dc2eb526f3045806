"""What search engines should know of."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from claims.models import Claim, Collection, Topic
from sources.models import Source


class Claims(Sitemap):
    def items(self):
        return Claim.objects.published().order_by("reference").defer("search_vector")

    def lastmod(self, claim):
        return claim.published_at


class Pages(Sitemap):
    def items(self):
        return ["home", "claims", "sources", "topics", "glossary", "collections", "corrections", "methodology", "about", "data", "ledger"]

    def location(self, name):
        return reverse(name)


class Topics(Sitemap):
    def items(self):
        return Topic.objects.all()


class Collections(Sitemap):
    def items(self):
        return Collection.objects.all()


class Sources(Sitemap):
    def items(self):
        return Source.objects.by_key()


class _Absolute:
    """The site's own address, in the form that Django's sitemaps ask for."""

    domain = settings.SITE_URL.split("://")[1]
    name = settings.SITE_NAME


SITEMAPS = {"pages": Pages, "claims": Claims, "topics": Topics, "collections": Collections, "sources": Sources}
for sitemap in SITEMAPS.values():
    sitemap.protocol = settings.SITE_URL.split("://")[0]
    sitemap.get_domain = lambda self, site=None: _Absolute.domain
