"""Which claims and which reviews: the only place that says which rows. Chainable, in the domain's words."""

from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from claims.expressions import Unnest
from claims.text_search import Query
from sources.partial_dates import PartialDate


def _counting(rows):
    """`rows`, each with the number of all as `total`. The count is a query within the query: a window would read every row whole to show a few."""
    number = rows.order_by().annotate(of_all=models.Func(F("pk"), function="COUNT", output_field=models.IntegerField()))
    return rows.annotate(total=models.Subquery(number.values("of_all")))


class ClaimQuerySet(models.QuerySet):
    def published(self) -> "ClaimQuerySet":
        """Claims that readers may list: not drafts, not withdrawn ones."""
        return self.filter(standing="published")

    def public(self) -> "ClaimQuerySet":
        """Claims that answer at their address: published or withdrawn."""
        return self.exclude(standing="draft")

    def with_verdicts(self, verdicts: list[str]) -> "ClaimQuerySet":
        return self.filter(verdict__in=verdicts)

    def under_topics(self, slugs: list[str]) -> "ClaimQuerySet":
        return self.filter(pk__in=self.model.topics.through.objects.filter(topic__slug__in=slugs).values("claim"))

    def about_systems(self, systems: list[str]) -> "ClaimQuerySet":
        return self.filter(systems__overlap=systems)

    def about_places(self, places: list[str]) -> "ClaimQuerySet":
        return self.filter(places__overlap=places)

    def resting_on_kinds(self, kinds: list[str]) -> "ClaimQuerySet":
        """Claims with evidence from a source of one of the `kinds`."""
        return self.filter(source_kinds__overlap=kinds)

    def made_from(self, start: PartialDate) -> "ClaimQuerySet":
        """Claims first made on or after `start`; one known only as "2018" may have been made on 2018-06, so it counts."""
        return self.exclude(first_made="").filter(Q(first_made__gte=start) | Q(first_made__in=_coarser(start)))

    def made_until(self, end: PartialDate) -> "ClaimQuerySet":
        """Claims first made on or before `end`, to its precision: `2018` takes all of 2018."""
        return self.exclude(first_made="").filter(first_made__lte=models.Value(f"{end}~", models.CharField()))

    def overdue(self, today: date | None = None) -> "ClaimQuerySet":
        """Claims whose review-by date has passed on `today` (UTC)."""
        return self.filter(review_by__lt=today or timezone.now().date())

    def due_within(self, days: int) -> "ClaimQuerySet":
        """Claims to be looked at again between today (UTC) and `days` later."""
        today = timezone.now().date()
        return self.filter(review_by__gte=today, review_by__lte=today + timedelta(days))

    def counted(self) -> "ClaimQuerySet":
        """Each row with the number of all, so that a few rows and the count take one query."""
        return _counting(self)

    def search(self, query: Query) -> "ClaimQuerySet":
        """Claims that match `query`, annotated with their `rank`."""
        return self.filter(search_vector=query.tsquery).ranked(query.tsquery)

    def ranked(self, tsquery: models.Expression) -> "ClaimQuerySet":
        """The same claims, annotated with how well they match `tsquery`, their `rank`: to nine places, since the equality of floats is chance."""
        rank = SearchRank(F("search_vector"), tsquery, cover_density=False)
        return self.annotate(rank=Cast(rank, models.DecimalField(max_digits=12, decimal_places=9)))

    def newest_first(self) -> "ClaimQuerySet":
        return self.order_by("-published_at", "-id")

    def oldest_claim_first(self) -> "ClaimQuerySet":
        """By the date the claim was first made, the newest review first on the same date; those without a date come last."""
        return self.order_by(models.Case(models.When(first_made="", then=1), default=0), "first_made", "-published_at", "-id")

    def most_evidence_first(self) -> "ClaimQuerySet":
        return self.order_by("-evidence_count", "-published_at", "-id")

    def best_match_first(self) -> "ClaimQuerySet":
        """By rank, among equals by the amount of evidence; only after `search`."""
        return self.order_by("-rank", "-evidence_count", "-id")

    def leaning_on(self, source) -> "ClaimQuerySet":
        """Published claims whose current review uses `source`, annotated with its `stance`, `finding` and `locator` there.

        One that was merged into `source` counts as it; a claim that uses both comes once for each.
        """
        return (
            self.published()
            .filter(Q(current__evidence__source=source) | Q(current__evidence__source__merged_into=source))
            .annotate(stance=F("current__evidence__stance"), finding=F("current__evidence__finding"), locator=F("current__evidence__locator"))
        )

    def drawing_on(self, source) -> "ClaimQuerySet":
        """Claims with any review, drafts too, that uses `source`."""
        return self.filter(reviews__evidence__source=source).distinct()

    def for_cards(self) -> "ClaimQuerySet":
        """With what a row in a list shows: the topics. One further query for the whole list."""
        return self.defer("search_vector").prefetch_related(
            models.Prefetch("claimtopic_set", queryset=self.model.topics.through.objects.select_related("topic"))
        )

    def with_topic_slugs(self) -> "ClaimQuerySet":
        """With what data say of a claim in a list, in one query: `topic_slugs` is filled."""
        places = self.model.topics.through.objects.filter(claim=models.OuterRef("pk")).order_by("position")
        return self.defer("search_vector").annotate(topic_slugs=ArraySubquery(places.values("topic__slug")))

    def with_first_topic(self) -> "ClaimQuerySet":
        """Each claim with the name of the topic that leads, as `first_topic`; None without topics."""
        places = self.model.topics.through.objects.filter(claim=models.OuterRef("pk")).order_by("position", "pk")
        return self.annotate(first_topic=models.Subquery(places.values("topic__name")[:1]))

    def counted_by(self, facet: str) -> "ClaimQuerySet":
        """Rows of `facet`, `value`, `n`: how many of these claims have each value. Rows of several facets can be united."""
        value = {
            "verdict": F("verdict"),
            "topic": F("topics__slug"),
            "system": Unnest("systems"),
            "place": Unnest("places"),
            "kind": Unnest("source_kinds"),
        }[facet]
        return self.order_by().annotate(facet=models.Value(facet), value=value).values("facet", "value").annotate(n=models.Count("pk", distinct=True))

    def resting_on_one_publisher(self) -> "ClaimQuerySet":
        """Claims whose checked evidence comes from fewer than two independent publishers, as `gates.independent_publishers` counts them.

        By reference, each with the number of all as `total`. One pass over all evidence, in the order of an index.
        """
        checked = models.When(~Q(source__read="unchecked"), then=Coalesce("source__read_in__publisher", "source__publisher"))
        pieces = self.model.reviews.rel.related_model.evidence.rel.related_model.objects.order_by()
        spread = pieces.values("review").annotate(first=models.Min(models.Case(checked)), last=models.Max(models.Case(checked)))
        thin = spread.exclude(first__lt=F("last"))  # also where none was checked, and both are unknown
        return self.filter(current__in=thin.values("review")).annotate(total=models.Window(models.Count("pk"))).order_by("reference")


