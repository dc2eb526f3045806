"""The desk: what waits for the editor who is signed in, panel by panel.

A panel is one function, put on the desk by `@admin.site.panel(place)`. It takes the user and gives a Panel, or None when it is not theirs. Each
takes one query, which counts all rows and brings the first few; so the desk costs the same with a hundred claims and with a hundred thousand.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from claims.models import Alarm, AlarmKind, Claim, Review, Weight

ROWS = 6
SOON = 30  # days
_RECENT = 30  # days


@dataclass(frozen=True)
class Row:
    """One thing to go to: its name, what it is about, a note beside it, and how old it is in words."""

    address: str
    name: str
    about: str
    note: str
    age: str
    verdict: str = ""


@dataclass(frozen=True)
class Panel:
    """One list of the desk. `total` counts all, `rows` are the first of them; `every` leads to all. `empty` says what it means that there is none."""

    name: str
    title: str
    empty: str
    rows: list[Row]
    total: int
    every: str
    urgent: bool = False


def _age(since: datetime) -> str:
    """As "3 days"; less than a minute is "a minute"."""
    words = timesince(since, depth=1).replace("\xa0", " ")
    return "a minute" if words.startswith("0 ") else words


def _day_apart(day) -> str:
    days = (day - timezone.now().date()).days
    if days == 0:
        return "today"
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'overdue' if days < 0 else 'left'}"


def _every(model: str, **filters) -> str:
    return f"{reverse(f'admin:claims_{model}_changelist')}?{urlencode(filters)}"


def _reviews(rows: QuerySet, moment: str, words: str, order: str = "") -> tuple[list[Row], int]:
    """The oldest few of `rows` by the field `moment`, with "waiting {}" or the like as their age; and the number of all."""
    rows = rows.with_threads().counted().select_related("claim", "author").order_by(f"{order}{moment}", "pk")
    rows = rows.defer("rationale", "claim__search_vector")[:ROWS]
    found = [
        Row(
            address=reverse("admin:claims_review_change", args=[review.pk]),
            name=f"{review.claim.reference}/{review.number}",
            about=review.statement,
            note=_note(review),
            age=words.format(_age(getattr(review, moment))),
            verdict=review.verdict,
        )
        for review in rows
    ]
    return found, rows[0].total if rows else 0


def _note(review: Review) -> str:
    said = f", {review.said} comment{'' if review.said == 1 else 's'}" if review.said else ""
    return f"{review.get_change_display()} by {review.author.username}{said}"


def _claims(rows: QuerySet) -> tuple[list[Row], int]:
    """The few of `rows` that come due first, and the number of all."""
    rows = rows.counted().order_by("review_by", "pk").only("reference", "statement", "verdict", "review_by")[:ROWS]
    found = [
        Row(
            address=reverse("admin:claims_claim_change", args=[claim.pk]),
            name=claim.reference,
            about=claim.statement,
            note=f"review by {claim.review_by:%-d %B %Y}",
            age=_day_apart(claim.review_by),
            verdict=claim.verdict,
        )
        for claim in rows
    ]
    return found, rows[0].total if rows else 0


@admin.site.panel(10)
def returned(user: AbstractUser) -> Panel:
    rows = _reviews(Review.objects.returned().with_words_of(user), "returned_at", "returned {} ago")
    every = _every("review", state__exact="draft", author__id__exact=user.pk)
    return Panel("returned", "Returned to me", "Nothing of yours was returned.", *rows, every, urgent=True)


@admin.site.panel(20)
def waiting(user: AbstractUser) -> Panel | None:
    """What the user may approve: submitted, and without a word of their own."""
    if not user.has_perm("claims.publish_review"):
        return None
    rows = _reviews(Review.objects.waiting().without_words_of(user), "submitted_at", "waiting {}")
    empty = "No review of others waits for a second person."
    return Panel("waiting", "Waiting for my approval", empty, *rows, _every("review", state__exact="submitted"), urgent=True)


@admin.site.panel(30)
def drafts(user: AbstractUser) -> Panel:
    rows = _reviews(Review.objects.drafts().never_returned().with_words_of(user), "changed_at", "saved {} ago", order="-")
    every = _every("review", state__exact="draft", author__id__exact=user.pk)
    return Panel("drafts", "My drafts", "You have no draft. Start one from a claim, or with “Write a review” above.", *rows, every)


@admin.site.panel(35)
def assigned(user: AbstractUser) -> Panel | None:
    """Claims that somebody gave the user to look after; only shown where there are some."""
    rows = Claim.objects.filter(assignment__editor=user).counted().select_related("assignment__by").order_by("assignment__at", "pk")
    rows = rows.defer("search_vector")[:ROWS]
    found = [
        Row(
            address=reverse("admin:claims_claim_change", args=[claim.pk]),
            name=claim.reference,
            about=claim.statement or claim.slug,
            note=f"by {claim.assignment.by.username}",
            age=f"{_age(claim.assignment.at)} ago",
            verdict=claim.verdict,
        )
        for claim in rows
    ]
    every = _every("claim", assignment__editor__id__exact=user.pk)
    return Panel("assigned", "Assigned to me", "", found, rows[0].total, every) if found else None


@admin.site.panel(40)
def submitted(user: AbstractUser) -> Panel:
    rows = _reviews(Review.objects.waiting().with_words_of(user), "submitted_at", "waiting {}")
    every = _every("review", state__exact="submitted", author__id__exact=user.pk)
    return Panel("submitted", "Mine, waiting for a second person", "Nothing of yours waits for approval.", *rows, every)


@admin.site.panel(50)
def alarms(user: AbstractUser) -> Panel | None:
    """What happened to sources that published verdicts lean on, heaviest first."""
    if not user.has_perm("claims.view_alarm"):
        return None
    rows = Alarm.objects.open().counted().heaviest_first().select_related("source", "review__claim").defer("review__claim__search_vector")[:ROWS]
    found = [
        Row(
            address=reverse("admin:claims_alarm_change", args=[alarm.pk]),
            name=alarm.review.claim.reference,
            about=alarm.review.statement,
            note=f"{alarm.source.key}: {AlarmKind(alarm.kind).label.lower()}, {Weight(alarm.weight).label.lower()}",
            age=f"{_age(alarm.raised_at)} ago",
            verdict=alarm.review.verdict,
        )
        for alarm in rows
    ]
    total = rows[0].total if rows else 0
    return Panel("alarms", "Alarms", "Every source that we lean on stands as we left it.", found, total, _every("alarm"), urgent=True)


@admin.site.panel(60)
def overdue(user: AbstractUser) -> Panel:
    rows = _claims(Claim.objects.published().overdue())
    return Panel("overdue", "Overdue", "No published claim is past its date.", *rows, _every("claim", due="overdue"), urgent=True)


@admin.site.panel(70)
def due(user: AbstractUser) -> Panel:
    rows = _claims(Claim.objects.published().due_within(SOON))
    return Panel("due", f"Due in {SOON} days", f"No claim comes due in the next {SOON} days.", *rows, _every("claim", due="soon"))


@admin.site.panel(80)
def published(user: AbstractUser) -> Panel:
    since = timezone.make_aware(datetime.combine(timezone.now().date() - timedelta(_RECENT), time()))
    rows = _reviews(Review.objects.public().filter(published_at__gte=since), "published_at", "{} ago", order="-")
    empty = f"Nothing was published in the last {_RECENT} days."
    return Panel("published", "Published lately", empty, *rows, _every("review", state__exact="published", o="-6"))  # by the sixth column
