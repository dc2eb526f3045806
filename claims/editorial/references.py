"""The next reference for a claim. One that was ever given is never given again, not even when its claim is gone."""

from django.contrib.admin.models import LogEntry
from django.db.models import BigIntegerField, Func, Max, QuerySet

from claims.models import Claim


class _Number(Func):
    """The number that a text begins with as a reference does; NULL for other texts."""

    template = "substring(%(expressions)s FROM '^SC-([0-9]{4,9})')::bigint"
    output_field = BigIntegerField()


def highest() -> int:
    """The highest number ever given: to a claim that is there, or to one that only the admin's log remembers."""
    logged = LogEntry.objects.filter(content_type__app_label="claims", content_type__model="claim")
    return max(_highest(Claim.objects.all(), "reference"), _highest(logged, "object_repr"))


def next_reference() -> str:
    return written(highest() + 1)


def written(number: int) -> str:
    """The reference with that number."""
    return f"SC-{number:04d}"


def _highest(rows: QuerySet, column: str) -> int:
    return rows.aggregate(highest=Max(_Number(column)))["highest"] or 0
