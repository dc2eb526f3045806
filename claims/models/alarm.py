"""What happens to sources after we leaned on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.review import Review
from claims.querysets import AlarmQuerySet
from sources.models import LinkCheck, Source


class AlarmKind(models.TextChoices):
    GONE = "gone", "No longer reachable"
    CHANGED = "changed", "Its text has changed"
    CORRECTED = "corrected", "Corrected by its publisher"
    SUPERSEDED = "superseded", "Superseded"
    RETRACTED = "retracted", "Retracted"


class Weight(models.IntegerChoices):
    """How much of a review hangs on the source, heaviest last."""

    CONTEXT = 0, "Context only"
    OTHER = 1, "One of several"
    PRIMARY = 2, "A primary source"
    ONLY = 3, "The only leg"


class Alarm(models.Model):
    """Something that happened to a source after a review that leans on it was published; it stays open until an editor deals with it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="alarms")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AlarmKind.choices)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices)
    detail = models.CharField(max_length=500, blank=True)
    check_made = models.ForeignKey(LinkCheck, models.SET_NULL, null=True, related_name="+", help_text="The link check that found it, if one did.")
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_by_review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=600, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        ordering = ["-weight", "raised_at"]
        constraints = [
            models.UniqueConstraint(fields=["review", "source", "kind"], condition=Q(closed_at__isnull=True), name="alarm_open_once"),
            models.CheckConstraint(condition=Q(kind__in=AlarmKind.values), name="alarm_kind_known"),
            models.CheckConstraint(condition=Q(weight__in=Weight.values), name="alarm_weight_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_by_review__isnull=True, reason="")
                | Q(closed_at__isnull=False) & (Q(closed_by_review__isnull=False) | ~Q(reason="")),
                name="alarm_closed_for_a_reason",
                violation_error_message="An alarm is closed by a new review, or with a reason.",
            ),
        ]
        indexes = [models.Index(fields=["-weight", "raised_at"], name="alarm_open", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.source.key}: {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
