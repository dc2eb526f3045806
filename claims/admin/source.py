"""Editing a source, continued: the claims that lean on it repeat its title and kind for lists and search, so they are refreshed with it."""

from django.contrib import admin

from claims.admin.exchange.identity import Sources
from claims.admin.exchange.pages import Exchanged
from claims.admin.history import Remembered
from claims.admin.likeness import AsksFirst, ShowsLikes, like_sources
from claims.admin.merging_sources import Mergeable
from claims.editorial import alarms, projection, rights
from claims.models import Claim
from sources.admin import SourceAdmin, SourceForm
from sources.models import Source

admin.site.unregister(Source)


class NewSourceForm(AsksFirst, SourceForm):
    watched = ("title", "original_title", "url", "archived_url")
    find = staticmethod(like_sources)
    page = "admin:sources_source_near"


@admin.register(Source)
class LeanedOnSourceAdmin(Exchanged, Remembered, ShowsLikes, Mergeable, SourceAdmin):
    form = NewSourceForm
    tables = {"sources": Sources}

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or not rights.against_source(user=request.user, source=obj))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for claim in Claim.objects.leaning_on(form.instance):
            projection.refresh(Claim.objects.get(pk=claim.pk))
        if "standing" in form.changed_data:
            alarms.raise_due()
