"""The history of a claim: every version with what changed, or any two of them side by side."""

from itertools import pairwise

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.editorial import differences
from claims.models import Review
from claims.reading.loading import evidence_rows, prefetch_evidence, public_claim


class VersionsForm(forms.Form):
    """Two different versions of `reviews`, by their numbers: as addresses and forms name them, `from` and `to`."""

    def __init__(self, *args, reviews: list[Review], label=None, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.reviews = {str(review.number): review for review in reviews}
        choices = [(number, (label or version_label)(review)) for number, review in self.reviews.items()]
        for name, words in (("from", "Older version"), ("to", "Newer version")):
            said = {"required": "Choose a version.", "invalid_choice": "There is no version %(value)s."}
            self.fields[name] = forms.ChoiceField(label=words, choices=choices, error_messages=said)

    def clean(self) -> dict:
        chosen = super().clean()
        if not self.errors and chosen["from"] == chosen["to"]:
            raise forms.ValidationError("Choose two different versions.")
        return chosen

    def compared(self) -> differences.Comparison:
        """The two that a valid form names, side by side."""
        return differences.compare(self.reviews[self.cleaned_data["from"]], self.reviews[self.cleaned_data["to"]])


def version_label(review: Review) -> str:
    """As "3: Correction, 22 November 2026"."""
    return f"{review.number}: {review.get_change_display()}, {review.published_at:%-d %B %Y}"


def with_evidence(reviews) -> list[Review]:
    """The rows of `reviews`, oldest first, ready to be compared."""
    return list(reviews.order_by("number").prefetch_related(Prefetch("evidence", queryset=evidence_rows())))


@require_safe
def history_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Every public review of the claim, newest first, each with what changed against the one before; with ?from=1&to=3 those two side by side."""
    whole = public_claim(slug)
    claim, reviews = whole.claim, whole.history
    if claim.slug != slug:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse("history", args=[claim.slug]) + query)
    prefetch_evidence(reviews)
    asked = "from" in request.GET or "to" in request.GET
    ends = {"from": str(reviews[-2].number), "to": str(reviews[-1].number)} if len(reviews) > 1 else {}
    form = VersionsForm(request.GET if asked else None, reviews=reviews, initial=ends)
    fits = asked and form.is_valid()
    context = {"claim": claim, "steps": [] if asked else _steps(reviews), "form": form, "compared": form.compared() if fits else None}
    return TemplateResponse(request, "claims/history.html", context | {"many": len(reviews) > 1}, status=400 if asked and not fits else 200)


def _steps(reviews: list[Review]) -> list[dict]:
    """Newest first: each review with what changed against the one before."""
    steps = [{"review": reviews[0], "fields": [], "evidence": []}]
    for old, new in pairwise(reviews):
        steps.append({"review": new, "fields": differences.fields(old, new), "evidence": differences.evidence(old, new)})
    return steps[::-1]
