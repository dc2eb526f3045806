"""Evidence is a record, not prose: stance, finding, locator, and the source behind it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from pgtrigger import Referencing

from claims.models.guards import Guard, SetGuard, never_truncated
from claims.models.review import Review
from claims.verdicts import Stance
from sources.history import remembered
from sources.models import Source

_FROZEN = """
    IF EXISTS (SELECT 1 FROM claims_review
               WHERE state IN ('published', 'withdrawn')
                 AND id IN (OLD.review_id, CASE WHEN TG_OP = 'UPDATE' THEN NEW.review_id END)) THEN
        RAISE EXCEPTION 'Evidence of a published review never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""
_COMPLETE = """
    IF EXISTS (SELECT 1 FROM arrived WHERE (SELECT state FROM claims_review WHERE id = arrived.review_id) IN ('published', 'withdrawn')) THEN
        RAISE EXCEPTION 'Evidence of a published review never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
"""


@remembered()
class Evidence(models.Model):
    """One source used in one review: what it does to the claim, what it shows, and where."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="evidence", db_index=False)  # evidence_source_once is one
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    finding = models.CharField(max_length=500, help_text="What this source shows about this claim, in our words.")
    locator = models.CharField(max_length=200, blank=True, help_text="Where in the source: article, page, section, headline.")
    quotation = models.CharField(max_length=200, blank=True, help_text="Under 20 words, only when the wording itself matters.")
    quotation_language = models.CharField(max_length=20, blank=True, help_text="BCP 47 tag of the quotation.")
    translation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["review", "source"], name="evidence_source_once"),
            models.UniqueConstraint(fields=["review", "position"], name="evidence_position", deferrable=models.Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_known"),
            models.CheckConstraint(condition=~Q(finding=""), name="evidence_has_finding"),
            models.CheckConstraint(
                condition=Q(quotation="", quotation_language="", translation="") | (~Q(quotation="") & ~Q(quotation_language="")),
                name="evidence_quotation_has_language",
                violation_error_message="A quotation names its language; a translation belongs to a quotation.",
            ),
        ]
        triggers = [
            Guard(name="evidence_frozen", operation=pgtrigger.Update | pgtrigger.Delete, func=_FROZEN),
            SetGuard(name="evidence_complete", operation=pgtrigger.Insert, referencing=Referencing(new="arrived"), func=_COMPLETE),
            never_truncated("evidence_never_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.source.key} {self.stance}"
