"""What was changed, by whom and from where, beside each row of the admin; and an earlier version brought back.

A version comes back through the row's own form: the page that asks "restore this?" sends the form's fields as they stood then. So the same rules
hold as for typing, what is frozen stays frozen, a fault is shown in the form, and the database remembers it like any other change.
"""

from collections.abc import Iterator

import pghistory
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import BaseInlineFormSet, BoundField, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from claims.editorial.history import PARTS, Values, history, kept
from claims.editorial.history_words import rows_of, steps_between

RESTORING = "_restored"


class Remembered:
    """For ModelAdmin: the history page, and the page that restores a version."""

    object_history_template = "admin/history.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        return [path("<path:object_id>/history/<int:number>/restore/", view, name=name), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        changes = history(self.model, row.pk).changes
        rows = rows_of(changes)
        told = {
            "title": f"History of {row}",
            "changes": [(change, rows[change.number]) for change in reversed(changes)],
            "restore": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore",
            "may_restore": self.has_change_permission(request, row),
        }
        return super().history_view(request, object_id, told | (extra_context or {}))

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Asks whether to go back to before change `number`; its button sends the row's own form."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        known = history(self.model, row.pk)
        if not 0 < number <= len(known.changes) or (self.model, row.pk) not in (then := known.before(number)):
            raise Http404(f"There is no version {number} of {row}.")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": "Restore this version?", "object": row, "change": known.changes[number - 1],
            "rows": steps_between(known.now, then), "fields": list(self._fields(request, row, then)), "restoring": RESTORING,
        }  # fmt: skip
        return TemplateResponse(request, "admin/restore.html", context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if number := request.POST.get(RESTORING, "")[:9]:
            pghistory.context(restored=number)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _fields(self, request: HttpRequest, row, then: dict) -> Iterator[BoundField | tuple[str, str]]:
        """What the row's form would send if an editor had typed everything as it stood `then`; a pair is a name and a value."""
        values = {name: value for name, value in _named(self.model, then[self.model, row.pk]).items() if name != "id"}
        for part, owner in PARTS[self.model]:  # a many-to-many field stands in the form itself
            if part._meta.proxy:
                other = next(column for column in kept(part) if column.is_relation and column.name != owner)
                field = next(f.name for f in self.model._meta.many_to_many if f.remote_field.through is part._meta.concrete_model)
                values[field] = [value[other.attname] for (model, _), value in then.items() if model is part]
        yield from self.get_form(request, row, change=True)(instance=row, initial=values)
        for formset in self._create_formsets(request, row, change=True)[0]:
            yield from _rows(formset, {pk: value for (model, pk), value in then.items() if model is formset.model})


def _rows(formset: BaseInlineFormSet, then: dict[int, Values]) -> Iterator[BoundField | tuple[str, str]]:
    """The fields of an inline: rows of today with the values of `then`, others marked for removal, and those that are gone, anew."""
    today = formset.initial_forms
    gone = [value for pk, value in then.items() if pk not in {form.instance.pk for form in today}]
    yield f"{formset.prefix}-TOTAL_FORMS", str(len(today) + len(gone))
    yield f"{formset.prefix}-INITIAL_FORMS", str(len(today))
    for form in today:
        value = then.get(form.instance.pk)
        if value is None:
            yield f"{form.prefix}-DELETE", "on"
            value = {}
        yield from _filled(form, formset.model, value)
    for number, value in enumerate(gone, start=len(today)):
        form = formset.form(prefix=formset.add_prefix(number), empty_permitted=True, use_required_attribute=False, **formset.get_form_kwargs(None))
        formset.add_fields(form, None)
        yield from _filled(form, formset.model, {name: what for name, what in value.items() if name != "id"})


def _filled(form: Form, model, value: Values) -> Iterator[BoundField]:
    """The form's fields with these values; a place in an order counts from 1 there."""
    form.initial.update(_named(model, value))
    if "position" in value:
        form.initial["order"] = value["position"] + 1
    return (bound for bound in form if bound.name != "DELETE")


def _named(model, value: Values) -> Values:
    """Values by the names of their fields, as forms know them."""
    return {column.name: value[column.attname] for column in kept(model) if column.attname in value}
