"""Documents, who wrote them, and how far we read them."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse

from sources.folding import Folded
from sources.history import remembered
from sources.link_check.judging import Difference, Outcome
from sources.partial_dates import PartialDateField, partial_date_check
from sources.querysets import LinkCheckQuerySet, SourceQuerySet


class Kind(models.TextChoices):
    LAW = "law", "Law or rule"
    POLICY = "policy", "Policy text"
    STATISTICS = "statistics", "Statistics"
    OFFICIAL = "official", "Official statement"
    COURT = "court", "Court document"
    COMPANY = "company", "Company statement"
    SCHOLARSHIP = "scholarship", "Research"
    THINK_TANK = "think-tank", "Think tank"
    JOURNALISM = "journalism", "Reporting"
    STATE_MEDIA = "state-media", "State media"
    COMMENTARY = "commentary", "Commentary"
    REFERENCE = "reference", "Reference work"

    @property
    def is_primary(self) -> bool:
        """Whether such a document makes or records the thing itself (a law, a figure, a company's own terms), and does not report on it."""
        return self in (Kind.LAW, Kind.POLICY, Kind.STATISTICS, Kind.OFFICIAL, Kind.COURT, Kind.COMPANY)


class Link(models.TextChoices):
    """How sure we are of the address."""

    SEEN = "seen", "Seen at this address"
    CANONICAL = "canonical", "Known address, not opened by us"
    COPY = "copy", "A third party’s copy"
    NONE = "none", "No address to link"


class Read(models.TextChoices):
    """How we read the source: the words that stand on every page that leans on it."""

    FULL = "full", "Read in full"
    EXCERPT = "excerpt", "Read in an excerpt"
    CITED = "cited", "Known through another source"
    UNCHECKED = "unchecked", "Not yet checked"


class Standing(models.TextChoices):
    CURRENT = "current", "Current"
    CORRECTED = "corrected", "Corrected by its publisher"
    SUPERSEDED = "superseded", "Superseded"
    RETRACTED = "retracted", "Retracted"
    UNREACHABLE = "unreachable", "No longer reachable"


@remembered()
class Source(models.Model):
    """One document that evidence can rest on."""

    key = models.SlugField(max_length=80, unique=True, help_text="Short natural key, as liu2018. It is the source’s address and never changes.")
    title = models.CharField(max_length=400, help_text="In English; for an English document its own title.")
    original_title = models.CharField(max_length=400, blank=True, help_text="In the document’s own language, when that is not English.")
    language = models.CharField(max_length=20, help_text="BCP 47 tag of the document: en, zh-Hans, zh-Hant, da.")
    publisher = models.CharField(max_length=200)
    date = PartialDateField(blank=True, help_text="To the precision known: 2018, 2018-12 or 2018-12-06.")
    date_note = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    url = models.URLField("address", max_length=2000, blank=True)
    link = models.CharField("how sure of the address", max_length=10, choices=Link.choices)
    link_note = models.CharField(max_length=500, blank=True)
    archived_url = models.URLField("archived copy", max_length=2000, blank=True)
    read = models.CharField("how we read it", max_length=10, choices=Read.choices)
    read_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relays",
        verbose_name="cited in",
        help_text="The source through which we know it; only when it is known through another source.",
    )
    read_note = models.CharField(max_length=500, blank=True)
    summary = models.TextField(help_text="What it says, in our words.")
    caution = models.TextField(blank=True, help_text="What a reader should keep in mind.")
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.CURRENT)
    standing_note = models.CharField(max_length=500, blank=True)
    standing_since = models.DateTimeField(
        null=True, editable=False, help_text="When the standing last changed; empty as long as it is what it was at first. The database sets it."
    )

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        to_field="key",
        related_name="merged",
        help_text="The source that took this one’s place, when both were the same document. Its address leads there for ever.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            partial_date_check("date", "source_date_partial"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="source_kind_known"),
            models.CheckConstraint(condition=Q(link__in=Link.values), name="source_link_known"),
            models.CheckConstraint(condition=Q(read__in=Read.values), name="source_read_known"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="source_standing_known"),
            models.CheckConstraint(condition=Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"), name="source_language_tag"),
            models.CheckConstraint(
                condition=Q(link=Link.NONE, url="") | (~Q(link=Link.NONE) & ~Q(url="")),
                name="source_link_matches_url",
                violation_error_message="“No address to link” goes with an empty address, and the others with an address.",
            ),
            models.CheckConstraint(
                condition=Q(read=Read.CITED, read_in__isnull=False) | (~Q(read=Read.CITED) & Q(read_in__isnull=True)),
                name="source_read_in_iff_cited",
                violation_error_message="Name the citing source exactly when this one is known through another source.",
            ),
            models.CheckConstraint(condition=~Q(read_in=F("id")), name="source_not_read_in_itself"),
            models.CheckConstraint(condition=~Q(merged_into=F("key")), name="source_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(standing=Standing.CURRENT) | ~Q(standing_note=""),
                name="source_standing_explained",
                violation_error_message="Say why the source is no longer current.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(Folded("title"), "gin_trgm_ops"), name="source_title_trgm"),
            GinIndex(OpClass(Folded("original_title"), "gin_trgm_ops"), name="source_original_title_trgm"),
            GinIndex(OpClass(Upper("url"), "gin_trgm_ops"), name="source_url_trgm"),
            GinIndex(OpClass(Upper("archived_url"), "gin_trgm_ops"), name="source_archived_url_trgm"),
            models.Index(fields=["kind"], name="source_kind"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="source_standing_since",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("standing"),
                condition=pgtrigger.Q(old__standing__df=pgtrigger.F("new__standing")),
                func="NEW.standing_since = clock_timestamp(); RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}" + (f" ({self.date[:4]})" if self.date else "")

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.key])

    @property
    def byline(self) -> str:
        """The authors in the document's order, or the empty string. Reads `authors`: prefetch it for lists."""
        return ", ".join(str(author) for author in self.authors.all())


@remembered()
class SourceAuthor(models.Model):
    """One author of a source, at a place in the byline."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    literal = models.CharField(max_length=200, blank=True, help_text="A body, or a name that must not be split.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="source_author_position"),
            models.CheckConstraint(
                condition=(~Q(literal="") & Q(family="", given="")) | (Q(literal="") & ~Q(family="")),
                name="source_author_literal_or_family",
                violation_error_message="Give a family name (and given name), or a literal name, not both.",
            ),
        ]

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        if any("\u4e00" <= letter <= "\u9fff" for letter in self.family):
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}".strip()


class LinkCheck(models.Model):
    """What the address of a source answered at one moment; sources/link_check judges it."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="link_checks")
    at = models.DateTimeField()
    address = models.URLField(max_length=2000)
    final_address = models.CharField(max_length=2000, help_text="Where the redirects end.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    difference = models.CharField(max_length=10, choices=Difference.choices, blank=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="The HTTP status; empty when there was no answer.")
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="In bytes, as far as it was read.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text, in hexadecimal digits.")
    fingerprint = models.CharField(max_length=16, blank=True, help_text="64 bits of the text, in hexadecimal digits (sources/link_check/text.py).")
    notices = models.PositiveIntegerField(default=0, help_text="How often words of a correction or retraction stand in the text.")
    problem = models.CharField(max_length=400, blank=True)
    retry_at = models.DateTimeField(null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="link_check_outcome_known"),
            models.CheckConstraint(condition=Q(difference__in=Difference.values), name="link_check_difference_known"),
        ]
        indexes = [
            models.Index(F("source"), F("at").desc(), name="link_check_newest"),
            models.Index(fields=["retry_at"], name="link_check_resting", condition=Q(retry_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.source.key} {self.get_outcome_display().lower()}"
