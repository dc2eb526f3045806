"""Two reviews of a claim side by side, drafts among them: what an approver reads, and what an author looks up."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from claims.editorial import differences
from claims.models import Review
from claims.reading.history import VersionsForm, with_evidence


def against_the_one_before(review: Review) -> differences.Comparison | None:
    """`review` beside the one that readers saw before it; None for a first review."""
    pair = with_evidence(Review.objects.filter(claim=review.claim_id, number__in=[review.number - 1, review.number]).select_related("claim"))
    return differences.compare(*pair) if len(pair) == 2 else None


def _label(review: Review) -> str:
    return f"{review.number}: {review.get_change_display()}, {review.get_state_display().lower()}"


class ComparingPages:
    """For ReviewAdmin: the page that compares two reviews of one claim."""

    def get_urls(self):
        return [path("<int:pk>/compare/", self.admin_site.admin_view(self.compare), name="claims_review_compare"), *super().get_urls()]

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        """?from=1&to=3; without them, the review and the one before it."""
        review = get_object_or_404(Review.objects.select_related("claim"), pk=pk)
        if not self.has_view_permission(request, review):
            raise PermissionDenied
        reviews = with_evidence(Review.objects.filter(claim=review.claim_id).select_related("claim", "author"))
        asked = request.GET or {"from": str(max(review.number - 1, 1)), "to": str(review.number)}
        form = VersionsForm(asked, reviews=reviews, label=_label)
        fits = form.is_valid()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": f"Compare reviews of {review.claim.reference}", "review": review, "form": form,
            "compared": form.compared() if fits else None, "many": len(reviews) > 1,
        }  # fmt: skip
        return TemplateResponse(request, "admin/claims/review/compare.html", context, status=200 if fits or not request.GET else 400)
