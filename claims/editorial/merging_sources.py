"""Two sources that are one document become one.

The row that goes keeps its key for ever: its address leads to the one that stays, and published evidence goes on pointing at it, because what was
published never changes. All that can still change is turned to the one that stays: evidence of open reviews, appearances, sources known through it.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from claims.editorial.gates import Fault, Refused
from claims.models import Appearance, Evidence, Review
from sources.models import Source


@dataclass(frozen=True)
class Merged:
    """How much was turned to the source that stays, and how much published evidence goes on pointing at the other one."""

    evidence: int
    appearances: int
    relays: int
    published: int


def _open_evidence(source: Source):
    return Evidence.objects.filter(source=source, review__in=Review.objects.open())


def extent(source: Source) -> Merged:
    """What a merge of `source` into another one would turn, and what it would leave."""
    everything, moving = Evidence.objects.filter(source=source).count(), _open_evidence(source).count()
    return Merged(moving, Appearance.objects.filter(source=source).count(), source.relays.count(), everything - moving)


def faults(*, source: Source, into: Source) -> list[Fault]:
    """What keeps `source` from being merged into `into`, in words for an editor."""
    if source.pk == into.pk:
        return [Fault("itself", "A source cannot be merged into itself. Choose the other one.")]
    found = [Fault("merged_already", f"{row.key} was merged into {row.merged_into_id} before.") for row in (source, into) if row.merged_into_id]
    if into.read_in_id == source.pk:
        found.append(
            Fault("known_through", f"{into.key} is known through {source.key}: they are two documents, or that field is wrong. Mend it first.")
        )
    both = Review.objects.open().filter(evidence__source=source).filter(evidence__source=into).select_related("claim")
    found += [Fault("both_used", f"{review} leans on both. Join the two pieces of evidence there first.") for review in both]
    return found


@transaction.atomic
def merge(*, source: Source, into: Source) -> Merged:
    """Merge `source` into `into` and say how much was turned. Raises Refused, with nothing done, when `faults` finds any."""
    rows = {row.pk: row for row in Source.objects.select_for_update().filter(pk__in=[source.pk, into.pk]).order_by("pk")}
    list(Review.objects.open().filter(Q(evidence__source=source) | Q(evidence__source=into)).select_for_update(of=("self",)).order_by("pk"))
    source, into = rows[source.pk], rows[into.pk]
    if found := faults(source=source, into=into):
        raise Refused(found)
    merged = extent(source)
    _open_evidence(source).update(source=into)
    Appearance.objects.filter(source=source).update(source=into)
    source.relays.update(read_in=into)
    source.merged.update(merged_into=into)  # no chains: what led to the one that goes leads to the one that stays
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    return merged
