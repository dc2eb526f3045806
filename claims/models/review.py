"""Our assessment of a claim: one row a version, frozen once published."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from pgtrigger import Referencing

from claims.models.claim import Claim
from claims.models.freshness import ReviewedByDate
from claims.models.guards import Guard, SetGuard, never_truncated
from claims.models.review_guards import FROZEN, GATES_ON_ARRIVAL, GATES_ON_CHANGE
from claims.querysets import ReviewQuerySet
from claims.verdicts import System, Verdict, place_label
from sources.folding import Folded
from sources.history import remembered
from sources.partial_dates import PartialDate, PartialDateField, partial_date_check


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for approval"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Change(models.TextChoices):
    FIRST = "first", "First review"
    TYPO = "typo", "Typo"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retraction"


class Confidence(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


_PUBLIC = Q(state__in=[State.PUBLISHED, State.WITHDRAWN])
_COMPLETE = (
    ~Q(statement="") & ~Q(fact="") & ~Q(verdict="") & ~Q(answer="") & ~Q(rationale="") & ~Q(why_checked="") & ~Q(confidence="") & ~Q(as_of="")
    & Q(systems__len__gt=0) & Q(places__len__gt=0) & Q(would_change__len__gt=0) & Q(review_by__isnull=False)
)  # fmt: skip

_SET_BY_PUBLISHING = ("approver", "published_at", "withdrawn_at", "withdrawn_reason", "merged_into")


class Edited(pgtrigger.Condition):
    """Whether an update edits a review. A publication or withdrawal that changes nothing else is in the ledger, and on the row."""

    sql = "resolved below"

    def resolve(self, model) -> str:
        content = pgtrigger.AnyChange(exclude=[*_SET_BY_PUBLISHING, "state", "missing"]).resolve(model)
        return f"({content} OR NEW.state IN ('draft', 'submitted') AND (OLD.state, OLD.missing) IS DISTINCT FROM (NEW.state, NEW.missing))"


@remembered(exclude=_SET_BY_PUBLISHING, when=Edited())
class Review(ReviewedByDate, models.Model):
    """One assessment of a claim, from draft to published; the latest published one is what readers see."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews", db_index=False)  # review_number_once is one
    number = models.PositiveSmallIntegerField(help_text="Counts the reviews of the claim, from 1.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    change = models.CharField("kind of change", max_length=10, choices=Change.choices, default=Change.FIRST)
    reason = models.CharField("public reason of the change", max_length=600, blank=True)

    statement = models.CharField(max_length=300, help_text="The claim as someone who believes it would put it.")
    fact = models.CharField(max_length=140, blank=True, help_text="What is the case, in one sentence that stands alone.")
    verdict = models.CharField(max_length=14, choices=Verdict.choices, blank=True)
    answer = models.CharField("short answer", max_length=300, blank=True)
    rationale = models.TextField(blank=True, help_text="Why we say this, in Markdown.")
    systems = ArrayField(models.CharField(max_length=24, choices=System.choices), default=list, blank=True)
    places = ArrayField(models.SlugField(max_length=80), default=list, blank=True, help_text="china for the whole country, else a place: rongcheng.")
    scope_from = PartialDateField("holds from", blank=True)
    scope_to = PartialDateField("holds to", blank=True)
    as_of = PartialDateField("as of", blank=True, help_text="State of affairs that the verdict is about.")
    scope_note = models.CharField(max_length=300, blank=True)
    why_checked = models.CharField(max_length=500, blank=True)
    would_change = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name="what would change it")
    review_by = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    confidence_note = models.CharField(max_length=400, blank=True)
    override_note = models.CharField("public note on a warning", max_length=500, blank=True)
    missing = models.CharField("still missing", max_length=600, blank=True, help_text="For a draft; readers never see it.")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="authored_reviews")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approved_reviews")
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="+", help_text="Who else changed the draft; none of them may publish it."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, help_text="When the draft was last saved.")
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="Since when it waits for approval, or waited.")
    published_at = models.DateTimeField(null=True, blank=True)
    second_reading = models.DateField(null=True, blank=True, help_text="Day on which a second person re-read it line by line.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)
    merged_into = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # review_merged is one of those that are
        related_name="absorbed",
        help_text="The claim in favour of which it was withdrawn.",
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="review_number_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=[State.DRAFT, State.SUBMITTED]),
                name="review_one_open",
                violation_error_message="This claim has an open review already.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="review_number_from_1"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_known"),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="review_change_known"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="review_verdict_known"),
            models.CheckConstraint(condition=Q(confidence__in=["", *Confidence.values]), name="review_confidence_known"),
            models.CheckConstraint(condition=Q(systems__contained_by=System.values), name="review_systems_known"),
            models.CheckConstraint(
                condition=Q(number=1, change=Change.FIRST) | (Q(number__gt=1) & ~Q(change=Change.FIRST)),
                name="review_first_is_number_1",
                violation_error_message="Number 1 is the first review; later ones say what kind of change they are.",
            ),
            models.CheckConstraint(
                condition=~_PUBLIC | Q(number=1) | ~Q(reason=""),
                name="review_change_has_reason",
                violation_error_message="A published change gives its reason.",
            ),
            models.CheckConstraint(condition=~_PUBLIC | _COMPLETE, name="review_published_complete"),
            models.CheckConstraint(
                condition=~_PUBLIC | (Q(approver__isnull=False, published_at__isnull=False) & ~Q(approver=F("author"))),
                name="review_second_person",
                violation_error_message="Whoever wrote a review cannot publish it.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_at__gte=F("published_at")) & ~Q(withdrawn_reason="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_reason=""),
                name="review_withdrawal_explained",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=State.WITHDRAWN) & ~Q(merged_into=F("claim")), name="review_merged_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(scope_from="") | Q(scope_to="") | Q(scope_from__lte=Concat("scope_to", Value("~"))),
                name="review_scope_in_order",
                violation_error_message="The scope ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(review_by__isnull=True) | Q(published_at__isnull=True) | Q(review_by__gt=F("published_at")),
                name="review_by_after_publication",
                violation_error_message="“Review by” lies before the publication.",
            ),
            *(partial_date_check(field, f"review_{field}_partial") for field in ("scope_from", "scope_to", "as_of")),
        ]
        indexes = [
            models.Index(F("published_at").desc(), name="review_newest", condition=_PUBLIC),
            models.Index(fields=["merged_into"], name="review_merged", condition=Q(merged_into__isnull=False)),
            GinIndex(OpClass(Folded("statement"), "gin_trgm_ops"), name="review_open_statement_trgm", condition=~_PUBLIC),
            models.Index(
                Coalesce("withdrawn_at", "published_at").desc(),
                F("id").desc(),
                name="review_log",
                condition=Q(change__in=["update", "correction", "retraction"]) | Q(state="withdrawn"),  # as ReviewQuerySet.in_corrections_log
            ),
            models.Index(Coalesce("withdrawn_at", "published_at").desc(), F("id").desc(), name="review_typos", condition=Q(change="typo")),
        ]
        permissions = [
            ("edit_others_review", "Can change and delete drafts of others"),
            ("submit_review", "Can hand a draft over for approval"),
            ("return_review", "Can give a review back to its author"),
            ("publish_review", "Can publish what others wrote"),
            ("withdraw_review", "Can withdraw a review"),
            ("correct_review", "Can start a correction or a retraction"),
        ]
        triggers = [
            Guard(name="review_frozen", operation=pgtrigger.Update | pgtrigger.Delete, func=FROZEN),
            SetGuard(name="review_arrives", operation=pgtrigger.Insert, referencing=Referencing(new="arrived"), func=GATES_ON_ARRIVAL),
            SetGuard(name="review_gates", operation=pgtrigger.Update, referencing=Referencing(old="earlier", new="arrived"), func=GATES_ON_CHANGE),
            never_truncated("review_never_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.claim.reference}/{self.number} ({self.get_state_display().lower()})"

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.claim.slug, self.number])

    @property
    def is_public(self) -> bool:
        return self.state in (State.PUBLISHED, State.WITHDRAWN)

    @property
    def verdict_(self) -> Verdict:
        """The verdict as a member of the scale; ValueError where none is chosen."""
        return Verdict(self.verdict)

    @property
    def system_labels(self) -> list[str]:
        return [System(system).label for system in self.systems]

    @property
    def place_labels(self) -> list[str]:
        return [place_label(place) for place in self.places]

    @property
    def period(self) -> str:
        """The time for which the verdict holds, as readers see it: "2013 to March 2021", "2013 onwards", "until 2021", or the empty string."""
        start, end = (PartialDate(text).printed if text else "" for text in (self.scope_from, self.scope_to))
        if start and end:
            return f"{start} to {end}"
        return f"{start} onwards" if start else f"until {end}" if end else ""
