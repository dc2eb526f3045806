"""Sources, claims and where claims appeared, as tables."""

import re

from import_export.fields import Field

from claims.admin.exchange.cells import joined, parted
from claims.admin.exchange.tables import ByName, Table, replaced, source_field
from claims.editorial import alarms, projection, renaming, rights
from claims.editorial.references import highest, written
from claims.models import Appearance, Claim, ClaimLink, ClaimTopic, Topic
from sources.models import Source, SourceAuthor

_REFERENCE = re.compile(r"SC-[0-9]{4,9}")


class Sources(Table):
    """Documents. Authors as "family | given", a body as its name alone: "Liu | Jun; Cyberspace Administration of China"."""

    key, parts = ("key",), ("authors",)
    read_in = source_field("read_in")
    authors = Field(column_name="authors")

    class Meta(Table.Meta):
        model = Source
        import_id_fields = ("key",)
        fields = (
            "key", "title", "original_title", "language", "authors", "publisher", "date", "date_note", "kind", "url", "link", "link_note",
            "archived_url", "read", "read_in", "read_note", "summary", "caution", "standing", "standing_note",
        )  # fmt: skip

    def for_export(self, queryset):
        return queryset.select_related("read_in").prefetch_related("authors").order_by("key")

    def dehydrate_authors(self, source: Source) -> str:
        if not source.pk:
            return ""
        return joined([author.literal or f"{author.family} | {author.given}".strip() for author in source.authors.all()])

    def save_parts(self, instance: Source, parts: dict[str, str]) -> None:
        authors = []
        for position, name in enumerate(parted(parts["authors"])):
            family, bar, given = name.partition("|")
            names = {"family": family.strip(), "given": given.strip()} if bar else {"literal": name}
            authors.append(SourceAuthor(source=instance, position=position, **names))
            authors[-1].full_clean(exclude=["source"], validate_unique=False)
        replaced(instance.authors.all(), authors)

    def against(self, instance: Source, *, new: bool) -> str:
        if not self.user.has_perm("sources.add_source" if new else "sources.change_source"):
            return "Your role does not include writing sources."
        return "" if new else rights.against_source(user=self.user, source=instance)

    def afterwards(self) -> None:
        for claim in Claim.objects.published().filter(current__evidence__source__in=self.touched).distinct():
            projection.refresh(claim)
        alarms.raise_due()


class Claims(Table):
    """Claims: address, leaning, topics, ties. What we say about them is in the table of reviews. A new row may leave the reference empty."""

    key, parts = ("reference",), ("topics", "part_of", "related")
    topics, part_of, related = Field(column_name="topics"), Field(column_name="part_of"), Field(column_name="related")

    class Meta(Table.Meta):
        model = Claim
        import_id_fields = ("reference",)
        fields = ("reference", "slug", "leaning", "topics", "part_of", "related")

    def for_export(self, queryset):
        return queryset.prefetch_related("claimtopic_set__topic", "links__other").order_by("reference")

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.highest = highest()

    def before_import_row(self, row, **kwargs):
        row["reference"] = row["reference"] or written(self.highest + 1)

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.former = instance.slug

    def dehydrate_topics(self, claim: Claim) -> str:
        return joined([place.topic.slug for place in claim.claimtopic_set.all()]) if claim.pk else ""

    def dehydrate_part_of(self, claim: Claim) -> str:
        return self._tied(claim, ClaimLink.Tie.PART_OF)

    def dehydrate_related(self, claim: Claim) -> str:
        return self._tied(claim, ClaimLink.Tie.RELATED)

    def _tied(self, claim: Claim, tie: str) -> str:
        return joined(sorted(link.other.reference for link in claim.links.all() if link.tie == tie)) if claim.pk else ""

    def same(self, column: str, cell: str) -> bool:
        if column in ("part_of", "related"):
            return self.before[column] == joined(sorted(parted(cell)))
        return super().same(column, joined(parted(cell)) if column == "topics" else cell)

    def against(self, instance: Claim, *, new: bool) -> str:
        if not self.user.has_perm("claims.add_claim" if new else "claims.change_claim"):
            return "Your role does not include writing claims."
        if new and not _REFERENCE.fullmatch(instance.reference):
            return f"A reference looks like {written(self.highest + 1)}, not “{instance.reference}”. Leave that of a new claim empty."
        if new and _number(instance.reference) <= self.highest:
            return f"{instance.reference} has been given already. Leave the reference of a new claim empty."
        return "" if new else rights.against_claim(user=self.user, claim=instance)

    def after_save_instance(self, instance, row, **kwargs):
        self.highest = max(self.highest, _number(instance.reference))
        renaming.keep_former(claim=instance, former=self.former)
        super().after_save_instance(instance, row, **kwargs)

    def save_parts(self, instance: Claim, parts: dict[str, str]) -> None:
        if "topics" in parts:
            topics = [_named(Topic, "slug", slug) for slug in parted(parts["topics"])]
            replaced(instance.claimtopic_set.all(), [ClaimTopic(claim=instance, topic=topic, position=i) for i, topic in enumerate(topics)])
        for column in ("part_of", "related"):
            if column in parts:
                others = [_named(Claim, "reference", reference) for reference in parted(parts[column])]
                replaced(instance.links.filter(tie=column), [ClaimLink(claim=instance, other=other, tie=column) for other in others])


class Appearances(Table):
    """Where claims were made: one row a place; “order” counts those of a claim from 1."""

    key = ("claim", "order")
    claim = Field("claim", "claim", ByName(Claim, "reference"))
    order = Field(column_name="order")
    source = source_field()

    class Meta(Table.Meta):
        model = Appearance
        import_id_fields = ("claim", "order")
        fields = ("claim", "order", "claimant", "source", "date", "url", "archived_url", "wording", "language", "note")

    def for_export(self, queryset):
        return Appearance.objects.filter(claim__in=queryset).select_related("claim", "source").order_by("claim__reference", "position")

    def dehydrate_order(self, appearance: Appearance) -> str:
        return str(appearance.position + 1)

    def get_instance(self, instance_loader, row):
        return Appearance.objects.filter(claim__reference=row["claim"], position=ordinal(row["order"])).first()

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        instance.position = ordinal(row["order"])

    def against(self, instance: Appearance, *, new: bool) -> str:
        if not self.user.has_perm("claims.change_claim"):
            return "Your role does not include writing claims."
        return self.against_merged(instance.source) or rights.against_claim(user=self.user, claim=instance.claim)

    def afterwards(self) -> None:
        for claim in {appearance.claim_id: appearance.claim for appearance in self.touched}.values():
            projection.refresh(claim)


def ordinal(cell: str) -> int:
    """A place counted from 1 as one counted from 0. Raises ValueError in words."""
    if not cell.isdecimal() or not 1 <= int(cell) <= 999:
        raise ValueError(f"The order is a whole number from 1, not “{cell}”.")
    return int(cell) - 1


def _number(reference: str) -> int:
    return int(reference.removeprefix("SC-"))


def _named(model, field: str, value: str):
    return ByName(model, field).clean(value)
