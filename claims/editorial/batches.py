"""One thing done to many claims: a topic, an editor, a date. Who may not do it to one of them is told so of that one; the others are done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims.editorial import rights
from claims.editorial.gates import Fault, Refused
from claims.models import Assignment, Claim, ClaimTopic, State, Topic


@dataclass
class Outcome:
    """Claims that were done, claims that were so already, and why each other one was not (reference, words)."""

    done: list[Claim] = field(default_factory=list)
    already: list[Claim] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def add_topic(*, claims: Iterable[Claim], topic: Topic, user: AbstractUser) -> Outcome:
    """Put each claim under `topic`, behind those it is under."""

    def add(claim: Claim) -> bool:
        last = claim.claimtopic_set.aggregate(last=Max("position"))["last"]
        _, made = ClaimTopic.objects.get_or_create(claim=claim, topic=topic, defaults={"position": 0 if last is None else last + 1})
        return made

    return _each(claims, user, add)


@transaction.atomic
def assign(*, claims: Iterable[Claim], to: AbstractUser | None, user: AbstractUser) -> Outcome:
    """Give each claim to the editor `to`, or to nobody. Raises Refused when `to` could not write about it."""
    if to is not None and not (to.is_active and to.has_perm("claims.add_review")):
        raise Refused([Fault("not_an_editor", f"{to} may not write reviews. Choose another editor.")])

    def give(claim: Claim) -> bool:
        known = Assignment.objects.filter(claim=claim)
        if to is None:
            return bool(known.delete()[0])
        if known.filter(editor=to).exists():
            return False
        Assignment.objects.update_or_create(claim=claim, defaults={"editor": to, "by": user})
        return True

    return _each(claims, user, give)


@transaction.atomic
def set_review_by(*, claims: Iterable[Claim], day: date, user: AbstractUser) -> Outcome:
    """Set “review by” in the draft of each claim. A published review never changes: without a draft there is nothing to set it in. Raises Refused."""
    if day <= timezone.now().date():
        raise Refused([Fault("day_passed", "That day has passed. Choose one to come.")])

    def change(claim: Claim) -> bool | str:
        draft = claim.reviews.filter(state=State.DRAFT).first()
        if draft is None:
            return "It has no draft. Start a new review first: what is published never changes."
        if why := rights.against(user=user, deed="edit", review=draft):
            return why
        if draft.review_by == day:
            return False
        draft.review_by = day
        draft.save(update_fields=["review_by"])
        if draft.author_id != user.pk:
            draft.writers.add(user)
        return True

    return _each(claims, user, change, ask=False)


def _each(claims: Iterable[Claim], user: AbstractUser, do: Callable[[Claim], bool | str], *, ask: bool = True) -> Outcome:
    """Do it to each claim that `user` may change: `do` says whether it changed something, or in words why not."""
    outcome = Outcome()
    for claim in claims:
        why = rights.against_claim(user=user, claim=claim) if ask else ""
        result = why or do(claim)
        if isinstance(result, str):
            outcome.refused.append((claim.reference, result))
        else:
            (outcome.done if result else outcome.already).append(claim)
    return outcome
