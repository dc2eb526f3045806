"""Editing a claim: its identity, where it appeared, what it belongs to. What we say about it is edited in its reviews."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator

from claims.admin.batches import Batched
from claims.admin.desk import SOON
from claims.admin.exchange.claimreviews import TakesClaimReviews
from claims.admin.exchange.identity import Appearances, Claims
from claims.admin.exchange.pages import Exchanged
from claims.admin.history import Remembered
from claims.admin.pages import OnToItsPage
from claims.editorial import projection, renaming, rights
from claims.editorial.references import highest, next_reference
from claims.models import Appearance, Claim, ClaimLink, ClaimStanding, ClaimTopic, FormerSlug
from sources.admin import DATE_HELP, LANGUAGE_HELP, language_code
from sources.plain_fields import PlainFields, StackedRows

ADDRESS_HELP = "The last part of the page’s address: small letters, digits and hyphens, as no-national-score."


class ClaimForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ("reference", "slug", "leaning")
        labels = {"slug": "Address"}
        help_texts = {
            "reference": "The next free one is filled in. It can be given only once and never changes.",
            "slug": f"{ADDRESS_HELP} If you change it later, the old address leads to the new one.",
        }

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        RegexValidator(r"^SC-[0-9]{4,}$", "A reference looks like SC-0070.")(reference)
        if int(reference[3:]) <= highest():
            raise forms.ValidationError(f"{reference} has been given already. The next free one is {next_reference()}.")
        return reference

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        former = FormerSlug.objects.filter(slug=slug).exclude(claim=self.instance.pk).select_related("claim").first()
        if former:
            raise forms.ValidationError(f"This address leads to {former.claim.reference} for ever. Choose another one.")
        return slug


class LinkForm(forms.ModelForm):
    class Meta:
        model = ClaimLink
        fields = ("tie", "other")
        labels = {"tie": "This claim", "other": "Other claim"}

    def clean_other(self) -> Claim:
        other = self.cleaned_data["other"]
        if other.pk == self.instance.claim_id:
            raise forms.ValidationError("That is this claim itself. Choose another one.")
        return other


class AppearanceForm(StackedRows.form):
    def clean_language(self) -> str:
        language_code(self.cleaned_data["language"])
        return self.cleaned_data["language"]

    class Meta:
        help_texts = {
            "date": DATE_HELP,
            "archived_url": "Address of a saved copy of it.",
            "language": LANGUAGE_HELP,
        }


class AppearanceInline(StackedRows):
    model = Appearance
    form = AppearanceForm
    fields = ("order", "claimant", "source", "date", "url", "archived_url", "wording", "language", "note")
    autocomplete_fields = ("source",)
    verbose_name_plural = "Where the claim appeared (at least one)"


class TopicInline(StackedRows):
    model = ClaimTopic
    fields = (("order", "topic"),)
    verbose_name = "topic"
    verbose_name_plural = "Topics (the first one leads)"


class LinkInline(PlainFields, admin.StackedInline):
    model = ClaimLink
    form = LinkForm
    fields = (("tie", "other"),)
    fk_name = "claim"
    extra = 0
    autocomplete_fields = ("other",)
    verbose_name = "tie to another claim"
    verbose_name_plural = "Ties to other claims"


class DueFilter(admin.SimpleListFilter):
    title = "due"
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("overdue", "Overdue"), ("soon", f"In {SOON} days")]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.published().overdue()
        return queryset.published().due_within(SOON) if self.value() == "soon" else queryset


@admin.register(Claim)
class ClaimAdmin(TakesClaimReviews, Exchanged, Batched, Remembered, OnToItsPage, PlainFields, admin.ModelAdmin):
    form = ClaimForm
    tables = {"claims": Claims, "appearances": Appearances}
    inlines = (AppearanceInline, TopicInline, LinkInline)
    list_display = ("reference", "what", "verdict", "standing", "topic_names", "looked_after_by")
    list_filter = (DueFilter, "standing", "verdict", "leaning", "topics", ("assignment__editor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("assignment__editor",)
    search_fields = ("reference", "slug", "statement", "fact", "reviews__statement")
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search_vector").prefetch_related("claimtopic_set__topic", "reviews")

    @admin.display(description="claim", ordering="statement")
    def what(self, claim: Claim) -> str:
        drafted = [review.statement for review in claim.reviews.all()]
        return claim.statement or (drafted[-1] if drafted else claim.slug)

    @admin.display(description="topics")
    def topic_names(self, claim: Claim) -> str:
        return ", ".join(str(place) for place in claim.claimtopic_set.all())

    @admin.display(description="assigned to", ordering="assignment__editor__username", empty_value="")
    def looked_after_by(self, claim: Claim) -> str | None:
        return claim.assignment.editor.username if hasattr(claim, "assignment") else None

    def get_readonly_fields(self, request, obj=None):
        return ("reference",) if obj else ()

    def get_changeform_initial_data(self, request) -> dict:
        return {"reference": next_reference()} | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["reviews"] = list(obj.reviews.select_related("author").order_by("-number"))
            context["may_write"] = request.user.has_perm("claims.add_review")
            context["open_review"] = next((review for review in context["reviews"] if not review.is_public), None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        renaming.keep_former(claim=obj, former=form.initial.get("slug", "") if change else "")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        projection.refresh(Claim.objects.get(pk=form.instance.pk))

    def response_post_save_add(self, request, obj):
        """On to the claim's own page: its review is the next thing to write."""
        return self.to_its_page(request, obj)

    def view_on_site(self, obj) -> str | None:
        return None if obj.standing == ClaimStanding.DRAFT else obj.get_absolute_url()

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or not rights.against_claim(user=request.user, claim=obj))

    def has_delete_permission(self, request, obj=None) -> bool:
        """A reference is never given twice, so no claim is ever taken away; one that fails stays a draft."""
        return False
