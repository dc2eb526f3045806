"""Alarms: something happened to a source that a published verdict leans on.

What raises one: the source's standing changed after the review was published (corrected, superseded, retracted, unreachable), whoever changed
it; or a link check found it gone, or its text changed. A small change of the text raises one only where the source is the only leg: pages change
a little all the time. The same cause raises an alarm once for each review, and a page that is there again closes its own.

How much hangs on the source, as far as a program can tell:
    the only leg      no other evidence of the same stance, from another publisher, that somebody has checked and that still stands
    a primary source  a law, a figure, a company's own terms (sources.models.Kind.is_primary)
    one of several    anything else that supports or refutes
    context only      it neither supports nor refutes
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from claims.editorial.gates import Fault, Refused
from claims.models import Alarm, AlarmKind, Change, Claim, Evidence, Review, Weight
from claims.verdicts import Stance
from sources.link_check.judging import Difference, Outcome
from sources.models import Kind, LinkCheck, Read, Source, Standing

_KINDS = {
    Standing.CORRECTED: AlarmKind.CORRECTED,
    Standing.SUPERSEDED: AlarmKind.SUPERSEDED,
    Standing.RETRACTED: AlarmKind.RETRACTED,
    Standing.UNREACHABLE: AlarmKind.GONE,
}
_FALLEN = (Standing.RETRACTED, Standing.UNREACHABLE)
_LOCK = 0x616C61726D  # any number that no other advisory lock of the site uses


@dataclass(frozen=True)
class Cause:
    """What happened to a source, and since when (aware)."""

    source: Source
    kind: AlarmKind
    since: datetime
    detail: str
    check: LinkCheck | None = None

    @property
    def is_small(self) -> bool:
        return self.check is not None and self.check.difference == Difference.SMALL


@transaction.atomic
def raise_due() -> list[Alarm]:
    """Raise what is due on every review that readers see now, and close the alarms of pages that are there again. Returns the new alarms.

    Two who raise at once take turns: the second sees what the first has raised.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    _close_returned()
    return [alarm for cause in (*_standings(), *_findings()) for alarm in _raised(cause)]


@transaction.atomic
def close(*, alarm: Alarm, user: AbstractUser, reason: str) -> Alarm:
    """Close `alarm` with a reason. Raises Refused when it is closed already, or the reason is empty."""
    alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if not alarm.is_open:
        raise Refused([Fault("closed_already", "This alarm is closed already.")])
    if not reason.strip():
        raise Refused([Fault("needs_reason", "Say why nothing has to change, or what was done.")])
    alarm.closed_at, alarm.closed_by, alarm.reason = timezone.now(), user, reason.strip()
    alarm.save(update_fields=["closed_at", "closed_by", "reason"])
    return alarm


def settle(*, review: Review) -> None:
    """Close the alarms on earlier reviews of the claim: `review`, just published, looked at everything anew.

    A mended typo looked at nothing: alarms about sources that it still leans on move to it, open as they are.
    """
    open_ones = Alarm.objects.open().filter(review__claim_id=review.claim_id).exclude(review=review)
    if review.change == Change.TYPO:
        sources = Source.objects.filter(pk__in=review.evidence.values("source"))
        open_ones.filter(Q(source__in=sources) | Q(source__in=sources.values("merged_into__pk"))).update(review=review)
    open_ones.update(closed_at=review.published_at, closed_by_review=review)


def weigh(review: Review, source: Source) -> Weight:
    """How much of `review` hangs on `source`, or on one that was merged into it. Reads the review's evidence with sources."""
    evidence = list(review.evidence.select_related("source__read_in"))
    mine = [piece for piece in evidence if piece.source_id == source.pk or piece.source.merged_into_id == source.key]
    others = [piece for piece in evidence if piece not in mine]
    return max(_weight(piece, others) for piece in mine)


def _weight(mine: Evidence, others: list[Evidence]) -> Weight:
    if mine.stance == Stance.CONTEXT:
        return Weight.CONTEXT
    if not any(_stands_beside(piece, mine) for piece in others):
        return Weight.ONLY
    return Weight.PRIMARY if Kind(mine.source.kind).is_primary else Weight.OTHER


def _stands_beside(piece: Evidence, mine: Evidence) -> bool:
    """Whether `piece` would carry the same side of the verdict without `mine`."""
    source = piece.source
    fallen = source.standing in _FALLEN or source.read == Read.UNCHECKED
    return piece.stance == mine.stance and not fallen and _publisher(piece) != _publisher(mine)


def _publisher(piece: Evidence) -> str:
    return (piece.source.read_in or piece.source).publisher


def _standings() -> Iterator[Cause]:
    for source in Source.objects.filter(standing__in=_KINDS, standing_since__isnull=False).order_by("pk"):
        yield Cause(source, _KINDS[Standing(source.standing)], source.standing_since, source.standing_note)


def _findings() -> Iterator[Cause]:
    """What the newest checks say: sources that are gone, sources whose text has changed."""
    for check in LinkCheck.objects.newest_of_each().filter(outcome=Outcome.GONE).select_related("source"):
        detail = check.problem or f"It answers with status {check.status}."
        yield Cause(check.source, AlarmKind.GONE, check.failing_since, detail, check)
    for check in LinkCheck.objects.newest_changes().select_related("source"):
        yield Cause(check.source, AlarmKind.CHANGED, check.at, f"{check.get_difference_display()}.", check)


def _raised(cause: Cause) -> Iterator[Alarm]:
    of_source = Alarm.objects.filter(source=cause.source, kind=cause.kind)
    known = of_source.filter(raised_at__gte=cause.since) | of_source.open()
    leaning = Review.objects.filter(pk__in=Claim.objects.leaning_on(cause.source).values("current"), published_at__lt=cause.since)
    for review in leaning.exclude(pk__in=known.values("review")).order_by("pk"):
        weight = weigh(review, cause.source)
        if cause.is_small and weight < Weight.ONLY:
            continue
        yield Alarm.objects.create(
            review=review, source=cause.source, kind=cause.kind, weight=weight, detail=cause.detail[:500], check_made=cause.check,
            raised_at=max(timezone.now(), cause.since),  # the clocks of the database and of this process may differ
        )  # fmt: skip


def _close_returned() -> None:
    """Close what a check raised as gone, where the newest check finds the page again."""
    back = LinkCheck.objects.newest_of_each().filter(outcome=Outcome.OK).values("source")
    gone = Alarm.objects.open().filter(kind=AlarmKind.GONE, check_made__isnull=False, source__in=back)
    gone.update(closed_at=timezone.now(), reason="A later check found it again.")
