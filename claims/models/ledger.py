"""The public record of every publication, correction and withdrawal, each entry chained to the one before."""

import pgtrigger
from django.db import models
from django.db.models import Q

from claims.models.guards import Guard, never_truncated
from claims.models.review import Review

GENESIS = "0" * 64


class LedgerEntry(models.Model):
    """One thing that readers saw happen, with the SHA-256 (hex) that covers it and the entry before it."""

    class Deed(models.TextChoices):
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    position = models.PositiveBigIntegerField(unique=True, help_text="From 1, without gaps.")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    review = models.ForeignKey(Review, models.PROTECT, related_name="ledger_entries", db_index=False)  # ledger_deed_once is one
    at = models.DateTimeField()
    record = models.TextField(help_text="RFC 8785 canonical JSON of what readers saw.")
    previous = models.CharField(max_length=64, help_text="Hash of the entry before; 64 zeros for the first.")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(fields=["review", "deed"], name="ledger_deed_once"),
            models.CheckConstraint(condition=Q(deed__in=["published", "withdrawn"]), name="ledger_deed_known"),
            models.CheckConstraint(condition=Q(position__gte=1), name="ledger_from_1"),
        ]
        triggers = [
            Guard(
                name="ledger_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'The ledger is append-only.' USING ERRCODE = 'restrict_violation';",
            ),
            never_truncated("ledger_never_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.deed} {self.digest[:12]}"
