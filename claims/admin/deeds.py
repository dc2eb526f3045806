"""What is done with a review as a whole: each deed has a page that says what it means, asks what it needs, and shows why it was refused."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin import rehearsal
from claims.admin.comparing import against_the_one_before
from claims.editorial import publishing, rights
from claims.editorial.redrafting import draft_from_current
from claims.models import Appearance, Change, Claim, Review
from claims.reading.claim_pages import review_context
from claims.reading.loading import evidence_rows
from sources.plain_fields import OneParagraph


def _paragraph(label: str, help_text: str) -> OneParagraph:
    return OneParagraph(label=label, help_text=help_text, max_length=600, widget=AdminTextareaWidget(attrs={"rows": 3}))


class NoteForm(forms.Form):
    note = _paragraph("What the author should mend", "It stands at the top of the draft and stays among the comments. Readers never see it.")


class ReasonForm(forms.Form):
    reason = _paragraph("Public reason", "Readers see it on the claim’s page and in the list of corrections.")


class _ClaimChoice(forms.ModelChoiceField):
    def label_from_instance(self, claim: Claim) -> str:
        return f"{claim.reference} {claim.verdict_.label}: {claim.statement}"


class WithdrawalForm(ReasonForm):
    merged_into = _ClaimChoice(
        queryset=Claim.objects.published().defer("search_vector"),
        required=False,
        label="Merge into",
        empty_label="No other claim: its page gives your reason",
        help_text="When another claim says the same: whoever comes for this one is led there, and a search for its words finds that one.",
    )


class ChangeForm(forms.Form):
    change = forms.ChoiceField(
        label="Kind of change",
        choices=[
            ("", "Choose…"),
            (Change.UPDATE, "Update: the world or the evidence has changed"),
            (Change.CORRECTION, "Correction: we had something wrong"),
            (Change.TYPO, "Typo: only the spelling changes"),
            (Change.RETRACTION, "Retraction: we take the verdict back"),
        ],
    )
    reason = _paragraph("Public reason", "Readers see it beside the new version. You can still change it in the draft.")


def _return(*, review: Review, user: AbstractUser, note: str) -> Review:
    return publishing.return_to_author(review=review, user=user, note=note)


def _publish(*, review: Review, user: AbstractUser) -> Review:
    return publishing.publish(review=review, approver=user)


def _withdraw(*, review: Review, user: AbstractUser, reason: str, merged_into: Claim | None) -> Review:
    return publishing.withdraw(review=review, reason=reason, merged_into=merged_into)


def _start(*, review: Review, user: AbstractUser, change: str, reason: str) -> Review:
    if change in rights.RESERVED and (why := rights.against(user=user, deed="correct", review=review)):
        raise PermissionDenied(why)
    return draft_from_current(review=review, author=user, change=change, reason=reason)


def _offered(choices: list[tuple[str, str]], user: AbstractUser, review: Review) -> list[tuple[str, str]]:
    """The kinds of change that `user` may start."""
    corrects = not rights.against(user=user, deed="correct", review=review)
    return [choice for choice in choices if corrects or choice[0] not in rights.RESERVED]


@dataclass(frozen=True)
class Deed:
    """One thing to do with a review: what its page says, what it asks, and the function that does it and returns the review to go on with."""

    title: str
    meaning: str
    button: str
    done: str
    do: Callable[..., Review]
    form: type[forms.Form] = forms.Form
    checks: bool = False


DEEDS = {
    "publish": Deed(
        "Publish this review?", "Readers see it at once. From then on it cannot be changed, only followed by a new review or withdrawn.",
        "Publish", "Published.", _publish, checks=True,
    ),
    "return": Deed("Return to the author", "It becomes a draft again.", "Return to the author", "Returned to the author.", _return, NoteForm),
    "withdraw": Deed(
        "Withdraw this review?", "Readers no longer find the claim in lists. Its page stays and gives your reason, or leads to another claim. "
        "This cannot be undone; a new review can follow.", "Withdraw", "Withdrawn.", _withdraw, WithdrawalForm,
    ),
    "new": Deed(
        "New review from the current one", "Makes a draft with all texts and evidence of this review. Readers go on seeing this one until the "
        "new one is published.", "Make the draft", "Draft made from the current review.", _start, ChangeForm,
    ),
}  # fmt: skip


class DeedPages:
    """For ReviewAdmin: one page a deed, and the preview."""

    def get_urls(self):
        pages = [path("<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="claims_review_preview")]
        for name in DEEDS:
            pages.append(path(f"<int:pk>/{name}/", self.admin_site.admin_view(self.deed), {"name": name}, name=f"claims_review_{name}"))
        return pages + super().get_urls()

    def deed(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        review, deed = get_object_or_404(Review.objects.select_related("claim"), pk=pk), DEEDS[name]
        if why := rights.against(user=request.user, deed=name, review=review):
            raise PermissionDenied(why)
        form = deed.form(request.POST if request.method == "POST" else None, label_suffix="")
        if "change" in form.fields:
            form.fields["change"].widget.choices = _offered(form.fields["change"].choices, request.user, review)
        if request.method == "POST" and form.is_valid() and (result := self._do(request, review, deed, form)):
            return self.to_its_page(request, result)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": deed.title, "review": review, "deed": deed, "form": form,
            "checklist": rehearsal.of_saved(review) if deed.checks else None,
            "compared": against_the_one_before(review) if deed.checks else None,
        }  # fmt: skip
        return TemplateResponse(request, "admin/claims/review/deed.html", context)

    def _do(self, request: HttpRequest, review: Review, deed: Deed, form: forms.Form) -> Review | None:
        """Do it, log it and say so; where it is refused, put the reasons on the form and return None."""
        try:
            result = deed.do(review=review, user=request.user, **form.cleaned_data)
        except publishing.Refused as refused:
            for fault in refused.faults:
                form.add_error(None, fault.message)
            return None
        self.log_change(request, result, deed.done)
        messages.success(request, deed.done)
        return result

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The review as its readers will see it; a public one is shown where they see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Review.objects.select_related("claim", "author", "approver").prefetch_related(
            Prefetch("evidence", queryset=evidence_rows()),
            Prefetch("claim__appearances", queryset=Appearance.objects.select_related("source")),
            "claim__claimtopic_set__topic",
        )
        review = get_object_or_404(rows, pk=pk)
        if review.is_public:
            return HttpResponseRedirect(review.get_absolute_url())
        ties = {"wholes": [], "parts": [], "related": []}
        context = review_context(review) | {"preview": True, "history": [], "ties": ties, "citation": "", "short_link": ""}
        return TemplateResponse(request, "claims/claim.html", context)
