"""Editing sources."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator

from sources.models import Source, SourceAuthor
from sources.plain_fields import OrderedForm, PlainFields, StackedRows

LANGUAGE_HELP = "Short code of the language: en English, zh-Hans Chinese (simplified), zh-Hant Chinese (traditional), de German."
DATE_HELP = "As exact as you know it: 2018, 2018-12 or 2018-12-06."
language_code = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "Use a short code such as en, zh-Hans or zh-Hant.")


class SourceForm(forms.ModelForm):
    class Meta:
        labels = {"key": "Short name", "date": "Date of the document", "standing": "Where it stands today"}
        help_texts = {
            "key": "Small letters and digits, as liu2018. It becomes part of the page’s address and cannot be changed later.",
            "language": LANGUAGE_HELP,
            "date": DATE_HELP,
            "date_note": "Only if the date needs explaining.",
            "link_note": "Only if the address needs explaining.",
            "archived_url": "Address of a saved copy, for instance at web.archive.org.",
            "read": "Be honest: readers see this beside every claim that rests on the source.",
            "read_in": "Only when it is “Known through another source”: which one.",
            "read_note": "Which parts were read, or why it was not read.",
            "standing_note": "Needed unless it is current: what happened to it.",
        }

    def clean_language(self) -> str:
        language_code(self.cleaned_data["language"])
        return self.cleaned_data["language"]

    def clean_read_in(self) -> Source | None:
        cited_in = self.cleaned_data["read_in"]
        if cited_in and cited_in.pk == self.instance.pk:
            raise forms.ValidationError("A source cannot be known through itself. Choose the other source.")
        return cited_in


class AuthorForm(OrderedForm):
    class Meta:
        labels = {"family": "Family name", "given": "Given name", "literal": "Or: whole name"}
        help_texts = {"literal": "For a body, or a name that must not be split."}


class AuthorInline(StackedRows):
    model = SourceAuthor
    form = AuthorForm
    fields = (("order", "family", "given", "literal"),)
    verbose_name_plural = "Authors, in the order of the document"


@admin.register(Source)
class SourceAdmin(PlainFields, admin.ModelAdmin):
    form = SourceForm
    inlines = (AuthorInline,)
    list_display = ("key", "title", "publisher", "date", "kind", "read", "standing", "language")
    list_filter = ("kind", "read", "standing", "language")
    search_fields = ("key", "title", "original_title", "publisher")
    autocomplete_fields = ("read_in",)
    list_per_page = 50
    fieldsets = (
        ("The document", {"fields": ("key", "title", "original_title", "language", "kind", "publisher", "date", "date_note")}),
        ("Where it is", {"fields": ("url", "link", "link_note", "archived_url")}),
        ("How we read it", {"fields": ("read", "read_in", "read_note")}),
        ("What it says", {"fields": ("summary", "caution")}),
        ("Where it stands today", {"fields": ("standing", "standing_note")}),
    )

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj else ()

    def view_on_site(self, obj) -> str:
        return obj.get_absolute_url()

    def has_delete_permission(self, request, obj=None) -> bool:
        """A source has an address that others may cite; it can be marked retracted or superseded, not taken away."""
        return False
