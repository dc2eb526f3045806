"""Form pieces that every page of the admin shares: paragraphs in boxes that fit them, and rows in an order that an editor sets."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models, transaction
from django.db.models import F

_LONG = 200  # characters; a longer text gets a box of several lines
_APART = 10_000  # renumbering first moves the rows out of each other's way


class OneParagraph(forms.CharField):
    """A text without line breaks; those that come with pasted text become blanks."""

    def to_python(self, value):
        return " ".join((super().to_python(value) or "").split())


class PlainFields:
    """For ModelAdmin and its inlines: long one-paragraph texts get a box of their size, addresses without a scheme are https."""

    paragraphs: tuple[str, ...] = ()  # shorter ones that get a box all the same

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        is_text = type(db_field) is models.CharField and not db_field.choices
        if is_text and (db_field.max_length > _LONG or db_field.name in self.paragraphs):
            kwargs.setdefault("form_class", OneParagraph)
            kwargs.setdefault("widget", AdminTextareaWidget(attrs={"rows": 2 if db_field.max_length <= 300 else 3}))
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class OrderedForm(forms.ModelForm):
    """A row whose place among its fellows is a number from 1; without one it comes last."""

    order = forms.IntegerField(required=False, min_value=1, max_value=999, help_text="1 comes first. Empty: at the end.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.position + 1


class OrderedFormSet(forms.BaseInlineFormSet):
    """Rows kept in the order that their numbers give; equal numbers stay as they stand on the page."""

    @transaction.atomic
    def save(self, commit=True):
        kept = [form for form in self.forms if form not in self.deleted_forms and (form.instance.pk or form.has_changed())]
        kept.sort(key=lambda form: form.cleaned_data.get("order") or _APART)
        moved = [form.instance.position for form in kept] != list(range(len(kept))) or any(not form.instance.pk for form in kept)
        if moved or self.deleted_forms:
            self.get_queryset().model.objects.filter(**{self.fk.name: self.instance}).update(position=F("position") + _APART)
            for position, form in enumerate(kept):
                form.instance.position = position
        saved = super().save(commit)
        for form in kept:
            type(form.instance).objects.filter(pk=form.instance.pk).exclude(position=form.instance.position).update(position=form.instance.position)
        return saved


class StackedRows(PlainFields, admin.StackedInline):
    """For inlines of rows with a `position`. Stacked, since the cells of the admin's tables have no labels for a screen reader."""

    form = OrderedForm
    formset = OrderedFormSet

    def get_fields(self, request, obj=None):
        """All fields where the rows can be changed; who only reads the page needs no numbers."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        lines = [tuple(name for name in line if name != "order") if isinstance(line, tuple) else line for line in fields]
        return [line for line in lines if line != "order"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1
