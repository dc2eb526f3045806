"""What an answer means for a source, beside the answer before.

The danger is on both sides. A page that is down for an hour is not gone, and a publisher that refuses programs (403) has not taken anything away;
but a page that answers 200 with "not found" in its words, or another text, has. So:

    ok        2xx with a body                                        compared with the last ok one: the same, changed a little, changed
    gone      410 · 404 or no such host or any failure, twice in a row, a day or more apart
    failing   404, 5xx, no answer, a broken one: for the first time, or again within the day
    refused   401, 403, 407, 451: the machine may be asked by readers, not by us. Nothing follows from it
    later     429, or 503 that says when: ask again then
    forbidden the address leads to a machine that is never asked (guard.py)

Every number after that is a matter of taste: a day, because a site's bad night should not wake an editor.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

from sources.link_check.answer import Answer
from sources.link_check.text import NEAR, Measures, distance

CONFIRMED_AFTER = timedelta(days=1)


class Outcome(models.TextChoices):
    OK = "ok", "Reachable"
    GONE = "gone", "Gone"
    FAILING = "failing", "Failing"
    REFUSED = "refused", "Refuses programs"
    LATER = "later", "Asks us to wait"
    FORBIDDEN = "forbidden", "Not on the public internet"


class Difference(models.TextChoices):
    """How the text compares with that of the last reachable answer."""

    FIRST = "", "Nothing to compare with"
    SAME = "same", "The same"
    SMALL = "small", "Changed a little"
    NOTICE = "notice", "Changed, with new words of a correction or retraction"
    LARGE = "large", "Changed"


@dataclass(frozen=True)
class Before:
    """What is known of the address from earlier: when it began to fail (None when it did not), and the measures of its last reachable answer."""

    failing_since: datetime | None = None
    measures: Measures | None = None


def outcome(answer: Answer, before: Before, now: datetime) -> Outcome:
    """What `answer` means at `now` (aware)."""
    if answer.forbidden:
        return Outcome.FORBIDDEN
    if answer.status == 410:
        return Outcome.GONE
    if answer.status in (401, 403, 407, 451):
        return Outcome.REFUSED
    if answer.status == 429 or answer.retry_at:
        return Outcome.LATER
    if answer.status is not None and 200 <= answer.status < 300 and answer.size:
        return Outcome.OK
    confirmed = before.failing_since is not None and now - before.failing_since >= CONFIRMED_AFTER
    return Outcome.GONE if confirmed else Outcome.FAILING


def difference(now: Measures | None, before: Measures | None) -> Difference:
    """How the text of an answer differs from the one before; both may be missing."""
    if now is None or before is None:
        return Difference.FIRST
    if now.digest == before.digest:
        return Difference.SAME
    if now.notices > before.notices:
        return Difference.NOTICE
    if now.fingerprint is None or before.fingerprint is None:
        return Difference.LARGE
    return Difference.SMALL if distance(now.fingerprint, before.fingerprint) <= NEAR else Difference.LARGE
