"""Which sources: the questions asked of the sources table, in the domain's words."""

from django.db import models
from django.db.models import F, Q


class SourceQuerySet(models.QuerySet):
    def by_key(self) -> "SourceQuerySet":
        return self.order_by("key")

    def standing_alone(self) -> "SourceQuerySet":
        """Sources that were not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def in_languages(self, tags: list[str]) -> "SourceQuerySet":
        """Sources whose language is one of the BCP 47 `tags` or a variety of it: `zh` finds `zh-Hans`."""
        found = Q()
        for tag in tags:
            found |= Q(language=tag) | Q(language__startswith=f"{tag}-")
        return self.filter(found)

    def of_kinds(self, kinds: list[str]) -> "SourceQuerySet":
        return self.filter(kind__in=kinds)

    def as_read(self, ways: list[str]) -> "SourceQuerySet":
        return self.filter(read__in=ways)

    def counted_by(self, field: str) -> "SourceQuerySet":
        """Rows of `facet`, `value`, `n`: how many of these sources have each value of `field`. Rows of several fields can be united."""
        return self.order_by().annotate(facet=models.Value(field), value=models.F(field)).values("facet", "value").annotate(n=models.Count("pk"))

    def with_last_check(self) -> "SourceQuerySet":
        """Annotated with `checked_at`: when the present address was last checked, None for never."""
        checks = self.model._meta.get_field("link_checks").related_model.objects.filter(source=models.OuterRef("pk"), address=models.OuterRef("url"))
        return self.annotate(checked_at=models.Subquery(checks.order_by("-at").values("at")[:1]))

    def checked_before(self, moment) -> "SourceQuerySet":
        """After `with_last_check`: those last checked before `moment` (aware), or never; never checked ones first, then the oldest."""
        return self.filter(Q(checked_at__isnull=True) | Q(checked_at__lt=moment)).order_by(F("checked_at").asc(nulls_first=True), "key")

    def naming(self, words: str) -> "SourceQuerySet":
        """Sources with all `words` (blank-separated) in a title, author, publisher or key; accents and case are ignored."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                Q(title__unaccent__icontains=word)
                | Q(original_title__icontains=word)
                | Q(publisher__unaccent__icontains=word)
                | Q(key__icontains=word)
                | Q(authors__family__unaccent__icontains=word)
                | Q(authors__given__unaccent__icontains=word)
                | Q(authors__literal__unaccent__icontains=word)
            )
        return rows.distinct()


class LinkCheckQuerySet(models.QuerySet):
    """Checks of the address that their source has now; what an earlier address answered is history."""

    def of_present_addresses(self) -> "LinkCheckQuerySet":
        return self.filter(address=F("source__url"))

    def newest_of_each(self) -> "LinkCheckQuerySet":
        """The last check of each source, with `failing_since`: since when it has not been found, None where it was."""
        checks = self.model.objects.filter(source=models.OuterRef("source"), address=models.OuterRef("address"))
        last_ok = checks.filter(outcome="ok").order_by("-at").values("at")[:1]
        away = checks.filter(outcome__in=["failing", "gone"]).filter(Q(at__gt=models.Subquery(last_ok)) | ~models.Exists(checks.filter(outcome="ok")))
        newest = self.of_present_addresses().order_by("source_id", "-at").distinct("source_id")
        return self.filter(pk__in=newest.values("pk")).annotate(failing_since=models.Subquery(away.order_by("at").values("at")[:1])).order_by("pk")

    def newest_changes(self) -> "LinkCheckQuerySet":
        """For each source the last check at which its text was another one than before."""
        changes = self.of_present_addresses().filter(difference__in=["small", "notice", "large"]).order_by("source_id", "-at").distinct("source_id")
        return self.filter(pk__in=changes.values("pk")).order_by("pk")
