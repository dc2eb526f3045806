"""A claim as a row of a list: HTML, in which statement and fact can be marked later. Not a template, because lists show rows by the thousand."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.markup.foreign import foreign
from claims.markup.glance import partial, strip, verdict
from claims.models import Claim
from claims.models.freshness import ReviewedByDate


@dataclass(frozen=True)
class Listed(ReviewedByDate):
    """The columns of a claim that a row shows, and the name of its first topic."""

    pk: int
    slug: str
    statement: str
    fact: str
    verdict: str
    review_by: date | None
    refuting: int
    supporting: int
    contextual: int
    as_of: str
    first_topic: str | None


LISTED = tuple(field.name for field in fields(Listed))


@dataclass(frozen=True, slots=True)
class Row:
    """The row of one claim; in a template it is its HTML."""

    statement: str
    fact: str
    shown: tuple[SafeString, SafeString]
    """The HTML of the two."""
    around: tuple[str, str, str]
    """The HTML before the statement, between it and the fact, and after that."""

    @classmethod
    def of(cls, claim: Claim | Listed, *, tight: bool = False) -> Self:
        """The row of `claim`; a tight one says neither how much evidence there is nor the topic."""
        between = '”</a></h3>\n    <p class="finding">'
        around = (_before(claim), between, f"</p>{_overdue(claim)}\n  </div>{'' if tight else _meta(claim)}\n</li>\n")
        return cls(claim.statement, claim.fact, (foreign(claim.statement), foreign(claim.fact)), around)

    def showing(self, statement: SafeString, fact: SafeString) -> SafeString:
        """The row with this HTML for its two texts."""
        before, between, after = self.around
        return mark_safe(f"{before}{statement}{between}{fact}{after}")  # escaped below, and two texts that are escaped

    def __html__(self) -> SafeString:
        return self.showing(*self.shown)


def _before(claim: Claim | Listed) -> str:
    address = escape(reverse("claim", args=[claim.slug]))
    return f'<li class="row">\n  {verdict(claim.verdict)}\n  <div>\n    <h3><a href="{address}">“'


def _overdue(claim: Claim | Listed) -> str:
    return '\n    <p class="small"><strong>Overdue for review.</strong></p>' if claim.is_overdue else ""


def _meta(claim: Claim | Listed) -> str:
    topic = f"<span>{escape(name)}</span>" if (name := _first_topic(claim)) else ""
    evidence = strip(claim.refuting, claim.supporting, claim.contextual)
    return f'\n  <p class="meta">{evidence}{topic}<span>As of {partial(claim.as_of)}</span></p>'


def _first_topic(claim: Claim | Listed) -> str | None:
    if isinstance(claim, Listed):
        return claim.first_topic
    return next((place.topic.name for place in claim.claimtopic_set.all()), None)
