"""Actions on many claims at once: each asks on a page of its own what to do, and says what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims.editorial import batches
from claims.editorial.gates import Refused
from claims.models import Topic


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.all(), label="Topic", empty_label="Choose…")


class EditorForm(forms.Form):
    to = forms.ModelChoiceField(get_user_model().objects.none(), label="Editor", required=False, empty_label="Nobody")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")


class DayForm(forms.Form):
    day = forms.DateField(
        label="Review by", widget=AdminDateWidget, help_text="Goes into the drafts of these claims. What is published never changes."
    )


@dataclass(frozen=True)
class Batch:
    """One action: the name in the menu, the form that asks, the deed, and words for one claim that it was done to."""

    title: str
    form: type[forms.Form]
    do: Callable[..., batches.Outcome]
    done: str
    already: str


BATCHES = {
    "add_topic": Batch("Add a topic…", TopicForm, batches.add_topic, "put under the topic", "under it already"),
    "assign": Batch("Assign to an editor…", EditorForm, batches.assign, "assigned", "so already"),
    "set_review_by": Batch("Set “review by” of the drafts…", DayForm, batches.set_review_by, "changed", "so already"),
}


class Batched:
    """For ModelAdmin of claims: the actions above, for those who may change claims."""

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            actions |= {name: (_run, name, batch.title) for name, batch in BATCHES.items()}
        return actions


def _run(model_admin: admin.ModelAdmin, request: HttpRequest, queryset) -> HttpResponse | None:
    """Ask, or do what was answered; None leads back to the list."""
    name = request.POST["action"]
    batch = BATCHES[name]
    form = batch.form(request.POST if "apply" in request.POST else None, label_suffix="")
    claims = queryset.order_by("reference")
    if form.is_bound and form.is_valid():
        try:
            outcome = batch.do(claims=claims, user=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, " ".join(fault.message for fault in refused.faults))
        else:
            _say(request, batch, outcome)
            return None
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts, "title": batch.title.rstrip("…"), "action": name, "form": form, "claims": claims,
        "checkbox": ACTION_CHECKBOX_NAME, "media": model_admin.media + form.media,
    }  # fmt: skip
    return TemplateResponse(request, "admin/claims/claim/batch.html", context)


def _say(request: HttpRequest, batch: Batch, outcome: batches.Outcome) -> None:
    counted = [f"{len(outcome.done)} {batch.done}"] + ([f"{len(outcome.already)} {batch.already}"] if outcome.already else [])
    messages.success(request, ", ".join(counted) + ".")
    for reference, why in outcome.refused:
        messages.warning(request, f"{reference}: {why}")
