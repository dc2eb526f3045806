"""Reviews and their evidence, as tables. Published ones come out and go in unchanged; only drafts can be changed or added."""

from django.db.models import F
from import_export.fields import Field
from import_export.widgets import DateWidget

from claims.admin.exchange.identity import ordinal
from claims.admin.exchange.tables import ByName, ListWidget, Table, source_field
from claims.editorial import rights
from claims.models import Change, Claim, Evidence, Review, State


class Reviews(Table):
    """What we say about claims. A new row may leave the number empty; lists have "; " between their values, what would change it a line each."""

    key = ("claim", "number")
    claim = Field("claim", "claim", ByName(Claim, "reference"))
    number = Field(column_name="number")
    state = Field(column_name="state")
    systems, places = Field("systems", "systems", ListWidget()), Field("places", "places", ListWidget())
    would_change = Field("would_change", "would_change", ListWidget("\n"))
    review_by = Field("review_by", "review_by", DateWidget("%Y-%m-%d"))

    class Meta(Table.Meta):
        model = Review
        import_id_fields = ("claim", "number")
        fields = (
            "claim", "number", "state", "change", "reason", "statement", "fact", "verdict", "answer", "rationale", "systems", "places",
            "scope_from", "scope_to", "as_of", "scope_note", "why_checked", "would_change", "review_by", "confidence", "confidence_note",
            "override_note", "missing",
        )  # fmt: skip

    def for_export(self, queryset):
        return queryset.select_related("claim").order_by("claim__reference", "number")

    def dehydrate_number(self, review: Review) -> str:
        return str(review.number or "")

    def dehydrate_state(self, review: Review) -> str:
        return review.state

    def get_instance(self, instance_loader, row):
        if not row["number"]:
            return None
        return Review.objects.select_related("claim").filter(claim__reference=row["claim"], number=ordinal(row["number"]) + 1).first()

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if (state := row.get("state", "")) and state != instance.state:
            raise ValueError(
                f"Its state is {instance.state}, not {state}. An import changes no states." if not new else "A new review enters as a draft."
            )
        if not new:
            return
        claim = ByName(Claim, "reference").clean(row["claim"])
        instance.author = self.user
        instance.number = (claim.reviews.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        instance.change = Change.FIRST if instance.number == 1 else Change.UPDATE
        if row["number"] and ordinal(row["number"]) + 1 != instance.number:
            raise ValueError(f"The next review of {claim.reference} has the number {instance.number}, not {row['number']}.")

    def against(self, instance: Review, *, new: bool) -> str:
        if new:
            return "" if self.user.has_perm("claims.add_review") else "Your role does not include writing reviews."
        if instance.state != State.DRAFT:
            return f"{instance} never changes by an import. Only drafts do."
        if instance.change in rights.RESERVED and self.before["change"] != instance.change and not self.user.has_perm("claims.correct_review"):
            return "Only publishers start a correction or a retraction."
        return rights.against(user=self.user, deed="edit", review=instance)

    def same(self, column: str, cell: str) -> bool:
        return not cell if column == "state" and not cell else super().same(column, cell)

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        if instance.author_id != self.user.pk:
            instance.writers.add(self.user)


class Pieces(Table):
    """Evidence: one row a source in a review; “order” counts those of a review from 1."""

    key = ("claim", "number", "source")
    claim, number, order = Field(column_name="claim"), Field(column_name="number"), Field(column_name="order")
    source = source_field()

    def __init__(self, user=None):
        super().__init__(user)
        self.wanted: dict[int, int] = {}  # primary keys, and the places asked for

    class Meta(Table.Meta):
        model = Evidence
        import_id_fields = ("claim", "number", "source")
        fields = ("claim", "number", "source", "order", "stance", "finding", "locator", "quotation", "quotation_language", "translation")

    def for_export(self, queryset):
        rows = Evidence.objects.filter(review__in=queryset).select_related("review__claim", "source")
        return rows.order_by("review__claim__reference", "review__number", "position")

    def dehydrate_claim(self, piece: Evidence) -> str:
        return piece.review.claim.reference if piece.review_id else ""

    def dehydrate_number(self, piece: Evidence) -> str:
        return str(piece.review.number) if piece.review_id else ""

    def dehydrate_order(self, piece: Evidence) -> str:
        return str(piece.position + 1)

    def get_instance(self, instance_loader, row):
        rows = Evidence.objects.select_related("review__claim", "source").filter(review__claim__reference=row["claim"], source__key=row["source"])
        return rows.filter(review__number=ordinal(row["number"]) + 1).first()

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            review = Review.objects.select_related("claim").filter(claim__reference=row["claim"], number=ordinal(row["number"]) + 1).first()
            if review is None:
                raise ValueError(f"There is no review {row['number']} of {row['claim']}.")
            instance.review = review
            instance.position = 1 + max((piece.position for piece in review.evidence.all()), default=-1)

    def against(self, instance: Evidence, *, new: bool) -> str:
        if instance.review.state != State.DRAFT:
            return f"The evidence of {instance.review} never changes. Only that of drafts does."
        return self.against_merged(instance.source) or rights.against(user=self.user, deed="edit", review=instance.review)

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        if row.get("order"):
            self.wanted[instance.pk] = ordinal(row["order"])
        if instance.review.author_id != self.user.pk:
            instance.review.writers.add(self.user)

    def after_import(self, dataset, result, **kwargs):
        """Put the pieces in the order that the rows give; two rows may have changed places, so it is done once all are in."""
        for review in {piece.review_id: piece.review for piece in self.touched}.values():
            pieces = sorted(review.evidence.all(), key=lambda piece: (self.wanted.get(piece.pk, piece.position), piece.position))
            review.evidence.update(position=F("position") + 10_000)
            for position, piece in enumerate(pieces):
                Evidence.objects.filter(pk=piece.pk).update(position=position)
        super().after_import(dataset, result, **kwargs)
