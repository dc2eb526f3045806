"""What was claimed, and where: identity, appearances, links. What we say about a claim lives in its reviews."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from claims.models.freshness import ReviewedByDate
from claims.models.topic import Topic
from claims.querysets import ClaimQuerySet
from claims.verdicts import Leaning, Verdict
from sources.history import remembered
from sources.models import Source
from sources.partial_dates import PartialDateField, partial_date_check


class ClaimStanding(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


REPEATED = (
    "standing", "current", "statement", "fact", "verdict", "answer", "systems", "places", "source_kinds", "as_of", "review_by", "first_made",
    "first_published_at", "published_at", "refuting", "supporting", "contextual", "evidence_count", "search_vector",
)  # fmt: skip
"""Columns of a claim that repeat its latest public review. Their history is that of the reviews."""


@remembered(exclude=REPEATED)
class Claim(ReviewedByDate, models.Model):
    """One checkable statement somebody made, with a reference that is never reused.

    The fields from `standing` down repeat what readers see of the latest review, so that lists need no joins. Only
    `claims.editorial.projection` writes them.
    """

    reference = models.CharField(max_length=12, help_text="As SC-0007. Never reused.")
    slug = models.SlugField(max_length=80, db_index=False, help_text="Address of the claim; an old one keeps redirecting.")
    topics = models.ManyToManyField(Topic, through="ClaimTopic", related_name="claims")
    leaning = models.CharField(
        max_length=11,
        choices=Leaning.choices,
        blank=True,
        help_text="Does the statement, as its believers mean it, make the system bigger or harsher than it is, or play it down?",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    standing = models.CharField(max_length=10, choices=ClaimStanding.choices, default=ClaimStanding.DRAFT, editable=False)
    current = models.OneToOneField("claims.Review", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    statement = models.CharField(max_length=300, blank=True, editable=False)
    fact = models.CharField(max_length=140, blank=True, editable=False)
    verdict = models.CharField(max_length=14, choices=Verdict.choices, blank=True, editable=False)
    answer = models.CharField(max_length=300, blank=True, editable=False)
    systems = ArrayField(models.CharField(max_length=24), default=list, editable=False)
    places = ArrayField(models.CharField(max_length=80), default=list, editable=False)
    source_kinds = ArrayField(models.CharField(max_length=20), default=list, editable=False)
    as_of = PartialDateField(blank=True, editable=False)
    review_by = models.DateField(null=True, editable=False)
    first_made = PartialDateField(blank=True, editable=False, help_text="Date of the earliest appearance.")
    first_published_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False, help_text="When the current review was published.")
    refuting = models.PositiveSmallIntegerField(default=0, editable=False)
    supporting = models.PositiveSmallIntegerField(default=0, editable=False)
    contextual = models.PositiveSmallIntegerField(default=0, editable=False)
    evidence_count = models.PositiveSmallIntegerField(default=0, editable=False)
    search_vector = SearchVectorField(null=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        permissions = [("amend_shown", "Can change claims and sources that readers see")]
        constraints = [  # `unique=True` on a text would make a second index, for patterns, which nobody asks for
            models.UniqueConstraint(fields=["reference"], name="claim_reference_once"),
            models.UniqueConstraint(fields=["slug"], name="claim_slug_once"),
            models.CheckConstraint(condition=Q(reference__regex=r"^SC-[0-9]{4,}$"), name="claim_reference_shape"),
            models.CheckConstraint(condition=Q(standing__in=ClaimStanding.values), name="claim_standing_known"),
            models.CheckConstraint(condition=Q(leaning__in=["", *Leaning.values]), name="claim_leaning_known"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="claim_verdict_known"),
            partial_date_check("as_of", "claim_as_of_partial"),
            partial_date_check("first_made", "claim_first_made_partial"),
            models.CheckConstraint(
                condition=Q(standing=ClaimStanding.DRAFT, current__isnull=True)
                | (~Q(standing=ClaimStanding.DRAFT) & Q(current__isnull=False) & ~Q(statement="") & ~Q(fact="") & ~Q(verdict="")),
                name="claim_shows_its_review",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="claim_search"),
            models.Index(F("published_at").desc(), F("id").desc(), name="claim_newest", condition=Q(standing="published")),
            models.Index(fields=["verdict"], name="claim_verdict"),
            models.Index(fields=["review_by"], name="claim_due", condition=Q(standing="published")),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.statement or self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.slug])

    @property
    def verdict_(self) -> Verdict:
        """The verdict as a member of the scale; ValueError on a draft."""
        return Verdict(self.verdict)

    @cached_property
    def topic_slugs(self) -> list[str]:
        """The slugs of its topics, in their order; `ClaimQuerySet.with_topic_slugs` brings them along."""
        return [place.topic.slug for place in self.claimtopic_set.all()]


@remembered()
class ClaimTopic(models.Model):
    """A claim under a topic; the first place leads."""

    claim = models.ForeignKey(Claim, models.CASCADE, db_index=False)  # claim_topic_once is one
    topic = models.ForeignKey(Topic, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "topic"], name="claim_topic_once")]

    def __str__(self) -> str:
        return str(self.topic)


@remembered()
class FormerSlug(models.Model):
    """An address that a claim had before; it redirects for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="former_slugs")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug


@remembered()
class ClaimLink(models.Model):
    """A tie between two claims: one is part of the other, or they are related."""

    class Tie(models.TextChoices):
        PART_OF = "part_of", "is part of"
        RELATED = "related", "is related to"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="links")
    other = models.ForeignKey(Claim, models.CASCADE, related_name="linked_from")
    tie = models.CharField(max_length=8, choices=Tie.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "other"], name="claim_link_once"),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="claim_link_not_to_itself"),
            models.CheckConstraint(condition=Q(tie__in=["part_of", "related"]), name="claim_link_tie_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.get_tie_display()} {self.other_id}"


@remembered()
class Appearance(models.Model):
    """A place where the claim was made: who, where, when."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="appearances", db_index=False)  # appearance_position is one
    position = models.PositiveSmallIntegerField(default=0)
    claimant = models.CharField(max_length=200, help_text="Who made the claim: a person or a publication.")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", help_text="The document in which it was made, or that records it."
    )
    date = PartialDateField(blank=True)
    url = models.URLField("address", max_length=2000, blank=True, help_text="Only when there is no source, or it stands elsewhere.")
    archived_url = models.URLField("archived copy", max_length=2000, blank=True)
    wording = models.CharField(max_length=200, blank=True, help_text="The claimant’s own words, under 20 words, only when the wording matters.")
    language = models.CharField(max_length=20, default="en", help_text="BCP 47 tag of the wording.")
    note = models.CharField(max_length=400, blank=True, help_text="How it was put, in our words.")

    class Meta:
        ordering = ["position"]
        constraints = [
            partial_date_check("date", "appearance_date_partial"),
            models.UniqueConstraint(fields=["claim", "position"], name="appearance_position", deferrable=models.Deferrable.DEFERRED),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | ~Q(url=""),
                name="appearance_somewhere",
                violation_error_message="Say where it appeared: a source or an address.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimant} {self.date}".strip()
