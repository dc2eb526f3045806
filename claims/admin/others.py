"""Editing topics, glossary terms and collections; looking at the ledger."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from claims.admin.claim import ADDRESS_HELP
from claims.admin.fields import Lines, Rows
from claims.admin.history import Remembered
from claims.editorial import projection
from claims.models import Claim, Collection, CollectionItem, LedgerEntry, Term, Topic
from claims.text_search import folded
from sources.plain_fields import PlainFields, StackedRows

_FOR_EVER = f"{ADDRESS_HELP} It cannot be changed later."


class ManyByName(AutocompleteSelectMultiple):
    """A search box for several rows, each with its own cross; without the cross for all, which screen readers meet as a broken list."""

    def build_attrs(self, base_attrs, extra_attrs=None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class _KeptAddress(Remembered, PlainFields, admin.ModelAdmin):
    """Rows with a public address: it is chosen once, and the row stays."""

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, widget=ManyByName(db_field, self.admin_site), **kwargs)

    def view_on_site(self, obj) -> str:
        return obj.get_absolute_url()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("name", "slug", "summary", "position")
        labels = {"slug": "Address", "position": "Place in the list"}
        help_texts = {"slug": _FOR_EVER, "position": "Topics with a smaller number come first."}


@admin.register(Topic)
class TopicAdmin(_KeptAddress):
    form = TopicForm
    fields = TopicForm.Meta.fields
    list_display = ("name", "slug", "position")
    search_fields = ("name", "slug")


class TermForm(forms.ModelForm):
    words = Rows(
        parts={"hanzi": "characters", "pinyin": "pinyin", "gloss": "meaning"},
        label="Word by word",
        help_text="One word a line, its three parts with a bar between them: 社会 | shèhuì | society",
    )

    class Meta:
        model = Term
        fields = ("hanzi", "traditional", "pinyin", "english", "slug", "words", "explanation", "confusion", "claims")
        labels = {"slug": "Address", "confusion": "Easily taken for", "claims": "Claims that it helps with"}
        help_texts = {
            "hanzi": "Simplified characters.",
            "traditional": "Traditional characters, only when they differ.",
            "pinyin": "With tone marks: shèhuì xìnyòng.",
            "slug": _FOR_EVER,
        }


@admin.register(Term)
class TermAdmin(_KeptAddress):
    form = TermForm
    fields = TermForm.Meta.fields
    list_display = ("hanzi", "pinyin", "english")
    search_fields = ("hanzi", "traditional", "pinyin", "sort_key", "english", "slug")
    autocomplete_fields = ("claims",)

    def save_model(self, request, obj, form, change):
        obj.sort_key = folded(obj.pinyin).lower()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """The claims that had or now have the term are found by its words."""
        touched = set(form.instance.claims.values_list("pk", flat=True))
        super().save_related(request, form, formsets, change)
        touched |= set(form.instance.claims.values_list("pk", flat=True))
        for claim in Claim.objects.filter(pk__in=touched):
            projection.refresh(claim)


class CollectionForm(forms.ModelForm):
    aims = Lines(longest=200, help_text="One aim a line.")
    plan = Rows(
        parts={"minutes": "minutes", "text": "what happens"},
        numbers=("minutes",),
        rows=8,
        help_text="One step a line, minutes first, with a bar between: 10 | In pairs, students read the seven claims.",
    )

    class Meta:
        model = Collection
        fields = ("title", "slug", "summary", "level", "minutes", "aims", "plan", "terms", "position")
        labels = {"slug": "Address", "level": "For whom", "position": "Place in the list", "terms": "Terms that it needs"}
        help_texts = {
            "slug": _FOR_EVER,
            "level": "As: Upper secondary, ages 15 to 18.",
            "position": "Collections with a smaller number come first.",
        }


class ItemInline(StackedRows):
    model = CollectionItem
    fields = ("order", "claim", "question", "prompt")
    autocomplete_fields = ("claim",)
    verbose_name = "claim"
    verbose_name_plural = "Claims, in the order of the lesson"


@admin.register(Collection)
class CollectionAdmin(_KeptAddress):
    form = CollectionForm
    fields = CollectionForm.Meta.fields
    inlines = (ItemInline,)
    list_display = ("title", "level", "minutes", "position")
    search_fields = ("title", "summary")
    autocomplete_fields = ("terms",)


@admin.register(LedgerEntry)
class LedgerAdmin(admin.ModelAdmin):
    """To look at only."""

    list_display = ("position", "deed", "review", "at", "digest")
    list_filter = ("deed",)
    search_fields = ("review__claim__reference", "digest")
    list_select_related = ("review__claim",)
    fields = ("position", "deed", "review", "at", "record", "previous", "digest")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
