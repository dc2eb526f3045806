"""Alarms on the desk: what happened to a source, which review leans on it, and how an editor deals with it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.timesince import timesince

from claims.editorial import alarms
from claims.editorial.gates import Refused
from claims.models import Alarm, Weight
from sources.plain_fields import OneParagraph, PlainFields


class ClosingForm(forms.ModelForm):
    reason = OneParagraph(
        label="Close it because",
        help_text="Why nothing has to change, or what was done. If the verdict has to be looked at again, write a new review; that closes the alarm.",
        max_length=600,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )

    class Meta:
        model = Alarm
        fields = ("reason",)


class OpenOrClosed(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("closed", "Closed"), ("all", "All")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": "Open"}
        yield from others

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.exclude(closed_at=None) if self.value() == "closed" else queryset.open()


@admin.register(Alarm)
class AlarmAdmin(PlainFields, admin.ModelAdmin):
    form = ClosingForm
    list_display = ("what", "claim", "verdict", "hangs", "age", "state")
    list_filter = (OpenOrClosed, "kind", "weight")
    list_select_related = ("source", "review__claim", "check_made", "closed_by", "closed_by_review__claim")
    search_fields = ("source__key", "source__title", "review__claim__reference")
    list_per_page = 50
    ordering = ("-weight", "raised_at", "pk")
    shown = ("source_link", "kind", "detail", "review_link", "weight", "raised_at", "state")

    @admin.display(description="source", ordering="source__key")
    def what(self, alarm: Alarm) -> str:
        return str(alarm)

    @admin.display(description="claim", ordering="review__claim__reference")
    def claim(self, alarm: Alarm) -> str:
        return f"{alarm.review.claim.reference} “{alarm.review.statement}”"

    @admin.display(description="verdict")
    def verdict(self, alarm: Alarm) -> str:
        return alarm.review.get_verdict_display()

    @admin.display(description="how much hangs on it", ordering="weight")
    def hangs(self, alarm: Alarm) -> str:
        return Weight(alarm.weight).label

    @admin.display(description="open for", ordering="raised_at")
    def age(self, alarm: Alarm) -> str:
        return timesince(alarm.raised_at, alarm.closed_at, depth=1)

    @admin.display(description="state")
    def state(self, alarm: Alarm) -> str:
        if alarm.is_open:
            return "Open"
        return f"Closed by {alarm.closed_by_review}" if alarm.closed_by_review else f"Closed: {alarm.reason}"

    @admin.display(description="source")
    def source_link(self, alarm: Alarm) -> str:
        return format_html('<a href="{}">{}</a>', alarm.source.get_absolute_url(), alarm.source)

    @admin.display(description="leans on it")
    def review_link(self, alarm: Alarm) -> str:
        return format_html('<a href="{}">{}: “{}”</a>', alarm.review.get_absolute_url(), alarm.review, alarm.review.statement)

    def get_fields(self, request, obj=None):
        return (*self.shown, "reason") if obj and obj.is_open else self.shown

    def get_readonly_fields(self, request, obj=None):
        return self.shown

    def has_change_permission(self, request, obj=None) -> bool:
        """A closed one is read, not changed."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Two editors may close one alarm at once: the second is told."""
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            messages.error(request, " ".join(fault.message for fault in refused.faults))
            return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj.is_open:
            claim = obj.review.claim
            context["open_review"] = claim.reviews.open().first()
            context["may_write"] = claim.current_id == obj.review_id and request.user.has_perm("claims.add_review")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Alarm, form, change) -> None:
        """Through the deed, which writes down who closed it and when."""
        alarms.close(alarm=obj, user=request.user, reason=form.cleaned_data["reason"])

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
