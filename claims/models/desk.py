"""What editors leave for each other and for themselves. Readers never see any of it."""

import pgtrigger
from django.conf import settings
from django.db import models

from claims.models.claim import Claim
from claims.models.guards import DeferredGuard, Guard, never_truncated
from claims.models.review import Review

_LASTS = """
    IF EXISTS (SELECT 1 FROM claims_review WHERE id = OLD.review_id) THEN
        RAISE EXCEPTION 'A comment goes only with its draft.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
"""


class Comment(models.Model):
    """What one editor said to the others about a review; neither changed nor taken back."""

    class Kind(models.TextChoices):
        REMARK = "remark", "Comment"
        RETURNED = "returned", "Returned"

    review = models.ForeignKey(Review, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.REMARK)
    text = models.CharField(max_length=2000)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),
            models.CheckConstraint(condition=models.Q(kind__in=["remark", "returned"]), name="comment_kind_known"),
        ]
        triggers = [
            Guard(
                name="comment_unchanged",
                operation=pgtrigger.Update,
                func="RAISE EXCEPTION 'A comment never changes.' USING ERRCODE = 'restrict_violation';",
            ),
            DeferredGuard(name="comment_lasts", operation=pgtrigger.Delete, func=_LASTS),
            never_truncated("comment_never_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.review_id}: {self.text[:60]}"


class Unsaved(models.Model):
    """What an editor has in the form of a review and has not saved, just as it stands there; one row for each editor and review.

    Without a review it is what stands in the form of a new one.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="unsaved")
    at = models.DateTimeField(auto_now=True)
    written = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["editor", "review"], name="unsaved_one_each", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.editor} at {self.at:%H:%M} on {self.review_id or 'a new review'}"


class Assignment(models.Model):
    """Who is to look after a claim: write its next review, answer its alarms. One editor a claim."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="assignment")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["editor", "at"], name="assignment_of_editor")]

    def __str__(self) -> str:
        return f"{self.claim.reference} to {self.editor}"
