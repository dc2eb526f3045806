"""Editing reviews. A draft can be changed; one that waits for approval is read and decided; a published one is only looked at.

Nothing here moves a review from state to state: that is `claims.editorial.publishing`, asked from `claims.admin.deeds`. Who may do what is
`claims.editorial.rights`.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from claims.admin import rehearsal
from claims.admin.comments import Discussion
from claims.admin.comparing import ComparingPages
from claims.admin.deeds import DeedPages
from claims.admin.drafting import Drafting
from claims.admin.exchange.pages import Exchanged
from claims.admin.exchange.reviews import Pieces, Reviews
from claims.admin.history import Remembered
from claims.admin.likeness import ShowsLikes
from claims.admin.pages import OnToItsPage
from claims.admin.review_form import BEFORE_PUBLICATION, SECTIONS, EvidenceInline, ReviewForm
from claims.editorial import gates, publishing, rights
from claims.models import Review, State
from sources.plain_fields import PlainFields

_SHOWN = {"systems": "systems_shown", "places": "places_shown", "would_change": "would_change_shown"}  # lists, as a reader sees them
_FACTS = ("claim", "number", "state", "author")
_PUBLIC_FACTS = ("approver", "published_at", "withdrawn_at", "withdrawn_reason", "merged_into")


@admin.register(Review)
class ReviewAdmin(
    Exchanged, Drafting, DeedPages, ComparingPages, Discussion, Remembered, ShowsLikes, OnToItsPage, PlainFields, admin.ModelAdmin
):  # fmt: skip
    form = ReviewForm
    tables = {"reviews": Reviews, "evidence": Pieces}
    paragraphs = ("fact",)
    inlines = (EvidenceInline,)
    list_display = ("reference", "statement", "verdict", "state", "author", "published_at")
    list_display_links = ("reference", "statement")
    list_filter = ("state", "verdict", ("author", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("claim", "author")
    search_fields = ("claim__reference", "statement", "fact")
    autocomplete_fields = ("claim",)
    list_per_page = 50

    @admin.display(description="review", ordering="claim__reference")
    def reference(self, review: Review) -> str:
        return f"{review.claim.reference}/{review.number}"

    @admin.display(description="systems")
    def systems_shown(self, review: Review) -> str:
        return ", ".join(review.system_labels)

    @admin.display(description="places")
    def places_shown(self, review: Review) -> str:
        return ", ".join(review.place_labels)

    @admin.display(description="what would change it")
    def would_change_shown(self, review: Review) -> str:
        return "\n".join(review.would_change)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [("Claim", {"fields": ("claim",)}), *((name, {"fields": fields}) for name, fields in SECTIONS)]
        about = [("This review", {"fields": (_FACTS, *(_PUBLIC_FACTS if obj.is_public else ()))})]
        if obj.number > 1:
            about.append(("What kind of change", {"fields": ("change", "reason")}))
        sections = [(name, {"fields": fields}) for name, fields in (*SECTIONS, ("Before publication", BEFORE_PUBLICATION))]
        if obj.state != State.DRAFT:
            sections = [(name, {"fields": [_SHOWN.get(field, field) for field in options["fields"]]}) for name, options in sections]
        return about + sections

    def get_readonly_fields(self, request, obj=None):
        """On a draft: what the site fills in. While it waits: everything but the public note, and the second reading by another person."""
        if obj is None:
            return ()
        if obj.state == State.DRAFT:
            return (*_FACTS, "second_reading")
        everything = [name for _, options in self.get_fieldsets(request, obj) for field in options["fields"] for name in _flat(field)]
        free = {"override_note"} if obj.author_id == request.user.pk else {"override_note", "second_reading"}
        return [*_SHOWN, *(name for name in everything if obj.is_public or name not in free)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.may_correct = request.user.has_perm("claims.correct_review")
        return form

    def has_change_permission(self, request, obj=None) -> bool:
        """A draft: its author and editors. One that waits: whoever may take it back, or publish it with a public note."""
        if obj is None:
            return super().has_change_permission(request)
        deed = {State.DRAFT: "edit", State.SUBMITTED: "return"}.get(obj.state)
        return deed is not None and not rights.against(user=request.user, deed=deed, review=obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        if obj is None:
            return super().has_delete_permission(request)
        return obj.state == State.DRAFT and not rights.against(user=request.user, deed="delete", review=obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may"] = {"submit"} if request.user.has_perm("claims.submit_review") else set()
        if obj:
            is_open = not obj.is_public
            context |= self.discussion(obj)
            context |= {
                "checklist": rehearsal.of_saved(obj) if is_open else None,
                "is_open": is_open,
                "is_author": obj.author_id == request.user.pk,
                "is_current": obj.pk == obj.claim.current_id,
                "may": rights.deeds(user=request.user, review=obj),
                "has_open_review": obj.claim.reviews.open().exists(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author, obj.number = request.user, 1
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.instance.state == State.DRAFT and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            form.instance.writers.add(request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self._next_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._next_step(request, obj) or super().response_change(request, obj)

    def response_post_save_add(self, request, obj):
        return self.to_its_page(request, obj)

    def response_post_save_change(self, request, obj):
        return self.to_its_page(request, obj)

    def _next_step(self, request, obj) -> HttpResponseRedirect | None:
        """What a button asks for beyond saving. The form is saved by now, so a refusal loses nothing."""
        for button in ("preview", "return", "publish"):
            if f"_{button}" in request.POST:
                return HttpResponseRedirect(reverse(f"admin:claims_review_{button}", args=[obj.pk]))
        if "_submit" not in request.POST:
            return None
        if why := rights.against(user=request.user, deed="submit", review=obj):
            raise PermissionDenied(why)
        try:
            publishing.submit(review=obj)
        except publishing.Refused as refused:
            self._say_why(request, obj, refused.faults)
        else:
            self.log_change(request, obj, "Submitted for approval.")
            messages.success(request, "Submitted. A second person can now publish it.")
        return self.to_its_page(request, obj)

    def _say_why(self, request, review: Review, faults: list[gates.Fault]) -> None:
        """What the checklist of the page shows already is only counted."""
        listed = gates.refusals(review)
        for fault in faults:
            if fault not in listed:
                messages.error(request, fault.message)
        if listed:
            needed = "1 thing is" if len(listed) == 1 else f"{len(listed)} things are"
            messages.error(request, f"Saved, but not submitted: {needed} still needed. The checklist below says what.")

    def view_on_site(self, obj) -> str | None:
        return obj.get_absolute_url() if obj.is_public else None


def _flat(field) -> tuple[str, ...]:
    return field if isinstance(field, tuple) else (field,)
