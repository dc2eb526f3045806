"""The pages of the exchange: what is listed as a file; a file, looked at first and then taken in.

A file that was looked at waits in the shared cache for an hour, under a name that only its sender's "Import" button knows. The import tries it all
again: what has changed meanwhile is found, and then nothing is kept.
"""

from collections import Counter
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.cache import cache
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from claims.admin.exchange.files import FORMATS, MAX_BYTES, Unreadable, read, written
from claims.admin.exchange.tables import Line, Table

KEPT = 3600  # seconds
SHOWN = 200


class UploadForm(forms.Form):
    table = forms.ChoiceField(label="What the rows are")
    file = forms.FileField(label="File", help_text=f"CSV (UTF-8), XLSX or JSON, as Export writes them; {MAX_BYTES // 1_000_000} MB at most.")

    def __init__(self, tables: dict[str, type[Table]], *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["table"].choices = [(name, name.capitalize()) for name in tables]

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(f"The file has {sent.size:,} bytes; {MAX_BYTES:,} at most. Send it in parts.")
        try:
            self.rows = read(sent.name, data := sent.read())
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        if not len(self.rows):
            raise forms.ValidationError("There is no row in the file below its column names.")
        return sent.name, data


class Exchanged:
    """For ModelAdmin: export and import pages of its `tables` (name → Table)."""

    tables: dict[str, type[Table]] = {}
    change_list_template = "admin/exchange/change_list.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("export/<slug:table>.<slug:kind>", view(self.export_view), name=f"{name}_export"),
            path("import/", view(self.import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        told = {"tables": list(self.tables), "kinds": list(FORMATS), "exchange": f"admin:{self.opts.app_label}_{self.opts.model_name}"}
        return super().changelist_view(request, told | {"may_import": self._may_import(request)} | (extra_context or {}))

    def _may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_view(self, request: HttpRequest, table: str, kind: str) -> HttpResponse:
        """The rows that the list shows with the same query string, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if table not in self.tables or kind not in FORMATS:
            raise Http404(f"There is no table “{table}” as “{kind}”.")
        rows = self.tables[table](request.user).rows(self.model.objects.filter(pk__in=self._listed(request)))
        response = HttpResponse(written(kind, rows), content_type=FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="{table}-{timezone.now():%Y-%m-%d}.{kind}"'
        return response

    def _listed(self, request: HttpRequest):
        try:
            return self.get_changelist_instance(request).get_queryset(request).order_by().values("pk")
        except IncorrectLookupParameters as error:
            raise BadRequest(f"The list cannot be filtered like this: {error}") from error

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Asks for a file; shows what it would do; does it."""
        if not self._may_import(request):
            raise PermissionDenied
        if "kept" in request.POST:
            return self._take(request, request.POST["kept"])
        form = UploadForm(self.tables, request.POST or None, request.FILES or None)
        told = {"form": form}
        if request.method == "POST" and form.is_valid():
            name, data = form.cleaned_data["file"]
            table = form.cleaned_data["table"]
            lines = self.tables[table](request.user).take(form.rows, for_real=False)
            told |= _told(lines) | {"file_name": name, "table": table}
            if told["writes"] and not told["faulty"]:
                cache.set(key := uuid4().hex, (request.user.pk, self.opts.label, table, name, data), KEPT)
                told["kept"] = key
        return self._page(request, told)

    def _take(self, request: HttpRequest, key: str) -> HttpResponse:
        """Import what was looked at."""
        kept = cache.get(key) if len(key) == 32 and key.isalnum() else None
        if kept is None or kept[:2] != (request.user.pk, self.opts.label):
            messages.error(request, "That file is no longer here. Send it again.")
            return HttpResponseRedirect(request.path)
        table, name, data = kept[2:]
        lines = self.tables[table](request.user).take(read(name, data), for_real=True)
        cache.delete(key)
        told = _told(lines)
        if told["faulty"]:
            return self._page(request, told | {"form": UploadForm(self.tables), "file_name": name, "table": table, "too_late": True})
        counts = Counter(line.kind for line in lines)
        messages.success(request, f"{name}: {counts['new']} new, {counts['update']} changed, {counts['skip']} unchanged.")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _page(self, request: HttpRequest, told: dict) -> HttpResponse:
        columns = [(name, table.__doc__.partition("\n\n")[0], ", ".join(table().get_export_headers())) for name, table in self.tables.items()]
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": f"Import {self.opts.verbose_name_plural}", "columns": columns}
        return TemplateResponse(request, "admin/exchange/import.html", context | told, status=400 if told["form"].errors else 200)


def _told(lines: list[Line]) -> dict:
    """What a page says of an import: how many rows of each sort, the rows with faults, and the first of those that would write."""
    faulty = [line for line in lines if line.faults]
    writing = [line for line in lines if line.changes]
    return {
        "counts": Counter(line.kind for line in lines),
        "faulty": faulty[:SHOWN],
        "more_faulty": max(len(faulty) - SHOWN, 0),
        "writes": len(writing),
        "writing": writing[:SHOWN],
        "more_writing": max(len(writing) - SHOWN, 0),
        "looked_at": True,
    }
