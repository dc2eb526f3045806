"""Who may do which deed to a review, a claim or a source, as far as persons go.

Permissions say what a role may do in general (people/roles.py); the rules here say on which rows. Whether the row is in a state for it, and whether
a gate refuses it, is not asked here but in `publishing` and `gates`. Each function gives the reason why not, in words for an editor; the empty string
means yes.

    an editor's draft is opened by a contributor    → read, not changed: "Only its author and editors change a draft."
    the author presses Publish                      → refused here for the interface, in `publishing` for every caller, and by the database
"""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser

from claims.models import Change, Claim, ClaimStanding, Review
from sources.models import Source

RESERVED = (Change.CORRECTION, Change.RETRACTION)
"""Kinds of change that say that we had something wrong."""


def _edit(user: AbstractUser, review: Review) -> str:
    mine = review.author_id == user.pk and user.has_perm("claims.change_review")
    return "" if mine or user.has_perm("claims.edit_others_review") else "Only its author and editors change a draft."


def _delete(user: AbstractUser, review: Review) -> str:
    return _edit(user, review) and "Only its author and editors delete a draft."


def _return(user: AbstractUser, review: Review) -> str:
    mine = review.author_id == user.pk and user.has_perm("claims.change_review")
    return "" if mine or user.has_perm("claims.return_review") else "Only its author and editors take a review back."


def _holding(permission: str, words: str) -> Callable[[AbstractUser, Review], str]:
    return lambda user, review: "" if user.has_perm(permission) else words


_REVIEW = {
    "edit": _edit,
    "delete": _delete,
    "return": _return,
    "submit": _holding("claims.submit_review", "Only editors hand a draft over for approval."),
    "publish": _holding("claims.publish_review", "Only editors publish a review."),
    "withdraw": _holding("claims.withdraw_review", "Only publishers withdraw a review."),
    "new": _holding("claims.add_review", "Your role does not include writing reviews."),
    "correct": _holding("claims.correct_review", "Only publishers start a correction or a retraction."),
}


def against(*, user: AbstractUser, deed: str, review: Review) -> str:
    """Why `user` may not do `deed` to `review`; KeyError for a deed that is not known."""
    return _REVIEW[deed](user, review)


def deeds(*, user: AbstractUser, review: Review) -> set[str]:
    """The deeds to offer `user` on `review`'s page. Publishing what one wrote is not among them."""
    offered = {deed for deed in _REVIEW if not against(user=user, deed=deed, review=review)}
    wrote = review.author_id == user.pk or ("publish" in offered and review.writers.filter(pk=user.pk).exists())
    return offered - {"publish"} if wrote else offered


def against_claim(*, user: AbstractUser, claim: Claim) -> str:
    """Why `user` may not change `claim`: what readers see at once, and what others have begun to write about, is for editors."""
    if user.has_perm("claims.amend_shown"):
        return ""
    if claim.standing != ClaimStanding.DRAFT:
        return "Readers see this claim: only editors change it."
    return "Somebody else is writing about this claim: only editors change it too." if claim.reviews.exclude(author=user).exists() else ""


def against_source(*, user: AbstractUser, source: Source) -> str:
    """Why `user` may not change `source`: readers see at once what a claim of theirs leans on."""
    shown = not user.has_perm("claims.amend_shown") and Claim.objects.leaning_on(source).exists()
    return "A claim that readers see leans on this source: only editors change it." if shown else ""


def against_import(*, user: AbstractUser) -> str:
    """Why `user` may not import ClaimReviews: it writes claims, their appearances, sources and drafts."""
    needed = ("claims.add_claim", "claims.add_appearance", "claims.add_review", "claims.add_evidence", "sources.add_source")
    return "" if user.has_perms(needed) else "Your role does not include writing claims, sources and reviews."
