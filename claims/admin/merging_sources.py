"""The page that merges a source into another one: both side by side, what moves, what stays."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.editorial import history_words, merging_sources
from claims.editorial.gates import Refused
from claims.editorial.history import history
from sources.models import Source


class IntoForm(forms.Form):
    """Which source stays."""

    into = forms.ModelChoiceField(
        Source.objects.standing_alone(), label="The source that stays", error_messages={"required": "Choose the source that stays."}
    )

    def __init__(self, asked: str | None, *, admin_site):
        if asked and not (asked.isdecimal() and len(asked) < 16):
            asked = "0"  # the search box cannot show what is no number; 0 is no source
        super().__init__(None if asked is None else {"into": asked}, label_suffix="")
        self.fields["into"].widget = AutocompleteSelect(Source._meta.get_field("read_in"), admin_site)
        self.fields["into"].widget.choices = self.fields["into"].choices


class Mergeable:
    """For the ModelAdmin of sources: the page that merges; merged sources are not offered in search boxes and not edited."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name="sources_source_merge"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        return (rows.standing_alone() if request.path == reverse("admin:autocomplete") else rows), may_repeat

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self.get_object(request, str(pk))
        if source is None:
            raise Http404(f"There is no source {pk}.")
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        asked = request.POST.get("into", "") if request.method == "POST" else request.GET.get("into")
        form = IntoForm(asked, admin_site=self.admin_site)
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        if into and not self.has_change_permission(request, into):
            raise PermissionDenied
        if into and request.method == "POST" and self._merge(request, form, source, into):
            return HttpResponseRedirect(reverse("admin:sources_source_change", args=[into.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": "Merge into another source", "source": source, "into": into, "form": form, "media": self.media + form.media,
            "extent": merging_sources.extent(source), "sides": _sides(source, into) if into else [],
            "faults": merging_sources.faults(source=source, into=into) if into else [],
        }  # fmt: skip
        return TemplateResponse(request, "admin/sources/source/merge.html", context)

    def _merge(self, request: HttpRequest, form: IntoForm, source: Source, into: Source) -> bool:
        """Do it, log it and say so; where it is refused, the page says why."""
        try:
            merging_sources.merge(source=source, into=into)
        except Refused:
            return False
        self.log_change(request, source, f"Merged into {into.key}.")
        messages.success(request, f"{source.key} was merged into {into.key}, and its address leads here.")
        return True


def _sides(source: Source, into: Source) -> list[tuple[str, str, str, bool]]:
    """Label, text of the one that goes, text of the one that stays, and whether they differ, for each field that either has."""
    texts = [history_words.texts_of(Source, history(Source, row.pk).now[Source, row.pk]) for row in (source, into)]
    authors = [("Authors", source.byline, into.byline)]
    rows = [(label, texts[0][label], texts[1][label]) for label in texts[0]]
    return [(label, one, other, one != other) for label, one, other in (*rows, *authors) if one or other]
