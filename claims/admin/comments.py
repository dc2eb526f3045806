"""The thread under a review: what its author, its approver and the others say to each other."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from claims.editorial.discussing import comment
from claims.models import Comment, Review


class CommentForm(forms.ModelForm):
    text = forms.CharField(
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        label="Your comment",
        help_text="It stays as you send it. Readers never see it.",
    )

    class Meta:
        model = Comment
        fields = ("text",)


class Discussion:
    """For ReviewAdmin: the thread, and the address that a new comment is sent to."""

    def get_urls(self):
        return [
            path("<int:pk>/comment/", self.admin_site.admin_view(require_POST(self.add_comment)), name="claims_review_comment"),
            *super().get_urls(),
        ]

    def add_comment(self, request: HttpRequest, pk: int) -> HttpResponse:
        review = get_object_or_404(Review.objects.select_related("claim"), pk=pk)
        if not self.has_view_permission(request, review):
            raise PermissionDenied
        form = CommentForm(request.POST)
        if form.is_valid():
            said = comment(review=review, author=request.user, text=form.cleaned_data["text"])
            messages.success(request, "Comment added.")
            return self.to_its_page(request, review, f"#comment-{said.pk}")
        messages.error(request, " ".join(form.errors["text"]))
        return self.to_its_page(request, review, "#comments")

    def discussion(self, review: Review) -> dict:
        """What the page of `review` shows of its thread: three queries at most, whatever its length."""
        thread = list(review.comments.select_related("author"))
        returned = [said for said in thread if said.kind == Comment.Kind.RETURNED]
        return {
            "thread": thread,
            "comment_form": CommentForm(prefix=None, label_suffix=""),
            "comment_address": reverse("admin:claims_review_comment", args=[review.pk]),
            "returned": returned[-1] if returned and review.state == "draft" else None,
        }