def _coarser(start: PartialDate) -> list[str]:
    """The partial dates that contain `start`: for 2018-06-01, "2018" and "2018-06"."""
    return [start[:length] for length in (4, 7) if length < len(start)]


class ReviewQuerySet(models.QuerySet):
    def public(self) -> "ReviewQuerySet":
        """Reviews that readers may read: published, or withdrawn with their reason."""
        return self.filter(state__in=["published", "withdrawn"])

    def open(self) -> "ReviewQuerySet":
        """Drafts and submitted reviews."""
        return self.filter(state__in=["draft", "submitted"])

    def drafts(self) -> "ReviewQuerySet":
        return self.filter(state="draft")

    def waiting(self) -> "ReviewQuerySet":
        """Reviews that wait for approval."""
        return self.filter(state="submitted")

    def with_words_of(self, user) -> "ReviewQuerySet":
        """Reviews that `user` wrote, or changed as a draft: nobody publishes words of their own."""
        return self.filter(self._wrote(user))

    def without_words_of(self, user) -> "ReviewQuerySet":
        return self.exclude(self._wrote(user))

    def _wrote(self, user) -> Q:
        return Q(author=user) | Q(pk__in=self.model.writers.through.objects.filter(user=user).values("review"))

    def returned(self) -> "ReviewQuerySet":
        """Drafts that were given back, with the moment as `returned_at`."""
        returns = self.model.comments.rel.related_model.objects.filter(review=models.OuterRef("pk"), kind="returned")
        return self.drafts().annotate(returned_at=models.Subquery(returns.order_by("-at").values("at")[:1])).exclude(returned_at=None)

    def never_returned(self) -> "ReviewQuerySet":
        return self.exclude(pk__in=self.model.comments.rel.related_model.objects.filter(kind="returned").values("review"))

    def with_threads(self) -> "ReviewQuerySet":
        """With the number of comments as `said`."""
        comments = self.model.comments.rel.related_model.objects.filter(review=models.OuterRef("pk")).order_by()
        return self.annotate(said=Coalesce(models.Subquery(comments.values("review").annotate(n=models.Count("pk")).values("n")), 0))

    def counted(self) -> "ReviewQuerySet":
        """Each row with the number of all, so that a few rows and the count take one query."""
        return _counting(self)

    def in_corrections_log(self) -> "ReviewQuerySet":
        """What the corrections log shows: published changes but typos, and withdrawals."""
        return self.public().filter(Q(change__in=["update", "correction", "retraction"]) | Q(state="withdrawn"))

    def merged_into(self, claim) -> "ReviewQuerySet":
        """The reviews of claims that now lead to `claim`."""
        return self.filter(merged_into=claim, claim__current=F("pk")).order_by("claim__reference")

    def withdrawn(self) -> "ReviewQuerySet":
        return self.filter(state="withdrawn")

    def typos(self) -> "ReviewQuerySet":
        """Public changes in which only the spelling changed: they stand in the histories, not in the log."""
        return self.public().filter(change="typo")

    def newest_first(self) -> "ReviewQuerySet":
        """By the moment of the last thing readers saw happen: the withdrawal, else the publication."""
        return self.order_by(Coalesce("withdrawn_at", "published_at").desc(), "-id")


class AlarmQuerySet(models.QuerySet):
    def open(self) -> "AlarmQuerySet":
        return self.filter(closed_at__isnull=True)

    def counted(self) -> "AlarmQuerySet":
        """Each row with the number of all, so that a few rows and the count take one query."""
        return _counting(self)

    def heaviest_first(self) -> "AlarmQuerySet":
        """By how much of a review hangs on the source, then the oldest."""
        return self.order_by("-weight", "raised_at", "pk")

    def shown_to_readers(self) -> "AlarmQuerySet":
        """Open ones about a source that is the only leg of its review."""
        return self.open().filter(weight=3)
